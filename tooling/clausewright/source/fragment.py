"""Reads the text language: one file's Markdown into blocks with positions.

The rules are those of the page "The text language" in docs/text-language.md; whatever would vanish
or turn into something else without a word is a complaint.
"""

from __future__ import annotations

import re
from typing import Any

from .files import Report, SourceFile
from .inline_rules import PARAGRAPH_ATTRIBUTES, Complaint, attributes, parser
from .limits import LIST_DEPTH
from .raw import RawBlock, RawInline, words
from .typography import smarten

_TRAILING = re.compile(r"(?:^|(?<=\s))\{(?!\{)([^{}]*)\}\s*\Z")
_LIST_MARK = re.compile(r"\s*(?:[0-9]{1,9}[.)]|[-*+])\s+\S")
_BLOCK_MARKS = (
    (
        re.compile(r"\s{0,3}#{1,6}(\s|$)"),
        "Headings are not part of the text language.",
        "Remove the `#`: headings stand in the form and in `clause.yaml`.",
    ),
    (re.compile(r"\s*(```|~~~)"), "Code blocks are not part of the text language.", "Remove the fence."),
    (
        re.compile(r"\s*(=+|-{2,}|(\*\s*){3,}|(-\s*){3,}|(_\s*){3,})\s*$"),
        "A line of signs would be read as a heading or a rule.",
        "Remove the line.",
    ),
    (re.compile(r"\s*\|"), "Tables are not part of the text language.", "Write the rows as items."),
    (
        re.compile(r".*\S {2,}$"),
        "Two spaces at the end of a line would break it unseen.",
        "Remove them, or end the line with a backslash.",
    ),
)
_INLINE_MARKS = (
    (
        re.compile(r"<[A-Za-z/!?]"),
        "HTML and autolinks are not part of the text language.",
        "Remove the tag, or write `\\<` for the sign.",
    ),
    (
        re.compile(r"&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);"),
        "Entities are not part of the text language.",
        "Write the character itself, or `\\&` for the sign.",
    ),
    (re.compile(r"`"), "Code is not part of the text language.", "Remove the backtick, or write `\\``."),
)
_SIGNS = 4_000
"""Brackets, stars and underscores in one paragraph, so that matching them stays quick."""


def parse_fragment(file: SourceFile, report: Report, first_line: int, like: bool) -> list[RawBlock]:
    """Return the blocks of a text.

    Args:
        file: The file.
        report: Where complaints go.
        first_line: The 1-based line on which the text begins, behind the front matter.
        like: Whether the text changes another variant's: lists may then start at any number, and an
            item may have an id and no words.
    """
    return _Reader(file, report, first_line, like).read()


