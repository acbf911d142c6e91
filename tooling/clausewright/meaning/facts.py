"""Carries facts along a lineage, once, from what was there first to what was made last.

For each artifact and each license whose material or output may be in it there is one `Fact`. The work is
linear in the size of the lineage times the licenses in it; nothing is recursive.

Where several ways lead to one artifact, facts are joined in a manner that does not depend on their order:
material is there if it came by any way, computation adds, and of two trainings of originals the smaller is
the one that later computation is measured against.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..document.record import entity, field, record
from ..source.lineages import Artifact, Lineage, Step
from ..source.lineages.model import UNKNOWN_ACT
from .tables import ACTS, DATA, DOUBTFUL, TRAINING, YES, kind_made, passes
from .terms import Rule, Terms
from .truth import Truth, any_of, both, either, known, unknown

_MANY = 16
"""Collectors that are remembered by name; with more of them nobody is told apart."""


@record
class Fact:
    """What one artifact has to do with one license."""

    contains: Truth = False
    """It holds the license's material."""
    reached: Truth = False
    """The license's terms attach to it."""
    derived: Truth = False
    """It was made by an act by which the terms reach, and is no copy of the original."""
    output: Truth = False
    """It holds output of what the license governs."""
    share: tuple[float | None, float | None] = (None, None)
    """Share of that output in it, of tokens and of examples; None where nobody said."""
    collectors: frozenset[str] | None = frozenset()
    """Who had that output made or gathered it; None for too many to tell."""
    told: Truth = False
    """A notice of the license came with it."""
    maker: str = ""
    """Who made it by the last act that changed it."""
    original: float | None = None
    """Computation of the training of the originals in it."""
    added: float | None = 0.0
    """Computation added since; None where a step does not say."""
    coarse: Truth = False
    """It is a copy of lower precision than another."""
    task: str | None = None
    """The stated task of the weights in it, `general` for none."""
    taught: Truth = False
    """It learned from that output."""
    holders: frozenset[str] = frozenset()
    """Who holds the rights in the license's material in it."""


