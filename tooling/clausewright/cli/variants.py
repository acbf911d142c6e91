"""Variants of clauses and definitions as documents of their own, for `clausewright diff`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..compose.alone import alone
from ..compose.choices import choose
from ..diagnostic import Refused
from ..source.files import Report
from ..source.index import Index, load_manifest

if TYPE_CHECKING:
    from ..document import Document

_HERE = Path(__file__).with_name("variants.yaml")


def variant_document(name: str, libraries: Sequence[Path]) -> Document | None:
    """Return the document of `clause/variant`, or None where there is no such variant.

    Args:
        name: `api-disclosure/weights-to-users`, in another library `mine:api-disclosure/own`.
        libraries: Folders of libraries beside the shipped one.
    """
    subject, _, variant = name.rpartition("/")
    index = _index(libraries)
    id = _find(subject, index)
    if not id or variant not in (index.clauses.get(id) or index.terms[id]).variants:
        return None
    return _document(id, variant, libraries)


def all_variants(subject: str, libraries: Sequence[Path]) -> list[tuple[str, Document]]:
    """Return every variant of a clause or definition with its name; nothing where there is none.

    Args:
        subject: The clause or definition.
        libraries: Folders of libraries beside the shipped one.
    """
    index = _index(libraries)
    id = _find(subject, index)
    if not id:
        return []
    names = (index.clauses.get(id) or index.terms[id]).variants
    return [(name, _document(id, name, libraries)) for name in names]


def subjects(libraries: Sequence[Path]) -> set[str]:
    """Return the names of all clauses and definitions."""
    index = _index(libraries)
    return {id.removeprefix("core:") for id in (*index.clauses, *index.terms)}


def _find(subject: str, index: Index) -> str:
    for id in (subject, *(f"{library}:{subject}" for library in index.libraries)):
        if id in index.clauses or id in index.terms:
            return id
    return ""


def _index(libraries: Sequence[Path]) -> Index:
    report = Report()
    loaded = load_manifest(_HERE, report, libraries, text=_text(libraries, ""))
    if loaded is None:
        raise Refused(report.diagnostics)
    return loaded[1]


def _document(id: str, variant: str, libraries: Sequence[Path]) -> Document:
    report = Report()
    kind = "clauses" if id in _index(libraries).clauses else "definitions"
    loaded = load_manifest(
        _HERE, report, libraries, text=_text(libraries, f"{kind}: {{'{id}': {variant}}}\n")
    )
    choices = choose(*loaded, report) if loaded is not None else None
    if loaded is None or choices is None:
        raise Refused(report.diagnostics)
    chosen = choices.clauses[id][0] if kind == "clauses" else choices.definitions[id]
    return alone(id, chosen, choices, loaded[1])


def _text(libraries: Sequence[Path], more: str) -> str:
    lines = [
        "clausewright: 1",
        "license: {name: Variant, id: LicenseRef-Variant, version: '0', date: 2026-01-01}",
    ]
    lines.append("form: gpl-style")
    if libraries:
        from json import dumps

        from ..source.loading import load_library

        lines.append("libraries:")
        for folder in libraries:
            library = load_library(folder, Report())
            if library is not None:
                lines.append(f"  {library.id}: {dumps(str(folder.resolve()))}")
    return "\n".join(lines) + "\n" + more
