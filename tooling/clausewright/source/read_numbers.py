"""Printed numbers as they stand in rendered Markdown, and the numbering scheme that they show.

The writer of Markdown escapes what only looks like a number with the same patterns with which the
reader finds numbers, so the two cannot drift apart.
"""

from __future__ import annotations

import re

from ..document import Document, Level, LicenseInfo, number
from ..document.labels import MARKS
from ..document.record import entity, field
from ..document.samples import SAMPLES

_COUNTER = r"(?:[0-9]{1,6}|[a-z]{1,3}|[A-Z]{1,3}|[ivxlcdm]{1,12}|[IVXLCDM]{1,12})"
_PATH = rf"{_COUNTER}(?:\.{_COUNTER}|\({_COUNTER}\))+"

_HEADS = "|".join(sorted({mark.partition(" ")[0] for mark in MARKS if mark[0] not in "(#"}))

ITEM = rf"(\({_COUNTER}\)|{_PATH}[.)]?|[0-9]{{1,6}}\\[.)]|{_COUNTER}\.?[.)])(?: |\Z)"
"""A number at the head of a paragraph: `(a)`, `6.1`, `a.`, `a)`; with a stop or bracket behind digits it
would begin a list, so that stands there with a backslash, `1\\.`."""
HEADING = re.compile(
    rf"({_COUNTER}\.?[.):]|\({_COUNTER}\)|{_PATH}[.):]?|[0-9]{{1,6}}"
    rf"|(?:{_HEADS}) (?:{_COUNTER}|{_PATH})[.:]?(?: [-–—])?)(?: |\Z)"
)
"""The number of a heading: `6.`, `Section 6.`."""

_KINDS = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "decimal-from-0")
_NOBODY = LicenseInfo("", "", "", "", "")


@entity
class Scheme:
    """A numbering scheme, found level by level from the first number of each."""

    levels: list[Level | None] = field(default_factory=list)
    _seen: dict[int, list[tuple[str, tuple[int, ...], str]]] = field(default_factory=dict)
    """The numbers from which each level was found, with what they count."""
    _own: dict[tuple[str, tuple[int, ...]], Level] = field(default_factory=dict)
    """The kinds of numbers that items have of their own, by their definition and their counters."""

    def accepts(self, text: str, counters: tuple[int, ...], owner: str = "") -> bool:
        """Tell whether `text` is the number that stands at `counters`; learn the level where it is new.

        Args:
            text: A number as printed, `(a)`.
            counters: Counters from 1, outermost first.
            owner: The definition inside which they count, or an empty string.
        """
        depth = len(counters) - (0 if owner else 1)
        while len(self.levels) <= depth:
            self.levels.append(None)
        known = self.levels[depth]
        before = self._seen.setdefault(depth, [])
        if known is not None and self._printed(counters, owner) == text:
            before.append((text, counters, owner))
            return True
        # inside a definition some schemes print the same; a later number tells which of them it is
        for mark in ("", *(mark for mark in MARKS if _fits(mark, text))):
            for kind in _KINDS:
                for path in (False, True):
                    self.levels[depth] = Level(kind, path, mark)
                    if self._printed(counters, owner) == text and all(
                        self._printed(at, within) == said for said, at, within in before
                    ):
                        before.append((text, counters, owner))
                        return True
        self.levels[depth] = known
        return False

    def own(self, text: str, counters: tuple[int, ...], owner: str = "") -> Level | None:
        """Return the kind of number that an item has of its own, and keep it for what stands below.

        Args:
            text: A number as printed that is not of the scheme.
            counters: Counters from 1, outermost first.
            owner: The definition inside which they count, or an empty string.
        """
        if len(counters) < (1 if owner else 2):
            return None
        for level in SAMPLES.values():
            self._own[owner, counters] = level
            if self._printed(counters, owner) == text:
                return level
        del self._own[owner, counters]
        return None

    def expected(self, counters: tuple[int, ...], owner: str = "") -> str:
        """Return the number that stands at `counters`, or an empty string while its level is unknown."""
        depth = len(counters) - (0 if owner else 1)
        if depth >= len(self.levels) or self.levels[depth] is None:
            return ""
        return self._printed(counters, owner)

    def result(self) -> tuple[Level, ...]:
        """Return the levels that were found; an unknown one above a known one counts as decimal."""
        levels = list(self.levels)
        while levels and levels[-1] is None:
            levels.pop()
        return tuple(level or Level("decimal") for level in levels)

    def _printed(self, counters: tuple[int, ...], owner: str) -> str:
        levels = tuple(level or Level("decimal") for level in self.levels)
        above = [counters[:end] for end in range(1, len(counters) + 1)]
        own = {f"{len(at)}": self._own[owner, at] for at in above if (owner, at) in self._own}
        labels = {f"{len(at)}": at for at in above}
        within = dict.fromkeys(labels, "x") if owner else {}
        probe = Document(_NOBODY, "en", "", (), levels, labels, within, {}, {}, levels=own)
        return number(probe, f"{len(counters)}")


def _fits(mark: str, text: str) -> bool:
    head, _, tail = mark.partition("#")
    return text.startswith(head) and text.endswith(tail)
