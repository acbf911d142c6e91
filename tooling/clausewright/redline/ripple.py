"""What a changed definition does to text whose words stay the same."""

from __future__ import annotations

from ..document.record import entity, field
from .align import Alignment
from .comparison import ADDED, AWAY, CHANGED, REMOVED, SAME, Comparison, Place, Ripple
from .units import Rows, Unit, definitions


@entity
class _Term:
    """A definition of either text."""

    term: str
    status: str
    place: Place
    uses: frozenset[str] = frozenset()
    """Terms that the definition uses."""
    through: str = ""
    units: list[Unit] = field(default_factory=list)


def ripples(one: Rows, other: Rows, alignment: Alignment, comparison: Comparison) -> tuple[Ripple, ...]:
    """Return the definitions that changed, by themselves or through another, and what they touch.

    Args:
        one: The first text.
        other: The second text.
        alignment: What is which.
        comparison: The comparison of the words.
    """
    found = _terms(one, other, comparison)
    _spread(found)
    same = {
        p.after.order
        for section in comparison.sections
        for p in section.paragraphs
        if p.status == SAME and p.after is not None
    }
    out = []
    for entry in found.values():
        if entry.status == SAME and not entry.through:
            continue
        places: dict[int, Place] = {}
        for unit in other.units:
            if unit.definition or unit.place.order not in same:
                continue
            if entry.term in {other.document.terms.get(id) for id in unit.terms}:
                places[unit.section] = other.places[unit.section]
        status = CHANGED if entry.through else entry.status
        out.append(Ripple(entry.term, status, entry.place, entry.through, tuple(places.values())))
    return tuple(out)


def _terms(one: Rows, other: Rows, comparison: Comparison) -> dict[str, _Term]:
    """Return the definitions by term, those of the second text first."""
    changed: set[str] = set()
    for section in comparison.sections:
        for p in section.paragraphs:
            if p.status == SAME or p.status == AWAY:
                continue
            for place, side in ((p.before, one), (p.after, other)):
                if place is not None and (owner := side.units[place.order].definition):
                    changed.add(side.document.terms.get(owner, owner))
    before = {d.term for d in definitions(one.document)}
    after = {d.term for d in definitions(other.document)}
    out: dict[str, _Term] = {}
    for side, gone in ((other, False), (one, True)):
        for unit in side.units:
            if not unit.definition:
                continue
            term = side.document.terms.get(unit.definition, unit.definition)
            if gone and term in after:
                continue
            status = REMOVED if gone else ADDED if term not in before else CHANGED
            status = status if status != CHANGED or term in changed else SAME
            entry = out.setdefault(term, _Term(term, status, unit.place))
            entry.uses |= {side.document.terms.get(id, id) for id in unit.terms} - {term}
    return out


def _spread(found: dict[str, _Term]) -> None:
    """Mark definitions that use a changed one, whatever the number of steps."""
    waiting = [entry.term for entry in found.values() if entry.status == CHANGED]
    while waiting:
        term = waiting.pop(0)
        for entry in found.values():
            if entry.status == SAME and not entry.through and term in entry.uses:
                entry.through = term
                waiting.append(entry.term)
