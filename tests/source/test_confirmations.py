"""The record of what was confirmed: written one way, read with distrust."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.source.bonds import bonds
from clausewright.source.confirmations import (
    NAME,
    Confirmed,
    own_variants,
    read_confirmed,
    unconfirmed,
    with_confirmed,
    write_confirmed,
)
from clausewright.source.files import Report
from clausewright.source.limits import CONFIRMED_BYTES
from clausewright.source.model import Variant
from library_builder import composed
from shipped_library import CLAUSES, shipped

ENTRY = {"words": "0123456789abcdef", "provisions": "fedcba9876543210", "by": "A. Lawyer"}
GOOD = {"confirmed": 1, "provisions": {"grant/a": {"use": ENTRY}}}


def read(folder: Path, data: object, report: Report) -> object:
    text = data if isinstance(data, bytes | str) else json.dumps(data)
    (folder / NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_confirmed(folder, report)


def test_a_record_reads_as_it_was_written(tmp_path: Path) -> None:
    record = {
        "grant/a": {"use": Confirmed("0" * 16, "1" * 16, "Émilie “E.” O'Neil"), "keep": Confirmed("2" * 16, "3" * 16, "B")},
        "definitions/you/plain": {"def": Confirmed("4" * 16, "5" * 16, "B")},
    }  # fmt: skip
    report = Report()
    assert read(tmp_path, write_confirmed(record), report) == record
    assert report.diagnostics == []
    assert read(tmp_path, write_confirmed({}), report) == {}


def test_each_paragraph_has_a_line_and_the_order_is_fixed() -> None:
    entry = Confirmed("0" * 16, "1" * 16, "B")
    one = write_confirmed({"b/x": {"two": entry, "one": entry}, "a/y": {"def": entry}})
    other = write_confirmed({"a/y": {"def": entry}, "b/x": {"one": entry, "two": entry}})
    assert one == other
    lines = [line.strip() for line in one.decode().splitlines() if "words" in line]
    assert [line.partition(":")[0] for line in lines] == ['"def"', '"one"', '"two"']
    assert one.endswith(b"}\n")


def test_a_library_without_a_record_has_none_and_says_nothing(tmp_path: Path) -> None:
    report = Report()
    assert read_confirmed(tmp_path, report) is None
    assert report.diagnostics == []


@pytest.mark.parametrize(
    "data",
    [
        "", "{", "[]", "null", "1", '"x"', b"\xff\xfe", b"\x00",
        {}, {"confirmed": 1}, {"confirmed": 2, "provisions": {}}, {"confirmed": True, "provisions": {}},
        {"confirmed": "1", "provisions": {}}, {**GOOD, "more": 1}, {"confirmed": 1, "provisions": []},
        {"confirmed": 1, "provisions": {"grant": {}}}, {"confirmed": 1, "provisions": {"../a": {}}},
        {"confirmed": 1, "provisions": {"a/b": []}}, {"confirmed": 1, "provisions": {"a/b": {"use": {}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "more": ""}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "by": ""}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "by": "x\x1b[2J"}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "by": "x" * 201}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "words": "0123"}}}},
        {"confirmed": 1, "provisions": {"a/b": {"use": {**ENTRY, "words": 1}}}},
        {"confirmed": 1, "provisions": {"a/b": {"Use!": ENTRY}}},
        '{"confirmed": 1, "provisions": {}, "provisions": {}}',
        '{"confirmed": 1, "provisions": {"a/b": {}, "a/b": {}}}',
        '{"confirmed": 1, "provisions": {"a/\\ud800": {}}}',
        '{"confirmed": ' + "9" * 5000 + ', "provisions": {}}',
        "[" * 200_000, '{"a":' * 100_000,
        "<<<<<<< ours\n{}\n",
    ],
    ids=lambda data: str(data)[:40],
)  # fmt: skip
def test_a_record_that_cannot_be_used_confirms_nothing_and_says_so(tmp_path: Path, data: object) -> None:
    report = Report()
    assert read(tmp_path, data, report) == {}
    assert [d.severity for d in report.diagnostics] == ["error"]
    assert report.diagnostics[0].code in {"CW-CNF-001", "CW-FILE-006"}
    assert report.diagnostics[0].mend
    report.diagnostics[0].message.encode()


def test_a_record_that_is_no_plain_small_file_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(GOOD))
    report = Report()
    (tmp_path / NAME).symlink_to(outside)
    assert read_confirmed(tmp_path, report) == {}
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to(tmp_path / "nowhere")
    assert read_confirmed(tmp_path, report) == {}
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    assert read_confirmed(tmp_path, report) == {}
    (tmp_path / NAME).rmdir()
    os.mkfifo(tmp_path / NAME)
    assert read_confirmed(tmp_path, report) == {}
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).write_bytes(b" " * (CONFIRMED_BYTES + 1))
    assert read_confirmed(tmp_path, report) == {}
    codes = [d.code for d in report.diagnostics]
    assert codes == ["CW-FILE-003", "CW-FILE-003", "CW-FILE-001", "CW-FILE-001", "CW-FILE-005"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just("0" * 16),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["confirmed", "provisions", "a/b", "use", "words", "by"]) | st.text(max_size=8),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
                 _JSON.map(lambda v: json.dumps(v).encode()),
                 _JSON.map(lambda v: json.dumps({"confirmed": 1, "provisions": v}).encode()),
                 _JSON.map(lambda v: json.dumps({"confirmed": 1, "provisions": {"a/b": {"use": v}}}).encode())))  # fmt: skip
def test_whatever_comes_in_a_record_or_complaints_come_out(tmp_path_factory: Any, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "record"
    folder.mkdir(exist_ok=True)
    report = Report()
    found = read(folder, data, report)
    assert isinstance(found, dict)
    assert bool(report.diagnostics) != bool(found) or found == {}
    if report.diagnostics:
        assert found == {}
        assert report.failed and all(d.mend for d in report.diagnostics)
    else:
        assert read(folder, write_confirmed(found), report) == {k: v for k, v in found.items() if v}


# -- bonds -----------------------------------------------------------------------------------

BASE = """
---
summary: A text.
parameters: {{days: {{type: integer, default: 3, minimum: 1, maximum: 9, about: days}}}}
provisions: [{{at: {at}, {provision}}}]
---
{text}
"""
PERMIT = "permits: run, who: licensee"
TEXT = (
    "1. You may do any of these with Weights within {{ days | days }}: {#lead}\n\n"
    '   1. Print it[, and {{ ref("tail/keep") }}]{if="ref"}. {#print}\n   2. Sing *it*. {#sing}\n\n'
    "   As long as you like. {#until}\n\n"
    "Be kind. {#kind}"
)


def bond(root: Path, text: str = TEXT, at: str = "lead", provision: str = PERMIT, **more: str) -> Any:
    tail = "1. Keep it. {#keep}\n2. Leave it. {#leave}"
    files = {
        "grant/a": BASE.format(at=at, provision=provision, text=text),
        "tail/a": tail,
        "definitions/weights/a": "means numbers. {#def}",
        "definitions/music/a": "means sound. {#def}",
        **more,
    }
    result = composed(root, files)
    return bonds(result.index.clauses["core:grant"].variants["a"])[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You may", "You must"), ("any of these", "all of these"), ("within", "after"),
        ("{{ days | days }}", "9 days"), ("Weights", "weights"), ("Print it", "Print all"),
        (", and {{", " and {{"), ("tail/keep", "tail/leave"), ('[, and {{ ref("tail/keep") }}]{if="ref"}', ""),
        ('{if="ref"}', '{if="tail"}'), ("*it*", "it"), ("*it*", "**it**"), ("As long", "Not as long"),
        ("{#lead}", '{#lead if="tail"}'), ("{#lead}", "{#lead conspicuous}"), ("{#print}", "{#print conspicuous}"),
        ("   2. Sing *it*. {#sing}\n", ""), ("Sing *it*.", "Sing *it*. Then stop."),
        ("Sing", "[Sing](https://example.org)"),
    ],
)  # fmt: skip
def test_a_change_of_words_or_of_what_settles_them_changes_the_bond(
    tmp_path: Path, old: str, new: str
) -> None:
    assert old in TEXT
    files = {"definitions/weights/definition.yaml": "ordinary: [weights]\n"}
    before, after = bond(tmp_path / "a", **files), bond(tmp_path / "b", TEXT.replace(old, new, 1), **files)
    assert before.words != after.words
    assert before.provisions == after.provisions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You may do any", "You may\n   do any"), ("You may do", "You  may   do"), ("Sing *it*.", "Sing\n      *it*."),
        ("Be kind.", "Be unkind."), ("{{ days | days }}", "{{days|days}}"), ("of these with", "of these\n   with"),
        ("*it*", "_it_"), ("   As long as you like.", "   As long\n   as you like."),
    ],
)  # fmt: skip
def test_what_is_no_change_of_these_words_changes_nothing(tmp_path: Path, old: str, new: str) -> None:
    assert old in TEXT
    assert bond(tmp_path / "a") == bond(tmp_path / "b", TEXT.replace(old, new, 1))


def test_a_lead_in_is_part_of_the_words_of_its_items(tmp_path: Path) -> None:
    first = bond(tmp_path / "a", at="sing")
    assert first.words != bond(tmp_path / "b", TEXT.replace("You may", "You must"), "sing").words
    assert first.words == bond(tmp_path / "c", TEXT.replace("Print it", "Print all"), "sing").words


def test_a_new_defined_term_is_a_change_of_words(tmp_path: Path) -> None:
    text = TEXT.replace("Sing *it*", "Sing Music loud")
    forms = {"definitions/music/definition.yaml": "forms: [Music, Music loud]\n"}
    assert bond(tmp_path / "a", text).words != bond(tmp_path / "b", text, **forms).words


def test_an_edit_of_the_provision_changes_its_own_half(tmp_path: Path) -> None:
    before = bond(tmp_path / "a")
    after = bond(tmp_path / "b", provision="forbids: run, who: licensee")
    assert before.words == after.words and before.provisions != after.provisions


def test_a_number_of_another_parameter_is_no_part_of_the_words(tmp_path: Path) -> None:
    wide = BASE.replace("maximum: 9", "maximum: 90")
    for at, same in (("kind", True), ("lead", False), ("sing", False)):
        text = wide.format(at=at, provision=PERMIT, text=TEXT)
        changed = bond(tmp_path / f"{at}-b", **{"grant/a": text})
        assert (bond(tmp_path / f"{at}-a", at=at) == changed) is same


# -- the record and a library ----------------------------------------------------------------


def test_the_shipped_library_is_confirmed() -> None:
    report = Report()
    record = read_confirmed(CLAUSES, report)
    assert record and report.diagnostics == []
    assert unconfirmed(own_variants(shipped()), record) == []
    assert with_confirmed(shipped(), record, (), "nobody") == record, (
        "the record holds what is no longer there"
    )
    assert write_confirmed(record) == (CLAUSES / NAME).read_bytes()


def test_every_variant_of_the_library_is_its_own_and_has_provisions() -> None:
    own: list[Variant] = own_variants(shipped())
    assert len(own) == len(list(CLAUSES.rglob("*.md"))) == len(shipped().variants())
    assert all(variant.provisions for variant in own)


def test_an_edit_of_a_base_unconfirms_the_texts_that_are_like_it(tmp_path: Path) -> None:
    def library(root: Path, words: str) -> Any:
        provisions = "provisions: [{at: use, permits: run, who: licensee}]\n"
        files = {
            "grant/a": f"---\nsummary: A.\n{provisions}---\n1. You may {words} it. {{#use}}",
            "grant/b": "---\nsummary: B.\nlike: a\n---\n1. Be kind. {#kind}",
        }
        return composed(root, files).index.libraries["core"]

    first, second = library(tmp_path / "a", "use"), library(tmp_path / "b", "see")
    record = with_confirmed(first, {}, unconfirmed(own_variants(first), {}), "B")
    assert unconfirmed(own_variants(first), record) == []
    found = unconfirmed(own_variants(second), record)
    assert [(i.variant.name, i.paragraph, i.change) for i in found] == [
        ("a", "use", "words"),
        ("b", "use", "words"),
    ]
