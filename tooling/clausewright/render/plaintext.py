"""The document in the shape of a LICENSE file.

Name, version and the rest of the title block stand centered; one blank line parts two paragraphs;
numbers hang by four columns a level. What U+00A0 holds together is never broken over two lines and is
printed with a plain space. Conspicuous words stand in capitals, but section numbers, addresses and
notices' line ends stay as they are. A link whose words are not its address shows the address behind
them. Emphasis and anchors have no form in plain text and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..document import Block as Node
from ..document import (
    Break,
    Bullets,
    Definiendum,
    Document,
    Inline,
    Link,
    Notice,
    Paragraph,
    Part,
    Ref,
    Section,
    Text,
    Value,
    citation,
    language,
    number,
    reference_parts,
)
from ..document.record import entity
from .options import Options
from .plain_ascii import to_ascii

_STEP = 4
_NARROWEST = 20
"""Characters of text that a line has at least, however deep it is nested."""
_WHITE = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
"""White space at which a line may break: all but U+00A0, U+2007 and U+202F, and the line feed."""
_GLUE = re.compile("[\u00a0\u2007\u202f]")
_KEPT = re.compile(r"\S*(?:://|@)\S*|[0-9][0-9A-Za-z.]*(?:\([0-9A-Za-z]+\))+\W*")
"""Words that capitals would change: addresses, and section numbers with letters in them."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff]")


def render(document: Document, options: Options) -> bytes:
    """Return the document as plain text with LF line ends and one at the end.

    Args:
        document: The composed license.
        options: `columns` is the width; a word that is longer stands on a line of its own. With
            `ascii`, quotes and dashes become their ASCII forms, accents are taken off, and what has no
            ASCII form is written as its code point, `[U+4E2D]`.
    """
    lines = _Writer(document, options).lines()
    if options.draft:
        mark = language(document.language).label("draft")
        lines = [mark, "", *lines, "", "", mark]
    text = "\n".join(lines) + "\n"
    return text.encode("ascii" if options.ascii else "utf-8")


