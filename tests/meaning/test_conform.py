"""Criteria are held against licenses: what is met, what is not, and what no license can decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from clausewright.cli.licenses import PROFILES, license_document, license_terms
from clausewright.cli.main import main
from clausewright.document.record import replace
from clausewright.meaning.conform import HUMAN, MET, NOT_MET, SETS, conform, criteria
from clausewright.meaning.known import names


def results(name: str, of: str) -> dict[str, str]:
    return {one.criterion.id: one.result for one in conform(license_terms(name), of)}


@pytest.mark.parametrize("name", [*PROFILES, "gpl-3.0", "llama-3.1"])
def test_what_comes_of_each_criterion(name: str, snapshot: SnapshotAssertion) -> None:
    assert {of: results(name, of) for of in SETS} == snapshot


@pytest.mark.parametrize("of", SETS)
def test_every_criterion_has_its_source_and_can_be_decided(of: str) -> None:
    found = criteria(of)
    assert found.source
    assert found.prints
    ids = [one.id for one in found.criteria]
    assert len(ids) == len(set(ids))
    for one in found.criteria:
        assert one.about
        assert one.source
        assert one.by in {"P", "H", "P+H"}
        assert one.checks or one.human


@pytest.mark.parametrize("name", [*PROFILES, *names()])
@pytest.mark.parametrize("of", SETS)
def test_what_is_met_is_met_by_a_paragraph(name: str, of: str) -> None:
    for one in conform(license_terms(name), of):
        if one.result in {MET, NOT_MET}:
            # what fails because nothing permits it has no paragraph to name
            assert one.cites or (one.result == NOT_MET and "is not permitted" in one.why), one.criterion.id
        if one.criterion.by != "P":
            assert one.result != MET


def test_limits_on_use_fail_freedom_0_and_osd_6() -> None:
    for name in ("responsible-use", "research-only", "llama-3.1", "creativeml-openrail-m", "cc-by-nc-4.0"):
        assert results(name, "four-freedoms")["FSF-0"] == NOT_MET or name == "cc-by-nc-4.0"
        assert results(name, "osd")["OSD-6"] == NOT_MET


def test_a_safety_limit_is_no_automatic_fail_of_the_eu_exemption_and_a_research_limit_is() -> None:
    assert results("responsible-use", "eu-ai-act")["EU-USE"] == HUMAN
    assert results("research-only", "eu-ai-act")["EU-NOT-NC"] == NOT_MET


def test_the_choice_that_causes_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conform", "responsible-use", "--to", "osd"]) == 1
    assert "Caused by `use-restrictions=behavioral`." in capsys.readouterr().out
    assert main(["conform", "network-copyleft"]) == 0
    assert "never says" not in capsys.readouterr().out


def test_nothing_is_met_without_a_grant_or_where_text_is_not_described() -> None:
    terms = license_terms("mit")
    empty = replace(terms, rules=tuple(rule for rule in terms.rules if rule.verb == "waives"))
    holes = replace(terms, undescribed=("3(a)",))
    unread = replace(terms, described=False)
    for changed in (empty, holes, unread):
        for of in SETS:
            assert MET not in {one.result for one in conform(changed, of)}


@pytest.mark.parametrize("name", ["responsible-use", "research-only", "network-copyleft"])
def test_a_change_that_is_said_to_meet_a_criterion_meets_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["conform", name, "--mend", "--format", "json"])
    tried = 0
    for one in json.loads(capsys.readouterr().out)["sets"]:
        for criterion in one["criteria"]:
            mend = criterion["mend"]
            assert bool(mend) == (criterion["result"] in {NOT_MET, "contested"})
            if not mend or "No single" in mend:
                continue
            subject, _, variant = mend.removeprefix("Met with `").removesuffix("`.").partition("=")
            kind = "definitions" if subject.startswith("definition:") else "clauses"
            path = tmp_path / "license.yaml"
            path.write_text(
                'clausewright: 1\nlicense: {name: Mended Weights License, id: LicenseRef-M, version: "1", '
                f"date: 2026-01-01}}\nextends: {name}\n{kind}: {{{subject.removeprefix('definition:')}: {variant}}}\n"
            )
            license_document.cache_clear()
            license_terms.cache_clear()
            assert results(str(path), one["set"])[criterion["id"]] == MET
            tried += 1
    assert tried


def test_a_license_without_choices_cannot_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conform", "llama-3.1", "--mend"]) == 2
    assert "takes a manifest or a profile" in capsys.readouterr().err


def test_results_are_json_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["conform", "mit", "--to", "osd,dfsg", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["set"] for one in found["sets"]] == ["osd", "dfsg"]


def test_an_unknown_set_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conform", "mit", "--to", "ods"]) == 2
    assert "Did you mean `osd`?" in capsys.readouterr().err


def test_text_that_nobody_described_needs_a_human(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "LICENSE"
    path.write_text("Some License\n\n1. You may do as you like.\n")
    assert main(["conform", str(path), "--to", "osd"]) == 0
    out = capsys.readouterr().out
    assert "✓" not in out
    assert "Not described." in out
