"""The matrix of variants on the terminal, as Markdown and as JSON."""

from __future__ import annotations

from json import dumps

from .json import plain
from .markdown import as_html, as_text, marked
from .matrix import Cell, Matrix
from .options import ShowOptions
from .terminal import Printer


def terminal(matrix: Matrix, options: ShowOptions) -> bytes:
    """Return the matrix as text: each paragraph with what the variants make of it, one below the other."""
    screen = Printer(options)
    out = [screen.paint("bold", matrix.subject)]
    width = max(len(name) for name in matrix.variants) + 2
    for name, summary in zip(matrix.variants, matrix.summaries, strict=True):
        out += screen.hung("", name, [(summary, "quiet")], 0, width)
    for row in matrix.rows:
        out += ["", screen.paint("bold", f"{{#{row.id}}}")]
        out += [line for cell in row.cells if cell is not None for line in _cell(cell, screen)]
        absent = [v for v, cell in zip(matrix.variants, row.cells, strict=True) if cell is None]
        if absent:
            out += screen.hung("", "", [(f"not in {', '.join(absent)}", "quiet")], 0, 0)
    return ("\n".join(line.rstrip() for line in out) + "\n").encode()


def _cell(cell: Cell, screen: Printer) -> list[str]:
    if cell.like and cell.same:
        return screen.hung("=", f"{cell.variant}:", [(f"as {cell.like}", "quiet")], 0, 0)
    sign = "!" if cell.like else " "
    number = f"{cell.number} " if cell.number else ""
    pieces = [(f"{cell.variant}: ", "bold"), (number, ""), *screen.pieces(cell.runs, "")]
    return screen.hung(sign, "", pieces, 0, 0)


def markdown(matrix: Matrix, options: ShowOptions) -> bytes:
    """Return the matrix as a table in Markdown; changed words are marked against the first that has them."""
    out = [f"### {as_text(matrix.subject)}", ""]
    out += [
        f"- **{as_text(name)}**: {as_text(summary)}"
        for name, summary in zip(matrix.variants, matrix.summaries, strict=True)
    ]
    out += ["", "| paragraph | " + " | ".join(as_text(v) for v in matrix.variants) + " |"]
    out.append("| --- " * (len(matrix.variants) + 1) + "|")
    for row in matrix.rows:
        cells = []
        for cell in row.cells:
            if cell is None:
                cells.append("·")
            elif cell.like and cell.same:
                cells.append(f"<em>as {as_html(cell.like)}</em>")
            else:
                words = marked(cell.runs, as_text).replace("\n", " ")
                cells.append(" ".join(part for part in (cell.number, words) if part))
        out.append(f"| {as_text(row.id)} | " + " | ".join(cells) + " |")
    return ("\n".join(out) + "\n").encode()


def json(matrix: Matrix, options: ShowOptions) -> bytes:
    """Return the matrix as JSON."""
    return (dumps(plain(matrix), ensure_ascii=False, indent=1) + "\n").encode()
