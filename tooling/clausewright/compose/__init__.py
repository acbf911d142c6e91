"""Choices and a library become a document. Pure: the same inputs give the same document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..diagnostic import Diagnostic, Refused, ordered
from ..document import Document
from ..document.record import record
from ..source.files import Report
from ..source.index import Index, Manifest, load_manifest
from ..source.library import Library
from .assemble import Memo, assemble
from .choices import Choices, choose


@record
class Composition:
    """A composed license with what was found on the way."""

    document: Document
    manifest: Manifest
    index: Index
    choices: Choices
    diagnostics: tuple[Diagnostic, ...]
    """Warnings and notes; errors raise."""


def compose_manifest(
    path: Path,
    library_folders: Iterable[Path] = (),
    *,
    cached: bool = True,
    memo: Memo | None = None,
    text: str | None = None,
    loaded: Mapping[Path, Library] | None = None,
    places: Mapping[str, Path] | None = None,
) -> Composition:
    """Compose the license of a manifest.

    Args:
        path: The manifest.
        library_folders: Folders of libraries that the manifest may name.
        cached: Whether the cache of libraries may be used.
        memo: Settled fragments of earlier compositions.
        text: The manifest's text, where it is not to be read from the file.
        loaded: Libraries that are not to be read again, by their folder.
        places: The folder of every library by its id, where the manifest does not say where they lie.

    Raises:
        Refused: With every complaint that was found.
    """
    report = Report()
    found = load_manifest(
        path, report, library_folders, cached=cached, text=text, loaded=loaded, places=places
    )
    if found is None:
        raise Refused(report.diagnostics)
    manifest, index = found
    choices = choose(manifest, index, report)
    if choices is None or report.failed:
        raise Refused(report.diagnostics)
    document = assemble(choices, index, report, memo)
    if document is None or report.failed:
        raise Refused(report.diagnostics)
    return Composition(document, manifest, index, choices, ordered(report.diagnostics))


__all__ = ["Choices", "Composition", "Memo", "assemble", "choose", "compose_manifest"]
