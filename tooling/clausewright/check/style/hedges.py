"""No hedges: a measure that the text does not give is one that a court must find."""

from __future__ import annotations

from collections.abc import Iterator

from .unit import Finding, Unit, phrases


def look(unit: Unit) -> Iterator[Finding]:
    """Find words that leave the measure open."""
    for start, end, found in phrases(unit, unit.words.hedges):
        mend = "Name the measure: a number, a date, a way, or the thing itself."
        yield Finding(start, end, f"“{found}” leaves the measure to whoever reads it.", mend)
