"""Preamble, headings and definitions carry no duty and no leave: nobody looks for one there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .unit import DEFINITION, HEADING, NEAR, PREAMBLE, Finding, Unit

_NAMES = {DEFINITION: "a definition", HEADING: "a heading", PREAMBLE: "the preamble"}


def look(unit: Unit) -> Iterator[Finding]:
    """Find operative words where none belongs."""
    if unit.kind not in _NAMES:
        return
    words = unit.words
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words.operative)
    relatives = "|".join(map(re.escape, words.relatives))
    for match in re.finditer(rf"\b(?:{choice})\b", unit.text):
        told = re.search(
            rf"\b(?:{relatives})\s+(?:\w+ly\s+)?\Z", unit.text[max(0, match.start() - NEAR) : match.start()]
        )
        if unit.kind == DEFINITION and told:
            continue  # `the person who must give them` tells of a duty
        yield Finding(
            match.start(),
            match.end(),
            f"“{match[0]}” gives {_NAMES[unit.kind]} legal effect of its own.",
            "Move it to a numbered paragraph of a clause, or say it without that word.",
        )
