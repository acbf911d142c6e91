"""The proof says of every selection of small random libraries what composing says."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, event, given, settings

from clausewright.check.space import prove
from clausewright.check.space.proof import questions
from clausewright.check.space.session import Session
from clausewright.compose import Memo
from clausewright.source.index import Index
from library_builder import Files
from space.small_libraries import Selection, built, faults, libraries, load, selections, written

TANGLED = {"CW-SLT-002", "CW-SLT-004", "CW-SLT-005"}
"""Where slots are tangled none is filled, so what depends on their text goes wrong as well."""


def refused(codes: set[str]) -> bool:
    """Whether the composer refuses the choice itself: `requires`, `conflicts`, what must be chosen."""
    return any(code.startswith(("CW-CHO-", "CW-MAN-")) for code in codes)


def unlike(codes: set[str], told: set[str], proved: set[str], composes: bool) -> set[str]:
    """Return the points on which the composer and the proof differ, but for what the composer hides."""
    hidden = set()
    if {"CW-SPC-005", "CW-SPC-003"} & told:
        hidden.add("CW-SPC-002")  # lead-ins are looked at when all else stands
    if TANGLED & codes:
        hidden |= {"CW-SPC-001", "CW-SPC-009"}
    if not composes:
        hidden |= {"CW-SPC-006", "CW-SPC-004"}  # these are seen in a document
    return (told ^ proved) - hidden


def explicit(selection: Selection, index: Index) -> int:
    """How many clauses and definitions a manifest has to name for a selection."""
    (form,) = index.forms.values()
    default = {
        id: frozenset(v.name for v in pick.variants)
        for id, pick in (*form.defaults.clauses.items(), *form.defaults.definitions.items())
    }
    default |= {id: frozenset(t.variants) for id, t in index.terms.items() if len(t.variants) == 1}
    return sum(chosen != default.get(id, frozenset()) for id, chosen in selection.items())


def compare(files: Files) -> str | None:
    """Compare a library in all its selections; return what kind it was, or None where it does not load."""
    with tempfile.TemporaryDirectory() as folder:
        index = load(Path(folder), files)
        if index is None:
            return None
        (form,) = index.forms.values()
        text, queries = questions(index, form)
        session = Session(text.space, lambda steps: None)
        memo = Memo()
        allowed: list[tuple[Selection, set[str]]] = []
        fewest: dict[int, int] = {}
        for selection in selections(index, form):
            document, codes = built(written(selection, index), index, form.id, memo)
            known = text.space.variants
            if any(not names <= known.get(id, {}).keys() for id, names in selection.items()):
                assert codes & {"CW-CHO-010", "CW-CHO-012", "CW-CHO-013"}, (selection, codes)
                continue  # there is no place for the clause, so the form's selections leave it out
            truth = session.judge(selection)
            assert truth(session.allowed) is not refused(codes), (selection, codes)
            if refused(codes):
                continue
            told = faults(document, codes)
            proved = {q.code for q in queries if truth(q.wrong)}
            assert not unlike(codes, told, proved, document is not None), (selection, codes, proved)
            allowed.append((selection, proved))
            for q in queries:
                if truth(q.wrong):
                    fewest[q.wrong] = min(fewest.get(q.wrong, 99), explicit(selection, index))
        session.close()
        proof = prove(index)
        assert [f.selections for f in proof.forms] == [len(allowed)]
        wrong = {code for _, proved in allowed for code in proved}
        by_form = [d for d in proof.diagnostics if d.code not in {"CW-SPC-007", "CW-SPC-008"}]
        assert {d.code for d in by_form} == wrong
        for found in by_form:
            document, codes = built(found.manifest, index, form.id, memo)
            assert not refused(codes), (found.manifest, codes)
            assert codes or found.code in faults(document, codes), found.manifest
            named = sum(line.startswith("  ") for line in found.manifest.partition("form: ")[2].splitlines())
            assert named in {fewest[q.wrong] for q in queries if q.code == found.code and q.wrong in fewest}
        useless = {d.message.split("`")[1] for d in proof.diagnostics if d.code == "CW-SPC-007"}
        for id, clause in index.clauses.items():
            for name in clause.variants:
                possible = any(name in selection[id] for selection, _ in allowed)
                assert possible is not (f"{id.partition(':')[2]}={name}" in useless)
        return f"{len(wrong)} kinds of faults" if wrong else "proved"


@settings(max_examples=50)
@given(libraries())
def test_the_proof_and_the_composer_agree_on_every_selection(files: Files) -> None:
    kind = compare(files)
    assume(kind is not None)
    event(str(kind))


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=1500)
@given(libraries())
def test_the_proof_and_the_composer_agree_on_very_many_libraries(files: Files) -> None:
    assume(compare(files) is not None)
