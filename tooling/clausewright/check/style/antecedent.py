"""A pronoun or `such` points at one thing only, as far as that can be told from the words alone.

Four things can be told: that a phrase points by order or place (`the latter`, `this section`); that a piece
of the preamble, which stands alone, begins with a pronoun; that `such` is followed by a noun
that nothing before it names, or that is named twice with different additions; and that the actor of a
duty or leave is a pronoun while two things before it could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .unit import PREAMBLE, Finding, Unit, phrases

_MOST = 20
"""Pointing words of one paragraph that are followed to what they point at."""
_REACH = 2_000
"""Characters of an earlier paragraph in which that is looked for."""


def look(unit: Unit) -> Iterator[Finding]:
    """Find words that can point at more than one thing."""
    for start, end, found in phrases(unit, unit.words.pointers):
        message = f"“{found}” points by order or by place, and both can change."
        yield Finding(start, end, message, "Repeat the name of the thing, or refer to its id.")
    yield from _preamble(unit)
    yield from _such(unit)
    yield from _actors(unit)


def _preamble(unit: Unit) -> Iterator[Finding]:
    """Find a piece of the preamble that begins with a pronoun: what stood before it can be another piece."""
    pronouns = "|".join(map(re.escape, unit.words.actors))
    match = re.match(rf"\s*({pronouns})\b", unit.text, re.IGNORECASE)
    if unit.kind == PREAMBLE and match is not None:
        yield Finding(
            *match.span(1),
            f"“{match[1]}” begins a piece of the preamble, and the piece before it is another clause's.",
            "Name who is meant.",
        )


def _such(unit: Unit) -> Iterator[Finding]:
    words = unit.words
    articles = "|".join(map(re.escape, unit.language.articles))
    uses = re.finditer(rf"\b{words.such}\s+(?:(?:{articles})\s+)?([\w-]+(?:\s+[\w-]+)?)", unit.text)
    for match in islice(uses, _MOST):
        first, _, second = match[1].partition(" ")
        if first in words.such_not:
            continue
        # `such a data set`, `such further leave`: the noun may be the second word
        names = [name for name in (f"{first} {second}".strip(), second, first) if name]
        held = [unit.text[: match.start()], *(text[-_REACH:] for text in reversed(unit.before))]
        name, near = next(((n, f) for n in names for t in held if (f := _named(unit, t, n))), (first, []))
        place = (match.start(), unit.text.index(name, match.start(1)) + len(name))
        phrase = unit.text[slice(*place)]
        if not near:
            yield Finding(
                *place,
                f"“{phrase}” points back, and nothing before it in this clause names “{first}”.",
                "Say which one: “a … that …”.",
            )
        additions = {addition for addition in near if addition}
        if len(near) > 1 and len(additions) > 1:
            shown = " or ".join(f"“… {a}”" for a in sorted(additions))
            yield Finding(*place, f"“{phrase}” can mean {shown}.", "Say which one.")


def _named(unit: Unit, text: str, name: str) -> list[str]:
    """Return each use of a noun in some words, as what is added to it; an empty string for nothing."""
    stem = re.escape(name.rstrip("s"))
    # what stands behind `that` or `such` points back itself, and adds nothing
    back = "".join(rf"(?<!\b{word}\s)" for word in unit.words.back)
    begin = "|".join(unit.words.additions)
    noun = rf"{back}\b{stem}s?\b(?:\s+((?:{begin})\s+\w+(?:\s+\w+)?))?"
    return [match[1] or "" for match in re.finditer(noun, text, re.IGNORECASE)]


def _actors(unit: Unit) -> Iterator[Finding]:
    words = unit.words
    pronouns = "|".join(map(re.escape, words.actors))
    operative = "|".join(re.escape(w) for w in words.operative)
    before = (0, 0)
    for start, end in unit.sentences():
        uses = re.finditer(rf"\b({pronouns})\s+(?:{operative})\b", unit.text[start:end], re.IGNORECASE)
        for match in islice(uses, _MOST):
            at = start + match.start()
            span = before if match.start() == 0 else (start, at)
            many = words.actors[match[1].lower()] == "many"
            named = list(dict.fromkeys(_things(unit, *span, many=many)))
            if len(named) > 1:
                yield Finding(
                    at,
                    at + len(match[1]),
                    f"“{match[1]}” can mean {' or '.join(f'“{name}”' for name in named)}.",
                    "Repeat the name of the actor.",
                )
        before = (start, end)


def _things(unit: Unit, start: int, end: int, *, many: bool) -> Iterator[str]:
    """Yield the things in a part of the words that a pronoun can stand for, in one number."""
    covered = []
    for use in unit.terms:
        if start <= use.start and use.end <= end:
            covered.append((use.start, use.end))
            name = unit.text[use.start : use.end]
            if _plural(name) is many and name.casefold() not in unit.words.addressed:
                yield name
    if many:
        return
    choice = "|".join(map(re.escape, unit.words.determiners))
    for match in re.finditer(rf"\b(?:{choice})\s+([a-z][\w-]+)", unit.text[start:end], re.IGNORECASE):
        place = start + match.start(1)
        if not any(a <= place < b for a, b in covered) and match[1][0].islower():
            yield match[1]


def _plural(name: str) -> bool:
    return name.endswith("s") and not name.endswith("ss")
