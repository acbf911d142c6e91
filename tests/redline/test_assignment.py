"""The assignment is the best there is."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from clausewright.redline.assignment import assign

TABLE = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.dictionaries(st.integers(0, columns - 1), st.integers(1, 20).map(float), max_size=columns),
        min_size=1, max_size=6,
    )
)  # fmt: skip


def best(gains: list[dict[int, float]]) -> float:
    """The largest sum, by trying all."""
    columns = sorted({c for row in gains for c in row})
    places = [*columns, *[-1] * len(gains)]
    return max(
        sum(row.get(c, 0.0) for row, c in zip(gains, chosen, strict=True))
        for chosen in set(permutations(places, len(gains)))
    )


@given(TABLE.filter(lambda t: len({c for row in t for c in row}) + len(t) <= 8))
def test_the_sum_is_the_largest(gains: list[dict[int, float]]) -> None:
    found = assign(gains)
    assert len(set(found.values())) == len(found)
    assert all(column in gains[row] for row, column in found.items())
    assert abs(sum(gains[row][column] for row, column in found.items()) - best(gains)) < 1e-9


def test_a_greedy_choice_is_taken_back_through_a_long_chain() -> None:
    size = 400
    # each row's dearest column is its neighbor's; taking it leaves the last row with nothing
    gains = [{row: 10.0, row + 1: 10.02} if row + 1 < size else {row: 10.0} for row in range(size)]
    assert assign(gains) == {row: row for row in range(size)}
