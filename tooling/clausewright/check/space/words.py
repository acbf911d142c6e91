"""Point (4), third part: no paragraph loses all its words."""

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


def look(places: Places) -> Iterator[Query]:
    """Ask of every paragraph with spans whether all of its words can fall away."""
    text = places.text
    for node in text.nodes():
        if node.block.kind in {"notice", "bullets"} or node.stands == FALSE:
            continue
        empty = _empty(text, node.block.content)
        if empty != FALSE:
            yield Query("CW-SPC-006", text.logic.all((node.stands, empty)), partial(_tell, places, node))


def _empty(text: Text, pieces: tuple[Piece, ...]) -> int:
    """Return the literal of some text having no words."""
    found = []
    for piece in pieces:
        if isinstance(piece, SpanHole):
            found.append(text.logic.any((-text.span(piece), _empty(text, piece.children))))
        elif isinstance(piece, Wrapped):
            found.append(_empty(text, piece.children))
        elif isinstance(piece, RefHole):
            found.append(-text.logic.any(map(text.present, piece.targets)))
        elif isinstance(piece, ValueHole) or _has_words(piece):
            return FALSE
    return text.logic.all(found) if found else TRUE


def _has_words(piece: object) -> bool:
    if str(getattr(piece, "text", "")).strip():
        return True
    return any(_has_words(child) for child in getattr(piece, "children", ()))


def _tell(places: Places, node: Node, truth: Truth) -> Told:
    index = places.text.space.index
    span = next(iter(conditional_spans(node.block.content)), None)
    where = (
        index.position(Origin(node.block.origin.file, span.line, span.column)) if span is not None else None
    )
    return Told(
        "This paragraph can lose all its words.",
        "Put the condition on the paragraph, or give words that always stand.",
        place(index, node),
        related(where, "a span that falls away"),
    )
