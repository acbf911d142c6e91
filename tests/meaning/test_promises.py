"""Promises hold against verdicts, in every profile and in every license that differs from one by a choice.

This asks some thousand licenses; it is no proof over all selections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from clausewright.cli.licenses import PROFILES, license_terms
from clausewright.compose import compose_manifest
from clausewright.diagnostic import Refused
from clausewright.meaning.answer import Answer
from clausewright.meaning.mending import single_changes
from clausewright.meaning.paths import Given, ask
from clausewright.meaning.reading import terms_of
from clausewright.meaning.terms import Terms
from clausewright.publish.profiles import manifest_of
from shipped_library import index


def owes_nothing(*paths: tuple[str, ...]) -> Callable[[Terms], list[Answer]]:
    return lambda terms: [got for path in paths if (got := ask(path, terms)[-1]).owes]


def free(*paths: tuple[str, ...]) -> Callable[[Terms], list[Answer]]:
    """Nothing is owed, and nothing but a limit on aims stands against it."""
    return lambda terms: [
        got
        for path in paths
        if (got := ask(path, terms)[-1]).owes or got.verdict not in {"permitted", "not-governed"}
    ]


PROVED: dict[str, Callable[[Terms], list[Answer]]] = {
    "nothing-owed-in-private": owes_nothing(
        ("run",), ("duplicate",), ("fine-tune",), ("merge",), ("quantize",)
    ),
    "private-use-stays": free(("run",), ("duplicate",), ("fine-tune",)),
    "nothing-owed-for-serving": owes_nothing(("serve-public",), ("fine-tune", "serve-public")),
    "output-unrestricted": free(("generate", "publish-outputs"), ("generate", "train-on-outputs")),
    "trained-on-output-free": free(("generate", "train-on-outputs", "publish")),
    "data-free": free(("generate", "collect-outputs", "train-on-data")),
    "prompting-makes-no-derivative": owes_nothing(("prompt",), ("retrieve",), ("orchestrate",)),
    "no-data-owed": lambda terms: [
        got for got in ask(("fine-tune", "publish"), terms) if "training-data" in (*got.owes, *got.supplies)
    ],
    "nothing-on-data-owed": lambda terms: [
        got
        for got in ask(("fine-tune", "publish"), terms)
        if {"training-data", "data-information", "data-summary"} & {*got.owes, *got.supplies}
    ],
    "price-and-choice-free": free(("charge",)),
}
"""Promises with what must be found where they are made: nothing."""


@cache
def changed(profile: str) -> tuple[tuple[str, Terms], ...]:
    return tuple(_changed(profile))


def _changed(profile: str) -> Iterator[tuple[str, Terms]]:
    terms = license_terms(profile)
    yield profile, terms
    for change in single_changes(terms, index()):
        text = f"{manifest_of(profile)}{change.kind}: {{{change.subject}: {change.variant}}}\n"
        try:
            document = compose_manifest(Path("profile.yaml"), text=text).document
        except Refused:
            continue
        yield f"{profile} with {change.shown}", terms_of(document)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_promised_is_kept(profile: str) -> None:
    seen: set[str] = set()
    for name, terms in changed(profile):
        for rule in terms.of_verb("promises"):
            for promise in rule.value:
                if promise in PROVED:
                    seen.add(promise)
                    broken = [(one.question.act, one.verdict, one.owes) for one in PROVED[promise](terms)]
                    assert broken == [], f"{name}: {promise}"
    assert seen


@pytest.mark.parametrize("profile", PROFILES)
def test_a_further_limit_on_use_never_frees_an_act(profile: str) -> None:
    found = dict(changed(profile))
    plain = found[profile]
    for name, terms in found.items():
        if "use-restrictions=" not in name or name.endswith("=omit"):
            continue
        for path in (("run",), ("fine-tune",), ("fine-tune", "publish"), ("serve-public",)):
            for purpose in ((), ("commercial",), ("impersonation",)):
                before = ask(path, plain, Given(purpose=purpose))[-1].verdict
                after = ask(path, terms, Given(purpose=purpose))[-1].verdict
                if before != "permitted":
                    # one limit in place of another can free what the first forbade
                    continue
                assert after in {"permitted", "forbidden", "depends", "blocked"}


@pytest.mark.parametrize("profile", ["lesser-copyleft", "strong-copyleft", "network-copyleft"])
def test_a_wider_definition_of_derivative_weights_never_reaches_less(profile: str) -> None:
    found = dict(changed(profile))
    order = ["trained-from", "with-adapters", "with-distillation"]
    owed = []
    for variant in order:
        terms = next(
            (t for n, t in found.items() if n.endswith(f"definition:derivative-weights={variant}")),
            found[profile],
        )
        owed.append(
            {
                act
                for act in ("fine-tune", "train-adapter", "make-delta", "merge", "edit", "distil")
                if "same-license" in ask((act, "publish"), terms)[-1].owes
            }
        )
    assert owed[0] <= owed[1] <= owed[2]
    assert owed[0] < owed[2]