class _Reader:
    def __init__(self, file: SourceFile, report: Report, first_line: int, like: bool) -> None:
        self.file, self.report, self.like = file, report, like
        self.lines = file.text.split("\n")
        self.first = first_line
        self.body = "\n".join(self.lines[first_line - 1 :])
        self.tokens: list[Any] = []
        self.place = 0

    # -- complaints -------------------------------------------------------------------------

    def complain(
        self, code: str, message: str, mend: str, line: int, column: int = 1, length: int = 1
    ) -> None:
        self.report.add(code, message, mend, self.file.position(line, column, length))

    def at_block(self, token: Any) -> tuple[int, int]:
        """Return line and column (1-based) of a block token."""
        line = (token.map[0] if token.map else 0) + self.first
        text = self.file.line(line)
        return line, len(text) - len(text.lstrip()) + 1

    # -- blocks -----------------------------------------------------------------------------

    def read(self) -> list[RawBlock]:
        for number, line in enumerate(self.lines[self.first - 1 :], self.first):
            if "\t" in line:
                self.complain(
                    "CW-TXT-002",
                    "Tabs are not part of the text language.",
                    "Use spaces.",
                    number,
                    line.index("\t") + 1,
                )
            bad = next(
                (
                    c
                    for c in line
                    if (ord(c) < 32 and c != "\t") or ord(c) in {0x7F, 0x2028, 0x2029, 0x85, 0xFFFC}
                ),
                "",
            )
            if bad:
                self.complain(
                    "CW-TXT-002",
                    f"The character U+{ord(bad):04X} is not text.",
                    "Remove it.",
                    number,
                    line.index(bad) + 1,
                )
        if self.report.failed and any(d.code == "CW-TXT-002" for d in self.report.diagnostics[-1:]):
            return []
        self.tokens = parser().parse(self.body, {})
        blocks = self.sequence(None, 0)
        return self.fold(blocks)

    def next(self) -> Any:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def sequence(self, close: str | None, depth: int) -> list[RawBlock]:
        """Read sibling blocks up to the closing token."""
        out: list[RawBlock] = []
        while (token := self.next()) is not None and token.type != close:
            if token.type == "paragraph_open":
                out.append(self.paragraph("plain"))
            elif token.type in {"ordered_list_open", "bullet_list_open"}:
                out.extend(self.list(depth + 1))
            elif token.type == "blockquote_open":
                out.append(self.notice())
            else:
                self.place += 1
        self.place += 1
        return out

    def list(self, depth: int) -> list[RawBlock]:
        open_ = self.tokens[self.place]
        ordered = open_.type == "ordered_list_open"
        line, column = self.at_block(open_)
        above = self.lines[line - 2] if line > self.first else ""
        if (
            above.strip()
            and not _LIST_MARK.match(self.file.line(line)[: column - 1])
            and self.own_line(open_)
        ):
            self.complain(
                "CW-TXT-008",
                "A list begins without a blank line before it.",
                "Put a blank line before the first item.",
                line,
                column,
            )
        if depth > LIST_DEPTH:
            self.complain(
                "CW-TXT-009", f"Lists are nested more than {LIST_DEPTH} deep.", "Flatten them.", line, column
            )
        self.place += 1
        items: list[RawBlock] = []
        indent = -1
        count = int(open_.attrGet("start") or 1) if ordered else 1
        if ordered and count != 1 and not self.like:
            self.complain("CW-TXT-010", f"The list starts at {count}.", "Start it at 1.", line, column)
        while (token := self.next()) is not None and token.type == "list_item_open":
            at_line, at_column = self.at_block(token)
            if indent >= 0 and at_column != indent:
                self.complain(
                    "CW-TXT-011",
                    "The items of this list have different indents.",
                    "Give every item of a list the same indent.",
                    at_line,
                    at_column,
                )
            indent = at_column
            if ordered and not self.like and token.info and items and token.info != str(count):
                self.complain(
                    "CW-TXT-010",
                    f"Item {count} of the list is numbered {token.info}.",
                    f"Write `{count}.`",
                    at_line,
                    at_column,
                )
            count += 1
            self.place += 1
            items.append(self.item("item" if ordered else "bullet", at_line, at_column, depth))
        self.place += 1
        if ordered:
            return items
        holder = RawBlock("bullets", self.file, line, column, items[0].id if items else "", items=items)
        return [holder]

    def own_line(self, token: Any) -> bool:
        """Whether a list begins on a line of its own, not behind the mark of an outer item."""
        line = self.file.line((token.map[0] if token.map else 0) + self.first)
        return bool(re.match(r"\s*(?:[0-9]{1,9}[.)]|[-*+])(?:\s|$)", line))

    def item(self, kind: str, line: int, column: int, depth: int) -> RawBlock:
        blocks = self.sequence("list_item_close", depth)
        if not blocks or blocks[0].kind != "plain":
            block = RawBlock(kind, self.file, line, column)
            self.complain(
                "CW-TXT-012",
                "An item begins with a paragraph of its own.",
                "Write the words of the item first.",
                line,
                column,
            )
            return block
        block = blocks[0]
        block.kind, block.line, block.column = kind, block.line, block.column
        rest = blocks[1:]
        while rest and rest[0].kind in {"item", "bullets"}:
            block.items.append(rest.pop(0))
        if rest and block.items and rest[0].kind == "plain":
            block.wrap_up = rest.pop(0)
        for extra in rest:
            self.complain(
                "CW-TXT-012",
                "An item holds one paragraph; a wrap-up may follow its list.",
                "Make the paragraph an item of its own, or put it behind the list.",
                extra.line,
                extra.column,
            )
        return block

    def fold(self, blocks: list[RawBlock]) -> list[RawBlock]:
        """Give a plain lead-in at the top level the list that follows it."""
        out: list[RawBlock] = []
        for block in blocks:
            if block.kind in {"item", "bullets"} and out and out[-1].kind == "plain" and _leads(out[-1]):
                out[-1].items.append(block)
            else:
                out.append(block)
        return out

    # -- paragraphs -------------------------------------------------------------------------

    def paragraph(self, kind: str) -> RawBlock:
        open_, inline = self.tokens[self.place], self.tokens[self.place + 1]
        self.place += 3
        offsets = self.offsets(inline, open_)
        line, column = offsets(0)
        block = RawBlock(kind, self.file, line, column)
        for number in range(inline.map[0] + self.first, inline.map[1] + self.first):
            self.block_marks(number)
        content, found = self.trailing(inline.content, offsets, block)
        block.content = self.inlines(content, offsets)
        self.set(block, found)
        return block

    def block_marks(self, number: int) -> None:
        line = self.file.line(number)
        # the mark of the item itself is taken off before looking
        bare = re.sub(r"^\s*(?:[0-9]{1,9}[.)]|[-*+])\s+", "", line)
        for pattern, message, mend in _BLOCK_MARKS:
            if pattern.match(bare):
                self.complain("CW-TXT-002", message, mend, number, len(line) - len(line.lstrip()) + 1)
                return

    def offsets(self, inline: Any, open_: Any) -> Any:
        """Return a function from an offset in a paragraph to line and column in the file."""
        starts = [0]
        places: list[tuple[int, int]] = []
        parts = inline.content.split("\n")
        for number, part in enumerate(parts):
            line = inline.map[0] + self.first + number
            text = self.file.line(line)
            column = text.rfind(part.rstrip()) if number == 0 else text.find(part.lstrip())
            places.append((line, max(0, column) + 1))
            starts.append(starts[-1] + len(part) + 1)

        def find(offset: int) -> tuple[int, int]:
            number = 0
            while number + 1 < len(places) and starts[number + 1] <= offset:
                number += 1
            line, column = places[number]
            return line, column + offset - starts[number]

        return find

    def trailing(self, content: str, offsets: Any, block: RawBlock) -> tuple[str, dict[str, str]]:
        match = _TRAILING.search(content)
        if match is None:
            return content, {}
        block.attributes_line, block.attributes_column = offsets(match.start())
        try:
            return content[: match.start()].rstrip(), attributes(
                match[1], PARAGRAPH_ATTRIBUTES, match.start(1)
            )
        except Complaint as complaint:
            self.complain(complaint.code, complaint.message, complaint.mend, *offsets(complaint.offset))
            return content[: match.start()].rstrip(), {"id": "broken-attributes"}

    def set(self, block: RawBlock, found: dict[str, str]) -> None:
        block.id = found.get("id", "")
        block.condition = found.get("if", "")
        block.into = found.get("into", "")
        block.source = found.get("from", "")
        block.conspicuous = "conspicuous" in found
        if not block.id:
            self.complain(
                "CW-TXT-013",
                "This paragraph has no id.",
                "End it with an id of its own, such as `{#offer}`.",
                block.line,
                block.column,
            )
        if not block.content and not self.like:
            self.complain(
                "CW-TXT-014",
                "This paragraph has no words.",
                "Write its words, or remove it.",
                block.line,
                block.column,
            )

    def inlines(self, content: str, offsets: Any) -> list[RawInline]:
        if sum(content.count(sign) for sign in "[]{}*_\\") > _SIGNS:
            self.complain(
                "CW-TXT-009", "This paragraph has too many brackets and stars.", "Split it.", *offsets(0)
            )
            return [RawInline("text", *offsets(0), content)]
        env: dict[str, Any] = {}
        children = parser().parseInline(content, env)[0].children or []
        for complaint in env.get("complaints", ()):
            self.complain(complaint.code, complaint.message, complaint.mend, *offsets(complaint.offset))
        nodes = _Inlines(self, content, offsets).convert(children)
        smarten(nodes)
        return nodes

    def notice(self) -> RawBlock:
        open_ = self.tokens[self.place]
        depth = 0
        while (token := self.next()) is not None:
            depth += token.nesting if token.type.startswith("blockquote") else 0
            self.place += 1
            if token.type == "blockquote_close" and depth == 0:
                break
        line, column = self.at_block(open_)
        kept: list[str] = []
        last = line
        for number in range(open_.map[0] + self.first, open_.map[1] + self.first):
            text = self.file.line(number)
            if not text.strip():
                continue
            match = re.match(r"\s*> ?(.*)\Z", text)
            if match is None:
                self.complain(
                    "CW-TXT-015",
                    "A line of a notice does not begin with `>`.",
                    "Begin every line of the notice with `> `.",
                    number,
                )
                continue
            kept.append(match[1].rstrip())
            last = number
        block = RawBlock("notice", self.file, line, column)
        text = "\n".join(kept).strip("\n")

        def offsets(offset: int) -> tuple[int, int]:
            return last, max(1, self.file.line(last).rfind("{") + 1)

        text, found = self.trailing(text, offsets, block)
        block.text = text.strip("\n")
        block.content = [RawInline("text", line, column, block.text)] if block.text else []
        self.set(block, found)
        block.content = []
        return block


