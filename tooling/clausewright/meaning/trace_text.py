"""A traced lineage for the terminal and as JSON."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import Any

from .answer import Answer
from .phrases import MARKS, VERDICTS, thing
from .trace import Done, Group, Trace, way

_SHOWN = 4
"""Names of a group that are printed."""
_WAY = 9
"""Names and activities of a way that are printed."""


def names(group: list[str]) -> str:
    """Return a few names of many."""
    if len(group) <= _SHOWN:
        return ", ".join(group)
    return f"{', '.join(group[: _SHOWN - 1])} and {len(group) - _SHOWN + 1:,} more, the last {group[-1]}"


def path(parts: tuple[str, ...]) -> str:
    """Return a way as text: `base –fine-tune→ tuned`."""
    if len(parts) > _WAY:
        parts = (*parts[:4], "…", *parts[-4:])
    return "".join(
        part if place % 2 == 0 else (f" {part} " if part == "…" else f" –{part}→ ")
        for place, part in enumerate(parts)
    )


def terminal(found: Trace, columns: int = 80) -> str:
    """Return the verdicts for a terminal."""
    lineage = found.facts.lineage
    out = [lineage.name, "=" * min(columns, len(lineage.name) or 1), ""]
    if lineage.question:
        out += [*wrap(lineage.question, columns), ""]
    law = "copyright-like rights protect weights" if lineage.law == "default" else "no right protects weights"
    out += [f"Under this law: {law}.", ""]
    if found.done:
        out += ["What was done", ""]
        for done in found.done:
            out += _done(done, found, columns)
        out.append("")
    out += ["What can be done with each", ""]
    for group in found.groups:
        out += _group(group, found, columns)
    return "\n".join(out).rstrip("\n") + "\n"


def _done(done: Done, found: Trace, columns: int) -> list[str]:
    question = done.answer.question
    who = f" by {question.by}" if question.by else ""
    whom = f" for {question.to}" if question.to else ""
    count = f" ({len(done.steps):,} times)" if len(done.steps) > 1 else ""
    head = f"{question.act} of {question.of}{who}{whom}{count}"
    return _answer(head, done.answer, found, columns, "")


def _group(group: Group, found: Trace, columns: int) -> list[str]:
    first = group.names[0]
    out = wrap(f"{names(group.names)}  [{group.kind}]", columns)
    licenses = found.facts.of.get(first, {})
    if not any(licenses):
        return [*out, "    no license has anything to do with it", ""]
    for name in licenses:
        out += wrap(
            f"{name}: {path(way(first, name, found.facts))}",
            columns,
            initial_indent="    ",
            subsequent_indent="      ",
        )
    for act, answer in group.answers.items():
        out += _answer(act, answer, found, columns, "    ")
    return [*out, ""]


def _answer(head: str, answer: Answer, found: Trace, columns: int, indent: str) -> list[str]:
    text = f"{MARKS[answer.verdict]} {head}: {VERDICTS[answer.verdict]}"
    if answer.missing and answer.verdict == "depends":
        text += f" on {'; '.join(answer.missing)}"
    if answer.basis and answer.verdict == "permitted":
        text += f", by {' and '.join(answer.basis)}"
    if "words-without-basis" in answer.flags:
        text += " (it reaches in words, and binds by neither right nor agreement)"
    out = wrap(text, columns, initial_indent=indent, subsequent_indent=indent + "  ")
    if answer.duties:
        by_cite: dict[str, list[str]] = {}
        for duty in answer.duties:
            terms = found.facts.terms[duty.license]
            by_cite.setdefault(f"{duty.license}, {terms.cite(duty.rule.id)}", []).append(
                thing(duty.what, terms)
            )
        for cite, things in by_cite.items():
            out += wrap(
                f"– {', '.join(things)}  [{cite}]",
                columns,
                initial_indent=indent + "    ",
                subsequent_indent=indent + "      ",
            )
    elif answer.because and answer.verdict != "permitted":
        cited = "; ".join(f"{name}, {found.facts.terms[name].cite(id)}" for name, id in answer.because[:4])
        out += wrap(
            f"because of {cited}",
            columns,
            initial_indent=indent + "    ",
            subsequent_indent=indent + "      ",
        )
    for clash in answer.clashes:
        cited = " and ".join(
            f"{name}, {found.facts.terms[name].cite(rule.id)}" if rule else name
            for name, rule in zip(clash.licenses, clash.rules, strict=True)
        )
        out += wrap(
            f"! {cited}: {clash.why}",
            columns,
            initial_indent=indent + "    ",
            subsequent_indent=indent + "      ",
        )
    return out


def as_json(found: Trace) -> str:
    """Return the verdicts as JSON."""
    tree = {
        "lineage": found.facts.lineage.name,
        "law": found.facts.lineage.law,
        "licenses": {name: terms.title for name, terms in found.facts.terms.items()},
        "done": [{"count": len(d.steps), **plain(d.answer, found)} for d in found.done],
        "groups": [
            {
                "artifacts": group.names,
                "kind": group.kind,
                "ways": {
                    n: list(way(group.names[0], n, found.facts))
                    for n in found.facts.of.get(group.names[0], {})
                },
                "answers": [plain(answer, found) for answer in group.answers.values()],
            }
            for group in found.groups
        ],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def plain(answer: Answer, found: Trace) -> dict[str, Any]:
    """Return an answer as plain values."""
    terms = found.facts.terms
    question = answer.question
    return {
        "act": question.act,
        "of": question.of,
        "by": question.by,
        "to": question.to,
        "verdict": answer.verdict,
        "basis": list(answer.basis),
        "owes": [
            {"what": d.what, "license": d.license, "id": d.rule.id, "cite": terms[d.license].cite(d.rule.id)}
            for d in answer.duties
        ],
        "because": [{"license": n, "id": id, "cite": terms[n].cite(id)} for n, id in answer.because],
        "missing": list(answer.missing),
        "flags": list(answer.flags),
        "clashes": [
            {
                "licenses": list(clash.licenses),
                "cites": [
                    terms[n].cite(r.id) if r else "" for n, r in zip(clash.licenses, clash.rules, strict=True)
                ],
                "why": clash.why,
            }
            for clash in answer.clashes
        ],
    }
