"""The comparison of two documents: one object that everything shown of a redline comes from."""

from __future__ import annotations

from ..document import Document
from ..document.record import record

SAME, DELETED, INSERTED = "same", "deleted", "inserted"
RENUMBERED, MOVED_AWAY, MOVED_HERE = "renumbered", "moved-away", "moved-here"
KINDS = (SAME, RENUMBERED, DELETED, INSERTED, MOVED_AWAY, MOVED_HERE)
"""What a run of words can be. `renumbered` is the same reference with another number: no changed word."""

ADDED, REMOVED, CHANGED, AWAY = "added", "removed", "changed", "moved-away"
STATUSES = (SAME, CHANGED, ADDED, REMOVED, AWAY)
"""What a paragraph can be. `moved-away` is the old place of one that stands elsewhere now."""


@record
class Run:
    """Words that share one fate."""

    kind: str
    """One of `KINDS`."""
    before: str = ""
    """The words in the first text; empty for what was inserted or has moved here."""
    after: str = ""
    """The words in the second text; empty for what was deleted or has moved away."""
    move: int = 0
    """The number of the move, counted from 1, that joins the two places of moved words; 0 for none."""


@record
class Place:
    """Where a paragraph or section stands in one of the two texts."""

    id: str
    number: str
    """The printed number, `(a)`, or an empty string."""
    cite: str
    """How the text cites the place, `Section 6(a)`, or the nearest place that has a number or heading."""
    order: int
    """Position among all paragraphs (or sections) of its text, from 0."""


@record
class ParagraphChange:
    """One paragraph of either text, or the same one in both."""

    status: str
    """One of `STATUSES`."""
    kind: str
    """`paragraph`, `bullet`, `notice` or `part` (the heading of a part)."""
    level: int
    """How deep it is nested in its section, from 0."""
    before: Place | None
    after: Place | None
    runs: tuple[Run, ...]
    moved: bool = False
    """Whether it stands in another section or another order."""
    conspicuous: bool = False

    @property
    def hunks(self) -> int:
        """How many separate places of it are changed."""
        count, inside = 0, False
        for run in self.runs:
            changed = run.kind not in (SAME, RENUMBERED)
            count += changed and not inside
            inside = changed
        return count


@record
class SectionChange:
    """One section of either text, or the same one in both, with its paragraphs."""

    status: str
    """`same`, `changed`, `added` or `removed`."""
    before: Place | None
    after: Place | None
    heading: tuple[Run, ...]
    paragraphs: tuple[ParagraphChange, ...]
    moved: bool = False
    """Whether it stands in another order among the sections."""
    renumbered: bool = False
    renamed: bool = False
    """Whether the heading changed."""
    split_from: Place | None = None
    """The section of the first text out of which this one was split."""
    merged_into: Place | None = None
    """The section of the second text into which this one was merged."""


@record
class Ripple:
    """A definition that changed, and the text whose words are the same and whose meaning is not."""

    term: str
    status: str
    """`changed`, `added` or `removed`."""
    place: Place
    """The definition, in the second text unless it was removed."""
    through: str
    """Another term by which the change arrives, where the definition's own words are the same."""
    touched: tuple[Place, ...]
    """Sections of the second text that use the term in paragraphs whose words are the same."""


@record
class DutyChange:
    """A provision that one side has and the other has not, or has otherwise."""

    status: str
    """`gained`, `lost` or `changed`."""
    verb: str
    sentence: str
    """What is different for the one whom it concerns, in plain words."""
    before: Place | None
    after: Place | None
    slots: tuple[str, ...] = ()
    """The slots that differ: within, material, who."""


@record
class Side:
    """One of the two texts."""

    name: str
    """What the user called it."""
    title: str
    id: str
    date: str
    words: int


@record
class Counts:
    """What changed, in figures."""

    words_deleted: int = 0
    words_inserted: int = 0
    words_moved: int = 0
    hunks: int = 0
    paragraphs_same: int = 0
    paragraphs_changed: int = 0
    paragraphs_added: int = 0
    paragraphs_removed: int = 0
    paragraphs_moved: int = 0
    sections_changed: int = 0
    sections_added: int = 0
    sections_removed: int = 0
    sections_moved: int = 0
    sections_renamed: int = 0
    sections_renumbered: int = 0
    sections_split: int = 0
    sections_merged: int = 0


@record
class Comparison:
    """Two documents side by side."""

    before: Side
    after: Side
    title: tuple[Run, ...]
    """The title of the license."""
    sections: tuple[SectionChange, ...]
    """In the order of the second text; what was removed follows what it followed in the first."""
    ripples: tuple[Ripple, ...]
    duties: tuple[DutyChange, ...]
    counts: Counts
    language: str = "en"
    texts: tuple[Document, Document] | None = None
    """The two texts, for formats that show what the comparison leaves out."""

    @property
    def same(self) -> bool:
        """Whether nothing is different: no word, no heading, no order, no provision."""
        return (
            all(run.kind == SAME for run in self.title)
            and not self.duties
            and all(s.status == SAME and not (s.moved or s.renumbered or s.renamed) for s in self.sections)
        )


def accepted(comparison: Comparison) -> tuple[str, ...]:
    """Return headings and paragraphs as they stand when all changes are accepted: the second text."""
    return _settled(comparison, after=True)


def rejected(comparison: Comparison) -> tuple[str, ...]:
    """Return headings and paragraphs as they stand when all changes are rejected: the first text."""
    return _settled(comparison, after=False)


def _settled(comparison: Comparison, after: bool) -> tuple[str, ...]:
    side = "after" if after else "before"
    heads: list[tuple[int, str]] = []
    rows: list[tuple[int, str]] = []
    for section in comparison.sections:
        place: Place | None = getattr(section, side)
        if place is not None:
            heads.append((place.order, "".join(getattr(run, side) for run in section.heading)))
        for one in section.paragraphs:
            place = getattr(one, side)
            if place is not None and one.status != AWAY:
                rows.append((place.order, "".join(getattr(run, side) for run in one.runs)))
    return (*(text for _, text in sorted(heads)), *(text for _, text in sorted(rows)))
