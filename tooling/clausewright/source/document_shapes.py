"""The shape of each field of the document tree in JSON: how to read it, and its JSON Schema.

Derived from the annotations of the records, so that a new field needs no second list. A field that
has its declared default is left out of the JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from .. import document as tree
from ..document import VERBS
from ..document.labels import MARKS
from ..document.record import fields, record

Json: TypeAlias = Any
Read: TypeAlias = Callable[[Json], Any]

SCHEMA_VERSION = 1
SCHEMA_ID = "urn:clausewright:schema:document:1"

NODES: dict[str, type[Any]] = {
    "document": tree.Document,
    "license": tree.LicenseInfo,
    "choice": tree.Choice,
    "library": tree.LibraryInfo,
    "level": tree.Level,
    "part": tree.Part,
    "section": tree.Section,
    "paragraph": tree.Paragraph,
    "bullets": tree.Bullets,
    "notice": tree.Notice,
    "definition": tree.Definition,
    "origin": tree.Origin,
    "provision": tree.Provision,
    "text": tree.Text,
    "emphasis": tree.Emphasis,
    "strong": tree.Strong,
    "term": tree.Term,
    "definiendum": tree.Definiendum,
    "ref": tree.Ref,
    "value": tree.Value,
    "link": tree.Link,
    "break": tree.Break,
    "span": tree.Span,
}
"""Every node by the name that it has under `type`."""
NAMES = {cls: name for name, cls in NODES.items()}

_UNIONS = {
    "Inline": ("text", "emphasis", "strong", "term", "definiendum", "ref", "value", "link", "break", "span"),
    "Block": ("paragraph", "bullets", "notice", "definition"),
    "Part | Section": ("part", "section"),
    "Paragraph | Bullets": ("paragraph", "bullets"),
    "Paragraph | Bullets | Notice": ("paragraph", "bullets", "notice"),
}
_TAGS: dict[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "$decimal": (re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:E[+-]?[0-9]{1,6})?\Z"), Decimal),
    "$fraction": (re.compile(r"-?[0-9]{1,400}(?:/[0-9]{1,400})?\Z"), Fraction),
    "$date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"), date.fromisoformat),
    "$integer": (re.compile(r"-?[0-9]{1,400}\Z"), int),
}
"""How values that JSON has no form for are written: `{"$decimal": "0.50"}`."""
SAFE_INTEGER = 2**53
"""Integers from here on are tagged: other languages read JSON numbers as floating point."""
_DEPTH = 60
_DEPTH_SCHEMES = {"decimal", "decimal-from-0", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"}
_END = r"(?![\s\S])"
"""The end of a text in JSON Schema: `$` would let a line end stand behind it in some programs."""
_ADDRESS = rf"^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^\s<>\u0000-\u001f\u007f]+{_END}"


NEEDED: Any = object()
"""Stands for a default where a field has none."""


class Misshapen(Exception):
    """A value has not the shape of its field; the message says what was expected."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str] = []


@record
class Shape:
    """How one field is read, and its JSON Schema."""

    read: Read
    schema: dict[str, Json]


def shape(annotation: str) -> Shape:
    """Return the shape of an annotation, `tuple[Inline, ...]`.

    Raises:
        KeyError: The annotation is of a kind that the tree has not had so far.
    """
    return _shape(annotation.strip())


@cache
def _shape(annotation: str) -> Shape:
    plain = {"str": _STRING, "bool": _BOOLEAN, "int": _COUNT, "ParameterValue": _VALUE, "object": _ANY}.get(
        annotation
    )
    if plain is not None:
        return plain
    if annotation.endswith(" | None"):
        inner = _shape(annotation.removesuffix(" | None"))
        return Shape(
            lambda v: None if v is None else inner.read(v), {"anyOf": [inner.schema, {"type": "null"}]}
        )
    if annotation in _UNIONS:
        return _union(_UNIONS[annotation])
    if found := re.fullmatch(r"tuple\[(.+), \.\.\.\]", annotation):
        return _list(_shape(found[1]))
    if annotation == "tuple[str, str]":
        return Shape(
            _pair, {"type": "array", "prefixItems": [_STRING.schema] * 2, "items": False, "minItems": 2}
        )
    if found := re.fullmatch(r"(?:Mapping|dict)\[str, (.+)\]", annotation):
        return _mapping(_shape(found[1]))
    names = {cls.__name__: name for name, cls in NODES.items()}
    return _union((names[annotation],))


def _string(value: Json) -> str:
    if not isinstance(value, str):
        raise Misshapen("text is expected")
    if any("\ud800" <= sign <= "\udfff" for sign in value) if not value.isascii() else False:
        raise Misshapen("text without half characters (surrogates) is expected")
    return value


def _boolean(value: Json) -> bool:
    if not isinstance(value, bool):
        raise Misshapen("true or false is expected")
    return value


