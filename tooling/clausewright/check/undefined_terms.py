"""A capitalized word in the middle of a sentence is a defined term, or it confuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostic import WARNING, Diagnostic
from ..document import language
from .context import Subject, words_of

_PHRASE = re.compile(r"[A-Z][a-z]+(?:[ \u00a0][A-Z][a-z]+)*")


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find capitalized words that nothing defines."""
    table = language(subject.document.language)
    ends = f"{table.sentence_ends}:"
    known = {*table.proper_words, *table.months}
    seen: set[str] = set()
    for _, paragraph in subject.paragraphs(plain=False):
        text = words_of(paragraph.content)
        for match in _PHRASE.finditer(text):
            phrase, place = match[0], match.start()
            if _begins(text, place, ends, table.closers):
                # the first word of a sentence is capitalized in any case
                first, _, rest = phrase.partition(" ")
                phrase, place = rest, place + len(first) + 1
            words = [w for w in phrase.split() if w not in known]
            if not words or phrase in seen:
                continue
            seen.add(phrase)
            yield Diagnostic(
                "CW-CHK-002",
                f"“{phrase}” is capitalized like a defined term, and nothing defines it.",
                "Define it, or write it in small letters.",
                subject.find(paragraph.origin, phrase),
                severity=WARNING,
            )


def _begins(text: str, place: int, ends: str, closers: str) -> bool:
    """Tell whether a sentence begins at a place in a text."""
    at = place
    while at and text[at - 1].isspace():
        at -= 1
        if text[at] == "\n":
            return True
    if not place or at and text[at - 1] in "“‘(":
        return True
    gap = at < place
    while at and text[at - 1] in closers:
        at -= 1
    return gap and at > 0 and text[at - 1] in ends
