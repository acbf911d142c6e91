"""What is wrong with a lineage is told with its place, and in bounded time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.diagnostic import Refused
from clausewright.source.files import Report, SourceFile
from clausewright.source.lineages import Lineage, read_lineage
from clausewright.source.lineages.reading import parse_lineage
from clausewright.source.lineages.schema import json_schema
from clausewright.source.provisions import plain_yaml
from clausewright.source.yaml_nodes import parse_yaml

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def parsed(text: str, name: str = "case.yaml") -> Lineage:
    return parse_lineage(SourceFile(name, name, text), Report())


def complaints(text: str, name: str = "case.yaml") -> list[tuple[str, int]]:
    with pytest.raises(Refused) as refused:
        parsed(text, name)
    return [(d.code, d.position.line if d.position else 0) for d in refused.value.diagnostics]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("scenario: x\nartifacts:\n  base: {license: mit}\n", "CW-LIN-001", 3),
        ("scenario: x\nsteps: fine-tune\n", "CW-LIN-002", 2),
        ("scenario: x\nartifacts:\n  b: {compute: -1}\n", "CW-LIN-002", 3),
        ("scenario: x\nartifacts: {b: {}}\nsteps:\n  - {do: finetune, in: [b], out: c}\n", "CW-LIN-003", 4),
        ("scenario: x\nartifacts: {b: {kind: derivative}}\n", "CW-LIN-003", 2),
        ("scenario: x\nartifacts: {b: {}}\nsteps:\n  - {do: run, of: c}\n", "CW-LIN-004", 4),
        ("scenario: x\nartifacts: {b: {by: nobody}}\n", "CW-LIN-004", 2),
        (
            "artifacts: {b: {}}\nsteps:\n  - {do: prune, in: [b], out: c}\n  - {do: edit, in: [b], out: c}\n",
            "CW-LIN-005",
            4,
        ),
        (
            "artifacts: {b: {}}\nsteps:\n  - {do: merge, in: [b, d], out: c}\n  - {do: edit, in: [c], out: d}\n",
            "CW-LIN-007",
            3,
        ),
        ("steps:\n  - {do: edit, in: [a], out: a}\n", "CW-LIN-007", 2),
        ('scenario: "a\\u0007b"\n', "CW-LIN-002", 1),
        ("", "CW-LIN-002", 1),
        ("- a\n", "CW-LIN-002", 1),
    ],
)
def test_a_fault_has_a_code_and_a_line(text: str, code: str, line: int) -> None:
    assert (code, line) in complaints(text)


def test_lines_of_json_are_told_by_their_number() -> None:
    text = '{"artifact": "a"}\n{"do": "edit", "in": ["a"], "out": "b"}\nnot json\n{"do": "x", "in": ["a"]}\n[1]\n'
    assert complaints(text, "case.jsonl") == [("CW-LIN-002", 3), ("CW-LIN-003", 4), ("CW-LIN-002", 5)]


def test_yaml_and_lines_of_json_say_the_same() -> None:
    yaml = (
        "lineage: x\npurpose: [research]\nparties: {p: {users: 3}}\n"
        "artifacts: {a: {kind: weights, licenses: [mit, {or: [b, c]}], by: p}}\n"
        "steps: [{do: fine-tune, in: [a], out: t, by: p, compute: 5}]\n"
    )
    lines = [
        {"lineage": "x", "purpose": ["research"]},
        {"party": "p", "users": 3},
        {"artifact": "a", "kind": "weights", "licenses": ["mit", {"or": ["b", "c"]}], "by": "p"},
        {"do": "fine-tune", "in": ["a"], "out": "t", "by": "p", "compute": 5},
    ]
    one = parsed(yaml)
    other = parsed("\n".join(json.dumps(line) for line in lines), "case.jsonl")
    assert one.parties == other.parties
    assert one.artifacts["a"].licenses == other.artifacts["a"].licenses == (("mit",), ("b", "c"))
    assert [(s.do, s.out, s.compute) for s in one.steps] == [(s.do, s.out, s.compute) for s in other.steps]


def test_steps_come_in_an_order_in_which_everything_is_made_before_it_is_used() -> None:
    made = parsed(
        "artifacts: {a: {}}\nsteps:\n  - {do: edit, in: [c], out: d}\n  - {do: edit, in: [b], out: c}\n"
        "  - {do: edit, in: [a], out: b}\n"
    )
    assert [step.out for step in made.steps] == ["b", "c", "d"]


def test_the_schema_accepts_every_example_and_refuses_slips() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json_schema())
    Draft202012Validator.check_schema(json_schema())
    paths = [*(EXAMPLES / "scenarios").glob("*.yaml"), *(EXAMPLES / "lineages").glob("*.yaml")]
    assert len(paths) > 30
    for path in paths:
        # as YAML 1.2, in which 1.0e23 is a number
        node = parse_yaml(SourceFile(path.name, path.name, path.read_text()), Report())
        assert list(validator.iter_errors(json.loads(json.dumps(plain_yaml(node))))) == [], path.name
    for wrong in (
        {"artifact": {}},
        {"steps": [{"do": "finetune"}]},
        {"artifacts": {"a": {"license": "mit"}}},
    ):
        assert list(validator.iter_errors(wrong))


def test_a_long_circle_is_found_without_recursion() -> None:
    count = 30_000
    lines = [json.dumps({"do": "edit", "in": [f"a{(i + 1) % count}"], "out": f"a{i}"}) for i in range(count)]
    assert complaints("\n".join(lines), "case.jsonl")[0][0] == "CW-LIN-007"


def test_a_file_that_is_not_there_is_a_complaint(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_lineage(tmp_path / "none.yaml")


WORDS = st.sampled_from(
    [
        "scenario",
        "do",
        "in",
        "out",
        "of",
        "by",
        "a",
        "b",
        "fine-tune",
        "licenses",
        "or",
        "x",
        "\x07",
        "‮",
        "*",
        "&a",
    ]
)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.floats() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
KEYS = st.sampled_from(
    ["scenario", "law", "purpose", "parties", "artifacts", "steps", "expect", "artifact", "party", "do"]
)


@given(st.dictionaries(KEYS, VALUES, max_size=6) | VALUES)
def test_whatever_a_stranger_writes_is_read_or_refused(data: object) -> None:
    text = json.dumps(data, allow_nan=True)
    for name in ("case.yaml", "case.jsonl"):
        try:
            parsed(text, name)
        except Refused as refused:
            assert refused.diagnostics


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("case.yaml", "case.jsonl"):
        try:
            parsed(text, name)
        except Refused as refused:
            assert refused.diagnostics
