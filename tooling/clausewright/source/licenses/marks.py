"""Printed numbers at the head of a piece of text: what they may be, and what comes next."""

from __future__ import annotations

import re

from ...document import Level
from ...document.labels import MARKS
from ...document.record import record

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z")
_HEADS = "|".join(sorted({mark.partition(" ")[0] for mark in MARKS if mark[0] not in "(#"}))
_NUMBER = re.compile(
    rf"(?:(?P<head>{_HEADS})\s+(?=[0-9IVXLC]))?(?P<open>\()?"
    r"(?P<path>[0-9]{1,4}(?:\.[0-9]{1,4}){0,6}|[A-Za-z]|[ivxlcdm]{2,7}|[IVXLCDM]{2,7})"
    r"(?P<tail>\.?\)|[.:])?(?P<dash>\s[-–—](?=\s))?(?:\s+|\Z)"
)
_LONGEST = 9_999


@record
class Mark:
    """One way to understand a printed number."""

    counters: tuple[int, ...]
    """The counters that it shows, outermost first, from 1: one, or all of a path."""
    level: Level
    """The level of numbering that prints it."""
    end: int
    """Where the words behind it begin."""
    first: bool
    """Whether it can begin a list."""


def marks(text: str) -> tuple[Mark, ...]:
    """Return every way to understand the number at the head of `text`, the likeliest first.

    A number that no level of numbering could print again gives none.
    """
    found = _NUMBER.match(text)
    if found is None:
        return ()
    shape = _shape(found)
    path = found["path"]
    if shape is None:
        return ()
    if path[0].isdigit():
        counters = tuple(int(part) for part in path.split("."))
        if ".".join(map(str, counters)) != path or max(counters) > _LONGEST:
            return ()
        return tuple(_decimal(counters, shape, found.end()))
    if shape == "#":
        return ()
    return tuple(_letters(path, shape, found.end()))


def _shape(found: re.Match[str]) -> str | None:
    """Return the mark with `#` for the number, or None where the scheme has none like it."""
    head, open_, tail, dash = found["head"], found["open"] or "", found["tail"] or "", found["dash"] or ""
    if head and (open_ or tail in {")", ".)"}):
        return None
    if dash and not head:
        # the dash belongs to the words
        dash = ""
    if open_ and tail != ")":
        return None
    shape = f"{head} #{tail}" if head else f"{open_}#{tail}"
    shape += f" {dash.strip()}" if dash else ""
    return shape if shape in MARKS else None


def _decimal(counters: tuple[int, ...], shape: str, end: int) -> list[Mark]:
    if len(counters) == 2 and counters[0] and not counters[1] and shape in {"#", "#."}:
        return [Mark(counters[:1], Level("decimal", mark=shape.replace("#", "#.0")), end, counters[0] == 1)]
    if len(counters) > 1:
        if min(counters) < 1:
            return []
        return [Mark(counters, Level("decimal", True, "" if shape == "#" else shape), end, counters[-1] == 1)]
    value = counters[0]
    out = []
    if value:
        out.append(Mark((value,), Level("decimal", mark=shape), end, value == 1))
    out.append(Mark((value + 1,), Level("decimal-from-0", mark=shape), end, value == 0))
    return out


def _letters(path: str, shape: str, end: int) -> list[Mark]:
    case = "lower" if path.islower() else "upper"
    low = path.lower()
    out = []
    if len(path) == 1:
        value = ord(low) - 96
        out.append(Mark((value,), Level(f"{case}-alpha", mark=shape), end, value == 1))
    if _ROMAN.match(low) and path in {low, low.upper()}:
        value = _roman(low)
        out.append(Mark((value,), Level(f"{case}-roman", mark=shape), end, value == 1))
    return out


def _roman(low: str) -> int:
    total = 0
    for sign, after in zip(low, [*low[1:], ""], strict=True):
        value = _VALUES[sign]
        total += -value if _VALUES.get(after, 0) > value else value
    return total
