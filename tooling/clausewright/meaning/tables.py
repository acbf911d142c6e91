"""The tables of the rule of verdicts, each row with its reason: read them beside docs/meaning.md."""

from __future__ import annotations

from ..document.record import record
from ..document.vocabulary import ACTIVITIES

YES, NO, DOUBTFUL = "yes", "no", "doubtful"

PASSES: dict[str, tuple[str, str]] = {
    "copy": (YES, "a copy holds what it is a copy of"),
    "fine-tune": (YES, "training goes on from the values"),
    "preference-tune": (YES, "training goes on from the values"),
    "continue-training": (YES, "training goes on from the values"),
    "train-adapter": (DOUBTFUL, "an adapter holds none of the values, and was computed from them"),
    "apply-adapter": (YES, "the values are in the sum"),
    "make-delta": (DOUBTFUL, "a difference alone lets nobody have the values, and was computed from them"),
    "apply-delta": (YES, "the values are in the sum"),
    "merge": (YES, "the values are combined"),
    "prune": (YES, "what is left are the values"),
    "extract-part": (YES, "a part of the values is taken"),
    "edit": (YES, "all other values stay"),
    "upcycle": (YES, "the values are placed in another shape"),
    "distil": (DOUBTFUL, "no value is copied, and all were learned from"),
    "collect-outputs": (NO, "output is no part of the values"),
    "generate": (NO, "output is no part of the values, unless the lineage says that it holds them"),
    "embed": (NO, "vectors are output"),
    "train-on-outputs": (NO, "no value is copied"),
    "train-on-data": (DOUBTFUL, "whether a model holds its training data is disputed"),
    "embed-in-system": (YES, "the system holds the copy"),
    "embed-in-device": (YES, "the device holds the copy"),
    "convey": (YES, "the recipient gets a copy"),
    "serve": (YES, "the service holds the copy that answers"),
}
"""Whether the product of an activity holds the material of what went in, with the reason.

A doubtful cell is settled by a license that says by which activities its terms reach: what it names holds
the material, what it leaves out does not. A license that says nothing of it leaves it unknown.
"""

RESERVED: dict[str, tuple[bool, str]] = {
    "use": (False, "using a copy that one has is no act that copyright-like rights reserve"),
    "copy": (True, "reproduction"),
    "modify": (True, "reproduction and adaptation"),
    "distil": (False, "no value is copied"),
    "collect-outputs": (False, "output is no part of the weights"),
    "train-on-outputs": (False, "no value is copied"),
    "train-on-data": (False, "left to exceptions that differ from country to country"),
    "embed-in-system": (True, "reproduction"),
    "embed-in-device": (True, "reproduction"),
    "convey": (True, "distribution and making available"),
    "serve": (False, "answers are made available, and the weights are not"),
    "publish-outputs": (False, "output is no part of the weights"),
    "sublicense": (True, "nobody can give what was not given to them"),
    "relicense": (True, "nobody can give what was not given to them"),
    "lock": (False, "what one does with one's own copy"),
    "gate": (False, "what one asks of others"),
    "punish": (False, "what one does to others"),
    "charge": (False, "a price is no act with the work"),
    "remove-notices": (False, "left to special law"),
    "transfer-entity": (False, "the organization changes hands, and no copy does"),
    "transfer-right": (False, "only the holder can do it"),
    "publish-version": (False, "a text is published"),
    "enforce": (False, "a claim in court"),
    "contribute": (False, "a change is sent to the licensor"),
    "add-permission": (False, "a term is added"),
    "remove-permission": (False, "a term is left out"),
    "add-terms": (False, "a term is added"),
    "give-warranty": (False, "a promise of one's own"),
    "name-origin": (False, "a true statement"),
    "name-a-place": (False, "a way to meet a duty"),
    "leave-out": (False, "a way to meet a duty"),
    "estimate": (False, "a way to meet a duty"),
}
"""Which acts a copyright-like right reserves where it protects weights, with the reason."""

IMPLIES: dict[str, tuple[str, ...]] = {
    "fine-tune": ("run",),
    "preference-tune": ("run",),
    "continue-training": ("run",),
    "train-adapter": ("run",),
    "prompt": ("run",),
    "generate": ("run",),
    "embed": ("run",),
    "evaluate": ("run",),
    "serve-public": ("run",),
    "serve-internally": ("run",),
    "host-for-other": ("run",),
}
"""What one also does with the weights by doing an act: whoever trains or serves computes with them."""

TRAINING = frozenset(
    {
        "fine-tune",
        "preference-tune",
        "continue-training",
        "train-adapter",
        "distil",
        "train-on-outputs",
        "train-on-data",
    }
)
"""Acts whose computation counts; that of every other act is nothing where a step does not say otherwise."""

MAKES: dict[str, str] = {
    "train-adapter": "adapter",
    "make-delta": "delta",
    "generate": "outputs",
    "embed": "outputs",
    "collect-outputs": "dataset",
    "embed-in-system": "system",
    "embed-in-device": "device",
    "serve": "service",
    "evaluate": "document",
}
"""The kind of what an activity makes; a copy has the kind of the original, and all else makes weights."""

DATA = frozenset({"outputs", "dataset", "embedding", "document", "code"})
"""Kinds from which a training learns, where it does not start from their values."""

MATERIAL_NEEDS: dict[str, str] = {"weights-as-run": "convey-copy"}
"""The act that supplying a material needs."""

HARMLESS = frozenset({"license-text", "notices", "change-statement", "new-name", "reason"})
"""Materials whose giving no license calls a restriction: each of them asks for notices itself."""

GUARDS = frozenset({"lock", "gate", "punish", "sublicense", "enforce", "remove-notices", "add-terms"})
"""Acts whose prohibition protects recipients: no restriction of them."""


@record
class Act:
    """An activity with what it needs to be judged."""

    name: str
    branch: str
    reserved: bool
    with_: frozenset[str]
    """The act itself and those that it implies."""


def _acts() -> dict[str, Act]:
    out = {}
    for branch, (_, leaves) in ACTIVITIES.items():
        for leaf in leaves or (branch,):
            out[leaf] = Act(leaf, branch, RESERVED[branch][0], frozenset({leaf, *IMPLIES.get(leaf, ())}))
    return out


ACTS: dict[str, Act] = _acts()
"""Every activity that can be done."""


def passes(act: str) -> str:
    """Return whether a product holds the material: `yes`, `no` or `doubtful`."""
    found = PASSES.get(act) or PASSES.get(ACTS[act].branch)
    return found[0] if found else NO


def kind_made(act: str, first: str) -> str:
    """Return the kind of what an act makes from a thing of the kind `first`."""
    branch = ACTS[act].branch
    if branch in {"copy", "convey"}:
        return first
    return MAKES.get(act) or MAKES.get(branch) or "weights"


def leaves(words: object) -> frozenset[str]:
    """Return the activities that some words name; a branch names its leaves."""
    out: set[str] = set()
    for word in words if isinstance(words, (tuple, list)) else (words,):
        if isinstance(word, str) and word in ACTIVITIES:
            out |= set(ACTIVITIES[word][1]) or {word}
        elif isinstance(word, str) and word in ACTS:
            out.add(word)
    return frozenset(out)
