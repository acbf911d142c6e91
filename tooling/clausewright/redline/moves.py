"""Sentences that were deleted in one place and inserted in another: moved, not changed."""

from __future__ import annotations

from collections import defaultdict

from ..document.record import entity, field
from .tokens import is_content
from .words import Match, sentences

_LEAST = 5
"""A moved sentence has at least so many words that carry meaning; fewer come twice by chance."""


@entity
class Draft:
    """One paragraph of the comparison before its words are put into runs."""

    one: list[str]
    """Keys in the first text; empty where the paragraph is added."""
    other: list[str]
    found: list[Match]
    """What both have in common."""
    away: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Moved sentences in the first text: start, then end and number of the move."""
    here: dict[int, tuple[int, int]] = field(default_factory=dict)


def find_moves(drafts: list[Draft]) -> int:
    """Mark sentences that stand elsewhere, and return how many moves there are."""
    waiting: defaultdict[tuple[str, ...], list[tuple[Draft, int, int]]] = defaultdict(list)
    for draft in reversed(drafts):
        for start, end in reversed(_gaps(draft, 0)):
            for begin, stop in reversed(sentences(draft.one, start, end)):
                key = tuple(draft.one[begin:stop])
                if sum(map(is_content, key)) >= _LEAST:
                    waiting[key].append((draft, begin, stop))
    count = 0
    for draft in drafts:
        for start, end in _gaps(draft, 1):
            for begin, stop in sentences(draft.other, start, end):
                places = waiting.get(tuple(draft.other[begin:stop]))
                if places:
                    count += 1
                    source, first, last = places.pop()
                    source.away[first] = (last, count)
                    draft.here[begin] = (stop, count)
    return count


def _gaps(draft: Draft, side: int) -> list[tuple[int, int]]:
    """Return what is changed on one side, as starts and ends."""
    out, at = [], 0
    size = len(draft.other if side else draft.one)
    for match in (*draft.found, (len(draft.one), len(draft.other), 0)):
        if match[side] > at:
            out.append((at, match[side]))
        at = match[side] + match[2]
    assert at == size
    return out
