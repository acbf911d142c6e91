"""The filters and tests that a user's template may use, each of them bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import Undefined
from jinja2.filters import do_default
from jinja2.tests import TESTS
from markupsafe import Markup, escape

from .meter import ForbiddenError, Meter

SCALARS = (str, int, float, bool, type(None), Undefined)
"""What can be printed, compared and used as a key. Comparing lists of lists can take forever."""


def scalar(value: Any) -> Any:
    """Return a value that is words or a number. Raises ForbiddenError for any other."""
    if isinstance(value, SCALARS):
        return value
    raise ForbiddenError(f"only words and numbers can be printed, compared or looked up, not {_kind(value)}")


def filters(meter: Meter) -> dict[str, Callable[..., Any]]:
    """Return the filters by name; what they make is counted by `meter`."""

    def words(change: Callable[[str], str]) -> Callable[[Any], str]:
        def apply(value: Any) -> str:
            text = value if isinstance(value, str) else str(scalar(value))
            meter.string(2 * len(text))
            return change(text)

        return apply

    def entries(value: Any) -> list[Any]:
        if not isinstance(value, (str, list, tuple, range, Mapping)) and not hasattr(value, "__len__"):
            raise ForbiddenError(f"{_kind(value)} is not a list")
        meter.entries(len(value))
        return list(value)

    def join(value: Any, between: str = "") -> Markup:
        parts = [escape(scalar(part)) for part in entries(value)]
        edge = escape(scalar(between))
        meter.string(sum(map(len, parts)) + len(edge) * len(parts))
        return edge.join(parts)

    def replace(value: Any, old: str, new: str) -> str:
        text = value if isinstance(value, str) else str(scalar(value))
        if not isinstance(old, str) or not isinstance(new, str):
            raise ForbiddenError("`replace` takes words")
        meter.string(len(text) + text.count(old) * 6 * len(new))
        return text.replace(old, new)

    def length(value: Any) -> int:
        return len(value) if isinstance(value, (str, Mapping, range)) else len(entries(value))

    def sort(value: Any) -> list[Any]:
        return sorted(scalar(entry) for entry in entries(value))

    def unique(value: Any) -> list[Any]:
        return list(dict.fromkeys(scalar(entry) for entry in entries(value)))

    def first(value: Any) -> Any:
        return next(iter(entries(value)), "")

    def last(value: Any) -> Any:
        return next(reversed(entries(value)), "")

    def items(value: Any) -> list[Any]:
        if not isinstance(value, Mapping):
            raise ForbiddenError(f"{_kind(value)} is not a dictionary")
        return entries(value.items())

    def whole(value: Any, default: int = 0) -> Any:
        try:
            return meter.number(int(scalar(value)))
        except (TypeError, ValueError):
            return default

    def rounded(value: Any, digits: int = 0) -> float:
        return round(float(scalar(value)), max(-20, min(20, int(scalar(digits)))))

    def absolute(value: Any) -> Any:
        return abs(scalar(value))

    return {
        "abs": absolute, "capitalize": words(lambda text: text.capitalize()), "count": length,
        "d": do_default, "default": do_default, "e": escape_once, "escape": escape_once, "first": first,
        "int": whole, "items": items, "join": join, "last": last, "length": length, "list": entries,
        "lower": words(lambda text: text.lower()), "replace": replace,
        "reverse": lambda value: entries(value)[::-1], "round": rounded, "sort": sort,
        "title": words(lambda text: text.title()), "trim": words(lambda text: text.strip()),
        "unique": unique, "upper": words(lambda text: text.upper()),
    }  # fmt: skip


def escape_once(value: Any) -> Markup:
    """Return words escaped, unless they are already."""
    return escape(scalar(value))


def tests(compare: Callable[..., bool]) -> dict[str, Callable[..., Any]]:
    """Return the tests by name; those that compare go through the sandbox's own comparison."""
    plain = ("boolean", "defined", "false", "float", "integer", "iterable", "mapping", "none", "number",
             "sequence", "string", "true", "undefined", "lower", "upper")  # fmt: skip
    found: dict[str, Callable[..., Any]] = {}
    for name in plain:
        found[name] = cast("Callable[..., Any]", TESTS[name])
    for name, op in (("eq", "eq"), ("equalto", "eq"), ("==", "eq"), ("ne", "ne"), ("!=", "ne"), ("in", "in"),
                     ("lt", "lt"), ("<", "lt"), ("gt", "gt"), (">", "gt"), ("le", "lteq"), ("ge", "gteq"),
                     ("<=", "lteq"), (">=", "gteq"), ("lessthan", "lt"), ("greaterthan", "gt")):  # fmt: skip
        found[name] = lambda left, right, op=op: compare(left, op, right)
    found["odd"] = lambda value: scalar(value) % 2 == 1 if not isinstance(value, str) else False
    found["even"] = lambda value: scalar(value) % 2 == 0 if not isinstance(value, str) else False
    return found


def _kind(value: Any) -> str:
    return {"list": "a list", "tuple": "a list", "dict": "a dictionary"}.get(
        type(value).__name__, f"something of the kind `{type(value).__name__}`"
    )
