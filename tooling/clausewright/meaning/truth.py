"""Yes, no, or unknown with the facts that would settle it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | frozenset[str]
"""True, False, or the names of the missing facts."""


def unknown(*facts: str) -> frozenset[str]:
    """Return a truth that hangs on these facts."""
    return frozenset(facts)


def known(value: bool | None, fact: str) -> Truth:
    """Return a stated value, or what is missing where nothing was said."""
    return unknown(fact) if value is None else value


def both(*values: Truth) -> Truth:
    """Return whether all hold: no where one does not, whatever the others are."""
    missing: frozenset[str] = frozenset()
    for value in values:
        if value is False:
            return False
        if value is not True:
            missing |= value
    return missing or True


def either(*values: Truth) -> Truth:
    """Return whether one holds: yes where one does, whatever the others are."""
    missing: frozenset[str] = frozenset()
    for value in values:
        if value is True:
            return True
        if value is not False:
            missing |= value
    return missing or False


def any_of(values: Iterable[Truth]) -> Truth:
    """Return whether one of many holds."""
    return either(*values)


def opposite(value: Truth) -> Truth:
    """Return whether it does not hold."""
    return value if isinstance(value, frozenset) else not value


def missing(value: Truth) -> frozenset[str]:
    """Return the facts on which a truth hangs; none where it is known."""
    return value if isinstance(value, frozenset) else frozenset()
