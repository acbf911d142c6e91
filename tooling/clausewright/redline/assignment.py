"""The best assignment of rows to columns: shortest augmenting paths over the pairs that come into question.

The method is that of R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and
sparse linear assignment problems", Computing 38 (1987), with a heap, for sparse problems, and with a private
column for each row, so that a row may stay alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

_TINY = 1e-12


def assign(gains: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """Return columns by row such that the sum of gains is as large as possible.

    Args:
        gains: For each row, the gain of each column that comes into question; more than 0.

    Returns:
        The column of each row that has one. Each column is given once.
    """
    held: dict[int, int] = {}
    columns: dict[int, int] = {}
    up = [0.0] * len(gains)
    down: dict[int, float] = {}
    for row in range(len(gains)):
        if gains[row]:
            _augment(row, gains, held, columns, up, down)
    return {row: column for row, column in columns.items() if column >= 0}


def _augment(
    start: int,
    gains: Sequence[Mapping[int, float]],
    held: dict[int, int],
    columns: dict[int, int],
    up: list[float],
    down: dict[int, float],
) -> None:
    """Give the row `start` a column, and other rows other ones where the sum grows by it."""
    away: dict[int, float] = {}
    came: dict[int, int] = {}
    done: list[int] = []
    closed: set[int] = set()
    heap: list[tuple[float, int]] = []
    row, base = start, 0.0
    while True:
        for column, gain in (*gains[row].items(), (-1 - row, 0.0)):
            if column in closed:
                continue
            length = base - gain - up[row] - down.get(column, 0.0)
            if column not in away or length < away[column] - _TINY:
                away[column], came[column] = length, row
                heappush(heap, (length, column))
        while True:
            base, column = heappop(heap)
            if column not in closed:
                break
        base = away[column]
        closed.add(column)
        if column not in held:
            break
        done.append(column)
        row = held[column]
    up[start] += base
    for passed in done:
        up[held[passed]] += base - away[passed]
        down[passed] = down.get(passed, 0.0) - (base - away[passed])
    while True:
        row = came[column]
        before = columns.get(row)
        held[column], columns[row] = row, column
        if before is None:
            break
        column = before
