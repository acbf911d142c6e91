"""Text that goes to slots: who takes each slot, and the lead-ins filled with what they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostic import Position
from ..document import Block, Bullets, Paragraph
from ..document.record import entity, field, record, replace
from ..source.files import Report
from ..source.index import Index, related
from ..source.limits import LIST_DEPTH
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
    tangled: bool = False
    """Whether no slot is filled, because some take each other or are taken twice."""

    def add(self, placed: Placed, chosen: Chosen) -> bool:
        """Take in a block; tell whether it goes to a slot, or is dropped by the form."""
        if placed.into and placed.into not in self.form.drops:
            self.waiting.setdefault(placed.into, []).append(Taken(placed, chosen))
        return bool(placed.into)

    def inner(self) -> list[Placed]:
        """Return all text that waits in slots."""
        return [taken.placed for group in self.waiting.values() for taken in group]

    def filled(self, slot: str) -> bool:
        """Tell whether anything waits in a slot."""
        return bool(self.waiting.get(slot))

    def check(self, standing: Iterable[Placed]) -> None:
        """Refuse slots that nothing takes, that two places take, that hold what is no item, or themselves.

        Args:
            standing: The blocks that stand in sections and definitions.
        """
        before = len(self.report.diagnostics)
        unfit: dict[int, Taken] = {}
        takers: dict[str, str] = {s.slot: f"the section `{s.id}`" for s in self.form.sections if s.slot}
        for placed in (*standing, *self.inner()):
            for lead, slot in placed.takers.items():
                if slot in takers:
                    self.report.add(
                        "CW-SLT-002",
                        f"The slot `{slot}` is taken twice: by {takers[slot]} and by `{lead}`.",
                        "Take it in one place.",
                        self._position(placed),
                    )
                takers[slot] = f"`{lead}`"
                for taken in self.waiting.get(slot, ()):
                    if not isinstance(taken.placed.node, Paragraph):
                        unfit.setdefault(id(taken), taken)
        self._circles()
        # text that is taken twice, or takes itself, would double at every step, or never end
        self.tangled = len(self.report.diagnostics) > before
        for taken in unfit.values():
            self.report.add(
                "CW-SLT-003",
                "Only a paragraph can be an item of a lead-in.",
                "Write it as a plain paragraph.",
                self._position(taken.placed),
            )
        for slot, group in sorted(self.waiting.items()):
            for taken in group if slot not in takers else ():
                self.report.add(
                    "CW-SLT-001",
                    f"The text goes to the slot `{slot}`, which nothing here takes.",
                    mend_for(slot, takers, "slot") + " Or list the slot under `drops` of the form.",
                    self._position(taken.placed),
                    related(taken.chosen.position, "chosen here"),
                )

    def _circles(self) -> None:
        """Refuse slots that hold themselves, and those that stand too deep inside each other."""
        inner = {
            slot: tuple({x for t in group for x in t.placed.takers.values()})
            for slot, group in self.waiting.items()
        }
        depth: dict[str, int] = {}
        for start in sorted(inner):
            stack = [start]
            open_: dict[str, None] = {}
            while stack:
                slot = stack[-1]
                below = [s for s in inner.get(slot, ()) if s not in depth]
                if slot in depth or not below:
                    depth.setdefault(slot, 1 + max((depth[s] for s in inner.get(slot, ())), default=0))
                    open_.pop(slot, None)
                    stack.pop()
                    continue
                open_[slot] = None
                again = next((s for s in below if s in open_), None)
                if again is not None:
                    self._wrong("CW-SLT-004", again, f"The text of the slot `{again}` takes the slot itself.",
                                "Take the slot in text that does not go there.")  # fmt: skip
                    return
                stack.extend(below)
        for slot in sorted(inner):
            if depth[slot] == LIST_DEPTH + 1:
                self._wrong("CW-SLT-005", slot, f"Slots stand more than {LIST_DEPTH} deep inside each other.",
                            "Take the text in fewer steps.")  # fmt: skip
                return

    def _wrong(self, code: str, slot: str, message: str, mend: str) -> None:
        first = next(t.placed for t in self.waiting[slot] if t.placed.takers)
        self.report.add(code, message, mend, self._position(first))

    def section(self, slot: str) -> list[Block]:
        """Return the blocks of a slot that a section takes."""
        return [self.fill(taken.placed.node, taken.placed.takers) for taken in self.waiting.get(slot, ())]

    def fill(self, block: Block, takers: Mapping[str, str]) -> Block:
        """Give the lead-ins of a block the paragraphs of the slots that they take."""
        if self.tangled or not takers or not isinstance(block, Paragraph | Bullets):
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
        return replace(block, items=tuple(items))

    def _position(self, placed: Placed) -> Position | None:
        return self.index.position(placed.node.origin)
