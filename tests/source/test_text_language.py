"""The text language: what is refused, where, and with which mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.document import number
from library_builder import complaint, complaints, compose, place, words

TAIL = {"tail/a": "1. Keep it. {#keep}"}
DEEP = "".join(f"{'   ' * n}1. All of these: {{#d{n}}}\n\n" for n in range(7)) + " " * 21 + "1. Deep. {#deep}"


@pytest.mark.parametrize(
    ("text", "code", "where", "mend"),
    [
        # 3: what is not part of the language
        ("# Heading {#h}", "CW-TXT-002", "4:1", "headings stand in the form"),
        ("Use <b>it</b>. {#use}", "CW-TXT-002", "4:5", "\\<"),
        ("See <https://example.org>. {#use}", "CW-TXT-002", "4:5", "\\<"),
        ("Use &amp; it. {#use}", "CW-TXT-002", "4:5", "\\&"),
        ("Use `it`. {#use}", "CW-TXT-002", "4:5", "backtick"),
        ("```\nUse it.\n``` {#use}", "CW-TXT-002", "4:1", "fence"),
        ("Use it.\n===\nnow. {#use}", "CW-TXT-002", "5:1", "Remove the line"),
        ("Use it.\n---\nnow. {#use}", "CW-TXT-002", "5:1", "Remove the line"),
        ("| a | b | {#use}", "CW-TXT-002", "4:1", "items"),
        ("Use it.  \nNow. {#use}", "CW-TXT-002", "4:1", "backslash"),
        ("Use\tit. {#use}", "CW-TXT-028", "4:4", "spaces"),
        ("Use\x07it. {#use}", "CW-TXT-028", "4:4", "Remove"),
        ("Use ![it](https://example.org/a.png). {#use}", "CW-TXT-002", "4:5", "Remove the image"),
        # unescaped signs
        ("Use [it. {#use}", "CW-TXT-003", "4:5", "\\["),
        ("Use it]. {#use}", "CW-TXT-003", "4:7", "\\]"),
        ("Use { it. {#use}", "CW-TXT-003", "4:5", "\\{"),
        ("Use it}. {#use}", "CW-TXT-003", "4:7", "\\}"),
        ("[it]: https://example.org {#use}", "CW-TXT-003", "4:1", "\\["),
        ("See [it][ref]. {#use}", "CW-TXT-003", "4:5", "\\["),
        ("Use it now\nand [then. {#use}", "CW-TXT-003", "5:5", "\\["),
        ("Use it now\n    and [then. {#use}", "CW-TXT-003", "5:9", "\\["),
        # attributes
        ('Use it. {#use when="tail"}', "CW-TXT-004", "4:15", "Known here"),
        ('Use it. {#use iff="tail"}', "CW-TXT-004", "4:15", "Did you mean `if`?"),
        ("Use it. {#use conspicuos}", "CW-TXT-004", "4:15", "Did you mean `conspicuous`?"),
        ("Use it. {#use if=tail}", "CW-TXT-004", "4:15", 'key="value"'),
        ('Use [it]{if="tail" from="x"}. {#use}', "CW-TXT-004", "4:20", "Known here"),
        ("Use [it]{}. {#use}", "CW-TXT-004", "4:9", "Write `[words]"),
        ("Use it. {#use #other}", "CW-TXT-024", "4:15", "Keep one"),
        ('Use it. {#use if="tail" if="not tail"}', "CW-TXT-024", "4:25", "Keep one"),
        ("Use {#use} it. {#use}", "CW-TXT-025", "4:5", "very end"),
        ("Use it.{#use}", "CW-TXT-025", "4:8", "behind a space"),
        ("Use it. {#Use}", "CW-TXT-005", "4:10", "small letters"),
        ('Use it. {#use into="A b"}', "CW-TXT-005", "4:15", "small letters"),
        ("Use it.", "CW-TXT-013", "4:1", "{#offer}"),
        ("1. Use it. {#use}\n2. Print it.", "CW-TXT-013", "5:4", "{#offer}"),
        ("{#use}", "CW-TXT-014", "4:1", "Write its words"),
        # values and references
        ("Use {{ }}. {#use}", "CW-TXT-006", "4:7", "nothing else is read"),
        ("Use {{ a.b.c }}. {#use}", "CW-TXT-006", "4:7", "nothing else is read"),
        ('Use {{ "a" * 10 }}. {#use}', "CW-TXT-006", "4:7", "nothing else is read"),
        ("Use {% if a %}. {#use}", "CW-TXT-003", "4:5", "\\{"),
        ("Use {{ ref() }}. {#use}", "CW-TXT-006", "4:7", "clause/id"),
        ('Use {{ ref("a b") }}. {#use}', "CW-TXT-006", "4:7", "library:clause/id"),
        ('Use {{ ref("tail", "tail") }}. {#use}', "CW-REF-005", "4:7", "Keep one"),
        ("Use {{ it }}. {#use}", "CW-VAL-001", "4:5", "license.name"),
        # links
        ("See [it](notes.html). {#use}", "CW-TXT-007", "4:10", "https:"),
        ("See [it](javascript:alert). {#use}", "CW-TXT-007", "4:10", "https:"),
        ('See [it](https://example.org "T"). {#use}', "CW-TXT-007", "4:10", "title"),
        # lists
        ("All of these: {#use}\n1. Print. {#a}", "CW-TXT-008", "5:1", "blank line"),
        ("1. All of these: {#use}\n   - Print. {#a}", "CW-TXT-008", "5:4", "blank line"),
        ("Use it and\n3. print it. {#use}", "CW-TXT-008", "5:1", "blank line"),
        ("2. Use it. {#use}", "CW-TXT-010", "4:1", "Start it at 1."),
        ("1. Use it. {#use}\n3. Print it. {#a}", "CW-TXT-026", "5:1", "Write `2.`"),
        ("1. Use it. {#use}\n 2. Print it. {#a}", "CW-TXT-011", "5:2", "same indent"),
        ("1. Use it. {#use}\n\n   Print it. {#a}", "CW-TXT-012", "6:4", "item of its own"),
        ("1. Use it. {#use}\n\n   > Print it. {#a}", "CW-TXT-012", "6:4", "item of its own"),
        ("- All of these: {#use}\n\n  1. Print it. {#a}", "CW-TXT-023", "6:6", "bullets below bullets"),
        ("> Use it,\nprint it. {#use}", "CW-TXT-015", "5:1", "Begin every line"),
        # lead-ins and full stops
        ("1. Use it. {#use}\n\n   1. Print it. {#a}", "CW-TXT-016", "4:4", "End the lead-in with `:`"),
        ("1. Use it: {#use}", "CW-TXT-017", "4:4", "take it from a slot"),
        ("Use it: {#use}", "CW-TXT-017", "4:1", "take it from a slot"),
        ("1. Use it; {#use}", "CW-TXT-018", "4:4", "End it with `.`"),
        (
            '1. As follows: {#use}\n\n   1. Print. {#a}\n   2. Sing. {#b if="tail"}',
            "CW-TXT-019",
            "4:4",
            "all of these",
        ),
    ],
)
def test_what_would_vanish_or_change_without_a_word_is_refused_where_it_stands(
    tmp_path: Path, text: str, code: str, where: str, mend: str
) -> None:
    files = {"grant/a": text, **TAIL}
    found = next(d for d in complaints(tmp_path, files) if d.code == code)
    assert place(found) == f"grant/a.md:{where}"
    assert mend in found.mend


@pytest.mark.parametrize(
    "text",
    [
        "1. Use \\[it\\] \\{now\\}. {#use}",
        "1. Use a \\< b \\& c. {#use}",
        "1. Use 3 < 4 & 5. {#use}",
        "1. Use a\\*b and a_b. {#use}",
        "1) Use it. {#use}\n2) Print it. {#print}",
        "* Use it. {#use}\n* Print it. {#print}",
        "1. Use {{ license.name }} - and more. {#use}",
        "1. In 1990. Use it. {#use}",
        "1. Say “Use it.” {#use}",
        "1. Use it (now). {#use}",
        "1. Write to [us](mailto:a@example.org). {#use}",
        "1. Use it. {#use conspicuous}",
        "1. Use [it]{#it}. {#use}",
        "1. Use it, and see\n   1990 for more. {#use}",
        "1. Use it, of which there\n   are - say - two. {#use}",
    ],
)
def test_plain_prose_needs_no_ceremony(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, {"grant/a": text}) == ()


def test_escaped_signs_are_themselves(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. A \\[b\\] \\{c\\} \\*d\\* \\\\ \\`e\\` \\<f\\>. {#use}"})
    assert words(document, "grant/use") == "A [b] {c} *d* \\ `e` <f>."


def test_lists_six_deep_are_read_and_seven_are_not(tmp_path: Path) -> None:
    found = [d for d in complaints(tmp_path, {"grant/a": DEEP}) if d.code == "CW-TXT-009"]
    assert [place(d) for d in found] == ["grant/a.md:16:19", "grant/a.md:18:22"]


def test_a_bad_character_in_one_file_hides_nothing_in_another(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use\tit. {#use}", "tail/a": "1. Keep [it. {#keep}"}
    assert [d.code for d in complaints(tmp_path, files)] == ["CW-TXT-028", "CW-TXT-003"]


def test_two_paragraphs_with_broken_attributes_are_not_taken_for_one(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use it. {#use x}\n2. Keep it. {#keep y}"}
    assert [d.code for d in complaints(tmp_path, files)] == ["CW-TXT-004", "CW-TXT-004"]


def test_every_fault_of_a_paragraph_is_said_at_once(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use [it and {{ 1 }} and <b> {#use}"}
    assert {d.code for d in complaints(tmp_path, files)} == {
        "CW-TXT-003",
        "CW-TXT-006",
        "CW-TXT-002",
        "CW-TXT-018",
    }


def test_a_retired_id_is_not_used_again(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use it. {#use}\n2. Keep it. {#keep}", "grant/clause.yaml": "retired: [keep]\n"}
    assert place(complaint(tmp_path, files, "CW-IDS-004")) == "grant/a.md:5:4"


def test_ids_are_unique_across_the_variants_of_a_clause_that_takes_several(tmp_path: Path) -> None:
    files = {"grant/a": "Use it. {#use}", "grant/b": "Keep it. {#use}", "grant/clause.yaml": "choose: any\n"}
    found = complaint(tmp_path, files, "CW-IDS-003")
    assert place(found) == "grant/b.md:4:1"
    assert found.related[0].position.path.endswith("grant/a.md")


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    text = "---\r\nsummary: A.\r\n---\r\n1. Use\r\n   it. {#use}\r\n"
    assert words(compose(tmp_path, {"grant/a!": text.encode()}), "grant/use") == "Use it."


def test_an_item_may_have_a_kind_of_number_of_its_own(tmp_path: Path) -> None:
    text = (
        '1. As follows: {#use}\n\n   1. Print. {#a number="A."}\n   2. Sing. {#b number="A."}\n\n'
        '2. See {{ ref("grant/b") }}. {#see number="1.1."}'
    )
    document = compose(tmp_path, {"grant/a": text, **TAIL})
    numbers = [number(document, f"core:grant/{id}") for id in ("use", "a", "b", "see")]
    assert numbers == ["(a)", "A.", "B.", "1.2."]
    assert "See Section 1(a)(B)." in words(document, "grant/see")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('1. Use it. {#use number="B."}', "4:12"),
        ('1. Use it. {#use number="A"}', "4:12"),
        ('Use it. {#use number="A."}', "4:9"),
        ('* Use it. {#use number="1)"}', "4:11"),
        ('> Use it. {#use number="1)"}', "4:11"),
    ],
)
def test_a_kind_of_number_that_cannot_stand_is_refused(tmp_path: Path, text: str, where: str) -> None:
    found = [d for d in complaints(tmp_path, {"grant/a": text, **TAIL}) if d.code == "CW-NUM-003"]
    assert [place(d) for d in found] == [f"grant/a.md:{where}"]
