"""The model as JSON: a list whose first entry is a number that says what it is."""

from __future__ import annotations

from typing import Any

from .. import document as d
from ..diagnostic import Diagnostic, Position, Related
from ..document.record import fields
from . import model as m
from .library import Profile
from .names import Subject
from .yaml_nodes import Node

CLASSES: tuple[type, ...] = (
    d.Text,
    d.Emphasis,
    d.Strong,
    d.Term,
    d.Link,
    d.Break,
    d.Span,
    d.Origin,
    d.Level,
    d.Provision,
    m.Literal,
    m.Condition,
    m.ValueHole,
    m.RefHole,
    m.SpanHole,
    m.Wrapped,
    m.FragmentBlock,
    m.Fragment,
    m.Parameter,
    m.Variant,
    m.Clause,
    m.DefinedTerm,
    m.FormSection,
    m.Form,
    m.Pick,
    m.PickedVariant,
    m.Selection,
    Profile,
    Subject,
    Node,
    Diagnostic,
    Position,
    Related,
)
_NUMBER = {cls: number for number, cls in enumerate(CLASSES, 1)}
_SKIP = {m.Variant: {"load", "_fragment", "_described"}, m.Selection: {"file"}}
FIELDS = {cls: tuple(f for f in fields(cls) if f not in _SKIP.get(cls, ())) for cls in CLASSES}


def encode(value: Any) -> Any:
    """Return a value of the model as JSON: a list whose first entry says what it is."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return [0, *map(encode, value)]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    number = _NUMBER.get(type(value))
    if number is not None:
        return [number, *(encode(getattr(value, name)) for name in FIELDS[type(value)])]
    if isinstance(value, frozenset):
        return [-4, *sorted(value)]
    name = type(value).__name__
    return [
        {"Decimal": -1, "Fraction": -2, "date": -3}[name],
        value.isoformat() if name == "date" else str(value),
    ]


def decode(data: Any) -> Any:
    """Return the value that `encode` was given. Raises ValueError, KeyError, TypeError or IndexError."""
    if type(data) is list:
        tag = data[0]
        if tag == 0:
            return tuple(
                [decode(item) if type(item) is list or type(item) is dict else item for item in data[1:]]
            )
        if tag > 0:
            return CLASSES[tag - 1](
                *[decode(item) if type(item) is list or type(item) is dict else item for item in data[1:]]
            )
        return _other(tag, data)
    if type(data) is dict:
        return {key: decode(item) for key, item in data.items()}
    return data


def _other(tag: int, data: list[Any]) -> Any:
    if tag == -1:
        from decimal import Decimal

        return Decimal(data[1])
    if tag == -2:
        from fractions import Fraction

        return Fraction(data[1])
    if tag == -3:
        from datetime import date

        return date.fromisoformat(data[1])
    return frozenset(data[1:])
