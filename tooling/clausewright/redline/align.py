"""Which section and which paragraph of one text is which of the other.

First by identity where both come from one library, then equal words, then the best assignment of what is
left, inside each pair of sections and at last across all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..document import Document
from ..document.record import entity, field
from .assignment import assign
from .likeness import alike, gains, overlaps, pairs_of
from .units import Rows, Unit

_INSIDE = 0.34
"""How much alike two paragraphs of one section must be in their words that carry meaning."""
_ACROSS = 0.5
"""The same for paragraphs of sections that are not each other's."""
_SECTION = 0.11
_BETWEEN = 0.06
"""How much two sections must share that stand between the same two pairs: their place speaks for them."""
_FEW = 10
"""Word pairs of a section that is too short for so weak a sign."""
_SHORT = 4
"""Paragraphs with fewer words that carry meaning are not looked for in other sections."""
_MOST = 0.5
"""The share of a section that must stand in another one to have been split or merged."""


@entity
class Alignment:
    """What is which, by position in each text."""

    sections: dict[int, int] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)
    moved_sections: set[int] = field(default_factory=set)
    """In the first text."""
    moved_units: set[int] = field(default_factory=set)
    """In the first text."""
    split: dict[int, int] = field(default_factory=dict)
    """Sections of the second text by where they came from."""
    merged: dict[int, int] = field(default_factory=dict)
    """Sections of the first text by where they went."""

    def mirrored(self) -> Alignment:
        """Return the same seen from the other text."""
        return Alignment(
            {b: a for a, b in self.sections.items()},
            {b: a for a, b in self.units.items()},
            {self.sections[a] for a in self.moved_sections},
            {self.units[a] for a in self.moved_units},
            self.merged,
            self.split,
        )


def align(one: Rows, other: Rows) -> Alignment:
    """Return what of `one` is what of `other`."""
    return _Aligner(one, other).align()


