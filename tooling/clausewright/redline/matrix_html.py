"""The matrix of variants as one page that stands alone."""

from __future__ import annotations

from ..render.options import Options
from ..render.templates import render as fill
from .matrix import Cell, Matrix
from .options import ShowOptions
from .phrases import LEGEND
from .view import pieces

TEMPLATE = "html/variants.html.j2"


def render(matrix: Matrix, options: ShowOptions) -> bytes:
    """Return the matrix as one HTML file in UTF-8."""
    names = {
        "language": "en",
        "subject": matrix.subject,
        "variants": list(zip(matrix.variants, matrix.summaries, strict=True)),
        "rows": [(row.id, [_cell(cell) for cell in row.cells]) for row in matrix.rows],
        "legend": LEGEND,
    }
    return fill(TEMPLATE, names, Options()).encode()


def _cell(cell: Cell | None) -> tuple[str, str, object]:
    """Return the number, the variant whose words these are, and the words."""
    if cell is None:
        return "", "", ()
    like = cell.like if cell.same else ""
    return cell.number, like, pieces(cell.runs)
