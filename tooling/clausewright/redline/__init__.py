"""Two documents become one comparison, and a comparison becomes a redline in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .comparison import Comparison, accepted, rejected

if TYPE_CHECKING:
    from ..document import Document

__all__ = ["Comparison", "accepted", "compare", "rejected"]


def compare(before: Document, after: Document, names: tuple[str, str] = ("", "")) -> Comparison:
    """Return the comparison of two documents.

    Args:
        before: The first text.
        after: The second text.
        names: What to call the two; their titles where left out.
    """
    # the library that compares sequences is not loaded before something is compared
    from .comparing import comparison_of

    return comparison_of(before, after, names)
