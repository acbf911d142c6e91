"""A provision counts only for the words against which someone confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import ERROR, NOTE, WARNING, Diagnostic
from ..document import Origin
from ..document.record import replace
from ..source.confirmations import (
    BOTH,
    NEW,
    PROVISION,
    WORDS,
    Unconfirmed,
    owner,
    read_confirmed,
    unconfirmed,
)
from ..source.files import Report
from ..source.library import Library
from ..source.model import Variant
from ..source.shipped import is_shipped
from .context import Subject

_WHY = {
    NEW: "nobody has confirmed",
    WORDS: "its words changed since someone confirmed",
    PROVISION: "the provision changed since someone confirmed",
    BOTH: "its words and the provision changed since someone confirmed",
}


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find provisions of the license that nobody confirmed as they stand."""
    index = subject.composition.index
    groups: dict[str, list[Variant]] = {}
    for chosen in subject.chosen():
        if chosen.variant.provisions:
            groups.setdefault(owner(chosen.variant), []).append(chosen.variant)
    for id, variants in groups.items():
        yield from _library(subject, index.libraries[id], variants)


def _library(subject: Subject, library: Library, variants: list[Variant]) -> Iterator[Diagnostic]:
    severity = ERROR if is_shipped(library.folder) else WARNING
    report = Report()
    record = read_confirmed(library.folder, report)
    yield from (replace(found, severity=severity) for found in report.diagnostics)
    if record is None and severity != ERROR:
        first = subject.composition.index.position(Origin(variants[0].origin.file, 1))
        yield Diagnostic(
            "CW-CNF-003",
            f"The library `{library.id}` has no record of what was confirmed.",
            "Begin one with `clausewright confirm`: from then on an edit shows what to read again.",
            first,
            severity=NOTE,
        )
        return
    for item in unconfirmed(variants, record or {}):
        yield _complaint(subject, item, severity)


def _complaint(subject: Subject, item: Unconfirmed, severity: str) -> Diagnostic:
    clause = item.variant.subject.removeprefix("core:")
    return Diagnostic(
        "CW-CNF-002",
        f"The provision at `{item.paragraph}` of `{clause}={item.variant.name}` is unconfirmed: "
        f"{_WHY[item.change]}{' it' if item.change == NEW else ' it as it was'}.",
        "Read the words and the provision together, then run `clausewright confirm`.",
        subject.composition.index.position(item.bound.block.origin),
        severity=severity,
    )
