"""Parameters: their declarations, and the typed values that manifests give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .files import SourceFile
from .limits import LIST_ENTRIES, NUMBER_DIGITS, STRING_CHARACTERS
from .model import Parameter
from .schema import INTEGER, NUMBER
from .suggest import mend_for
from .yaml_nodes import Node, at

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue
    from .files import Report

_FRACTION = re.compile(r"([0-9]{1,18})\s*/\s*([0-9]{1,18})\Z")


class BadValue(Exception):
    """A value that does not fit, with a sentence and a mend."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message, self.mend = message, mend


def read_parameter(
    name: str, data: Mapping[str, Any], node: Node, file: SourceFile, report: Report
) -> Parameter | None:
    """Return a parameter's declaration, or None after a complaint.

    Args:
        name: Its name.
        data: The record as read by its description.
        node: The YAML node of the record.
        file: The file, for positions.
        report: Where complaints go.
    """
    kind: str = data["type"]
    try:
        bounds = {key: _bound(kind, key, data[key]) for key in ("minimum", "maximum")}
        choices = tuple(data["choices"] or ())
        if kind == "choice" and not choices:
            raise BadValue("A parameter of type choice lists its `choices`.", "Add `choices: [a, b]`.")
        if kind != "choice" and choices:
            raise BadValue(
                f"`choices` does not go with the type {kind}.", "Remove it, or write `type: choice`."
            )
        low, high = bounds["minimum"], bounds["maximum"]
        if low is not None and high is not None and low > high:
            raise BadValue("The minimum is above the maximum.", "Exchange the two.")
        draft = Parameter(name, kind, data["about"], None, low, high, choices)
        default = data["default"]
        value = read_value(draft, default) if default is not None else None
        return Parameter(name, kind, data["about"], value, low, high, choices)
    except BadValue as error:
        report.add("CW-PAR-003", f"The parameter `{name}`: {error.message}", error.mend, at(file, node))
        return None


def _bound(kind: str, key: str, node: Node | None) -> Any:
    if node is None:
        return None
    if kind in {"list", "string"}:
        value: Any = _integer(node)
        if value < 0:
            raise BadValue(f"`{key}` is below zero.", "Write 0 or more.")
        return value
    if kind not in {"integer", "decimal", "fraction", "date"}:
        raise BadValue(f"`{key}` does not go with the type {kind}.", "Remove it.")
    return _typed(kind, node)


def read_value(parameter: Parameter, node: Node) -> ParameterValue:
    """Return the value of a YAML node for a parameter.

    Raises:
        BadValue: It has the wrong type, or is out of range.
    """
    kind = parameter.type
    if kind == "list":
        value: Any = _list(node)
        size = len(value)
        low, high = parameter.minimum or 1, parameter.maximum or LIST_ENTRIES
        if not low <= size <= high:  # type: ignore[operator]
            raise BadValue(f"The list has {size} entries.", f"Give from {low} to {high}.")
        return value  # type: ignore[no-any-return]
    value = _typed(kind, node)
    if kind == "choice":
        if value not in parameter.choices:
            raise BadValue(
                f"`{value}` is not one of the choices.", mend_for(value, parameter.choices, "choice")
            )
        return value  # type: ignore[no-any-return]
    if kind in {"string", "term"}:
        size = len(value)
        if (parameter.minimum is not None and size < parameter.minimum) or (  # type: ignore[operator]
            parameter.maximum is not None and size > parameter.maximum  # type: ignore[operator]
        ):
            raise BadValue(
                f"The text has {size} characters.",
                f"Give from {parameter.minimum or 0} to {parameter.maximum}.",
            )
        return value  # type: ignore[no-any-return]
    if parameter.minimum is not None and value < parameter.minimum:
        raise BadValue(f"{node.text} is less than {parameter.minimum}.", _range(parameter))
    if parameter.maximum is not None and value > parameter.maximum:
        raise BadValue(f"{node.text} is more than {parameter.maximum}.", _range(parameter))
    return value  # type: ignore[no-any-return]


def _range(parameter: Parameter) -> str:
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None:
        return f"Give a value from {low} to {high}."
    return f"Give a value of at least {low}." if low is not None else f"Give a value of at most {high}."


def _typed(kind: str, node: Node) -> Any:
    if node.kind != "scalar":
        raise BadValue(
            f"a value of type {kind} is expected, not a {node.kind}.", "Write one value, without brackets."
        )
    if kind == "integer":
        return _integer(node)
    if kind == "decimal":
        return _decimal(node)
    if kind == "fraction":
        return _fraction(node)
    if kind == "date":
        return read_date(node.text)
    return _string(node)


def _integer(node: Node) -> int:
    if node.kind != "scalar" or not node.plain or not INTEGER.match(node.text):
        raise BadValue(f"`{node.text[:40]}` is not a whole number.", "Write digits only.")
    return int(node.text)


def _decimal(node: Node) -> Any:
    from decimal import Decimal

    if not node.plain or not NUMBER.match(node.text):
        raise BadValue(f"`{node.text[:40]}` is not a number.", "Write a number such as 0.5 or 3.3e22.")
    value = Decimal(node.text)
    if value and (abs(value.adjusted()) > NUMBER_DIGITS):
        raise BadValue(f"`{node.text[:40]}` has too many digits.", f"Write at most {NUMBER_DIGITS}.")
    return value


def _fraction(node: Node) -> Any:
    from fractions import Fraction

    match = _FRACTION.match(node.text)
    if match:
        if int(match[2]) == 0:
            raise BadValue("A fraction cannot have the denominator 0.", "Write a fraction such as 1/3.")
        return Fraction(int(match[1]), int(match[2]))
    if NUMBER.match(node.text):
        return Fraction(_decimal(node))
    raise BadValue(f"`{node.text[:40]}` is not a fraction.", "Write a fraction such as 1/3.")


def read_date(text: str) -> Any:
    """Return an ISO date. Raises BadValue for anything else."""
    from datetime import date

    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"`{text[:40]}` is not a date of the calendar.", "Write it as 2026-11-23.") from None


def _string(node: Node) -> str:
    text = " ".join(node.text.split())
    if not text:
        raise BadValue("the value is empty.", "Write some text.")
    if len(text) > STRING_CHARACTERS:
        raise BadValue(
            f"the text has {len(text):,} characters; at most {STRING_CHARACTERS:,} fit.", "Shorten it."
        )
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or ord(c) in {0x2028, 0x2029, 0xFFFC} for c in text):
        raise BadValue("the text holds a control character.", "Remove it.")
    return text


def _list(node: Node) -> tuple[str, ...]:
    if node.kind != "sequence":
        raise BadValue("a list is expected.", "Write `[a, b]`.")
    for item in node.items:
        if item.kind != "scalar":
            raise BadValue("a list holds texts only.", "Write `[a, b]`.")
    return tuple(_string(item) for item in node.items)
