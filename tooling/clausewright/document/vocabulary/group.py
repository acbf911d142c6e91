"""The shape of one group of words."""

from __future__ import annotations

from ..record import record


@record
class Group:
    """Words of one kind."""

    name: str
    """Name by which shapes speak of it, `materials`."""
    about: str
    """What the words of the group stand for, in a sentence."""
    words: dict[str, str]
    """Every word with one line on what it means."""
