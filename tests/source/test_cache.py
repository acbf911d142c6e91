"""The cache of libraries: it changes nothing but time."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.compose import Composition, Memo, compose_manifest
from clausewright.source import loading
from clausewright.source.files import Report
from clausewright.source.index import shipped_index
from library_builder import write

LARGE = {
    "grant/a": """
        ---
        summary: A text.
        parameters:
          days: {type: integer, default: 3, about: days}
          share: {type: fraction, default: 1/3, about: a share}
          fee: {type: decimal, default: 0.10, about: a fee}
          until: {type: date, default: 2027-01-01, about: a date}
          acts: {type: list, default: [a, b], about: acts}
        provisions: [{at: use, forbids: [run, study], who: licensee, threshold: {number: 0.5, unit: users}}]
        ---
        1. Use *Weights* for {{ days | days }} [and {{ ref("tail") }}]{if="ref"} or **{{ share }}**. {#use}
        2. Any of these until {{ until }} for {{ fee }}: {#lead}

           1. {{ acts }}. {#act}
           2. [See](https://example.org) [it]{#it}. {#see if="tail=a and not grant=b"}

        > As is. {#notice conspicuous}
        """,
    "grant/b": "---\nsummary: B.\nlike: a\ndrop: [see]\n---\n1. More. {#more}",
    "tail/a": 'Keep it. {#long into="preamble"}\n\n1. Weights-like. {#keep}',
    "definitions/weights/a": "means numbers. {#def}",
    "profiles/base": "summary: Base.\nclauses: {grant: {variant: a, days: 5}}\n",
    "@more/x/a": "1. Own Weights. {#own}",
    "@more/x/clause.yaml": "after: grant\n",
    "@more/library.yaml": "uses: [core]\n",
    "@clauses/tail/a": "1. Keep mine. {#keep}\n2. And mine-like Weights-like. {#mine}",
}
MANIFEST = "extends: base\nclauses: {tail: a, x: a}\n"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAUSEWRIGHT_CACHE", str(tmp_path / "cache"))
    return write(tmp_path, LARGE, MANIFEST)


def compose(path: Path, cached: bool) -> Composition:
    return compose_manifest(path, cached=cached, memo=Memo())


def test_a_library_from_the_cache_gives_the_same_document_and_the_same_complaints(path: Path) -> None:
    plain = compose(path, False)
    first = compose(path, True)
    assert len(list((path.parent / "cache").glob("library-*"))) == 3, "one file a library"
    second = compose(path, True)
    assert plain.document == first.document == second.document
    assert plain.diagnostics == first.diagnostics == second.diagnostics
    assert {d.code for d in plain.diagnostics} == {"CW-TRM-004", "CW-LIB-009"}


def test_a_changed_file_is_read_again(path: Path) -> None:
    compose(path, True)
    changed = path.parent / "clauses" / "tail" / "a.md"
    changed.write_text("---\nsummary: A.\n---\n1. Lose mine. {#lose}")
    assert "core:tail/lose" in compose(path, True).document.labels


def test_a_broken_cache_is_passed_over(path: Path) -> None:
    plain = compose(path, True)
    for file in (path.parent / "cache").iterdir():
        file.write_bytes(file.read_bytes()[:-20] + b"x" * 20)
    assert compose(path, True).document == plain.document


def test_a_cache_that_cannot_be_written_is_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / "file").write_text("")
    monkeypatch.setenv("CLAUSEWRIGHT_CACHE", str(path.parent / "file" / "cache"))
    assert compose(path, True).document == compose(path, False).document


def test_a_library_that_is_refused_is_not_kept(path: Path) -> None:
    (path.parent / "clauses" / "tail" / "a.md").write_text("---\nsummary: A.\n---\n1. Lose [mine. {#lose}")
    from clausewright.diagnostic import Refused

    for _ in range(2):
        with pytest.raises(Refused) as refused:
            compose(path, True)
        assert "CW-TXT-003" in {d.code for d in refused.value.diagnostics}


def test_a_memo_changes_nothing_but_time(path: Path) -> None:
    memo = Memo()
    one = compose_manifest(path, cached=False, memo=memo).document
    text = path.read_text().replace("tail: a, ", "")
    other = compose_manifest(path, cached=False, memo=memo, text=text).document
    again = compose_manifest(path, cached=False, memo=memo).document
    assert one == again != other
    assert other == compose_manifest(path, cached=False, memo=Memo(), text=text).document


def test_variants_that_nobody_asked_for_are_there_in_every_kind_of_copy() -> None:
    for made in (lambda v: {**v}, dict, lambda v: v.copy(), lambda v: v | {}, lambda v: dict(v.items())):
        loading._LAST.clear()
        index = shipped_index(Report())
        for clause in index.clauses.values():
            copied = made(clause.variants)
            assert [copied[name].name for name in copied] == list(clause.variants)
