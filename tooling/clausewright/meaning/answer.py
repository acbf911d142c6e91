"""The verdict of several licenses together: the worst under `and`, the best under `or`, and what clashes."""

from __future__ import annotations

from ..document.record import record, replace
from .facts import Facts
from .rule import (
    BLOCKED,
    FORBIDDEN,
    NOT_DESCRIBED,
    NOT_GOVERNED,
    NOT_GRANTED,
    PERMITTED,
    WORST_FIRST,
    Duty,
    Verdict,
    verdict,
)
from .situation import Question, situation
from .tables import GUARDS, HARMLESS, MATERIAL_NEEDS
from .terms import Rule, Terms

_LIMITED = frozenset(
    {
        "run", "prompt", "generate", "embed", "retrieve", "evaluate", "orchestrate", "study",
        "duplicate", "convert-format", "quantize", "fine-tune", "preference-tune", "continue-training",
        "train-adapter", "apply-adapter", "make-delta", "apply-delta", "merge", "prune", "extract-part",
        "edit", "upcycle", "distil", "collect-outputs", "train-on-outputs", "convey-copy", "publish",
        "serve-public", "serve-internally", "embed-in-system", "embed-in-device",
    }
)  # fmt: skip
"""Acts whose prohibition takes something from recipients."""


@record
class Clash:
    """Two provisions of two licenses that cannot both be kept."""

    licenses: tuple[str, str]
    rules: tuple[Rule, Rule | None]
    why: str


