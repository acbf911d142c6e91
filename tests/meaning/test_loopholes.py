"""Known ways round, tried one by one; the list can be extended, and what is said to close one does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from clausewright.cli.licenses import PROFILES, license_terms
from clausewright.cli.main import main
from clausewright.meaning.known import names
from clausewright.meaning.loopholes import shipped_ways, try_ways

STATUS = {name: {one.way.name: one.status for one in try_ways(license_terms(name))} for name in PROFILES}


@pytest.fixture(autouse=True)
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.mark.parametrize("name", [*PROFILES, "agpl-3.0", "llama-3.1"])
def test_what_comes_of_each_way(name: str, snapshot: SnapshotAssertion) -> None:
    assert {one.way.name: one.status for one in try_ways(license_terms(name))} == snapshot


@pytest.mark.parametrize("name", names())
def test_every_known_license_can_be_tried(name: str) -> None:
    assert len(try_ways(license_terms(name))) == len(shipped_ways())


CLOSERS = [
    ("serve-only", "strong-copyleft", "api-disclosure: weights-to-users", "covered-service: any-service"),
    ("distil", "strong-copyleft", "", "derivative-weights: with-distillation"),
    ("lock-the-device", "lesser-copyleft", "technical-measures: no-locks", ""),
    ("gate", "lesser-copyleft", "access: no-gating", ""),
    ("synthetic-data", "strong-copyleft", "generated-data: model-share-alike", ""),
]


@pytest.mark.parametrize(("way", "base", "clause", "definition"), CLOSERS)
def test_a_choice_that_is_said_to_close_a_way_closes_it(
    way: str, base: str, clause: str, definition: str, tmp_path: Path
) -> None:
    assert not STATUS[base][way].startswith("closed")
    path = tmp_path / "license.yaml"
    path.write_text(
        'clausewright: 1\nlicense: {name: Closing Weights License, id: LicenseRef-C, version: "1", date: 2026-01-01}\n'
        f"extends: {base}\nclauses: {{{clause}}}\ndefinitions: {{{definition}}}\n"
    )
    found = {one.way.name: one for one in try_ways(license_terms(str(path)))}
    assert found[way].status.startswith("closed")
    chosen = {text.replace(": ", "=") for text in (clause, definition) if text}
    named = {one.removeprefix("definition:") for one in found[way].way.closed_by}
    assert chosen & named


def test_one_open_way_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["loopholes", "permissive"]) == 0
    assert main(["loopholes", "strong-copyleft"]) == 1
    out = capsys.readouterr().out
    assert "✗ distil: open" in out
    assert "closed by `definition:derivative-weights=with-distillation`, at this" in out


def test_the_list_can_be_extended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ways.yaml"
    path.write_text("ways:\n  - {way: mine, opens: [notices], ask: {act: publish, of: base, by: firm}}\n")
    main(["loopholes", "mit", "--ways", str(path), "--format", "json"])
    last = json.loads(capsys.readouterr().out)["ways"][-1]
    assert (last["way"], last["status"]) == ("mine", "closed")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ways: 1", "CW-LIN-002"),
        ("ways: [{way: x}]", "CW-LIN-002"),
        ("ways: [{way: x, opened: [], ask: {act: publish, of: base}}]", "CW-LIN-001"),
        ("ways: [{way: x, ask: {act: publsh, of: base}}]", "CW-LIN-003"),
        ("ways: [{way: x, ask: {act: publish, of: bse}}]", "CW-LIN-004"),
    ],
)
def test_a_fault_in_a_way_is_told(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ways.yaml"
    path.write_text(text)
    assert main(["loopholes", "mit", "--ways", str(path)]) == 1
    assert code in capsys.readouterr().err


def test_text_that_nobody_described_is_not_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "LICENSE"
    path.write_text("Some License\n\n1. You may do as you like.\n")
    assert main(["loopholes", str(path), "--format", "json"]) == 0
    assert {one["status"] for one in json.loads(capsys.readouterr().out)["ways"]} == {"not-described"}
