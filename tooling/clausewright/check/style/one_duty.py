"""One sentence holds one duty, so that each can be cited, kept and broken by itself."""

from __future__ import annotations

from collections.abc import Iterator

from .duties import duties
from .unit import Finding, Unit


def look(unit: Unit) -> Iterator[Finding]:
    """Find sentences with a second duty."""
    for start, end in unit.sentences():
        found = list(duties(unit, start, end))
        for place in found[1:]:
            yield Finding(
                *place,
                f"This is duty {found.index(place) + 1} of {len(found)} in one sentence.",
                "Give each duty a sentence of its own.",
            )
