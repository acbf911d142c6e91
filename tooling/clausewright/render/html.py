"""HTML: one page that stands alone, without script, for the screen, the phone and the printer."""

from __future__ import annotations

from ..document import Document
from .options import Options
from .templates import render as fill
from .view import View

TEMPLATE = "html/page.html.j2"


def render(document: Document, options: Options) -> bytes:
    """Return the document as one HTML file in UTF-8.

    Raises Refused where a template of the user's own is at fault.
    """
    context = View(document).context()
    context["paper"] = options.paper
    context["draft"] = options.draft
    return fill(TEMPLATE, context, options).encode("utf-8")
