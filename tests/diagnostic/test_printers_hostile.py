"""Printing complaints about hostile files: wide, hidden and broken characters, and long lines."""

from __future__ import annotations

import json
from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.diagnostic import Diagnostic, Position, Related
from clausewright.diagnostic.printers import PRINTERS

ANY = st.text(st.characters())
"""Any text, halves of characters included, as file names that are not UTF-8 hold them."""


def complaint(path: str = "a.md", column: int = 1, length: int = 1, line: str = "") -> Diagnostic:
    return Diagnostic("CW-TXT-002", "It is wrong.", "Mend it.", Position(path, 1, column, length, line))


def columns(line: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in line)


@given(ANY, ANY, ANY, st.integers(1, 50), st.integers(1, 50))
def test_every_format_can_be_written_as_utf_8(
    message: str, path: str, line: str, column: int, length: int
) -> None:
    where = Position(path, 1, column, length, line)
    found = [Diagnostic("CW-TXT-002", message, message, where, (Related(where, message),))]
    for printer in PRINTERS.values():
        assert printer(found, False).encode("utf-8")


def test_a_file_name_that_is_not_utf_8_keeps_its_bytes_in_sarif() -> None:
    log = json.loads(PRINTERS["sarif"]([complaint("caf\udce9.md")], False))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "caf%E9.md"


@given(
    st.lists(
        st.sampled_from(["a", "漢", "\x1b", "\u202e", "e\u0301", " ", "\ud800", "👩"]), max_size=300
    ).map("".join),
    st.integers(1, 300),
    st.integers(1, 300),
)
def test_the_line_fits_in_eighty_columns_and_the_caret_is_there(line: str, column: int, length: int) -> None:
    shown = PRINTERS["text"]([complaint("a.md", column, length, line)], False).splitlines()
    assert all(columns(text) <= 80 for text in shown)
    if line.strip():
        assert any("^" in text for text in shown)


@pytest.mark.parametrize("fill", ["x", "漢", "\x1b", "e\u0301"])
def test_the_caret_stands_below_its_word_in_a_long_line(fill: str) -> None:
    line = fill * 90 + " target " + fill * 90
    shown = PRINTERS["text"]([complaint("a.md", line.index("target") + 1, 6, line)], False).splitlines()
    at, caret = shown[2], shown[3]
    assert caret.count("^") == 6
    assert columns(at[: at.index("target")]) == caret.index("^")
    assert at.rstrip().endswith("…")


def test_a_line_of_a_megabyte_is_printed_at_once() -> None:
    text = PRINTERS["text"]([complaint("a.md", 900_000, 5, "y" * 1_000_000)] * 100, False)
    assert len(text) < 40_000
