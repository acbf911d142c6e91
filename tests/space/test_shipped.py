"""The shipped library, by the proof and by building: pairs, bounds, profiles and whole random manifests.

The proof says what every selection does; these tests compose a great many of them and look.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright import shipped_library
from clausewright.check import check
from clausewright.check.space import POINTS, library_index, prove
from clausewright.check.space.filters import edges
from clausewright.check.space.manifest import manifest_text
from clausewright.check.space.proof import questions
from clausewright.check.space.session import Session
from clausewright.check.space.text import Text
from clausewright.compose import Composition, Memo, choose, compose_manifest
from clausewright.diagnostic import ERROR, Refused
from clausewright.source.files import Report
from clausewright.source.index import load_manifest
from clausewright.source.shipped import folder
from space.small_libraries import POINT

INDEX = shipped_library()
FORMS = list(INDEX.forms.values())
EXCLUDED = {"CW-CHO-008", "CW-CHO-009"}
"""What the composer says of choices that `requires` and `conflicts` exclude, with what follows from them."""
MEMO = Memo()
Pair: TypeAlias = tuple[tuple[str, str], tuple[str, str]]


HOLDING = (
    ("weights-share-alike", "every-derivative", "requires: [giving-materials]\n"),
    ("giving-materials", "ways", 'requires: ["termination=cure-and-reinstate,automatic-with-cure"]\n'),
    ("training-data-disclosure", "data-information", "requires: [giving-materials]\n"),
)
"""Conditions of the library without which a reference or the text of a slot would be left hanging."""


def _forms() -> dict[str, tuple[Text, Session]]:
    out = {}
    for form in FORMS:
        text, _ = questions(INDEX, form)
        out[form.id] = text, Session(text.space, lambda steps: None)
    return out


PROVED = _forms()


@atexit.register
def _close() -> None:
    """Give the solvers back while there still is something to give them to: every worker makes them."""
    for _, session in PROVED.values():
        session.close()


def composed(text: str) -> tuple[Composition | None, set[str]]:
    """Compose a manifest, and return the codes of its errors."""
    try:
        return compose_manifest(Path("license.yaml"), text=text, memo=MEMO), set()
    except Refused as refused:
        return None, {d.code for d in refused.diagnostics if d.severity == ERROR}


def has(composition: Composition, subject: str, name: str) -> bool:
    """Whether a composition chooses a variant, used or not."""
    return name in composition.choices.facts.get(subject, ())


# -- the proof -------------------------------------------------------------------------------------


def test_every_point_holds() -> None:
    proof = prove(INDEX)
    assert proof.diagnostics == ()
    assert [f.form for f in proof.forms] == list(INDEX.forms)
    for form in proof.forms:
        assert form.selections is not None and form.selections > 10**12
        assert form.queries > 500
    assert len(POINTS) >= 6


@pytest.mark.parametrize("held", HOLDING, ids=lambda h: f"{h[0]}-{h[1]}")
def test_without_what_a_text_leans_on_the_proof_fails_and_so_does_its_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: tuple[str, str, str]
) -> None:
    """Taking one condition out of the library is found: the proof does not hold by saying nothing."""
    monkeypatch.chdir(tmp_path)
    clause, variant, line = held
    shutil.copytree(folder("clauses"), tmp_path / "copy")
    path = tmp_path / "copy" / clause / f"{variant}.md"
    text = path.read_text()
    assert line in text
    path.write_text(text.replace(line, ""))
    found = prove(library_index(tmp_path / "copy")).diagnostics
    assert found
    for fault in found:
        assert fault.position is not None and fault.related
        with pytest.raises(Refused) as refused:
            compose_manifest(tmp_path / "failing.yaml", text=fault.manifest, cached=False, memo=Memo())
        codes = {d.code for d in refused.value.diagnostics}
        assert codes & {code for code, point in POINT.items() if point == fault.code}


@pytest.mark.parametrize("form", INDEX.forms)
def test_the_count_is_the_sum_over_the_choices_of_any_one_clause(form: str) -> None:
    """Counting apart what each variant of a clause leaves open comes to the whole, whatever the clause."""
    from clausewright.check.space.count import count_models

    space = PROVED[form][0].space
    whole = count_models(space.logic, space.needed)
    for id in (
        "core:weights-share-alike",
        "core:api-disclosure",
        "core:termination",
        "core:derivative-weights",
    ):
        chosen = list(space.variants[id].values())
        parts = [count_models(space.logic, space.needed, [x]) for x in chosen]
        parts.append(count_models(space.logic, space.needed, [-x for x in chosen]))
        assert sum(parts) == whole and max(parts) < whole


# -- pairs -----------------------------------------------------------------------------------------


def pairs() -> list[Pair]:
    """Return every two variants that one license could hold, by what is one and what is several."""
    subjects = (*INDEX.clauses.values(), *INDEX.terms.values())
    all_variants = [(s.id, name) for s in subjects for name in s.variants]
    several = {c.id for c in INDEX.clauses.values() if c.choose == "any"}
    return [(a, b) for a, b in combinations(all_variants, 2) if a[0] != b[0] or a[0] in several]


PAIRS = pairs()
SAMPLE = PAIRS[::23]
"""Steps of a prime, so that every variant meets many others."""


def together(form: str, pair: Pair) -> None:
    """Compose a form with two variants and what they need beside them, or see them refused."""
    text, session = PROVED[form]
    literals = [text.space.variants.get(subject, {}).get(name, -1) for subject, name in pair]
    if -1 in literals:
        return  # the form has no place for one of them, which point (5) looks at
    allowed = session.can(literals)
    found = session.smallest(literals, allowed=allowed)
    composition, codes = composed(manifest_text(text.space, found.selection))
    if not allowed:
        assert codes & EXCLUDED, (pair, codes)
        return
    assert composition is not None, (pair, codes)
    assert all(has(composition, subject, name) for subject, name in pair)


@pytest.mark.parametrize("form", INDEX.forms)
def test_two_variants_of_two_clauses_compose_or_are_told_to_exclude_each_other(form: str) -> None:
    assert {v for pair in SAMPLE for v in pair} == {v for pair in PAIRS for v in pair}
    for pair in SAMPLE:
        together(form, pair)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("form", INDEX.forms)
def test_every_two_variants_compose_or_are_told_to_exclude_each_other(form: str) -> None:
    for pair in PAIRS:
        together(form, pair)


# -- parameters ------------------------------------------------------------------------------------

PARAMETERS = [
    (held.id, variant.name, parameter.name)
    for held in (*INDEX.clauses.values(), *INDEX.terms.values())
    for variant in held.variants.values()
    for parameter in variant.parameters.values()
]


@pytest.mark.parametrize(("subject", "name", "parameter"), PARAMETERS)
def test_a_parameter_composes_at_both_ends_of_its_range(subject: str, name: str, parameter: str) -> None:
    text, session = PROVED[FORMS[0].id]
    held = text.space.held(subject)
    values = edges(held.variants[name].parameters[parameter])
    literals = [text.space.variants[subject][name], text.used.get(subject, 1)]
    found = session.smallest(literals)
    for value in (values[0], values[-1]):
        written = manifest_text(text.space, found.selection, {(subject, name, parameter): value})
        composition, codes = composed(written)
        assert composition is not None, (value, codes)
        choice = next(c for c in composition.document.choices if (c.id, c.variant) == (subject, name))
        assert choice.parameters[parameter] == value
        assert not [d for d in check(composition) if d.severity == ERROR]


# -- profiles --------------------------------------------------------------------------------------

HEAD = (
    "clausewright: 1\nlicense: {name: Changed License, id: LicenseRef-Changed, version: '1', "
    "date: 2026-01-01, steward: Lab}\n"
)


def changes(selection: dict[str, frozenset[str]], text: Text) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every way to choose one thing otherwise."""
    for id, variants in text.space.variants.items():
        held = selection.get(id, frozenset())
        clause = INDEX.clauses.get(id)
        if clause is not None and clause.choose == "any":
            yield from ((id, held ^ {name}) for name in variants)
            continue
        yield from ((id, frozenset({name})) for name in variants if name not in held)
        if clause is not None and clause.omit and held:
            yield id, frozenset()