@entity
class Facts:
    """A lineage with its facts."""

    lineage: Lineage
    terms: Mapping[str, Terms]
    of: dict[str, dict[str, Fact]] = field(default_factory=dict)
    """For each artifact, its facts by license."""
    groups: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """For each artifact, its licenses: all groups hold, and of each group one can be chosen."""
    kinds: dict[str, str] = field(default_factory=dict)
    makers: dict[str, Step] = field(default_factory=dict)
    """The step that makes an artifact."""
    given: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Acts that a party did with an artifact, by artifact and party."""
    accepted: set[tuple[str, str]] = field(default_factory=set)
    """Parties that accepted a license by what they did, with the license."""


def carry(lineage: Lineage, terms: Mapping[str, Terms], cut: Facts | None = None) -> Facts:
    """Return the facts of every artifact.

    Args:
        lineage: A lineage whose steps are in order, as the reader leaves them.
        terms: The terms of every license that stands in it, by the name that stands there.
        cut: The facts of an earlier part, where this lineage goes on from artifacts that were made there.
    """
    made = Facts(lineage, terms)
    if cut is not None:
        made.accepted |= cut.accepted
        made.given.update(cut.given)
    made.makers = {step.out: step for step in lineage.steps if step.out}
    for artifact in lineage.artifacts.values():
        if artifact.id in made.makers:
            continue
        if cut is not None and artifact.id in cut.of:
            made.of[artifact.id] = cut.of[artifact.id]
            made.groups[artifact.id] = cut.groups[artifact.id]
            made.kinds[artifact.id] = cut.kinds[artifact.id]
        else:
            _begin(artifact, made)
    for step in lineage.steps:
        if step.out:
            _make(step, made)
        for item in step.inputs:
            _record(step, item.of, made)
    return made


def _begin(artifact: Artifact, made: Facts) -> None:
    made.kinds[artifact.id] = artifact.kind or "weights"
    made.groups[artifact.id] = artifact.licenses
    made.of[artifact.id] = {
        name: _offered(artifact, made.kinds[artifact.id]) for group in artifact.licenses for name in group
    }


def _offered(artifact: Artifact, kind: str) -> Fact:
    """Return the fact on what someone put a license on."""
    holders = frozenset({artifact.by, *artifact.contributors} - {""})
    return Fact(
        contains=True,
        reached=True,
        derived=False,
        output=kind in {"outputs", "dataset"},
        share=(1.0, 1.0) if kind in {"outputs", "dataset"} else (None, None),
        collectors=frozenset({artifact.by} - {""}),
        told=artifact.notice is not False,
        maker=artifact.by,
        original=artifact.compute,
        task=artifact.task,
        holders=holders,
    )


def _make(step: Step, made: Facts) -> None:
    artifact = made.lineage.artifacts[step.out]
    first = made.kinds.get(step.inputs[0].of, "weights")
    kind = artifact.kind or ("weights" if step.do == UNKNOWN_ACT else kind_made(step.do, first))
    made.kinds[step.out] = kind
    parts: dict[str, list[Fact]] = {}
    groups: dict[tuple[str, ...], None] = {}
    for place, item in enumerate(step.inputs):
        act = _undergone(step.do, place, made.kinds.get(item.of, "weights"))
        for name, fact in made.of.get(item.of, {}).items():
            passed = _passed(
                act, step, item.share, item.unit, len(step.inputs), fact, made.terms[name], artifact, made
            )
            if passed is not None:
                parts.setdefault(name, []).append(passed)
        for group in made.groups.get(item.of, ()):
            groups.setdefault(group)
    facts = {name: _joined(found, step, artifact) for name, found in parts.items()}
    for group in artifact.licenses:
        groups.setdefault(group)
        for name in group:
            new = _offered(artifact, kind)
            facts[name] = _joined([facts[name], new], step, artifact, computed=True) if name in facts else new
    made.of[step.out] = facts
    made.groups[step.out] = tuple(group for group in groups if any(name in facts for name in group))


def _undergone(act: str, place: int, kind: str) -> str:
    """Return the activity that one input undergoes: data beside weights are trained on."""
    if act == UNKNOWN_ACT:
        return act
    if ACTS[act].branch == "modify" and kind in DATA:
        return "train-on-outputs" if kind in {"outputs", "dataset"} else "train-on-data"
    if act in {"generate", "embed", "evaluate", "orchestrate", "retrieve", "prompt"} and kind in DATA:
        return "study"
    return act


def _passed(
    act: str,
    step: Step,
    share: float | None,
    unit: str,
    inputs: int,
    fact: Fact,
    terms: Terms,
    artifact: Artifact,
    made: Facts,
) -> Fact | None:
    """Return what one input passes on to the product, None where that is nothing."""
    if act == UNKNOWN_ACT:
        how = unknown("how it was made")
        return Fact(
            both(fact.contains, how), both(fact.reached, how), how, told=known(artifact.notice, "notice"),
            original=fact.original, added=None, task=artifact.task, holders=fact.holders,
        )  # fmt: skip
    branch = ACTS[act].branch
    reached, named = _reached(act, step, share, unit, inputs, fact, terms, made)
    contains = _contains(act, fact, named, artifact)
    if act in {"generate", "embed"}:
        if artifact.holds_weights:
            contains = fact.contains
            reached = any_of(
                fact.reached for rule in terms.of_verb("reaches") if act in rule.acts and rule.only_contained
            )
        output = either(fact.contains, fact.reached)
        if contains is False and output is False:
            return None
        return Fact(
            contains, reached, both(reached, fact.derived), output, (1.0, 1.0),
            frozenset({step.by} - {""}), known(artifact.notice, "notice"), step.by, fact.original, fact.added,
            task=fact.task, holders=fact.holders,
        )  # fmt: skip
    if act == "collect-outputs":
        shares = _shares(fact, share, unit, inputs)
        if fact.output is False or shares[0] == 0 or shares[1] == 0:
            return None
        collectors = _with(fact.collectors, step.by)
        told = artifact.notice if artifact.notice is not None else fact.told
        return Fact(False, False, False, fact.output, shares, collectors, told, step.by, holders=fact.holders)
    copied = branch in {"copy", "convey", "serve", "embed-in-system", "embed-in-device"}
    if contains is False and reached is False:
        taught = both(fact.output, act == "train-on-outputs")
        return Fact(taught=taught, holders=fact.holders, maker=step.by) if taught is not False else None
    compute = step.compute if step.compute is not None else (None if act in TRAINING else 0.0)
    added = None if fact.added is None or compute is None else fact.added + compute
    return Fact(
        contains,
        reached,
        fact.derived if copied else both(reached, named) if reached is not True else named,
        fact.output if copied else False,
        fact.share if copied else _shares(fact, share, unit, inputs),
        # whoever gathered the output in person, from weights with a notice, knew its terms
        fact.collectors if copied or act == "train-on-outputs" else frozenset(),
        artifact.notice if artifact.notice is not None else fact.told,
        fact.maker if copied else step.by,
        fact.original,
        fact.added if copied else added,
        _coarse(step, fact, artifact, made) if copied else False,
        artifact.task or (fact.task if copied else None),
        both(fact.output, act == "train-on-outputs"),
        fact.holders,
    )


def _contains(act: str, fact: Fact, named: Truth, artifact: Artifact) -> Truth:
    cell = passes(act)
    if cell == YES:
        return fact.contains
    if cell == DOUBTFUL:
        return both(fact.contains, named)
    return False


def _reached(
    act: str, step: Step, share: float | None, unit: str, inputs: int, fact: Fact, terms: Terms, made: Facts
) -> tuple[Truth, Truth]:
    """Return whether the terms attach to the product, and whether the license names the act as one that does.

    A license that says by which acts its terms reach says it for all acts; one that says nothing leaves the
    doubtful ones open.
    """
    if passes(act) == YES and ACTS[act].branch != "modify":
        return fact.reached, False
    found: list[Truth] = []
    names: list[Truth] = []
    rules = [rule for rule in terms.of_verb("reaches") if not rule.only_contained]
    for rule in rules:
        if act not in rule.acts:
            continue
        whole = both(
            _from(rule, fact, act), _knows(rule, fact, step, made), _line(rule, fact, share, unit, inputs)
        )
        found.append(whole)
        names.append(both(_knows(rule, fact, step, made), _line(rule, fact, share, unit, inputs)))
    if not rules and passes(act) == DOUBTFUL:
        open_ = unknown(f"whether what `{act}` makes holds the material")
        return both(fact.reached, open_), open_
    if not rules:
        # no definition: the law's own idea of what is made from the work
        return (fact.reached if passes(act) == YES else False), passes(act) == YES
    return any_of(found), any_of(names)


def _from(rule: Rule, fact: Fact, act: str) -> Truth:
    source = either(fact.output, fact.reached) if act == "train-on-outputs" else fact.reached
    if rule.start == "work":
        return both(source, not fact.derived if isinstance(fact.derived, bool) else fact.derived)
    return source


def _knows(rule: Rule, fact: Fact, step: Step, made: Facts) -> Truth:
    if not rule.knows:
        return True
    # whoever trains directly from the weights collected what they computed
    direct = fact.contains is True and fact.output is False
    if direct:
        collected: Truth = True
    elif fact.collectors is None:
        collected = unknown("who collected the output")
    else:
        collected = step.by in fact.collectors if step.by else unknown("who trained")
    party = made.lineage.parties.get(step.by)
    values: dict[str, Truth] = {
        "collected": collected,
        "told": either(fact.told, "notice" in (party.bound_by or ()) if party else False),
        "knew": known(party.knew if party else None, "whether the trainer knew"),
    }
    parts = [values.get(word, False) for word in rule.knows]
    return both(*parts) if rule.knows_all else any_of(parts)


def _line(rule: Rule, fact: Fact, share: float | None, unit: str, inputs: int) -> Truth:
    if rule.threshold is None or rule.unit not in {"tokens", "examples"}:
        return True
    shares = _shares(fact, share, unit, inputs)
    value = shares[0] if rule.unit == "tokens" else shares[1]
    return unknown(f"share of {rule.unit}") if value is None else value >= rule.threshold


def _shares(fact: Fact, share: float | None, unit: str, inputs: int) -> tuple[float | None, float | None]:
    """Return the share in the whole: along a path shares multiply."""
    if share is None:
        return fact.share if inputs == 1 else (None, None)
    out: list[float | None] = [None, None]
    place = 0 if unit == "tokens" else 1
    value = fact.share[place]
    out[place] = None if value is None else value * share
    if share == 0:
        out = [0.0, 0.0]
    return out[0], out[1]


def _coarse(step: Step, fact: Fact, artifact: Artifact, made: Facts) -> Truth:
    if step.do != "quantize":
        return fact.coarse
    before = made.lineage.artifacts[step.inputs[0].of].precision
    if artifact.precision is None or before is None:
        return True
    return either(fact.coarse, artifact.precision < before)


def _with(parties: frozenset[str] | None, one: str) -> frozenset[str] | None:
    if parties is None or len(parties) >= _MANY:
        return None
    return parties | ({one} - {""})


def _joined(found: list[Fact], step: Step, artifact: Artifact, computed: bool = False) -> Fact:
    """Join what came by several ways; over parallel paths shares add."""
    if len(found) == 1:
        return found[0]
    originals = [fact.original for fact in found if fact.contains is not False and fact.original is not None]
    added = [fact.added for fact in found]
    parties: set[str] | None = set()
    for fact in found:
        parties = None if parties is None or fact.collectors is None else parties | fact.collectors
    total = None if any(value is None for value in added) else sum(v for v in added if v is not None)
    once = step.compute or 0.0
    if total is not None and not computed:
        # the step's own computation came along with each of its inputs
        total -= once * (sum(1 for fact in found if fact.contains is not False) - 1)
    return Fact(
        any_of(fact.contains for fact in found),
        any_of(fact.reached for fact in found),
        any_of(fact.derived for fact in found),
        any_of(fact.output for fact in found),
        (_sum([fact.share[0] for fact in found]), _sum([fact.share[1] for fact in found])),
        None if parties is None or len(parties) > _MANY else frozenset(parties),
        any_of(fact.told for fact in found),
        step.by or found[0].maker,
        min(originals, default=None),
        max(total, 0.0) if total is not None else None,
        any_of(fact.coarse for fact in found),
        artifact.task or min((fact.task for fact in found if fact.task), default=None),
        any_of(fact.taught for fact in found),
        frozenset().union(*(fact.holders for fact in found)),
    )


def _sum(values: list[float | None]) -> float | None:
    if any(value is None for value in values):
        return None
    return min(1.0, sum(value for value in values if value is not None))


def _record(step: Step, of: str, made: Facts) -> None:
    """Remember what a party did with an artifact, and that it accepted a license by doing it."""
    if not step.by:
        return
    key = of, step.by
    made.given[key] = made.given.get(key, frozenset()) | {step.do}
    for name, fact in made.of.get(of, {}).items():
        terms = made.terms[name]
        told = fact.told is True or step.by in (fact.collectors or ())
        if step.do in terms.accepted_by and told and either(fact.contains, fact.reached) is True:
            made.accepted.add((step.by, name))
