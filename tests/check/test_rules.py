"""The checks of a composed license, each for and against."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright import check_license, compose_license
from clausewright.check import RULES

HEAD = """\
clausewright: 1
license: {name: %s, id: LicenseRef-Test-1.0, version: "1.0", date: 2026-11-23, steward: Lab}
extends: permissive
"""
CLAUSE = "title: Extra\nquestion: What else?\nvariants: [only]\nsection: notices\n"


def findings(tmp_path: Path, text: str = "", name: str = "Test Weights License", more: str = "") -> list:
    if text:
        folder = tmp_path / "clauses" / "extra"
        folder.mkdir(parents=True)
        (folder / "clause.yaml").write_text(CLAUSE)
        (folder / "only.md").write_text(f"---\nsummary: Extra.\n---\n{text}\n")
        more += "clauses: {extra: only}\n"
    (tmp_path / "license.yaml").write_text(HEAD % name + more)
    found = check_license(compose_license(tmp_path / "license.yaml"))
    # the texts of these tests have no provisions, which is said by a rule with tests of its own
    return [d for d in found if d.severity != "note" and not d.code.startswith("CW-AGR")]


def test_every_rule_has_a_name_and_a_sentence() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.about.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    "words",
    [
        "TODO",
        "TBD",
        "\\[name of the author\\]",
        "____",
        "Lorem ipsum",
        "\\{\\{ name \\}\\}",
        "..........",
        "???",
    ],
)
def test_a_placeholder_in_the_text_is_an_error_with_its_place(tmp_path: Path, words: str) -> None:
    found = findings(tmp_path, f"1. You may do this, {words}, at any time. {{#a}}")
    assert [d.code for d in found][:1] == ["CW-CHK-001"]
    assert found[0].position.path.endswith("only.md") and found[0].position.line == 4


def test_a_placeholder_in_the_name_is_an_error_in_the_manifest(tmp_path: Path) -> None:
    found = findings(tmp_path, name='"[NAME] License"')
    assert [d.code for d in found] == ["CW-CHK-001"]
    assert found[0].position.line == 2


def test_ordinary_words_are_no_placeholders(tmp_path: Path) -> None:
    assert findings(tmp_path, "1. You may do this (or that), insert it, and so on … at any time. {#a}") == []


def test_a_capitalized_word_that_nothing_defines_is_a_warning(tmp_path: Path) -> None:
    found = findings(tmp_path, "1. You may use the Model Card in full. {#a}")
    assert [(d.code, d.severity) for d in found] == [("CW-CHK-002", "warning")]
    assert found[0].position.column == "1. You may use the Model Card".index("Model") + 1


def test_the_first_word_of_a_sentence_and_known_words_are_no_terms(tmp_path: Path) -> None:
    text = (
        "1. Nothing in this License binds before March. Each of these is English: {#a}\n\n   1. The one. {#b}"
    )
    assert findings(tmp_path, text) == []


def test_a_definition_that_is_chosen_and_not_used_is_a_warning(tmp_path: Path) -> None:
    found = findings(tmp_path, more="definitions: {covered-service: any-service}\n")
    assert [(d.code, d.position.line) for d in found] == [("CW-CHK-003", 4)]


def test_a_definition_that_is_used_is_none(tmp_path: Path) -> None:
    assert findings(tmp_path, more="definitions: {you: plain}\n") == []


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u2060"])
def test_characters_that_hide_or_turn_are_warnings_with_their_place(tmp_path: Path, sign: str) -> None:
    found = findings(tmp_path, f"1. You may do{sign} this. {{#a}}")
    assert [(d.code, d.severity) for d in found] == [("CW-UNI-001", "warning")]
    assert (found[0].position.line, found[0].position.column) == (4, len("1. You may do") + 1)


@pytest.mark.parametrize("word", ["sоme", "ѕоме", "ｗide", "ﬁne"])
def test_look_alike_letters_are_warnings(tmp_path: Path, word: str) -> None:
    found = findings(tmp_path, f"1. You may do {word} things. {{#a}}")
    assert [d.code for d in found] == ["CW-UNI-002"]


@pytest.mark.parametrize(
    "word", ["café", "naïve", "Zürich", "œuvre", "ő", "日本", "Ελλάδα", "Россия", "“quoted”", "5 €", "→"]
)
def test_honest_words_of_other_languages_are_none(tmp_path: Path, word: str) -> None:
    found = findings(tmp_path, f"1. You may do {word} things. {{#a}}")
    assert [d.code for d in found if d.code.startswith("CW-UNI")] == []
