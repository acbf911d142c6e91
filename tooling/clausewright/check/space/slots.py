"""Point (4), second part: every slot that gets text is taken, once, by a place that can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from ...diagnostic import Position
from ...source.index import related
from ...source.limits import LIST_DEPTH
from .logic import FALSE
from .places import Places, Taker
from .query import Query, Told, Truth, place
from .text import Node


def look(places: Places) -> Iterator[Query]:
    """Ask of every slot whether its text can have no place, two places, or one that cannot hold it."""
    logic = places.text.logic
    takers = {
        slot: [t for t in found if t.stands != FALSE and (t.node is None or not t.node.dropped)]
        for slot, found in places.takers.items()
    }
    for slot, nodes in places.slots.items():
        taken = logic.any(t.stands for t in takers.get(slot, ()))
        for node in nodes:
            wrong = logic.all((node.stands, -taken))
            yield Query("CW-SPC-005", wrong, partial(_untaken, places, node))
            if node.block.kind in {"notice", "bullets"}:
                for taker in takers.get(slot, ()):
                    if taker.node is not None:
                        wrong = logic.all((node.stands, taker.stands))
                        yield Query("CW-SPC-005", wrong, partial(_not_an_item, places, node, taker.node))
    for slot, found in takers.items():
        for one, two in combinations(found, 2):
            places.spend(1)
            wrong = logic.all((one.stands, two.stands))
            yield Query("CW-SPC-005", wrong, partial(_twice, places, slot, one, two))
    yield from _nested(places, takers)


def _nested(places: Places, takers: dict[str, list[Taker]]) -> Iterator[Query]:
    """Ask of every chain of slots whether it can close to a circle, or be too deep."""
    logic = places.text.logic
    edges: dict[str, dict[str, tuple[int, Node]]] = {}
    for slot, found in takers.items():
        for taker in found:
            if taker.node is None or not taker.node.into:
                continue
            known = edges.setdefault(taker.node.into, {})
            literal = logic.any((known[slot][0] if slot in known else FALSE, taker.stands))
            known[slot] = literal, taker.node
    for start in sorted(edges):
        work: list[tuple[tuple[str, ...], tuple[int, ...]]] = [((start,), ())]
        while work:
            chain, literals = work.pop()
            places.spend(1)
            for slot, (literal, node) in edges.get(chain[-1], {}).items():
                through = (*literals, literal)
                if slot == start:
                    wrong = logic.all(through)
                    yield Query("CW-SPC-005", wrong, partial(_circle, places, start, node))
                elif slot not in chain:
                    if len(chain) == LIST_DEPTH:
                        yield Query("CW-SPC-005", logic.all(through), partial(_deep, places, node))
                    else:
                        work.append(((*chain, slot), through))


def _untaken(places: Places, node: Node, truth: Truth) -> Told:
    space = places.text.space
    index = space.index
    other = next((t.node for t in places.takers.get(node.into, ()) if t.node is not None), None)
    where = place(index, other) if other else index.position(space.form.origin)
    message = "what would take it can be absent" if other else "the form, which takes no such slot"
    return Told(
        f"The text goes to the slot `{node.into}`, which nothing may take.",
        "Require what takes the slot, or list the slot under `drops` of the form.",
        place(index, node),
        related(where, message),
    )


def _not_an_item(places: Places, node: Node, lead: Node, truth: Truth) -> Told:
    index = places.text.space.index
    return Told(
        "Only a paragraph can be an item of a lead-in.",
        "Write it as a plain paragraph.",
        place(index, node),
        related(place(index, lead), "the lead-in that takes it"),
    )


def _where(places: Places, taker: Taker) -> Position | None:
    space = places.text.space
    if taker.node is not None:
        return place(space.index, taker.node)
    line = taker.section.line if taker.section else 1
    return space.index.position(space.form.origin, line)


def _twice(places: Places, slot: str, one: Taker, two: Taker, truth: Truth) -> Told:
    return Told(
        f"The slot `{slot}` can be taken twice.",
        "Take it in one place.",
        _where(places, two),
        related(_where(places, one), "taken here too"),
    )


def _circle(places: Places, slot: str, node: Node, truth: Truth) -> Told:
    index = places.text.space.index
    first = places.slots[slot][0] if places.slots.get(slot) else node
    return Told(
        f"The text of the slot `{slot}` can take the slot itself.",
        "Take the slot in text that does not go there.",
        place(index, node),
        related(place(index, first), "text of the slot"),
    )


def _deep(places: Places, node: Node, truth: Truth) -> Told:
    space = places.text.space
    return Told(
        f"Slots can stand more than {LIST_DEPTH} deep inside each other.",
        "Take the text in fewer steps.",
        place(space.index, node),
        related(space.index.position(space.form.origin), "under this form"),
    )
