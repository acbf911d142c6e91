"""Point (2): no lead-in stands without items."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...document import Origin
from ...source.index import related
from ...source.model import Piece, RefHole, SpanHole, ValueHole, Wrapped
from ...source.patterns import conditional_spans
from .logic import FALSE, TRUE
from .places import Places
from .query import Query, Told, Truth, place
from .text import Node, Text

_WORDS = {"plain", "item", "bullet"}


def look(places: Places) -> Iterator[Query]:
    """Ask of every paragraph whether it can end in a colon while nothing follows."""
    logic = places.text.logic
    for top in places.text.tops:
        if top.dropped:
            continue
        for node, takes in _paragraphs(top):
            colon = _colon(places.text, node.block.content, FALSE)
            if colon == FALSE:
                continue
            items = [item.stands for item in node.items]
            if takes and node.block.source:
                taken = places.slots.get(node.block.source, ())
                items += [t.stands for t in taken if t.block.kind in _WORDS]
            wrong = logic.all((node.stands, colon, -logic.any(items)))
            yield Query("CW-SPC-002", wrong, partial(_tell, places, node))


def _paragraphs(node: Node, takes: bool = True) -> Iterator[tuple[Node, bool]]:
    """Yield paragraphs, each with whether it can take a slot: a wrap-up cannot."""
    if node.block.kind in _WORDS:
        yield node, takes
    for item in node.items:
        yield from _paragraphs(item)
    if node.wrap_up is not None:
        yield from _paragraphs(node.wrap_up, takes=False)


def _colon(text: Text, pieces: tuple[Piece, ...], before: int) -> int:
    """Return the literal of some words ending in a colon; `before` is that of the words before them."""
    for piece in pieces:
        if isinstance(piece, SpanHole):
            inner = _colon(text, piece.children, before)
            before = text.logic.choose(text.span(piece), inner, before)
        elif isinstance(piece, Wrapped):
            before = _colon(text, piece.children, before)
        elif isinstance(piece, RefHole):
            before = text.logic.choose(text.logic.any(map(text.present, piece.targets)), FALSE, before)
        elif isinstance(piece, ValueHole):
            before = FALSE
        else:
            before = _ends(piece, before)
    return before


def _ends(piece: object, before: int) -> int:
    words = getattr(piece, "text", None)
    if words is not None:
        bare = str(words).rstrip()
        return (TRUE if bare.endswith(":") else FALSE) if bare else before
    children = getattr(piece, "children", ())
    if not children:
        return FALSE
    for child in children:
        before = _ends(child, before)
    return before


def _tell(places: Places, node: Node, truth: Truth) -> Told:
    index = places.text.space.index
    items = [*node.items, *places.slots.get(node.block.source, ())] if node.block.source else node.items
    first = next((i for i in items if truth(i.chosen)), items[0] if items else None)
    second = related(place(index, first), "an item that falls away") if first else ()
    spans = conditional_spans(node.block.content)
    if not second and spans:
        origin = Origin(node.block.origin.file, spans[-1].line, spans[-1].column)
        second = related(index.position(origin), "words that fall away")
    return Told(
        "The lead-in can stand without items.",
        "Put a condition on it that holds only where there are items, or give it one that always stands.",
        place(index, node),
        second or related(index.position(places.text.space.form.origin), "nothing goes to its slot here"),
    )
