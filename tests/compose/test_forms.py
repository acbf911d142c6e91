"""Forms: sections, parts, headings and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.document import Part
from library_builder import complaint, complaints, compose, place, shown

DEEP = """
1. One and all of these: {#a}

   1. Two and all of these: {#b}

      1. Three and all of these: {#c}

         1. Four. {#d}
         2. See {{ ref("d") }}. {#e}
"""
SMALL = {"grant/a": "1. Use it. {#use}", "tail/a": "1. Keep it. {#keep}"}


def form(numbering: str, sections: str) -> str:
    return f"numbering: [{numbering}]\nsections: [{sections}]\n"


@pytest.mark.parametrize(
    ("numbering", "numbers", "cited"),
    [
        (
            "decimal, lower-alpha, lower-roman, upper-alpha, upper-roman",
            ["1.", "(a)", "(i)", "(A)", "(I)", "(II)"],
            "1(a)(i)(A)(I)",
        ),
        (
            "decimal-from-0, decimal, lower-alpha, decimal, decimal",
            ["0.", "(1)", "(a)", "(1)", "(1)", "(2)"],
            "0(1)(a)(1)(1)",
        ),
        (
            "decimal, decimal-path, decimal-path, decimal-path, lower-alpha",
            ["1.", "1.1", "1.1.1", "1.1.1.1", "(a)", "(b)"],
            "1.1.1.1(a)",
        ),
        (
            "upper-roman, decimal-path, lower-alpha, lower-roman, decimal",
            ["I.", "I.1", "(a)", "(i)", "(1)", "(2)"],
            "I.1(a)(i)(1)",
        ),
    ],
)
def test_the_numbering_scheme_prints_every_level(
    tmp_path: Path, numbering: str, numbers: list[str], cited: str
) -> None:
    files = {"grant/a": DEEP, "forms/simple": form(numbering, "{id: grant, clauses: [grant]}")}
    lines = shown(compose(tmp_path, files))
    assert [line.removeprefix("# ").split()[0] for line in lines] == numbers
    assert lines[-1].endswith(f"See Section {cited}.")


def test_letters_go_on_behind_z_and_numbers_are_counted_by_section(tmp_path: Path) -> None:
    text = "\n".join(f"{n}. Item. {{#i{n}}}" for n in range(1, 30))
    lines = shown(compose(tmp_path, {"grant/a": text, "tail/a": "1. Keep it. {#keep}"}))
    assert [line.split()[0] for line in lines[25:30]] == ["(y)", "(z)", "(aa)", "(ab)", "(ac)"]
    assert lines[-1] == "(a) Keep it."


def test_an_item_below_the_last_level_is_refused_where_it_stands(tmp_path: Path) -> None:
    files = {
        "grant/a": DEEP,
        "forms/simple": form(
            "decimal, lower-alpha, lower-roman, upper-alpha", "{id: grant, clauses: [grant]}"
        ),
    }
    found = complaints(tmp_path, files)
    assert {d.code for d in found} == {"CW-NUM-001"}
    assert place(found[0]) == "grant/a.md:10:13"


def test_a_section_takes_its_heading_the_form_s_or_none(tmp_path: Path) -> None:
    sections = "{id: a, clauses: [grant]}, {id: b, heading: The End, clauses: [tail]}"
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    lines = shown(
        compose(tmp_path / "one", {**SMALL, "forms/simple": form("decimal, lower-alpha", sections)})
    )
    assert [line for line in lines if line.startswith("#")] == ["# 1. Grant", "# 2. The End"]
    bare = "{id: a, no-heading: true, clauses: [grant]}, "
    bare += "{id: b, clauses: [tail], no-heading: true, numbered: false}"
    plain = {**SMALL, "tail/a": "Keep it. {#keep}", "forms/simple": form("decimal, lower-alpha", bare)}
    assert shown(compose(tmp_path / "two", plain)) == ["# 1.", "(a) Use it.", "#", "Keep it."]


def test_a_section_without_text_is_left_out_and_numbers_close_up(tmp_path: Path) -> None:
    lines = shown(compose(tmp_path, SMALL, "clauses: {tail: a}\n"))
    assert lines == ["# 1. Tail", "(a) Keep it."]


def test_unnumbered_sections_do_not_count(tmp_path: Path) -> None:
    files = {
        "grant/a": "Use it. {#use}",
        "tail/a": "1. Keep it. {#keep}",
        "forms/simple": form(
            "decimal, lower-alpha", "{id: a, numbered: false, clauses: [grant]}, {id: b, clauses: [tail]}"
        ),
    }
    assert shown(compose(tmp_path, files))[2] == "# 1. Tail"


def test_parts_group_sections_and_numbers_run_through_them(tmp_path: Path) -> None:
    sections = (
        "{part: one, heading: Rights, sections: [{id: a, clauses: [grant]}]},"
        " {part: two, heading: Duties, sections: [{id: b, clauses: [tail]}, {id: w, definitions: true}]}"
    )
    files = {
        "grant/a": "1. Use Weights. {#use}",
        "tail/a": "1. Keep it. {#keep}",
        "definitions/weights/a": "means numbers. {#def}",
        "forms/simple": form("decimal, lower-alpha", sections),
    }
    document = compose(tmp_path, files)
    assert [(p.id, p.heading, len(p.sections)) for p in document.body if isinstance(p, Part)] == [
        ("simple:one", "Rights", 1),
        ("simple:two", "Duties", 2),
    ]
    assert document.labels["simple:w"] == (3,)


def test_a_part_without_text_is_left_out(tmp_path: Path) -> None:
    sections = "{part: one, heading: Rights, sections: [{id: a, clauses: [grant]}]}, {id: b, clauses: [tail]}"
    document = compose(
        tmp_path, {**SMALL, "forms/simple": form("decimal, lower-alpha", sections)}, "clauses: {tail: a}\n"
    )
    assert [node.id for node in document.body] == ["simple:b"]


@pytest.mark.parametrize(
    ("sections", "code", "where"),
    [
        ("{clauses: [grant]}", "CW-FRM-001", "2:12"),
        ("{id: a}", "CW-FRM-002", "2:12"),
        ("{id: a, slot: x, clauses: [grant]}", "CW-FRM-002", "2:12"),
        ("{id: a, clauses: [grnt]}", "CW-FRM-003", "2:30"),
        ("{id: a, clauses: [grant]}, {id: b, clauses: [grant]}", "CW-FRM-004", "2:57"),
        ("{id: a, clauses: [grant]}, {id: a, clauses: [tail]}", "CW-FRM-005", "2:39"),
        ("{part: a, sections: [{id: b, clauses: [grant]}]}", "CW-FRM-006", "2:12"),
        ("{id: a, clauses: [grant], sections: [{id: b, clauses: [tail]}]}", "CW-FRM-008", "2:12"),
        ("{part: a, heading: A}", "CW-FRM-008", "2:12"),
        ("{id: a, slot: x}, {id: b, slot: x}", "CW-SLT-002", "2:30"),
        ("{id: a, definitions: true}, {id: b, definitions: true}", "CW-FRM-009", "2:40"),
        ("{id: A, clauses: [grant]}", "CW-FMT-002", "2:17"),
    ],
)
def test_a_form_says_one_thing_in_each_section(tmp_path: Path, sections: str, code: str, where: str) -> None:
    found = complaint(tmp_path, {**SMALL, "forms/simple": form("decimal, lower-alpha", sections)}, code)
    assert place(found) == f"forms/simple.yaml:{where}"


def test_an_unknown_kind_of_number_is_refused_with_the_nearest(tmp_path: Path) -> None:
    files = {**SMALL, "forms/simple": form("decimal, lower-alfa", "{id: grant, clauses: [grant]}")}
    assert complaint(tmp_path, files, "CW-FMT-002").mend == "Did you mean `lower-alpha`?"
