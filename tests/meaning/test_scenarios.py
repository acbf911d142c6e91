"""Every shipped scenario says what was expected, in all six profiles, and what fails is told well."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clausewright.cli.licenses import PROFILES, license_terms
from clausewright.cli.main import main
from clausewright.meaning.scenarios import run
from clausewright.source.lineages import read_lineage

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "examples" / "scenarios").glob("*.yaml"))


@pytest.fixture(autouse=True)
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_is_met_by_every_profile(path: Path) -> None:
    outcomes = run(read_lineage(path), PROFILES, license_terms)
    assert outcomes
    assert {one.under for one in outcomes} == set(PROFILES), "each profile has an expectation of its own"
    failed = [(one.under, one.name, one.differences) for one in outcomes if not one.passed]
    assert not failed


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_argues_each_expectation_in_comments(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("expect:")
    assert lines[0].startswith("# ")
    assert sum(line.strip().startswith("#") for line in lines[start:]) >= 1


FAILING = """\
scenario: wrong
parties: {lab: {}, firm: {}, user: {}}
purpose: [commercial]
artifacts: {base: {kind: weights, licenses: under-test, by: lab}}
expect:
  - {act: serve-public, of: base, by: firm, to: user, verdict: permitted, owes: [], under: network-copyleft}
"""


def test_a_failure_names_what_was_expected_what_was_found_and_the_section(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong.yaml").write_text(FAILING)
    assert main(["test", str(tmp_path), "--junit", str(tmp_path / "out.xml")]) == 1
    out = capsys.readouterr().out
    assert "owes: expected nothing; found corresponding-materials, model-name, notices" in out
    assert "network-copyleft: Section " in out
    assert "wrong.yaml:6" in out
    suite = ElementTree.parse(tmp_path / "out.xml").getroot()
    assert suite.get("failures") == "1"
    failure = suite.find("testsuite/testcase/failure")
    assert failure is not None
    assert "decided by network-copyleft: Section " in (failure.text or "")


def test_the_result_is_json_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(SCENARIOS[0]), "--format", "json"]) == 0
    outcomes = json.loads(capsys.readouterr().out)["outcomes"]
    assert outcomes
    assert all(one["passed"] for one in outcomes)


def test_no_scenario_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(tmp_path)]) == 2
    assert "there is no scenario" in capsys.readouterr().err


def test_a_license_of_ones_own_can_be_on_trial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.yaml").write_text(FAILING.replace(", under: network-copyleft", ""))
    manifest = ROOT / "examples" / "network.yaml"
    assert main(["test", str(tmp_path), "--under", str(manifest)]) == 1
    assert main(["test", str(tmp_path), "--under", "mit"]) == 0
    capsys.readouterr()


def test_a_license_that_nobody_described_is_not_described(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Some License\n\n1. You may do something.\n\n2. You must not.\n")
    (tmp_path / "case.yaml").write_text(
        FAILING.replace("permitted, owes: [], under: network-copyleft", "not-described, owes: []")
    )
    assert main(["test", str(tmp_path / "case.yaml"), "--under", str(tmp_path / "LICENSE")]) == 0


def test_what_cannot_be_read_is_told_and_the_others_still_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text("scenario: x\nsteps: [{do: finetune, in: [b], out: c}]\n")
    (tmp_path / "b.yaml").write_text(FAILING.replace("owes: [], ", ""))
    assert main(["test", str(tmp_path)]) == 1
    got = capsys.readouterr()
    assert "CW-LIN-003" in got.err
    assert "Did you mean `fine-tune`?" in got.err
    assert "1 of 1 expectations met." in got.out
