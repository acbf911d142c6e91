"""The verdicts of a whole lineage: for what was done, and for each artifact and activity.

Artifacts that have the same to do with the same licenses get the same verdicts, so each such group is judged
once: a lineage of 100,000 artifacts has a handful of them.
"""

from __future__ import annotations

from ..document.record import entity, record
from ..source.lineages import Artifact, Step
from ..source.lineages.model import UNKNOWN_ACT
from .answer import Answer, answer
from .facts import Fact, Facts
from .situation import Question, narrow
from .tables import DATA

ASKED = ("run", "fine-tune", "publish", "serve-public", "relicense")
"""Activities that are asked of every artifact with weights in it."""
ASKED_OF_DATA = ("publish-outputs", "train-on-outputs")
"""Activities that are asked of output and data."""


@entity
class Group:
    """Artifacts with the same verdicts."""

    names: list[str]
    """In the order in which they were made."""
    kind: str
    answers: dict[str, Answer]
    """For each activity, what is answered to someone who made none of them."""


@entity
class Done:
    """What was done, with what the licenses say of it; equal cases together."""

    steps: list[Step]
    answer: Answer


@record
class Trace:
    """Everything that is said of a lineage."""

    facts: Facts
    groups: tuple[Group, ...]
    done: tuple[Done, ...]

    @property
    def faults(self) -> tuple[Done, ...]:
        """What was done against a license."""
        return tuple(d for d in self.done if d.answer.verdict in {"forbidden", "blocked", "not-granted"})


def trace(facts: Facts, acts: tuple[str, ...] = ()) -> Trace:
    """Return the verdicts of a lineage.

    Args:
        facts: Its facts.
        acts: The activities to ask of every artifact; the usual ones where left out.
    """
    groups: dict[object, Group] = {}
    signs: dict[str, object] = {}
    for name, artifact in facts.lineage.artifacts.items():
        sign = signs[name] = _sign(artifact, facts)
        group = groups.get(sign)
        if group is None:
            kind = facts.kinds.get(name, "weights")
            asked = acts or (ASKED_OF_DATA if kind in DATA else ASKED)
            found = {act: answer(Question(act, name), facts) for act in asked}
            group = groups[sign] = Group([], kind, found)
        group.names.append(name)
    done: dict[object, Done] = {}
    for step in facts.lineage.steps:
        if step.do == UNKNOWN_ACT:
            continue
        for item in step.inputs:
            key = _case(step, item.of, signs, facts)
            case = done.get(key)
            if case is None:
                question = Question(step.do, item.of, step.by, step.to, step.with_, step.purpose)
                got = answer(question, facts)
                if not got.each:
                    continue
                case = done[key] = Done([], got)
            case.steps.append(step)
    return Trace(facts, tuple(groups.values()), tuple(done.values()))


def _case(step: Step, of: str, signs: dict[str, object], facts: Facts) -> object:
    own = any(fact.maker == step.by for fact in facts.of.get(of, {}).values())
    collected = any(step.by in (fact.collectors or ()) for fact in facts.of.get(of, {}).values())
    given = facts.given.get((of, step.by), frozenset())
    return step.do, step.by, step.to, step.with_, step.purpose, signs.get(of), own, collected, given


def _sign(artifact: Artifact, facts: Facts) -> object:
    """Return all that the verdicts of an artifact hang on, apart from who asks."""
    found = facts.of.get(artifact.id, {})
    return (
        facts.kinds.get(artifact.id, "weights"),
        artifact.locked,
        artifact.documented,
        facts.groups.get(artifact.id, ()),
        tuple((name, *_parts(found[name], name, facts)) for name in sorted(found)),
    )


def _parts(fact: Fact, name: str, facts: Facts) -> tuple[object, ...]:
    return (
        fact.contains,
        fact.reached,
        fact.derived,
        fact.output,
        fact.share,
        fact.told,
        fact.coarse,
        fact.taught,
        fact.holders,
        narrow(fact, facts.terms[name]),
    )


def way(artifact: str, license: str, facts: Facts) -> tuple[str, ...]:
    """Return how a license came to an artifact: names, with the activities between them, the origin first."""
    trail = [artifact]
    seen = {artifact}
    while True:
        step = facts.makers.get(trail[-1])
        here = facts.lineage.artifacts[trail[-1]]
        if step is None or any(license in group for group in here.licenses):
            break
        before = next(
            (i.of for i in step.inputs if license in facts.of.get(i.of, {}) and i.of not in seen), None
        )
        if before is None:
            break
        seen.add(before)
        trail += [step.do, before]
    return tuple(reversed(trail))
