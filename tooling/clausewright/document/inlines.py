"""The inline nodes of a document: what stands inside one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .record import record

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    ParameterValue: TypeAlias = str | int | Decimal | Fraction | date | tuple[str, ...]


@record
class Text:
    """Plain words. Spaces are single; U+00A0 stands where a line must not break."""

    text: str


@record
class Emphasis:
    """Words that the author stresses."""

    children: tuple[Inline, ...]


@record
class Strong:
    """Words that the author stresses strongly."""

    children: tuple[Inline, ...]


@record
class Term:
    """A use of a defined term."""

    definition: str
    """Full id of the definition, `core:covered-weights`."""
    children: tuple[Inline, ...]
    """The words as they stand, which may be a plural or carry emphasis."""


@record
class Definiendum:
    """The defined term at the head of its own definition; renderers print it in quotation marks."""

    definition: str
    """Full id of the definition."""
    text: str
    """The term itself."""


@record
class Ref:
    """A reference to numbered text. It holds no printed number: see `labels.reference_parts`."""

    targets: tuple[str, ...]
    """Full ids, at least one, in the order in which the author names them; all are present."""
    style: str = "number"
    """How to print it; `number` is the only style today."""


@record
class Value:
    """A parameter's value, set into the text."""

    parameter: str
    """Name of the parameter, `offer_days`, or a name of the license, `license.name`."""
    value: ParameterValue
    """The typed value that was chosen."""
    shown: str
    """The words that stand in the text, `30 days`."""


@record
class Link:
    """A link to a page outside the document."""

    href: str
    """An `https:`, `http:` or `mailto:` address."""
    children: tuple[Inline, ...]


@record
class Break:
    """A line that ends where the author ended it."""


@record
class Span:
    """Words with an id of their own, so that a provision can be bound to them."""

    id: str
    """Full id."""
    children: tuple[Inline, ...]


Inline: TypeAlias = Text | Emphasis | Strong | Term | Definiendum | Ref | Value | Link | Break | Span
