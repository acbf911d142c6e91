"""Loads a library: a folder of clauses, definitions, forms and profiles becomes typed objects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostic import Diagnostic
from ..document.record import entity, field
from .files import Report, SourceFile
from .folder import read_folder, texts
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


def folder_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the names and contents of files, line ends as LF."""
    from .hashing import sha256

    total = sha256()
    for name, data in files.items():
        total.update(f"{name}\0".encode())
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
        total.update(sha256(data).digest())
    return total.hexdigest()


def load_library(
    folder: Path,
    report: Report,
    others: Mapping[str, Library] | None = None,
    *,
    local: bool = False,
    cached: bool = True,
) -> Library | None:
    """Load a library.

    Args:
        folder: Its folder.
        report: Where complaints go; they come together.
        others: Libraries that were loaded already, by id: those that it may use. The manifest's own
            folder sees all of them and may replace what they hold.
        local: Whether it is the manifest's own folder.
        cached: Whether the cache may be used.

    Returns:
        The library, or None where its head could not be read. With errors in the report, the library
        is what could be read; do not compose from it.
    """
    from .cache import read_cache, write_cache

    others = others or {}
    own = Report()
    files = read_folder(folder, own)
    digest = folder_hash(files)
    key_others = {id: other.hash for id, other in others.items()}
    if cached and not own.diagnostics:
        found = read_cache(digest, key_others, folder, files, local)
        if found is not None:
            report.diagnostics.extend(found.diagnostics)
            return found
    from .reading import LibraryReader

    library = LibraryReader(folder, files, digest, others, local, own).read()
    report.diagnostics.extend(own.diagnostics)
    if library is not None:
        library.diagnostics = tuple(own.diagnostics)
        if cached and not own.failed:
            write_cache(library, key_others)
    return library


def texts_of(files: dict[str, bytes], library: str, folder: Path) -> dict[str, SourceFile]:
    """Return the files of a library as text, complaints left out (they were made before)."""
    return texts(files, library, folder, Report())
