"""Gathers everything on which the verdict of one question under one license hangs."""

from __future__ import annotations

from ..document.record import record
from ..source.lineages import Lineage, Party
from .facts import Fact, Facts
from .tables import ACTS
from .terms import Terms
from .truth import Truth, both, either, known, unknown


@record
class Question:
    """Who does what with which artifact."""

    act: str
    of: str
    by: str = ""
    to: str = ""
    with_: tuple[str, ...] = ()
    purpose: tuple[str, ...] | None = None


@record
class Situation:
    """One question as one license sees it. Equal situations have equal verdicts."""

    act: str
    kind: str
    contains: Truth
    reached: Truth
    derived: Truth
    output: Truth
    share: tuple[float | None, float | None]
    taught: Truth
    narrow: Truth
    """Whether it is a narrow model by the license's own line."""
    alone: Truth
    """Whether an adapter is given without the weights for which it was trained."""
    own: bool
    """Whether the party made it by the last act that changed it."""
    holds: str
    """`sole` for the only holder of the rights, `part` for one of several, or nothing."""
    collected: Truth
    told: Truth
    knew: Truth
    coarse: Truth
    locked: Truth
    documented: Truth
    purpose: tuple[str, ...] | None
    on_convey: Truth
    """Whether the party conveys it: for acts done on that occasion."""
    on_serve: Truth
    users: float | None
    law: bool
    """Whether a right protects weights."""
    agreed: bool
    """Whether the party is bound by agreement."""


def situation(question: Question, name: str, facts: Facts) -> Situation | None:
    """Return the situation of a question under a license, None where that has nothing to do with it.

    Args:
        question: The question; its artifact is in the lineage.
        name: The license.
        facts: The facts of the lineage.
    """
    fact = facts.of.get(question.of, {}).get(name)
    if fact is None:
        return None
    lineage, terms = facts.lineage, facts.terms[name]
    party = lineage.parties.get(question.by, Party(question.by))
    act = actual_act(question, lineage, terms)
    artifact = lineage.artifacts[question.of]
    done = facts.given.get((question.of, question.by), frozenset())
    branch = ACTS[act].branch
    purpose = question.purpose if question.purpose is not None else lineage.purpose
    return Situation(
        act,
        facts.kinds.get(question.of, "weights"),
        fact.contains,
        fact.reached,
        fact.derived,
        fact.output,
        fact.share,
        fact.taught,
        narrow(fact, terms),
        _alone(question, facts),
        bool(question.by) and fact.maker == question.by,
        _holds(question.by, fact),
        _collected(question.by, fact),
        fact.told,
        known(party.knew, "whether the party knew where it came from"),
        fact.coarse,
        known(artifact.locked, "whether a copy needs a key"),
        known(artifact.documented, "whether a document came with it"),
        purpose,
        True if branch == "convey" or act == "embed-in-device" else _on(done, _CONVEYS, "convey"),
        True if branch == "serve" else _on(done, _SERVES, "serve"),
        party.users,
        lineage.law == "default",
        _agreed(party, name, act, fact, facts),
    )


_CONVEYS = frozenset({"convey-copy", "publish", "convey-to-contractor", "embed-in-device"})
_SERVES = frozenset({"serve-public", "serve-internally", "host-for-other"})


def _on(done: frozenset[str], acts: frozenset[str], what: str) -> Truth:
    return True if done & acts else unknown(f"whether the party {what}s it")


def actual_act(question: Question, lineage: Lineage, terms: Terms) -> str:
    """Return what an act is between these two: nothing leaves a person by going to its own staff."""
    act, by, to = question.act, question.by, lineage.parties.get(question.to)
    if to is None or not by:
        return act
    giver = lineage.parties.get(by, Party(by))
    group = terms.covers("you")
    inside = (
        by in to.staff_of
        or to.id in giver.staff_of
        or ("affiliate-of" in group and (by in to.affiliate_of or to.id in giver.affiliate_of))
        or ("contractor-of" in group and (by in to.contractor_of or to.id in giver.contractor_of))
        or ("host-for-other" in group and (by in to.host_for or to.id in giver.host_for))
    )
    if act in {"convey-copy", "convey-to-contractor"}:
        if inside:
            return "duplicate"
        return "convey-to-contractor" if by in to.contractor_of else act
    if act == "serve-public" and inside:
        return "serve-internally"
    return act


def _holds(by: str, fact: Fact) -> str:
    if not by or by not in fact.holders:
        return ""
    return "sole" if fact.holders == {by} else "part"


def _collected(by: str, fact: Fact) -> Truth:
    if fact.collectors is None:
        return unknown("who collected the output")
    return bool(by) and by in fact.collectors


def narrow(fact: Fact, terms: Terms) -> Truth:
    """Return whether a stated task and little computation make it narrow: a conclusion, never an input."""
    for entry in terms.defined.get("narrow-model", ()):
        if entry.unit != "compute" or entry.threshold is None:
            continue
        task = unknown("task") if fact.task is None else fact.task != "general"
        if fact.original is not None:
            line: float | None = fact.original * entry.threshold
        else:
            line = entry.fallback
        if line is None:
            little: Truth = unknown("computation of the original training")
        elif fact.added is None:
            little = unknown("computation added since")
        else:
            little = fact.added < line
        return both(fact.derived, task, little)
    return False


def _alone(question: Question, facts: Facts) -> Truth:
    if facts.kinds.get(question.of) not in {"adapter", "soft-prompt"}:
        return False
    return not any(facts.kinds.get(name) in {"weights", "checkpoint"} for name in question.with_)


def _agreed(party: Party, name: str, act: str, fact: Fact, facts: Facts) -> bool:
    terms = facts.terms[name]
    if not terms.agreement:
        return False
    if name in party.accepts or "agreement" in (party.bound_by or ()):
        return True
    governed = either(fact.contains, fact.reached)
    told = either(fact.told, party.id in (fact.collectors or ()))
    by_act = act in terms.accepted_by and both(governed, told) is True
    return by_act or (party.id, name) in facts.accepted
