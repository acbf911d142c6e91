"""The table of rules: a new rule is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from ..compose import Composition
from ..diagnostic import Diagnostic, ordered
from ..document.record import record
from .context import Subject


@record
class Rule:
    """One rule."""

    name: str
    module: str
    """Module with `look(subject) -> Iterable[Diagnostic]`."""
    about: str
    of_provisions: bool = False
    """Whether it looks at how the text is described and not at the text."""

    def look(self, subject: Subject) -> Iterable[Diagnostic]:
        """Return what the rule finds."""
        function: Callable[[Subject], Iterable[Diagnostic]] = import_module(self.module).look
        return function(subject)


RULES = (
    Rule("placeholders", "clausewright.check.placeholders", "Nothing is left to fill in."),
    Rule("undefined-terms", "clausewright.check.undefined_terms", "Capitalized words are defined terms."),
    Rule(
        "unused-definitions",
        "clausewright.check.unused_definitions",
        "Each definition that is chosen is used.",
    ),
    Rule(
        "agreement",
        "clausewright.check.agreement",
        "Each sentence with legal effect has its provision.",
        of_provisions=True,
    ),
    Rule(
        "confirmation",
        "clausewright.check.confirmation",
        "Each provision was confirmed against the words as they stand.",
        of_provisions=True,
    ),
    Rule("letters", "clausewright.check.letters", "No letter hides, and none stands for another."),
)
"""Every rule, in the order in which they look."""


def check(composition: Composition, *, provisions: bool = True) -> tuple[Diagnostic, ...]:
    """Return everything that the rules find in a composed license, with what its composition said.

    Args:
        composition: The license.
        provisions: Whether to look also at how the text is described. What `build` writes is the text, and
            these rules take longer than everything else that it does with it.
    """
    subject = Subject(composition)
    found = [d for rule in RULES if provisions or not rule.of_provisions for d in rule.look(subject)]
    return ordered((*composition.diagnostics, *found))
