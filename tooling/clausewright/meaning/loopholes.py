"""Known ways to a closed product, tried against a license one by one.

The ways are data (`data/ways.yaml`, or a file of the user's own in the same form): a short lineage, one
question, and what must be owed for the way to count as closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..diagnostic import Position, Refused
from ..document.record import record, replace
from ..source.files import Report, SourceFile
from ..source.lineages import Lineage
from ..source.lineages.model import UNDER_TEST
from ..source.lineages.plain import Where
from ..source.lineages.reading import lineage_of
from ..source.provisions import plain_yaml
from ..source.suggest import mend_for
from ..source.yaml_nodes import at, parse_yaml
from .answer import Answer, answer
from .facts import carry
from .rule import BLOCKED, DEPENDS, FORBIDDEN, NOT_GRANTED
from .situation import Question
from .terms import Terms

CLOSED, HIDDEN, OPEN, CHOSEN, BEYOND = "closed", "closed-hard-to-detect", "open", "open-by-choice", "beyond"
HANGS, NOT_DESCRIBED = "depends", "not-described"

_KEYS = {
    "way": "its name",
    "about": "how it works",
    "opens": "what must be owed for it to count as closed",
    "promised": "promises that leave it open on purpose",
    "closed-by": "choices that close it",
    "hidden": "why a breach is hard to see",
    "seen-by": "what would make it seen",
    "beyond": "why no license can close it",
    "lineage": "what is done",
    "ask": "the question",
}
_WORLD: dict[str, Any] = {
    "purpose": ["commercial"],
    "parties": {
        "lab": {},
        "firm": {"users": 0},
        "user": {},
        "stranger": {},
        "sister": {"affiliate-of": "firm", "users": 0},
        "helper": {"contractor-of": "firm", "users": 0},
    },
    "artifacts": {
        "base": {"kind": "weights", "licenses": UNDER_TEST, "by": "lab", "compute": 1e24, "precision": 16}
    },
}
"""What is there in every way."""


@record
class Way:
    """One way round."""

    name: str
    about: str
    opens: tuple[str, ...]
    promised: tuple[str, ...]
    closed_by: tuple[str, ...]
    hidden: str
    seen_by: str
    beyond: str
    lineage: Lineage
    question: Question


@record
class Found:
    """What came of one way."""

    way: Way
    status: str
    answer: Answer
    cites: tuple[tuple[str, str], ...]
    """How what decides is cited, and its paragraph."""


@cache
def shipped_ways() -> tuple[Way, ...]:
    """Return the ways that come with the package."""
    path = Path(__file__).with_name("data") / "ways.yaml"
    return read_ways(SourceFile(path.name, path.name, path.read_text(encoding="utf-8")))


def read_ways(file: SourceFile) -> tuple[Way, ...]:
    """Return the ways of a file.

    Raises:
        Refused: It cannot be read, or says something unknown.
    """
    report = Report()
    root = parse_yaml(file, report)
    data = plain_yaml(root)
    if root is None or not isinstance(data, Mapping) or not isinstance(data.get("ways"), tuple):
        if not report.diagnostics:
            report.add(
                "CW-LIN-002", "A file of ways has a list `ways`.", "Write `ways: [...]`.", file.position(1)
            )
        raise Refused(report.diagnostics)
    listed = root.get("ways")
    out = []
    for node, entry in zip(listed.items if listed else (), data["ways"], strict=True):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("ask"), Mapping) or "way" not in entry:
            mend = "Write `{way: name, about: ..., ask: {act: publish, of: base, by: firm}}`."
            report.add("CW-LIN-002", "A way has a name and a question.", mend, at(file, node))
            continue
        for key in entry:
            if key not in _KEYS:
                report.add(
                    "CW-LIN-001",
                    f"`{str(key)[:80]}` is no key here.",
                    mend_for(str(key), _KEYS, "key"),
                    at(file, node),
                )
        given = entry.get("lineage") or {}
        world = {**_WORLD, **given} if isinstance(given, Mapping) else _WORLD
        for key in ("parties", "artifacts"):
            more = given.get(key) if isinstance(given, Mapping) else None
            if isinstance(more, Mapping):
                world[key] = {**_WORLD[key], **more}
        ask = {"verdict": "permitted", **entry["ask"]}
        place = at(file, node)
        lineage = lineage_of({**world, "expect": [ask]}, _always(place), file, report)
        if report.failed or not lineage.expect:
            continue
        asked = lineage.expect[0]
        out.append(
            Way(
                str(entry["way"]),
                str(entry.get("about") or ""),
                _words(entry.get("opens")),
                _words(entry.get("promised")),
                _words(entry.get("closed-by")),
                str(entry.get("hidden") or ""),
                str(entry.get("seen-by") or ""),
                str(entry.get("beyond") or ""),
                lineage,
                Question(asked.act, asked.of, asked.by, asked.to, asked.with_, asked.purpose),
            )
        )
    if report.failed:
        raise Refused(report.diagnostics)
    return tuple(out)


def try_ways(terms: Terms, ways: tuple[Way, ...] | None = None) -> tuple[Found, ...]:
    """Return what comes of each way under a license.

    Args:
        terms: The license.
        ways: The ways; those that come with the package where left out.
    """
    under = replace(terms, key=UNDER_TEST)
    return tuple(_try(way, under) for way in (shipped_ways() if ways is None else ways))


def _try(way: Way, terms: Terms) -> Found:
    got = answer(way.question, carry(way.lineage, {UNDER_TEST: terms}))
    cites = tuple((terms.cite(id), id) for _, id in got.because[:3])
    return Found(way, _status(way, got, terms), got, cites if terms.described else ())


def _status(way: Way, got: Answer, terms: Terms) -> str:
    if not terms.described:
        return NOT_DESCRIBED
    owed = {*got.owes, *got.supplies}
    if got.verdict in {FORBIDDEN, BLOCKED, NOT_GRANTED} or owed & set(way.opens):
        if got.verdict == DEPENDS:
            return HANGS
        return HIDDEN if way.hidden else CLOSED
    if got.verdict == DEPENDS:
        return HANGS
    if way.beyond:
        return BEYOND
    return CHOSEN if _by_choice(way, terms) else OPEN


def _by_choice(way: Way, terms: Terms) -> bool:
    """Tell whether the license leaves a way open on purpose: it says so, or it keeps no derivative open."""
    promised = {word for rule in terms.of_verb("promises") for word in rule.value}
    keeps = any("same-license" in rule.value for rule in terms.of_verb("requires"))
    return not keeps or bool(promised & set(way.promised))


def _always(place: Position) -> Where:
    """Return what finds every value at the way as a whole."""
    return lambda path: place


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, (tuple, list)):
        return tuple(str(item) for item in value)
    return (str(value),) if value is not None else ()


__all__ = ["Found", "Way", "read_ways", "shipped_ways", "try_ways"]
