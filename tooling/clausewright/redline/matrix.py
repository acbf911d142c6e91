"""All variants of one clause side by side: a row a paragraph, a column a variant."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Document
from ..document.record import record
from .comparing import comparison_of
from .comparison import AWAY, Run
from .units import Alphabet, rows


@record
class Cell:
    """What one variant says in one paragraph."""

    variant: str
    number: str
    runs: tuple[Run, ...]
    """The words, compared with those of `like`."""
    like: str
    """The first variant that has the paragraph, or an empty string where it is this one."""
    same: bool
    """Whether the words are those of `like`."""


@record
class Row:
    """One paragraph in all variants."""

    id: str
    """Id of the paragraph without clause, `offer`."""
    cells: tuple[Cell | None, ...]
    """One for each variant; None where it has no such paragraph."""


@record
class Matrix:
    """All variants of one clause."""

    subject: str
    """Name of the clause or definition."""
    variants: tuple[str, ...]
    summaries: tuple[str, ...]
    """The one-line effect of each variant."""
    rows: tuple[Row, ...]

    @property
    def same(self) -> bool:
        """Whether all variants say the same."""
        return all(cell is not None and cell.same for row in self.rows for cell in row.cells)


def matrix(subject: str, variants: Sequence[tuple[str, Document]]) -> Matrix:
    """Return the variants of a clause side by side.

    Args:
        subject: Name of the clause.
        variants: Each variant's name and its text as a document, in the order of the clause.
    """
    texts = [_paragraphs(document) for _, document in variants]
    cells: dict[str, list[Cell | None]] = {id: [] for id in _order(texts)}
    comparisons: dict[tuple[int, int], dict[str, tuple[Run, ...]]] = {}
    for column, (name, document) in enumerate(variants):
        for id, row in cells.items():
            found = texts[column].get(id)
            if found is None:
                row.append(None)
                continue
            number, text = found
            first = next(place for place in range(column + 1) if id in texts[place])
            if first == column:
                row.append(Cell(name, number, (Run("same", text, text),), "", True))
                continue
            key = (first, column)
            if key not in comparisons:
                comparisons[key] = _runs(variants[first][1], document)
            runs = comparisons[key][id]
            same = all(run.kind in ("same", "renumbered") for run in runs)
            row.append(Cell(name, number, runs, variants[first][0], same))
    summaries = tuple(d.choices[0].summary if d.choices else "" for _, d in variants)
    made = tuple(Row(id.rpartition("/")[2], tuple(row)) for id, row in cells.items())
    return Matrix(subject, tuple(name for name, _ in variants), summaries, made)


def _paragraphs(document: Document) -> dict[str, tuple[str, str]]:
    """Return printed number and words of each paragraph by id."""
    made = rows(document, (), Alphabet())
    return {unit.place.id: (unit.place.number, unit.tokens.text) for unit in made.units}


def _order(texts: Sequence[dict[str, tuple[str, str]]]) -> list[str]:
    """Return all ids, each behind the one that it follows in the first variant that has it."""
    out: list[str] = []
    for text in texts:
        known = [out.index(id) for id in text if id in out]
        at = min(known) if known else len(out)
        for id in text:
            if id in out:
                at = out.index(id) + 1
            else:
                out.insert(at, id)
                at += 1
    return out


def _runs(one: Document, other: Document) -> dict[str, tuple[Run, ...]]:
    out = {}
    for section in comparison_of(one, other).sections:
        for change in section.paragraphs:
            if change.after is not None and change.status != AWAY:
                out[change.after.id] = change.runs
    return out
