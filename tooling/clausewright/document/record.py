"""Frozen, slotted records: what `dataclasses` makes, at an eighth of the cost when a program starts.

`dataclasses.dataclass` compiles six functions for each class and imports `inspect`; for the hundred
classes that one build needs, this was more than a third of its whole time. Here one function is
compiled for each class, and the others are shared. Instances work with `dataclasses.fields`,
`replace`, `asdict` and `is_dataclass`, and type checkers see a frozen dataclass
(docs/decisions/records.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_set = object.__setattr__


class _Factory:
    """A default that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:
    """Return a default that is made anew for each instance, as `dataclasses.field` does."""
    return _Factory(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a record: slotted, frozen, equal and hashed by value.

    Args:
        cls: A class with annotated fields, whose defaults stand behind the annotations.

    Raises:
        TypeError: A field without a default follows one with a default.
    """
    made = _make(cls)
    for name, method in (
        ("__setattr__", _frozen),
        ("__delattr__", _frozen),
        ("__eq__", _equal),
        ("__hash__", _hash),
        ("__repr__", _repr),
        ("__reduce__", _reduce),
    ):
        if name not in cls.__dict__ or (name == "__hash__" and "__eq__" not in cls.__dict__):
            setattr(made, name, method)
    return made


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def entity(cls: type[T]) -> type[T]:
    """Make a class slotted and changeable, equal only to itself.

    Args:
        cls: As for `record`.
    """
    made = _make(cls)
    if "__repr__" not in cls.__dict__:
        made.__repr__ = _repr  # type: ignore[method-assign]
    return made


def replace(item: T, /, **changes: Any) -> T:
    """Return a copy of a record with some fields changed. Raises TypeError for an unknown field."""
    values = {name: getattr(item, name) for name in fields(type(item))}
    values.update(changes)
    return type(item)(**values)


def fields(cls: type) -> tuple[str, ...]:
    """Return the names of a record's fields in order. Raises AttributeError for another class."""
    return cls.__record_fields__  # type: ignore[attr-defined,no-any-return]


def is_record(item: object) -> bool:
    """Tell whether something is an instance of a record or entity."""
    return hasattr(type(item), "__record_fields__")


def _make(cls: type[T]) -> type[T]:
    own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 (`inspect` is what this module avoids)
    defaults: dict[str, Any] = dict(getattr(cls, "__record_defaults__", {}))
    defaults.update({name: cls.__dict__[name] for name in own if name in cls.__dict__})
    inherited: tuple[str, ...] = getattr(cls, "__record_fields__", ())
    names = (*inherited, *(name for name in own if name not in inherited))
    body = {k: v for k, v in cls.__dict__.items() if k not in own and k not in {"__dict__", "__weakref__"}}
    body["__slots__"] = tuple(name for name in names if name not in inherited)
    body["__record_fields__"] = body["__match_args__"] = names
    body["__record_defaults__"] = defaults
    body["__dataclass_fields__"] = _Fields()
    if "__init__" not in body:
        _check_order(cls, names, defaults)
        body["__init__"] = _first
    made: type[T] = type(cls)(cls.__name__, cls.__bases__, body)  # type: ignore[misc]
    return made


def _check_order(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> None:
    optional = ""
    for name in names:
        if name in defaults:
            optional = name
        elif optional:
            raise TypeError(f"{cls.__name__}.{name} has no default and follows one that has")


def _first(self: Any, /, *args: Any, **named: Any) -> None:
    """Make the first instance: the function for it is compiled now, since most runs need half of them."""
    for owner in type(self).__mro__:
        # in another thread it may be there already
        if owner.__dict__.get("__init__") is _first:
            owner.__init__ = _init(owner, fields(owner), owner.__record_defaults__)  # type: ignore[attr-defined,misc]
            break
    type(self).__init__(self, *args, **named)


def _init(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """Compile the one function that each class needs of its own."""
    space: dict[str, Any] = {"_set": _set}
    parameters, lines = [], []
    for name in names:
        if name not in defaults:
            parameters.append(name)
            value = name
        else:
            default = defaults[name]
            space[f"_d_{name}"] = default.make if isinstance(default, _Factory) else default
            parameters.append(f"{name}=_d_{name}")
            value = (
                f"_d_{name}() if {name} is _d_{name} else {name}" if isinstance(default, _Factory) else name
            )
        lines.append(f" _set(self, {name!r}, {value})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + ("\n".join(lines) or " pass"), space)  # noqa: S102
    made: Callable[..., None] = space["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _frozen(self: Any, name: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")


def _equal(self: Any, other: object) -> Any:
    if self is other:
        return True
    if type(other) is not type(self):
        return NotImplemented
    return all(getattr(self, name) == getattr(other, name) for name in fields(type(self)))


def _hash(self: Any) -> int:
    return hash(tuple([getattr(self, name) for name in self.__record_fields__]))


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    # copying and pickling go through the constructor: nothing else may set a field
    return type(self), tuple([getattr(self, name) for name in self.__record_fields__])


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__record_fields__)
    return f"{type(self).__qualname__}({shown})"


class _Fields:
    """`__dataclass_fields__`, worked out when something asks for it."""

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        import dataclasses

        out: dict[str, Any] = {}
        for name in fields(owner):
            default = owner.__record_defaults__.get(name, dataclasses.MISSING)  # type: ignore[attr-defined]
            made: Any = (
                dataclasses.field(default_factory=default.make)
                if isinstance(default, _Factory)
                else dataclasses.field(default=default)
            )
            made.name, made._field_type = name, dataclasses._FIELD  # type: ignore[attr-defined]
            out[name] = made
        return out
