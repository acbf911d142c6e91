"""What contradicts what, and that nothing in the shipped library does."""

from __future__ import annotations

import pytest

from clausewright.check.contradictions import contradictions, library_contradictions, together
from clausewright.document import Provision
from clausewright.document.record import replace
from clausewright.source.library import sight
from shipped_library import index, shipped


def p(verb: str, value: object, **slots: object) -> Provision:
    names = {"when_": "when", "for_": "for", "except_": "except"}
    return Provision("core:x/y", verb, value, {names.get(k, k): v for k, v in slots.items()})


PERMIT = p("permits", ("run", "convey"), who="licensee", of="reached")
FORBID = p("forbids", "convey", who="licensee", of="reached")
GIVE = {"who": "conveyor", "to": "recipient", "when_": {"act": "convey", "of": "derived"}}
SAME = p("requires", "same-license", **GIVE)
CLOCK = {"parameter": "days", "from": "request"}


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (PERMIT, FORBID, "permits what the other forbids"),
        (PERMIT, p("forbids", "publish", who="conveyor", of="derived"), "permits what the other forbids"),
        (p("permits", "publish", who="licensee"), p("forbids", "convey", who="licensee"), "forbids"),
        (p("permits", "sublicense", who="licensee", of="derived"), SAME, "other terms"),
        (p("permits", "relicense", who="licensee", of="reached"), SAME, "other terms"),
        (p("requires", "provide", material="notices", within=CLOCK, **GIVE),
         p("requires", "provide", material=("notices", "lineage"), within={**CLOCK, "parameter": "others"}, **GIVE),
         "different times"),
        (p("requires", "keep", keeps="share-of-output", for_={"from": "convey"}, **GIVE),
         p("requires", "keep", keeps="share-of-output", for_={"from": "last-convey"}, **GIVE), "different times"),
        (p("requires", "provide", material="weights-as-run", **GIVE), FORBID, "forbids to convey"),
        (p("promises", "nothing-owed-for-serving"),
         p("requires", "provide", material="notices", who="operator", when_={"act": "serve-public"}), "promises"),
        (p("promises", "nothing-on-data-owed"), p("requires", "provide", material=("data-summary",), **GIVE), "promises"),
        (p("promises", "output-unrestricted"),
         p("requires", "provide", material="provenance-label", who="conveyor", when_={"act": "publish-outputs"}), "promises"),
    ],
)  # fmt: skip
def test_two_provisions_contradict_each_other_in_either_order(a: Provision, b: Provision, words: str) -> None:
    found = contradictions(a, b)
    assert len(found) == 1 and words in found[0]
    assert contradictions(b, a) == found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (PERMIT, PERMIT),
        (FORBID, FORBID),
        # a limit of its own: the prohibition takes a part, and always wins there
        (PERMIT, replace(FORBID, slots={**FORBID.slots, "purpose": "commercial"})),
        (PERMIT, replace(FORBID, slots={**FORBID.slots, "except": "narrow-model"})),
        (PERMIT, replace(FORBID, slots={**FORBID.slots, "trigger": "conflicting-duty"})),
        (PERMIT, replace(FORBID, slots={**FORBID.slots, "threshold": {"number": 5, "unit": "users"}})),
        # another person, other weights, another act
        (PERMIT, p("forbids", "convey", who="licensor", of="reached")),
        (PERMIT, p("forbids", "serve", who="licensee", of="reached")),
        (p("permits", "lock", who="licensee", of="own-copies"), p("forbids", "lock", who="conveyor", of="reached")),
        (p("permits", "fine-tune", who="licensee"), p("forbids", "merge", who="licensee")),
        # an exception for less than the duty covers
        (p("permits", "sublicense", who="licensee", of="narrow-model"), SAME),
        (p("permits", "relicense", who="licensor", of="contributions"), SAME),
        (p("permits", "relicense", who="licensee", of="derived", trigger="notice-allows"), SAME),
        (p("permits", "convey", who="licensee", of="derived"), SAME),
        # two duties, or one duty twice
        (p("requires", "provide", material="notices", within=CLOCK, **GIVE),
         p("requires", "provide", material="lineage", within={**CLOCK, "parameter": "others"}, **GIVE)),
        (p("requires", "provide", material="notices", within=CLOCK, **GIVE),
         p("requires", "provide", material="notices", within=CLOCK, **GIVE)),
        (p("requires", "provide", material="notices", within=CLOCK, **GIVE),
         p("requires", "provide", material="notices", **GIVE)),
        (p("requires", "provide", material="notices", within=CLOCK, **GIVE),
         p("requires", "provide", material="notices", within={**CLOCK, "parameter": "o"}, who="conveyor",
           to="recipient", when_={"act": "serve"})),
        (p("promises", "nothing-owed-for-serving"), p("requires", "provide", material="notices", **GIVE)),
        (p("promises", "no-data-owed"), p("requires", "provide", material="data-information", **GIVE)),
        (p("states", True), FORBID),
    ],
)  # fmt: skip
def test_what_stands_side_by_side_is_no_contradiction(a: Provision, b: Provision) -> None:
    assert contradictions(a, b) == () == contradictions(b, a)


def test_no_two_provisions_of_the_shipped_library_contradict_each_other() -> None:
    assert [(c.a.at, c.b.at, c.why) for c in library_contradictions(shipped(), index())] == []


def test_a_contradiction_planted_in_the_library_is_found_and_one_that_cannot_meet_is_not() -> None:
    clause = shipped().clauses["core:later-versions"]
    old = clause.variants["this-version-only"]

    def planted(*provisions: Provision, **more: object) -> list[str]:
        new = replace(old, provisions=provisions, load=lambda: old.fragment, _fragment=None, **more)
        changed = replace(clause, variants={**clause.variants, old.name: new})
        library = replace(shipped(), clauses={**shipped().clauses, clause.id: changed})
        found = library_contradictions(library, index())
        return sorted({c.second.name for c in found if c.second.subject == "core:weights-share-alike"})

    free = p("permits", "sublicense", who="licensee", of="derived")
    assert planted(free) == ["every-derivative", "foundation-only", "in-place-only"]
    shut = tuple(c for c in shipped().clauses["core:sunset"].variants["after-years"].requires)
    assert planted(free, conflicts=shut) == []
    only_none = Provision(free.at, free.verb, free.value, {**free.slots, "if": "weights-share-alike=none"})
    assert planted(only_none) == []


def test_variants_can_stand_together_by_what_they_require_and_exclude() -> None:
    clauses = shipped().clauses
    visible = sight(shipped(), index().libraries)

    def variant(clause: str, name: str) -> object:
        return clauses[f"core:{clause}"].variants[name]

    for first, second, answer in (
        (("sunset", "after-years"), ("weights-share-alike", "every-derivative"), True),
        (("sunset", "after-years"), ("weights-share-alike", "none"), False),
        (("legal-basis", "waiver"), ("attribution", "notices"), False),
        (("legal-basis", "waiver"), ("grant", "short"), True),
        # each requires another variant of one clause
        (("value-chain-role", "tiered"), ("weights-share-alike", "every-derivative"), False),
        (("use-restrictions", "behavioral"), ("use-restrictions", "research-only"), True),
    ):
        assert together(variant(*first), variant(*second), visible) is answer  # type: ignore[arg-type]
