"""Reads one party, artifact, step or expectation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...document.vocabulary import GROUPS
from ..suggest import mend_for
from .model import Artifact, Expectation, Input, Party, Step
from .plain import Entry
from .words import BASES, BOUND, FLAGS, KEYS, OWN_PURPOSES, UNITS, VERDICTS


@cache
def leaves() -> frozenset[str]:
    """Return the activities that can be done: the leaves of the tree, and those without leaves."""
    from ...document.vocabulary import ACTIVITIES

    return frozenset(name for branch, (_, below) in ACTIVITIES.items() for name in below or (branch,))


@cache
def purposes() -> frozenset[str]:
    """Return the aims that a lineage can state."""
    return frozenset(GROUPS["purposes"].words) - {"any", "other-than-research"} | OWN_PURPOSES.keys()


@cache
def owed_words() -> frozenset[str]:
    """Return every word for what can be owed; the ids of definitions come on top."""
    duties = frozenset(GROUPS["duties"].words) - {"provide", "keep"}
    return duties | frozenset(GROUPS["materials"].words) | frozenset(GROUPS["records"].words)


def read_party(name: str, entry: Entry) -> Party:
    """Return a party."""
    entry.known(KEYS["party"])
    return Party(
        name,
        entry.words("staff-of") or (),
        entry.words("affiliate-of") or (),
        entry.words("contractor-of") or (),
        entry.words("host-for") or (),
        entry.words("bound-by", BOUND),
        entry.words("accepts") or (),
        entry.flag("knew"),
        entry.number("users"),
    )


def read_artifact(name: str, entry: Entry) -> Artifact:
    """Return an artifact, or the facts on one that a step makes."""
    entry.known(KEYS["artifact"])
    return Artifact(
        name,
        entry.word("kind", GROUPS["artifacts"].words),
        _licenses(entry),
        entry.text("by"),
        entry.words("contributors") or (),
        entry.number("compute"),
        entry.number("precision", 256),
        entry.text("task") or None,
        entry.flag("locked"),
        entry.flag("documented"),
        entry.flag("notice"),
        entry.flag("holds-weights"),
        entry.position(),
    )


def read_step(entry: Entry) -> Step | None:
    """Return a step, or None after a complaint without which it means nothing."""
    entry.known(KEYS["step"])
    act = entry.word("do", leaves())
    inputs = (*_inputs(entry, "in"), *_inputs(entry, "of"))
    if not act:
        if "do" not in entry.data:
            entry.add("CW-LIN-002", "A step says what was done.", "Write `do: fine-tune`.")
        return None
    if not inputs:
        entry.add("CW-LIN-002", "A step says with what it was done.", "Write `in: [base]`, or `of: base`.")
        return None
    return Step(
        act,
        inputs,
        entry.text("out"),
        entry.text("by"),
        entry.text("to"),
        entry.words("with") or (),
        entry.number("compute"),
        entry.words("purpose", purposes()),
        entry.text("date"),
        entry.position(),
    )


def read_expectation(entry: Entry) -> Expectation | None:
    """Return an expectation, or None after a complaint without which it means nothing."""
    entry.known(KEYS["expect"])
    act, of = entry.word("act", leaves()), entry.text("of")
    verdict = entry.word("verdict", VERDICTS)
    for key, value in (("act", act), ("of", of), ("verdict", verdict)):
        if not value and key not in entry.data:
            entry.add("CW-LIN-002", f"An expectation says `{key}`.", f"Write `{key}: …`.")
    if not (act and of and verdict):
        return None
    return Expectation(
        act,
        of,
        verdict,
        entry.text("by"),
        entry.text("to"),
        entry.words("with") or (),
        entry.words("purpose", purposes()),
        entry.words("under") or (),
        entry.words("owes"),
        entry.words("supplies", owed_words()) or (),
        entry.words("because") or (),
        entry.words("on") or (),
        entry.words("basis", BASES),
        entry.words("clash") or (),
        entry.word("flag", FLAGS),
        entry.position(),
    )


def _licenses(entry: Entry) -> tuple[tuple[str, ...], ...]:
    value = entry.data.get("licenses")
    if value is None:
        return ()
    groups = value if isinstance(value, (list, tuple)) else (value,)
    out: list[tuple[str, ...]] = []
    for place, group in enumerate(groups):
        where = ("licenses", place) if isinstance(value, (list, tuple)) else ("licenses",)
        if isinstance(group, str):
            out.append((entry.line(group, *where),))
        elif isinstance(group, Mapping) and set(group) == {"or"} and isinstance(group["or"], (list, tuple)):
            names = tuple(entry.line(str(name), *where) for name in group["or"] if isinstance(name, str))
            if names:
                out.append(names)
        else:
            entry.add(
                "CW-LIN-002",
                "A license is a name, or `{or: [a, b]}`.",
                "Write `licenses: mit`, or `licenses: [mit, {or: [a, b]}]`.",
                *where,
            )
    return tuple(dict.fromkeys(out))


def _inputs(entry: Entry, key: str) -> list[Input]:
    value = entry.data.get(key)
    if value is None:
        return []
    items = value if isinstance(value, (list, tuple)) else (value,)
    out = []
    for place, item in enumerate(items):
        where = (key, place) if isinstance(value, (list, tuple)) else (key,)
        if isinstance(item, str):
            out.append(Input(entry.line(item, *where)))
            continue
        if not isinstance(item, Mapping):
            entry.add(
                "CW-LIN-002", "An input is an id.", "Write `base`, or `{of: base, share: 0.3}`.", *where
            )
            continue
        inner = Entry(item, (*entry.path, *where), entry.where, entry.report)
        inner.known(KEYS["input"])
        unit = inner.word("unit", UNITS, "tokens")
        of = inner.text("of")
        if of:
            out.append(Input(of, inner.number("share", 1), unit))
        else:
            inner.add("CW-LIN-002", "An input says of what.", mend_for("of", KEYS["input"], "key"))
    return out
