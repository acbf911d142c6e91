"""What a template of a redline sees: the comparison as plain rows, every phrase and anchor worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from ..document import language
from ..document.record import entity
from .comparison import (
    AWAY,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    SAME,
    Comparison,
    ParagraphChange,
    Run,
    SectionChange,
)
from .phrases import (
    LEGEND,
    apart,
    duty_line,
    paragraph_note,
    ripple_line,
    section_name,
    section_notes,
    shows_change,
    split_ripples,
    summary,
)

Piece: TypeAlias = tuple[str, str, int, bool]
"""Kind of a run, its words, the number of its move, and whether a new place of change begins with it."""

_FIRST = (DELETED, MOVED_AWAY)
_SECOND = (INSERTED, MOVED_HERE)


@entity
class Row:
    """One paragraph as a template sees it."""

    id: str
    status: str
    """`same`, `changed`, `added`, `removed`, `moved` or `away`."""
    changed: bool
    level: int
    kind: str
    loud: bool
    note: str
    number: str
    left_number: str
    runs: Sequence[Piece]
    left: Sequence[Piece]
    """The words as they were; nothing where the paragraph is new."""
    right: Sequence[Piece]


@entity
class Group:
    """One section as a template sees it."""

    id: str
    mark: str
    heading: Sequence[Piece]
    notes: str
    changed: bool
    rows: Sequence[Row]


def context(comparison: Comparison) -> dict[str, object]:
    """Return the names that a page of a redline can use."""
    groups = [_group(f"s{place}", section) for place, section in enumerate(comparison.sections, 1)]
    own, others = split_ripples(comparison)
    words = language(comparison.language)
    return {
        "language": comparison.language,
        "words": dict(words.labels),
        "title": f"{comparison.before.name} → {comparison.after.name}",
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "same": comparison.same,
        "summary": summary(comparison),
        "duties": [(duty.status, duty_line(duty)) for duty in comparison.duties],
        "ripples": [ripple_line(ripple) for ripple in own] + ([others] if others else []),
        "sections": groups,
        "changes": [_entry(g, s) for g, s in zip(groups, comparison.sections, strict=True) if g.changed],
        "legend": LEGEND,
        "places": comparison.counts.hunks,
    }


def _side(side: object) -> dict[str, str]:
    return {name: str(getattr(side, name)) for name in ("name", "title", "id", "date")}


def _entry(group: Group, section: SectionChange) -> tuple[str, str, str]:
    """Return a line of the list of changes: anchor, name, what happened."""
    count = sum(p.hunks for p in section.paragraphs if p.status != AWAY)
    notes = [group.notes] if group.notes else []
    if count:
        notes.append(f"{count} place" + "s" * (count != 1))
    return group.id, section_name(section), ", ".join(notes)


def _group(id: str, section: SectionChange) -> Group:
    rows = [_row(f"{id}.{place}", one) for place, one in enumerate(section.paragraphs, 1)]
    notes = section_notes(section)
    heading = pieces(section.heading)
    place = section.after or section.before
    assert place is not None
    mark = place.number or ("" if heading else place.cite)
    return Group(id, mark, heading, ", ".join(notes), bool(notes) or any(r.changed for r in rows), rows)


def _row(id: str, one: ParagraphChange) -> Row:
    place = one.after if one.status != AWAY and one.after else one.before
    assert place is not None
    status = "away" if one.status == AWAY else "moved" if one.moved else one.status
    away = one.status == AWAY
    return Row(
        id,
        status,
        shows_change(one),
        min(one.level, 6),
        one.kind,
        one.conspicuous,
        paragraph_note(one),
        place.number,
        one.before.number if one.before else "",
        pieces(one.runs),
        pieces(one.runs, "before") if one.before else [],
        [] if away or not one.after else pieces(one.runs, "after"),
    )


def pieces(runs: Sequence[Run], side: str = "") -> list[Piece]:
    """Return runs as pieces, the space around changed words outside of them.

    Args:
        runs: The runs.
        side: `before` or `after` for the words of one text only.
    """
    hidden = {"before": _SECOND, "after": _FIRST}.get(side, ())
    out: list[Piece] = []
    inside = False
    for last, run in zip((None, *runs), runs, strict=False):
        changed = run.kind in _FIRST or run.kind in _SECOND
        first = changed and not inside
        inside = changed
        if run.kind in hidden:
            continue
        text = (run.before if side == "before" else run.after) or run.before or run.after
        text = text if side else apart(last, run) + text
        body = text.strip()
        if run.kind == SAME or not body:
            out.append((SAME, text, 0, False))
            continue
        lead = text[: len(text) - len(text.lstrip())]
        tail = text[len(lead) + len(body) :]
        out += [(SAME, lead, 0, False)] if lead else []
        out.append((run.kind, body, run.move, first))
        out += [(SAME, tail, 0, False)] if tail else []
    return out
