"""Reads the text language: one file's Markdown into blocks with positions.

The rules are those of the page "The text language" in docs/text-language.md; whatever would vanish
or turn into something else without a word is a complaint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, TypeAlias

from ..document.samples import level_of
from .files import Report, SourceFile
from .inline_rules import PARAGRAPH_ATTRIBUTES, Complaint, attributes, parser
from .inline_tree import InlineTree
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
        re.compile(r"\s*(=+|-{2,}|\*(\s*\*){2,}|-(\s*-){2,}|_(\s*_){2,})\s*$"),
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
_NO_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffc]")
"""Characters that no text holds."""
_SIGNS = 4_000
"""Brackets, stars and underscores in one paragraph, so that matching them stays quick."""

Offsets: TypeAlias = Callable[[int], tuple[int, int]]
"""Gives line and column in the file for an offset in a paragraph."""


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
            bad = next(_NO_TEXT.finditer(line), None)
            if bad is not None:
                tab = bad[0] == "\t"
                self.complain(
                    "CW-TXT-028",
                    "Tabs are not part of the text language."
                    if tab
                    else f"The character U+{ord(bad[0]):04X} is not text.",
                    "Use spaces." if tab else "Remove it.",
                    number,
                    bad.start() + 1,
                )
        # one space for each keeps the columns of all other complaints
        self.body = _NO_TEXT.sub(" ", self.body)
        # the words of each paragraph are read later, behind the limits of `inlines`
        parser().block.parse(self.body, parser(), {}, self.tokens)
        blocks = self.sequence(None, 0)
        for block in (inner for top in blocks for inner in top.walk()):
            if block.level is not None and block.kind != "item":
                self.wrong_number(block, "Only an item has a number.")
        return self.fold(blocks)

    def next(self) -> Any:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def sequence(self, close: str | None, depth: int) -> list[RawBlock]:
        """Read sibling blocks up to the closing token."""
        out: list[RawBlock] = []
        while (token := self.next()) is not None and token.type != close:
            if token.type == "paragraph_open":
                out.append(self.paragraph())
            elif token.type in {"ordered_list_open", "bullet_list_open"}:
                out.extend(self.items(depth + 1))
            elif token.type == "blockquote_open":
                out.append(self.notice())
            else:
                self.place += 1
        self.place += 1
        return out

    def items(self, depth: int) -> list[RawBlock]:
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
                    "CW-TXT-026",
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
                "CW-TXT-029",
                "An item begins with a paragraph of its own.",
                "Write the words of the item first.",
                line,
                column,
            )
            return block
        block = blocks[0]
        block.kind = kind
        rest = blocks[1:]
        while rest and rest[0].kind in {"item", "bullets"}:
            block.items.append(rest.pop(0))
        numbered = next((i for i in block.items if i.kind == "item"), None) if kind == "bullet" else None
        if numbered is not None:
            self.complain(
                "CW-TXT-023",
                "A numbered list stands below a bullet, where its numbers would lead nowhere.",
                "Write bullets below bullets, or number the outer list.",
                numbered.line,
                numbered.column,
            )
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

    def paragraph(self) -> RawBlock:
        inline = self.tokens[self.place + 1]
        self.place += 3
        offsets = self.offsets(inline)
        line, column = offsets(0)
        block = RawBlock("plain", self.file, line, column)
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

    def offsets(self, inline: Any) -> Offsets:
        """Return a function from an offset in a paragraph to line and column in the file."""
        starts = [0]
        places: list[tuple[int, int]] = []
        parts = inline.content.split("\n")
        for number, part in enumerate(parts):
            line = inline.map[0] + self.first + number
            text = self.file.line(line)
            bare = part.lstrip()
            column = text.rfind(part.rstrip()) if number == 0 else text.find(bare) - len(part) + len(bare)
            places.append((line, column + 1))
            starts.append(starts[-1] + len(part) + 1)

        def find(offset: int) -> tuple[int, int]:
            number = max(0, min(bisect_right(starts, offset), len(places)) - 1)
            line, column = places[number]
            return line, column + offset - starts[number]

        return find

    def trailing(self, content: str, offsets: Offsets, block: RawBlock) -> tuple[str, dict[str, str]]:
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
            return content[: match.start()].rstrip(), {"id": f"line-{block.attributes_line}"}

    def set(self, block: RawBlock, found: dict[str, str]) -> None:
        block.id = found.get("id", "")
        block.condition = found.get("if", "")
        block.into = found.get("into", "")
        block.source = found.get("from", "")
        block.conspicuous = "conspicuous" in found
        if "number" in found:
            block.level = level_of(found["number"])
            if block.level is None:
                self.wrong_number(block, f"`{found['number'][:30]}` is no kind of number.")
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

    def wrong_number(self, block: RawBlock, message: str) -> None:
        mend = 'Write the first number of its kind at an item, as in `number="A."` or `number="1.1."`.'
        where = block.attributes_line, block.attributes_column
        self.complain("CW-NUM-003", message, mend, *where)

    def inlines(self, content: str, offsets: Offsets) -> list[RawInline]:
        if sum(content.count(sign) for sign in "[]{}*_\\") > _SIGNS:
            self.complain(
                "CW-TXT-027", "This paragraph has too many brackets and stars.", "Split it.", *offsets(0)
            )
            return [RawInline("text", *offsets(0), content)]
        env: dict[str, Any] = {}
        children: list[Any] = []
        # not through the core, which would take the backslash from what the author escaped
        parser().inline.parse(content, parser(), env, children)
        for complaint in env.get("complaints", ()):
            self.complain(complaint.code, complaint.message, complaint.mend, *offsets(complaint.offset))
        nodes = InlineTree(self.complain, content, offsets).convert(children)
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


def _leads(block: RawBlock) -> bool:
    return words(block.content).rstrip().endswith(":") or bool(block.source)
