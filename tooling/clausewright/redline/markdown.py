"""A redline as Markdown for a comment on a forge: figures first, the text of each section folded away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .comparison import AWAY, DELETED, INSERTED, MOVED_AWAY, MOVED_HERE, Comparison, ParagraphChange, Run
from .comparison import SectionChange as Section
from .options import ShowOptions
from .phrases import (
    apart,
    duty_line,
    paragraph_note,
    plural,
    ripple_line,
    section_name,
    section_notes,
    shows_change,
    split_ripples,
    summary,
)

LIMIT = 60_000
"""Characters: forges take comments of about 65,000."""
_ESCAPED = re.compile(r"([\\`*_\[\]#|~$!+\-=>]|^\d+(?=[.)]))")
_TAGS = {
    DELETED: ("<del>", "</del>"),
    INSERTED: ("<ins>", "</ins>"),
    MOVED_AWAY: ("<del><em>", "</em></del>"),
    MOVED_HERE: ("<ins><em>", "</em></ins>"),
}


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as Markdown of at most `LIMIT` characters."""
    out = [f"### {as_text(comparison.before.name)} → {as_text(comparison.after.name)}", ""]
    out += [" ".join(summary(comparison)), ""]
    if comparison.duties:
        out += ["**Duties**", "", *(f"- {as_text(duty_line(d))}" for d in comparison.duties), ""]
    own, others = split_ripples(comparison)
    if comparison.ripples:
        out += ["**Definitions**", "", *(f"- {as_text(ripple_line(r))}" for r in own)]
        out += [f"- {as_text(others)}", ""] if others else [""]
    if options.stat:
        return _joined(out)
    size = sum(len(line) + 1 for line in out)
    left_out = 0
    for section in comparison.sections:
        lines = _section(section, options.full)
        size += sum(len(line) + 1 for line in lines)
        if lines and size > LIMIT:
            left_out += 1
            continue
        out += lines
    if left_out:
        out.append(f"*{plural(left_out, 'section')} left out: a comment holds no more.*")
    if not comparison.same and not left_out:
        out.append(
            "<sub><del>deleted</del> · <ins>inserted</ins> · <del><em>moved away</em></del> · "
            "<ins><em>moved here</em></ins></sub>"
        )
    return _joined(out)


def _joined(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _section(section: Section, full: bool) -> list[str]:
    shown = [p for p in section.paragraphs if full or shows_change(p)]
    notes = section_notes(section)
    if not shown and not notes:
        return []
    tail = f" <em>({as_html(', '.join(notes))})</em>" if notes else ""
    head = marked(section.heading, as_html).strip()
    place = section.after or section.before
    assert place is not None
    mark = place.number or ("" if head else as_html(section_name(section)))
    out = [f"<details><summary><strong>{' '.join(p for p in (mark, head) if p)}</strong>{tail}</summary>", ""]
    for one in shown:
        out += [_paragraph(one), ""]
    return [*out, "</details>", ""]


def _paragraph(one: ParagraphChange) -> str:
    place = one.after if one.status != AWAY and one.after else one.before
    assert place is not None
    note = paragraph_note(one)
    parts = [
        place.number.replace("•", "–"),
        f"<em>({as_html(note)})</em>" if note else "",
        marked(one.runs, as_text),
    ]
    return "> " * bool(one.level) + " ".join(part.strip() for part in parts if part)


def marked(runs: Sequence[Run], escape: object) -> str:
    """Return runs with tags around what changed; `escape` makes plain words safe where they stand."""
    out = []
    for last, run in zip((None, *runs), runs, strict=False):
        text = " ".join(
            (apart(last, run) + (run.after or run.before)).replace("\n", " \n ").split(" ")
        ).replace("\n", "")
        body = text.strip()
        if run.kind not in _TAGS or not body:
            out.append(escape(text))  # type: ignore[operator]
            continue
        start = text[: len(text) - len(text.lstrip())]
        end = text[len(start) + len(body) :]
        out.append(f"{start}{_TAGS[run.kind][0]}{escape(body)}{_TAGS[run.kind][1]}{end}")  # type: ignore[operator]
    return "".join(out)


def as_html(text: str) -> str:
    """Return words for a place where Markdown is not read, inside HTML."""
    # a mention in a comment would call someone
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("@", "&#64;")


def as_text(text: str) -> str:
    """Return words so that Markdown takes none of their signs for markup."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")
    return _ESCAPED.sub(r"\\\1", plain).replace("&\\#64;", "&#64;")
