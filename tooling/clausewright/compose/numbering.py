"""Gives every section and numbered paragraph its counters."""

from __future__ import annotations

from ..document import Block, Bullets, Definition, Level, Paragraph, Section
from ..document.record import entity, field
from ..source.files import Report
from ..source.index import Index


@entity
class Tables:
    """Counters and what follows from them."""

    labels: dict[str, tuple[int, ...]] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    """The kinds of numbers that items have of their own."""
    ranges: dict[str, tuple[str, str]] = field(default_factory=dict)
    """First and last entry of each repeated item."""
    clauses: dict[tuple[str, tuple[int, ...]], tuple[str, str]] = field(default_factory=dict)
    """First and last numbered paragraph of each clause in each section, by the section's counters."""


def number_sections(
    sections: list[Section], scheme: tuple[Level, ...], index: Index, report: Report
) -> Tables:
    """Return the counters of some sections.

    Args:
        sections: The sections in order.
        scheme: The numbering, outermost level first.
        index: For the places of complaints.
        report: Where complaints go.
    """
    walk = _Numbers(scheme, index, report)
    count = 0
    for section in sections:
        if section.numbered:
            count += 1
            walk.tables.labels[section.id] = (count,)
        walk.section(section, (count,) if section.numbered else None)
    return walk.tables


class _Numbers:
    def __init__(self, scheme: tuple[Level, ...], index: Index, report: Report) -> None:
        self.scheme, self.index, self.report = scheme, index, report
        self.tables = Tables()

    def section(self, section: Section, base: tuple[int, ...] | None) -> None:
        count = 0
        for block in section.blocks:
            if isinstance(block, Definition):
                self.definition(block)
                continue
            count = self.top(block, base, count)

    def definition(self, definition: Definition) -> None:
        self.tables.within[definition.id] = definition.id
        count = 0
        for block in definition.blocks:
            count = self.top(block, (), count, definition.id)
        del self.tables.within[definition.id]

    def top(self, block: Block, base: tuple[int, ...] | None, count: int, inside: str = "") -> int:
        """Number one block at the top level of a section or definition; return the count so far."""
        if inside:
            self.tables.within[block.id] = inside
        if isinstance(block, Paragraph) and block.numbered:
            count += 1
            if base is None:
                self.report.add(
                    "CW-NUM-002",
                    "A numbered item stands in a section without a number.",
                    "Write a plain paragraph or bullets, or give the section a number.",
                    self.index.position(block.origin),
                )
                return count
            self.label(block, (*base, count), inside)
            if not inside:
                self.extend(block.id, base)
            self.below(block, (*base, count), inside)
            return count
        if isinstance(block, Paragraph):
            # items of a plain lead-in count on through the section
            for item in block.items:
                count = self.top(item, base, count, inside)
            if block.wrap_up is not None and inside:
                self.tables.within[block.wrap_up.id] = inside
        elif isinstance(block, Bullets):
            for bullet in block.items:
                if inside:
                    self.tables.within[bullet.id] = inside
                self.below(bullet, base or (), inside)
        return count

    def below(self, block: Paragraph, counters: tuple[int, ...], inside: str) -> None:
        count = 0
        for item in block.items:
            if inside:
                self.tables.within[item.id] = inside
            if isinstance(item, Bullets):
                for bullet in item.items:
                    if inside:
                        self.tables.within[bullet.id] = inside
                    self.below(bullet, counters, inside)
                continue
            if item.numbered:
                count += 1
                self.label(item, (*counters, count), inside)
                self.below(item, (*counters, count), inside)
        if block.wrap_up is not None and inside:
            self.tables.within[block.wrap_up.id] = inside

    def label(self, block: Paragraph, counters: tuple[int, ...], inside: str) -> None:
        depth = len(counters) + (1 if inside else 0)
        if depth > len(self.scheme):
            self.report.add(
                "CW-NUM-001",
                f"The item is {depth} levels deep; the form numbers {len(self.scheme)}.",
                "Flatten the list, or add a level to `numbering` of the form.",
                self.index.position(block.origin),
            )
        self.tables.labels[block.id] = counters
        if block.level is not None:
            self.tables.levels[block.id] = block.level
        base, dot, number = block.id.rpartition(".")
        if dot and number.isdigit():
            first = self.tables.ranges.get(base, (block.id, ""))[0]
            self.tables.ranges[base] = (first, block.id)
            if inside:
                self.tables.within[base] = inside

    def extend(self, id: str, base: tuple[int, ...]) -> None:
        """Note a top-level paragraph as the last of its clause in this section."""
        key = id.partition("/")[0], base
        first = self.tables.clauses.get(key, (id, ""))[0]
        self.tables.clauses[key] = (first, id)
