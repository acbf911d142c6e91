"""Every duty says who has it: a passive duty without an actor binds nobody, or everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .duties import duties
from .unit import Finding, Unit


def look(unit: Unit) -> Iterator[Finding]:
    """Find passive duties without an actor."""
    words = unit.words
    ends = "|".join(rf"\w+{re.escape(end)}" for end in words.participle_ends)
    participles = "|".join(map(re.escape, words.participles))
    verb = re.compile(rf"\s+(?:\w+ly\s+)?{words.passive}\s+(?:\w+ly\s+)?({ends}|{participles})\b")
    for start, end in unit.sentences():
        for place, behind in _all(unit, start, end):
            match = verb.match(unit.text, behind, end)
            if match is None or match[1] in words.no_participles or _actor(unit, match.end(), end):
                continue
            yield Finding(
                place,
                match.end(),
                f"“{' '.join(unit.text[place : match.end()].split())}” does not say who has the duty.",
                "Begin with the actor: “You must …”.",
            )


def _all(unit: Unit, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield every word of duty; in a relative clause, too, the passive hides the actor."""
    yield from duties(unit, start, end)
    relatives = "|".join(map(re.escape, unit.words.relatives))
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in unit.words.duties)
    pattern = rf"\b(?:{relatives})\s+(?:\w+ly\s+)?((?:{choice})(?:\s+{unit.words.negation})?)\b"
    for match in re.finditer(pattern, unit.text[start:end]):
        yield start + match.start(1), start + match.end(1)
    before = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in unit.words.passive_duties)
    for match in re.finditer(rf"\b(?:{before})\b", unit.text[start:end]):
        yield start + match.start(), start + match.end()


def _actor(unit: Unit, start: int, end: int) -> bool:
    """Tell whether an actor follows: `by` and something that is neither a time nor a means."""
    for match in re.finditer(rf"\b{unit.words.by}\s+(\S.*)", unit.text[start:end]):
        rest = match[1].lower()
        if not rest[0].isdigit() and not rest.startswith(unit.words.no_actors):
            return True
    return False
