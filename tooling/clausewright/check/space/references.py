"""Point (1): a reference that is present has its target present; of several, one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...compose.choices import short
from .places import Places
from .query import Query, Told, Truth, hole_place, target_place
from .text import Reference


def look(places: Places) -> Iterator[Query]:
    """Ask of every reference whether it can stand without its target, or lead to text without a number."""
    text = places.text
    logic = text.logic
    for reference in text.references:
        # the text of a definition stands where the definition is used
        used = text.used.get(reference.node.owner, -1) if reference.node.kind != "clause" else 1
        stands = logic.all((reference.chosen, used))
        targets = reference.hole.targets
        absent = -logic.any(text.present(t) for t in targets)
        yield Query("CW-SPC-001", logic.all((stands, absent)), partial(_absent, places, reference))
        for target in targets:
            wrong = logic.all((stands, text.present(target), -places.citable(target)))
            yield Query("CW-SPC-001", wrong, partial(_uncitable, places, reference, target))


def _absent(places: Places, reference: Reference, truth: Truth) -> Told:
    targets = reference.hole.targets
    names = ", ".join(f"`{short(t)}`" for t in targets)
    text = places.text
    return Told(
        f"The reference to {names} can stand where its target does not.",
        'Put the words around it in a span with `if="ref"`, or require the target.',
        hole_place(text, reference.node, reference.hole.line, reference.hole.column),
        tuple(r for t in targets for r in target_place(text, t, truth)),
    )


def _uncitable(places: Places, reference: Reference, target: str, truth: Truth) -> Told:
    text = places.text
    return Told(
        f"The reference to `{short(target)}` can lead to text that has no number.",
        "Refer to a numbered paragraph that is always there, or to a clause with numbers.",
        hole_place(text, reference.node, reference.hole.line, reference.hole.column),
        target_place(text, target, truth),
    )
