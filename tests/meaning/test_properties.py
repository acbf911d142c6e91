"""What must hold for every license and every lineage."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.cli.licenses import PROFILES, license_terms
from clausewright.document.record import replace
from clausewright.meaning.answer import Answer, answer
from clausewright.meaning.facts import carry
from clausewright.meaning.known import known_terms, names
from clausewright.meaning.rule import WORST_FIRST
from clausewright.meaning.situation import Question
from clausewright.meaning.tables import ACTS, RESERVED, passes
from clausewright.meaning.terms import Rule, Terms
from clausewright.source.files import Report, SourceFile
from clausewright.source.lineages import Artifact, Input, Lineage, Party, Step
from clausewright.source.lineages.order import put_in_order

MAKERS = (
    "fine-tune", "quantize", "convert-format", "train-adapter", "merge", "make-delta", "apply-delta", "edit",
    "distil", "generate", "collect-outputs", "train-on-outputs", "embed-in-system", "embed-in-device", "prune",
)  # fmt: skip
ASKED = ("run", "fine-tune", "publish", "convey-copy", "serve-public", "relicense", "lock", "publish-outputs")
LICENSES = (*PROFILES, "mit", "gpl-3.0", "cc-by-nc-4.0", "llama-3.1", "creativeml-openrail-m")


@st.composite
def lineages(draw: st.DrawFn) -> Lineage:
    first = draw(st.integers(1, 3))
    made = Lineage("drawn", purpose=draw(st.sampled_from([None, ("commercial",), ("research",)])))
    made.parties = {name: Party(name) for name in ("lab", "p", "q")}
    for place in range(first):
        name = f"n{place}"
        made.artifacts[name] = Artifact(
            name,
            "weights",
            ((draw(st.sampled_from(LICENSES)),),),
            "lab",
            compute=draw(st.sampled_from([None, 1e23])),
        )
    for place in range(first, first + draw(st.integers(1, 8))):
        name = f"n{place}"
        count = draw(st.integers(1, 2))
        inputs = tuple(Input(f"n{draw(st.integers(0, place - 1))}") for _ in range(count))
        made.steps.append(
            Step(
                draw(st.sampled_from(MAKERS)), inputs, name, draw(st.sampled_from(["p", "q"])),
                compute=draw(st.sampled_from([None, 1e20, 1e24])),
            )
        )  # fmt: skip
        made.artifacts[name] = Artifact(name, task=draw(st.sampled_from([None, "general", "sorting mail"])))
    return made


def terms_of(lineage: Lineage) -> dict[str, Terms]:
    return {name: license_terms(name) for name in lineage.license_names}


def verdicts(lineage: Lineage, terms: Mapping[str, Terms] | None = None) -> dict[tuple[str, str], Answer]:
    facts = carry(lineage, terms or terms_of(lineage))
    return {
        (act, name): answer(Question(act, name, "p", "q"), facts)
        for name in lineage.artifacts
        for act in ASKED
    }


def told(found: Mapping[tuple[str, str], Answer]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        key: (one.verdict, frozenset(one.owes), one.missing, frozenset(one.basis), bool(one.clashes))
        for key, one in found.items()
    }


@given(lineages(), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_the_file(lineage: Lineage, dice: random.Random) -> None:
    before = told(verdicts(lineage))
    other = Lineage("other", purpose=lineage.purpose, parties=lineage.parties)
    artifacts = list(lineage.artifacts.items())
    dice.shuffle(artifacts)
    other.artifacts = dict(artifacts)
    other.steps = list(lineage.steps)
    dice.shuffle(other.steps)
    report = Report()
    put_in_order(other, SourceFile("x", "x", ""), report)
    assert not report.diagnostics
    assert told(verdicts(other)) == before


@given(lineages())
def test_renaming_artifacts_changes_nothing(lineage: Lineage) -> None:
    def named(name: str) -> str:
        return f"z{99 - int(name[1:])}"

    other = Lineage("other", purpose=lineage.purpose, parties=lineage.parties)
    other.artifacts = {named(n): replace(a, id=named(n)) for n, a in lineage.artifacts.items()}
    other.steps = [
        replace(s, out=named(s.out), inputs=tuple(replace(i, of=named(i.of)) for i in s.inputs))
        for s in lineage.steps
    ]
    before, after = told(verdicts(lineage)), told(verdicts(other))
    assert {(act, named(name)): one for (act, name), one in before.items()} == after


@given(lineages(), st.sampled_from(sorted(ACTS)), st.sampled_from(["", "commercial"]))
def test_adding_a_prohibition_never_permits_more(lineage: Lineage, act: str, aim: str) -> None:
    before = verdicts(lineage)
    terms = terms_of(lineage)
    name = next(iter(terms))
    old = terms[name]
    added = Rule(
        "added", "forbids", len(old.rules), frozenset({act}), ("licensee",), purpose=(aim,) if aim else ()
    )
    terms[name] = replace(old, rules=(*old.rules, added))
    for key, one in verdicts(lineage, terms).items():
        assert WORST_FIRST.index(one.verdict) <= WORST_FIRST.index(before[key].verdict)


@given(lineages(), st.integers(0, 8))
def test_a_lineage_cut_in_two_gives_the_verdicts_of_the_whole(lineage: Lineage, place: int) -> None:
    terms = terms_of(lineage)
    whole = told(verdicts(lineage))
    first = Lineage("first", purpose=lineage.purpose, parties=lineage.parties)
    first.steps = lineage.steps[:place]
    second = Lineage("second", purpose=lineage.purpose, parties=lineage.parties)
    second.steps = lineage.steps[place:]
    later = {step.out for step in second.steps}
    first.artifacts = {name: one for name, one in lineage.artifacts.items() if name not in later}
    second.artifacts = lineage.artifacts
    facts = carry(second, terms, carry(first, terms))
    for (act, name), expected in whole.items():
        got = answer(Question(act, name, "p", "q"), facts)
        assert told({(act, name): got})[act, name] == expected


@given(lineages())
def test_a_verdict_that_depends_names_a_fact_and_any_other_names_none(lineage: Lineage) -> None:
    for one in verdicts(lineage).values():
        for each in one.each:
            assert bool(each.missing) == (each.verdict == "depends")


def test_every_activity_has_a_row_in_the_tables() -> None:
    assert {act.branch for act in ACTS.values()} == set(RESERVED)
    assert {passes(act) for act in ACTS} == {"yes", "no", "doubtful"}


@pytest.mark.parametrize("name", names())
def test_a_known_license_is_described_by_section(name: str) -> None:
    terms = known_terms(name)
    assert terms.title
    assert terms.rules
    assert all(terms.cites[rule.id] for rule in terms.rules)


def test_a_long_chain_needs_no_recursion() -> None:
    made = Lineage("long", purpose=("commercial",), parties={"p": Party("p"), "lab": Party("lab")})
    made.artifacts["n0"] = Artifact("n0", "weights", (("network-copyleft",),), "lab", compute=1e23)
    for place in range(1, 20_001):
        name = f"n{place}"
        made.artifacts[name] = Artifact(name)
        made.steps.append(Step("fine-tune", (Input(f"n{place - 1}"),), name, "p", compute=1e15))
    facts = carry(made, terms_of(made))
    found = answer(Question("serve-public", "n20000", "p", ""), facts)
    assert found.owes == ("corresponding-materials", "model-name", "notices")
