"""The filters that turn a value into words, and the types that each accepts.

Every filter is total over every value that a declared range can hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..document import Language
from ..document.record import record
from .suggest import mend_for

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from ..document.inlines import ParameterValue


@record
class Filter:
    """One filter."""

    name: str
    accepts: tuple[str, ...]
    """Parameter types."""
    apply: Callable[[Language, ParameterValue], str]
    about: str


def _grouped(language: Language, number: int) -> str:
    return f"{number:,}"


def _unit(name: str) -> Callable[[Language, ParameterValue], str]:
    def apply(language: Language, value: ParameterValue) -> str:
        one, many = language.units[name]
        number = int(value)  # type: ignore[arg-type]
        return f"{_grouped(language, number)}\u00a0{one if number == 1 else many}"

    return apply


def _percent(language: Language, value: ParameterValue) -> str:
    from decimal import ROUND_HALF_EVEN, Decimal, localcontext
    from fractions import Fraction

    share = Fraction(value) * 100  # type: ignore[arg-type]
    with localcontext() as context:
        context.prec = 80
        number = Decimal(share.numerator) / Decimal(share.denominator)
        number = number.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}\u00a0{language.units['percent'][0]}"


def _fraction(language: Language, value: ParameterValue) -> str:
    from fractions import Fraction

    share = Fraction(value)  # type: ignore[arg-type]
    words = language.fractions.get((share.numerator, share.denominator))
    if words:
        return words
    return (
        decimal_text(share.numerator) if share.denominator == 1 else f"{share.numerator}/{share.denominator}"
    )


def decimal_text(value: int | Decimal | Fraction) -> str:
    """Return a number in digits, grouped by thousands, without exponent."""
    from decimal import Decimal
    from fractions import Fraction

    if isinstance(value, Decimal):
        text = f"{value:,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return f"{value:,}"


def _large(language: Language, value: ParameterValue) -> str:
    """Give 3.3e22 as "33 sextillion (33 followed by 21 zeros)": no reader has to know the name."""
    from decimal import Decimal

    number = Decimal(value)  # type: ignore[arg-type]
    if number != number.to_integral_value() or abs(number) < 1_000_000:
        return decimal_text(number)
    whole = int(number)
    sign = "-" if whole < 0 else ""
    whole = abs(whole)
    for power, name in language.scales:
        if whole >= 10**power:
            head, rest = divmod(whole, 10**power)
            if rest:
                # a smaller unit that divides evenly keeps the figure exact
                continue
            if head < 1_000_000:
                return f"{sign}{head:,}\u00a0{name} ({sign}{head:,} followed by {power} zeros)"
    return f"{sign}{whole:,}"


def _flop(language: Language, value: ParameterValue) -> str:
    return f"{_large(language, value)} floating-point operations"


def _words(language: Language, value: ParameterValue) -> str:
    from num2words import num2words

    return str(num2words(int(value), lang=language.tag))  # type: ignore[arg-type]


def _date(language: Language, value: ParameterValue) -> str:
    return language.date(value.isoformat())  # type: ignore[union-attr]


def _join(last: str) -> Callable[[Language, ParameterValue], str]:
    def apply(language: Language, value: ParameterValue) -> str:
        return language.join(value, getattr(language, last))  # type: ignore[arg-type]

    return apply


FILTERS: dict[str, Filter] = {
    f.name: f
    for f in (
        Filter("days", ("integer",), _unit("days"), "`30 days`, `1 day`"),
        Filter("months", ("integer",), _unit("months"), "`6 months`"),
        Filter("years", ("integer",), _unit("years"), "`3 years`"),
        Filter("percent", ("decimal", "fraction", "integer"), _percent, "0.5 as `50 percent`"),
        Filter("fraction", ("fraction", "decimal"), _fraction, "1/3 as `one third`"),
        Filter("words", ("integer",), _words, "14 as `fourteen`"),
        Filter(
            "large", ("integer", "decimal"), _large, "3.3e22 as `33 sextillion (33 followed by 21 zeros)`"
        ),
        Filter("flop", ("integer", "decimal"), _flop, "the same, with `floating-point operations`"),
        Filter("date", ("date",), _date, "`November 23, 2026`"),
        Filter("join_or", ("list",), _join("or_"), "`a, b, or c`"),
        Filter("join_and", ("list",), _join("and_"), "`a, b, and c`"),
    )
}
"""Every filter by name."""

PLAIN_TYPES = frozenset({"string", "integer", "decimal", "fraction", "date", "choice", "term"})
"""Types that stand in a text without a filter."""


def show(language: Language, type_: str, value: ParameterValue, filters: tuple[str, ...]) -> str:
    """Return the words of a value behind its filters; only the first filter sees the typed value."""
    if filters:
        text = FILTERS[filters[0]].apply(language, value)
    elif type_ == "date":
        text = _date(language, value)
    elif type_ in {"integer", "decimal", "fraction"}:
        text = decimal_text(value)  # type: ignore[arg-type]
    else:
        text = str(value)
    return text


def accepted(type_: str, filters: tuple[str, ...]) -> tuple[str, str, str] | None:
    """Return None where a value of a type can pass the filters, or code, sentence and mend."""
    if not filters:
        if type_ in PLAIN_TYPES:
            return None
        return (
            "CW-VAL-002",
            f"A value of type {type_} needs a filter",
            "Write `join_or` or `join_and` behind it.",
        )
    found = FILTERS.get(filters[0])
    if found is None:
        return "CW-VAL-004", f"There is no filter `{filters[0]}`", mend_for(filters[0], FILTERS, "filter")
    if len(filters) > 1:
        message = f"`{filters[1]}` would get words from `{filters[0]}`"
        return "CW-VAL-005", message, "A value takes one filter: remove the other."
    if type_ not in found.accepts:
        fitting = [f"`{f.name}`" for f in FILTERS.values() if type_ in f.accepts]
        mend = f"Choose one of {', '.join(fitting)}." if fitting else "Remove the filter."
        return "CW-VAL-002", f"`{found.name}` takes {' or '.join(found.accepts)}, not {type_}", mend
    return None
