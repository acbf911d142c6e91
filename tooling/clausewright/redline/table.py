"""The table of formats: a new way to show a redline is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..document.record import record
from .comparison import Comparison
from .options import ShowOptions


@record
class RedlineFormat:
    """One way to show a comparison."""

    name: str
    """What the user writes after `--to`."""
    suffix: str
    module: str
    """Module with `render(comparison, options) -> bytes`, imported when first used."""
    about: str
    text: bool = True
    """Whether it can be printed on a terminal."""

    def render(self, comparison: Comparison, options: ShowOptions | None = None) -> bytes:
        """Return the comparison in this format."""
        function: Callable[[Comparison, ShowOptions], bytes] = import_module(self.module).render
        return function(comparison, options or ShowOptions())


_SHIPPED = (
    RedlineFormat("terminal", ".txt", "clausewright.redline.terminal", "for reading here, in 80 columns"),
    RedlineFormat("md", ".md", "clausewright.redline.markdown", "Markdown for a comment on a forge"),
    RedlineFormat("html", ".html", "clausewright.redline.html", "one page, inline and side by side"),
    RedlineFormat("pdf", ".pdf", "clausewright.redline.pdf", "the conventions of legal redlines", text=False),
    RedlineFormat("docx", ".docx", "clausewright.redline.docx", "Word, with tracked changes", text=False),
    RedlineFormat("json", ".json", "clausewright.redline.json", "the comparison as data, with a schema"),
)

FORMATS: dict[str, RedlineFormat] = {format.name: format for format in _SHIPPED}
"""The formats by name."""
