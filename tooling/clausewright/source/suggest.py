"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

from .limits import SUGGESTIONS


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the known name closest to `word`, or an empty string."""
    if len(word) > 100:
        return ""
    from difflib import get_close_matches

    names = [name for name in known if len(name) <= 100]
    if len(names) > SUGGESTIONS:
        # comparing is slow: among many names, only those that begin alike
        names = nsmallest(SUGGESTIONS, (name for name in names if name[:2] == word[:2]))
    found = get_close_matches(word, sorted(names), n=1, cutoff=0.55)
    return f"did you mean `{found[0]}`?" if found else ""


def mend_for(word: str, known: Iterable[str], what: str) -> str:
    """Return a sentence that names the nearest known name, or lists the known ones."""
    names = list(known)
    hint = nearest(word, names)
    if hint:
        return hint[0].upper() + hint[1:]
    if not names:
        return f"There is no {what} to choose from."
    listed = ", ".join(f"`{name}`" for name in nsmallest(8, names))
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"Known here: {listed}{more}."
