"""One kind of number: of a level of a license, or of an item of its own."""

from __future__ import annotations

from .record import record


@record
class Level:
    """One level of a numbering scheme."""

    kind: str
    """`decimal`, `decimal-from-0`, `lower-alpha`, `upper-alpha`, `lower-roman`, `upper-roman`."""
    path: bool = False
    """Whether the number is printed behind all those above it, `1.1.1`."""
    mark: str = ""
    """How the number stands before its text, one of `labels.MARKS`, with `#` for the number: `#)`,
    `Section #.`; empty for the usual way, `6.` for a section, `(a)` below, `1.1` for a path."""
