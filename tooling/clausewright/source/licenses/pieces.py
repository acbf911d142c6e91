"""What the reader of each format hands on: the pieces of a license in reading order."""

from __future__ import annotations

from ...document.record import record


@record
class Piece:
    """One paragraph, heading, item or preformatted text."""

    text: str
    """Its words, with `\\n` where its lines end."""
    line: int = 1
    """1-based line in the source, or the count of the paragraph where the format has no lines."""
    indent: int = 0
    """Columns before its first line."""
    level: int = 0
    """1 to 9 for a heading of that level, 0 for other text."""
    verbatim: bool = False
    """Whether its lines must be kept as they are."""
    bullet: bool = False
    """Whether it is an item of a list without numbers; the mark itself is not in the text."""
    depth: int = 0
    """How many lists it stands in."""
