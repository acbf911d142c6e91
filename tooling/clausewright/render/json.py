"""The document tree as JSON, with a published schema; `source/document_json.py` reads it back.

Fields stand in the order of the records; one that has its declared default is left out. Each block
and each entry of a table stands on a line of its own, so that a diff shows which paragraph changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import Any

from ..document import Document
from ..source.document_shapes import (
    NAMES,
    NEEDED,
    NODES,
    SAFE_INTEGER,
    SCHEMA_ID,
    SCHEMA_VERSION,
    described,
    rules,
    shape,
    tags_schema,
)
from .options import Options

_LINES = frozenset({"paragraph", "bullets", "notice", "definition", "section", "part", "choice"})
"""Nodes that begin on a line of their own."""


def render(document: Document, options: Options) -> bytes:
    """Return the document as JSON in UTF-8.

    Args:
        document: The composed license.
        options: Not used.
    """
    out: list[str] = []
    _node(document, out.append)
    head = f'{{"$schema":{quoted(SCHEMA_ID)},"schema_version":{SCHEMA_VERSION},'
    # a line separator inside a string is lawful JSON and still breaks lines in many programs
    text = (head + "".join(out)[1:]).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{text}\n".encode()


@cache
def _fields(cls: type[Any]) -> tuple[str, tuple[tuple[str, str, Any], ...]]:
    """Return what opens a node of a class, and each field with its key and its default."""
    name = NAMES[cls]
    listed = [(field, f",{quoted(field)}:", default) for field, (_, default) in described(name).items()]
    start = "\n" if name in _LINES else ""
    return f'{start}{{"type":{quoted(name)}', tuple(listed)


def _node(node: Any, write: Callable[[str], None]) -> None:
    head, listed = _fields(type(node))  # type: ignore[arg-type]
    write(head)
    for name, key, default in listed:
        value = getattr(node, name)
        if value is default or (default is not NEEDED and value == default and type(value) is type(default)):
            continue
        write(key)
        kind = type(value)
        if kind is str:
            write(quoted(value))
        elif kind in NAMES:
            _node(value, write)
        elif kind is tuple and value and type(value[0]) in NAMES:
            glue = "["
            for child in value:
                write(glue)
                _node(child, write)
                glue = ","
            write("]")
        elif isinstance(value, Mapping) and kind is not dict or name in _TABLES:
            _table(value, write)
        else:
            _value(value, write)
    write("}")


_TABLES = frozenset({"labels", "within", "ranges", "terms", "forms", "parameters", "levels"})


def _table(table: Mapping[str, Any], write: Callable[[str], None]) -> None:
    glue = "{"
    for key, value in table.items():
        write(f"{glue}\n{quoted(key)}:")
        (_node if type(value) in NAMES else _value)(value, write)
        glue = ","
    write("}" if table else "{}")


def _value(value: object, write: Callable[[str], None]) -> None:
    if value is None or isinstance(value, bool):
        write({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, str):
        write(quoted(value))
    elif isinstance(value, int):
        write(str(value) if abs(value) < SAFE_INTEGER else _tag("integer", str(value)))
    elif isinstance(value, float):
        write(repr(value))
    elif isinstance(value, Decimal):
        write(_tag("decimal", str(value)))
    elif isinstance(value, Fraction):
        write(_tag("fraction", str(value)))
    elif isinstance(value, date):
        write(_tag("date", value.isoformat()))
    elif isinstance(value, Mapping):
        _object(value, write)
    elif isinstance(value, (tuple, list)):
        glue = "["
        for item in value:
            write(glue)
            _value(item, write)
            glue = ","
        write("]" if value else "[]")
    else:
        raise TypeError(f"a {type(value).__name__} has no form in the JSON of a document")


def _tag(name: str, text: str) -> str:
    return f'{{"${name}":{quoted(text)}}}'


def _object(value: Mapping[Any, Any], write: Callable[[str], None]) -> None:
    # an author's own key that begins with a dollar must not be read as a tag
    wrapped = len(value) == 1 and str(next(iter(value))).startswith("$")
    write('{"$map":' if wrapped else "")
    glue = "{"
    for key, item in value.items():
        write(f"{glue}{quoted(str(key))}:")
        _value(item, write)
        glue = ","
    write("}" if value else "{}")
    write("}" if wrapped else "")


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the rendering."""
    defs: dict[str, Any] = {name: _node_schema(name) for name in NODES if name != "document"}
    tagged = tags_schema()
    defs["tagged"] = tagged
    whole = {"type": "integer", "minimum": 1 - SAFE_INTEGER, "maximum": SAFE_INTEGER - 1}
    defs["parameter-value"] = {
        "anyOf": [
            {"type": "string"},
            whole,
            {"type": "array", "items": {"type": "string"}},
            {"$ref": "#/$defs/tagged"},
        ]
    }
    defs["any"] = {
        "description": "A value of a provision; an object with one key that begins with $ is a tag, and "
        "$map holds an object whose only key begins so itself.",
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "array", "items": {"$ref": "#/$defs/any"}},
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/any"}},
        ],
    }
    top = _node_schema("document")
    top["properties"] = {
        "$schema": {"const": SCHEMA_ID},
        "schema_version": {"const": SCHEMA_VERSION},
        **top["properties"],
    }
    top["required"] = ["schema_version", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A composed license",
        **top,
        "$defs": defs,
    }


def _node_schema(name: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"type": {"const": name}}
    required = ["type"]
    for field, (annotation, default) in described(name).items():
        properties[field] = {**shape(annotation).schema, **rules(name, field)}
        if default is NEEDED:
            required.append(field)
        elif isinstance(default, (str, bool, int)) or default is None:
            properties[field]["default"] = default
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
