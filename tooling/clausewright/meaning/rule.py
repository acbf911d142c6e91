"""The rule of verdicts. Hold it against docs/meaning.md, line by line.

For a party P, an act X and an artifact A under a license L, the first that fits:

1. L's material is not in A and L's terms do not attach to it, or neither right nor agreement binds P:
   not governed.
2. A prohibition fits: forbidden; where that hangs on an unknown fact, it depends on that fact.
3. A right reserves X, A holds L's material, and no permission fits: not granted.
4. A fact is missing: it depends on that fact.
5. Otherwise permitted, with every duty that fits; or not governed, where no right reserves X and nothing
   fits. Where nothing but rights binds P, duties on acts that no right reserves fall away.

A prohibition always wins; `except` works inside its own provision; there are no other priorities.
"""

from __future__ import annotations

from functools import lru_cache

from ..document.record import record
from .matching import fits, things, trigger
from .situation import Situation
from .tables import ACTS
from .terms import Rule, Terms
from .truth import Truth, any_of, both, either, missing, opposite

FORBIDDEN, BLOCKED, NOT_GRANTED = "forbidden", "blocked", "not-granted"
NOT_DESCRIBED, DEPENDS = "not-described", "depends"
PERMITTED, NOT_GOVERNED = "permitted", "not-governed"
WORST_FIRST = (FORBIDDEN, BLOCKED, NOT_GRANTED, NOT_DESCRIBED, DEPENDS, PERMITTED, NOT_GOVERNED)


@record
class Duty:
    """One thing that is owed."""

    what: str
    """A material, a defined term that covers some, or a duty such as `same-license`."""
    rule: Rule
    license: str
    met_by: tuple[Rule, ...] = ()
    """Permissions and manners that say how it can be met."""
    until: Rule | None = None
    """What says when it ends."""
    trigger: str = ""
    """The event on which alone it is owed, where nobody knows whether it happened."""


@record
class Verdict:
    """What one license says on one question."""

    verdict: str
    license: str
    duties: tuple[Duty, ...] = ()
    because: tuple[str, ...] = ()
    """Paragraphs that decide it, the first one most."""
    missing: tuple[str, ...] = ()
    """Facts on which it hangs, in alphabetical order."""
    basis: tuple[str, ...] = ()
    """`right`, `agreement`, or nothing."""
    flags: tuple[str, ...] = ()
    conditional: tuple[Duty, ...] = ()
    """Duties that are owed only on an event of which nobody knows."""
    by_interpretation: bool = False
    """Whether the license's words are older than the question."""


def verdict(now: Situation | None, terms: Terms) -> Verdict:
    """Return what a license says.

    Args:
        now: The situation, None where the license has nothing to do with the artifact.
        terms: The license.
    """
    if now is None:
        return Verdict(NOT_GOVERNED, terms.key)
    if not terms.described:
        return Verdict(NOT_DESCRIBED, terms.key)
    return _cached(now, _Held(terms))


class _Held:
    """Terms under their identity, so that equal situations are judged once."""

    __slots__ = ("terms",)

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.terms is self.terms


@lru_cache(maxsize=20_000)
def _cached(now: Situation, held: _Held) -> Verdict:
    return _judge(now, held.terms)


def _judge(now: Situation, terms: Terms) -> Verdict:
    # who is bound, and by what
    right = both(now.contains, now.law and terms.right)
    attaches = either(now.contains, now.reached, now.output, now.taught)
    agreement = both(attaches, now.agreed)
    bound = either(right, agreement)
    basis = tuple(n for n, t in (("right", right), ("agreement", agreement)) if t is True)

    # 1. not governed
    if bound is False:
        reaches = either(now.contains, now.reached) is True
        return Verdict(NOT_GOVERNED, terms.key, flags=("words-without-basis",) if reaches else ())
    if now.holds == "sole":
        return Verdict(NOT_GOVERNED, terms.key, flags=("own-work",))
    if bound is not True:
        return _if_bound(now, terms, bound)

    # 2. forbidden
    forbids = [
        (rule, both(fits(rule, now, terms), _happened(rule, now))) for rule in terms.of_verb("forbids")
    ]
    forbidden = any_of(value for _, value in forbids)
    if forbidden is True:
        ids = _ids(rule for rule, value in forbids if value is True)
        return Verdict(
            FORBIDDEN, terms.key, because=ids, basis=basis, by_interpretation=terms.by_interpretation
        )

    # 3. not granted
    reserved = now.law and terms.right and ACTS[now.act].reserved and now.contains is True
    permits = [
        (rule, both(fits(rule, now, terms), _happened(rule, now)))
        for rule in terms.of_verb("permits")
        if "patent-license" not in rule.materials  # which alone lets nobody copy
    ]
    granted = any_of(value for _, value in permits)
    if reserved and granted is False and forbidden is False:
        return Verdict(NOT_GRANTED, terms.key, basis=basis, by_interpretation=terms.by_interpretation)

    duties, conditional, owed_missing, fell = _duties(now, terms, agreement is True, bool(reserved), permits)
    because = _ids(
        [
            *(d.rule for d in duties),
            *(rule for rule, value in permits if value is True and _decides(rule)),
            *_joints(now, terms, duties, permits),
        ]
    )

    # 4. a fact is missing
    open_ = missing(forbidden) | (missing(granted) if reserved else frozenset()) | owed_missing
    if open_:
        return Verdict(
            DEPENDS, terms.key, duties,
            because + _ids(rule for rule, value in (*forbids, *permits) if missing(value) & open_),
            tuple(sorted(open_)), basis, (), conditional, terms.by_interpretation,
        )  # fmt: skip

    # 5. permitted, or nothing said
    if not reserved and not duties and granted is not True:
        return Verdict(NOT_GOVERNED, terms.key, basis=basis)
    return Verdict(
        PERMITTED, terms.key, duties, because, (), basis,
        ("duties-fell-away",) if fell else (), conditional, terms.by_interpretation,
    )  # fmt: skip


