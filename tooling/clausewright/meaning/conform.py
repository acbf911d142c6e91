"""Criteria of others held against a license: met, not met, needs a human, contested.

The criteria are data (`data/criteria/`), each with its source. What a license alone cannot decide is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..document.record import record
from ..source.files import Report, SourceFile
from ..source.provisions import plain_yaml
from ..source.yaml_nodes import parse_yaml
from .checks import HUMAN, MET, NOT_MET, WORST_FIRST, Finding, run_check
from .terms import Terms

_FOLDER = Path(__file__).with_name("data") / "criteria"
SETS = ("four-freedoms", "osd", "osaid", "dfsg", "mof", "eu-ai-act")
"""The sets of criteria, in the order in which they are printed."""


@record
class Criterion:
    """One criterion, in our own words."""

    id: str
    about: str
    by: str
    """`P` for provisions, `H` for a human, `P+H` for one that provisions can fail and not pass alone."""
    source: str
    checks: tuple[Any, ...]
    human: str
    asked: tuple[str, ...]
    """Materials that a license can at least ask for downstream."""


@record
class Criteria:
    """A set of criteria."""

    name: str
    title: str
    source: str
    prints: str
    """What is always said beside the results."""
    criteria: tuple[Criterion, ...]


@record
class Result:
    """What came of one criterion."""

    criterion: Criterion
    result: str
    why: str
    cites: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    """Choices of a composed license that cause it, where it is not met or contested."""


@cache
def criteria(name: str) -> Criteria:
    """Return a set of criteria. Raises KeyError where there is none of that name."""
    if name not in SETS:
        raise KeyError(name)
    path = _FOLDER / f"{name}.yaml"
    node = parse_yaml(SourceFile(path.name, path.name, path.read_text(encoding="utf-8")), Report())
    data = plain_yaml(node)
    assert isinstance(data, Mapping)
    return Criteria(
        name,
        str(data["title"]),
        str(data["source"]),
        str(data["prints"]),
        tuple(
            Criterion(
                str(one["id"]), str(one["about"]), str(one["by"]), str(one["source"]),
                tuple(one.get("checks") or ()), str(one.get("human") or ""), tuple(one.get("asked") or ()),
            )
            for one in data["criteria"]
        ),
    )  # fmt: skip


def conform(terms: Terms, name: str) -> tuple[Result, ...]:
    """Return what comes of each criterion of a set.

    Args:
        terms: The license; of text that nobody described nothing can be said, and a human is asked.
        name: One of `SETS`.
    """
    return tuple(_result(one, terms) for one in criteria(name).criteria)


def _result(one: Criterion, terms: Terms) -> Result:
    if not terms.described:
        return Result(one, HUMAN, "not described")
    findings = [run_check(check, terms) for check in one.checks]
    worst = min(findings, key=lambda f: WORST_FIRST.index(f.result), default=Finding(HUMAN, ""))
    if one.by != "P" and worst.result == MET:
        worst = Finding(HUMAN, "provisions do not stand against it", worst.rules)
    if worst.result == MET and terms.undescribed:
        worst = Finding(
            HUMAN, f"not all of the text is described ({', '.join(terms.undescribed[:5])})", worst.rules
        )
    why = worst.why
    if one.human and worst.result == HUMAN:
        why = (
            f"{one.human}{_asked(one, terms)}" if not why else f"{why}; {one.human[0].lower()}{one.human[1:]}"
        )
    if worst.result == MET:
        rules = tuple(dict.fromkeys(id for f in findings for id in f.rules))[:3]
    else:
        rules = worst.rules
    cites = tuple((terms.cite(id), id) for id in rules)
    choices = () if worst.result in {MET, HUMAN} else _choices(rules, terms)
    return Result(one, worst.result, why, cites, choices)


def _asked(one: Criterion, terms: Terms) -> str:
    """Say whether the license asks those downstream for what the criterion is about."""
    found = [
        r for r in terms.of_verb("requires") if set(one.asked) & {*r.materials, *r.supplies} and not r.trigger
    ]
    if not one.asked:
        return ""
    if not found:
        return " The license does not ask those downstream for it."
    return f" The license asks those downstream for it ({terms.cite(found[0].id)})."


def _choices(rules: tuple[str, ...], terms: Terms) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for id in rules:
        owner = id.partition("/")[0]
        for key in (owner, f"definition:{owner}"):
            if key in terms.choices:
                out[f"{key}={terms.choices[key]}"] = None
    return tuple(out)


def all_met(results: tuple[Result, ...]) -> bool:
    """Tell whether every criterion is met."""
    return all(one.result == MET for one in results)


__all__ = [
    "HUMAN",
    "MET",
    "NOT_MET",
    "SETS",
    "Criteria",
    "Criterion",
    "Result",
    "all_met",
    "conform",
    "criteria",
]
