"""The table of renderers: a new format is one module and one line here, or one entry point."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..document import Document
from ..document.record import record
from .options import Options

ENTRY_POINTS = "clausewright.renderers"
"""The entry point group in which another package can name a renderer (a module with `render`)."""


@record
class Format:
    """One output format."""

    name: str
    """What the user writes after `--to`."""
    suffix: str
    """What follows the name of the license in a file name."""
    media_type: str
    module: str
    """Module with `render(document, options) -> bytes`, imported when first used."""
    about: str
    """One line for `--help`."""

    def render(self, document: Document, options: Options | None = None) -> bytes:
        """Return the document in this format."""
        function: Callable[[Document, Options], bytes] = import_module(self.module).render
        return function(document, options or Options())


_SHIPPED = (
    Format("md", ".md", "text/markdown", "clausewright.render.markdown", "CommonMark that reads well raw"),
    Format("txt", ".txt", "text/plain", "clausewright.render.plaintext", "the shape of a LICENSE file"),
    Format("html", ".html", "text/html", "clausewright.render.html", "one self-contained page"),
    Format("pdf", ".pdf", "application/pdf", "clausewright.render.pdf", "tagged PDF/UA-1"),
    Format(
        "docx",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "clausewright.render.docx",
        "Word, with its numbers and references alive",
    ),
    Format("json", ".json", "application/json", "clausewright.render.json", "the document tree"),
    Format(
        "apply",
        "-HOW-TO-APPLY.md",
        "text/markdown",
        "clausewright.render.apply",
        "notices for a model card, a weights file, a repository and a service",
    ),
)

FORMATS: dict[str, Format] = {format.name: format for format in _SHIPPED}
"""The shipped formats by name."""


def formats() -> dict[str, Format]:
    """Return the shipped formats and those of other installed packages, by name.

    A package adds one with an entry point in the group `clausewright.renderers` whose value is a
    module that has `render(document, options) -> bytes`, and may have `SUFFIX`, `MEDIA_TYPE` and
    `ABOUT`. A shipped name cannot be taken over.
    """
    from importlib.metadata import entry_points

    found = dict(FORMATS)
    for point in entry_points(group=ENTRY_POINTS):
        if point.name not in found:
            module = point.load()
            found[point.name] = Format(
                point.name,
                getattr(module, "SUFFIX", f".{point.name}"),
                getattr(module, "MEDIA_TYPE", "application/octet-stream"),
                point.value,
                getattr(module, "ABOUT", f"from {point.dist.name if point.dist else point.value}"),
            )
    return found
