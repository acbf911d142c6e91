"""PDF: tagged PDF/UA-1 with the whole typefaces, from a page of its own and nothing from elsewhere."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from ..document import Document
from .options import Options
from .templates import render as fill
from .view import View

TEMPLATE = "pdf/page.html.j2"


def render(document: Document, options: Options) -> bytes:
    """Return the document as PDF/UA-1.

    The same document gives the same bytes as long as WeasyPrint, Pango and HarfBuzz are the same.
    Dates are the license's, or SOURCE_DATE_EPOCH where that is set; the clock is never read.
    Raises Refused where a template of the user's own is at fault, and where the PDF engine is missing.
    """
    from .press import write

    return write(page(document, options), options, _date(document, options))


def page(document: Document, options: Options) -> str:
    """Return the HTML from which the PDF is made."""
    context = View(document, paper=True).context()
    context["paper"] = options.paper
    context["draft"] = options.draft
    context["created"] = _date(document, options).strftime("%Y-%m-%dT%H:%M:%SZ")
    return fill(TEMPLATE, context, options)


def _date(document: Document, options: Options) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "") if options.epoch else ""
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    try:
        return datetime.fromisoformat(document.license.date).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
