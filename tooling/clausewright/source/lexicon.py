"""Finds the forms of defined terms in a text, in time that does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = re.compile(r"\w+|[^\w\s]")
_NEXT = re.compile(r"(\s*)(\w+|[^\w\s])")
_PIECES = re.compile(r"( ?)(\w+|[^\w\s])")
_END = ""
"""Key of a branch that says: a form ends here. No piece of a text is empty."""


class _Branch(dict[str, "_Branch"]):
    """What may follow the pieces so far, by the next piece; a space before it stands before it."""

    __slots__ = ()


class Lexicon:
    """The forms of terms as trees of words and signs, once as written and once in any case."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._exact = _Branch()
        self._folded = _Branch()
        self._starts = re.compile(r"\w+")
        for form in forms:
            pieces = [(" " if m[1] else "") + m[2] for m in _PIECES.finditer(" ".join(form.split()))]
            if not pieces:
                continue
            _grow(self._exact, pieces)
            _grow(self._folded, [piece.casefold() for piece in pieces])
            if not re.match(r"\w", pieces[0]):
                self._starts = _PIECE

    def search(self, text: str, place: int) -> tuple[int, int] | None:
        """Return start and end of the next form in any case from `place` on, the longest there."""
        for found in self._starts.finditer(text, place):
            if found[0].casefold() in self._folded:
                end = self._longest(text, found.start(), self._folded, fold=True)
                if end:
                    return found.start(), end
        return None

    def exact(self, text: str, start: int) -> int:
        """Return the end of the longest form, as it is written, that begins at `start`, or 0."""
        return self._longest(text, start, self._exact, fold=False)

    def _longest(self, text: str, start: int, branch: _Branch, *, fold: bool) -> int:
        if start and _is_word(text[start - 1]):
            return 0
        end = 0
        place = start
        while (found := _NEXT.match(text, place)) is not None:
            key = (" " if found[1] else "") + found[2]
            following = branch.get(key.casefold() if fold else key)
            if following is None:
                break
            branch = following
            place = found.end()
            if _END in branch and not (place < len(text) and _is_word(text[place])):
                end = place
        return end


def _grow(branch: _Branch, pieces: Iterable[str]) -> None:
    for piece in pieces:
        branch = branch.setdefault(piece, _Branch())
    branch[_END] = _Branch()


def _is_word(sign: str) -> bool:
    return sign == "_" or sign.isalnum()
