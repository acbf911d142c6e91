"""Lineages from model cards, configurations and bills of materials: what they do not say stays unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausewright.cli.main import main
from clausewright.diagnostic import Refused
from clausewright.source.lineages.cards import UNSTATED, is_found, read_found
from clausewright.source.lineages.model import UNKNOWN_ACT

BOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [
        {
            "type": "machine-learning-model",
            "name": "child",
            "licenses": [{"license": {"id": "Apache-2.0"}}],
            "pedigree": {"ancestors": [{"type": "machine-learning-model", "name": "parent", "licenses": []}]},
        },
        {"type": "library", "name": "torch"},
    ],
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for folder, name, text in (
        ("base-7b", "README.md", "---\nlicense: gemma\n---\n# Base\n"),
        ("lora", "README.md", "---\nbase_model: org/base-7b\nlicense: mit\n---\n"),
        ("lora", "adapter_config.json", '{"base_model_name_or_path": "org/base-7b"}'),
        ("blend", "mergekit_config.yml", "merge_method: slerp\nmodels: [{model: org/base-7b}, {model: x/other}]\n"),
        ("quant", "README.md", "---\nbase_model: [base-7b]\nbase_model_relation: quantized\nlicense: other\n"
         "license_name: llama3.1\n---\n"),
        ("bom", "model.cdx.json", json.dumps(BOM)),
    ):  # fmt: skip
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    return tmp_path


def test_a_card_without_a_relation_gives_an_unknown_act(place: Path) -> None:
    made = read_found([place / "base-7b/README.md", place / "lora/README.md"])
    assert [(step.do, [i.of for i in step.inputs], step.out) for step in made.steps] == [
        (UNKNOWN_ACT, ["base-7b"], "lora")
    ]
    assert made.artifacts["lora"].licenses == (("mit",),)


def test_a_configuration_says_what_the_card_does_not(place: Path) -> None:
    for order in (
        ["lora/README.md", "lora/adapter_config.json"],
        ["lora/adapter_config.json", "lora/README.md"],
    ):
        made = read_found([place / "base-7b/README.md", *(place / name for name in order)])
        assert [(step.do, step.out) for step in made.steps] == [("train-adapter", "lora")]
        assert made.artifacts["lora"].kind == "adapter"


def test_a_relation_and_a_named_license_are_read(place: Path) -> None:
    made = read_found([place / "base-7b/README.md", place / "quant/README.md"])
    assert made.steps[0].do == "quantize"
    assert made.artifacts["quant"].licenses == (("llama-3.1",),)


def test_a_merge_names_its_models_and_what_nobody_stated_is_said(place: Path) -> None:
    made = read_found([place / "blend/mergekit_config.yml", place / "base-7b/README.md"])
    assert [i.of for i in made.steps[0].inputs] == ["org/base-7b", "x/other"]
    assert made.artifacts["x/other"].licenses == ((f"{UNSTATED}x/other",),)


def test_a_bill_of_materials_names_ancestors_and_no_act(place: Path) -> None:
    made = read_found([place / "bom/model.cdx.json"])
    assert [(step.do, step.out) for step in made.steps] == [(UNKNOWN_ACT, "child")]
    assert made.artifacts["child"].licenses == (("apache-2.0",),)
    assert "torch" not in made.artifacts


def test_the_trace_says_unknown_and_not_described(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["base-7b/README.md", "lora/README.md", "blend/mergekit_config.yml"]
    assert (
        main(["trace", *(str(place / name) for name in names), "--format", "json", "--act", "publish"]) == 0
    )
    groups = {one["artifacts"][0]: one["answers"][0] for one in json.loads(capsys.readouterr().out)["groups"]}
    assert groups["lora"]["verdict"] == "depends"
    assert groups["lora"]["missing"] == ["how it was made"]
    assert groups["blend"]["verdict"] == "not-described"
    assert groups["base-7b"]["verdict"] == "permitted"


def test_every_graph_can_be_drawn_of_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for to in ("svg", "mermaid", "dot", "terminal"):
        assert main(["trace", str(place / "lora/README.md"), "--to", to]) == 0
    capsys.readouterr()


def test_lineages_of_ours_are_read_alone(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "a.yaml").write_text("artifacts: {x: {licenses: mit}}\n")
    assert not is_found(place / "a.yaml")
    assert main(["trace", str(place / "a.yaml"), str(place / "lora/README.md")]) == 2
    assert "are read together" in capsys.readouterr().err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["README.md", "adapter_config.json", "merge.yaml", "bom.json"]), st.text(max_size=300))
def test_whatever_a_file_holds_is_read_or_refused(tmp_path: Path, name: str, text: str) -> None:
    for content in (
        text,
        f"---\n{text}\n---\n",
        f"merge_method: x\n{text}",
        f'{{"bomFormat": {json.dumps(text)}}}',
    ):
        (tmp_path / name).write_text(content, encoding="utf-8", errors="replace")
        try:
            read_found([tmp_path / name])
        except Refused as refused:
            assert refused.diagnostics


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda x: st.lists(x, max_size=3) | st.dictionaries(
    st.sampled_from(["name", "licenses", "license", "id", "pedigree", "ancestors", "type", "component"]), x, max_size=4),
    max_leaves=15))  # fmt: skip
def test_whatever_shape_a_file_has_is_read_or_refused(tmp_path: Path, data: object) -> None:
    shapes = {
        "bom.json": {"bomFormat": "CycloneDX", "components": data, "metadata": {"component": data}},
        "bom2.json": {"bomFormat": "x", "components": [{"type": "machine-learning-model", "name": "m",
                      "licenses": data, "pedigree": {"ancestors": data}}]},
        "adapter_config.json": {"base_model_name_or_path": data},
        "README.md": {"license": data, "base_model": data, "base_model_relation": data, "license_name": data},
        "merge.yaml": {"merge_method": "x", "models": data, "slices": data, "base_model": data},
        "merge2.yaml": {"merge_method": "x", "models": 5, "slices": [{"sources": data}], "base_model": data},
    }  # fmt: skip
    for name, shape in shapes.items():
        text = json.dumps(shape)
        (tmp_path / name).write_text(f"---\n{text}\n---\n" if name.endswith(".md") else text)
        try:
            read_found([tmp_path / name])
        except Refused as refused:
            assert refused.diagnostics
