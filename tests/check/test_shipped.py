"""The shipped licenses: every profile composes, without a complaint."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright import check_license, compose_license, render_license
from clausewright.document import Paragraph, blocks, plain

ROOT = Path(__file__).resolve().parents[2]
PROFILES = sorted(path.stem for path in (ROOT / "clauses/profiles").glob("*.yaml"))
EXAMPLES = sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/*/manifest.yaml")])


def composed(tmp_path: Path, profile: str):
    path = tmp_path / "license.yaml"
    path.write_text(
        "clausewright: 1\nlicense: {name: Tested Weights License, id: LicenseRef-Tested-1.0, version: '1.0', "
        f"date: 2026-11-23, steward: Lab}}\nextends: {profile}\n"
    )
    return compose_license(path)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_composes_without_a_complaint(tmp_path: Path, profile: str) -> None:
    assert check_license(composed(tmp_path, profile)) == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_has_no_errors_and_no_warnings(example: Path) -> None:
    assert [d for d in check_license(compose_license(example)) if d.severity != "note"] == []


def test_the_smallest_example_is_six_lines_long() -> None:
    assert len((ROOT / "examples/minimal.yaml").read_text().splitlines()) == 6


def test_the_permissive_license_stays_well_under_a_thousand_words(tmp_path: Path) -> None:
    document = composed(tmp_path, "permissive").document
    text = [
        plain(document, b.content) for s in document.sections for b in blocks(s) if isinstance(b, Paragraph)
    ]
    text += [s.heading or "" for s in document.sections]
    assert sum(len(part.split()) for part in text) < 950


@pytest.mark.parametrize("profile", PROFILES)
def test_every_definition_is_used_and_stands_in_order(tmp_path: Path, profile: str) -> None:
    document = composed(tmp_path, profile).document
    text = render_license(document, "txt").decode()
    for forms in document.forms.values():
        assert sum(text.count(form) for form in forms) > 1, forms
    terms = list(document.terms.values())
    assert terms == sorted(terms, key=str.casefold)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_drafting_rules_that_a_search_can_tell_are_kept(tmp_path: Path, profile: str) -> None:
    text = (
        " "
        + " ".join(render_license(composed(tmp_path, profile).document, "txt").decode().lower().split())
        + " "
    )
    for word in (
        " shall ",
        " and/or ",
        " hereby ",
        " herein",
        " said ",
        " this section ",
        "including but not limited",
        " thereof",
    ):
        assert word not in text, word


@pytest.mark.parametrize("profile", PROFILES)
def test_the_disclaimer_is_conspicuous(tmp_path: Path, profile: str) -> None:
    document = composed(tmp_path, profile).document
    eye = [b for s in document.sections for b in blocks(s) if isinstance(b, Paragraph) and b.conspicuous]
    assert any("warrant" in str(p.content) for p in eye) and any("liable" in str(p.content) for p in eye)


def test_two_variants_at_least_of_each_core_clause() -> None:
    from clausewright import shipped_library

    clauses = shipped_library().clauses
    for name in ("weights-share-alike", "api-disclosure", "training-data-disclosure", "generated-data"):
        assert len(clauses[f"core:{name}"].variants) >= 2
