"""Loads a library: a folder of clauses, definitions, forms and profiles becomes typed objects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostic import Diagnostic
from ..document.record import entity, field
from .files import SourceFile
from .model import Clause, DefinedTerm, Form, Selection, Variant
from .names import Subject, Visible

if TYPE_CHECKING:
    from .raw import RawBlock

LOCAL = "local"
"""Library id of the manifest's own folder, where it has no `library.yaml`."""


@entity
class Profile:
    """A partial manifest."""

    id: str
    summary: str
    form: str
    """Name of the form as written, or an empty string."""
    extends: str
    selection: Selection
    line: int


@entity
class Library:
    """A library as loaded."""

    id: str
    version: str
    language: str
    uses: tuple[str, ...]
    hash: str
    """SHA-256 over the paths and contents of its files."""
    folder: Path
    files: dict[str, SourceFile]
    """By path inside the library."""
    local: bool = False
    clauses: dict[str, Clause] = field(default_factory=dict)
    """By full id. In the manifest's own folder, the id may be that of another library's clause."""
    terms: dict[str, DefinedTerm] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    plain_slots: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was found on loading, warnings included."""
    raws: dict[tuple[str, str], list[RawBlock]] = field(default_factory=dict)
    """Parsed text of each variant, where it was parsed in this run."""
    seen: Visible | None = None
    """What its texts see, where that was kept for reading single texts again."""

    def variants(self) -> list[Variant]:
        """Return every variant of every clause and definition."""
        subjects: tuple[Clause | DefinedTerm, ...] = (*self.clauses.values(), *self.terms.values())
        return [v for s in subjects for v in s.variants.values()]


def visible_from(libraries: Mapping[str, Library] | list[Library]) -> Visible:
    """Return what a text sees that can see all of some libraries."""
    out = Visible()
    slots: set[str] = set()
    for library in libraries.values() if isinstance(libraries, Mapping) else libraries:
        for subject in library.subjects.values():
            out.add(subject)
        slots |= library.plain_slots
    out.plain_slots = frozenset(slots)
    return out


def sight(library: Library, libraries: Mapping[str, Library]) -> Visible:
    """Return what the texts of one library see: itself and those it uses, a manifest's own folder all."""
    if library.local:
        return visible_from(libraries)
    seen = [libraries[name] for name in library.uses if name in libraries]
    return visible_from([*seen, library])
