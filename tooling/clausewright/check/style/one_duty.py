"""One sentence holds one duty, so that each can be cited, kept and broken by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .duties import duties
from .unit import Finding, Unit


def look(unit: Unit) -> Iterator[Finding]:
    """Find sentences with a second duty."""
    for start, end in unit.sentences():
        found = list(duties(unit, start, end))
        if found:
            found = sorted([*found, *_joined(unit, found[0][1], end)])
        for number, place in enumerate(found[1:], 2):
            yield Finding(
                *place,
                f"This is duty {number} of {len(found)} in one sentence.",
                "Give each duty a sentence of its own.",
            )


def _joined(unit: Unit, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield each second verb that a word of duty governs: `must give the notices and name the place`."""
    words, and_ = unit.words, re.escape(unit.language.and_)
    verbs, objects = "|".join(words.duty_verbs), "|".join(words.duty_objects)
    terms = {use.start for use in unit.terms}
    governed = re.search(rf"\b(?:{'|'.join(words.governing)})\b", unit.text[start:end])
    for match in re.finditer(rf"\b{and_}\s+({verbs})\s+", unit.text[start:end]):
        behind = start + match.end()
        if governed is not None and governed.start() < match.start():
            continue  # `must let each person use and keep the copy` is one duty
        if behind in terms or re.match(rf"(?:{objects})\b", unit.text[behind:end]):
            yield start + match.start(1), start + match.end(1)
