"""A license says which of its provisions nobody confirmed, wherever the text comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.check import check
from clausewright.check.confirmation import look
from clausewright.check.context import Subject
from clausewright.compose import Composition
from clausewright.diagnostic import Diagnostic
from clausewright.document.record import replace
from clausewright.source.confirmations import (
    NAME,
    own_variants,
    unconfirmed,
    with_confirmed,
    write_confirmed,
)
from clausewright.source.shipped import folder
from library_builder import composed, place

PROVISIONS = "provisions: [{at: use, permits: run, who: licensee}]\n"
GRANT = f"---\nsummary: A.\n{PROVISIONS}---\n1. You may use it. {{#use}}"
LIKE = "---\nsummary: B.\nlike: a\nprovisions: [{at: sing, permits: use, who: licensee}]\n---\n2. You may sing. {#sing}"


def confirm(result: Composition, library: str = "core") -> None:
    """Confirm everything in one library of a composition."""
    found = result.index.libraries[library]
    record = with_confirmed(found, {}, unconfirmed(own_variants(found), {}), "B")
    (found.folder / NAME).write_bytes(write_confirmed(record))


def said(result: Composition) -> list[Diagnostic]:
    return [d for d in check(result) if d.code.startswith("CW-CNF")]


def test_a_library_that_never_began_gives_one_note(tmp_path: Path) -> None:
    found = said(composed(tmp_path, {"grant/a": GRANT, "tail/a": GRANT}))
    assert [(d.code, d.severity) for d in found] == [("CW-CNF-003", "note")]
    assert "clausewright confirm" in found[0].mend


def test_a_library_without_provisions_gives_none(tmp_path: Path) -> None:
    assert said(composed(tmp_path, {"grant/a": "1. You may use it. {#use}"})) == []


def test_a_confirmed_license_says_nothing_and_an_edit_makes_it_speak(tmp_path: Path) -> None:
    result = composed(tmp_path, {"grant/a": GRANT})
    confirm(result)
    assert said(result) == []
    again = composed(tmp_path, {"grant/a": GRANT.replace("may use", "may not use")})
    found = said(again)
    assert [(d.code, d.severity) for d in found] == [("CW-CNF-002", "warning")]
    assert place(found[0]) == "grant/a.md:5:4"
    assert "its words changed" in found[0].message


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("permits: run", "permits: use", "the provision changed"),
        ("permits: run, who: licensee}]\n---\n1. You may use", "permits: use, who: licensee}]\n---\n1. You may have", "both"),
    ],
)  # fmt: skip
def test_it_says_what_changed(tmp_path: Path, old: str, new: str, why: str) -> None:
    confirm(composed(tmp_path, {"grant/a": GRANT}))
    assert old in GRANT
    found = said(composed(tmp_path, {"grant/a": GRANT.replace(old, new)}))
    assert len(found) == 1
    assert (why if why != "both" else "its words and the provision changed") in found[0].message


def test_a_new_provision_is_unconfirmed_until_someone_reads_it(tmp_path: Path) -> None:
    confirm(composed(tmp_path, {"grant/a": GRANT}))
    more = GRANT.replace("licensee}]", "licensee}, {at: keep, states: true}]") + "\n2. It is green. {#keep}"
    found = said(composed(tmp_path, {"grant/a": more}))
    assert len(found) == 1 and "nobody has confirmed it" in found[0].message


def test_a_text_that_is_like_an_edited_one_is_unconfirmed_too(tmp_path: Path) -> None:
    files = {"grant/a": GRANT, "grant/b": LIKE}
    chosen = "clauses: {grant: b}\n"
    confirm(composed(tmp_path, files, chosen))
    assert said(composed(tmp_path, files, chosen)) == []
    files["grant/a"] = GRANT.replace("use it", "see it")
    found = said(composed(tmp_path, files, chosen))
    assert [d.code for d in found] == ["CW-CNF-002"]
    assert "`grant=b`" in found[0].message and place(found[0]) == "grant/a.md:5:4"


def test_only_what_is_in_the_license_counts(tmp_path: Path) -> None:
    files = {"grant/a": GRANT, "grant/b": LIKE.replace("like: a\n", "").replace("2. You", "1. You")}
    confirm(composed(tmp_path, files, "clauses: {grant: a}\n"))
    files["grant/b"] = files["grant/b"].replace("may sing", "may dance")
    assert said(composed(tmp_path, files, "clauses: {grant: a}\n")) == []
    assert [d.code for d in said(composed(tmp_path, files, "clauses: {grant: b}\n"))] == ["CW-CNF-002"]


def test_each_library_keeps_its_own_record(tmp_path: Path) -> None:
    files = {"grant/a": GRANT, "@clauses/grant/b": LIKE}
    chosen = "clauses: {grant: b}\n"
    result = composed(tmp_path, files, chosen)
    confirm(result, "local")
    assert said(result) == []
    files["grant/a"] = GRANT.replace("use it", "see it")
    found = said(composed(tmp_path, files, chosen))
    assert [d.code for d in found] == ["CW-CNF-002"], "the words came from the other library"


def test_a_definition_answers_for_its_own_words(tmp_path: Path) -> None:
    means = "---\nsummary: W.\nprovisions: [{at: def, covers: weights}]\n---\nmeans numbers. {#def}"
    files = {"grant/a": GRANT.replace("use it", "use Weights"), "definitions/weights/a": means}
    confirm(composed(tmp_path, files))
    files["definitions/weights/a"] = means.replace("numbers", "letters")
    found = said(composed(tmp_path, files))
    assert [place(d) for d in found] == ["definitions/weights/a.md:5:1"]


def test_a_broken_record_confirms_nothing(tmp_path: Path) -> None:
    result = composed(tmp_path, {"grant/a": GRANT})
    (tmp_path / "lib" / NAME).write_text("{}")
    found = said(result)
    assert [(d.code, d.severity) for d in found] == [("CW-CNF-001", "warning"), ("CW-CNF-002", "warning")]


def test_in_the_shipped_library_it_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = composed(tmp_path, {"grant/a": GRANT})
    monkeypatch.setattr("clausewright.check.confirmation.is_shipped", lambda place: True)
    assert [(d.code, d.severity) for d in look(Subject(result))] == [("CW-CNF-002", "error")]
    confirm(result)
    assert list(look(Subject(result))) == []


def test_the_record_changes_no_hash_of_the_library(tmp_path: Path) -> None:
    result = composed(tmp_path, {"grant/a": GRANT})
    confirm(result)
    again = composed(tmp_path, {"grant/a": GRANT})
    assert again.index.libraries["core"].hash == result.index.libraries["core"].hash
    assert again.document == result.document
    assert replace(again.document) == again.document
    assert (folder("clauses") / NAME).is_file()
