"""The document tree as JSON: exact both ways, described by its schema, safe to read from a stranger."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clausewright.diagnostic import Refused
from clausewright.document import Document, Provision
from clausewright.render import markdown, plaintext
from clausewright.render.json import render, schema
from clausewright.render.options import Options
from clausewright.source.document_json import parse
from clausewright.source.document_shapes import NODES, described, shape
from render.sample import para, sample, section
from render.strategies import documents

OPTIONS = Options()
VALIDATOR = jsonschema.Draft202012Validator(schema())
GENERATED = settings(
    suppress_health_check=list(HealthCheck),
    deadline=None,
    max_examples=50,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def tree(document: Document | None = None) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(document or sample(), OPTIONS))
    return loaded


def refused(data: bytes | dict[str, Any]) -> str:
    with pytest.raises(Refused) as caught:
        parse(data if isinstance(data, bytes) else json.dumps(data).encode())
    (one,) = caught.value.diagnostics
    assert one.message.endswith(".")
    assert len(one.message) < 500
    return one.code


def test_the_sample_as_json(snapshot: Any) -> None:
    assert render(sample(), OPTIONS).decode() == snapshot


def test_the_schema(snapshot: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.dumps(schema(), indent=1) == snapshot


def test_every_field_of_every_node_has_a_shape() -> None:
    for name in NODES:
        for annotation, _ in described(name).values():
            assert shape(annotation).schema


@GENERATED
@given(documents())
def test_json_reads_back_exactly(document: Document) -> None:
    data = render(document, OPTIONS)
    back = parse(data)
    assert back == document
    assert repr(back) == repr(document)
    assert render(back, OPTIONS) == data


@pytest.mark.timeout(900)
@GENERATED
@given(documents())
def test_the_schema_accepts_every_document(document: Document) -> None:
    VALIDATOR.validate(tree(document))


def test_each_paragraph_begins_a_line_and_nothing_else_breaks_one() -> None:
    data = render(replace(sample(), profile="a\u2028b\u2029c\x85"), OPTIONS).decode()
    assert "\u2028" not in data
    assert parse(data.encode()).profile == "a\u2028b\u2029c\x85"
    assert '\n{"type":"paragraph","id":"core:api-disclosure/offer",' in data


def test_keys_that_look_like_tags_stay_keys() -> None:
    value = {"$date": "2026-01-01", "x": ({"$map": {"$decimal": Decimal("1.50")}},)}
    provision = Provision("core:a/b", "requires", {"$date": "x"}, {"when": value})
    text = para("core:a/b", "Words", provisions=(provision,))
    document = replace(sample(), body=(section("s:s", None, text, numbered=False),), labels={}, ranges={})
    assert parse(render(document, OPTIONS)) == document


def _first_paragraph(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["body"][0]["blocks"][0]
    return found


def _provision(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["body"][2]["sections"][0]["blocks"][0]["provisions"][0]
    return found


WRONG: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another type": lambda d: d.update(type="text"),
    "another version": lambda d: d.update(schema_version=2),
    "no version": lambda d: d.pop("schema_version"),
    "an unknown field": lambda d: d.update(extra=1),
    "an unknown field deep down": lambda d: _first_paragraph(d).update(color="red"),
    "a missing field": lambda d: d.pop("license"),
    "a missing field deep down": lambda d: _first_paragraph(d).pop("content"),
    "a number for a text": lambda d: d["license"].update(name=1),
    "a text for a truth": lambda d: _first_paragraph(d).update(numbered="yes"),
    "a node where another stands": lambda d: d["body"].append({"type": "text", "text": "x"}),
    "a node of no type": lambda d: d["body"].append({"id": "x"}),
    "a type that is no text": lambda d: d["body"].append({"type": ["section"]}),
    "an unknown value": lambda d: d["choices"][0]["parameters"].update(x=1.5),
    "an unknown tag": lambda d: d["choices"][0]["parameters"].update(x={"$code": "1"}),
    "a tag with a wrong text": lambda d: d["choices"][0]["parameters"].update(x={"$decimal": "NaN"}),
    "a boolean for a value": lambda d: d["choices"][0]["parameters"].update(x=True),
    "a verb that is none": lambda d: d["body"][2]["sections"][0]["blocks"][0]["provisions"][0].update(
        verb="x"
    ),
    "a level of no kind": lambda d: d["numbering"].append({"type": "level", "kind": "klingon"}),
    "a counter of nothing": lambda d: d["labels"].update({"sample:service": [0]}),
    "a range with three ends": lambda d: d["ranges"].update({"core:merging": ["a", "b", "c"]}),
    "a reference to nothing": lambda d: _first_paragraph(d)["content"].append({"type": "ref", "targets": []}),
    "a dangerous address": lambda d: _first_paragraph(d)["content"].append(
        {"type": "link", "href": "javascript:alert(1)", "children": []}
    ),
    "an address with a line end": lambda d: _first_paragraph(d)["content"].append(
        {"type": "link", "href": "https://x\n", "children": []}
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_schema_and_reader_refuse_the_same(name: str) -> None:
    data = tree()
    WRONG[name](data)
    assert not VALIDATOR.is_valid(data)
    assert refused(data) == "CW-READ-022"


LETTERS = {"type": "level", "kind": "lower-alpha", "mark": "#)"}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(language="xx"),
        lambda d: d["license"].update(date="soon"),
        lambda d: d["labels"].pop("sample:service"),
        lambda d: d["labels"].update({"core:api-disclosure/offer": [1, 1, 1, 1, 1, 1]}),
        lambda d: d["labels"].update({"sample:service": [2_000_000]}),
        lambda d: d["labels"].update({"sample:preamble": [9]}),
        lambda d: d["within"].update({"core:api-disclosure/offer": "core:nobody"}),
        lambda d: d.update(levels={"sample:service": LETTERS}),
        lambda d: d.update(levels={"core:nobody": LETTERS}),
        lambda d: d.update(levels={"core:api-disclosure/offer": LETTERS}),
        lambda d: d.update(levels={"core:api-disclosure/offer": {**LETTERS, "mark": "Section #"}}),
        lambda d: d["ranges"].update({"core:merging": ["core:a", "core:b"]}),
        lambda d: d["ranges"].pop("core:merging"),
        lambda d: d["terms"].pop("core:operator"),
        lambda d: d["numbering"].pop(),
        lambda d: d["body"].append(d["body"][0]),
        lambda d: d["body"][0]["blocks"].append(d["body"][0]["blocks"][0]),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    data = tree()
    change(data)
    assert refused(data) == "CW-READ-023"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"type":"document","type":"document"}',
        b'{"type":NaN}',
        b'{"type":1e999}',
        b"1" * 100_000,
        b'"' + b"a" * 11_000_000 + b'"',
        b'{"a":"' + b"\\" * 50_000,
    ],
)
def test_what_is_not_json_within_the_limits_is_refused(data: bytes) -> None:
    assert refused(data) == "CW-READ-021"


def test_half_characters_are_refused() -> None:
    data = tree()
    data["license"]["name"] = "x\ud800"
    assert refused(json.dumps(data).encode()) == "CW-READ-022"


@given(st.binary())
def test_any_bytes_are_refused(data: bytes) -> None:
    assert refused(data).startswith("CW-READ-02")


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_a_damaged_tree_is_refused_or_can_be_printed(chance: random.Random, times: int) -> None:
    data = tree()
    for _ in range(times):
        _damage(data, chance)
    try:
        document = parse(json.dumps(data).encode())
    except Refused:
        return
    assert VALIDATOR.is_valid(data)
    for module in (markdown, plaintext):
        assert module.render(document, OPTIONS)
    assert parse(render(document, OPTIONS)) == document


def _damage(data: Any, chance: random.Random) -> None:
    """Change one place anywhere in the tree."""
    node = data
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = chance.choice(keys)
        inner = node[key]
        if isinstance(inner, (dict, list)) and inner and chance.random() < 0.85:
            node = inner
            continue
        kind = chance.randrange(4)
        if kind == 0:
            del node[key]
        elif kind == 1:
            node[key] = chance.choice(
                [None, 1, -1, 10**9, "x", "", "sample:service", [], {}, True, [1], ["x"]]
            )
        elif kind == 2 and isinstance(node, list):
            node.append(inner)
        elif isinstance(node, dict):
            node[chance.choice(["x", "type", "id", "numbered", "conspicuous"])] = inner
        return
