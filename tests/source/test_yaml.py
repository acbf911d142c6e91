"""YAML: scalars mean what they say, and what would be lost is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.compose import compose_manifest
from clausewright.diagnostic import Refused
from library_builder import complaint, complaints, compose, place, write

A, B = "---\nsummary: A.\n", "---\n1. Use it. {#use}"
D = "definitions/{}/definition.yaml:1:1"
WORLD = {"grant/a": "1. Use it. {#use}", "grant/b": "1. Use it all. {#use}", "tail/a": "1. Keep it. {#keep}"}


def test_a_name_that_other_readers_take_for_false_or_a_number_is_a_name(tmp_path: Path) -> None:
    files = {"on/no": "1. Use it. {#y}", "on/clause.yaml": "title: NO\nquestion: on\nvariants: [no]\n"}
    document = compose(tmp_path, files, "clauses: {on: no}\n")
    assert document.sections[0].heading == "NO"


@pytest.mark.parametrize(
    ("manifest", "code", "where"),
    [
        ("clauses: {grant: a\n", "CW-YAML-001", "11:1"),
        ("clauses:\n  grant: a\n  grant: b\n", "CW-YAML-002", "12:3"),
        ("clauses: *x\n", "CW-YAML-004", "10:10"),
        ("clauses: {[grant]: a}\n", "CW-YAML-005", "10:11"),
        ("clauses: {grant: a}\n---\nx: y\n", "CW-YAML-006", "11:1"),
        ("clauses: {grant: !!python/object:os.system a}\n", "CW-YAML-007", "10:18"),
        ("clauses: !!map {grant: a}\n", "CW-YAML-007", "10:10"),
        ("claauses: {grant: a}\n", "CW-FMT-001", "13:1"),
        ("clauses: grant\n", "CW-FMT-002", "10:10"),
        ("clauses: {Grant: a}\n", "CW-FMT-002", "10:11"),
        ("clauses: {grant: }\n", "CW-FMT-002", "10:18"),
    ],
)
def test_a_fault_is_shown_where_it_stands(tmp_path: Path, manifest: str, code: str, where: str) -> None:
    found = [d for d in complaints(tmp_path, WORLD, manifest) if d.code == code]
    assert [place(d) for d in found] == [f"manifest.yaml:{where}"]
    assert found[0].mend


def test_a_key_that_stands_twice_names_the_first(tmp_path: Path) -> None:
    found = complaint(tmp_path, WORLD, "CW-YAML-002", "clauses:\n  grant: a\n  grant: b\n")
    assert "line 11" in found.message


def test_a_comma_in_one_line_prose_is_explained(tmp_path: Path) -> None:
    text = A + "parameters:\n  p: {type: integer, default: 1, about: days, after the last use}\n" + B
    found = complaint(tmp_path, {"grant/a": text}, "CW-FMT-001")
    assert place(found) == "grant/a.md:4:47"
    assert "in quotes" in found.mend


def test_a_list_that_splits_a_condition_at_its_comma_is_explained(tmp_path: Path) -> None:
    text = "---\nsummary: A.\nrequires: [tail=a,b, grant]\n---\n1. Use it. {#use}"
    files = {"grant/a": text, "tail/a": "1. Keep it. {#keep}", "tail/b": "1. Lose it. {#lose}"}
    found = complaint(tmp_path, files, "CW-CND-002")
    assert place(found) == "grant/a.md:3:19"
    assert found.mend == 'Put the condition in quotes: `["tail=a,b"]`.'


def test_anchors_and_aliases_repeat_what_was_written(tmp_path: Path) -> None:
    manifest = "clauses:\n  grant: &x a\n  tail: *x\n"
    assert [c.variant for c in compose(tmp_path, WORLD, manifest).choices] == ["a", "a"]


def test_a_missing_key_says_what_it_is_for(tmp_path: Path) -> None:
    found = complaint(tmp_path, WORLD, "CW-FMT-003", "license: {name: A, version: '1', date: 2026-11-23}\n")
    assert found.mend == "Add `id: ...`: the SPDX license reference, such as `LicenseRef-AWPL-1.0`."


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_not_passed_over(tmp_path: Path, text: str) -> None:
    found = complaints(tmp_path, {**WORLD, "profiles/base!": text})
    assert len(found) == 1
    assert found[0].code in {"CW-FMT-006", "CW-FMT-003"}


def test_an_empty_manifest_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text("# nothing yet\n")
    with pytest.raises(Refused) as refused:
        compose_manifest(path)
    assert [d.code for d in refused.value.diagnostics] == ["CW-FMT-006"]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("1. Use it. {#use}", "CW-FMT-004", "1:1"),
        ("---\nsummary: A.\n1. Use it. {#use}", "CW-FMT-004", "1:1"),
        ("---\n---\n1. Use it. {#use}", "CW-FMT-006", "2:1"),
        ("---\nsumary: A.\n---\n1. Use it. {#use}", "CW-FMT-001", "2:1"),
        ("---\nsummary: [A]\n---\n1. Use it. {#use}", "CW-FMT-002", "2:10"),
        (
            "---\nsummary: A.\nparameters: {section: {type: integer, about: a}}\n---\n1. Use it. {#use}",
            "CW-PAR-002",
            "3:23",
        ),
        (
            "---\nsummary: A.\nparameters: {Days: {type: integer, about: a}}\n---\n1. Use it. {#use}",
            "CW-FMT-002",
            "3:14",
        ),
        (
            "---\nsummary: A.\nparameters: {days: {type: number, about: a}}\n---\n1. Use it. {#use}",
            "CW-FMT-002",
            "3:27",
        ),
        (A + "provisions: [{at: use}]\n" + B, "CW-PRV-001", "3:14"),
        (
            "---\nsummary: A.\nprovisions: [{at: us, permits: run}]\n---\n1. Use it. {#use}",
            "CW-PRV-002",
            "3:19",
        ),
    ],
)
def test_front_matter_is_held_to_its_format(tmp_path: Path, text: str, code: str, where: str) -> None:
    found = [d for d in complaints(tmp_path, {"grant/a!": text}) if d.code == code]
    assert [place(d) for d in found] == [f"grant/a.md:{where}"]


@pytest.mark.parametrize(
    ("files", "code", "where"),
    [
        ({"library.yaml": "id: local\n"}, "CW-LIB-003", "library.yaml:2:5"),
        ({"library.yaml": "uses: [none]\n"}, "CW-LIB-002", "library.yaml:1:1"),
        ({"library.yaml": "version: one\n"}, "CW-FMT-002", "library.yaml:2:10"),
        ({"library.yaml": "language: xx\n"}, "CW-FMT-002", "library.yaml:3:11"),
        ({"grant/clause.yaml": "variants: [a]\n"}, "CW-LIB-005", "grant/b.md:1:1"),
        ({"grant/clause.yaml": "variants: [a, b, c]\n"}, "CW-LIB-007", "grant/clause.yaml:1:1"),
        ({"grant/clause.yaml": "variants: [a, b, a]\n"}, "CW-LIB-013", "grant/clause.yaml:1:1"),
        ({"grant/clause.yaml": "choose: many\n"}, "CW-FMT-002", "grant/clause.yaml:4:9"),
        ({"grant/clause.yaml": "omit: no\n"}, "CW-FMT-002", "grant/clause.yaml:4:7"),
        ({"new/a": "1. Do it. {#do}", "new/clause.yaml": None}, "CW-LIB-004", "new/a.md:1:1"),
        (
            {"definitions/grant/a": "means a gift. {#def}"},
            "CW-IDS-002",
            D.format("grant"),
        ),
        (
            {"definitions/x/a": "means it. {#def}", "definitions/x/definition.yaml": "forms: [Y]\n"},
            "CW-TRM-007",
            D.format("x"),
        ),
        (
            {"definitions/section/a": "means it. {#def}"},
            "CW-TRM-008",
            D.format("section"),
        ),
        ({"definitions/x/a": "1. It. {#def}"}, "CW-TRM-010", "definitions/x/a.md:4:4"),
    ],
)
def test_a_library_is_held_to_its_format(
    tmp_path: Path, files: dict[str, str | None], code: str, where: str
) -> None:
    found = [d for d in complaints(tmp_path, {**WORLD, **files}) if d.code == code]
    assert [place(d) for d in found] == [where]
    assert found[0].mend


def test_a_head_that_cannot_be_read_gives_no_complaints_about_its_name(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "grant/clause.yaml": "tittle: A\n",
        "tail/a": '1. Keep it as {{ ref("grant/use") }} says. {#keep}',
    }
    assert {d.code for d in complaints(tmp_path, files)} == {"CW-FMT-001"}


def test_what_is_no_part_of_a_library_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, WORLD)
    for name in ("README.md", "grant/Notes.md", "grant/notes.txt", ".git/config", "forms/readme.txt"):
        (tmp_path / "lib" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "lib" / name).write_text("Hello.\n")
    assert compose_manifest(path, cached=False).diagnostics == ()
