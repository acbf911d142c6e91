"""Reads one changed variant into a library that is loaded already.

While someone writes, one file changes at a time. Where its ids stay the same, no other text of the
library can be touched, so only that variant and those that are `like` it are read and linked again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TypeVar

from ..document.record import replace
from .files import Report, SourceFile, Unreadable, decode
from .library import Library, sight
from .model import Clause, DefinedTerm
from .variants import Front, Head, VariantReader, front_end, head_of, read_front

Held = TypeVar("Held", Clause, DefinedTerm)
Kept = TypeVar("Kept", Front, Head)


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
        touched = _followers(held, name)
        heads = {}
        for each in _with_bases(held, touched):
            file = fresh.files.get(_path(fresh, held, each))
            head = _head(file, report) if file else None
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
        signature = held.variants[name].fragment.hash
        seen = library.seen or sight(fresh, everything)
        if not others:
            library.seen = fresh.seen = seen
        names = [(held.id, each) for each in touched]
        same = _front(library.files[relative].text) == _front(fresh.files[relative].text)
        reader.link_some(seen, signature, names, held.variants if same else {})
    return None if report.diagnostics else fresh


def _front(text: str) -> str:
    """Return the lines of the front matter."""
    lines = text.split("\n")
    return "\n".join(lines[: front_end(lines) + 1])


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
    fresh = replace(library, files=files, clauses={**library.clauses}, terms={**library.terms}, raws={})
    # only what is linked again is copied: the library that was given stays as it is
    for relative in changed:
        found = _subject(fresh, relative)
        if found is not None and isinstance(found[0], Clause):
            fresh.clauses[found[0].id] = _copied(found[0])
        elif found is not None and isinstance(found[0], DefinedTerm):
            fresh.terms[found[0].id] = _copied(found[0])
    return fresh


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


def _followers(held: Clause | DefinedTerm, name: str) -> list[str]:
    """Return a variant and those that are like it, in one step or in many."""
    names = {name}
    while more := {n for n, v in held.variants.items() if v.like in names and n not in names}:
        names |= more
    return [n for n in held.variants if n in names]


def _with_bases(held: Clause | DefinedTerm, names: list[str]) -> list[str]:
    """Return some variants and those that they are like: what has to be read to settle them."""
    wanted = set(names)
    while more := {like for n in wanted if (like := held.variants[n].like)} - wanted:
        wanted |= more
    return [n for n in held.variants if n in wanted]


_KEPT = 32
_HEADS: OrderedDict[tuple[str, str], Head] = OrderedDict()
"""The files that were read last, by name and text: of two that belong together, one changes at a time."""
_FRONTS: OrderedDict[tuple[str, str], Front] = OrderedDict()
"""Their front matters, by name and lines: who edits a text leaves them alone."""


def _head(file: SourceFile, report: Report) -> Head | None:
    head = _HEADS.get((file.logical, file.text))
    if head is not None:
        return head
    key = file.logical, _front(file.text)
    front = _FRONTS.get(key) or read_front(file, report)
    if front is None:
        return None
    head = head_of(file, front, report, False)
    if not report.diagnostics:
        _keep(_FRONTS, key, front)
        _keep(_HEADS, (file.logical, file.text), head)
    return head


def _keep(table: OrderedDict[tuple[str, str], Kept], key: tuple[str, str], value: Kept) -> None:
    table[key] = value
    if len(table) > _KEPT:
        table.popitem(last=False)