def line(id: str, chosen: frozenset[str]) -> str:
    key = "clauses" if id in INDEX.clauses else "definitions"
    value = f"[{', '.join(sorted(chosen))}]" if len(chosen) > 1 else next(iter(chosen), "omit")
    return f"{key}: {{{id.partition(':')[2]}: {value}}}\n"


@pytest.mark.parametrize("profile", INDEX.profiles)
def test_a_profile_with_one_change_composes_or_is_told_what_excludes_it(profile: str) -> None:
    head = f"{HEAD}extends: {profile.partition(':')[2]}\n"
    report = Report()
    loaded = load_manifest(Path("license.yaml"), report, text=head)
    assert loaded is not None
    choices = choose(*loaded, report)
    assert choices is not None and not report.failed
    text, session = PROVED[choices.form.id]
    tried = 0
    for id, chosen in changes(dict(choices.facts), text):
        truth = session.judge({**choices.facts, id: chosen})
        composition, codes = composed(head + line(id, chosen))
        if truth(session.allowed):
            assert composition is not None, (id, chosen, codes)
            assert not [d for d in check(composition) if d.severity == ERROR]
        else:
            assert codes & EXCLUDED, (id, chosen, codes)
        tried += 1
    assert tried > 50


# -- whole manifests -------------------------------------------------------------------------------


@given(st.data())
def test_whole_random_manifests_compose_and_pass_check(data: st.DataObject) -> None:
    text, session = PROVED[data.draw(st.sampled_from(sorted(PROVED)))]
    space = text.space
    wishes = data.draw(st.permutations([x for names in space.variants.values() for x in names.values()]))
    kept: list[int] = []
    for wish in wishes:
        wish = wish if data.draw(st.integers(0, 3)) else -wish
        if session.can([*kept, wish]):
            kept.append(wish)
    found = session.smallest(kept)
    values = {}
    for id, names in found.selection.items():
        for name in names:
            for parameter in space.held(id).variants[name].parameters.values():
                if data.draw(st.booleans()):
                    values[id, name, parameter.name] = data.draw(st.sampled_from(edges(parameter)))
    composition, codes = composed(manifest_text(space, found.selection, values))
    assert composition is not None, codes
    assert not [d for d in check(composition) if d.severity == ERROR]


@given(st.data())
def test_the_composer_refuses_what_the_proof_calls_excluded(data: st.DataObject) -> None:
    text, session = PROVED[data.draw(st.sampled_from(sorted(PROVED)))]
    selection = {}
    for id, names in text.space.variants.items():
        clause = INDEX.clauses.get(id)
        several = clause is not None and clause.choose == "any"
        may_omit = clause is not None and clause.omit
        size = st.integers(0, len(names)) if several else st.integers(0 if may_omit else 1, 1)
        order = data.draw(st.permutations(sorted(names)))
        selection[id] = frozenset(order[: data.draw(size)])
    composition, codes = composed(manifest_text(text.space, selection))
    assert session.judge(selection)(session.allowed) is (composition is not None)
    assert composition is not None or codes & EXCLUDED
