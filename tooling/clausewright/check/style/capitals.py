"""A capitalized word in the middle of a sentence is a defined term, or it confuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .unit import DEFINITION, NEAR, PARAGRAPH, Finding, Unit

_PHRASE = re.compile(r"[A-Z][a-z]+(?:[ \u00a0][A-Z][a-z]+)*")


def look(unit: Unit) -> Iterator[Finding]:
    """Find capitalized words that nothing defines."""
    if unit.kind not in {PARAGRAPH, DEFINITION}:
        return
    known = {*unit.language.proper_words, *unit.language.months}
    text = list(unit.text)
    for use in unit.terms:
        text[use.start : use.end] = "\ufffc" * (use.end - use.start)
    words = "".join(text)
    ends, closers = re.escape(unit.language.sentence_ends), re.escape(unit.language.closers)
    first = re.compile(rf"(?:[{ends}:][{closers}]*\s+|[\n“‘(]\s*)\Z")
    for match in _PHRASE.finditer(words):
        phrase, place = match[0], match.start()
        if place == 0 or first.search(words[max(0, place - NEAR) : place]):
            # the first word of a sentence is capitalized in any case
            word, _, phrase = phrase.partition(" ")
            place += len(word) + 1
        if any(word not in known for word in phrase.split()):
            yield Finding(
                place,
                place + len(phrase),
                f"“{phrase}” is capitalized like a defined term, and nothing defines it.",
                "Define it, or write it in small letters.",
            )
