"""No `and/or`: it leaves open which of the two is meant."""

from __future__ import annotations

from collections.abc import Iterator

from .unit import Finding, Unit, phrases


def look(unit: Unit) -> Iterator[Finding]:
    """Find joints that leave open what is meant."""
    for start, end, found in phrases(unit, unit.words.conjunctions):
        mend = "Write “and”, write “or”, or write “a, b or both”."
        yield Finding(start, end, f"“{found}” leaves open which is meant.", mend)
