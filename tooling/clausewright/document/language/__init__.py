"""All words and rules of a language that the tool itself needs, one table a language."""

from __future__ import annotations

from .english import ENGLISH
from .style import Style
from .table import Language

LANGUAGES: dict[str, Language] = {"en": ENGLISH}
"""The languages that exist, by BCP 47 tag."""


def language(tag: str) -> Language:
    """Return the table of a language.

    Raises KeyError for a tag that is not in `LANGUAGES`.
    """
    return LANGUAGES[tag]


__all__ = ["LANGUAGES", "Language", "Style", "language"]
