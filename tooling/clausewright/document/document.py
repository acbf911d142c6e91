"""The document: a composed license as a tree, with all that renderers and later wings need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .blocks import Origin, Part, Section
from .level import Level
from .record import field, record

if TYPE_CHECKING:
    from .inlines import ParameterValue


@record
class LicenseInfo:
    """The names of the license itself."""

    name: str
    """`Aurora Weights Public License`."""
    id: str
    """SPDX license reference, `LicenseRef-AWPL-1.0`."""
    version: str
    date: str
    """ISO 8601 date of this version, `2026-11-23`."""
    steward: str
    """Who publishes the license and may publish later versions, or an empty string."""

    @property
    def title(self) -> str:
        """Name and version as they stand at the head of the license."""
        return f"{self.name}, version {self.version}"


@record
class Choice:
    """One clause or definition as it was chosen, with its parameters resolved."""

    kind: str
    """`clause` or `definition`."""
    id: str
    """Full id, `core:api-disclosure`."""
    variant: str
    parameters: Mapping[str, ParameterValue]
    """Every parameter of the variant with the value that applies, defaults included."""
    origin: Origin
    """The file of the variant."""
    decided_by: str
    """`manifest`, `form`, `only-variant`, or the name of a profile."""
    summary: str = ""
    """The one-line effect of the variant."""
    replaces: bool = False
    """Whether the manifest's own folder put this in place of a library's text."""


@record
class LibraryInfo:
    """A library that the composition used."""

    id: str
    version: str
    hash: str
    """SHA-256 over the files of the library, in hexadecimal."""


@record
class Document:
    """A composed license."""

    license: LicenseInfo
    language: str
    form: str
    """Full id of the form, `core:gpl-style`."""
    body: tuple[Part | Section, ...]
    numbering: tuple[Level, ...]
    """The scheme, outermost level (sections) first."""
    labels: Mapping[str, tuple[int, ...]]
    """Counters, counted from 1, of every numbered section and paragraph by id. In a definition
    they start below the level of sections."""
    within: Mapping[str, str]
    """For each id that stands inside a definition, the id of that definition."""
    ranges: Mapping[str, tuple[str, str]]
    """For each clause with numbers, its first and last numbered paragraph; where the clause is a
    whole section, the section's id twice."""
    terms: Mapping[str, str]
    """The defined terms in the document by the id of their definition."""
    choices: tuple[Choice, ...] = ()
    omitted: tuple[str, ...] = ()
    """Full ids of clauses that were left out."""
    libraries: tuple[LibraryInfo, ...] = ()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All word forms that count as each term, by the id of its definition."""
    profile: str = ""
    """Name of the profile that the manifest extends, or an empty string."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """The kind of number of each numbered paragraph whose number is not of the kind of its depth."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order, those inside parts included."""
        found: list[Section] = []
        for node in self.body:
            found.extend(node.sections) if isinstance(node, Part) else found.append(node)
        return tuple(found)
