"""Sentences are short enough to be read once."""

from __future__ import annotations

from collections.abc import Iterator

from ...source.limits import STYLE_CHARACTERS
from .unit import HOLE, Finding, Unit


def look(unit: Unit) -> Iterator[Finding]:
    """Find sentences with more words than the language's table allows; a value or reference counts as two."""
    if len(unit.text) >= STYLE_CHARACTERS:
        yield Finding(
            0,
            1,
            f"The paragraph has more than {STYLE_CHARACTERS:,} characters; no rule looks at the others.",
            "Split it.",
        )
    longest = unit.words.longest
    for start, end in unit.sentences():
        sentence = unit.text[start:end]
        count = len(sentence.replace(HOLE, " a b ").split())
        if count > longest:
            yield Finding(
                start,
                end,
                f"The sentence has {count} words; the most is {longest}.",
                "Split it, or make a list of its parts.",
            )