@record
class Answer:
    """What all licenses of an artifact say together."""

    question: Question
    verdict: str
    each: tuple[Verdict, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Everything that is owed under all of them."""
        return tuple(duty for one in self.each for duty in one.duties)

    @property
    def owes(self) -> tuple[str, ...]:
        """The words for what is owed, each once."""
        return tuple(dict.fromkeys(duty.what for duty in self.duties))

    @property
    def supplies(self) -> tuple[str, ...]:
        """Materials that are owed, with defined terms spelled out."""
        return tuple(dict.fromkeys(word for duty in self.duties for word in duty.rule.supplies))

    @property
    def because(self) -> tuple[tuple[str, str], ...]:
        """Licenses and paragraphs that decide it."""
        clashing = [
            (name, rule.id)
            for clash in self.clashes
            for name, rule in zip(clash.licenses, clash.rules, strict=True)
            if rule is not None
        ]
        # where one license says no, or nobody knows what it says, what the others ask decides nothing
        sole = self.verdict in {FORBIDDEN, NOT_GRANTED, NOT_DESCRIBED}
        own = [
            (one.license, id)
            for one in self.each
            if not sole or one.verdict == self.verdict
            for id in one.because
        ]
        return tuple(dict.fromkeys((*clashing, *own)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts on which it hangs."""
        return tuple(sorted({fact for one in self.each for fact in one.missing}))

    @property
    def basis(self) -> tuple[str, ...]:
        """On what it stands."""
        found = {word for one in self.each for word in one.basis}
        return tuple(word for word in ("right", "agreement") if word in found)

    @property
    def flags(self) -> tuple[str, ...]:
        """Marks on the verdicts."""
        return tuple(dict.fromkeys(flag for one in self.each for flag in one.flags))


def answer(question: Question, facts: Facts) -> Answer:
    """Return what the licenses of an artifact say on a question together.

    Args:
        question: The question.
        facts: The facts of the lineage in which its artifact stands.
    """
    chosen: list[Verdict] = []
    for group in facts.groups.get(question.of, ()):
        found = [verdict(situation(question, name, facts), facts.terms[name]) for name in group]
        # of licenses among which one can choose, the best counts
        chosen.append(max(found, key=lambda one: (WORST_FIRST.index(one.verdict), -len(one.duties))))
    each = tuple(dict.fromkeys(chosen))
    clashes = _clashes(question, each, facts)
    worst = min((one.verdict for one in each), key=WORST_FIRST.index, default=NOT_GOVERNED)
    if clashes and WORST_FIRST.index(BLOCKED) < WORST_FIRST.index(worst):
        worst = BLOCKED
    return Answer(question, worst, each, clashes)


def _clashes(question: Question, each: tuple[Verdict, ...], facts: Facts) -> tuple[Clash, ...]:
    out: list[Clash] = []
    for place, one in enumerate(each):
        for other in each[place + 1 :]:
            if one.license == other.license:
                continue
            first, second = facts.terms[one.license], facts.terms[other.license]
            out += _same_license(one, other, first, second)
            out += _restricted(one, other, first, second) + _restricted(other, one, second, first)
            out += _withheld(question, one, second, facts) + _withheld(question, other, first, facts)
    return tuple(out)


def compatible(first: Terms, second: Terms) -> bool:
    """Tell whether one of two licenses names the other, or both hold the family rule."""
    return (
        ("same-family" in first.compatible and "same-family" in second.compatible)
        or second.name in first.compatible
        or first.name in second.compatible
        or first.name == second.name
    )


def _same_license(one: Verdict, other: Verdict, first: Terms, second: Terms) -> list[Clash]:
    mine = [duty.rule for duty in one.duties if duty.what == "same-license"]
    theirs = [duty.rule for duty in other.duties if duty.what == "same-license"]
    if not mine or not theirs or compatible(first, second):
        return []
    why = "each asks that the whole be offered under itself, and neither names the other as compatible"
    return [Clash((one.license, other.license), (mine[0], theirs[0]), why)]


def _restricted(one: Verdict, other: Verdict, first: Terms, second: Terms) -> list[Clash]:
    """Return where one license lets nobody add limits, and the other brings one."""
    duty = next((d.rule for d in one.duties if d.what == "no-further-restrictions"), None)
    if duty is None or (other.verdict == NOT_GOVERNED and "own-work" not in other.flags):
        return []
    friends = compatible(first, second)
    for rule in second.of_verb("forbids"):
        limits = bool(rule.acts & _LIMITED) and not rule.acts <= GUARDS and not rule.trigger
        if limits and not _shared(rule, first) and (not friends or rule.purpose or rule.unit == "users"):
            why = "one lets nobody add a limit, and the other limits what may be done"
            return [Clash((one.license, other.license), (duty, rule), why)]
    if friends:
        return []
    for owed in other.duties:
        rule = owed.rule
        if rule.value == ("provide",) and owed.what not in HARMLESS and owed.what not in _asked(one):
            why = f"one lets nobody add a term, and the other asks for more (`{owed.what}`)"
            return [Clash((one.license, other.license), (duty, rule), why)]
    return []


def _shared(rule: Rule, first: Terms) -> bool:
    """Tell whether a license has a limit itself, so that another one brings nothing new by it."""
    return any(
        rule.acts <= own.acts
        and set(rule.purpose) <= set(own.purpose)
        and bool(rule.purpose) == bool(own.purpose)
        and rule.unit == own.unit
        and not own.trigger
        for own in first.of_verb("forbids")
    )


def _asked(one: Verdict) -> frozenset[str]:
    return frozenset(duty.what for duty in one.duties)


def _withheld(question: Question, one: Verdict, second: Terms, facts: Facts) -> list[Clash]:
    """Return where supplying what one license asks for needs an act that the other does not allow."""
    for duty in one.duties:
        for material in duty.rule.supplies:
            act = MATERIAL_NEEDS.get(material)
            if act is None or act == question.act:
                continue
            needed = replace(question, act=act, to="")
            found = verdict(situation(needed, second.key, facts), second)
            if found.verdict in {FORBIDDEN, NOT_GRANTED}:
                cited = next((r for r in second.rules if r.id in found.because), None)
                why = f"one asks to give `{material}`, and the other does not allow to give it"
                return [Clash((one.license, second.key), (duty.rule, cited), why)]
    return []


__all__ = ["PERMITTED", "Answer", "Clash", "answer", "compatible"]
