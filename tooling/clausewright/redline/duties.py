"""What the provisions of two texts say differently: gained, lost and changed, each in a plain sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..document import Document, Provision, blocks
from ..document.inlines import Span
from ..document.record import entity
from ..document.walk import inlines
from .align import Alignment
from .comparison import DutyChange, Place
from .duty_words import changed_sentence, sentence
from .units import Rows

_SILENT = frozenset({"states"})
"""Verbs without legal effect of their own."""
_BOOKKEEPING = frozenset({"sentences", "ways", "if", "condition"})
"""Slots that say how the text is written or drawn in, and not what is owed."""


@entity
class _Held:
    """One provision of one text with its parameters filled in."""

    verb: str
    value: object
    slots: dict[str, object]
    place: Place
    anchor: str
    """Id of the paragraph in its own text."""
    subject: str
    """The clause or the defined term to which it belongs."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two provisions the same."""
        return self.verb, _frozen(self.value), _frozen(self.slots)


def duty_changes(one: Rows, other: Rows, alignment: Alignment) -> tuple[DutyChange, ...]:
    """Return the provisions that differ, in the order of the second text, what is lost at the end.

    Nothing is said where one side has no provisions at all: text that nobody described is not
    "not owed".
    """
    before, after = _provisions(one), _provisions(other)
    if not before or not after:
        return ()
    # what a term covers is part of its definition; where that is new or gone, it is told there
    both = frozenset(one.document.terms.values()) & frozenset(other.document.terms.values())
    terms = (frozenset(one.document.terms.values()) | frozenset(other.document.terms.values())) - both
    before = [held for held in before if not (held.verb == "covers" and held.subject in terms)]
    after = [held for held in after if not (held.verb == "covers" and held.subject in terms)]
    names = {one.units[a].place.id: other.units[b].place.id for a, b in alignment.units.items()}
    left: defaultdict[str, list[_Held]] = defaultdict(list)
    for held in before:
        left[names.get(held.anchor, held.anchor)].append(held)
    right: defaultdict[str, list[_Held]] = defaultdict(list)
    for held in after:
        right[held.anchor].append(held)
    for anchor in list(left):
        _drop_equal(left[anchor], right.get(anchor, []))
    lost = [held for group in left.values() for held in group]
    out: list[tuple[int, DutyChange]] = []
    for anchor, group in right.items():
        for held in group:
            mate = next((m for m in left.get(anchor, ()) if m in lost and m.verb == held.verb), None)
            if mate is None:
                # the same provision in another paragraph is no change of what is owed
                twin = next((m for m in lost if m.key == held.key), None)
                if twin is not None:
                    lost.remove(twin)
                    continue
                made = DutyChange("gained", held.verb, sentence(held), None, held.place)
            else:
                lost.remove(mate)
                slots = _different(mate, held)
                made = DutyChange(
                    "changed", held.verb, changed_sentence(mate, held, slots), mate.place, held.place, slots
                )
            out.append((held.place.order, made))
    gone = [DutyChange("lost", m.verb, sentence(m, gone=True), m.place, None) for m in lost]
    return (*(made for _, made in sorted(out, key=lambda item: item[0])), *gone)


def _drop_equal(left: list[_Held], right: list[_Held]) -> None:
    for held in list(right):
        mate = next((m for m in left if m.key == held.key), None)
        if mate is not None:
            left.remove(mate)
            right.remove(held)


def _different(one: _Held, other: _Held) -> tuple[str, ...]:
    out = [] if _frozen(one.value) == _frozen(other.value) else [one.verb]
    names = [*other.slots, *(name for name in one.slots if name not in other.slots)]
    return (*out, *(n for n in names if _frozen(one.slots.get(n)) != _frozen(other.slots.get(n))))


def _provisions(side: Rows) -> list[_Held]:
    document = side.document
    places = {unit.place.id: unit.place for unit in side.units}
    spans = _spans(document)
    values = {choice.id: choice.parameters for choice in document.choices}
    out = []
    seen: set[int] = set()
    for block in blocks(document):
        for provision in block.provisions:
            anchor = spans.get(provision.at, provision.at)
            place = places.get(anchor) or places.get(block.id) or _first(block, places)
            if provision.verb in _SILENT or id(provision) in seen or place is None:
                continue
            seen.add(id(provision))
            owner = provision.at.partition("/")[0]
            held = _held(
                provision, values.get(owner, {}), place, document.terms.get(owner, owner.partition(":")[2])
            )
            if held.verb == "ends":
                held.value = _cited(held.value, owner, places)
            out.append(held)
    return out


def _cited(value: object, owner: str, places: Mapping[str, Place]) -> object:
    """Return what ends, with paragraphs of the same clause as they are cited."""
    if isinstance(value, tuple):
        return tuple(_cited(item, owner, places) for item in value)
    place = places.get(f"{owner}/{value}")
    return f"the duty in {place.cite}" if place else value


def _first(block: object, places: Mapping[str, Place]) -> Place | None:
    for inner in blocks(block):  # type: ignore[arg-type]
        if inner.id in places:
            return places[inner.id]
    return None


def _held(provision: Provision, values: Mapping[str, object], place: Place, subject: str) -> _Held:
    slots = {k: _filled(v, values) for k, v in provision.slots.items() if k not in _BOOKKEEPING}
    return _Held(provision.verb, _filled(provision.value, values), slots, place, place.id, subject)


def _filled(value: object, values: Mapping[str, object]) -> object:
    """Return a slot with the parameters that it names as numbers."""
    if isinstance(value, Mapping):
        filled = {k: _filled(v, values) for k, v in value.items()}
        name = filled.get("parameter")
        if isinstance(name, str) and name in values:
            filled["number"] = values[name]
            filled["unit"] = filled.get("unit") or _unit(name)
            del filled["parameter"]
        return filled
    if isinstance(value, (tuple, list)):
        return tuple(_filled(item, values) for item in value)
    return value


def _unit(parameter: str) -> str:
    last = parameter.rsplit("_", 1)[-1]
    return last if last in {"days", "months", "years", "users", "percent"} else ""


def _spans(document: Document) -> dict[str, str]:
    """Return the paragraph of each span with an id."""
    out = {}
    for block in blocks(document):
        for node in inlines(getattr(block, "content", ())):
            if isinstance(node, Span):
                out[node.id] = block.id
    return out


def _frozen(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(sorted((str(k), _frozen(v)) for k, v in value.items()))
    if isinstance(value, (tuple, list)):
        return tuple(sorted((_frozen(item) for item in value), key=repr))
    return value
