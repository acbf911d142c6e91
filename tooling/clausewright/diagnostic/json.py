"""Complaints as JSON, with its schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .diagnostic import ERROR, NOTE, WARNING, Diagnostic, Position

_HALVES = re.compile("[\ud800-\udfff\x7f-\x9f\u2028\u2029]")


def print_json(diagnostics: Sequence[Diagnostic], color: bool = False) -> str:
    """Return complaints as a JSON object with the list `diagnostics`.

    Args:
        diagnostics: The complaints, in order.
        color: Of no effect.
    """
    import json

    data = {"version": 1, "diagnostics": [as_json(d) for d in diagnostics]}
    return writable(json.dumps(data, indent=2, ensure_ascii=False))


def writable(text: str) -> str:
    """Return JSON that every output takes: file names that are not UTF-8 hold half characters.

    Those, and the line separators of Unicode, stand as escapes.
    """
    return _HALVES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return one complaint as plain values."""
    out: dict[str, Any] = {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "mend": diagnostic.mend,
        "position": _position(diagnostic.position),
        "related": [{"message": r.message, "position": _position(r.position)} for r in diagnostic.related],
    }
    if diagnostic.manifest:
        out["manifest"] = diagnostic.manifest
    return out


def _position(position: Position | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {
        "path": position.path,
        "line": position.line,
        "column": position.column,
        "length": position.length,
        "excerpt": position.excerpt,
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `print_json` gives."""
    position = {
        "type": "object",
        "properties": {
            "path": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1, "description": "in characters"},
            "length": {"type": "integer", "minimum": 1, "description": "in characters"},
            "excerpt": {"type": "string", "description": "the line as it stands in the file"},
        },
        "required": ["path", "line", "column", "length", "excerpt"],
        "additionalProperties": False,
    }
    related = {
        "type": "object",
        "properties": {"message": {"type": "string"}, "position": {"$ref": "#/$defs/position"}},
        "required": ["message", "position"],
        "additionalProperties": False,
    }
    diagnostic = {
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^CW-[A-Z]+-[0-9]{3}$"},
            "severity": {"enum": [ERROR, WARNING, NOTE]},
            "message": {"type": "string", "minLength": 1},
            "mend": {"type": "string"},
            "position": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/position"}]},
            "related": {"type": "array", "items": related},
            "manifest": {"type": "string", "description": "the smallest manifest that shows the fault"},
        },
        "required": ["code", "severity", "message", "mend", "position", "related"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clausewright diagnostics",
        "type": "object",
        "properties": {"version": {"const": 1}, "diagnostics": {"type": "array", "items": diagnostic}},
        "required": ["version", "diagnostics"],
        "additionalProperties": False,
        "$defs": {"position": position},
    }
