"""The closed vocabulary of provisions: every word with one line on what it means.

Words are data (`words`, `promises`, `circumventions`), and so is what may stand where (`shapes`). The
reader of front matter, its JSON Schema and docs/provisions.md are made from these tables and from nothing
else. It is imported where front matter is read or described, and never where a library comes from the cache.
"""

from __future__ import annotations

from .circumventions import CIRCUMVENTIONS
from .group import Group
from .promises import PROMISES
from .shapes import COMMON, SLOTS, VERB_SHAPES, Flag, Keys, Number, Shape, Slot, Verb, Words, Written
from .words import ACTIVITIES, GROUPS, LEAVES, branch_of

__all__ = [
    "ACTIVITIES",
    "CIRCUMVENTIONS",
    "COMMON",
    "GROUPS",
    "LEAVES",
    "PROMISES",
    "SLOTS",
    "VERB_SHAPES",
    "Flag",
    "Group",
    "Keys",
    "Number",
    "Shape",
    "Slot",
    "Verb",
    "Words",
    "Written",
    "branch_of",
]
