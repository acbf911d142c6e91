"""Deeds of several licenses side by side, row by row, each cell with its section."""

from __future__ import annotations

import json
from textwrap import wrap

from ..document.record import record
from .deed import Deed, Row
from .deed_text import answer_words, escaped
from .phrases import MARKS


@record
class Cell:
    """What one license says of one activity."""

    verdict: str
    words: str
    owed: tuple[tuple[str, str], ...]
    """What is owed, with how its section is cited."""
    cites: tuple[str, ...]
    same: bool
    """Whether verdict and what is owed are those of the first license."""


@record
class Side:
    """Deeds side by side."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    burdens: tuple[tuple[str, tuple[int, ...]], ...]
    """Each role with how many things it owes under each license."""


def side_by_side(deeds: tuple[Deed, ...]) -> Side:
    """Return deeds side by side.

    Args:
        deeds: The deeds, the first the one that the others stand beside.
    """
    tables = [{row.id: row for row in deed.rows} for deed in deeds]
    labels = {row.id: row.label for deed in deeds for row in deed.rows}
    order = [row.id for row in max(deeds, key=lambda deed: len(deed.rows)).rows]
    rows = []
    for id in order:
        # a license that knows no narrow models says of them what it says of every fine-tuned one
        found = [table.get(id) or table.get("give-tuned") for table in tables]
        rows.append((labels[id], tuple(_cell(row, found[0]) for row in found)))
    roles = [burden.role for burden in next((d for d in deeds if d.burdens), deeds[0]).burdens]
    burdens = [
        (role, tuple(next((b.count for b in deed.burdens if b.role == role), 0) for deed in deeds))
        for role in roles
    ]
    return Side(tuple(deed.title for deed in deeds), tuple(rows), tuple(burdens))


def _cell(row: Row | None, first: Row | None) -> Cell:
    if row is None:
        return Cell("not-described", "Not described", (), (), False)
    return Cell(
        row.verdict,
        answer_words(row).removesuffix(", and you owe"),
        tuple((one.what, one.cite) for one in row.owed),
        tuple(cite for cite, _ in row.cites),
        first is not None
        and row.verdict == first.verdict
        and {one.word for one in row.owed} == {one.word for one in first.owed},
    )


def terminal(side: Side, columns: int = 80) -> str:
    """Return deeds side by side for a terminal: one activity after another, each license below it."""
    out = []
    letters = [chr(65 + place) for place in range(len(side.titles))]
    for letter, title in zip(letters, side.titles, strict=True):
        out += wrap(f"{letter}  {title}", columns, subsequent_indent="   ")
    for label, cells in side.rows:
        out += ["", label]
        for letter, cell in zip(letters, cells, strict=True):
            cited = f"  [{', '.join(cell.cites)}]" if cell.cites else ""
            same = " (as A)" if cell.same and letter != "A" else ""
            out += wrap(
                f"{letter} {MARKS[cell.verdict]} {cell.words}{same}{cited}",
                columns,
                initial_indent="  ",
                subsequent_indent="      ",
            )
            if not same:
                owed = "; ".join(f"{what} [{cite}]" for what, cite in cell.owed)
                out += (
                    wrap(f"owes {owed}", columns, initial_indent="      ", subsequent_indent="      ")
                    if owed
                    else []
                )
    out += ["", "What it costs, by role", ""]
    wide = max(len(role) for role, _ in side.burdens) if side.burdens else 0
    out.append(f"{'':{wide}}  {'  '.join(f'{letter:>3}' for letter in letters)}")
    out += [f"{role:{wide}}  {'  '.join(f'{count:>3}' for count in counts)}" for role, counts in side.burdens]
    return "\n".join(out) + "\n"


def markdown(side: Side) -> str:
    """Return deeds side by side as Markdown tables."""
    head = " | ".join(escaped(title) for title in side.titles)
    out = [f"| activity | {head} |", f"| --- |{' --- |' * len(side.titles)}"]
    for label, cells in side.rows:
        texts = []
        for cell in cells:
            owed = "<br>".join(f"– {escaped(what)} ({escaped(cite)})" for what, cite in cell.owed)
            cited = f" ({escaped(', '.join(cell.cites))})" if cell.cites else ""
            texts.append(f"{MARKS[cell.verdict]} {escaped(cell.words)}{cited}{f'<br>{owed}' if owed else ''}")
        out.append(f"| {label} | {' | '.join(texts)} |")
    out += ["", f"| role: how much it owes | {head} |", f"| --- |{' --- |' * len(side.titles)}"]
    out += [f"| {role} | {' | '.join(str(count) for count in counts)} |" for role, counts in side.burdens]
    return "\n".join(out) + "\n"


def as_json(side: Side) -> str:
    """Return deeds side by side as JSON."""
    tree = {
        "licenses": list(side.titles),
        "rows": [
            {
                "activity": label,
                "cells": [
                    {
                        "verdict": cell.verdict,
                        "owes": [{"what": what, "cite": cite} for what, cite in cell.owed],
                        "cites": list(cell.cites),
                        "same": cell.same,
                    }
                    for cell in cells
                ],
            }
            for label, cells in side.rows
        ],
        "burdens": [{"role": role, "counts": list(counts)} for role, counts in side.burdens],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
