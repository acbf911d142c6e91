"""The deed as plain text for a terminal, as Markdown, and as JSON."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import Any

from .deed import Burden, Deed, Line, Owed, Row
from .phrases import MARKS, VERDICTS
from .summary import sentences

NOTE = "Made from the provisions of the text. The text binds, and this summary does not. Not legal advice."
HEADS = (
    ("events", "Owed only on an event"),
    ("limits", "Limits on use"),
    ("never", "Must not"),
    ("promises", "What you can rely on"),
    ("ends", "What ends permission"),
    ("powers", "What the licensor keeps"),
)


def answer_words(row: Row) -> str:
    """Return the answer of a row in a few words."""
    words = VERDICTS[row.verdict]
    if row.verdict == "permitted" and row.owed:
        return f"{words}, and you owe"
    if row.verdict == "depends":
        return f"It depends on this: {'; '.join(row.missing)}"
    return words


def owed_words(one: Owed) -> str:
    """Return something owed as a line: what, to whom, by when."""
    out = one.what
    if one.to:
        out += f", to {one.to}"
    if one.when:
        out += f", {one.when}"
    return out + (f", where {one.where}" if one.where else "")


def basis_words(row: Row) -> str:
    """Return on what a row stands."""
    return " and ".join(row.basis)


def burden_words(burden: Burden) -> str:
    """Return what a role owes as a sentence part."""
    return f"{burden.count}: {', '.join(burden.what)}" if burden.count else "nothing"


def sections(deed: Deed) -> list[tuple[str, tuple[Line, ...]]]:
    """Return the lists below the table that have entries."""
    found = [(head, getattr(deed, name)) for name, head in HEADS]
    return [(head, lines) for head, lines in found if lines]


def terminal(deed: Deed, columns: int = 80) -> str:
    """Return the deed for a terminal."""
    out = [deed.title, "=" * min(len(deed.title), columns), ""]
    for sentence in sentences(deed):
        out += wrap(sentence, columns)
    if not deed.described:
        return "\n".join(out) + "\n"
    out += ["", *wrap(f"It stands on {deed.stands_on}.", columns)]
    if deed.by_interpretation:
        out += wrap(_OLDER, columns)
    out += ["", "What may I do, and what do I owe?", ""]
    for row in deed.rows:
        cited = ", ".join(cite for cite, _ in row.cites)
        tail = f"  [{cited}]" if cited else ""
        out.append(f"{MARKS[row.verdict]} {row.label}: {answer_words(row)}{tail}")
        for one in row.owed:
            out += wrap(
                f"{owed_words(one)}  [{one.cite}]",
                columns,
                initial_indent="    – ",
                subsequent_indent="      ",
            )
    for head, lines in sections(deed):
        out += ["", head, ""]
        for line in lines:
            out += wrap(
                f"{line.text}  [{line.cite}]", columns, initial_indent="  – ", subsequent_indent="    "
            )
    out += ["", "What it costs, by role", ""]
    for burden in deed.burdens:
        out += wrap(f"{burden.role} owes {burden_words(burden)}.", columns, subsequent_indent="  ")
    if deed.undescribed:
        out += ["", *wrap(f"Not described: {', '.join(deed.undescribed)}.", columns)]
    return "\n".join([*out, "", *wrap(NOTE, columns)]) + "\n"


_OLDER = "Its words are older than the question: what they say of weights is interpretation."


def markdown(deed: Deed) -> str:
    """Return the deed as Markdown."""
    out = [f"# {escaped(deed.title)}: what it lets you do", "", *(escaped(s) for s in sentences(deed)), ""]
    if not deed.described:
        return "\n".join(out)
    out += [f"It stands on {deed.stands_on}.", ""]
    if deed.by_interpretation:
        out += [_OLDER, ""]
    out += ["| activity | may I? | what do I owe? | basis | section |", "| --- | --- | --- | --- | --- |"]
    for row in deed.rows:
        owed = [f"{owed_words(one)} ({one.cite})" for one in row.owed]
        cells = (
            row.label,
            f"{MARKS[row.verdict]} {answer_words(row).removesuffix(', and you owe')}",
            "<br>".join(owed) if owed else "nothing" if row.verdict in {"permitted", "not-governed"} else "",
            basis_words(row),
            ", ".join(cite for cite, _ in row.cites),
        )
        out.append(f"| {' | '.join(escaped(cell, keep='<br>') for cell in cells)} |")
    for head, lines in sections(deed):
        out += ["", f"## {head}", "", *(f"- {escaped(line.text)} ({escaped(line.cite)})" for line in lines)]
    out += ["", "## What it costs, by role", "", "| role | owes |", "| --- | --- |"]
    out += [f"| {burden.role} | {escaped(burden_words(burden))} |" for burden in deed.burdens]
    if deed.undescribed:
        out += ["", f"Not described: {', '.join(deed.undescribed)}."]
    return "\n".join([*out, "", NOTE, ""])


def escaped(text: str, keep: str = "") -> str:
    """Return text that Markdown shows as it is, but for a mark that is to be kept."""
    parts = text.split(keep) if keep else [text]
    table = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|"})
    return keep.join(part.translate(table).replace("\n", " ") for part in parts)


def as_json(deed: Deed) -> str:
    """Return the deed as JSON."""
    return json.dumps(_tree(deed), indent=2, ensure_ascii=False) + "\n"


def _tree(item: Any) -> Any:
    from ..document.record import fields, is_record

    if is_record(item):
        tree = {name: _tree(getattr(item, name)) for name in fields(type(item))}
        return {**tree, "summary": list(sentences(item))} if isinstance(item, Deed) else tree
    if isinstance(item, tuple):
        return [_tree(one) for one in item]
    return item
