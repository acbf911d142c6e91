"""`like`: one variant's text as another's with changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from library_builder import complaint, complaints, compose, composed, paragraph, place, shown

BASE = """
---
summary: The first.
parameters: {days: {type: integer, default: 3, about: days to answer}}
requires: [tail]
provisions:
  - {at: use, permits: run, who: licensee}
  - {at: share, permits: convey, who: licensee}
---
1. You may use it within {{ days | days }}. {#use}
2. You may do all of these: {#more}

   1. Share it. {#share}
   2. Sell it. {#sell}

   Until {{ days | days }} have passed. {#until}

Be kind. {#kind}
"""
TAIL = "1. Keep it. {#keep}"


def changed(root: Path, text: str, head: str = "", **more: str) -> list[str]:
    """Return the section of the variant that is like the base."""
    files = {
        "grant/a": BASE,
        "grant/b": f"---\nsummary: The second.\nlike: a\n{head}---\n{text}",
        "tail/a": TAIL,
    }
    return shown(compose(root, {**files, **more}, "clauses: {grant: b, tail: a}\n"))[1:-2]


def test_paragraphs_of_the_same_id_are_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    assert changed(tmp_path, "1. You may not use it. {#use}") == [
        "(a) You may not use it.",
        "(b) You may do all of these:",
        "  (i) Share it.",
        "  (ii) Sell it.",
        "Until 3 days have passed.",
        "Be kind.",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. Print it. {#print}", ["Until 3 days have passed.", "(c) Print it.", "Be kind."]),
        (
            "2. {#more}\n\n   1. Print it. {#print}",
            ["  (iii) Print it.", "Until 3 days have passed.", "Be kind."],
        ),
        ("Be quick. {#quick}", ["Until 3 days have passed.", "Be kind.", "Be quick."]),
        (
            "5. You may do any of these: {#more}\n\n   7. Print it. {#print}\n\n   For ever. {#until}",
            ["  (iii) Print it.", "For ever.", "Be kind."],
        ),
        (
            "2. You may share it. {#more}",
            ["(a) You may use it within 3 days.", "(b) You may share it.", "Be kind."],
        ),
    ],
)
def test_new_items_follow_the_last_of_their_list_and_new_paragraphs_the_last(
    tmp_path: Path, text: str, lines: list[str]
) -> None:
    assert changed(tmp_path, text)[-len(lines) :] == lines


def test_drop_leaves_paragraphs_out(tmp_path: Path) -> None:
    assert changed(tmp_path, "1. Use it. {#use}", "drop: [sell, until, kind]\n") == [
        "(a) Use it.",
        "(b) You may do all of these:",
        "  (i) Share it.",
    ]


def test_parameters_requirements_and_provisions_are_inherited_and_replaced(tmp_path: Path) -> None:
    head = (
        "parameters: {days: {type: integer, default: 9, about: days to answer}}\n"
        "provisions:\n  - {at: use, forbids: run, who: licensee}\n"
    )
    files = {
        "grant/a": BASE,
        "grant/b": f"---\nsummary: B.\nlike: a\n{head}---\n1. Print it. {{#print}}",
        "tail/a": TAIL,
    }
    result = composed(tmp_path, files, "clauses: {grant: b, tail: a}\n")
    assert "(a) You may use it within 9 days." in shown(result.document)
    assert [p.verb for p in paragraph(result.document, "grant/use").provisions] == ["forbids"]
    assert [p.verb for p in paragraph(result.document, "grant/share").provisions] == ["permits"]
    other = tmp_path / "other"
    other.mkdir()
    assert place(complaint(other, files, "CW-CHO-008", "clauses: {grant: b}\n")) == "manifest.yaml:10:18"


def test_the_provisions_of_a_dropped_paragraph_go_with_it(tmp_path: Path) -> None:
    files = {
        "grant/a": BASE,
        "grant/b": "---\nsummary: B.\nlike: a\ndrop: [share]\n---\n1. Print it. {#print}",
        "tail/a": TAIL,
    }
    result = composed(tmp_path, files, "clauses: {grant: b, tail: a}\n")
    assert [p.at for c in result.choices.clauses["core:grant"] for p in c.variant.provisions] == [
        "core:grant/use"
    ]


def test_chains_are_resolved_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    files = {
        "grant/z": "1. One. {#one}\n2. Two. {#two}",
        "grant/m": "---\nsummary: M.\nlike: z\n---\n1. Second. {#two}",
        "grant/a": "---\nsummary: A.\nlike: m\n---\n1. First. {#one}",
        "grant/clause.yaml": "variants: [a, m, z]\n",
    }
    assert shown(compose(tmp_path, files, "clauses: {grant: a}\n"))[1:] == ["(a) First.", "(b) Second."]


def test_an_inherited_paragraph_keeps_the_place_where_it_is_written(tmp_path: Path) -> None:
    files = {"grant/a": "1. One. {#one}", "grant/b": "---\nsummary: B.\nlike: a\n---\n1. Two. {#two}"}
    document = compose(tmp_path, files, "clauses: {grant: b}\n")
    assert paragraph(document, "grant/one").origin.file == "core:grant/a.md"
    assert paragraph(document, "grant/two").origin.file == "core:grant/b.md"


def test_a_fault_in_an_inherited_paragraph_is_said_once(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. One, see {{ ref("non") }}. {#one}',
        "grant/b": "---\nsummary: B.\nlike: a\n---\n1. Two. {#two}",
    }
    assert place(complaint(tmp_path, files, "CW-REF-001")) == "grant/a.md:4:13"


def test_an_inherited_condition_is_complained_of_where_it_is_written(tmp_path: Path) -> None:
    files = {
        "grant/a": "---\nsummary: A.\nrequires: [tial]\n---\n1. One. {#one}",
        "grant/b": "---\nsummary: B.\nlike: a\nrequires: [grant]\n---\n1. Two. {#two}",
        "tail/a": TAIL,
    }
    assert place(complaint(tmp_path, files, "CW-CND-002")) == "grant/a.md:3:12"


def test_a_circle_names_every_variant_in_it(tmp_path: Path) -> None:
    files = {
        f"grant/{a}": f"---\nsummary: X.\nlike: {b}\n---\n1. One. {{#one}}" for a, b in ("ab", "bc", "ca")
    }
    found = complaints(tmp_path, files)
    assert [d.code for d in found] == ["CW-LIK-001"]
    assert found[0].message.endswith("a → b → c → a.")


@pytest.mark.parametrize(
    ("head", "text", "code", "where"),
    [
        ("like: c\n", "1. Two. {#two}", "CW-LIK-004", "3:7"),
        ("like: a\ndrop: [three]\n", "1. Two. {#two}", "CW-LIK-002", "4:7"),
        ("like: a\n", "1. {#three}\n\n   1. Two. {#two}", "CW-LIK-003", "5:4"),
        ("drop: [one]\n", "1. Two. {#two}", "CW-LIK-005", "3:1"),
    ],
)
def test_a_change_to_what_is_not_there_is_refused(
    tmp_path: Path, head: str, text: str, code: str, where: str
) -> None:
    files = {"grant/a": "1. One. {#one}", "grant/b": f"---\nsummary: B.\n{head}---\n{text}"}
    assert place(complaint(tmp_path, files, code)) == f"grant/b.md:{where}"


def test_a_definition_may_be_like_another(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. Use Weights. {#use}",
        "definitions/weights/a": "means all of these: {#def}\n\n1. Numbers. {#n}",
        "definitions/weights/b": "---\nsummary: B.\nlike: a\n---\n{#def}\n\n1. Tables. {#t}",
    }
    assert shown(compose(tmp_path, files, "definitions: {weights: b}\n"))[1:4] == [
        "“Weights” means all of these:",
        "  (a) Numbers.",
        "  (b) Tables.",
    ]
