"""Word documents as pieces: the words as they stand when every tracked change is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...diagnostic import Diagnostic, Position, Refused
from ..limits import LICENSE_PIECES
from .links import address
from .pieces import Piece
from .word_numbers import Style, W, numbering, read_numbers, read_styles, whole
from .word_package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", _FALLBACK})
"""What is not read: deleted and moved text, settings, and the second form of a drawing."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t"}
_TWIPS = 180
"""Twentieths of a point that count as one column."""


def pieces(data: bytes, name: str = "LICENSE.docx") -> tuple[list[Piece], tuple[Diagnostic, ...]]:
    """Return the pieces of a Word document, footnotes at the end, and warnings.

    Args:
        data: The bytes of the file.
        name: The name of the file, for complaints.

    Raises:
        Refused: It cannot be read (`CW-READ-031`, `CW-READ-035` to `CW-READ-038`).
    """
    package = Package(data, name)
    root = package.part("word/document.xml")
    if root is None:
        raise package.damaged("it has no part word/document.xml")
    reader = _Reader(package)
    reader.read(root, "word/_rels/document.xml.rels")
    for notes in ("footnotes", "endnotes"):
        part = package.part(f"word/{notes}.xml")
        if part is not None:
            reader.read(part, f"word/_rels/{notes}.xml.rels")
    if not reader.out:
        mend = "Give a file that holds a license."
        raise package.refused("CW-READ-031", f"`{name}` holds no words.", mend)
    return reader.out, package.warnings


_NO_STYLE = Style()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.numbers = read_numbers(package.part("word/numbering.xml"))
        self.styles = read_styles(package.part("word/styles.xml"))
        self.links: dict[str, str] = {}
        self.out: list[Piece] = []

    def read(self, root: _Element, relations: str) -> None:
        """Read every paragraph of a part."""
        self.links = self.addresses(relations)
        waiting = ""
        for node in _paragraphs(root):
            properties = node.find(f"{W}pPr")
            text = waiting + "".join(_texts(node, self.links))
            waiting = ""
            if properties is None:
                self.paragraph(text, None)
            elif any(properties.find(f"{W}rPr/{W}{tag}") is not None for tag in ("del", "moveFrom")):
                # its end is deleted: its words stand in the next paragraph
                waiting = text
            elif not self.style(properties).contents:
                self.paragraph(text, properties)
        if waiting.strip():
            self.paragraph(waiting, None)

    def addresses(self, path: str) -> dict[str, str]:
        root = self.package.part(path)
        if root is None:
            return {}
        # only shown, never opened
        return {
            node.get("Id", ""): node.get("Target", "")
            for node in root.iterfind(_RELATION)
            if node.get("Type", "").endswith("/hyperlink")
        }

    def style(self, properties: _Element) -> Style:
        chosen = properties.find(f"{W}pStyle")
        name = chosen.get(f"{W}val", "") if chosen is not None else ""
        return self.styles.get(name) or _NO_STYLE

    def paragraph(self, text: str, properties: _Element | None) -> None:
        number, depth, level, indent = "", 0, 0, 0
        if properties is not None:
            number, depth, level, indent = self.properties(properties)
        if not text.strip() and not number:
            return
        printed, bullet, goes_on = self.numbers.next(number, depth) if number else ("", False, False)
        if not (text.strip() or printed.strip()):
            return
        if number:
            indent = 4 * depth + (2 if goes_on else 0)
        if len(self.out) >= LICENSE_PIECES:
            message = f"`{self.package.name}` has more than {LICENSE_PIECES:,} paragraphs."
            where = Position(self.package.name, 1)
            raise Refused([Diagnostic("CW-READ-033", message, "Give the license alone.", where)])
        words = f"{printed} {text.strip()}" if printed.strip() else text.strip()
        self.out.append(Piece(words.strip(), len(self.out) + 1, indent, level, bullet=bullet, depth=depth))

    def properties(self, node: _Element) -> tuple[str, int, int, int]:
        """Return the list, the level in it, the level of the heading and the indent of a paragraph."""
        style = self.style(node)
        number, depth = numbering(node)
        level = style.level
        if not number:
            number, depth = style.number, style.depth
        outline = node.find(f"{W}outlineLvl")
        if outline is not None and not level:
            at = whole(outline.get(f"{W}val"), 9)
            level = at + 1 if 0 <= at < 9 else 0
        space = node.find(f"{W}ind")
        left = whole(space.get(f"{W}left") or space.get(f"{W}start"), 0) if space is not None else 0
        return "" if number == "0" else number, depth, level, max(0, left) // _TWIPS


def _paragraphs(root: _Element) -> list[_Element]:
    """Return every paragraph in order, without those that are deleted or stand in a second form."""
    out: list[_Element] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}p":
            out.append(node)
        if node.tag not in _GONE:
            stack.extend(reversed(node))
    return out


def _texts(node: _Element, links: dict[str, str]) -> list[str]:
    """Return the words of a paragraph; a text box in it is a paragraph of its own."""
    out: list[str] = []
    for child in node:
        tag = child.tag
        if tag == f"{W}t":
            out.append(child.text or "")
        elif tag in _SIGNS:
            out.append(_SIGNS[str(tag)])
        elif tag == f"{W}sym":
            sign = child.get(f"{W}char", "")
            out.append(chr(int(sign, 16)) if 0 < len(sign) <= 4 and sign.isalnum() and _hex(sign) else "")
        elif tag in _GONE or tag == f"{W}p" or not isinstance(tag, str):
            continue
        else:
            inner = _texts(child, links)
            out += inner
            if tag == f"{W}hyperlink":
                out.append(address(links.get(child.get(f"{_R}id", ""), ""), "".join(inner)))
    return out


def _hex(sign: str) -> bool:
    return all(digit in "0123456789abcdefABCDEF" for digit in sign)
