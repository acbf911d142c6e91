"""The type of a provision: one permission, duty, prohibition or reach in machine-readable form."""

from __future__ import annotations

from typing import TypeAlias

from .record import record

Json: TypeAlias = None | bool | int | float | str | tuple["Json", ...] | tuple[tuple[str, "Json"], ...]

VERBS = (
    "permits",
    "requires",
    "forbids",
    "reaches",
    "ends",
    "restores",
    "powers",
    "waives",
    "promises",
    "compatible-with",
    "states",
    "covers",
)
"""What a provision can do. Each provision names exactly one of these; `vocabulary` says what they mean."""


@record
class Provision:
    """One provision, as the front matter of a variant states it."""

    at: str
    """Full id of the paragraph or span whose words it describes."""
    verb: str
    """One of `VERBS`."""
    value: object
    """What the verb takes: an act, a list of acts, a mapping. Lists are tuples, mappings are dicts."""
    slots: dict[str, object]
    """The other slots by name, as written: who, when, material, to, within, fee, condition, ..."""
