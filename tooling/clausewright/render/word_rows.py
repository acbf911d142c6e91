"""A document as the paragraphs of a Word file: each with its part in the text, its number and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import (
    Block,
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Emphasis,
    Inline,
    Link,
    Notice,
    Paragraph,
    Part,
    Ref,
    Section,
    Strong,
    Text,
    Value,
    language,
    number,
)
from ..document.record import record, replace
from .word_references import Piece, References

TITLE, DETAIL, PART, HEADING = "title", "detail", "part", "heading"
BODY, ITEM, BULLET, NOTICE, DEFINITION = "body", "item", "bullet", "notice", "definition"
ROLES = (TITLE, DETAIL, PART, HEADING, BODY, ITEM, BULLET, NOTICE, DEFINITION)
"""What a paragraph can be."""

_SCHEMES = ("https:", "http:", "mailto:")


@record
class Row:
    """One paragraph of a Word file."""

    id: str
    """The id of the node, or the name of a line of the title block."""
    role: str
    """One of `ROLES`."""
    pieces: tuple[Piece, ...]
    level: int = 0
    """How deep its text stands, from 0; 1 for an item of a section, 2 for one of a definition."""
    label: tuple[int, ...] = ()
    """Its counters, as in `Document.labels`; empty where it has no number."""
    number: str = ""
    """The printed number."""
    owner: str = ""
    """The definition in which it stands."""
    loud: bool = False
    """Whether the law asks that it catch the eye."""
    leads: bool = False
    """Whether a list follows that belongs to it."""
    language: str = ""
    """The language where it is not the document's own."""

    @property
    def text(self) -> str:
        """Its words, without the number."""
        return "".join(piece.text for piece in self.pieces)


def rows(document: Document) -> tuple[Row, ...]:
    """Return the paragraphs of a document in order, those of the title block first."""
    return tuple(_Rows(document).rows())


class _Rows:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._references = References(document)

    def rows(self) -> Iterator[Row]:
        yield from _title_block(self._document)
        for node in self._document.body:
            if isinstance(node, Part):
                yield self._row(node, PART, (Piece(node.heading),))
                for section in node.sections:
                    yield from self._section(section, node.conspicuous)
            else:
                yield from self._section(node, False)

    def _section(self, section: Section, loud: bool) -> Iterator[Row]:
        loud = loud or section.conspicuous
        if section.heading or section.id in self._document.labels:
            heading = (Piece(section.heading),) if section.heading else ()
            yield replace(self._row(section, HEADING, heading), leads=True)
        for block in section.blocks:
            yield from self._block(block, 0, loud, "")

    def _block(self, node: Block, level: int, loud: bool, owner: str) -> Iterator[Row]:
        loud = loud or node.conspicuous
        if isinstance(node, Definition):
            for inner in node.blocks:
                yield from self._block(inner, level, loud, node.id)
        elif isinstance(node, Bullets):
            for item in node.items:
                yield from self._paragraph(item, level, loud, owner, BULLET)
        elif isinstance(node, Notice):
            words = (Piece(node.text),)
            yield replace(self._row(node, NOTICE, words), level=level, loud=loud, owner=owner)
        else:
            yield from self._paragraph(node, level, loud, owner, DEFINITION if owner and not level else BODY)

    def _paragraph(self, node: Paragraph, level: int, loud: bool, owner: str, role: str) -> Iterator[Row]:
        loud = loud or node.conspicuous
        row = self._row(node, role, tuple(_pieces(self._references, node.content)))
        if row.label:
            row = replace(row, role=ITEM, level=len(row.label) - (-1 if row.owner else 1))
        else:
            row = replace(row, level=level + (role == BULLET), owner=owner)
        yield replace(row, loud=loud, leads=bool(node.items))
        for item in node.items:
            yield from self._block(item, row.level, loud, owner)
        if node.wrap_up is not None:
            yield from self._paragraph(node.wrap_up, row.level, loud, owner, BODY)

    def _row(self, node: Part | Section | Paragraph | Notice, role: str, words: tuple[Piece, ...]) -> Row:
        document = self._document
        foreign = node.language if node.language != document.language else ""
        label = document.labels.get(node.id, ())
        printed = number(document, node.id) if label else ""
        owner = document.within.get(node.id, "") if label else ""
        # LibreOffice takes a paragraph without any sign for gone when the change before it is settled
        words = words if any(piece.text for piece in words) else (Piece("\u00a0"),)
        return Row(node.id, role, words, 0, tuple(label), printed, owner, node.conspicuous, language=foreign)


def _title_block(document: Document) -> Iterator[Row]:
    info, words = document.license, language(document.language)
    version = f"{words.version} {info.version}" if info.version else ""
    lines = (
        ("name", info.name),
        ("version", ", ".join(part for part in (version, words.date(info.date)) if part)),
        ("steward", f"{words.label('steward')}: {info.steward}" if info.steward else ""),
        ("id", info.id),
    )
    for name, text in lines:
        if text:
            yield Row(f"title:{name}", TITLE if name == "name" else DETAIL, (Piece(text),))


def _pieces(
    references: References,
    content: Iterable[Inline],
    bold: bool = False,
    slanted: bool = False,
    link: str = "",
) -> Iterator[Piece]:
    """Yield the words of a paragraph, cut where their form changes."""
    for node in content:
        if isinstance(node, Text):
            yield Piece(node.text, bold, slanted, link=link)
        elif isinstance(node, Value):
            yield Piece(node.shown, bold, slanted, link=link)
        elif isinstance(node, Break):
            yield Piece("\n")
        elif isinstance(node, Definiendum):
            yield Piece("“", bold, slanted, link=link)
            yield Piece(node.text, bold, slanted, term=True, link=link)
            yield Piece("”", bold, slanted, link=link)
        elif isinstance(node, Ref):
            for piece in references.cited(node):
                # a link inside another is no link
                yield replace(
                    piece, bold=bold, slanted=slanted, link=link, target="" if link else piece.target
                )
        elif isinstance(node, Link):
            address = node.href if node.href.lower().startswith(_SCHEMES) else ""
            yield from _pieces(references, node.children, bold, slanted, link or address)
        elif isinstance(node, (Emphasis, Strong)):
            strong = isinstance(node, Strong)
            yield from _pieces(references, node.children, bold or strong, slanted or not strong, link)
        else:
            yield from _pieces(references, node.children, bold, slanted, link)
