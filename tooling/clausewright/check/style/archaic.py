"""No `shall`, and no word of old legal prose: `must` is a duty, and a plain word says the rest."""

from __future__ import annotations

from collections.abc import Iterator

from .unit import Finding, Unit, phrases


def look(unit: Unit) -> Iterator[Finding]:
    """Find words of old legal prose."""
    words = unit.words.archaic
    for start, end, found in phrases(unit, tuple(words)):
        instead = words[found]
        mend = f"Write “{instead}”." if instead else "Leave it out."
        yield Finding(start, end, f"“{found}” is a word of old legal prose.", mend)
