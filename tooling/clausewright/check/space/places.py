"""Where text stands under a form, and whether it has a number there: the walk of `compose.numbering`.

What a slot takes is walked in each place that can take it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...document.record import entity, field, record
from ...source.limits import LIST_DEPTH
from ...source.model import DEFINITION, FormSection
from .logic import FALSE, TRUE
from .text import Node, Text


@record
class Taker:
    """A place that takes a slot."""

    slot: str
    node: Node | None
    """The lead-in, or None for a section of the form."""
    section: FormSection | None
    stands: int


@entity
class Places:
    """The numbers of all text under a form."""

    text: Text
    spend: Callable[[int], None]
    takers: dict[str, list[Taker]] = field(default_factory=dict)
    slots: dict[str, list[Node]] = field(default_factory=dict)
    """Text that goes to each slot, by the slot."""
    labels: dict[str, list[int]] = field(default_factory=dict)
    """When each paragraph has a number, by its id."""
    cited: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """When a clause has numbered paragraphs of its own in a section."""
    deep: list[tuple[Node, int]] = field(default_factory=list)
    """Items below the last level of the form."""
    unnumbered: list[tuple[Node, int]] = field(default_factory=list)
    """Items in a section without a number."""
    owners: dict[str, list[Node]] = field(default_factory=dict)
    """The blocks of each clause and definition that stand where it does, and not in a slot."""
    sections: dict[str, FormSection] = field(default_factory=dict)
    neighbors: dict[str, list[str]] = field(default_factory=dict)
    """The clauses of each section."""

    def label(self, id: str) -> int:
        """Return the literal of a paragraph's having a number; `id.2` is the second entry of a list."""
        base, _, entry = id.partition(".")
        if entry and not (entry.isdigit() and 0 < int(entry) <= self.text.repeats.get(base, 0)):
            return FALSE
        return self.text.logic.any(self.labels.get(base, ()))

    def own(self, clause: str) -> list[Node]:
        """Return the blocks of a clause that stand in its section."""
        return self.owners.get(clause, [])

    def citable(self, target: str) -> int:
        """Return the literal of a reference's target having a number or, of a definition, a place."""
        owner, _, paragraph = target.partition("/")
        logic = self.text.logic
        if paragraph:
            return self.label(target)
        if owner in self.text.space.index.terms:
            return logic.any(t.stands for t in self.own(owner))
        home = self.text.space.home.get(owner, "")
        section = self.sections.get(home)
        if section is None or not section.numbered:
            return FALSE
        others = [c for c in self.neighbors[home] if c != owner]
        alone = -logic.any(t.stands for c in others for t in self.own(c))
        has_text = logic.any(t.stands for t in self.own(owner))
        return logic.all((has_text, logic.any((alone, *self.cited.get((owner, home), ())))))


@record
class _At:
    """Where a walk is."""

    section: str
    """Section of the form, or the definition."""
    numbered: bool
    inside: bool
    """Whether in a definition."""
    depth: int
    """Counters of what stands around."""
    slots: tuple[str, ...]
    """Slots whose text is being walked."""


def places_of(text: Text, spend: Callable[[int], None] = lambda steps: None) -> Places:
    """Return where the text of a form stands.

    Args:
        text: The text.
        spend: Called with the steps of the work; it may raise, to end it.
    """
    places = Places(text, spend)
    form = text.space.form
    for section in form.sections:
        if section.slot:
            places.takers.setdefault(section.slot, []).append(Taker(section.slot, None, section, TRUE))
    for node in text.nodes():
        if node.block.source:
            taker = Taker(node.block.source, node, None, node.stands)
            places.takers.setdefault(node.block.source, []).append(taker)
    for top in text.tops:
        if top.into and not top.dropped:
            places.slots.setdefault(top.into, []).append(top)
        if not top.into:
            places.owners.setdefault(top.owner, []).append(top)
    places.sections = sections = {s.id: s for s in form.sections}
    for clause, section_id in text.space.home.items():
        places.neighbors.setdefault(section_id, []).append(clause)
    walk = _Walk(places)
    for top in text.tops:
        if top.into:
            continue
        if top.kind == DEFINITION:
            walk.top(top, top.stands, _At(top.owner, True, True, 0, ()))
        elif (home := sections.get(text.space.home.get(top.owner, ""))) is not None:
            walk.top(top, top.stands, _At(home.id, home.numbered, False, int(home.numbered), ()))
    for section in form.sections:
        for node in places.slots.get(section.slot, ()) if section.slot else ():
            at = _At(section.id, section.numbered, False, int(section.numbered), (section.slot,))
            walk.top(node, node.stands, at)
    return places


class _Walk:
    def __init__(self, places: Places) -> None:
        self.places, self.logic = places, places.text.logic
        self.levels = len(places.text.space.form.numbering)

    def top(self, node: Node, stands: int, at: _At, forced: bool = False) -> None:
        """Walk a block at the top level of a section or a definition."""
        self.places.spend(1)
        if stands == FALSE:
            return
        kind = node.block.kind
        if kind == "item" or forced:
            if not at.numbered:
                self.places.unnumbered.append((node, stands))
                return
            depth = at.depth + 1
            self.label(node, stands, depth + at.inside)
            if not at.inside:
                clause = node.block.id.partition("/")[0]
                self.places.cited.setdefault((clause, at.section), []).append(stands)
            self.below(node, stands, self._deeper(at, depth))
        elif kind == "bullets":
            for bullet in node.items:
                self.below(bullet, self.logic.all((stands, bullet.stands)), at)
        elif kind != "notice":
            for item, holds, inner in self.items(node, stands, at):
                self.top(item, holds, inner, forced=item not in node.items)

    def below(self, node: Node, stands: int, at: _At) -> None:
        """Walk the items of a numbered paragraph or of a bullet."""
        self.places.spend(1)
        if stands == FALSE:
            return
        for item, holds, inner in self.items(node, stands, at):
            if item.block.kind == "bullets":
                for bullet in item.items:
                    self.below(bullet, self.logic.all((holds, bullet.stands)), inner)
            elif item.block.kind == "item" or item not in node.items:
                depth = inner.depth + 1
                self.label(item, holds, depth + inner.inside)
                self.below(item, holds, self._deeper(inner, depth))

    def items(self, node: Node, stands: int, at: _At) -> Iterator[tuple[Node, int, _At]]:
        """Yield the items of a lead-in, those that it takes from a slot included."""
        for item in node.items:
            yield item, self.logic.all((stands, item.stands)), at
        slot = node.block.source
        if not slot or slot in at.slots or len(at.slots) > LIST_DEPTH:
            return
        inner = _At(at.section, at.numbered, at.inside, at.depth, (*at.slots, slot))
        for taken in self.places.slots.get(slot, ()):
            # only a paragraph can be an item
            if taken.block.kind in {"item", "plain", "bullet"}:
                yield taken, self.logic.all((stands, taken.stands)), inner

    def label(self, node: Node, stands: int, depth: int) -> None:
        self.places.labels.setdefault(node.block.id, []).append(stands)
        if depth > self.levels:
            self.places.deep.append((node, stands))

    @staticmethod
    def _deeper(at: _At, depth: int) -> _At:
        return _At(at.section, at.numbered, at.inside, depth, at.slots)
