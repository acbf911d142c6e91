"""Slots: paragraphs that stand where something takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from library_builder import complaint, complaints, compose, paragraph, place, shown

LIST = '1. All of these survive: {#list from="survival"}'


def test_a_section_takes_the_paragraphs_of_a_slot(tmp_path: Path) -> None:
    files = {
        "grant/a": 'Use it in peace. {#hello into="preamble"}\n\n1. Use it. {#use}',
        "tail/a": 'Keep it long. {#long into="preamble"}\n\n1. Keep it. {#keep}',
    }
    assert shown(compose(tmp_path, files))[:3] == ["# Preamble", "Use it in peace.", "Keep it long."]


def test_a_lead_in_takes_them_as_items_behind_its_own_and_before_its_wrap_up(tmp_path: Path) -> None:
    tail = LIST + "\n\n   1. This clause. {#this}\n\n   They survive long. {#wrap}"
    files = {"grant/a": '1. Use it. {#use}\n\nThe right to use. {#stays into="survival"}', "tail/a": tail}
    document = compose(tmp_path, files)
    assert shown(document)[3:] == [
        "(a) All of these survive:",
        "  (i) This clause.",
        "  (ii) The right to use.",
        "They survive long.",
    ]
    assert document.labels["core:grant/stays"] == (2, 1, 2)


def test_the_items_of_a_plain_lead_in_count_on_through_the_section(tmp_path: Path) -> None:
    tail = '1. Keep it. {#keep}\n\nAll of these survive: {#list from="survival"}'
    files = {"grant/a": '1. Use it. {#use}\n\nThe right. {#stays into="survival"}', "tail/a": tail}
    assert shown(compose(tmp_path, files))[3:] == [
        "(a) Keep it.",
        "All of these survive:",
        "  (b) The right.",
    ]


def test_a_moved_lead_in_keeps_its_items(tmp_path: Path) -> None:
    text = '1. Use it. {#use}\n\nAll of these: {#stays into="survival"}\n\n1. Use. {#a}\n2. Sale. {#b}'
    document = compose(tmp_path, {"grant/a": text, "tail/a": LIST})
    assert shown(document)[4:] == ["  (i) All of these:", "    (A) Use.", "    (B) Sale."]


def test_a_slot_inside_a_slot_is_filled(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it. {#use}\n\nAll of these too: {#more into="survival" from="deeper"}',
        "extra/a": '1. Print it. {#print}\n\nThe right to print. {#prints into="deeper"}',
        "tail/a": LIST,
    }
    assert shown(compose(tmp_path, files))[-2:] == ["  (i) All of these too:", "    (A) The right to print."]


def test_slots_that_take_each_other_are_refused(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it. {#use}\n\nAll of these: {#one into="a" from="b"}',
        "tail/a": '1. Keep it. {#keep}\n\nAll of these: {#two into="b" from="a"}',
    }
    assert place(complaint(tmp_path, files, "CW-SLT-004")) == "grant/a.md:6:1"


def test_a_slot_that_nothing_takes_names_those_that_are_taken(tmp_path: Path) -> None:
    files = {"grant/a": '1. Use it. {#use}\n\nThe right. {#stays into="surival"}', "tail/a": LIST}
    found = complaints(tmp_path, files)
    assert [d.code for d in found] == ["CW-SLT-001"]
    assert found[0].mend.startswith("Did you mean `survival`?")
    assert found[0].related[0].message == "chosen here"


def test_a_form_may_drop_a_slot(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use the Weights. {#use}\n\nKeep the Notes. {#stays into="survival"}',
        "forms/simple": """
            numbering: [decimal, lower-alpha]
            drops: [survival]
            sections:
              - {id: words, definitions: true}
              - {id: grant, clauses: [grant]}
            """,
        "definitions/weights/a": "means numbers. {#def}",
        "definitions/notes/a": "means words. {#def}",
    }
    document = compose(tmp_path, files)
    assert shown(document) == ["# 1. Words", "“Weights” means numbers.", "# 2. Grant", "(a) Use the Weights."]
    assert list(document.terms) == ["core:weights"], "text that is dropped uses no terms"


def test_a_lead_in_whose_slot_is_empty_stands_without_items(tmp_path: Path) -> None:
    found = complaint(tmp_path, {"tail/a": LIST}, "CW-DOC-003")
    assert place(found) == "tail/a.md:4:4"


def test_a_lead_in_with_an_empty_slot_and_items_of_its_own_stands(tmp_path: Path) -> None:
    assert len(shown(compose(tmp_path, {"tail/a": LIST + "\n\n   1. This. {#this}"}))) == 3


def test_text_in_a_plain_slot_is_not_scanned_for_terms(tmp_path: Path) -> None:
    files = {
        "grant/a": 'Here be weights and Weights. {#hello into="preamble"}\n\n1. Use it. {#use}',
        "definitions/weights/a": "means numbers. {#def}",
    }
    assert compose(tmp_path, files).terms == {}


def test_definitions_fill_slots_in_their_own_order(tmp_path: Path) -> None:
    definition = 'means {}. {{#def}}\n\nThe meaning of {}. {{#stays into="survival"}}'
    files = {
        "grant/a": "1. Use Zebras, Weights and Apples. {#use}",
        "definitions/zebras/a": definition.format("animals", "the last"),
        "definitions/weights/a": definition.format("numbers", "the middle"),
        "definitions/apples/a": definition.format("fruit", "the first"),
        "tail/a": LIST,
    }
    assert shown(compose(tmp_path, files))[-3:] == [
        "  (i) The meaning of the first.",
        "  (ii) The meaning of the middle.",
        "  (iii) The meaning of the last.",
    ]


def test_a_slot_that_two_lead_ins_take_names_both(tmp_path: Path) -> None:
    files = {
        "grant/a": LIST + '\n\n   1. Use. {#use}\n\nThe right. {#stays into="survival"}',
        "tail/a": LIST,
    }
    assert "grant/list" in complaint(tmp_path, files, "CW-SLT-002").message


def test_a_numbered_paragraph_goes_to_a_slot_as_well(tmp_path: Path) -> None:
    files = {"grant/a": '1. Use it. {#use}\n2. The right. {#stays into="survival"}', "tail/a": LIST}
    document = compose(tmp_path, files)
    assert document.labels["core:grant/stays"] == (2, 1, 1)
    assert paragraph(document, "grant/stays").numbered


@pytest.mark.parametrize(
    "text",
    [
        '1. You may do any of these: {#use}\n\n   1. Use it. {#one into="survival"}\n   2. Keep it. {#two}',
        'Any of these: {#use}\n\n- Use it. {#one into="survival"}\n- Keep it. {#two}',
        '1. You may do any of these: {#use}\n\n   1. Use it. {#one}\n\n   So be it. {#end into="survival"}',
    ],
)
def test_a_slot_inside_a_list_is_an_error_and_no_silence(tmp_path: Path, text: str) -> None:
    files = {"grant/a": text, "tail/a": LIST + "\n\n   1. Own. {#own}"}
    assert "CW-SLT-006" in [d.code for d in complaints(tmp_path, files)]
