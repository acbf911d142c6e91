"""Checks a finished document: every reference lands, no lead-in stands without its items."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..diagnostic import Position
from ..document import Block, Document, Inline, Origin, Paragraph, Text, blocks
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
            where = index.position(Origin(use.file, use.line, use.column))
            found = [t for t in use.targets if present(t)]
            for target in found:
                if target in document.labels or target in document.ranges or target in document.terms:
                    continue
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


def _place(target: str, choices: Choices, index: Index) -> Position | None:
    """Return the place that tells why a target is absent, or where it stands."""
    owner = target.partition("/")[0]
    if choices.places.get(owner):
        return choices.places[owner]
    held = index.clauses.get(owner) or index.terms.get(owner)
    return index.position(held.origin) if held else None


def check_leads(block: Block, index: Index, report: Report) -> None:
    """Complain of a lead-in that stands without items."""
    for node in blocks(block):
        if not isinstance(node, Paragraph) or node.items:
            continue
        if _last(node.content).rstrip().endswith(":"):
            report.add(
                "CW-DOC-003",
                "This lead-in stands without items.",
                "Put a condition on it that holds only where there are items.",
                index.position(node.origin),
            )


def _last(content: tuple[Inline, ...]) -> str:
    """Return the last piece of plain text in a paragraph, or an empty string where it ends otherwise."""
    if not content:
        return ""
    last = content[-1]
    return last.text if isinstance(last, Text) else _last(getattr(last, "children", ()))
