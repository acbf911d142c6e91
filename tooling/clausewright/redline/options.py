"""What a renderer of redlines may be told besides the comparison."""

from __future__ import annotations

from ..document.record import record

AUTHOR = "Clausewright"


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
    """Paper of the PDF and the Word file: `a4` or `letter`."""
    author: str = AUTHOR
    """Whose the tracked changes of the Word file are."""
    date: str = ""
    """When they were made, an ISO date or time; the date of the second text where left out."""
