"""The block nodes of a document: parts, sections, paragraphs, definitions, bullets and notices."""

from __future__ import annotations

from typing import TypeAlias

from .inlines import Inline
from .level import Level
from .provision import Provision
from .record import record


@record
class Origin:
    """Where a node comes from, in words that are the same on every machine."""

    file: str
    """Library id and path inside the library, `core:api-disclosure/weights-to-users.md`."""
    line: int
    """1-based line."""
    column: int = 1
    """1-based column, in characters."""


@record
class Paragraph:
    """One paragraph: a plain one, a numbered item, or a bullet; with a list below it, a lead-in."""

    id: str
    """Full id, `core:api-disclosure/offer`."""
    content: tuple[Inline, ...]
    origin: Origin
    numbered: bool = False
    """Whether it has a counter in `Document.labels` and so a printed number."""
    items: tuple[Paragraph | Bullets, ...] = ()
    """The list that the paragraph leads in: numbered paragraphs, or one `Bullets`."""
    wrap_up: Paragraph | None = None
    """What follows the list and belongs to the same item."""
    conspicuous: bool = False
    """Whether the law asks that it catch the eye (disclaimers)."""
    language: str = "en"
    provisions: tuple[Provision, ...] = ()
    level: Level | None = None
    """Its kind of number, where that is not the one of its depth in the license (`Document.levels`)."""


@record
class Bullets:
    """A list without numbers."""

    id: str
    """The id of its first bullet."""
    items: tuple[Paragraph, ...]
    origin: Origin
    conspicuous: bool = False
    language: str = "en"
    provisions: tuple[Provision, ...] = ()


@record
class Notice:
    """Verbatim text. Its lines are kept, and no term in it is marked."""

    id: str
    text: str
    """The words, with `\\n` at the end of each line and a blank line between paragraphs."""
    origin: Origin
    conspicuous: bool = False
    language: str = "en"
    provisions: tuple[Provision, ...] = ()


@record
class Definition:
    """One defined term with its text. The first block begins with the `Definiendum`."""

    id: str
    """Full id, `core:covered-weights`."""
    term: str
    blocks: tuple[Paragraph | Bullets | Notice, ...]
    origin: Origin
    conspicuous: bool = False
    language: str = "en"
    provisions: tuple[Provision, ...] = ()


@record
class Section:
    """A section of the license."""

    id: str
    """`form:section`, `gpl-style:service`."""
    heading: str | None
    """The heading without its number, or None where the form gives the section none."""
    blocks: tuple[Block, ...]
    origin: Origin
    numbered: bool = True
    plain: bool = False
    """Whether the text is plain words without legal effect (the preamble)."""
    conspicuous: bool = False
    language: str = "en"
    provisions: tuple[Provision, ...] = ()


@record
class Part:
    """A group of sections under one heading."""

    id: str
    heading: str
    sections: tuple[Section, ...]
    origin: Origin
    conspicuous: bool = False
    language: str = "en"
    provisions: tuple[Provision, ...] = ()


Block: TypeAlias = Paragraph | Bullets | Notice | Definition
