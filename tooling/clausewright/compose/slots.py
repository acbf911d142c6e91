"""Text that goes to slots: who takes each slot, and the lead-ins filled with what they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostic import Position
from ..document import Block, Bullets, Paragraph
from ..document.record import entity, field, record, replace
from ..source.files import Report
from ..source.index import Index, related
from ..source.model import Form
from ..source.suggest import mend_for
from .choices import Chosen
from .instance import Placed


@record
class Taken:
    """A piece of text that waits in a slot."""

    placed: Placed
    chosen: Chosen


@entity
class Slots:
    """The slots of one license while it is put together."""

    form: Form
    index: Index
    report: Report
    waiting: dict[str, list[Taken]] = field(default_factory=dict)
    """The text of each slot, in its order."""

    def add(self, placed: Placed, chosen: Chosen) -> bool:
        """Take in a block; tell whether it goes to a slot, or is dropped by the form."""
        if placed.into and placed.into not in self.form.drops:
            self.waiting.setdefault(placed.into, []).append(Taken(placed, chosen))
        return bool(placed.into)

    def check(self, standing: Iterable[Placed]) -> None:
        """Refuse slots that nothing takes, that two places take, or that would hold themselves.

        Args:
            standing: The blocks that stand in sections and definitions.
        """
        takers: dict[str, str] = {s.slot: f"the section `{s.id}`" for s in self.form.sections if s.slot}
        inner = [taken.placed for group in self.waiting.values() for taken in group]
        for placed in (*standing, *inner):
            for lead, slot in placed.takers.items():
                if slot in takers:
                    self.report.add(
                        "CW-SLT-002",
                        f"The slot `{slot}` is taken twice: by {takers[slot]} and by `{lead}`.",
                        "Take it in one place.",
                        self._position(placed),
                    )
                takers[slot] = f"`{lead}`"
        for slot, group in sorted(self.waiting.items()):
            for taken in group if slot not in takers else ():
                self.report.add(
                    "CW-SLT-001",
                    f"The text goes to the slot `{slot}`, which nothing here takes.",
                    mend_for(slot, takers, "slot") + " Or list the slot under `drops` of the form.",
                    self._position(taken.placed),
                    related(taken.chosen.position, "chosen here"),
                )
        self._circles()

    def _circles(self) -> None:
        inner = {
            slot: [x for t in group for x in t.placed.takers.values()] for slot, group in self.waiting.items()
        }
        for slot in sorted(inner):
            seen: set[str] = set()
            queue = list(inner[slot])
            while queue:
                other = queue.pop()
                if other == slot:
                    first = next(t.placed for t in self.waiting[slot] if t.placed.takers)
                    self.report.add(
                        "CW-SLT-004",
                        f"The text of the slot `{slot}` takes the slot itself.",
                        "Take the slot in text that does not go there.",
                        self._position(first),
                    )
                    return
                if other not in seen:
                    seen.add(other)
                    queue.extend(inner.get(other, ()))

    def section(self, slot: str) -> list[Block]:
        """Return the blocks of a slot that a section takes."""
        return [self.fill(taken.placed.node, taken.placed.takers) for taken in self.waiting.get(slot, ())]

    def fill(self, block: Block, takers: Mapping[str, str]) -> Block:
        """Give the lead-ins of a block the paragraphs of the slots that they take."""
        if not takers or not isinstance(block, Paragraph | Bullets):
            return block
        items: list[Paragraph | Bullets] = []
        for item in block.items:
            filled = self.fill(item, takers)
            assert isinstance(filled, Paragraph | Bullets)
            items.append(filled)
        if isinstance(block, Bullets):
            return replace(block, items=tuple(i for i in items if isinstance(i, Paragraph)))
        for taken in self.waiting.get(takers.get(block.id, ""), ()):
            inner = self.fill(taken.placed.node, taken.placed.takers)
            if isinstance(inner, Paragraph):
                items.append(replace(inner, numbered=True))
                continue
            self.report.add(
                "CW-SLT-003",
                "Only a paragraph can be an item of a lead-in.",
                "Write it as a plain paragraph.",
                self._position(taken.placed),
            )
        return replace(block, items=tuple(items))

    def _position(self, placed: Placed) -> Position | None:
        return self.index.position(placed.node.origin)
