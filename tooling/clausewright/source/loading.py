"""Loads a library: from the cache where its files are unchanged, else by reading them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..document.record import replace
from .cache import payload, read_cache, shipped_name, write_cache
from .files import Report
from .folder import read_folder
from .hashing import sha256
from .library import Library
from .shipped import folder as shipped_folder


def folder_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the names and contents of files, line ends as LF."""
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
    others = others or {}
    own = Report()
    files = read_folder(folder, own)
    digest = folder_hash(files)
    key_others = {id: other.hash for id, other in others.items()}
    place = (str(folder), local, tuple(sorted(key_others.items())))
    if cached and not own.diagnostics and place in _LAST:
        before, last = _LAST[place]
        found = last if before == files else _refreshed(last, others, before, files, digest)
        if found is not None:
            report.diagnostics.extend(found.diagnostics)
            _LAST[place] = files, found
            return found
    if cached and not own.diagnostics:
        found = read_cache(digest, key_others, folder, files, local)
        if found is not None:
            report.diagnostics.extend(found.diagnostics)
            _remember(place, files, found)
            return found
    from .reading import LibraryReader

    library = LibraryReader(folder, files, digest, others, local, own).read()
    report.diagnostics.extend(own.diagnostics)
    if library is not None:
        library.diagnostics = tuple(own.diagnostics)
        if cached and not own.failed:
            write_cache(library, key_others)
            _remember(place, files, library)
    return library


_Place = tuple[str, bool, tuple[tuple[str, str], ...]]
_LAST: dict[_Place, tuple[dict[str, bytes], Library]] = {}
"""Libraries of this run, with the files they were read from: someone who writes changes one at a time."""
_KEPT = 8


def _remember(place: _Place, files: dict[str, bytes], library: Library) -> None:
    _LAST[place] = files, library
    while len(_LAST) > _KEPT:
        del _LAST[next(iter(_LAST))]


def _refreshed(
    last: Library,
    others: Mapping[str, Library],
    before: dict[str, bytes],
    files: dict[str, bytes],
    digest: str,
) -> Library | None:
    """Return a library with a few changed files read again, or None where all must be."""
    if before.keys() != files.keys() or last.diagnostics:
        return None
    changed = {name: data for name, data in files.items() if data != before[name]}
    if len(changed) > 3 or not all(name.endswith(".md") for name in changed):
        return None
    from .refresh import refresh_library

    fresh = refresh_library(last, others, changed)
    return replace(fresh, hash=digest) if fresh is not None else None


def write_shipped_cache(destination: Path) -> None:
    """Write the cache of the shipped library into a folder; the wheel carries it.

    Raises:
        RuntimeError: The shipped library has errors.
    """
    report = Report()
    library = load_library(shipped_folder("clauses"), report, cached=False)
    if library is None or report.failed:
        raise RuntimeError("; ".join(d.message for d in report.diagnostics))
    destination.mkdir(parents=True, exist_ok=True)
    (destination / shipped_name(library)).write_bytes(payload(library))
