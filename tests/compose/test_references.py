"""References: what they reach, and what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from library_builder import complaint, complaints, compose, place, underlined, words

GRANT = "1. You may use it. {#use}\n2. You may share it. {#share}\n3. You may sell it. {#sell}"


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("use", "Section 2(a)"),
        ("grant/share", "Section 2(b)"),
        ("core:grant/share", "Section 2(b)"),
        ("grant", "Section 2"),
        ("core:grant", "Section 2"),
        ("weights", "the definition of Weights"),
        ("weights/first", "paragraph (a) of the definition of Weights"),
    ],
)
def test_a_reference_prints_the_number_of_what_it_names(tmp_path: Path, target: str, printed: str) -> None:
    files = {
        "grant/a": GRANT + f'\n4. See {{{{ ref("{target}") }}}}. {{#see}}',
        "definitions/weights/a": "means each of these: {#def}\n\n1. Numbers. {#first}\n2. Tables. {#second}",
        "tail/a": "1. Keep the Weights. {#keep}",
    }
    assert words(compose(tmp_path, files), "grant/see") == f"See {printed}."


def test_several_targets_are_joined_and_those_that_are_absent_are_left_out(tmp_path: Path) -> None:
    files = {
        "grant/a": GRANT + '\n4. See {{ ref("use", "extra", "sell", "tail") }}. {#see}',
        "tail/a": "1. Keep it. {#keep}",
        "extra/a": "1. Print it. {#print}",
    }
    document = compose(tmp_path, files, "clauses: {grant: a, tail: a}")
    assert words(document, "grant/see") == "See Sections 1(a), 1(c), and 2."


def test_a_clause_that_is_part_of_a_section_is_cited_by_its_range(tmp_path: Path) -> None:
    files = {
        "grant/a": GRANT,
        "extra/a": '1. Print it. {#print}\n2. See {{ ref("grant") }}. {#see}',
        "forms/simple": """
            numbering: [decimal, lower-alpha]
            sections:
              - {id: rights, heading: Rights, clauses: [grant, extra]}
            """,
    }
    assert words(compose(tmp_path, files), "extra/see") == "See Section 1(a) to (c)."


def test_text_that_moved_to_another_section_does_not_widen_the_range_of_its_clause(tmp_path: Path) -> None:
    files = {
        "grant/a": GRANT + '\n\nThe right to use it. {#stays into="survival"}',
        "extra/a": '1. See {{ ref("grant") }} and {{ ref("grant/stays") }}. {#see}',
        "tail/a": 'All of these survive: {#list from="survival"}',
        "forms/simple": """
            numbering: [decimal, lower-alpha]
            sections:
              - {id: rights, heading: Rights, clauses: [grant, extra]}
              - {id: tail, clauses: [tail]}
            """,
    }
    assert words(compose(tmp_path, files), "extra/see") == "See Section 1(a) to (c) and Section 2(a)."


def test_a_reference_leads_to_text_where_a_slot_put_it(tmp_path: Path) -> None:
    files = {
        "grant/a": 'The right to use it. {#stays into="survival"}\n\n1. See {{ ref("stays") }}. {#see}',
        "tail/a": '1. All of these survive: {#list from="survival"}',
    }
    assert words(compose(tmp_path, files), "grant/see") == "See Section 2(a)(i)."


def test_a_span_with_ref_stands_with_its_reference(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it[, except as {{ ref("tail/keep") }} says]{if="ref"}. {#use}',
        "tail/a": "1. Keep it. {#keep}",
        "extra/a": "1. Print it. {#print}",
    }
    with_tail = compose(tmp_path, files)
    assert words(with_tail, "grant/use") == "Use it, except as Section 2(a) says."
    other = tmp_path / "other"
    other.mkdir()
    without = compose(other, files, "clauses: {grant: a, extra: a}")
    assert words(without, "grant/use") == "Use it."


def test_a_span_with_ref_does_not_count_a_reference_that_falls_away_inside_it(tmp_path: Path) -> None:
    text = '1. Use it[, as said[ in {{ ref("tail/keep") }}]{if="extra"}]{if="ref"}. {#use}'
    files = {"grant/a": text, "tail/a": "1. Keep it. {#keep}", "extra/a": "1. Print it. {#print}"}
    document = compose(tmp_path, files, "clauses: {grant: a, tail: a}")
    assert words(document, "grant/use") == "Use it."


def test_a_reference_to_an_omitted_clause_names_both_places(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it, except as {{ ref("tail/keep") }} says. {#use}',
        "tail/a": "1. Keep it. {#keep}",
    }
    found = complaint(tmp_path, files, "CW-REF-002", "clauses:\n  grant: a\n  tail: omit\n")
    assert place(found) == "grant/a.md:4:22"
    assert 'if="ref"' in found.mend
    left_out, chosen = found.related
    assert (left_out.position.line, left_out.message) == (12, "left out here")
    assert (chosen.position.line, chosen.message) == (11, "the text that refers is chosen here")


def test_a_reference_to_a_paragraph_that_a_condition_removed_is_refused(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it. {#use if="not tail"}\n2. See {{ ref("use") }}. {#see}',
        "tail/a": "1. Keep it. {#keep}",
    }
    assert place(complaint(tmp_path, files, "CW-REF-002")) == "grant/a.md:5:8"


def test_a_reference_that_leads_nowhere_suggests_the_nearest_name(tmp_path: Path) -> None:
    files = {"grant/a": '1. See {{ ref("tail/kepe") }}. {#use}', "tail/a": "1. Keep it. {#keep}"}
    found = complaint(tmp_path, files, "CW-REF-001")
    assert underlined(found).startswith('{{ ref("tail/kepe")')
    assert found.mend == "Did you mean `tail/keep`?"


def test_a_paragraph_and_a_clause_of_one_name_are_ambiguous(tmp_path: Path) -> None:
    files = {"grant/a": '1. See {{ ref("tail") }}. {#tail}', "tail/a": "1. Keep it. {#keep}"}
    found = complaint(tmp_path, files, "CW-REF-003")
    assert found.mend == "Write `core:grant/tail` or `core:tail`."


def test_a_name_in_two_libraries_is_ambiguous_and_the_full_one_is_not(tmp_path: Path) -> None:
    files = {
        "tail/a": "1. Keep it. {#keep}",
        "@more/tail/a": "1. Hold it. {#hold}",
        "@clauses/own/a": '1. See {{ ref("tail/keep") }}. {#see}',
        "@clauses/own/clause.yaml": "after: core:tail\n",
    }
    found = complaint(tmp_path, files, "CW-REF-003", "clauses: {'core:tail': a, own: a}")
    assert found.mend == "Write the library before it."
    files["@clauses/own/a"] = '1. See {{ ref("core:tail/keep") }}. {#see}'
    assert complaints(tmp_path, files, "clauses: {'core:tail': a, own: a}") == ()


def test_a_reference_to_a_plain_paragraph_names_the_target(tmp_path: Path) -> None:
    files = {"grant/a": 'Use it. {#use}\n\n1. See {{ ref("use") }}. {#see}'}
    found = complaint(tmp_path, files, "CW-REF-004")
    assert place(found) == "grant/a.md:6:8"
    assert found.related[0].message == "the target"


def test_a_definition_that_is_only_referred_to_is_pulled_in(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. See {{ ref("weights") }}. {#see}',
        "definitions/weights/a": "means numbers. {#def}",
    }
    assert list(compose(tmp_path, files).terms) == ["core:weights"]


def test_a_reference_from_the_preamble_pulls_its_definition_in(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it. {#use}\n\nSee {{ ref("weights") }}. {#see into="preamble"}',
        "definitions/weights/a": "means numbers. {#def}",
    }
    assert list(compose(tmp_path, files).terms) == ["core:weights"]
