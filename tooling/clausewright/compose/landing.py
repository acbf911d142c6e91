"""Checks a finished document: every reference lands, no lead-in stands without its items."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..diagnostic import Position
from ..document import Document, Origin
from ..source.files import Report
from ..source.index import Index, related
from .choices import Choices, Chosen, short
from .instance import Placed


def land(
    document: Document,
    standing: Iterable[tuple[Chosen, Placed]],
    present: Callable[[str], bool],
    choices: Choices,
    index: Index,
    report: Report,
) -> None:
    """Complain of every reference whose target is absent or has no number.

    Args:
        document: The document.
        standing: All of its text, with the choice that each piece comes from.
        present: Tells whether the target of a reference is in the document.
        choices: For the places of clauses.
        index: For the places of texts.
        report: Where complaints go.
    """
    for chosen, placed in standing:
        for use in placed.uses:
            found = [t for t in use.targets if present(t)]
            lost = [t for t in found if not _numbered(t, document)]
            if found and not lost:
                continue
            where = index.position(Origin(use.file, use.line, use.column))
            for target in lost:
                report.add(
                    "CW-REF-004",
                    f"The reference leads to `{short(target)}`, which has no number here.",
                    "Refer to a numbered paragraph, or to a clause with numbers.",
                    where,
                    related(_place(target, choices, index), "the target"),
                )
            if not found:
                names = ", ".join(f"`{short(t)}`" for t in use.targets)
                report.add(
                    "CW-REF-002",
                    f"The reference to {names} leads to text that is not in this license.",
                    'Put the words around it in a span with `if="ref"`, or choose the clause.',
                    where,
                    (
                        *related(_place(use.targets[0], choices, index), "left out here"),
                        *related(chosen.position, "the text that refers is chosen here"),
                    ),
                )


def _numbered(target: str, document: Document) -> bool:
    return target in document.labels or target in document.ranges or target in document.terms


def _place(target: str, choices: Choices, index: Index) -> Position | None:
    """Return the place that tells why a target is absent, or where it stands."""
    owner = target.partition("/")[0]
    if choices.places.get(owner):
        return choices.places[owner]
    held = index.clauses.get(owner) or index.terms.get(owner)
    return index.position(held.origin) if held else None


def check_leads(placed: Placed, filled: Callable[[str], bool], index: Index, report: Report) -> None:
    """Complain of every lead-in of a text that stands without items.

    Args:
        placed: The text.
        filled: Tells whether anything waits in a slot.
        index: For the places of texts.
        report: Where complaints go.
    """
    for id, origin in placed.leads:
        if id in placed.takers and filled(placed.takers[id]):
            continue
        report.add(
            "CW-DOC-003",
            "This lead-in stands without items.",
            "Put a condition on it that holds only where there are items.",
            index.position(origin),
        )
