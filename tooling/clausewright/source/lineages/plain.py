"""The values of a lineage file with their places, whether it is YAML or JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...diagnostic import Position
from ..files import Report
from ..suggest import mend_for

Where = Callable[[tuple[object, ...]], Position]
"""From a path of keys and indexes to the place of that value."""

_TEXT = 200
_BAD = 8


class Entry:
    """One mapping of a file, read key by key; what does not fit is reported and left out."""

    __slots__ = ("data", "path", "report", "where")

    def __init__(
        self, data: Mapping[str, Any], path: tuple[object, ...], where: Where, report: Report
    ) -> None:
        self.data, self.path, self.where, self.report = data, path, where, report

    def position(self, *more: object) -> Position:
        """Return the place of this mapping, or of a value below it."""
        return self.where((*self.path, *more))

    def known(self, keys: Mapping[str, str]) -> None:
        """Report every key that is not one of these."""
        for key in self.data:
            if key not in keys:
                mend = mend_for(str(key), keys, "key")
                self.add("CW-LIN-001", f"`{str(key)[:80]}` is no key here.", mend, key)

    def add(self, code: str, message: str, mend: str, *more: object) -> None:
        """Report something at a value below this mapping."""
        self.report.add(code, message, mend, self.position(*more))

    def _shape(self, key: str, wanted: str) -> None:
        self.add("CW-LIN-002", f"`{key}` takes {wanted}.", f"Write {wanted}.", key)

    def text(self, key: str, default: str = "") -> str:
        """Return one line of text."""
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            self._shape(key, "one line of text")
            return default
        return self.line(str(value), key)

    def line(self, value: str, *more: object) -> str:
        """Return text without control characters and of bounded length, after a complaint otherwise."""
        if len(value) > _TEXT:
            self.add("CW-LIN-002", f"This is longer than {_TEXT} characters.", "Shorten it.", *more)
            return value[:_TEXT]
        if not value.isprintable():
            self.add("CW-LIN-002", "This holds a character that is not printed.", "Remove it.", *more)
            return "".join(c for c in value if c.isprintable())
        return value

    def number(self, key: str, most: float = 1e40) -> float | None:
        """Return a number from 0 to `most`."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
            self._shape(key, f"a number from 0 to {most:g}")
            return None
        return float(value)

    def flag(self, key: str) -> bool | None:
        """Return true, false, or None where nothing is said."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return value
        self._shape(key, "`true` or `false`")
        return None

    def words(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...] | None:
        """Return a word or a list of words, None where nothing is said; `known` are those that fit."""
        value = self.data.get(key)
        if value is None:
            return None
        items = value if isinstance(value, (list, tuple)) else (value,)
        names = []
        for place, item in enumerate(items):
            at = (key, place) if isinstance(value, (list, tuple)) else (key,)
            if isinstance(item, bool) or not isinstance(item, (str, int, float)):
                self.add("CW-LIN-002", f"`{key}` takes words.", "Write words, as `[a, b]`.", *at)
                continue
            word = self.line(str(item), *at)
            if known is not None and word not in known:
                self.add(
                    "CW-LIN-003", f"`{word[:80]}` is no word for `{key}`.", mend_for(word, known, "word"), *at
                )
                continue
            names.append(word)
        return tuple(names)

    def word(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Return one word of those that are known."""
        if isinstance(self.data.get(key), (list, tuple)):
            self._shape(key, "one word")
            return default
        found = self.words(key, known)
        return found[0] if found else default

    def entries(self, key: str) -> list[tuple[str, Entry]]:
        """Return the mappings below a mapping, by name."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, Mapping):
            self._shape(key, "a mapping of names")
            return []
        out = []
        for name, inner in value.items():
            if inner is not None and not isinstance(inner, Mapping):
                self.add("CW-LIN-002", f"`{str(name)[:80]}` takes a mapping.", "Write `{}`.", key, name)
                continue
            out.append(
                (
                    self.line(str(name), key, name),
                    Entry(inner or {}, (*self.path, key, name), self.where, self.report),
                )
            )
        return out

    def listed(self, key: str) -> list[Entry]:
        """Return the mappings of a list."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            self._shape(key, "a list")
            return []
        out = []
        for place, inner in enumerate(value):
            if not isinstance(inner, Mapping):
                self.add(
                    "CW-LIN-002", "A mapping is expected here.", "Write `{do: run, of: base}`.", key, place
                )
                continue
            out.append(Entry(inner, (*self.path, key, place), self.where, self.report))
        return out
