"""The public API: composing, checking, rendering and building from Python.

Everything here is typed and documented, takes paths as `str` or `Path`, and raises `Refused` with
every complaint where input cannot be used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .check import check as _check
from .check.space import Proof, library_index
from .check.space import prove as _prove
from .compose import Composition, compose_manifest
from .diagnostic import ClausewrightError, Diagnostic, Refused
from .document import Document
from .redline.comparison import Comparison
from .render.options import Attachment, Options
from .render.table import formats as _formats
from .source.files import Report
from .source.index import Index, shipped_index

StrPath = str | os.PathLike[str]

__all__ = [
    "Attachment",
    "ClausewrightError",
    "Comparison",
    "Composition",
    "Diagnostic",
    "Document",
    "Index",
    "Options",
    "Proof",
    "Refused",
    "build_license",
    "check_license",
    "compare_licenses",
    "compose_license",
    "json_schema",
    "output_formats",
    "prove_library",
    "read_license",
    "read_markdown",
    "render_license",
    "shipped_library",
]


def compose_license(manifest: StrPath, *, libraries: Iterable[StrPath] = ()) -> Composition:
    """Compose the license of a manifest.

    Args:
        manifest: Path of the manifest.
        libraries: Folders of libraries that the manifest names by id, or by a path outside its folder.

    Returns:
        The document, the manifest, the index of what could be chosen, the choices, and the warnings.

    Raises:
        Refused: The manifest or a library has errors; all of them are in `.diagnostics`.
    """
    return compose_manifest(Path(manifest), [Path(p) for p in libraries])


def check_license(composition: Composition) -> tuple[Diagnostic, ...]:
    """Return everything that the rules find in a composed license, warnings of the composition included.

    Args:
        composition: What `compose_license` returned.
    """
    return _check(composition)


def prove_library(folder: StrPath | None = None, *, libraries: Iterable[StrPath] = ()) -> Proof:
    """Prove that every selection of a library's variants composes, in each of its forms.

    Args:
        folder: Folder of the library; the shipped one where left out.
        libraries: Folders of the libraries that it uses; the shipped one is found by itself.

    Returns:
        For each form the exact number of its selections, and a complaint for each fault, with the
        smallest manifest that shows it.

    Raises:
        Refused: The library has errors, or is too tangled to be proved.
    """
    index = library_index(Path(folder) if folder is not None else None, [Path(p) for p in libraries])
    return _prove(index)


def compare_licenses(before: Document, after: Document) -> Comparison:
    """Return the comparison of two documents: sections, words, definitions and duties.

    Args:
        before: The first text.
        after: The second text.
    """
    from .redline import compare

    return compare(before, after)


def render_license(document: Document, format: str, options: Options | None = None) -> bytes:
    """Return a document in a format.

    Args:
        document: The document, `composition.document`.
        format: A name of `output_formats()`: md, html, pdf, txt, json, apply, or one that another
            package adds.
        options: Settings; the defaults give what is published.

    Raises:
        KeyError: There is no such format.
        Refused: A template of the user's own cannot be used.
    """
    return _formats()[format].render(document, options)


def output_formats() -> dict[str, str]:
    """Return the names of all formats with one line on each."""
    return {name: format.about for name, format in _formats().items()}


def build_license(
    manifest: StrPath,
    out: StrPath,
    to: Sequence[str] = ("md", "html", "pdf", "txt", "json"),
    *,
    libraries: Iterable[StrPath] = (),
    options: Options | None = None,
) -> tuple[Path, ...]:
    """Compose a manifest, render it, and write the files, each whole or not at all.

    Args:
        manifest: Path of the manifest.
        out: Folder for the files; it is made where it does not exist.
        to: Formats.
        libraries: As for `compose_license`.
        options: Settings of the renderings.

    Returns:
        The paths of the files, in the order of `to`.

    Raises:
        Refused: The manifest or a library has errors, or a rule found one.
        OSError: A file cannot be written.
    """
    from .cli.pipeline import Job, run

    result = run(
        Job(
            str(Path(manifest)),
            str(Path(out)),
            tuple(to),
            tuple(str(Path(p)) for p in libraries),
            options or Options(),
            fresh=True,
        )
    )
    if result.failed:
        raise Refused(result.diagnostics)
    return tuple(Path(p) for p in result.files)


def shipped_library() -> Index:
    """Return the index of the shipped library: its clauses, definitions, forms and profiles.

    Raises:
        Refused: The library that came with the package is damaged.
    """
    report = Report()
    index = shipped_index(report)
    if report.failed:
        raise Refused(report.diagnostics)
    return index


def read_markdown(text: str, name: str = "license.md") -> Document:
    """Read a license that this package rendered as Markdown back into a document.

    The words, the structure and the ids are those of the document that was rendered.

    Args:
        text: The Markdown.
        name: What to call it in complaints.

    Raises:
        Refused: It is not Markdown as this package renders it.
    """
    from .source.markdown_reader import read_markdown as read

    return read(text, name)[0]


def read_license(source: StrPath | bytes, name: str = "", format: str = "") -> Document:
    """Read a license that anybody wrote: plain text, Markdown, HTML, Word, or our own JSON.

    Sections, items, numbers, definitions and references become structure where they can be printed again
    exactly as they stand; everything else stays as words. No word is lost.

    Args:
        source: A path, or the bytes of a file.
        name: What to call it in complaints; the path where left out.
        format: text, markdown, html, docx or json; found from the name and the bytes where left out.

    Raises:
        Refused: The file cannot be read, is no text, or is too large.
        ValueError: There is no such format.
    """
    from .source.licenses import read_license as read

    return read(source, name, format)


def json_schema(name: str = "manifest") -> dict[str, Any]:
    """Return a published JSON Schema.

    Args:
        name: manifest, profile, form, library, clause, definition, variant, work, document, comparison
            or diagnostics.

    Raises:
        KeyError: There is no such schema.
    """
    from .cli.schema import schema

    return schema(name)
