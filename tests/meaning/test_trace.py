"""A lineage is traced with the way and the sections, clashes are named, and graphs hold hostile names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from clausewright.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "examples" / "scenarios"


@pytest.fixture(autouse=True)
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)


def test_a_clash_is_named_with_both_sections(
    capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    assert main(["trace", str(SCENARIOS / "merge-two-licenses.yaml"), "--under", "strong-copyleft"]) == 0
    out = capsys.readouterr().out
    assert "! under-test, Section 6(a)(i) and gpl-3.0, Section 5(c)" in out
    assert out == snapshot


def test_what_was_done_against_a_license_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "purpose: [commercial]\nparties: {a: {}, b: {}}\n"
        "artifacts: {base: {kind: weights, licenses: research-only, by: a}}\n"
        "steps: [{do: fine-tune, in: [base], out: tuned, by: b, compute: 1}]\n"
    )
    assert main(["trace", str(path)]) == 1
    assert "✗ fine-tune of base by b: No" in capsys.readouterr().out


def test_a_license_under_test_must_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(SCENARIOS / "vicuna.yaml")]) == 2
    assert "say which with --under" in capsys.readouterr().err


@pytest.mark.parametrize("to", ["svg", "mermaid", "dot"])
def test_the_graph_of_a_scenario(
    to: str, capfdbinary: pytest.CaptureFixture[bytes], snapshot: SnapshotAssertion
) -> None:
    assert main(["trace", str(SCENARIOS / "guanaco.yaml"), "--under", "lesser-copyleft", "--to", to]) == 0
    assert capfdbinary.readouterr().out.decode() == snapshot


HOSTILE = '"><script>alert(1)</script>]; evil \\" --> x & %%{init}%%'


def test_hostile_names_stay_names(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "case.jsonl"
    lines = [
        {"artifact": HOSTILE, "kind": "weights", "licenses": "mit"},
        {"do": "prune", "in": [HOSTILE], "out": "out`[]|"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    for to in ("svg", "mermaid", "dot", "json", "terminal"):
        main(["trace", str(path), "--to", to])
        out = capfdbinary.readouterr().out.decode()
        if to == "svg":
            tree = ElementTree.fromstring(out)
            assert not tree.findall(".//{http://www.w3.org/2000/svg}script")
        if to == "mermaid":
            assert "<script" not in out
            assert "%%{" not in out
        if to == "dot":
            assert re.search(r'label="[^"]*(\\"[^"]*)*"', out)
            assert out.count("\n") == 6
        if to == "json":
            assert HOSTILE in json.loads(out)["groups"][0]["artifacts"]


def test_a_license_under_or_counts_where_it_says_more_for_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "parties: {a: {}}\nartifacts:\n  x: {kind: weights, licenses: [{or: [mit, gpl-3.0]}], by: a}\n"
        "  y: {kind: weights, licenses: [mit, gpl-3.0], by: a}\n"
    )
    assert main(["trace", str(path), "--format", "json", "--act", "relicense"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    assert [group["answers"][0]["verdict"] for group in groups] == ["permitted", "not-granted"]


def test_many_equal_artifacts_are_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.jsonl"
    lines = [
        {"party": "p"},
        {"artifact": "a0", "kind": "weights", "licenses": "network-copyleft", "compute": 1e23},
    ]
    lines += [
        {"do": "fine-tune", "in": [f"a{n}"], "out": f"a{n + 1}", "by": "p", "compute": 1e10}
        for n in range(3_000)
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert main(["trace", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [len(group["artifacts"]) for group in found["groups"]] == [1, 3_000]
    assert sum(done["count"] for done in found["done"]) == 3_000
    assert main(["trace", str(path), "--to", "svg"]) == 2
    assert "a graph shows at most 400" in capsys.readouterr().err


def test_an_unknown_license_and_an_unknown_act_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("artifacts: {x: {kind: weights, licenses: mti}}\n")
    assert main(["trace", str(path)]) == 1
    assert "`mti`" in capsys.readouterr().err
    assert main(["trace", str(path), "--act", "modify"]) == 2
    assert "is no activity" in capsys.readouterr().err
