"""Paths of activities from one set of weights: `fine-tune > serve-public`."""

from __future__ import annotations

from collections.abc import Sequence

from ..document.record import record
from ..source.lineages import Artifact, Input, Lineage, Party, Step
from ..source.lineages.entries import leaves
from .answer import Answer, answer
from .facts import Facts, carry
from .situation import Question
from .tables import ACTS, kind_made
from .terms import Terms

MAKES = frozenset(
    act for act in leaves()
    if ACTS[act].branch in {"copy", "modify", "embed-in-system", "embed-in-device"}
    or act in {"distil", "generate", "embed", "collect-outputs", "train-on-outputs"}
)  # fmt: skip
"""Activities after which a path goes on with something new; after every other, with the same."""

LICENSOR, YOU, OTHER, STAFF = "the licensor", "you", "another person", "your staff"


@record
class Given:
    """Facts under which a path is asked about."""

    task: str | None = "general"
    """The stated task of what is made."""
    base: float | None = 1e24
    """Computation of the original training."""
    added: float | None = 1e20
    """Computation of each step of training."""
    purpose: tuple[str, ...] | None = ()
    """Aims that the act has; an empty tuple for none that a license limits."""
    locked: bool | None = None
    to: str = OTHER
    users: float | None = 0
    """Persons who used your services in a month."""


def ask(path: Sequence[str], terms: Terms, given: Given | None = None) -> list[Answer]:
    """Return the answer for each step of a path of activities.

    Args:
        path: Activities, leaves of the tree; the first is done with the original weights.
        terms: The license of those weights.
        given: Facts; those of an ordinary case where left out.
    """
    facts, questions = follow(path, terms, given or Given())
    return [answer(question, facts) for question in questions]


def follow(path: Sequence[str], terms: Terms, given: Given) -> tuple[Facts, list[Question]]:
    """Return a path as a lineage with its facts, and a question for each step."""
    made = Lineage("path", purpose=given.purpose)
    made.parties = {
        LICENSOR: Party(LICENSOR),
        YOU: Party(YOU, users=given.users),
        OTHER: Party(OTHER),
        STAFF: Party(STAFF, staff_of=(YOU,)),
    }
    now = "the original"
    made.artifacts[now] = Artifact(
        now, "weights", ((terms.key,),), LICENSOR, compute=given.base, precision=16, locked=given.locked
    )
    kinds = {now: "weights"}
    questions = []
    for place, act in enumerate(path, 1):
        to = STAFF if act == "serve-internally" else given.to
        questions.append(Question(act, now, YOU, to if ACTS[act].branch in {"convey", "serve"} else ""))
        if act in MAKES:
            name = f"step {place}"
            made.steps.append(
                Step(act, (Input(now),), name, YOU, compute=given.added if act != "quantize" else None)
            )
            kind = kind_made(act, kinds[now])
            kinds[name] = kind
            made.artifacts[name] = Artifact(
                name, kind, task=given.task, precision=4 if act == "quantize" else 16, locked=given.locked
            )
            now = name
        else:
            made.steps.append(Step(act, (Input(now),), "", YOU, to))
    return carry(made, {terms.key: terms}), questions
