"""What a renderer of redlines may be told besides the comparison."""

from __future__ import annotations

from ..document.record import record


@record
class ShowOptions:
    """Settings of one rendering of a comparison."""

    columns: int = 80
    """Width of text for the terminal, in characters."""
    color: bool = False
    """Whether the terminal takes color."""
    stat: bool = False
    """Figures by section, and no text."""
    full: bool = False
    """Whether paragraphs without a change are shown where a format would leave them out."""
    paper: str = "a4"
    """Paper of the PDF: `a4` or `letter`."""