class _Aligner:
    def __init__(self, one: Rows, other: Rows) -> None:
        self._one, self._other = one, other
        self._out = Alignment()
        self._taken: set[int] = set()

    def align(self) -> Alignment:
        self._identical()
        self._sections()
        for first, second in self._out.sections.items():
            self._inside(self._one.inside[first], self._other.inside[second])
        self._across()
        self._split_and_merged()
        self._moved()
        return self._out

    # -- identity

    def _identical(self) -> None:
        shared = _libraries(self._one.document) & _libraries(self._other.document)
        if not shared:
            return
        there = {u.place.id: u for u in self._other.units}
        for unit in self._one.units:
            same = there.get(unit.place.id)
            if same is not None and unit.place.id.partition(":")[0] in shared:
                self._pair(unit, same)
        if self._one.document.form == self._other.document.form:
            ids = {place.id: place.order for place in self._other.places}
            for place in self._one.places:
                if place.id in ids:
                    self._out.sections[place.order] = ids[place.id]

    def _pair(self, one: Unit, other: Unit) -> None:
        self._out.units[one.place.order] = other.place.order
        self._taken.add(other.place.order)

    def _left(self, units: Iterable[Unit]) -> list[Unit]:
        return [u for u in units if u.place.order not in self._out.units]

    def _right(self, units: Iterable[Unit]) -> list[Unit]:
        return [u for u in units if u.place.order not in self._taken]

    # -- sections

    def _sections(self) -> None:
        """Assign the sections that have no identity, by what they say and by their headings."""
        self._equal_sections()
        used = set(self._out.sections.values())
        mine = [p.order for p in self._one.places if p.order not in self._out.sections]
        theirs = [p.order for p in self._other.places if p.order not in used]
        if not mine or not theirs:
            return
        left = ["".join(u.content for u in self._one.inside[i]) for i in mine]
        right = ["".join(u.content for u in self._other.inside[i]) for i in theirs]
        shared = overlaps(left, right)
        by_heading: defaultdict[str, list[int]] = defaultdict(list)
        for column, index in enumerate(theirs):
            by_heading[_heading(self._other, index)].append(column)
        sizes = [pairs_of(text) for text in left], [pairs_of(text) for text in right]
        table: list[dict[int, float]] = []
        for row, index in enumerate(mine):
            heading = _heading(self._one, index)
            columns = set(shared[row]) | set(by_heading.get(heading, ())[:20] if heading else ())
            found: dict[int, float] = {}
            for column in sorted(columns):
                total = sizes[0][row] + sizes[1][column]
                words = 2 * shared[row][column] / total
                named = alike(heading, _heading(self._other, theirs[column])) if heading else 0.0
                value = 0.75 * min(1.0, words) + 0.35 * max(0.0, 2 * named - 1)
                if value >= _SECTION:
                    near = abs(row * len(theirs) - column * len(mine)) / (len(theirs) * len(mine))
                    found[column] = value * (1 + total / 2) ** 0.25 - 0.001 * near
            table.append(found)
        for row, column in assign(table).items():
            self._out.sections[mine[row]] = theirs[column]
        self._short_sections(mine, theirs, left, right)
        self._between(mine, theirs, shared, sizes)

    def _between(
        self,
        mine: Sequence[int],
        theirs: Sequence[int],
        shared: Sequence[Mapping[int, int]],
        sizes: tuple[Sequence[int], Sequence[int]],
    ) -> None:
        """Pair sections that were written anew in their place: each the likest to the other that is left."""
        pairs = self._out.sections
        moved = out_of_order(pairs, [1] * len(self._one.places))
        steady = sorted((a, b) for a, b in pairs.items() if a not in moved)
        taken = set(pairs.values())
        best: dict[int, tuple[float, int]] = {}
        back: dict[int, tuple[float, int]] = {}
        for row, first in enumerate(mine):
            if first in pairs or sizes[0][row] < _FEW:
                continue
            at = bisect_left(steady, (first, 0))
            low = steady[at - 1][1] if at else -1
            high = steady[at][1] if at < len(steady) else len(self._other.places)
            for column, count in shared[row].items():
                second = theirs[column]
                if not low < second < high or second in taken or sizes[1][column] < _FEW:
                    continue
                like = 2 * count / (sizes[0][row] + sizes[1][column])
                if like >= _BETWEEN:
                    best[first] = max(best.get(first, (0.0, 0)), (like, -second))
                    back[second] = max(back.get(second, (0.0, 0)), (like, -first))
        for first, (_, second) in best.items():
            if -back[-second][1] == first:
                pairs[first] = -second

    def _equal_sections(self) -> None:
        """Pair sections of the same heading and the same words, the first with the first."""
        waiting: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        used = set(self._out.sections.values())
        for place in reversed(self._other.places):
            if place.order not in used:
                waiting[_key(self._other, place.order)].append(place.order)
        for place in self._one.places:
            if place.order not in self._out.sections and (found := waiting.get(_key(self._one, place.order))):
                self._out.sections[place.order] = found.pop()

    def _short_sections(self, mine: list[int], theirs: list[int], left: list[str], right: list[str]) -> None:
        """Assign what is too short to share pairs of words, by its words alone."""
        used = set(self._out.sections.values())
        rows = [row for row, index in enumerate(mine) if index not in self._out.sections]
        columns = [column for column, index in enumerate(theirs) if index not in used]
        if not rows or not columns:
            return
        table = gains([left[row] for row in rows], [right[column] for column in columns], _INSIDE)
        for row, column in assign(table).items():
            self._out.sections[mine[rows[row]]] = theirs[columns[column]]

    # -- paragraphs

    def _inside(self, mine: Sequence[Unit], theirs: Sequence[Unit]) -> None:
        left, right = self._left(mine), self._right(theirs)
        self._equal(left, right, least=0)
        left, right = self._left(left), self._right(right)
        self._assigned(left, right, _INSIDE)

    def _across(self) -> None:
        left, right = self._left(self._one.units), self._right(self._other.units)
        self._equal(left, right, least=_SHORT)
        left = [u for u in self._left(left) if len(u.content) >= _SHORT]
        right = [u for u in self._right(right) if len(u.content) >= _SHORT]
        self._assigned(left, right, _ACROSS)

    def _equal(self, left: Sequence[Unit], right: Sequence[Unit], least: int) -> None:
        """Pair paragraphs of the same words, the first with the first."""
        waiting: defaultdict[tuple[str, ...], list[Unit]] = defaultdict(list)
        for unit in reversed(right):
            if len(unit.content) >= least:
                waiting[unit.key].append(unit)
        for unit in left:
            if found := waiting.get(unit.key):
                self._pair(unit, found.pop())

    def _assigned(self, left: Sequence[Unit], right: Sequence[Unit], least: float) -> None:
        if not left or not right:
            return
        table = gains([u.content for u in left], [u.content for u in right], least)
        for row, column in assign(table).items():
            self._pair(left[row], right[column])

    # -- what it means

    def _split_and_merged(self) -> None:
        """Find sections that have no partner and whose text stands in a section that has one."""
        one, other, out = self._one, self._other, self._out
        back = {b: a for a, b in out.units.items()}
        for place in other.places:
            if place.order not in out.sections.values():
                home = _home(
                    other.inside[place.order],
                    lambda u: one.units[back[u.place.order]].section if u.place.order in back else None,
                )
                if home is not None and home in out.sections:
                    out.split[place.order] = home
        for place in one.places:
            if place.order not in out.sections:
                home = _home(
                    one.inside[place.order],
                    lambda u: (
                        other.units[out.units[u.place.order]].section if u.place.order in out.units else None
                    ),
                )
                if home is not None and home in out.sections.values():
                    out.merged[place.order] = home

    def _moved(self) -> None:
        out = self._out
        weights = [1 + sum(len(u.content) for u in units) for units in self._one.inside]
        out.moved_sections = out_of_order(out.sections, weights)
        groups: defaultdict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for first, second in out.units.items():
            groups[self._one.units[first].section, self._other.units[second].section][first] = second
        sizes = [1 + len(u.content) for u in self._one.units]
        for (mine, theirs), pairs in groups.items():
            kept = out.sections.get(mine) == theirs
            kept = kept or out.split.get(theirs) == mine or out.merged.get(mine) == theirs
            out.moved_units |= out_of_order(pairs, sizes) if kept else set(pairs)


