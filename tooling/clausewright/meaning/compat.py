"""Whether weights under two licenses can meet in one model, and what can be done with it then."""

from __future__ import annotations

from ..document.record import record, replace
from ..source.lineages import Artifact, Input, Lineage, Party, Step
from .answer import Answer, answer, compatible
from .facts import carry
from .situation import Question
from .terms import Terms

ASKED = (
    ("merge", "first", "Merge weights under both"),
    ("run", "merged", "Run the result"),
    ("serve-internally", "merged", "Serve it to your own staff"),
    ("publish", "merged", "Give it to others"),
    ("serve-public", "merged", "Serve it to others"),
    ("relicense", "merged", "Put it under your own terms"),
)
"""What is asked: the act, with what, and in words."""


@record
class Compatibility:
    """What two licenses say of a model made of weights under both."""

    first: Terms
    second: Terms
    answers: tuple[tuple[str, Answer], ...]
    """Each question in words with its answer."""
    under: str
    """Under what the result can be given to others, in words; empty where it cannot."""

    @property
    def conveyable(self) -> bool:
        """Whether the result can be given to others."""
        return bool(self.under)


def compat(first: Terms, second: Terms) -> Compatibility:
    """Return whether weights under two licenses can be merged, and the result conveyed and served.

    Args:
        first: A license.
        second: Another one, or the same.
    """
    # two texts of one name stay apart in the lineage
    one, other = replace(first, key="first license"), replace(second, key="second license")
    made = Lineage("compat", purpose=())
    made.parties = {name: Party(name, users=0) for name in ("one lab", "another lab", "you")}
    made.parties["staff"] = Party("staff", staff_of=("you",))
    for name, key, lab in (("first", one.key, "one lab"), ("second", other.key, "another lab")):
        made.artifacts[name] = Artifact(name, "weights", ((key,),), lab, compute=1e24)
    made.artifacts["merged"] = Artifact("merged", "weights", task="general")
    made.steps.append(Step("merge", (Input("first"), Input("second")), "merged", "you", compute=0))
    facts = carry(made, {one.key: one, other.key: other})
    answers = []
    for act, of, words in ASKED:
        to = "staff" if act == "serve-internally" else ""
        answers.append((words, answer(Question(act, of, "you", to), facts)))
    return Compatibility(one, other, tuple(answers), _under(one, other, dict(answers)["Give it to others"]))


def _under(first: Terms, second: Terms, given: Answer) -> str:
    if given.verdict not in {"permitted", "not-governed"}:
        return ""
    keeps = [
        terms
        for terms in (first, second)
        if any(duty.what == "same-license" and duty.license == terms.key for duty in given.duties)
    ]
    if len(keeps) == 2 and first.name == second.name:
        return first.title
    if len(keeps) == 2:
        assert compatible(first, second)
        return f"{first.title} and {second.title} at once"
    if keeps:
        other = second if keeps[0] is first else first
        return f"{keeps[0].title}, with what {other.title} asks for its parts"
    return f"terms of your own, with what {first.title} and {second.title} ask for their parts"
