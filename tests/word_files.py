"""Word files taken apart, and their tracked changes settled by the rules of the format and nothing else."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from clausewright.source.licenses.word import pieces

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RANGES = tuple(f"{W}move{side}Range{end}" for side in ("From", "To") for end in ("Start", "End"))


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def with_part(data: bytes, root: Any, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(
                info.filename, etree.tostring(root) if info.filename == name else old.read(info.filename)
            )
    return out.getvalue()


def settled(data: bytes, accept: bool) -> bytes:
    """The file with all changes accepted, or all rejected."""
    root = part(data)
    gone, kept = (
        (("del", "moveFrom"), ("ins", "moveTo")) if accept else (("ins", "moveTo"), ("del", "moveFrom"))
    )
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        joined = mark is not None and any(mark.find(f"{W}{tag}") is not None for tag in gone)
        for change in list(paragraph.iter(f"{W}pPrChange")):
            if not accept:
                properties = change.getparent()
                for child in list(properties):
                    if child.tag not in (f"{W}rPr", f"{W}pPrChange"):
                        properties.remove(child)
                for at, child in enumerate(change.find(f"{W}pPr")):
                    properties.insert(at, child)
            change.getparent().remove(change)
        for tag in gone:
            for change in paragraph.findall(f"{W}{tag}"):
                paragraph.remove(change)
        for tag in kept:
            for change in paragraph.findall(f"{W}{tag}"):
                at = paragraph.index(change)
                paragraph[at : at + 1] = list(change)
        if joined:
            following = paragraph.getnext()
            while following.tag in _RANGES:
                following = following.getnext()
            inner = [child for child in paragraph if child.tag != f"{W}pPr"]
            for child in reversed(inner):
                following.insert(1, child)
            paragraph.getparent().remove(paragraph)
    for node in list(root.iter(*_RANGES, f"{W}rPr")):
        if node.tag in _RANGES or node.getparent().tag == f"{W}pPr":
            node.getparent().remove(node)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    return with_part(data, root)


def words(data: bytes) -> list[tuple[str, bool]]:
    """The paragraphs of a file as a reader numbers them, and whether each is a bullet; no address of a link."""
    bare = with_part(data, etree.fromstring("<none/>"), "word/_rels/document.xml.rels")
    read, warnings = pieces(bare)
    assert not warnings
    return [(" ".join(piece.text.split()), piece.bullet) for piece in read]


def shape(data: bytes) -> list[str]:
    """The paragraphs of a file on a line each: style, list and level, and the words with what is done to them."""
    return [_line(node) for node in part(data).iter(f"{W}p")]


def _line(paragraph: Any) -> str:
    properties = paragraph.find(f"{W}pPr")
    style = properties.find(f"{W}pStyle").get(f"{W}val")
    listed = properties.find(f"{W}numPr")
    number = f" [{listed[1].get(f'{W}val')}.{listed[0].get(f'{W}val')}]" if listed is not None else ""
    marks = [etree.QName(node).localname for node in properties.iterfind(f"{W}rPr/*")]
    changed = [f"was {node.get(f'{W}val')}" for node in properties.iterfind(f"{W}pPrChange/{W}pPr/{W}pStyle")]
    notes = "".join(f" ({note})" for note in (*marks, *changed))
    return f"{style}{number}{notes}: {''.join(_inner(child) for child in paragraph)}"


def _inner(node: Any) -> str:
    name = etree.QName(node).localname
    inner = "".join(_inner(child) for child in node)
    if name in ("t", "delText", "instrText"):
        return f"«{node.text.strip()}»" if name == "instrText" else node.text
    if name == "r":
        form = [etree.QName(child).localname for child in node.iterfind(f"{W}rPr/*")]
        form = [tag for tag in form if tag in ("b", "i", "rStyle", "rtl", "lang")]
        return f"<{' '.join(form)}>{inner}</>" if form else inner
    if name in ("ins", "del", "moveFrom", "moveTo"):
        return f"{{{name}: {inner}}}"
    if name == "hyperlink":
        return f"[{inner}]({node.get(f'{W}anchor') or 'web'})"
    if name.endswith(("RangeStart", "bookmarkStart")):
        return f"<{node.get(f'{W}name')}>"
    return {"tab": "→", "br": "↵"}.get(name, "")
