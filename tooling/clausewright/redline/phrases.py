"""The words that a redline says of itself: what a section or paragraph went through, and the figures."""

from __future__ import annotations

from .comparison import (
    ADDED,
    AWAY,
    CHANGED,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    REMOVED,
    RENUMBERED,
    SAME,
    Comparison,
    DutyChange,
    ParagraphChange,
    Ripple,
    Run,
    SectionChange,
)

MARKS = {DELETED: ("[-", "-]"), INSERTED: ("{+", "+}"), MOVED_AWAY: ("[~", "~]"), MOVED_HERE: ("{~", "~}")}
"""What stands around changed words where there is only plain text."""

SIGNS = {ADDED: "+", REMOVED: "-", CHANGED: "!", AWAY: "<", SAME: " "}
"""What stands before a paragraph where there is only plain text; `>` marks one that has moved here."""

LEGEND = (
    (DELETED, "deleted"),
    (INSERTED, "inserted"),
    (MOVED_AWAY, "moved from here"),
    (MOVED_HERE, "moved here"),
)
NOTHING = "The two texts say the same."


def plural(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def summary(comparison: Comparison) -> tuple[str, ...]:
    """Return the figures as a few sentences, the most important first."""
    if comparison.same:
        return (NOTHING,)
    c = comparison.counts
    out = [
        f"{plural(c.words_inserted, 'word')} inserted, {c.words_deleted:,} deleted, {c.words_moved:,} moved, "
        f"in {plural(c.hunks, 'place')}."
    ]
    kinds = [
        (c.sections_changed, "changed"),
        (c.sections_added, "added"),
        (c.sections_removed, "removed"),
        (c.sections_moved, "moved"),
        (c.sections_split, "split off"),
        (c.sections_merged, "merged into others"),
        (c.sections_renamed, "renamed"),
        (c.sections_renumbered, "renumbered"),
    ]
    out.append(_listed("Sections", kinds))
    kinds = [
        (c.paragraphs_changed, "changed"),
        (c.paragraphs_added, "added"),
        (c.paragraphs_removed, "removed"),
        (c.paragraphs_moved, "moved"),
        (c.paragraphs_same, "the same"),
    ]
    out.append(_listed("Paragraphs", kinds))
    return tuple(line for line in out if line)


def _listed(what: str, kinds: list[tuple[int, str]]) -> str:
    shown = [f"{number:,} {word}" for number, word in kinds if number]
    return f"{what}: {', '.join(shown)}." if shown else ""


def section_name(section: SectionChange, after: bool = True) -> str:
    """Return number and heading of a section, those of the second text where it is there."""
    sides = ("after", "before") if after else ("before", "after")
    for side in sides:
        place = getattr(section, side)
        if place is not None:
            heading = "".join(getattr(run, side) for run in section.heading)
            return " ".join(part for part in (place.number, heading) if part) or place.cite
    raise AssertionError("a section of neither text")


def section_notes(section: SectionChange) -> tuple[str, ...]:
    """Return what a section went through, besides its words."""
    out = []
    if section.split_from is not None:
        out.append(f"split off {section.split_from.cite}")
    elif section.merged_into is not None:
        out.append(f"merged into {section.merged_into.cite}")
    elif section.status in (ADDED, REMOVED):
        out.append(section.status)
    if section.moved:
        out.append("moved")
    if section.renumbered and section.before is not None:
        out.append(f"was {section.before.number.rstrip('.') or 'without a number'}")
    if section.renamed:
        out.append("renamed")
    return tuple(out)


def paragraph_note(one: ParagraphChange) -> str:
    """Return where a moved or renumbered paragraph came from or went, or an empty string."""
    if one.status == AWAY and one.after is not None:
        return f"moved to {one.after.cite}"
    if one.moved and one.before is not None:
        return f"moved from {one.before.cite}"
    if one.before is not None and one.after is not None and one.before.number != one.after.number:
        return f"was {one.before.number or 'without a number'}"
    return ""


def shows_change(one: ParagraphChange) -> bool:
    """Tell whether a paragraph has anything to show: a changed word, a move or a new printed reference."""
    return one.status != SAME or one.moved or any(run.kind == RENUMBERED for run in one.runs)


def apart(before: Run | None, run: Run) -> str:
    """Return the space to show between two changed runs that would read as one word, or nothing.

    At the start of a paragraph neither what was deleted nor what was inserted has a space before it.
    """
    if before is None or before.kind in (SAME, RENUMBERED) or run.kind in (SAME, RENUMBERED):
        return ""
    last, first = (before.before or before.after)[-1:], (run.before or run.after)[:1]
    return " " if last.isalnum() and first.isalnum() else ""


def duty_line(duty: DutyChange) -> str:
    """Return a changed duty with the place where it stands."""
    place = duty.after or duty.before
    assert place is not None
    where = f"{place.cite} of the second text" if duty.after else f"{place.cite} of the first text"
    return f"{duty.sentence} ({where})"


def ripple_line(ripple: Ripple) -> str:
    """Return what a changed definition touches."""
    head = f"“{ripple.term}” is {'new' if ripple.status == ADDED else ripple.status}"
    places = [place.cite for place in ripple.touched]
    if not places:
        return f"{head}; no section with the same words uses it."
    return f"{head}; touched in meaning, in the same words: {', '.join(places)}."


def split_ripples(comparison: Comparison) -> tuple[tuple[Ripple, ...], str]:
    """Return the definitions that changed themselves, and one sentence on those that use them."""
    own = tuple(r for r in comparison.ripples if not r.through)
    others = [f"“{r.term}” (through “{r.through}”)" for r in comparison.ripples if r.through]
    if not others:
        return own, ""
    return own, f"Their own words are the same, and they use what changed: {', '.join(others)}."
