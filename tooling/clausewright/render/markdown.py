"""The document as CommonMark that reads well raw and on a forge, and that can be read back.

A paragraph is one line, so that a diff shows the paragraph that changed and not the lines that moved
after it. Its anchor stands on a line of its own before it. Four signs carry structure that does not
show: an anchor on the same line as its text marks a wrap-up; `-` leads the list of a lead-in, `*` or
`+` a list that stands alone; a rule (`---`) ends a part before a section without heading; and a
paragraph that is bold from end to end with `**` is conspicuous (`__` where the author only stressed
it). `source/markdown_reader.py` reads exactly this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..document import Block as Node
from ..document import (
    Bullets,
    Definition,
    Document,
    Inline,
    Notice,
    Paragraph,
    Part,
    Section,
    Text,
    language,
    number,
)
from ..source.read_numbers import HEADING, ITEM
from .markdown_inlines import anchors, escape, write_line
from .options import Options

_LINE_START = re.compile(r"(?=#{1,6}(?:\s|\Z)|[-+](?:\s|\Z)|-+|=+\s*\Z|>|:-)")
_ORDERED = re.compile(r"([0-9]{1,9})([.)](?:\s|\Z))")


def render(document: Document, options: Options) -> bytes:
    """Return the document as CommonMark in UTF-8 with LF line ends.

    Control characters, which no license needs, become numeric references, and U+0000 and lone
    surrogates replacement characters.

    Args:
        document: The composed license.
        options: A draft says so before and after its text, and cannot be read back.
    """
    lines = _Writer(document).lines()
    if options.draft:
        mark = f"**{language(document.language).label('draft')}**"
        lines = [mark, "", *lines, "", mark]
    text = "\n".join(lines) + "\n"
    return text.encode("utf-8", "replace")


def _line(raw: str) -> str:
    """Return one raw line whose first and last characters can start nothing and are not trimmed."""
    if raw[:1].isalpha() and not raw[-1].isspace():
        return raw
    if raw[:1].isspace() or raw[-1:].isspace():
        bare = raw.strip()
        head = raw[: len(raw) - len(raw.lstrip())] if bare else raw
        tail = raw[len(raw.rstrip()) :] if bare else ""
        return f"{_references(head)}{_line(bare)}{_references(tail)}"
    if _LINE_START.match(raw):
        return f"\\{raw}"
    return _ORDERED.sub(r"\1\\\2", raw, count=1) if _ORDERED.match(raw) else raw


def _references(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


def _unnumbered(raw: str, heading: bool = False) -> str:
    """Return raw text whose beginning cannot be taken for a number."""
    if not heading and not any(sign in raw.partition(" ")[0] for sign in ".()"):
        return raw  # no number of an item is without one of them
    found = re.match(HEADING if heading else ITEM, raw)
    if found is None:
        return raw
    if "\\" in found[1]:
        # `1\\.` is how a number with a stop stands, so here the digit itself is written otherwise
        return f"{_references(raw[0])}{raw[1:]}"
    sign = re.search(r"[.():]", found[1])
    if sign is None:
        return f"{_references(raw[0])}{raw[1:]}"
    place = sign.start()
    return f"{raw[:place]}\\{raw[place:]}"


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.marker = ""
        """The sign of the list just written, if the last block was a list that stands alone."""

    def lines(self) -> list[str]:
        out = [f"# {_line(self._words(self.document.license.name))}", "", self._identity()]
        after_part = False
        for node in self.document.body:
            if isinstance(node, Part):
                heading = f"## {_line(_unnumbered(self._words(node.heading), heading=True))}"
                out += ["", anchors(node.id), heading]
                for section in node.sections:
                    out += self._section(section, "###", node.conspicuous)
            else:
                if after_part and not (node.heading or node.numbered):
                    out += ["", "---"]
                out += self._section(node, "##", False)
            after_part = isinstance(node, Part)
        return out

    def _words(self, text: str) -> str:
        return escape(text).replace("#", "\\#")

    def _identity(self) -> str:
        """Return version, date, steward and identifier in one line."""
        info, words = self.document.license, language(self.document.language)
        fields = (
            (f"{words.version} ", info.version),
            ("", info.date),
            (f"{words.label('steward')}: ", info.steward),
            (f"{words.label('identifier')}: ", info.id),
        )
        shown = [label + _line(escape(text)).replace("·", "&#183;") for label, text in fields if text]
        return " · ".join(shown)

    def _section(self, section: Section, marks: str, loud: bool) -> list[str]:
        out = ["", anchors(section.id)]
        heading = self._words(section.heading or "")
        if section.numbered:
            printed = number(self.document, section.id)
            out.append(f"{marks} {printed} {_line(heading)}" if heading else f"{marks} {printed}")
        elif heading:
            out.append(f"{marks} {_line(_unnumbered(heading, heading=True))}")
        loud = loud or section.conspicuous
        for block in section.blocks:
            out += ["", *self._block(block, loud)]
        return out

    def _block(self, node: Node, loud: bool) -> list[str]:
        loud = loud or node.conspicuous
        if not isinstance(node, (Bullets, Definition)):
            self.marker = ""
        if isinstance(node, Paragraph):
            return self._paragraph(node, loud, anchors(node.id))
        if isinstance(node, Notice):
            return self._notice(node, loud)
        if isinstance(node, Bullets):
            # two lists in a row would run together under one sign
            self.marker = "+" if self.marker == "*" else "*"
            return _apart(_entry(self.marker, self._paragraph(b, loud, anchors(b.id))) for b in node.items)
        return self._definition(node, loud)

    def _definition(self, node: Definition, loud: bool) -> list[str]:
        first, *rest = node.blocks
        if isinstance(first, Paragraph):
            self.marker = ""
            out = self._paragraph(first, loud, anchors(node.id, first.id))
        else:
            out = [anchors(node.id), "", *self._block(first, loud)]
        for block in rest:
            out += ["", *self._block(block, loud)]
        return out

    def _paragraph(self, node: Paragraph, loud: bool, marks: str, same_line: bool = False) -> list[str]:
        loud = loud or node.conspicuous
        raw = write_line(self.document, loud, node.content)
        lines = [_line(line) for line in raw.split("\n")] if raw else []
        if node.numbered:
            printed = _line(number(self.document, node.id))
            head = _references(raw[: len(raw) - len(raw.lstrip())])
            first = raw.split("\n", 1)[0].strip()
            tail = "" if len(lines) != 1 else _references(raw[len(raw.rstrip()) :])
            lines[:1] = [f"{printed} {head}{first}{tail}" if first else printed]
        elif lines:
            lines[0] = _unnumbered(lines[0])
        out = [marks + lines[0], *lines[1:]] if same_line and lines else [marks, *lines]
        for item in node.items:
            entries = item.items if isinstance(item, Bullets) else (item,)
            shout = loud or item.conspicuous
            for entry in entries:
                out += ["", *_entry("-", self._paragraph(entry, shout, anchors(entry.id)))]
        if node.wrap_up is not None:
            out += ["", *self._paragraph(node.wrap_up, loud, anchors(node.wrap_up.id), same_line=True)]
        return out

    def _notice(self, node: Notice, loud: bool) -> list[str]:
        lines = node.text.split("\n")
        out = [f"> {anchors(node.id)}"]
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            words: tuple[Inline, ...] = (Text(line),)
            raw = _line(write_line(self.document, loud, words)) if line else ""
            out.append(f"> {raw}\\" if raw and after else f"> {raw}".rstrip())
        return out if node.text else out[:1]


def _apart(entries: Iterable[list[str]]) -> list[str]:
    out: list[str] = []
    for entry in entries:
        out += ["", *entry] if out else entry
    return out


def _entry(marker: str, lines: list[str]) -> list[str]:
    return [f"{marker} {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])]
