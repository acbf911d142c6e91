"""Which paragraphs or sections are likely to be the same, and how much alike they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

_SMALL = 4_000
"""Up to so many pairs, each is looked at."""
_SHARED = 60
"""Up to so many pairs of places of one word pair, each counts; of others only the n-th with the n-th."""
_NEAR = 2
_CANDIDATES = 8


def alike(one: str, other: str, least: float = 0.0) -> float:
    """Return how much of two strings is the same, 0 to 1; 0 where it is less than `least`."""
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if not shorter or 2 * shorter / (longer + shorter) < least:
        return 0.0
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def gains(rows: Sequence[str], columns: Sequence[str], least: float) -> list[dict[int, float]]:
    """Return, for each row, the gain of the columns that are alike by at least `least`.

    The gain is the likeness, times the root of what is alike in words: one long paragraph kept counts
    for more than two short ones.
    """
    if len(rows) * len(columns) <= _SMALL:
        pairs: list[list[int]] = [list(range(len(columns))) for _ in rows]
    else:
        shared = overlaps(rows, columns)
        pairs = [[c for c, _ in _best(shared[row])] for row in range(len(rows))]
    out: list[dict[int, float]] = []
    for row, text in enumerate(rows):
        found: dict[int, float] = {}
        for column in pairs[row]:
            other = columns[column]
            if (like := alike(text, other, least)) > 0:
                kept = like * (len(text) + len(other)) / 2
                # of two that are quite alike, the nearer one
                near = abs(row * len(columns) - column * len(rows)) / (len(rows) * len(columns))
                found[column] = like * kept**0.5 - 0.001 * near
        out.append(found)
    return out


def _best(counts: Counter[int]) -> list[tuple[int, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]


def overlaps(rows: Sequence[str], columns: Sequence[str]) -> list[Counter[int]]:
    """Return, for each row, how many pairs of neighboring words it shares with each column."""
    left, right = _index(rows), _index(columns)
    out: list[Counter[int]] = [Counter() for _ in rows]
    for pair, places in left.items():
        others = right.get(pair)
        if not others:
            continue
        if len(places) * len(others) <= _SHARED:
            for row in places:
                counts = out[row]
                for column in others:
                    counts[column] += 1
            continue
        # in a long text each word pair is everywhere: only about the same occurrence is looked at
        for rank, row in enumerate(places):
            middle = rank * len(others) // len(places)
            for column in others[max(0, middle - _NEAR) : middle + _NEAR + 1]:
                out[row][column] += 1
    return out


def pairs_of(text: str) -> int:
    """Return how many different pairs of neighboring words a text has."""
    return max(1, len(_pairs(text)))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))} if text else set()


def _index(texts: Sequence[str]) -> dict[str, list[int]]:
    out: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for pair in sorted(_pairs(text)):
            out[pair].append(place)
    return out
