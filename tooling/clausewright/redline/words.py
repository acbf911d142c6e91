"""The comparison of two paragraphs by words, with hunks that a reader would have made.

What both have in common comes from `rapidfuzz`. Then what is no real agreement is taken back: a lone stop
word between two changes, and the few common words of a sentence that was written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from rapidfuzz.distance import Indel, LCSseq

from .tokens import is_content, is_word

Match: TypeAlias = tuple[int, int, int]
"""Start in the first, start in the second, length: what both have in common."""

_MEMORY = 400_000_000
"""Bits that one comparison may need: the product of the lengths."""
_BEYOND = 0.4
"""A sentence of which less is kept, by weight, was written anew."""
_FINE = 0.55
_SENTENCES = 40
_LIGHT = 0.2
"""What a stop word or a comma weighs beside a word that carries meaning."""


def common(one: Sequence[str], other: Sequence[str], first: str, second: str) -> list[Match]:
    """Return what two paragraphs have in common, in order.

    Args:
        one: The keys of the first.
        other: The keys of the second.
        first: The first as a string, one letter a key.
        second: The second likewise.
    """
    return _Words(one, other, first, second).common()


class _Words:
    def __init__(self, one: Sequence[str], other: Sequence[str], first: str, second: str) -> None:
        self._one, self._other, self._first, self._second = one, other, first, second
        self._weights = [[1.0 if is_content(k) else _LIGHT for k in keys] for keys in (one, other)]

    def common(self) -> list[Match]:
        one, other = self._first, self._second
        if one == other:
            return [(0, 0, len(one))] if one else []
        if len(one) * len(other) > _MEMORY:
            return self._settled(self._by_sentences((0, len(one)), (0, len(other)), self._rough))
        out: list[Match] = []
        found = _matches(one, other, 0, 0)
        for (start, end), (begin, stop) in self._stretches(found):
            inner = [m for m in (_cut(m, start, end) for m in found) if m[2] > 0]
            if self._share(inner, start, end, begin, stop) >= _FINE:
                out.extend(inner)
            else:
                out.extend(self._by_sentences((start, end), (begin, stop), self._fine))
        return self._settled(out)

    def _settled(self, found: list[Match]) -> list[Match]:
        out = _joined(found)
        while True:
            fewer = self._without_islands(out)
            if len(fewer) == len(out):
                break
            out = fewer
        return self._slid(out)

    # -- sentences

    def _stretches(self, found: list[Match]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Cut both at the ends of sentences that they have in common."""
        cuts = [(0, 0)]
        for start, begin, length in found:
            for at in range(length):
                if _ends(self._one, start + at) and _ends(self._other, begin + at):
                    cuts.append((start + at + 1, begin + at + 1))
        last = (len(self._one), len(self._other))
        if cuts[-1] != last:
            cuts.append(last)
        return [((a, c), (b, d)) for (a, b), (c, d) in pairwise(cuts)]

    def _share(self, found: list[Match], start: int, end: int, begin: int, stop: int) -> float:
        weights = self._weights[0]
        kept = sum(sum(weights[a : a + length]) for a, _, length in found)
        whole = max(sum(weights[start:end]), sum(self._weights[1][begin:stop]))
        return kept / whole if whole else 1.0

    def _by_sentences(self, span: tuple[int, int], other: tuple[int, int], inner: object) -> list[Match]:
        """Pair the sentences of two stretches in order, and compare by words inside the pairs."""
        left, right = sentences(self._one, *span), sentences(self._other, *other)
        if len(left) * len(right) > _SENTENCES**2:
            letters: dict[str, str] = {}
            codes = [
                "".join(letters.setdefault(text[a:b], chr(len(letters) % 0x10FF00 + 0x20)) for a, b in spans)
                for text, spans in ((self._first, left), (self._second, right))
            ]
            if len(left) * len(right) > _MEMORY:
                return []
            whole = _matches(codes[0], codes[1], 0, 0)
            pairs = [(a + at, b + at) for a, b, length in whole for at in range(length)]
        else:
            pairs = self._paired(left, right)
        out: list[Match] = []
        for a, b in pairs:
            out.extend(inner(left[a], right[b]))  # type: ignore[operator]
        return out

    def _paired(self, left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the pairs of sentences, in order, that keep the most words."""
        best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
        gain: dict[tuple[int, int], float] = {}
        for a, (start, end) in enumerate(left):
            for b, (begin, stop) in enumerate(right):
                kept = self._kept(start, end, begin, stop)
                if kept:
                    gain[a, b] = kept
        for a in range(len(left) - 1, -1, -1):
            for b in range(len(right) - 1, -1, -1):
                best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + gain.get((a, b), 0.0))
        out, a, b = [], 0, 0
        while a < len(left) and b < len(right):
            if (a, b) in gain and best[a][b] == best[a + 1][b + 1] + gain[a, b]:
                out.append((a, b))
                a, b = a + 1, b + 1
            elif best[a][b] == best[a + 1][b]:
                a += 1
            else:
                b += 1
        return out

    def _kept(self, start: int, end: int, begin: int, stop: int) -> float:
        """Return the weight that two sentences share, or 0 where one is the other written anew."""
        found = _matches(self._first[start:end], self._second[begin:stop], start, begin)
        share = self._share(found, start, end, begin, stop)
        weights = self._weights[0]
        return sum(sum(weights[a : a + n]) for a, _, n in found) if share >= _BEYOND else 0.0

    def _fine(self, left: tuple[int, int], right: tuple[int, int]) -> list[Match]:
        return _matches(self._first[slice(*left)], self._second[slice(*right)], left[0], right[0])

    def _rough(self, left: tuple[int, int], right: tuple[int, int]) -> list[Match]:
        if (left[1] - left[0]) * (right[1] - right[0]) > _MEMORY:
            return []
        return self._fine(left, right)

    # -- what a reader would have done

    def _without_islands(self, found: list[Match]) -> list[Match]:
        """Leave out common words between two changes that are too few to hold them apart."""
        out: list[Match] = []
        ends = (len(self._one), len(self._other))
        for place, (a, b, length) in enumerate(found):
            before = (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) if out else (0, 0)
            after = found[place + 1][:2] if place + 1 < len(found) else ends
            left = max(a - before[0], b - before[1])
            right = max(after[0] - a - length, after[1] - b - length)
            if left and right:
                beside = self._is_lone(before, (a, b)) or self._is_lone((a + length, b + length), after)
                if length <= 2 and beside or self._is_island(a, length, left, right):
                    continue
            out.append((a, b, length))
        return out

    def _is_lone(self, start: tuple[int, int], end: tuple[int, int]) -> bool:
        """Tell whether a change is of one stop word or sign, which reads better with the next change."""
        gone, new = self._one[start[0] : end[0]], self._other[start[1] : end[1]]
        return len(gone) <= 1 and len(new) <= 1 and not any(map(is_content, (*gone, *new)))

    def _is_island(self, start: int, length: int, left: int, right: int) -> bool:
        if length > 5:
            return False
        keys = self._one[start : start + length]
        content = sum(map(is_content, keys))
        if content == 0:
            return length <= 3 or length <= max(left, right)
        if all(len(key) == 1 for key in keys if is_word(key)):
            return True
        return content <= 2 and length <= 4 and left + right >= 4 * length

    def _slid(self, found: list[Match]) -> list[Match]:
        """Move pure insertions and deletions to where a sentence or a phrase begins."""
        out = list(found)
        for place in range(len(out) - 1):
            (a, b, n), (c, d, m) = out[place], out[place + 1]
            if a + n == c and b + n < d:
                shift = _shift(self._other, b + n, d, n, m)
            elif b + n == d and a + n < c:
                shift = _shift(self._one, a + n, c, n, m)
            else:
                continue
            out[place] = (a, b, n + shift)
            out[place + 1] = (c + shift, d + shift, m - shift)
        return [match for match in out if match[2]]


def _matches(one: str, other: str, start: int, begin: int) -> list[Match]:
    """Return the longest common subsequence of two strings as blocks."""
    if not one or not other:
        return []
    edits = LCSseq.opcodes if len(one) * len(other) < 1_000 else Indel.opcodes
    return [
        (op.src_start + start, op.dest_start + begin, op.src_end - op.src_start)
        for op in edits(one, other)
        if op.tag == "equal"
    ]


def _cut(match: Match, start: int, end: int) -> Match:
    """Return the part of a match between two places of the first; its length may be 0 or less."""
    a, b, length = match
    off = max(0, start - a)
    return a + off, b + off, min(length - off, end - a - off)


def _joined(found: list[Match]) -> list[Match]:
    out: list[Match] = []
    for a, b, length in found:
        if out and out[-1][0] + out[-1][2] == a and out[-1][1] + out[-1][2] == b:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + length)
        elif length:
            out.append((a, b, length))
    return out


def _ends(keys: Sequence[str], at: int) -> bool:
    """Tell whether a sentence ends with a token."""
    if keys[at] not in ".?!":
        return False
    return at + 1 == len(keys) or not (keys[at + 1][0].islower() or keys[at + 1] in ",;.)")


def sentences(keys: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return where each sentence of a stretch starts and ends."""
    out, begin = [], start
    for at in range(start, end):
        if _ends(keys, at):
            out.append((begin, at + 1))
            begin = at + 1
    if begin < end:
        out.append((begin, end))
    return out


def _shift(keys: Sequence[str], start: int, end: int, before: int, behind: int) -> int:
    """Return by how much a change at `start` to `end` had better stand to the left (-) or right (+)."""
    best, where = _beauty(keys, start, end), 0
    at = 0
    while at < before and keys[start - at - 1] == keys[end - at - 1]:
        at += 1
        if (beauty := _beauty(keys, start - at, end - at)) > best:
            best, where = beauty, -at
    at = 0
    while at < behind and end + at < len(keys) and keys[start + at] == keys[end + at]:
        at += 1
        if (beauty := _beauty(keys, start + at, end + at)) > best:
            best, where = beauty, at
    return where


def _beauty(keys: Sequence[str], start: int, end: int) -> int:
    before = keys[start - 1] if start else "."
    value = 8 if start == 0 or before in ".?!" else 4 if before in ":;" else 3 if before == "," else 0
    last = keys[end - 1]
    value += 4 if last in ".?!" else 2 if last in ":;" else 1 if last == "," else 0
    return value + (keys[start] == "or" or keys[start] == "and" or keys[start] in ",;(")
