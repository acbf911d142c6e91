"""A comparison as JSON, with a published schema. It is made to be read by programs, and not read back."""

from __future__ import annotations

from json import dumps
from typing import Any

from ..document.record import fields, is_record
from .comparison import (
    KINDS,
    STATUSES,
    Comparison,
    Counts,
    DutyChange,
    ParagraphChange,
    Place,
    Ripple,
    Run,
    SectionChange,
    Side,
)
from .options import ShowOptions

SCHEMA_ID = "urn:clausewright:schema:comparison:1"
SCHEMA_VERSION = 1


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as JSON in UTF-8.

    Args:
        comparison: The comparison.
        options: Not used.
    """
    data = {
        "$schema": SCHEMA_ID,
        "schema_version": SCHEMA_VERSION,
        "same": comparison.same,
        **plain(comparison),
    }
    return (dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def plain(item: Any) -> Any:
    """Return records as dictionaries and tuples as lists."""
    if is_record(item):
        return {name: plain(getattr(item, name)) for name in _shown(type(item))}
    if isinstance(item, tuple):
        return [plain(one) for one in item]
    return item


def _shown(cls: type) -> tuple[str, ...]:
    """Return the fields of a record that are shown: all but the two texts, which have a JSON of their own."""
    return tuple(name for name in fields(cls) if name != "texts")


_STRING = {"type": "string"}
_FLAG = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_PLACE = {"anyOf": [{"$ref": "#/$defs/place"}, {"type": "null"}]}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _object(cls: type, **properties: Any) -> dict[str, Any]:
    """Return the schema of a record; every field of it must be named, so that none is forgotten."""
    names = _shown(cls)
    assert set(names) == set(properties), set(names) ^ set(properties)
    return {
        "type": "object",
        "properties": {name: properties[name] for name in names},
        "required": list(names),
        "additionalProperties": False,
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the rendering."""
    status = {"enum": ["same", "changed", "added", "removed"]}
    defs = {
        "run": _object(Run, kind={"enum": list(KINDS)}, before=_STRING, after=_STRING, move=_COUNT),
        "place": _object(Place, id=_STRING, number=_STRING, cite=_STRING, order=_COUNT),
        "side": _object(Side, name=_STRING, title=_STRING, id=_STRING, date=_STRING, words=_COUNT),
        "counts": _object(Counts, **dict.fromkeys(fields(Counts), _COUNT)),
        "paragraph": _object(
            ParagraphChange,
            status={"enum": list(STATUSES)},
            kind={"enum": ["paragraph", "bullet", "notice", "part"]},
            level=_COUNT,
            before=_PLACE,
            after=_PLACE,
            runs=_list("run"),
            moved=_FLAG,
            conspicuous=_FLAG,
        ),
        "section": _object(
            SectionChange,
            status=status,
            before=_PLACE,
            after=_PLACE,
            heading=_list("run"),
            paragraphs=_list("paragraph"),
            moved=_FLAG,
            renumbered=_FLAG,
            renamed=_FLAG,
            split_from=_PLACE,
            merged_into=_PLACE,
        ),
        "ripple": _object(
            Ripple,
            term=_STRING,
            status={"enum": ["changed", "added", "removed"]},
            place={"$ref": "#/$defs/place"},
            through=_STRING,
            touched=_list("place"),
        ),
        "duty": _object(
            DutyChange,
            status={"enum": ["gained", "lost", "changed"]},
            verb=_STRING,
            sentence=_STRING,
            before=_PLACE,
            after=_PLACE,
            slots={"type": "array", "items": _STRING},
        ),
    }
    top = _object(
        Comparison,
        before={"$ref": "#/$defs/side"},
        after={"$ref": "#/$defs/side"},
        title=_list("run"),
        sections=_list("section"),
        ripples=_list("ripple"),
        duties=_list("duty"),
        counts={"$ref": "#/$defs/counts"},
        language=_STRING,
    )
    head = {"$schema": {"const": SCHEMA_ID}, "schema_version": {"const": SCHEMA_VERSION}, "same": _FLAG}
    top["properties"] = {**head, **top["properties"]}
    top["required"] = [*head, *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A comparison of two licenses",
        **top,
        "$defs": defs,
    }
