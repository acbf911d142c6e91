"""Prints what came of scenarios: on the terminal, as JSON, and in JUnit's form."""

from __future__ import annotations

import json
import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..meaning.scenarios import Outcome

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def deciding(outcome: Outcome, most: int = 3) -> str:
    """Return the sections that decide a verdict: `network-copyleft: Section 9(a)`."""
    return "; ".join(
        f"{outcome.under if license == 'under-test' else license}: {outcome.terms[license].cite(id)}"
        for license, id in outcome.answer.because[:most]
    )


def print_text(outcomes: list[Outcome], verbose: bool) -> None:
    """Print failures, what passed where `verbose`, and the sums."""
    from .report import wants_color

    color = wants_color(sys.stdout)
    good, bad = ("\x1b[32mpass\x1b[0m", "\x1b[31mFAIL\x1b[0m") if color else ("pass", "FAIL")
    for name, group in groupby(outcomes, key=lambda one: one.scenario):
        found = list(group)
        failed = [one for one in found if not one.passed]
        print(f"{bad if failed else good}  {name}  {len(found) - len(failed)} of {len(found)}")
        for one in found if verbose else failed:
            cited = deciding(one)
            tail = f"  ({cited})" if cited else ""
            print(
                f"  {good if one.passed else bad}  {one.name} under {one.under}: {one.answer.verdict}{tail}"
            )
            for difference in one.differences:
                print(f"        {difference.what}: expected {difference.expected}; found {difference.found}")
            where = one.expectation.position
            if not one.passed and where is not None:
                print(f"        at {where.path}:{where.line}")
    failures = sum(not one.passed for one in outcomes)
    print(f"\n{len(outcomes) - failures:,} of {len(outcomes):,} expectations met.")


def as_json(outcomes: list[Outcome]) -> str:
    """Return everything as JSON."""
    return json.dumps({"outcomes": [_plain(one) for one in outcomes]}, indent=2, ensure_ascii=False) + "\n"


def _plain(one: Outcome) -> dict[str, Any]:
    where = one.expectation.position
    return {
        "scenario": one.scenario,
        "name": one.name,
        "under": one.under,
        "passed": one.passed,
        "verdict": one.answer.verdict,
        "owes": list(one.answer.owes),
        "because": [
            {"license": license, "id": id, "cite": one.terms[license].cite(id)}
            for license, id in one.answer.because
        ],
        "missing": list(one.answer.missing),
        "differences": [{"what": d.what, "expected": d.expected, "found": d.found} for d in one.differences],
        "line": where.line if where else None,
    }


def as_junit(outcomes: list[Outcome]) -> bytes:
    """Return a report in JUnit's form, one suite a scenario."""
    from xml.etree import ElementTree as Xml

    top = Xml.Element("testsuites", tests=str(len(outcomes)))
    top.set("failures", str(sum(not one.passed for one in outcomes)))
    for name, group in groupby(outcomes, key=lambda one: one.scenario):
        found = list(group)
        suite = Xml.SubElement(top, "testsuite", name=_clean(name), tests=str(len(found)))
        suite.set("failures", str(sum(not one.passed for one in found)))
        for one in found:
            where = one.expectation.position
            case = Xml.SubElement(
                suite, "testcase", classname=_clean(name), name=_clean(f"{one.name} under {one.under}")
            )
            if where is not None:
                case.set("file", _clean(where.path))
                case.set("line", str(where.line))
            if not one.passed:
                lines = [f"{d.what}: expected {d.expected}; found {d.found}" for d in one.differences]
                failure = Xml.SubElement(case, "failure", message=_clean(lines[0]))
                failure.text = _clean("\n".join([*lines, f"decided by {deciding(one) or 'nothing'}"]))
    Xml.indent(top)
    text: str = Xml.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _clean(text: str) -> str:
    """Leave out characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
