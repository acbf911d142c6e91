"""A redline on paper, by the conventions of legal redlines: a summary page, then the whole text.

What is inserted is underlined twice, what is deleted is struck through, what has moved is both in another
color and slanted, and a bar stands in the margin beside each changed paragraph.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from ..document import language
from ..render.options import Options
from ..render.templates import render as fill
from ..render.view import css_text
from .comparison import Comparison
from .options import ShowOptions
from .view import context

TEMPLATE = "pdf/redline.html.j2"


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as PDF/UA-1.

    The same comparison gives the same bytes where WeasyPrint, Pango and HarfBuzz are the same. The date is
    that of the second text, or SOURCE_DATE_EPOCH.

    Raises Refused where the PDF engine is missing.
    """
    from ..render.press import write

    return write(page(comparison, options), Options(paper=options.paper), _date(comparison))


def page(comparison: Comparison, options: ShowOptions) -> str:
    """Return the HTML from which the PDF is made."""
    names = context(comparison)
    before, _, rest = language(comparison.language).page.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    names["paper"] = options.paper
    names["created"] = _date(comparison).strftime("%Y-%m-%dT%H:%M:%SZ")
    names["css"] = {
        "title": css_text(str(names["title"])),
        "page": tuple(map(css_text, (before, between, behind))),
        "indent": "38.5pt",
    }
    return fill(TEMPLATE, names, Options(paper=options.paper))


def _date(comparison: Comparison) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    try:
        return datetime.fromisoformat(comparison.after.date).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
