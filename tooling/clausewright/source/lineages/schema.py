"""The JSON Schema of lineages, for editors: every key and word with its line of meaning."""

from __future__ import annotations

from typing import Any

from ...document.vocabulary import GROUPS
from .entries import leaves, purposes
from .words import BASES, BOUND, FLAGS, KEYS, LAWS, UNITS, VERDICTS

_RELATIONS = ("staff-of", "affiliate-of", "contractor-of", "host-for", "accepts")
_TEXT = {"type": ["string", "number"]}
_NUMBER = {"type": "number", "minimum": 0}
_FLAG = {"type": "boolean"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a lineage or scenario in YAML."""
    top = {
        "law": _word(LAWS),
        "purpose": _words(purposes()),
        "parties": _named("party", {
            "bound-by": _words(BOUND), "knew": _FLAG, "users": _NUMBER,
            **dict.fromkeys(_RELATIONS, _words(None)),
        }),
        "artifacts": _named("artifact", {
            "kind": _word(GROUPS["artifacts"].words), "licenses": _LICENSES, "contributors": _words(None),
            "compute": _NUMBER, "precision": _NUMBER,
            **dict.fromkeys(("locked", "documented", "notice", "holds-weights"), _FLAG),
        }),
        "steps": {"type": "array", "items": _mapping("step", {
            "do": _word(leaves()), "in": _inputs(), "of": _inputs(), "with": _words(None), "compute": _NUMBER,
            "purpose": _words(purposes()),
        }, ("do",))},
        "expect": {"type": "array", "items": _mapping("expect", {
            "act": _word(leaves()), "verdict": _word(VERDICTS), "flag": _word(FLAGS), "basis": _words(BASES),
            "purpose": _words(purposes()),
            **dict.fromkeys(("with", "under", "owes", "supplies", "because", "on", "clash"), _words(None)),
        }, ("act", "of", "verdict"))},
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clausewright lineage",
        **_mapping("top", top),
    }


_LICENSE: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"or": {"type": "array", "items": {"type": "string"}, "minItems": 1}},
            "required": ["or"],
            "additionalProperties": False,
        },
    ]
}
_LICENSES: dict[str, Any] = {"anyOf": [*_LICENSE["anyOf"], {"type": "array", "items": _LICENSE}]}


def _mapping(name: str, shapes: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    properties = {key: {"description": about, **shapes.get(key, _TEXT)} for key, about in KEYS[name].items()}
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _named(name: str, shapes: dict[str, Any]) -> dict[str, Any]:
    inner = _mapping(name, shapes)
    return {"type": "object", "additionalProperties": {**inner, "type": ["object", "null"]}}


def _word(words: object) -> dict[str, Any]:
    return {"enum": sorted(words)}  # type: ignore[call-overload]


def _words(words: object) -> dict[str, Any]:
    one = _TEXT if words is None else _word(words)
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _inputs() -> dict[str, Any]:
    whole = _mapping("input", {"share": {**_NUMBER, "maximum": 1}, "unit": _word(UNITS)}, ("of",))
    one = {"anyOf": [{"type": "string"}, whole]}
    return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}