class _Inlines:
    """Turns markdown-it's inline tokens into a tree whose leaves know their columns."""

    def __init__(self, reader: _Reader, content: str, offsets: Any) -> None:
        self.reader, self.content, self.offsets = reader, content, offsets
        self.cursor = 0

    def find(self, text: str) -> int:
        place = self.content.find(text, self.cursor)
        return self.cursor if place < 0 else place

    def convert(self, tokens: list[Any]) -> list[RawInline]:
        stack: list[list[RawInline]] = [[]]
        for token in tokens:
            kind = token.type
            if kind == "text":
                if token.content:
                    self.text(stack[-1], token.content)
            elif kind == "text_special":
                start = self.find(token.markup)
                self.cursor = start + len(token.markup)
                stack[-1].append(RawInline("text", *self.offsets(start), token.content, escaped=True))
            elif kind in {"softbreak", "hardbreak"}:
                start = self.find("\n")
                self.cursor = start + 1
                if kind == "softbreak":
                    stack[-1].append(RawInline("text", *self.offsets(start), " "))
                else:
                    stack[-1].append(RawInline("break", *self.offsets(start)))
            elif kind in {"value", "ref"}:
                self.cursor = token.meta["end"]
                names = token.meta["filters"] if kind == "value" else token.meta["targets"]
                stack[-1].append(
                    RawInline(
                        kind, *self.offsets(token.meta["start"]), token.meta.get("name", ""), names=names
                    )
                )
            elif kind.endswith("_open"):
                node = self.open(token)
                stack[-1].append(node)
                stack.append(node.children)
            elif kind.endswith("_close"):
                self.cursor = token.meta["end"] if token.meta else self.find(token.markup) + len(token.markup)
                stack.pop()
        return stack[0]

    def open(self, token: Any) -> RawInline:
        if token.type in {"em_open", "strong_open"}:
            start = self.find(token.markup)
            self.cursor = start + len(token.markup)
            return RawInline("emphasis" if token.type == "em_open" else "strong", *self.offsets(start))
        start, self.cursor = token.meta["start"], token.meta["end"]
        line, column = self.offsets(start)
        if token.type == "link_open":
            return RawInline("link", line, column, token.meta["href"])
        meta = token.meta
        return RawInline(
            "span",
            line,
            column,
            id=meta.get("id", ""),
            condition=meta.get("if", ""),
            term=meta.get("term", ""),
        )

    def text(self, into: list[RawInline], text: str) -> None:
        start = self.find(text)
        self.cursor = start + len(text)
        for pattern, message, mend in _INLINE_MARKS:
            match = pattern.search(text)
            if match:
                line, column = self.offsets(start + match.start())
                self.reader.complain("CW-TXT-002", message, mend, line, column, len(match[0]))
        for match in re.finditer(r"(?:^|\n)\s*(?:[0-9]{1,9}[.)]|[-*+])\s", text):
            if start + match.start() > 0:
                self.reader.complain(
                    "CW-TXT-008",
                    "This looks like an item, but no list begins here.",
                    "Put a blank line before the list, or escape the mark.",
                    *self.offsets(start + match.start() + 1),
                )
        into.append(RawInline("text", *self.offsets(start), text))


def _leads(block: RawBlock) -> bool:
    return words(block.content).rstrip().endswith(":") or bool(block.source)
