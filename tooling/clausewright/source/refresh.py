"""Reads one changed variant into a library that is loaded already.

While someone writes, one file changes at a time. Where its ids stay the same, no other text of the
library can be touched, so only that variant and those that are `like` it are read and linked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..document.record import replace
from .files import Report, SourceFile, Unreadable, decode
from .library import Library, sight
from .model import Clause, DefinedTerm, Variant
from .variants import VariantReader, read_head

Held = TypeVar("Held", Clause, DefinedTerm)


def refresh_library(
    library: Library, others: Mapping[str, Library], changed: Mapping[str, bytes]
) -> Library | None:
    """Return a library with the files of some variants changed.

    Args:
        library: The library as it was loaded, without errors. It stays as it is.
        others: The libraries that it was loaded beside, by id.
        changed: The new contents of files that it has, by path inside the library.

    Returns:
        The library, or None where it has to be read as a whole: another kind of file changed, ids
        came or went, or something is wrong with the new text.
    """
    report = Report()
    fresh = replace_files(library, changed)
    if fresh is None:
        return None
    everything = {**others, fresh.id: fresh}
    for relative in changed:
        found = _subject(fresh, relative)
        if found is None:
            return None
        held, name = found
        if name not in held.variants or held.variants[name].replaces:
            return None
        names = _touched(held, name)
        heads = {}
        for each in names:
            file = fresh.files.get(_path(fresh, held, each))
            head = read_head(file, report, False) if file else None
            if head is None:
                return None
            heads[held.id, each] = head
        subjects = {
            **fresh.subjects,
            held.id: replace(fresh.subjects[held.id], ids=dict(fresh.subjects[held.id].ids)),
        }
        reader = VariantReader(fresh, everything, subjects, heads, report)
        reader.settle_all()
        if subjects[held.id].ids != fresh.subjects[held.id].ids:
            return None
        # nothing but the text can differ, so the old hash stands for all that the text can see
        reader.link_some(sight(fresh, everything), held.variants[name].fragment.hash)
    return None if report.diagnostics else fresh


def replace_files(library: Library, changed: Mapping[str, bytes]) -> Library | None:
    """Return a copy of a library with other contents of some files, or None where one cannot be read."""
    files = dict(library.files)
    for relative, data in changed.items():
        old = files.get(relative)
        try:
            text = decode(data)
        except Unreadable:
            return None
        if old is None or not relative.endswith(".md"):
            return None
        files[relative] = SourceFile(old.logical, old.path, text)
    clauses = {id: _copied(held) for id, held in library.clauses.items()}
    terms = {id: _copied(held) for id, held in library.terms.items()}
    return replace(library, files=files, clauses=clauses, terms=terms, raws={})


def _copied(held: Held) -> Held:
    return replace(held, variants=held.variants.copy())


def _subject(library: Library, relative: str) -> tuple[Clause | DefinedTerm, str] | None:
    folder, _, file = relative.rpartition("/")
    id = f"{library.id}:{folder.removeprefix('definitions/')}"
    held: Clause | DefinedTerm | None = (
        library.terms.get(id) if folder.startswith("definitions/") else library.clauses.get(id)
    )
    return (held, file.removesuffix(".md")) if held is not None else None


def _path(library: Library, held: Clause | DefinedTerm, name: str) -> str:
    folder = held.id.partition(":")[2]
    return f"{folder}/{name}.md" if held.id in library.clauses else f"definitions/{folder}/{name}.md"


def _touched(held: Clause | DefinedTerm, name: str) -> list[str]:
    """Return a variant, those that are like it, and those that any of them is like."""
    variants: dict[str, Variant] = dict(held.variants.items())
    names = {name}
    while more := {n for n, v in variants.items() if v.like in names and n not in names}:
        names |= more
    while more := {variants[n].like for n in names if variants[n].like} - names:
        names |= more
    return [n for n in variants if n in names]
