"""Where text stands on the page of a Word file, in twentieths of a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .word_rows import BULLET, HEADING, Row

_NARROW, _WIDE = 62, 112
"""Width of a sign of a number at 11 points, rounded up from the metrics of Source Sans 3."""
_LEAST, _GAP = 520, 160
_BULLET = 320
_LEVELS = 9
_MARGIN = {"a4": (11_906, 16_838), "letter": (12_240, 15_840)}


def paper(name: str) -> tuple[int, int]:
    """Return width and height of a paper."""
    return _MARGIN[name]


def steps(rows: Iterable[Row]) -> tuple[int, ...]:
    """Return how far the text of each level stands from the margin, level 1 first.

    Numbers of sections and of level 1 hang in the same margin, so that the eye runs down them.
    """
    widest = [0] * (_LEVELS + 1)
    for row in rows:
        level = max(row.level, 1)
        # "Section 1" stands before its heading and does not hang
        if row.number and level <= _LEVELS and not (row.role == HEADING and row.number[0].isalpha()):
            width = sum(_NARROW if sign in "(.)ijl" else _WIDE for sign in row.number)
            widest[level] = max(widest[level], width)
    out, at = [], 0
    for width in widest[1:]:
        at += max(_LEAST, width + _GAP)
        out.append(at)
    return tuple(out)


def hung(edges: Sequence[int], level: int) -> tuple[int, int]:
    """Return where the text of an item of a level stands, and how far its number hangs before it."""
    level = min(level, len(edges))
    left = edges[level - 1]
    return left, left - (edges[level - 2] if level > 1 else 0)


def bulleted(edges: Sequence[int], level: int) -> tuple[int, int]:
    """Return the same for a bullet, which hangs behind the text of what it belongs to."""
    outer = edges[min(max(level - 2, 0), len(edges) - 1)]
    return max(outer, edges[0] + (level - 1) * _BULLET) + _BULLET, _BULLET


def indent(left: int, hang: int = 0) -> str:
    """Return the element that says so."""
    return (
        f'<w:ind w:left="{left}" w:hanging="{hang}"/>'
        if hang
        else f'<w:ind w:left="{left}" w:firstLine="0"/>'
    )


def placed(row: Row, edges: Sequence[int]) -> tuple[int, int]:
    """Return where a paragraph of the text stands, and how far its first line hangs before it."""
    if row.role == BULLET:
        return bulleted(edges, row.level)
    if row.label:
        return hung(edges, max(row.level, 1))
    return edges[min(max(row.level, 1), len(edges)) - 1], 0
