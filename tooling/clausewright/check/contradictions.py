"""No two provisions that can stand together contradict each other.

Two provisions contradict each other in these cases, and in no others:

1. one permits an act, and the other forbids it or a part of it to the same person, for the same weights
   and without a limit of its own (purpose, threshold, event, knowledge, exception);
2. one permits to sublicense or relicense a thing, and the other requires the same license for that thing
   or for more than it; a permission for less is an exception, which is not a contradiction;
3. both require the same of the same person towards the same person, by or for different times;
4. one requires to give weights, and the other forbids that person, without a limit, to convey;
5. one promises that something is never owed, and the other requires it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..document import Provision
from ..document.record import record
from ..source.conditions import assignments, read_condition
from ..source.index import Index
from ..source.library import Library, sight
from ..source.model import Condition, Variant
from ..source.names import Visible

_LIMITS = ("purpose", "threshold", "trigger", "knows", "except")
_LICENSEES = frozenset({"conveyor", "operator", "host", "recipient", "service-user", "contributor"})
_PARTS = {
    "reached": frozenset({"original", "derived", "narrow-model", "adapter", "adapter-alone", "own-derived"}),
    "derived": frozenset({"narrow-model", "adapter", "adapter-alone", "own-derived"}),
    "adapter": frozenset({"adapter-alone"}),
}
"""What else a word for weights takes in."""
_NEVER_OWED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "nothing-owed-for-serving": (frozenset({"serve"}), frozenset()),
    "no-data-owed": (frozenset(), frozenset({"training-data"})),
    "nothing-on-data-owed": (frozenset(), frozenset({"training-data", "data-information", "data-summary"})),
    "output-unrestricted": (frozenset({"publish-outputs", "train-on-outputs"}), frozenset()),
}
"""Promises, each with the acts that owe nothing and the materials that are never owed."""


@record
class Contradiction:
    """Two provisions that cannot both hold, with the variants that bring them in."""

    first: Variant
    second: Variant
    a: Provision
    b: Provision
    why: str


def contradictions(a: Provision, b: Provision) -> tuple[str, ...]:
    """Return why two provisions cannot both hold, each reason as a clause of a sentence.

    Args:
        a: A provision.
        b: Another one; the order does not matter. Conditions (`if`) are the caller's to settle.
    """
    out = []
    for one, other in ((a, b), (b, a)):
        if one.verb == "permits" and other.verb == "forbids" and _forbidden(one, other):
            out.append("one permits what the other forbids")
        if one.verb == "permits" and other.verb == "requires" and _set_free(one, other):
            out.append("one lets a thing go under other terms for which the other requires this license")
        if one.verb == "requires" and other.verb == "forbids" and _withheld(one, other):
            out.append("one requires to give weights that the other forbids to convey")
        if one.verb == "promises" and other.verb == "requires" and _owed(one, other):
            out.append("one promises that nothing is owed where the other requires something")
    if a.verb == b.verb == "requires" and _two_clocks(a, b):
        out.append("both require the same, by different times")
    return tuple(out)


def library_contradictions(library: Library, index: Index) -> Iterator[Contradiction]:
    """Find provisions that contradict each other in variants of a library that can stand together."""
    visible = sight(library, index.libraries)
    several = {id for id, subject in visible.subjects.items() if subject.several}
    variants = library.variants()
    for place, first in enumerate(variants):
        for second in variants[place:]:
            if first is not second and first.subject == second.subject and first.subject not in several:
                continue
            yield from _between(first, second, visible)


def _between(first: Variant, second: Variant, visible: Visible) -> Iterator[Contradiction]:
    for i, a in enumerate(first.provisions):
        for b in second.provisions[i + 1 if first is second else 0 :]:
            for why in contradictions(a, b):
                if together(first, second, visible, _conditions((a, b), visible)):
                    yield Contradiction(first, second, a, b, why)


def together(
    first: Variant, second: Variant, visible: Visible, conditions: tuple[Condition, ...] = ()
) -> bool:
    """Tell whether two variants can be chosen together, by what each requires and excludes.

    Args:
        first: A variant.
        second: Another one.
        visible: What their texts see.
        conditions: What must hold besides.
    """
    fixed: dict[str, frozenset[str]] = {}
    for variant in (first, second):
        fixed[variant.subject] = fixed.get(variant.subject, frozenset()) | {variant.name}
    needed = (*first.requires, *second.requires, *conditions)
    excluded = (*first.conflicts, *second.conflicts)
    return next(assignments(needed, visible, fixed, needed, excluded), None) is not None


def _conditions(pair: tuple[Provision, ...], visible: Visible) -> tuple[Condition, ...]:
    written = [p.slots.get("if") for p in pair]
    return tuple(read_condition(text, visible) for text in written if isinstance(text, str))


def _forbidden(permit: Provision, forbid: Provision) -> bool:
    if any(name in forbid.slots for name in _LIMITS) or "trigger" in permit.slots:
        return False
    acts = any(
        _covers_act(x, y) or _covers_act(y, x) for x in _list(permit.value) for y in _list(forbid.value)
    )
    return acts and _same_person(permit, forbid) and _overlap(_of(permit), _of(forbid))


def _set_free(permit: Provision, duty: Provision) -> bool:
    if duty.value != "same-license" or not {"sublicense", "relicense"} & set(_list(permit.value)):
        return False
    if "trigger" in permit.slots or not _same_person(permit, duty):
        return False
    left_out = set(_list(permit.slots.get("except"))) | set(_list(duty.slots.get("except")))
    return any(
        x not in left_out and (x == y or y in _PARTS.get(x, ())) for x in _of(permit) for y in _of(duty)
    )


def _withheld(duty: Provision, forbid: Provision) -> bool:
    if duty.value != "provide" or "weights-as-run" not in _list(duty.slots.get("material")):
        return False
    if any(name in forbid.slots for name in _LIMITS):
        return False
    acts = any(_covers_act(x, "convey-copy") for x in _list(forbid.value))
    return acts and _same_person(duty, forbid) and _overlap(_of(duty), _of(forbid))


def _owed(promise: Provision, duty: Provision) -> bool:
    acts, materials = _NEVER_OWED.get(str(promise.value), (frozenset(), frozenset()))
    when = _mapping(duty.slots.get("when"))
    on_act = any(_covers_act(x, y) for x in acts for y in _list(when.get("act")))
    return on_act or bool(materials & set(_list(duty.slots.get("material"))))


def _two_clocks(a: Provision, b: Provision) -> bool:
    if a.value != b.value or not _same_person(a, b) or a.slots.get("trigger") != b.slots.get("trigger"):
        return False
    if _mapping(a.slots.get("when")) != _mapping(b.slots.get("when")):
        return False
    if not set(_list(a.slots.get("to"))) & set(_list(b.slots.get("to"))):
        return False
    things = [set(_list(p.slots.get("material") or p.slots.get("keeps"))) for p in (a, b)]
    if not things[0] & things[1] and any(things):
        return False
    clocks = [(a.slots.get(name), b.slots.get(name)) for name in ("within", "for")]
    return any(x is not None and y is not None and x != y for x, y in clocks)


def _covers_act(wide: str, narrow: str) -> bool:
    from ..document.vocabulary import branch_of

    return wide in {narrow, branch_of(narrow)}


def _same_person(a: Provision, b: Provision) -> bool:
    return any(
        x == y or (x == "licensee" and y in _LICENSEES) or (y == "licensee" and x in _LICENSEES)
        for x in _list(a.slots.get("who"))
        for y in _list(b.slots.get("who"))
    )


def _of(provision: Provision) -> tuple[str, ...]:
    """Return the weights that a provision speaks of; where it names none, all that the terms reach."""
    when = _mapping(provision.slots.get("when"))
    return _list(provision.slots.get("of")) or _list(when.get("of")) or ("reached",)


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return any(x == y or y in _PARTS.get(x, ()) or x in _PARTS.get(y, ()) for x in a for y in b)


def _list(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
