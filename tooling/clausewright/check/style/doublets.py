"""No doublets: two words for one thing make a reader look for the difference."""

from __future__ import annotations

from collections.abc import Iterator

from .unit import Finding, Unit, phrases


def look(unit: Unit) -> Iterator[Finding]:
    """Find two words where one is enough."""
    words = unit.words.doublets
    for start, end, found in phrases(unit, tuple(words)):
        yield Finding(start, end, f"“{found}” says one thing twice.", f"Write “{words[found]}”.")
