"""Reads the blocks of a rendered license: paragraphs with their lists, bullets and notices."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..document import Bullets, Level, Notice, Paragraph
from ..document.inlines import Break, Definiendum, Inline, Span, Strong, Text
from ..document.record import entity
from .read_inlines import Underlined
from .read_lines import BLOCK, Lines
from .read_numbers import ITEM, Scheme

_DEPTH = 12
"""Lists inside lists."""
_QUOTE = re.compile(r">(?: |\Z)")


@entity
class Count:
    """Counts the numbered paragraphs of one list."""

    counters: tuple[int, ...] | None
    """Those above, or None where nothing can be numbered."""
    owner: str = ""
    """The definition that the list stands in, or an empty string."""
    last: int = 0

    @property
    def next(self) -> tuple[int, ...]:
        """The counters of the next numbered paragraph."""
        return (*(self.counters or ()), self.last + 1)


class Blocks(Lines):
    """Reads blocks at the cursor; what is numbered enters `labels`, what is in a definition `within`."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text, path)
        self.scheme = Scheme()
        self.labels: dict[str, tuple[int, ...]] = {}
        self.within: dict[str, str] = {}
        self.levels: dict[str, Level] = {}

    def paragraph(
        self, indent: int, count: Count, skip: int = 0, defines: str = "", depth: int = 0
    ) -> Paragraph:
        """Read a paragraph with its list and wrap-up; the cursor stands on its anchor.

        Args:
            indent: Spaces before each of its lines.
            count: What numbers it.
            skip: Anchors on the line that belong to something else (the definition).
            defines: The id of the definition that it begins, or an empty string.
            depth: Lists around it.
        """
        if depth > _DEPTH:
            raise self.stop("CW-READ-012", f"Lists are nested more than {_DEPTH} deep.", "Flatten them.")
        start = self.place
        ids, rest = self.anchors(self.line()[indent:])
        id = self.name(ids[skip], start)
        if count.owner:
            self.within[id] = count.owner
        text, starts = self.gather(indent, rest, skip + 1 if rest else len(ids))
        number, begin = ("", 0) if rest else self.number(id, text, count, start + 1)
        content = self.inlines(text, starts, begin)
        head: tuple[Inline, ...] = ()
        if defines:
            head, content = self.definiendum(defines, content, start)
        content, loud = _quieted(content)
        for node in content:
            if isinstance(node, Span):
                self.name(node.id, start)
        below = Count(self.labels[id], count.owner) if number else count
        items = self.items(indent, below, depth)
        wrap_up = None
        if items and self.continues(indent):
            self.skip_blank()
            wrap_up = self.paragraph(indent, below, depth=depth + 1)
        origin = self.origin(start)
        own = self.levels.get(id)
        return Paragraph(id, (*head, *content), origin, bool(number), items, wrap_up, loud, level=own)

    def continues(self, indent: int) -> bool:
        """Tell whether a wrap-up comes next: text on the line of its anchor."""
        line = self.peek()
        if not line.startswith(" " * indent + "<a "):
            return False
        return re.match(r"(?:<a id=\"[^\"<>]*\"></a>)+[^<\s]", line[indent:]) is not None

    def gather(self, indent: int, rest: str, own: int) -> tuple[str, list[tuple[int, int, int]]]:
        """Return the raw lines of a paragraph, and for each its offset, line and column."""
        pieces: list[str] = []
        starts: list[tuple[int, int, int]] = []
        offset = 0
        if rest:
            line = self.line()
            at = indent
            for _ in range(own):
                at = line.index("</a>", at) + 4
            # further anchors on the line are spans of the text
            pieces.append(line[at:])
            starts.append((0, self.place, at))
            offset = len(pieces[0]) + 1
        self.place += 1
        while (line := self.line()).strip(" "):
            raw = line[indent:].lstrip(" ")
            column = len(line) - len(raw)
            if line[:indent].strip(" ") or BLOCK.match(raw):
                raise self.stop("CW-READ-008", "A block begins here without a blank line before it.",
                                "Put a blank line before it, or a backslash before a sign that is meant as "
                                "itself.", column=column + 1)  # fmt: skip
            if pieces and raw.startswith("<a ") and not pieces[-1].endswith("\\"):
                raise self.stop("CW-READ-008", "An anchor follows without a blank line before it.",
                                "Put a blank line before it.", column=column + 1)  # fmt: skip
            pieces.append(raw)
            starts.append((offset, self.place, column))
            offset += len(raw) + 1
            self.place += 1
        if not pieces:
            raise self.stop(
                "CW-READ-008", "This anchor has no text.", "Put the text on the next line.", self.place - 1
            )
        return "\n".join(pieces).rstrip(" "), starts

    def number(self, id: str, text: str, count: Count, line: int) -> tuple[str, int]:
        """Return the number at the head of a paragraph and where its words begin."""
        found = re.match(ITEM, text)
        if found:
            printed = found[1].replace("\\", "")
            if count.counters is not None:
                accepted = self.scheme.accepts(printed, count.next, count.owner)
                own = None if accepted else self.scheme.own(printed, count.next, count.owner)
                if own is not None:
                    self.levels[id] = own
                if accepted or own is not None:
                    self.labels[id] = count.next
                    count.last += 1
                    return printed, found.end()
            if text[0] in "(0123456789":
                expected = self.scheme.expected(count.next, count.owner) if count.counters is not None else ""
                instead = f"where `{expected}` is expected" if expected else "where none can stand"
                message = f"The paragraph has the number `{printed}` {instead}."
                mend = "Mend the number, or put a backslash before its bracket or stop if it is none."
                raise self.stop("CW-READ-007", message, mend, line)
        return "", 0

    def items(self, indent: int, count: Count, depth: int) -> tuple[Paragraph | Bullets, ...]:
        """Read the list below a lead-in."""
        out: list[Paragraph | Bullets] = []
        bullets: list[Paragraph] = []
        while self.peek().startswith(f"{' ' * indent}- "):
            item = self.entry(indent, count, depth)
            if item.numbered:
                out += _gathered(bullets)
                bullets = []
                out.append(item)
            else:
                bullets.append(item)
        return (*out, *_gathered(bullets))

    def entry(self, indent: int, count: Count, depth: int) -> Paragraph:
        """Read one item of a list; the cursor stands before it."""
        self.skip_blank()
        self.lines[self.place] = " " * (indent + 2) + self.line()[indent + 2 :]
        item = self.paragraph(indent + 2, count, depth=depth + 1)
        if self.peek().startswith(" " * (indent + 2)):
            self.skip_blank()
            message = "An item holds one paragraph, a list and a wrap-up, and this is more."
            raise self.stop("CW-READ-008", message, "Make it an item of its own.", column=indent + 3)
        return item

    def bullets(self, count: Count) -> Bullets:
        """Read a list that stands alone; the cursor stands on its first sign."""
        mark = self.line()[:2]
        start = self.place
        items: list[Paragraph] = []
        while self.peek().startswith(mark):
            item = self.entry(0, count, 0)
            if item.numbered:
                mend = "Take the list marker off, or write `-` behind a lead-in."
                raise self.stop(
                    "CW-READ-008", "A numbered item stands in a list without a lead-in.", mend, start
                )
            items.append(item)
        return Bullets(items[0].id, tuple(items), self.origin(start))

    def definiendum(
        self, owner: str, content: tuple[Inline, ...], line: int
    ) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
        """Return the term at the head of a definition and what follows it."""
        head = content[0] if content else None
        if isinstance(head, Strong) and len(head.children) == 1 and isinstance(head.children[0], Text):
            text = head.children[0].text
            if len(text) > 2 and text[0] == "“" and text[-1] == "”":
                return (Definiendum(owner, text[1:-1]),), content[1:]
        mend = "Begin with the term in bold and quotation marks: `**“Term”** means`."
        raise self.stop("CW-READ-009", "The definition does not begin with its term.", mend, line)

    def notice(self) -> Notice:
        """Read a block quote; the cursor stands on its first line."""
        start = self.place
        ids, rest = self.anchors(self.line()[1:].lstrip(" "))
        if len(ids) != 1 or rest:
            raise self.stop("CW-READ-003", "A notice begins with a line that holds its anchor alone.",
                            "Put the text on the next line.")  # fmt: skip
        id = self.name(ids[0], start)
        lines: list[str] = []
        loud: list[bool] = []
        self.place += 1
        while (line := self.line()).startswith(">"):
            raw = line[2:] if _QUOTE.match(line) else line[1:]
            following = self.line(1)[1:].strip(" ") if self.line(1).startswith(">") else ""
            if raw.endswith("\\") and following:
                raw = raw[:-1]
            if (raw[:1] == " " and raw.strip(" ")) or BLOCK.match(raw):
                mend = "Put a backslash before a plain sign; write leading spaces as `&#32;`."
                raise self.stop("CW-READ-008", "A block begins inside a notice.", mend)
            words, strong = _verbatim(self.inlines(raw.rstrip(" "), [(0, self.place, 2)]))
            if words is None:
                raise self.stop("CW-READ-005", "There is markup in a notice, which is kept word for word.",
                                "Put a backslash before each sign that is meant as itself.")  # fmt: skip
            lines.append(words)
            loud += [strong] if words.strip() else []
            self.place += 1
        if line.strip(" "):
            raise self.stop("CW-READ-008", "The line after the notice would be read as part of it.",
                            "Put a blank line before it.")  # fmt: skip
        return Notice(id, "\n".join(lines), self.origin(start), bool(loud) and all(loud))


def _gathered(bullets: list[Paragraph]) -> tuple[Bullets, ...]:
    return (Bullets(bullets[0].id, tuple(bullets), bullets[0].origin),) if bullets else ()


def _quiet(node: Inline) -> bool:
    return isinstance(node, (Break, Span)) or (isinstance(node, Text) and not node.text.strip())


def _quieted(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], bool]:
    """Return content without the bold that spans all of it, and whether there was one."""
    loud = [node for node in content if not _quiet(node)]
    if len(loud) != 1 or not isinstance(loud[0], Strong) or isinstance(loud[0], Underlined):
        return content, False
    out: list[Inline] = []
    for node in content:
        out.extend(node.children if isinstance(node, Strong) else (node,))
    return tuple(out), True


def _verbatim(content: Iterable[Inline]) -> tuple[str | None, bool]:
    """Return the words of a line of a notice, or None where there is markup, and whether it is bold."""
    words, strong = "", False
    for node in content:
        if isinstance(node, Strong) and all(isinstance(child, Text) for child in node.children):
            words += "".join(child.text for child in node.children if isinstance(child, Text))
            strong = True
        elif isinstance(node, Text):
            words += node.text
        else:
            return None, False
    return words, strong
