"""Complaints as a person, a script, a scanner and a forge read them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from clausewright.diagnostic import ERROR, NOTE, WARNING, Diagnostic, Position, Related, ordered
from clausewright.diagnostic.codes import CODES
from clausewright.diagnostic.json import schema
from clausewright.diagnostic.printers import PRINTERS
from clausewright.diagnostic.terminal import safe

LINE = '1. You must give it, as {{ ref("patent") }} says. {#give}'
FOUND = (
    Diagnostic(
        "CW-REF-001",
        "The reference to `patent` leads nowhere.",
        "Did you mean `patents`?",
        Position("clauses/x/a.md", 5, 30, 6, LINE),
        (Related(Position("license.yaml", 4, 3, 1, "  patents: omit"), "left out here"),),
    ),
    Diagnostic(
        "CW-CHK-002",
        "“Model” is not defined.",
        "Define it.",
        Position("a b.md", 1, 1, 5, "Model"),
        (),
        WARNING,
    ),
    Diagnostic("CW-LIB-009", "This comes from the manifest's own folder.", "", None, (), NOTE),
)
HOSTILE = Diagnostic(
    "CW-TXT-002",
    "bad \x1b[31m\u202e name\r\n::error::x",
    "mend \x07it",
    Position("evil\n,:%\x1b]0;x\x07.md", 3, 4, 2, "ab\x1b[2Jc\u202edéf\tg漢字" + "y" * 500),
)


@pytest.mark.parametrize("format", PRINTERS)
def test_each_format_is_as_it_was(format: str, snapshot: SnapshotAssertion) -> None:
    assert PRINTERS[format](FOUND, False) == snapshot


def test_color_only_adds_color() -> None:
    plain, colored = (PRINTERS["text"](FOUND, color) for color in (False, True))
    assert "\x1b[" in colored and "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_the_caret_stands_below_the_words() -> None:
    lines = PRINTERS["text"](FOUND[:1], False).splitlines()
    caret = next(line for line in lines if "^" in line)
    above = lines[lines.index(caret) - 1]
    assert above[caret.index("^") : caret.rindex("^") + 1] == LINE[29:35]


def test_text_fits_in_eighty_columns() -> None:
    long = Diagnostic(
        "CW-REF-001",
        "word " * 60,
        "mend " * 60,
        Position("x.md", 1, 300, 6, "y" * 290 + " target here " + "z" * 500),
    )
    assert max(len(line) for line in PRINTERS["text"]([long], False).splitlines()) <= 80


def test_a_count_closes_the_list() -> None:
    assert PRINTERS["text"](FOUND, False).splitlines()[-1] == "1 error, 1 warning, 1 note"
    assert PRINTERS["text"]([], False) == ""


def test_nothing_hostile_reaches_the_terminal() -> None:
    text = PRINTERS["text"]([HOSTILE], False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "<U+001B>" in text and "<U+202E>" in text


def test_nothing_hostile_ends_a_workflow_command() -> None:
    text = PRINTERS["github"]([HOSTILE], False)
    assert len(text.splitlines()) == 1 or "\n" not in text
    assert "\n" not in text and "\r" not in text
    assert text.count("::error") == 2  # the command, and the words that tried to be one
    assert text.startswith("::error file=evil%0A%2C%3A%25")


@given(st.text(), st.text(), st.text(), st.integers(1, 300), st.integers(1, 300))
def test_any_complaint_prints_in_every_format(
    message: str, path: str, line: str, column: int, length: int
) -> None:
    found = [Diagnostic("CW-TXT-002", message, message, Position(path, 1, column, length, line))]
    for name, printer in PRINTERS.items():
        for color in (False, True):
            text = printer(found, color)
            if name in {"json", "sarif"}:
                json.loads(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", PRINTERS["text"](found, False))


@given(st.text())
def test_safe_text_keeps_every_harmless_character(text: str) -> None:
    kept = "".join(c for c in text if c.isalnum())
    assert all(c in safe(text) for c in kept)


def test_json_fits_its_schema() -> None:
    Draft202012Validator(schema()).validate(json.loads(PRINTERS["json"]((*FOUND, HOSTILE), False)))


def test_sarif_names_its_rules_and_places() -> None:
    log = json.loads(PRINTERS["sarif"]((*FOUND, HOSTILE), False))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(CODES[rule["id"]].title == rule["shortDescription"]["text"] for rule in rules)
    first = next(r for r in run["results"] if r["ruleId"] == "CW-REF-001")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (5, 30, 36)
    uris = [
        x["physicalLocation"]["artifactLocation"]["uri"]
        for r in run["results"]
        for x in r.get("locations", [])
    ]
    assert "a%20b.md" in uris and all(re.fullmatch(r"[!-~]+", uri) for uri in uris)


def test_complaints_are_ordered_by_place_and_told_once() -> None:
    assert ordered([*FOUND, *reversed(FOUND)]) == ordered(FOUND)
    assert [d.severity for d in ordered(FOUND)] == [NOTE, WARNING, ERROR]
