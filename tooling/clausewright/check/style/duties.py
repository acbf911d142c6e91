"""Finds the words of duty in a sentence: those that lay a duty on its subject, not those that tell of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .unit import NEAR, Unit


def duties(unit: Unit, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the place of each word of duty in a part of the words.

    One behind a word that begins a relative clause (`the person who must give them`) tells of a duty and is
    passed over.
    """
    words = unit.words
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words.duties)
    relatives = "|".join(map(re.escape, words.relatives))
    for match in re.finditer(rf"\b(?:{choice})(?:\s+{words.negation})?\b", unit.text[start:end]):
        place = start + match.start()
        head = unit.text[max(start, place - NEAR) : place]
        if not re.search(rf"\b(?:{relatives})\s+(?:\w+ly\s+)?\Z", head):
            yield place, start + match.end()