def _if_bound(now: Situation, terms: Terms, bound: Truth) -> Verdict:
    """Judge where nobody knows whether the license binds at all: the verdict depends on that."""
    from ..document.record import replace

    sure = {"contains": True, "reached": True} if now.contains is not False else {"reached": True}
    if missing(now.output):
        sure["output"] = True
    then = _judge(replace(now, **sure), terms)
    if then.verdict == NOT_GOVERNED:
        return then
    facts = tuple(sorted({*missing(bound), *then.missing}))
    return replace(then, verdict=DEPENDS, missing=facts)


def _happened(rule: Rule, now: Situation) -> Truth:
    """A permission or prohibition with a trigger stands only where the event is a fact of the artifact."""
    value = trigger(rule, now)
    return value if isinstance(value, bool) else False


def _duties(
    now: Situation, terms: Terms, agreed: bool, reserved: bool, permits: list[tuple[Rule, Truth]]
) -> tuple[tuple[Duty, ...], tuple[Duty, ...], frozenset[str], bool]:
    """Return what is owed, what is owed on an event, what is missing, and whether duties fell away."""
    duties: list[Duty] = []
    conditional: list[Duty] = []
    open_: frozenset[str] = frozenset()
    fell = False
    held = {id for rule, value in permits if value is not False for id in rule.depends}
    for rule in terms.of_verb("requires"):
        value = both(fits(rule, now, terms), opposite(_relieved(rule, now, terms)))
        if rule.manner or value is False:
            continue
        if not (agreed or reserved or rule.id in held):
            fell = True
            continue
        open_ |= missing(value)
        happened = trigger(rule, now)
        if happened is False:
            continue
        words = rule.materials if rule.value == ("provide",) else rule.value
        for word in words:
            duty = Duty(word, rule, terms.key, _met_by(rule, word, terms), _until(rule, terms))
            if happened is True:
                duties.append(duty)
            else:
                conditional.append(Duty(word, rule, terms.key, duty.met_by, duty.until, rule.trigger))
    return tuple(duties), tuple(conditional), open_, fell


def _relieved(rule: Rule, now: Situation, terms: Terms) -> Truth:
    """Return whether something that ends duties from the start frees the artifact of this one."""
    return any_of(
        things(end.of, now, terms)
        for end in terms.of_verb("ends")
        if not end.trigger and end.of and _names(end, rule, terms)
    )


def _names(end: Rule, rule: Rule, terms: Terms) -> bool:
    owner = end.id.partition("/")[0]
    for word in end.value:
        for id in (f"{owner}/{word}", word):
            if rule.id == id or rule.id in terms.within.get(id, ()) or rule.id.partition("/")[0] == id:
                return True
    return False


def _met_by(duty: Rule, word: str, terms: Terms) -> tuple[Rule, ...]:
    out = [rule for rule in terms.of_verb("permits") if duty.id in rule.meets]
    out += [r for r in terms.of_verb("requires") if r.manner and word in r.materials and r.acts & duty.acts]
    return tuple(out)


def _until(duty: Rule, terms: Terms) -> Rule | None:
    for end in terms.of_verb("ends"):
        if not end.trigger and not end.of and end.lasts and _names(end, duty, terms):
            return end
    return None


def _decides(rule: Rule) -> bool:
    """Whether a permission is worth citing: not the ones that repeat the grant for each right."""
    return rule.id.partition("/")[0] not in {"legal-basis", "patents"}


def _joints(
    now: Situation, terms: Terms, duties: tuple[Duty, ...], permits: list[tuple[Rule, Truth]]
) -> list[Rule]:
    """Return what else decides: what frees the artifact, and what ties a permission to a duty."""
    out = [r for r in terms.of_verb("ends") if not r.trigger and r.of and things(r.of, now, terms) is True]
    owed = {duty.rule.id for duty in duties}
    return out + [rule for rule, value in permits if value is not False and owed & set(rule.depends)]


def _ids(rules: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.id for rule in rules))  # type: ignore[attr-defined]
