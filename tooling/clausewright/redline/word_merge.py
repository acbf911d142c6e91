"""Two texts as the paragraphs of one Word file: those of both, those of one, and those that have moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..document import Document, Level
from ..document.record import record, replace
from ..render.docx import printed
from ..render.word_numbering import Lists, counted, levels, lists_of
from ..render.word_references import Piece
from ..render.word_rows import Row, rows
from .align import out_of_order
from .comparison import (
    AWAY,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    RENUMBERED,
    SAME,
    Comparison,
    Place,
    Run,
)
from .word_words import Words, replaced, words_of


@record
class Tracked:
    """One paragraph of the Word file."""

    fate: str
    """`same` where it stands in both texts, or what becomes of it."""
    row: Row
    words: tuple[Words, ...]
    before: Row | None = None
    """The paragraph as it was in the first text, where it stands in both."""
    group: int = 0
    """The number of the move to which it belongs, counted from 1; 0 for none."""


@record
class Merged:
    """Two texts as one file."""

    paragraphs: tuple[Tracked, ...]
    lists: Lists


def merge(comparison: Comparison) -> Merged:
    """Return the paragraphs of both texts in one order.

    Raises ValueError for a comparison without its texts.
    """
    if comparison.texts is None:
        raise ValueError("the comparison does not hold its texts")
    return _Merger(comparison, *comparison.texts).merged()


class _Merger:
    def __init__(self, comparison: Comparison, before: Document, after: Document) -> None:
        self._numbering = _shared(before.numbering, after.numbering)
        # a paragraph of one text must not be taken for another of the same id
        self._one = [replace(row, id=f"before:{row.id}") for row in rows(before)]
        self._other = list(rows(after))
        self._ones = {row.id: at for at, row in enumerate(self._one)}
        self._others = {row.id: at for at, row in enumerate(self._other)}
        self._runs: tuple[dict[str, tuple[Run, ...]], dict[str, tuple[Run, ...]]] = ({}, {})
        self._pairs = dict(self._found(comparison))
        self._owners()
        held = counted(self._one, self._numbering) | counted(self._other, self._numbering)
        self._lists = lists_of([*self._one, *self._other], self._numbering, frozenset(held))

    def merged(self) -> Merged:
        pairs = {a: b for a, b in self._pairs.items() if self._is_one(self._one[a], self._other[b])}
        weights = [1 + len(row.text.split()) for row in self._one]
        away = out_of_order(pairs, weights)
        moved = {a: pairs[a] for a in away if self._is_whole(self._one[a])}
        kept = sorted((a, b) for a, b in pairs.items() if a not in away)
        moved |= self._alike({a for a, _ in kept} | set(moved), {b for _, b in kept} | set(moved.values()))
        here = set(moved.values())
        out: list[Tracked] = []
        last = (-1, -1)
        for a, b in (*kept, (len(self._one), len(self._other))):
            for at in range(last[0] + 1, a):
                out.append(self._lone(self._one[at], MOVED_AWAY if at in moved else DELETED))
            for at in range(last[1] + 1, b):
                out.append(self._lone(self._other[at], MOVED_HERE if at in here else INSERTED))
            if a < len(self._one):
                out.append(self._both(a, b))
            last = (a, b)
        return Merged(tuple(_matched(_grouped(out, moved, self))), self._lists)

    # -- which is which

    def _found(self, comparison: Comparison) -> Iterator[tuple[int, int]]:
        """Yield the pairs of paragraphs, and keep what the comparison says of each."""
        for id in ("name", "version", "steward", "id"):
            yield from self._pair(f"title:{id}", f"title:{id}", ())
        for section in comparison.sections:
            yield from self._pair(_id(section.before), _id(section.after), section.heading)
            for one in section.paragraphs:
                if one.status != AWAY:
                    yield from self._pair(_id(one.before), _id(one.after), one.runs)

    def _pair(self, before: str, after: str, runs: tuple[Run, ...]) -> Iterator[tuple[int, int]]:
        a, b = self._ones.get(f"before:{before}"), self._others.get(after)
        if a is not None and b is not None and not runs:
            runs = replaced(self._one[a].text, self._other[b].text)
        if a is not None:
            self._runs[0][self._one[a].id] = runs
        if b is not None:
            self._runs[1][self._other[b].id] = runs
        if a is not None and b is not None:
            yield a, b

    def _owners(self) -> None:
        """Give the lists of a definition that stands in both texts one name."""
        names: dict[str, str] = {}
        for a, b in self._pairs.items():
            one, other = self._one[a].owner, self._other[b].owner
            if one and other and one not in names and other not in names.values():
                names[one] = other
        self._one = [
            replace(row, owner=names.get(row.owner, f"before:{row.owner}")) if row.owner else row
            for row in self._one
        ]

    def _is_one(self, one: Row, other: Row) -> bool:
        """Tell whether one paragraph can stand for both: whether it is in one list, and keeps some words.

        A change of the list cannot be tracked so that every program takes it back; and where all words of a
        paragraph are new or gone, LibreOffice takes the paragraph for new or gone as well.
        """
        if self._lists.of(one) != self._lists.of(other):
            return False
        words = words_of(self._runs[1][other.id], one.pieces, other.pieces)
        return any(part.fate == SAME for part in words)

    def _alike(self, ones: set[int], others: set[int]) -> dict[int, int]:
        """Return paragraphs of equal words that the comparison does not hold to be one, as moves.

        Their references lead elsewhere. LibreOffice takes equal words, deleted here and inserted there, for
        moved in any case, and gives what follows the wrong number where the file does not say so.
        """
        waiting: dict[str, list[int]] = {}
        for at in range(len(self._other) - 1, -1, -1):
            if at not in others:
                waiting.setdefault(self._other[at].text.strip(), []).append(at)
        return {
            at: waiting[row.text.strip()].pop()
            for at, row in enumerate(self._one)
            if at not in ones and len(row.text.strip()) > 1 and waiting.get(row.text.strip())
        }

    def _is_whole(self, row: Row) -> bool:
        """Tell whether a paragraph has no changed word; the numbers of references may be others."""
        return all(run.kind in (SAME, RENUMBERED) for run in self._runs[0][row.id])

    # -- paragraphs

    def _both(self, a: int, b: int) -> Tracked:
        one, other = self._one[a], self._other[b]
        words = words_of(self._runs[1][other.id], one.pieces, other.pieces)
        return Tracked(SAME, other, (*self._number(one, other), *words), one)

    def _lone(self, row: Row, fate: str) -> Tracked:
        """Return a paragraph of one text alone, or one of the two places of a paragraph that has moved.

        All of it has one fate. Word could keep track of words changed inside a paragraph that moved;
        LibreOffice gives the paragraph behind it the wrong number when both are settled.
        """
        number = printed(row, self._lists)
        pieces = (Piece(number), *row.pieces) if number else row.pieces
        return Tracked(fate, row, (Words(fate, pieces),))

    def _number(self, one: Row, other: Row) -> tuple[Words, ...]:
        """Return the numbers that Word does not count, as words."""
        first, second = printed(one, self._lists), printed(other, self._lists)
        if first == second:
            return (Words(SAME, (Piece(first),)),) if first else ()
        return Words(DELETED, (Piece(first),)), Words(INSERTED, (Piece(second),))

    def position(self, tracked: Tracked) -> int:
        """Return the position of a moved paragraph in its own text."""
        if tracked.fate == MOVED_AWAY:
            return self._ones[tracked.row.id]
        return self._others[tracked.row.id]


def _id(place: Place | None) -> str:
    return place.id if place is not None else ""


def _shared(one: Sequence[Level], other: Sequence[Level]) -> tuple[Level, ...]:
    """Return the levels whose numbers are printed alike in both texts; the numbers below them are words."""
    depth = min(len(one), len(other))
    while depth and any(
        levels(one[:depth], inside) != levels(other[:depth], inside) for inside in (False, True)
    ):
        depth -= 1
    if depth < min(len(one), len(other)):
        return tuple(one[:depth])
    return tuple(one if len(one) > len(other) else other)


def _grouped(out: Sequence[Tracked], moved: dict[int, int], merger: _Merger) -> list[Tracked]:
    """Give paragraphs that moved together, next to each other at both places, the number of one move."""
    places = {merger.position(one): at for at, one in enumerate(out) if one.fate == MOVED_AWAY}
    there = {merger.position(one): at for at, one in enumerate(out) if one.fate == MOVED_HERE}
    made = list(out)
    order = sorted(places)
    number = 0
    for last, a in pairwise([-1, *order]):
        at, to = places[a], there[moved[a]]
        joined = last >= 0 and places[last] == at - 1 and there[moved[last]] == to - 1
        number += not joined
        made[at] = replace(made[at], group=number)
        made[to] = replace(made[to], group=number)
    return made


def _matched(paragraphs: Sequence[Tracked]) -> list[Tracked]:
    """Return paragraphs in which words count as moved only where both places are there, and there once."""
    ends: dict[int, list[str]] = {}
    for one in paragraphs:
        for words in one.words:
            if words.move:
                ends.setdefault(words.move, []).append(words.fate)
    whole = {move for move, fates in ends.items() if sorted(fates) == [MOVED_AWAY, MOVED_HERE]}
    return [replace(one, words=tuple(_settled(words, whole) for words in one.words)) for one in paragraphs]


def _settled(words: Words, whole: set[int]) -> Words:
    if words.move and words.move not in whole:
        return replace(words, fate=DELETED if words.fate == MOVED_AWAY else INSERTED, move=0)
    return words
