"""Kinds of numbers named by the first of each: `A.`, `(i)`, `1.1.`, as an author writes them at an item."""

from __future__ import annotations

from .level import Level

_KINDS = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_MARKS = ("", "#.", "#)", "#.)")
"""How such a number may stand; empty for the usual way, `(a)` and `1.1`."""
SAMPLES = {
    (mark or ("#" if path else "(#)")).replace("#", f"{sign}.{sign}" if path else sign): Level(
        kind, path, mark
    )
    for path in (False, True)
    for kind, sign in _KINDS.items()
    for mark in _MARKS
    if not (path and mark == "#.)")
}
"""Every kind of number that an item may have of its own, by its sample."""
OWN_LEVELS = frozenset(SAMPLES.values())
_NAMES = {level: sample for sample, level in SAMPLES.items()}


def level_of(sample: str) -> Level | None:
    """Return the kind of number of which `sample` is the first, or None.

    Args:
        sample: A number as printed, `A.`; a path shows itself below the first, `1.1`.
    """
    return SAMPLES.get(sample)


def sample_of(level: Level) -> str:
    """Return the first number of a kind that an item may have of its own.

    Raises:
        KeyError: It may not.
    """
    return _NAMES[level]
