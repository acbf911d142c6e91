"""The deed as one page that stands alone, by the same hand as the license."""

from __future__ import annotations

from ..render.options import Options
from ..render.templates import render as fill
from .deed import Deed, Line, Row
from .deed_text import NOTE, answer_words, basis_words, burden_words, sections
from .phrases import MARKS
from .picture import picture
from .summary import sentences

TEMPLATE = "html/deed.html.j2"


def html(deed: Deed) -> bytes:
    """Return the deed as an HTML file in UTF-8."""
    from markupsafe import Markup

    quoted = {id for id, _, _ in deed.quotes}
    names = {
        "title": deed.title,
        "described": deed.described,
        "summary": sentences(deed),
        "stands_on": deed.stands_on,
        "older": deed.by_interpretation,
        "picture": Markup(picture(deed)),  # noqa: S704 - every word in it is escaped
        "rows": [
            (
                row.id,
                row.label,
                row.verdict,
                MARKS[row.verdict],
                answer_words(row).removesuffix(", and you owe"),
                _grouped(row, quoted),
                basis_words(row),
                [(cite, id if id in quoted else "") for cite, id in row.cites],
            )
            for row in deed.rows
        ],
        "lists": [(head, [_line(line, quoted) for line in lines]) for head, lines in sections(deed)],
        "burdens": [(b.role, b.count, burden_words(b), list(b.what)) for b in deed.burdens],
        "most": max((b.count for b in deed.burdens), default=0) or 1,
        "undescribed": deed.undescribed,
        "quotes": deed.quotes,
        "note": NOTE,
    }
    return fill(TEMPLATE, names, Options()).encode()


def _grouped(row: Row, quoted: set[str]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return what is owed, those together that go to the same persons by the same time."""
    out: dict[str, list[tuple[str, str, str]]] = {}
    for one in row.owed:
        head = ", ".join(part for part in (f"to {one.to}" if one.to else "", one.when) if part)
        out.setdefault(head[:1].upper() + head[1:], []).append(
            (one.what, one.cite, one.id if one.id in quoted else "")
        )
    return list(out.items())


def _line(line: Line, quoted: set[str]) -> tuple[str, str, str]:
    return line.text, line.cite, line.id if line.id in quoted else ""
