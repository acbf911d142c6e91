"""Runs scenarios: what was expected of a license, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..document.record import entity, record, replace
from ..source.lineages import Expectation, Lineage
from ..source.lineages.model import UNDER_TEST
from .answer import Answer, answer
from .facts import carry
from .situation import Question
from .terms import Terms


@record
class Difference:
    """One thing that was expected otherwise."""

    what: str
    expected: str
    found: str


@entity
class Outcome:
    """What came of one expectation under one license."""

    scenario: str
    expectation: Expectation
    under: str
    answer: Answer
    differences: tuple[Difference, ...]
    terms: Mapping[str, Terms]

    @property
    def passed(self) -> bool:
        """Whether all was found as expected."""
        return not self.differences

    @property
    def name(self) -> str:
        """The name of the test: act, artifact, party."""
        asked = self.expectation
        who = f" by {asked.by}" if asked.by else ""
        whom = f" to {asked.to}" if asked.to else ""
        return f"{asked.act} of {asked.of}{who}{whom}"


def run(lineage: Lineage, names: tuple[str, ...], terms: Callable[[str], Terms]) -> list[Outcome]:
    """Return what came of every expectation, in the order of the file, and for each in that of the licenses.

    Args:
        lineage: The scenario.
        names: The licenses on trial, for which expectations without `under` stand.
        terms: From the name of a license to its terms; raises where there is none of that name.
    """
    out: list[Outcome] = []
    facts = {}
    for name in names:
        known = {other: terms(other) for other in lineage.license_names if other != UNDER_TEST}
        known[UNDER_TEST] = replace(terms(name), key=UNDER_TEST)
        facts[name] = carry(lineage, known)
    for expectation in lineage.expect:
        for name in expectation.under or names:
            if name not in names:
                continue
            question = Question(
                expectation.act, expectation.of, expectation.by, expectation.to,
                expectation.with_, expectation.purpose,
            )  # fmt: skip
            got = answer(question, facts[name])
            out.append(
                Outcome(
                    lineage.name, expectation, name, got, _differences(expectation, got), facts[name].terms
                )
            )
    return out


def _differences(expected: Expectation, got: Answer) -> tuple[Difference, ...]:
    out = []
    if expected.verdict != got.verdict:
        out.append(Difference("verdict", expected.verdict, got.verdict))
    if expected.owes is not None and set(expected.owes) != set(got.owes):
        out.append(Difference("owes", _listed(sorted(expected.owes)), _listed(sorted(got.owes))))
    left = set(expected.supplies) - set(got.supplies)
    if left:
        out.append(Difference("supplies", _listed(sorted(expected.supplies)), _listed(sorted(got.supplies))))
    cited = {id for _, id in got.because}
    if not set(expected.because) <= cited:
        out.append(Difference("because", _listed(expected.because), _listed(sorted(cited))))
    if any(not any(word in fact for fact in got.missing) for word in expected.on):
        out.append(Difference("on", _listed(expected.on), _listed(got.missing)))
    if expected.basis is not None and set(expected.basis) != set(got.basis):
        out.append(Difference("basis", _listed(expected.basis), _listed(got.basis)))
    clashing = {name for clash in got.clashes for name in clash.licenses}
    if expected.clash and set(expected.clash) != clashing:
        out.append(Difference("clash", _listed(expected.clash), _listed(sorted(clashing))))
    if expected.flag and expected.flag not in got.flags:
        out.append(Difference("flag", expected.flag, _listed(got.flags)))
    return tuple(out)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"
