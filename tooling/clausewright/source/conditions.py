"""Conditions: read, tested, and tried over every choice that could make them true or false."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, islice, product

from ..document.record import replace
from .limits import CONDITION_LITERALS, PATTERNS
from .model import DEFINITION, Condition, Literal
from .names import Subject, Unresolved, Visible
from .schema import ID

_LITERAL = re.compile(
    rf"(?P<not>not\s+)?(?P<definition>definition:)?(?P<name>(?:{ID}:)?{ID})(?:\s*=\s*(?P<variants>{ID}(?:\s*,\s*{ID})*))?\Z"
)
Chosen = Mapping[str, frozenset[str]]
"""The variants that are chosen, by full id of clause or definition; absent or empty: none."""


class BadCondition(Exception):
    """A condition that cannot be used, with a code, a sentence and a mend."""

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def read_condition(text: str, visible: Visible, *, ref: bool = False) -> Condition:
    """Return a condition with its names resolved.

    Args:
        text: As written: `a=x,y and not b`, or `ref` where that is allowed.
        visible: What the text can see.
        ref: Whether `ref` is allowed (on a span).

    Raises:
        BadCondition: It is malformed, or a name in it is unknown.
    """
    text = " ".join(text.split())
    if text == "ref":
        if ref:
            return Condition(ref=True)
        raise BadCondition(
            "CW-CND-001",
            "`ref` is a condition for a span, not for a paragraph or a list of conditions.",
            "Name the clause whose presence decides.",
        )
    parts = text.split(" and ")
    if len(parts) > CONDITION_LITERALS:
        raise BadCondition(
            "CW-CND-001", f"The condition has more than {CONDITION_LITERALS} parts.", "Split it."
        )
    literals = tuple(_read_literal(part.strip(), text, visible) for part in parts)
    return Condition(literals)


def _read_literal(part: str, text: str, visible: Visible) -> Literal:
    match = _LITERAL.match(part)
    if match is None or part in {"not", "and", "or", "ref"}:
        mend = (
            "Write `clause`, `clause=variant,variant` or `definition:term=variant`, joined by `and`, "
            "each with an optional `not`."
        )
        if re.search(r"\bor\b", text):
            mend = "There is no `or`: list variants behind `=`, or write two paragraphs."
        raise BadCondition("CW-CND-001", f"`{part[:80]}` is not a condition.", mend)
    kind = "definition" if match["definition"] else "clause"
    if kind == "definition" and not match["variants"]:
        raise BadCondition(
            "CW-CND-001",
            f"`{part[:80]}` names no variant: whether a term is used is never a condition.",
            "Write `definition:term=variant`.",
        )
    try:
        subject = visible.resolve(match["name"], kind)
    except Unresolved as error:
        mend = error.mend
        if kind == "clause" and "=" not in part:
            mend += ' (In a list, a condition with a comma stands in quotes: `["a=b,c"]`.)'
        raise BadCondition("CW-CND-002", error.message, mend) from None
    names = tuple(v.strip() for v in (match["variants"] or "").split(",") if v.strip())
    from .suggest import mend_for

    for name in names:
        if name not in subject.variants:
            raise BadCondition(
                "CW-CND-003",
                f"`{subject.id}` has no variant `{name}`.",
                mend_for(name, subject.variants, "variant"),
            )
    return Literal(subject.id, names, bool(match["not"]))


def holds(condition: Condition | None, chosen: Chosen) -> bool:
    """Tell whether a condition without `ref` is true for a set of choices."""
    return condition is None or all(_true(literal, chosen) for literal in condition.literals)


def _true(literal: Literal, chosen: Chosen) -> bool:
    variants = chosen.get(literal.subject, frozenset())
    if literal.variants:
        found = not variants.isdisjoint(literal.variants)
    else:
        found = bool(variants)
    return found is not literal.negated


def assignments(
    conditions: Iterable[Condition],
    visible: Visible,
    fixed: Chosen,
    needed: Iterable[Condition] = (),
    excluded: Iterable[Condition] = (),
    spend: Callable[[int], None] = lambda steps: None,
) -> Iterator[Chosen]:
    """Yield sets of choices that between them give every possible truth of some conditions.

    Args:
        conditions: The conditions that matter.
        visible: What can be chosen.
        fixed: What is chosen in any case (the variant that the text belongs to).
        needed: Conditions that must hold (`requires`, and those of the paragraphs around).
        excluded: Conditions that must not hold (`conflicts`).
        spend: Called with the steps that each set costs; it may raise, to end the work.

    At most `limits.PATTERNS` are yielded.
    """
    conditions, needed, excluded = tuple(conditions), tuple(needed), tuple(excluded)
    crossing = tuple(c for c in excluded if len(c.literals) > 1)
    # a condition that must hold, and one of a single part that must not, each narrow one subject
    narrowing = [literal for c in needed for literal in c.literals]
    narrowing += [
        replace(c.literals[0], negated=not c.literals[0].negated) for c in excluded if len(c.literals) == 1
    ]
    varying = {literal.subject for c in (*conditions, *crossing) for literal in c.literals}
    mentioned: dict[str, set[str]] = {}
    for literal in (*(x for c in (*conditions, *crossing) for x in c.literals), *narrowing):
        mentioned.setdefault(literal.subject, set()).update(literal.variants)
    own: dict[str, list[Literal]] = {}
    for literal in narrowing:
        own.setdefault(literal.subject, []).append(literal)
    domains: list[list[frozenset[str]]] = []
    for id, variants in mentioned.items():
        domain = [fixed[id]] if id in fixed else _domain(visible.subjects[id], variants)
        spend(len(domain) * _weight(own.get(id, ())))
        domain = [d for d in domain if all(_true(literal, {id: d}) for literal in own.get(id, ()))]
        domains.append(domain if id in varying else domain[:1])
    cost = len(mentioned) + sum(_weight(c.literals) for c in (*conditions, *crossing))
    for count, values in enumerate(product(*domains)):
        if count >= PATTERNS:
            return
        spend(cost)
        chosen = {**fixed, **dict(zip(mentioned, values, strict=True))}
        if not any(holds(c, chosen) for c in crossing):
            yield chosen


def _weight(literals: Iterable[Literal]) -> int:
    return 1 + sum(1 + len(literal.variants) for literal in literals)


def _domain(subject: Subject, variants: set[str]) -> list[frozenset[str]]:
    """Return the choices of a subject that some variants tell apart; one stands for all others."""
    other = [v for v in subject.variants if v not in variants][:1]
    options = sorted(variants) + other
    if subject.several:
        sets = (frozenset(c) for size in range(len(options) + 1) for c in combinations(options, size))
        domain = list(islice(sets, PATTERNS))
    else:
        domain = [frozenset({v}) for v in options]
        if subject.kind != DEFINITION:
            domain.append(frozenset())
    return [d for d in domain if d] if not subject.omit and subject.kind != DEFINITION else domain
