"""Finds which printed numbers of a license follow one scheme, and how deep each stands.

The outermost series is counted through the whole license; each list below it begins anew. The scheme has
the kind of number that is the most frequent at each depth; a list of another kind keeps its own. A number
that would not be printed again at its place (a gap, a list in a section without number) is left to the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...document import Level
from ...document.record import entity, record, replace
from ...document.samples import OWN_LEVELS
from .headings import is_heading
from .marks import Mark, marks
from .pieces import Piece

_CANDIDATES = 12
"""Kinds of numbers that are tried as those of the sections."""
_AHEAD = 40
"""Pieces among which the next number is looked for."""
_DEPTH = 6
"""Levels of numbers, sections included."""


@record
class Place:
    """Where one piece stands."""

    depth: int
    """0 for a section, 1 and more for an item, -1 for text without a number of its own."""
    counters: tuple[int, ...] = ()
    end: int = 0
    """Where the words behind the number begin."""
    heading: bool = False
    """Whether it is a heading without number."""
    within: int = -1
    """The depth of the item that it goes on, or -1 where it stands in its section."""
    wraps: bool = False
    """Whether it wraps up the list of that item."""
    level: Level | None = None
    """The kind of its number, where that is not the one of the scheme."""


@record
class Outline:
    """The places of all pieces, and the numbering that they follow."""

    places: tuple[Place, ...]
    scheme: tuple[Level, ...]

    @property
    def numbered(self) -> int:
        """How many pieces have a number that the scheme prints."""
        return sum(place.depth >= 0 for place in self.places)


def outline(pieces: Sequence[Piece]) -> Outline:
    """Return the outline of a license.

    Args:
        pieces: Its pieces in order, without the title.
    """
    read = [() if p.bullet or p.verbatim else marks(p.text) for p in pieces]
    heads = [
        not read[at] and is_heading(p, pieces[at - 1] if at else None, _at(pieces, at + 1))
        for at, p in enumerate(pieces)
    ]
    candidates: list[Level] = []
    for found in read:
        candidates += [mark.level for mark in found if mark.first and not mark.level.path]
    best = Outline(tuple(Place(-1, heading=head) for head in heads), ())
    for top in list(dict.fromkeys(candidates))[:_CANDIDATES]:
        free = _Walk(pieces, read, heads, top, None)
        free.run()
        scheme = free.scheme()
        bound = _Walk(pieces, read, heads, top, scheme)
        bound.run()
        made = Outline(tuple(bound.places), tuple(_usual(level, at) for at, level in enumerate(scheme)))
        if made.numbered > best.numbered:
            best = made
    return replace(best, places=tuple(_owned(place, best.scheme) for place in best.places))


def _owned(place: Place, scheme: tuple[Level, ...]) -> Place:
    """Return a place that has a level only where that is not the one of the scheme."""
    if place.depth < 0 or place.level != scheme[place.depth]:
        return place
    return replace(place, level=None)


def _at(pieces: Sequence[Piece], at: int) -> Piece | None:
    return pieces[at] if at < len(pieces) else None


def _usual(level: Level, depth: int) -> Level:
    """Return a level without its mark where that is the usual one."""
    usual = "#" if level.path else "(#)" if depth else "#."
    return replace(level, mark="") if level.mark == usual else level


@entity
class _Walk:
    """Goes through the pieces once, with a stack of the lists that are open."""

    pieces: Sequence[Piece]
    read: Sequence[tuple[Mark, ...]]
    heads: Sequence[bool]
    top: Level
    bound: tuple[Level, ...] | None
    stack: list[tuple[Level, int]]
    places: list[Place]
    counts: list[Counter[Level]]
    unnumbered: bool
    """Whether no section with a number is open."""
    indents: list[int]
    leads: bool
    """Whether the last item ends in a colon."""
    loose: bool
    """Whether words of the section stand behind its last item."""
    closed: bool
    """Whether the last item can take no list any more."""
    restarted: bool
    """Whether another list has begun with the numbers of the sections since the last heading."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        read: Sequence[tuple[Mark, ...]],
        heads: Sequence[bool],
        top: Level,
        bound: tuple[Level, ...] | None,
    ) -> None:
        self.pieces, self.read, self.heads, self.top, self.bound = pieces, read, heads, top, bound
        self.stack, self.places, self.counts, self.unnumbered = [], [], [], True
        self.indents, self.leads, self.loose, self.closed = [0] * (_DEPTH + 1), False, False, False
        self.restarted = False

    def run(self) -> None:
        """Find the place of every piece."""
        for at, found in enumerate(self.read):
            place = self.numbered(found, self.pieces[at])
            if place is None and (self.heads[at] or self.pieces[at].level):
                place = Place(-1, heading=True)
                del self.stack[1:]
                self.unnumbered, self.restarted = True, False
            self.places.append(place or self.plain(at))

    def plain(self, at: int) -> Place:
        """Return the place of words without a number: in the section, or within the item before them."""
        piece, inner = self.pieces[at], len(self.stack) - 1
        if self.unnumbered or inner < 1:
            return Place(-1)
        if not piece.verbatim and not self.loose:
            deeper = piece.indent > self.indents[inner]
            if deeper or inner > 1 and self.goes_on(at) or piece.bullet and self.leads:
                self.closed = self.closed or piece.bullet
                return Place(-1, within=inner)
            outer = self.outer(at)
            if outer < 1:
                # words behind `2.1 Grants` are those of this subsection until the next number of its kind
                outer = max((d for d in range(1, inner + 1) if self.stack[d][0].path), default=0)
            if outer == inner:
                self.closed = self.closed or piece.bullet
                self.leads = piece.text.rstrip().endswith(":")
                return Place(-1, within=inner)
            if 0 < outer < inner and not piece.bullet:
                del self.stack[outer + 1 :]
                self.closed = True
                return Place(-1, within=outer, wraps=True)
        del self.stack[2:]
        self.loose = True
        return Place(-1)

    def numbered(self, found: tuple[Mark, ...], piece: Piece) -> Place | None:
        """Return the place of a number, or None where it fits no list."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if depth and self.unnumbered:
                continue
            for mark in found:
                if self.continues(depth, mark):
                    del self.stack[depth + 1 :]
                    return self.accept(depth, mark, piece)
        for mark in found:
            place = self.begins(mark)
            if place is not None:
                depth = place
                self.stack.append((mark.level, 0))
                return self.accept(depth, mark, piece)
        self.refuse(found)
        return None

    def refuse(self, found: tuple[Mark, ...]) -> None:
        """Note that a second list has the numbers of the sections: what goes on is that list."""
        if self.stack and self.unnumbered and any(m.first and m.level == self.top for m in found):
            self.restarted = True

    def accept(self, depth: int, mark: Mark, piece: Piece) -> Place:
        self.stack[depth] = (mark.level, mark.counters[-1])
        self.indents[depth] = piece.indent
        self.leads = piece.text.rstrip().endswith(":")
        self.closed = False
        if depth <= 1:
            self.loose = False
        if depth == 0:
            self.unnumbered = False
        while len(self.counts) <= depth:
            self.counts.append(Counter())
        self.counts[depth][mark.level] += 1
        counters = tuple(count for _, count in self.stack)
        return Place(depth, counters, mark.end, level=_usual(mark.level, depth))

    def continues(self, depth: int, mark: Mark) -> bool:
        level, last = self.stack[depth]
        if depth == 0 and self.restarted:
            return False
        if mark.counters[-1] != last + 1:
            return False
        if depth and level.path and mark.level.path:
            # a path tells by itself where it belongs, so `2.2.` goes on behind `2.1`
            return self.above(mark, depth) and self.allowed(mark, depth)
        return level == mark.level and (not level.path or self.above(mark, depth))

    def allowed(self, mark: Mark, depth: int) -> bool:
        """Tell whether an item of this depth can have this kind of number."""
        if self.bound is None or depth < len(self.bound) and self.bound[depth] == mark.level:
            return True
        return depth < len(self.bound) and _usual(mark.level, depth) in OWN_LEVELS

    def above(self, mark: Mark, depth: int) -> bool:
        """Tell whether a path shows the numbers that stand above it."""
        if len(mark.counters) != depth + 1:
            return False
        held = self.stack[:depth]
        digits = all(level.kind in {"decimal", "decimal-from-0"} for level, _ in held)
        return digits and mark.counters[:-1] == tuple(
            count - (level.kind == "decimal-from-0") for level, count in held
        )

    def begins(self, mark: Mark) -> int | None:
        """Return the depth at which a number begins a list, or None."""
        if not mark.first:
            return None
        if not self.stack:
            return 0 if mark.level == self.top else None
        if self.unnumbered:
            return None
        depth = len(self.stack)
        if depth >= _DEPTH or depth > 1 and (self.loose or self.closed):
            # words stand between the item and the list, so the list is not the item's
            return None
        if mark.level.path and not self.above(mark, depth):
            return None
        if not self.allowed(mark, depth):
            return None
        if not mark.level.path and "from-0" in mark.level.kind:
            return None
        return depth

    def outer(self, at: int) -> int:
        """Return the depth of the list that goes on with the next number, or -1."""
        for later in range(at + 1, min(at + 1 + _AHEAD, len(self.pieces))):
            if self.heads[later]:
                return -1
            if found := self.read[later]:
                open_ = range(len(self.stack) - 1, -1, -1)
                return next((d for d in open_ if any(self.continues(d, mark) for mark in found)), -1)
        return -1

    def goes_on(self, at: int) -> bool:
        """Tell whether the innermost list goes on behind a piece without a number."""
        return self.outer(at) == len(self.stack) - 1

    def scheme(self) -> tuple[Level, ...]:
        """Return the most frequent level at each depth."""
        return tuple(count.most_common(1)[0][0] for count in self.counts)
