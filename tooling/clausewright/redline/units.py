"""A document as rows to compare: its sections, and in each its paragraphs in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import (
    Block,
    Bullets,
    Definition,
    Document,
    Notice,
    Paragraph,
    Part,
    Section,
    citation,
    inlines,
    language,
    number,
)
from ..document.inlines import Term
from ..document.record import entity, field
from .comparison import Place
from .tokens import Tokenizer, Tokens, finish, is_content


@entity
class Unit:
    """One paragraph, bullet, notice or heading of a part."""

    place: Place
    section: int
    """Index of its section."""
    kind: str
    level: int
    tokens: Tokens
    conspicuous: bool = False
    definition: str = ""
    """Id of the definition in which it stands."""
    terms: frozenset[str] = frozenset()
    """Definitions that its words use."""
    key: tuple[str, ...] = ()
    """All keys: equal where the words are equal, whatever the numbers of references."""
    content: str = ""
    """The words that carry meaning, one letter of the shared alphabet each."""


@entity
class Rows:
    """A document as rows."""

    document: Document
    sections: list[Section] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    """Of the sections."""
    headings: list[Tokens] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    inside: list[list[Unit]] = field(default_factory=list)
    """The units of each section."""


class Alphabet:
    """Gives each different token one letter, so that sequences of tokens are strings."""

    def __init__(self) -> None:
        """Begin without letters."""
        self._letters = _Letters()

    def code(self, keys: Iterable[str]) -> str:
        """Return some keys as a string."""
        return "".join(map(self._letters.__getitem__, keys))


class _Letters(dict[str, str]):
    def __missing__(self, key: str) -> str:
        # 1,114,000 letters; a text within the limits has fewer different words
        letter = self[key] = chr(len(self) % 0x10FF00 + 0x20)
        return letter


def rows(document: Document, phrases: tuple[str, ...], alphabet: Alphabet) -> Rows:
    """Return the rows of a document.

    Args:
        document: The document.
        phrases: Terms of several words that both documents define.
        alphabet: Letters that both documents share.
    """
    return _Walk(document, phrases, alphabet).rows()


class _Walk:
    def __init__(self, document: Document, phrases: tuple[str, ...], alphabet: Alphabet) -> None:
        self._document, self._alphabet = document, alphabet
        self._tokens = Tokenizer(document, phrases)
        self._out = Rows(document)
        self._word = language(document.language).section

    def rows(self) -> Rows:
        for node in self._document.body:
            if isinstance(node, Section):
                self._section(node, None)
            else:
                for count, section in enumerate(node.sections):
                    self._section(section, node if count == 0 else None)
        return self._out

    def _section(self, section: Section, part: Part | None) -> None:
        document, out = self._document, self._out
        index = len(out.sections)
        mark = number(document, section.id) if section.id in document.labels else ""
        cite = f"{self._word}\u00a0{citation(document, section.id)}" if mark else section.heading or ""
        out.sections.append(section)
        out.places.append(Place(section.id, mark, cite or section.id.partition(":")[2], index))
        out.headings.append(finish(self._tokens.words(section.heading or "")))
        out.inside.append([])
        if part is not None:
            self._unit(part.id, part.heading, index, "part", 0)
        for block in section.blocks:
            self._block(block, index, 0, section.conspicuous, "")

    def _block(self, block: Block, index: int, level: int, loud: bool, owner: str) -> None:
        loud = loud or block.conspicuous
        if isinstance(block, Definition):
            for inner in block.blocks:
                self._block(inner, index, level, loud, block.id)
        elif isinstance(block, Bullets):
            for item in block.items:
                self._paragraph(item, index, level, loud, owner, "bullet")
        elif isinstance(block, Notice):
            self._unit(block.id, block.text, index, "notice", level, loud, owner)
        else:
            self._paragraph(block, index, level, loud, owner, "paragraph")

    def _paragraph(self, block: Paragraph, index: int, level: int, loud: bool, owner: str, kind: str) -> None:
        self._unit(block.id, block, index, kind, level, loud or block.conspicuous, owner)
        below = level + 1 if block.numbered or kind == "bullet" else level
        for item in block.items:
            self._block(item, index, below, loud, owner)
        if block.wrap_up is not None:
            self._paragraph(block.wrap_up, index, below, loud, owner, "paragraph")

    def _unit(
        self,
        id: str,
        words: Paragraph | str,
        index: int,
        kind: str,
        level: int,
        loud: bool = False,
        owner: str = "",
    ) -> None:
        out = self._out
        if isinstance(words, str):
            tokens, terms = finish(self._tokens.words(words)), frozenset[str]()
        else:
            tokens = finish(self._tokens(words.content))
            terms = frozenset(n.definition for n in inlines(words.content) if isinstance(n, Term))
        place = Place(id, self._mark(id, kind), self._cite(id, index, owner), len(out.units))
        unit = Unit(place, index, kind, level, tokens, loud, owner, terms)
        unit.key = tuple(tokens.keys)
        unit.content = self._alphabet.code(filter(is_content, tokens.keys))
        out.units.append(unit)
        out.inside[index].append(unit)

    def _mark(self, id: str, kind: str) -> str:
        if id in self._document.labels:
            return number(self._document, id)
        return "•" if kind == "bullet" else ""

    def _cite(self, id: str, index: int, owner: str) -> str:
        document = self._document
        if owner:
            words = language(document.language)
            of = words.definition_of.format(term=document.terms.get(owner, owner))
            if id in document.labels:
                return words.paragraph_of.format(number=citation(document, id), owner=of)
            return of
        if id in document.labels:
            return f"{self._word}\u00a0{citation(document, id)}"
        return self._out.places[index].cite


def definitions(document: Document) -> Iterator[Definition]:
    """Yield the definitions of a document."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Definition):
                yield block
