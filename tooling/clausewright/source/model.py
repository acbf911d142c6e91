"""What a library holds, as typed objects: clauses, variants, definitions, forms and profiles.

Text comes as fragments. A fragment's blocks hold document inlines, and a *hole* wherever a choice
decides: a value, a reference, a span with a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ..document import Inline, Level, Origin, Provision
from ..document.record import entity, record

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue
    from .files import SourceFile

CLAUSE, DEFINITION = "clause", "definition"


@record
class Literal:
    """One test of a condition."""

    subject: str
    """Full id of a clause or definition."""
    variants: tuple[str, ...]
    """Variants of which one at least is chosen; empty: any."""
    negated: bool = False

    def __str__(self) -> str:
        subject = self.subject.removeprefix("core:")
        name = f"{subject}={','.join(self.variants)}" if self.variants else subject
        return f"not {name}" if self.negated else name


@record
class Condition:
    """A conjunction of literals, or `ref`: stands when a reference inside it does."""

    literals: tuple[Literal, ...] = ()
    ref: bool = False

    def __str__(self) -> str:
        return "ref" if self.ref else " and ".join(map(str, self.literals))


@record
class ValueHole:
    """`{{ name | filter }}`."""

    name: str
    filters: tuple[str, ...]
    line: int
    column: int


@record
class RefHole:
    """`{{ ref("...") }}`."""

    targets: tuple[str, ...]
    """Full ids of clauses, definitions or paragraphs."""
    line: int
    column: int


@record
class SpanHole:
    """A bracketed span with a condition, an id, or both."""

    children: tuple[Piece, ...]
    condition: Condition | None
    id: str
    """Full id, or an empty string."""
    line: int
    column: int


@record
class Wrapped:
    """Emphasis, strong, link or term around pieces that hold a hole."""

    kind: str
    """`emphasis`, `strong`, `link` or `term`."""
    data: str
    """The address of a link, the definition of a term."""
    children: tuple[Piece, ...]


Piece: TypeAlias = Inline | ValueHole | RefHole | SpanHole | Wrapped


@record
class FragmentBlock:
    """One block of a fragment."""

    kind: str
    """`item`, `plain`, `bullet`, `bullets` or `notice`."""
    id: str
    """Full id; of `bullets`, that of the first."""
    content: tuple[Piece, ...]
    condition: Condition | None
    into: str
    """Slot that the block goes to, or an empty string."""
    source: str
    """Slot whose paragraphs the lead-in takes, or an empty string."""
    conspicuous: bool
    items: tuple[FragmentBlock, ...]
    wrap_up: FragmentBlock | None
    text: str
    """Verbatim text of a notice."""
    repeat: str
    """List parameter for whose entries an item is repeated, or an empty string."""
    origin: Origin
    level: Level | None = None
    """The kind of number of an item that has one of its own."""
    verbatim: bool = False
    """Whether the words are kept as another wrote them, so that a colon leads in to nothing."""


@entity
class Fragment:
    """The text of one variant."""

    hash: str
    """SHA-256 over the text of the variant and of those it is like, and over what it can see."""
    blocks: tuple[FragmentBlock, ...]


@record
class Parameter:
    """A typed value that a text takes."""

    name: str
    type: str
    about: str
    default: ParameterValue | None
    minimum: ParameterValue | None
    maximum: ParameterValue | None
    choices: tuple[str, ...]


@entity
class Variant:
    """One wording of a clause or definition."""

    subject: str
    """Full id of its clause or definition."""
    name: str
    summary: str
    origin: Origin
    parameters: dict[str, Parameter]
    requires: tuple[Condition, ...]
    conflicts: tuple[Condition, ...]
    provisions: tuple[Provision, ...]
    tradeoffs: dict[str, str]
    circumventions: tuple[str, ...]
    seen_in: tuple[str, ...]
    contested: str
    """The objection of reviewers, `yes`, or an empty string."""
    aspirational: tuple[str, ...]
    """Full ids of paragraphs that reach further than any right."""
    like: str
    local: bool
    """Whether it lies in the manifest's own folder."""
    replaces: bool
    """Whether it stands in place of a library's variant of the same name."""
    load: Callable[[], Fragment]
    """Gives the fragment; called once, when the text is first needed."""
    _fragment: Fragment | None = None
    _described: str | None = None

    @property
    def fragment(self) -> Fragment:
        """The text, read when first asked for."""
        if self._fragment is None:
            self._fragment = self.load()
        return self._fragment

    @property
    def described(self) -> str:
        """The provisions as one text: equal where they are equal."""
        if self._described is None:
            self._described = repr(self.provisions)
        return self._described


@entity
class Clause:
    """A unit of legal text with the question that it answers."""

    id: str
    title: str
    question: str
    choose: str
    omit: bool
    after: str
    section: str
    retired: tuple[str, ...]
    variants: dict[str, Variant]
    origin: Origin


@entity
class DefinedTerm:
    """A defined term with its variants."""

    id: str
    term: str
    forms: tuple[str, ...]
    ordinary: tuple[str, ...]
    retired: tuple[str, ...]
    variants: dict[str, Variant]
    origin: Origin


@record
class FormSection:
    """A section of a form."""

    id: str
    heading: str
    """The heading, or an empty string: that of its only clause."""
    no_heading: bool
    numbered: bool
    plain: bool
    slot: str
    clauses: tuple[str, ...]
    """Full ids."""
    definitions: bool
    part: str
    """Id of the part it stands in, or an empty string."""
    part_heading: str
    line: int


@entity
class Form:
    """The skeleton of a kind of license."""

    id: str
    summary: str
    numbering: tuple[Level, ...]
    sections: tuple[FormSection, ...]
    drops: tuple[str, ...]
    defaults: Selection
    origin: Origin


@entity
class Pick:
    """One entry under `clauses` or `definitions`, as written."""

    subject: str
    """Full id."""
    variants: tuple[PickedVariant, ...]
    """Empty: `omit`."""
    omit: bool
    several: bool
    """Whether a list was written."""
    after: str
    section: str
    line: int
    column: int


@record
class PickedVariant:
    """A variant with parameters as written."""

    name: str
    """Empty: parameters for the inherited choice."""
    parameters: tuple[tuple[str, Any], ...]
    """Names and YAML nodes."""
    line: int
    column: int


@entity
class Selection:
    """A set of picks, from a form's defaults, a profile or a manifest."""

    clauses: dict[str, Pick]
    definitions: dict[str, Pick]
    file: SourceFile
    label: str
    """`form`, `manifest`, or the name of a profile."""
