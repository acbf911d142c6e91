"""Puts the steps of a lineage in an order in which everything is made before it is used."""

from __future__ import annotations

from collections import deque

from ...diagnostic import Related
from ..files import Report, SourceFile
from ..suggest import mend_for
from .model import Artifact, Lineage, Party, Step


def put_in_order(lineage: Lineage, file: SourceFile, report: Report) -> None:
    """Check every name and sort the steps; ties keep the order of the file.

    Complains of artifacts and parties that are not there, of what two steps make, and of circles.
    """
    makers: dict[str, Step] = {}
    for step in lineage.steps:
        if not step.out:
            continue
        if step.out in makers:
            other = makers[step.out].position
            related = (Related(other, "it is made here too"),) if other else ()
            report.add(
                "CW-LIN-005",
                f"Two steps make `{step.out}`.",
                "Give each its own name.",
                step.position,
                related,
            )
        makers[step.out] = step
        lineage.artifacts.setdefault(step.out, Artifact(step.out, position=step.position))
    _names(lineage, makers, report)
    if not report.failed:
        _sort(lineage, makers, report)


def _names(lineage: Lineage, makers: dict[str, Step], report: Report) -> None:
    for step in lineage.steps:
        for item in step.inputs:
            if item.of not in lineage.artifacts:
                _unknown(item.of, "artifact", lineage.artifacts, step.position, report)
        for name in step.with_:
            if name not in lineage.artifacts:
                _unknown(name, "artifact", lineage.artifacts, step.position, report)
        for name in (step.by, step.to):
            if name and name not in lineage.parties:
                _unknown(name, "party", lineage.parties, step.position, report)
    for artifact in lineage.artifacts.values():
        for name in (artifact.by, *artifact.contributors):
            if name and name not in lineage.parties:
                _unknown(name, "party", lineage.parties, artifact.position, report)
    for expected in lineage.expect:
        if expected.of not in lineage.artifacts:
            _unknown(expected.of, "artifact", lineage.artifacts, expected.position, report)
        for name in (expected.by, expected.to):
            if name and name not in lineage.parties:
                _unknown(name, "party", lineage.parties, expected.position, report)
    for party in lineage.parties.values():
        for name in (*party.staff_of, *party.affiliate_of, *party.contractor_of, *party.host_for):
            if name not in lineage.parties:
                _unknown(name, "party", lineage.parties, None, report)


def _unknown(
    name: str, what: str, known: dict[str, Artifact] | dict[str, Party], where: object, report: Report
) -> None:
    code = "CW-LIN-004"
    report.add(code, f"There is no {what} `{name[:80]}`.", mend_for(name, known, what), where)  # type: ignore[arg-type]


def _sort(lineage: Lineage, makers: dict[str, Step], report: Report) -> None:
    # a step without a product is done with things that are there: it can stand at the end
    waiting = {}
    users: dict[str, list[Step]] = {}
    ready: deque[Step] = deque()
    made = [step for step in lineage.steps if step.out]
    for step in made:
        needs = {item.of for item in step.inputs if item.of in makers}
        waiting[step.out] = len(needs)
        for name in needs:
            users.setdefault(name, []).append(step)
        if not needs:
            ready.append(step)
    ordered = []
    while ready:
        step = ready.popleft()
        ordered.append(step)
        for user in users.get(step.out, ()):
            waiting[user.out] -= 1
            if not waiting[user.out]:
                ready.append(user)
    if len(ordered) == len(made):
        lineage.steps = [*ordered, *(step for step in lineage.steps if not step.out)]
        return
    circle = _circle(makers, {name for name, count in waiting.items() if count})
    shown = circle if len(circle) <= 8 else [*circle[:4], "…", *circle[-3:]]
    report.add(
        "CW-LIN-007",
        f"The lineage goes round in a circle: {' from '.join(f'`{name[:60]}`' for name in shown)}.",
        "Give what comes out a name of its own; nothing is made from itself.",
        makers[circle[0]].position,
    )


def _circle(makers: dict[str, Step], left: set[str]) -> list[str]:
    """Return a circle among artifacts that could not be put in order, each made from the next."""
    name = min(left, key=lambda one: (list(makers).index(one)) if len(makers) < 1_000 else one)
    seen: dict[str, int] = {}
    trail: list[str] = []
    while name not in seen:
        seen[name] = len(trail)
        trail.append(name)
        name = next(item.of for item in makers[name].inputs if item.of in left)
    return [*trail[seen[name] :], name]
