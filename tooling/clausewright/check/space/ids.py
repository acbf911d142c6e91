"""Point (4), first part: no id comes twice, and no word is defined twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from ...compose.choices import short
from ...document import Origin
from ...source.index import related
from ...source.model import Piece, SpanHole, Wrapped
from .logic import FALSE
from .places import Places
from .query import Query, Told, Truth, home
from .text import Text


def look(places: Places) -> Iterator[Query]:
    """Ask of every two texts with one id, or definitions of one word, whether both can stand."""
    text = places.text
    index, logic = text.space.index, text.logic
    found: dict[str, list[tuple[Origin, int]]] = {}
    for node in text.nodes():
        if node.block.kind != "bullets" and node.stands != FALSE:
            found.setdefault(node.block.id, []).append((node.block.origin, node.stands))
            for span, stands in _spans(text, node.block.content, node.stands):
                origin = Origin(node.block.origin.file, span.line, span.column)
                found.setdefault(span.id, []).append((origin, stands))
    for id, stand in found.items():
        for (one, first), (two, second) in combinations(stand, 2):
            places.spend(1)
            wrong = logic.all((first, second))
            yield Query("CW-SPC-004", wrong, partial(_twice, places, id, one, two))
    forms: dict[str, list[str]] = {}
    for id in text.used:
        for form in index.terms[id].forms if id in index.terms else ():
            forms.setdefault(form, []).append(id)
    for form, ids in forms.items():
        for one_id, two_id in combinations(sorted(ids), 2):
            wrong = logic.all((text.used[one_id], text.used[two_id]))
            yield Query("CW-SPC-004", wrong, partial(_defined_twice, places, form, one_id, two_id))


def _spans(text: Text, pieces: tuple[Piece, ...], stands: int) -> Iterator[tuple[SpanHole, int]]:
    for piece in pieces:
        if isinstance(piece, SpanHole):
            inner = text.logic.all((stands, text.span(piece)))
            if piece.id:
                yield piece, inner
            yield from _spans(text, piece.children, inner)
        elif isinstance(piece, Wrapped):
            yield from _spans(text, piece.children, stands)


def _twice(places: Places, id: str, one: Origin, two: Origin, truth: Truth) -> Told:
    index = places.text.space.index
    return Told(
        f"The id `{short(id)}` can come twice in one license.",
        "Give one of the two another id, or conditions that exclude each other.",
        index.position(two),
        related(index.position(one), "the first one"),
    )


def _defined_twice(places: Places, form: str, one: str, two: str, truth: Truth) -> Told:
    index = places.text.space.index
    return Told(
        f"`{form}` can be defined twice in one license: by `{short(one)}` and by `{short(two)}`.",
        "Rename one of the two terms.",
        home(index, two),
        related(home(index, one), "the other definition"),
    )