class _Writer:
    def __init__(self, document: Document, options: Options) -> None:
        self.document = document
        self.columns = max(_NARROWEST, options.columns)
        self.clean: Callable[[str], str] = to_ascii if options.ascii else _visible

    def lines(self) -> list[str]:
        out = self._title()
        for node in self.document.body:
            if isinstance(node, Part):
                out += ["", "", *self._centered(_loud(node.heading) if node.conspicuous else node.heading)]
                for section in node.sections:
                    out += self._section(section, node.conspicuous)
            else:
                out += self._section(node, False)
        return out

    def _title(self) -> list[str]:
        info, words = self.document.license, language(self.document.language)
        dated = (
            f"{words.version} {info.version}, {info.date}" if info.date else f"{words.version} {info.version}"
        )
        steward = f"{words.label('steward')}: {info.steward}" if info.steward else ""
        rows = (info.name, dated, steward, info.id)
        return [line for row in rows if row for line in self._centered(row)]

    def _centered(self, text: str) -> list[str]:
        return [" " * ((self.columns - len(line)) // 2) + line for line in self._wrapped(text, self.columns)]

    def _section(self, section: Section, loud: bool) -> list[str]:
        loud = loud or section.conspicuous
        out: list[str] = []
        heading = _loud(section.heading or "") if loud else section.heading or ""
        if section.numbered:
            out += ["", "", *self._hanging(number(self.document, section.id), heading, 0)]
        elif heading:
            out += ["", "", *self._wrapped(heading, self.columns)]
        else:
            out.append("")
        for block in section.blocks:
            out += ["", *self._block(block, loud)]
        return out

    def _block(self, node: Node, loud: bool) -> list[str]:
        loud = loud or node.conspicuous
        if isinstance(node, Paragraph):
            return self._paragraph(node, 0, loud)
        if isinstance(node, Bullets):
            return self._bullets(node, 0, loud)
        if isinstance(node, Notice):
            text = _loud(node.text) if loud else node.text
            return self._verbatim(text)
        return _apart(self._block(block, loud) for block in node.blocks)

    def _verbatim(self, text: str) -> list[str]:
        """Return a notice by its own lines, indented and without blank ones at its ends."""
        lines = [_GLUE.sub(" ", self.clean(line)).rstrip() for line in text.split("\n")]
        while lines and not lines[0]:
            del lines[0]
        while lines and not lines[-1]:
            del lines[-1]
        return [f"{' ' * _STEP}{line}" if line else "" for line in lines]

    def _bullets(self, node: Bullets, level: int, loud: bool) -> list[str]:
        loud = loud or node.conspicuous
        return _apart(self._paragraph(item, level, loud, "  -") for item in node.items)

    def _paragraph(self, node: Paragraph, level: int, loud: bool, mark: str = "") -> list[str]:
        loud = loud or node.conspicuous
        text = _Words(self.document, loud).read(node.content)
        indent = _STEP * level
        if node.numbered:
            mark = number(self.document, node.id)
        out = self._hanging(mark, text, indent) if mark else self._indented(text, indent)
        for item in node.items:
            shout = loud or item.conspicuous
            more = (
                self._bullets(item, level + 1, shout)
                if isinstance(item, Bullets)
                else self._paragraph(item, level + 1, shout)
            )
            out += ["", *more]
        if node.wrap_up is not None:
            # it goes on where the words of its own item stand
            inner = level + 1 if mark else level
            out += ["", *self._paragraph(node.wrap_up, inner, loud)]
        return out

    def _indented(self, text: str, indent: int) -> list[str]:
        return [
            f"{' ' * indent}{line}" if line else "" for line in self._wrapped(text, self.columns - indent)
        ]

    def _hanging(self, mark: str, text: str, indent: int) -> list[str]:
        """Return text with a number before it that hangs in the four columns to the left."""
        head = f"{self.clean(mark)} ".ljust(_STEP)
        # a number wider than its place takes room from the first line only
        wide = len(head) - _STEP
        lines = self._wrapped(text, self.columns - indent - _STEP, wide)
        first = f"{' ' * indent}{head}{lines[0] if lines else ''}".rstrip()
        return [first, *(f"{' ' * (indent + _STEP)}{line}" if line else "" for line in lines[1:])]

    def _wrapped(self, text: str, width: int, taken: int = 0) -> list[str]:
        """Return text broken into lines of at most `width`, the first shorter by `taken`."""
        width = max(_NARROWEST, width)
        out: list[str] = []
        for part in self.clean(text).split("\n"):
            line = ""
            for word in _WHITE.split(part):
                if not word:
                    continue
                limit = width if out else width - taken
                if line and len(line) + 1 + len(word) > limit:
                    out.append(line)
                    line = word
                else:
                    line = f"{line} {word}" if line else word
            out.append(line)
        return [_GLUE.sub(" ", line).rstrip() for line in out]


def _apart(entries: Iterable[list[str]]) -> list[str]:
    out: list[str] = []
    for entry in entries:
        out += ["", *entry] if out else entry
    return out


@entity
class _Words:
    """Collects the words of a paragraph; breaks are line ends."""

    document: Document
    loud: bool

    def read(self, content: Iterable[Inline]) -> str:
        out: list[str] = []
        self._read(content, out)
        text = "".join(out)
        return text.strip("\n")

    def _read(self, content: Iterable[Inline], out: list[str]) -> None:
        for node in content:
            if isinstance(node, Text):
                out.append(self._said(node.text))
            elif isinstance(node, Value):
                out.append(self._said(node.shown))
            elif isinstance(node, Ref):
                out += [self._cited(*part) for part in reference_parts(self.document, node)]
            elif isinstance(node, Definiendum):
                out.append(self._said(f"“{node.text}”"))
            elif isinstance(node, Break):
                out.append("\n")
            elif isinstance(node, Link):
                out.append(self._linked(node))
            else:
                self._read(node.children, out)

    def _said(self, text: str) -> str:
        text = text.replace("\n", " ")
        return _loud(text) if self.loud else text

    def _cited(self, text: str, target: str | None) -> str:
        """Return a piece of a reference; in capitals only around its number, which has letters of its own."""
        if not self.loud:
            return text
        numbers = set()
        if target is not None and target in self.document.labels:
            numbers = {citation(self.document, target), number(self.document, target)}
        return re.sub(r"\S+", lambda m: m[0] if m[0] in numbers or "(" in m[0] else _capitals(m[0]), text)

    def _linked(self, node: Link) -> str:
        inner: list[str] = []
        _Words(self.document, False)._read(node.children, inner)
        words = "".join(inner)
        address = node.href.removeprefix("mailto:")
        if words in {node.href, address}:
            return words
        shown: list[str] = []
        self._read(node.children, shown)
        return f"{''.join(shown)} <{address}>" if words.strip() else f"<{address}>"


def _loud(text: str) -> str:
    """Return words in capitals, with addresses and section numbers as they are."""
    return re.sub(r"\S+", lambda m: m[0] if _KEPT.fullmatch(m[0]) else _capitals(m[0]), text)


def _capitals(text: str) -> str:
    # str.upper would make "SS" of ß, which reads back as another word
    return text.replace("ß", "ẞ").upper()


def _visible(text: str) -> str:
    """Return text with control characters written as their code points."""
    return _CONTROL.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