def _count(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < 10_000_000:
        raise Misshapen("a whole number from 1 to 9,999,999 is expected")
    return value


def _pair(value: Json) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise Misshapen("a list of two ids is expected")
    return _string(value[0]), _string(value[1])


def _list(inner: Shape) -> Shape:
    read = inner.read

    def items(value: Json) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Misshapen("a list is expected")
        out = []
        for place, item in enumerate(value):
            try:
                out.append(read(item))
            except Misshapen as wrong:
                wrong.path.append(str(place))
                raise
        return tuple(out)

    return Shape(items, {"type": "array", "items": inner.schema})


def _mapping(inner: Shape) -> Shape:
    def pairs(value: Json) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Misshapen("an object is expected")
        out = {}
        for key, item in value.items():
            try:
                out[_string(key)] = inner.read(item)
            except Misshapen as wrong:
                wrong.path.append(key)
                raise
        return out

    return Shape(pairs, {"type": "object", "additionalProperties": inner.schema})


def _union(names: tuple[str, ...]) -> Shape:
    allowed = frozenset(names)

    def node(value: Json) -> Any:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in allowed:
            raise Misshapen(f"a node of type {' or '.join(names)} is expected")
        return reader(kind)(value)

    refs = [{"$ref": f"#/$defs/{name}"} for name in names]
    return Shape(node, refs[0] if len(refs) == 1 else {"oneOf": refs})


def _value(value: Json) -> Any:
    if isinstance(value, list):
        return tuple(_string(item) for item in value)
    if isinstance(value, dict):
        return _tagged(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < SAFE_INTEGER:
        return value
    return _string(value)


def _tagged(value: dict[str, Json]) -> Any:
    if len(value) == 1:
        (tag, text), *_ = value.items()
        if tag in _TAGS and isinstance(text, str) and _TAGS[tag][0].match(text):
            try:
                return _TAGS[tag][1](text)
            except (ValueError, ArithmeticError) as error:
                raise Misshapen(f"the value of {tag} cannot be read") from error
    raise Misshapen('a value is text, a whole number, a list of texts, or tagged: {"$decimal": "0.50"}')


def _any(value: Json, depth: int = 0) -> Any:
    """Read a value of a provision: lists are tuples, and an object whose key begins with `$` is a tag."""
    if depth > _DEPTH:
        raise Misshapen("values that are nested less deeply are expected")
    if isinstance(value, list):
        return tuple(_any(item, depth + 1) for item in value)
    if isinstance(value, dict):
        if len(value) == 1:
            (tag, inner), *_ = value.items()
            if tag == "$map" and isinstance(inner, dict):
                return {_string(key): _any(item, depth + 1) for key, item in inner.items()}
            if tag.startswith("$"):
                return _tagged(value)
        return {_string(key): _any(item, depth + 1) for key, item in value.items()}
    return _string(value) if isinstance(value, str) else value


_STRING = Shape(_string, {"type": "string"})
_BOOLEAN = Shape(_boolean, {"type": "boolean"})
_COUNT = Shape(_count, {"type": "integer", "minimum": 1, "maximum": 9_999_999})
_VALUE = Shape(_value, {"$ref": "#/$defs/parameter-value"})
_ANY = Shape(lambda value: _any(value), {"$ref": "#/$defs/any"})


def tags_schema() -> dict[str, Json]:
    """Return the JSON Schema of a tagged value."""
    tagged = []
    for tag, (pattern, _) in _TAGS.items():
        text = {"type": "string", "pattern": "^" + pattern.pattern.replace(r"\Z", _END)}
        tagged.append(
            {"type": "object", "properties": {tag: text}, "required": [tag], "additionalProperties": False}
        )
    return {"oneOf": tagged}


_RULES: dict[tuple[str, str], dict[str, Json]] = {
    ("ref", "targets"): {"minItems": 1},
    ("ref", "style"): {"enum": ["number"]},
    ("definition", "blocks"): {"minItems": 1},
    ("bullets", "items"): {"minItems": 1},
    ("level", "kind"): {"enum": sorted(_DEPTH_SCHEMES)},
    ("level", "mark"): {"enum": ["", *MARKS]},
    ("provision", "verb"): {"enum": list(VERBS)},
    ("choice", "kind"): {"enum": ["clause", "definition"]},
    ("link", "href"): {"pattern": _ADDRESS},
}
"""What a field holds beyond its type, as JSON Schema; the reader keeps to the same."""


def rules(name: str, field: str) -> dict[str, Json]:
    """Return what JSON Schema says of a field beyond the shape of its type."""
    return _RULES.get((name, field), {})


def _obeys(value: Json, rule: dict[str, Json]) -> bool:
    if "enum" in rule and value not in rule["enum"]:
        return False
    if "minItems" in rule and len(value) < rule["minItems"]:
        return False
    return "pattern" not in rule or re.search(rule["pattern"], value) is not None


@cache
def described(name: str) -> dict[str, tuple[str, Any]]:
    """Return the annotation and the default (or `NEEDED`) of each field of a kind of node, in order."""
    cls: Any = NODES[name]
    out = {}
    for field in fields(cls):
        default = cls.__record_defaults__.get(field, NEEDED)
        made = getattr(default, "make", None)
        out[field] = (cls.__annotations__[field], made() if made else default)
    return out


@cache
def reader(name: str) -> Read:
    """Return the function that reads one kind of node."""
    cls = NODES[name]
    listed = described(name)
    known = {field: shape(annotation).read for field, (annotation, _) in listed.items()}
    needed = {field for field, (_, default) in listed.items() if default is NEEDED}
    allowed = {*known, "type"} | ({"$schema", "schema_version"} if name == "document" else set())

    def node(value: dict[str, Json]) -> Any:
        if unknown := value.keys() - allowed:
            raise Misshapen(f"the field `{min(unknown)[:60]}` is not one of a node of type {name}")
        if missing := needed - value.keys():
            raise Misshapen(f"the field `{min(missing)}` of a node of type {name} is missing")
        read = {}
        for key, item in value.items():
            if key in known:
                try:
                    read[key] = known[key](item)
                    if not _obeys(read[key], rules(name, key)):
                        raise Misshapen(f"a value that the schema allows for `{key}` is expected")
                except Misshapen as wrong:
                    wrong.path.append(key)
                    raise
        return cls(**read)

    return node