def _libraries(document: Document) -> set[str]:
    return {library.id for library in document.libraries}


def _heading(rows: Rows, index: int) -> str:
    return (rows.sections[index].heading or "").casefold()


def _key(rows: Rows, index: int) -> tuple[object, ...]:
    return tuple(rows.headings[index].keys), tuple(unit.key for unit in rows.inside[index])


def _home(units: Sequence[Unit], where: object) -> int | None:
    """Return the section in which most of some paragraphs stand, or None."""
    counts: Counter[int] = Counter()
    total = 0
    for unit in units:
        total += len(unit.content)
        section = where(unit)  # type: ignore[operator]
        if section is not None:
            counts[section] += len(unit.content)
    if not counts:
        return None
    section, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return section if most >= _MOST * total and most else None


def out_of_order(pairs: dict[int, int], weights: Sequence[int]) -> set[int]:
    """Return the fewest firsts, by weight, without which the pairs are in one order on both sides.

    Args:
        pairs: Which position of the second goes with one of the first.
        weights: What each position of the first weighs.
    """
    firsts = sorted(pairs)
    seconds = sorted(pairs.values())
    # the heaviest rising chain, with a Fenwick tree of maxima
    size = len(seconds)
    tree: list[tuple[int, int]] = [(0, -1)] * (size + 1)
    before: list[int] = []
    best = (0, -1)
    for position, first in enumerate(firsts):
        rank = bisect_left(seconds, pairs[first]) + 1
        top, at = (0, -1), rank - 1
        while at > 0:
            top = max(top, tree[at], key=lambda entry: entry[0])
            at -= at & -at
        before.append(top[1])
        entry = (top[0] + weights[first], position)
        if entry[0] > best[0]:
            best = entry
        at = rank
        while at <= size:
            if entry[0] > tree[at][0]:
                tree[at] = entry
            at += at & -at
    kept: set[int] = set()
    at = best[1]
    while at >= 0:
        kept.add(firsts[at])
        at = before[at]
    return set(firsts) - kept
