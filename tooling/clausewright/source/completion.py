"""Puts the names of a library into the schema of a manifest, so that an editor completes them."""

from __future__ import annotations

from typing import Any

from .index import Index
from .model import Clause, DefinedTerm, Parameter, Variant

_TYPES = {"integer": "integer", "decimal": "number", "list": "array", "string": "string", "choice": "string"}


def with_names(schema: dict[str, Any], index: Index) -> dict[str, Any]:
    """Return a schema of a manifest or profile whose clauses, variants and parameters are known.

    Args:
        schema: The schema as `formats.json_schema` gives it.
        index: The libraries. Names of other libraries stay allowed.
    """
    properties = dict(schema["properties"])
    for key, subjects in (("clauses", index.clauses), ("definitions", index.terms)):
        named = {id.partition(":")[2]: _subject(subject) for id, subject in subjects.items()}
        properties[key] = {**properties[key], "properties": named}
    for key, held in (("form", index.forms), ("extends", index.profiles)):
        about = "; ".join(f"{id.partition(':')[2]}: {x.summary}" for id, x in held.items())
        names = [id.partition(":")[2] for id in held]
        properties[key] = {"description": about, "anyOf": [{"enum": names}, properties[key]]}
    return {**schema, "properties": properties}


def _subject(subject: Clause | DefinedTerm) -> dict[str, Any]:
    clause = subject if isinstance(subject, Clause) else None
    about = clause.question if clause else f"The definition of “{subject.term}”."  # type: ignore[union-attr]
    names = [*subject.variants, *(["omit"] if clause and clause.omit else [])]
    parameters: dict[str, Any] = {}
    for variant in subject.variants.values():
        for parameter in variant.parameters.values():
            parameters.setdefault(parameter.name, _parameter(parameter))
    lines = [about, *(_line(v) for v in subject.variants.values())]
    extra = {"after": {"type": "string"}, "section": {"type": "string"}} if clause else {}
    mapping = {
        "type": "object",
        "properties": {"variant": {"enum": names}, **extra, **parameters},
        "additionalProperties": False,
    }
    options: list[dict[str, Any]] = [{"enum": names}, mapping]
    if clause and clause.choose == "any":
        options.append({"type": "array", "items": {"anyOf": [{"enum": list(subject.variants)}, mapping]}})
    return {"description": "\n".join(lines), "anyOf": options}


def _line(variant: Variant) -> str:
    return f"- {variant.name}: {variant.summary}"


def _parameter(parameter: Parameter) -> dict[str, Any]:
    out: dict[str, Any] = {"description": parameter.about}
    kind = _TYPES.get(parameter.type)
    if kind:
        out["type"] = kind
    if parameter.choices:
        out["enum"] = list(parameter.choices)
    if parameter.type == "integer":
        for key, bound in (("minimum", parameter.minimum), ("maximum", parameter.maximum)):
            if bound is not None:
                out[key] = bound
    if parameter.default is not None:
        default = parameter.default
        out["default"] = (
            default
            if isinstance(default, int | str)
            else list(default)
            if isinstance(default, tuple)
            else str(default)
        )
    return out
