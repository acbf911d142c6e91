"""The checks of which criteria are made: each looks at provisions, and says what decides.

A check gives `met` only where a provision says so, or where a path of activities is answered and permitted.
Nothing is met because nothing was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..document.record import record
from .answer import Answer
from .paths import Given, ask
from .terms import Rule, Terms

MET, NOT_MET, HUMAN, CONTESTED = "met", "not-met", "needs-human", "contested"
WORST_FIRST = (NOT_MET, CONTESTED, HUMAN, MET)

_HARMLESS_AIMS = frozenset({"technical-measures", "identification", "money", "any", "serve"})


@record
class Finding:
    """What one check says."""

    result: str
    why: str
    rules: tuple[str, ...] = ()
    """Paragraphs that decide."""


def limits_on_aims(terms: Terms) -> tuple[Rule, ...]:
    """Return the prohibitions that depend on the aim of an act."""
    return tuple(r for r in terms.of_verb("forbids") if set(r.purpose) - _HARMLESS_AIMS and not r.trigger)


def _aims(terms: Terms) -> Finding:
    found = limits_on_aims(terms)
    if found:
        return Finding(NOT_MET, "acts are forbidden by their aim", _ids(found))
    wide = [r for r in terms.of_verb("permits") if "any" in r.purpose]
    if wide:
        return Finding(MET, "acts are permitted for any purpose", _ids(wide))
    return _granted(terms, "what is permitted is permitted without regard to aims")


def _persons(terms: Terms) -> Finding:
    found = [r for r in terms.of_verb("forbids") if r.unit == "users"]
    if found:
        return Finding(NOT_MET, "permission ends at a number of users", _ids(found))
    return _granted(terms, "permission is given to every licensee alike")


def _fee(terms: Terms) -> Finding:
    free = [r for r in terms.of_verb("permits") if r.fee == "none"]
    if free:
        return Finding(MET, "permission is given without payment", _ids(free))
    return Finding(HUMAN, "no provision says that permission costs nothing")


def _irrevocable(terms: Terms) -> Finding:
    found = [r for r in terms.of_verb("promises") if "irrevocable" in r.value]
    if found:
        return Finding(MET, "permission cannot be withdrawn while the terms are kept", _ids(found))
    powers = [r for r in terms.of_verb("powers") if "end-permission" in r.value]
    if powers:
        return Finding(
            NOT_MET, "the licensor can end permission, and nothing says that it cannot", _ids(powers)
        )
    return Finding(HUMAN, "no provision says whether permission can be withdrawn")


def _remote(terms: Terms) -> Finding:
    found = [r for r in terms.of_verb("powers") if {"restrict-remotely", "force-update"} & set(r.value)]
    if found:
        return Finding(NOT_MET, "the licensor keeps a power over copies that others hold", _ids(found))
    return _irrevocable(terms)


def _direct(terms: Terms) -> Finding:
    gates = [r for r in terms.of_verb("permits") if {"recipient"} & set(r.who) and {"publish"} & r.acts]
    if gates:
        return Finding(MET, "each recipient has permission from the licensor directly", _ids(gates))
    sub = [r for r in terms.of_verb("permits") if "sublicense" in r.acts]
    if sub:
        return Finding(MET, "whoever gives a copy may sublicense it", _ids(sub))
    return Finding(HUMAN, "no provision says how rights reach recipients")


def _independent(terms: Terms) -> Finding:
    found = [
        r
        for r in terms.of_verb("promises")
        if {"independent-works-free", "serving-stack-free"} & set(r.value)
    ]
    if found:
        return Finding(MET, "what is only side by side is not reached", _ids(found))
    keeps = [r for r in terms.of_verb("requires") if "same-license" in r.value]
    if keeps:
        return Finding(
            HUMAN, "share-alike, and no provision says that independent works are free", _ids(keeps)
        )
    free = [r for r in terms.of_verb("permits") if r.terms == "own"]
    if free:
        return Finding(MET, "even derivatives may have other terms", _ids(free))
    return Finding(HUMAN, "no provision says what other software owes")


def _output_free(terms: Terms) -> Finding:
    follows = [r for r in terms.of_verb("reaches") if "train-on-outputs" in r.acts]
    follows += [r for r in (*terms.of_verb("requires"), *terms.of_verb("forbids"))
                if r.acts & {"publish-outputs", "train-on-outputs"} or "output-trained" in r.of]  # fmt: skip
    if follows:
        return Finding(
            CONTESTED, "a term follows output, to which reviewers of record have objected", _ids(follows)
        )
    free = [r for r in terms.of_verb("promises") if "output-unrestricted" in r.value]
    if free:
        return Finding(MET, "output is not limited", _ids(free))
    return Finding(HUMAN, "no provision says that output is free")


def _serving_free(terms: Terms) -> Finding:
    owed = [r for r in terms.of_verb("requires") if "serve-public" in r.acts and not r.trigger]
    if owed:
        return Finding(CONTESTED, "serving brings a duty, on which opinions of record differ", _ids(owed))
    free = [r for r in terms.of_verb("promises") if "nothing-owed-for-serving" in r.value]
    if free:
        return Finding(MET, "serving owes nothing", _ids(free))
    got = ask(("serve-public",), terms)[-1]
    if got.verdict == "permitted" and not got.owes:
        return Finding(MET, "serving is permitted, and owes nothing", tuple(id for _, id in got.because))
    return Finding(HUMAN, "no provision says that serving owes nothing")


def _nothing_to_licensor(terms: Terms) -> Finding:
    found = [r for r in terms.of_verb("requires") if {"licensor", "public"} & set(r.to)
             and r.acts - {"contribute"} and not r.trigger]  # fmt: skip
    if found:
        return Finding(NOT_MET, "something is owed to others than recipients", _ids(found))
    got = ask(("publish",), terms)[-1]
    if got.verdict == "permitted":
        return Finding(
            MET, "what is owed goes to recipients and users alone", tuple(id for _, id in got.because)
        )
    return Finding(HUMAN, "giving copies is not simply permitted")


def _family(terms: Terms) -> Finding:
    found = [r for r in terms.of_verb("forbids") if "competing-models" in r.purpose]
    if found:
        return Finding(NOT_MET, "what is made may not be used beside other models", _ids(found))
    return _granted(terms, "permission does not hang on a product")


PLAIN: dict[str, Callable[[Terms], Finding]] = {
    "no-limit-on-aims": _aims,
    "no-limit-on-persons": _persons,
    "no-fee": _fee,
    "irrevocable": _irrevocable,
    "no-remote-powers": _remote,
    "direct": _direct,
    "independent": _independent,
    "output-free": _output_free,
    "serving-free": _serving_free,
    "nothing-to-licensor": _nothing_to_licensor,
    "no-family-only": _family,
}
"""Checks that take nothing but the license."""


def run_check(check: Any, terms: Terms) -> Finding:
    """Return what a check of a criterion says: one of `PLAIN`, or one that takes a list."""
    if isinstance(check, str):
        return PLAIN[check](terms)
    assert isinstance(check, Mapping)
    if "paths" in check:
        return _paths(check["paths"], terms, free=False)
    if "free" in check:
        return _paths(check["free"], terms, free=True)
    if "no-aim" in check:
        found = [r for r in limits_on_aims(terms) if set(check["no-aim"]) & set(r.purpose)]
        found += [r for r in limits_on_aims(terms) if "other-than-research" in r.purpose and r not in found]
        if found:
            return Finding(NOT_MET, "acts are forbidden by that aim", _ids(found))
        return _granted(terms, "no permission hangs on that aim")
    if "aims-need" in check:
        found = list(limits_on_aims(terms))
        if any({"commercial", "other-than-research", "competing-models"} & set(r.purpose) for r in found):
            return Finding(NOT_MET, "acts are forbidden by their aim", _ids(found))
        if found:
            return Finding(HUMAN, f"acts are forbidden by their aim; see {check['aims-need']}", _ids(found))
        return _granted(terms, "acts are permitted without regard to aims")
    words = set(check["asks-human-for"])
    found = [r for r in terms.of_verb("requires") if words & set(r.materials)]
    if found:
        return Finding(HUMAN, f"{check['why']} is asked for", _ids(found))
    return _granted(terms, "no such thing is asked for where giving is permitted")


def _paths(paths: Any, terms: Terms, *, free: bool) -> Finding:
    rules: dict[str, None] = {}
    worst: Finding | None = None
    for path in paths:
        got = ask(tuple(path), terms, Given())[-1]
        told = " > ".join(path)
        finding = _one_path(got, told, free)
        for id in finding.rules:
            rules[id] = None
        if worst is None or WORST_FIRST.index(finding.result) < WORST_FIRST.index(worst.result):
            worst = finding
    assert worst is not None
    return worst if worst.result != MET else Finding(MET, worst.why, tuple(rules))


def _one_path(got: Answer, told: str, free: bool) -> Finding:
    ids = tuple(id for _, id in got.because)
    if got.verdict in {"forbidden", "not-granted", "blocked"}:
        return Finding(NOT_MET, f"`{told}` is not permitted", ids)
    if got.verdict != "permitted":
        return Finding(HUMAN, f"`{told}` is not simply permitted ({got.verdict})", ids)
    if free and got.owes:
        return Finding(NOT_MET, f"`{told}` brings duties", tuple(d.rule.id for d in got.duties))
    return Finding(MET, "these acts are permitted" + (", and owe nothing" if free else ""), ids[:2])


def _granted(terms: Terms, why: str) -> Finding:
    """Return `met` by the grant; without a grant nothing is met."""
    found = _grants(terms)
    return Finding(MET, why, _ids(found)) if found else Finding(HUMAN, "nothing is permitted in words")


def _grants(terms: Terms) -> list[Rule]:
    wide = [
        r
        for r in terms.of_verb("permits")
        if {"run", "publish"} <= r.acts and "patent-license" not in r.materials
    ]
    return (wide or list(terms.of_verb("permits")))[:1]


def _ids(rules: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.id for rule in rules))
