"""The table of drafting rules: a new rule is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from itertools import islice

from ...compose import Composition
from ...diagnostic import NOTE, WARNING, Diagnostic, ordered
from ...document.record import record
from ...source.index import Index
from ...source.library import Library
from ...source.limits import DIAGNOSTICS
from .exceptions import Exceptions, exceptions_of
from .unit import Finding, Unit


@record
class StyleRule:
    """One drafting rule."""

    name: str
    """What an exception in `style.yaml` names."""
    code: str
    module: str
    """Module with `look(unit) -> Iterable[Finding]`."""
    about: str

    def look(self, unit: Unit) -> Iterable[Finding]:
        """Return what the rule finds in a unit."""
        function: Callable[[Unit], Iterable[Finding]] = import_module(self.module).look
        return function(unit)


_HERE = "clausewright.check.style"

STYLE_RULES = (
    StyleRule("archaic", "CW-STY-001", f"{_HERE}.archaic", "No `shall`, and no word of old legal prose."),
    StyleRule("doublets", "CW-STY-002", f"{_HERE}.doublets", "One word for one thing."),
    StyleRule("hedges", "CW-STY-003", f"{_HERE}.hedges", "Every duty has a measure."),
    StyleRule("capitals", "CW-STY-004", f"{_HERE}.capitals", "Capitalized words are defined terms."),
    StyleRule("one-duty", "CW-STY-005", f"{_HERE}.one_duty", "One sentence holds one duty."),
    StyleRule("length", "CW-STY-006", f"{_HERE}.length", "Sentences are short enough to be read once."),
    StyleRule("actor", "CW-STY-007", f"{_HERE}.actor", "Every duty says who has it."),
    StyleRule("conjunctions", "CW-STY-008", f"{_HERE}.conjunctions", "No `and/or`."),
    StyleRule(
        "place", "CW-STY-009", f"{_HERE}.place", "Preamble, headings and definitions carry no duty or leave."
    ),
    StyleRule(
        "antecedent", "CW-STY-010", f"{_HERE}.antecedent", "A pronoun or `such` points at one thing only."
    ),
    StyleRule("reach", "CW-STY-011", f"{_HERE}.reach", "Text that reaches further than a right says so."),
)
"""Every drafting rule, in the order in which they look."""

UNUSED = "CW-STY-012"
_MOST = 20
"""Complaints of one rule about one paragraph."""
_MANY = f"There are more than {DIAGNOSTICS} complaints; the others are left out."
_MEND = "Mend these first."


def look_at_license(composition: Composition) -> tuple[Diagnostic, ...]:
    """Return what the drafting rules find in a composed license.

    Args:
        composition: The license. Exceptions of the libraries that it uses are kept.
    """
    from .licenses import units_of_license

    libraries = composition.index.libraries
    kept = {id: exceptions_of(library, [r.name for r in STYLE_RULES]) for id, library in libraries.items()}
    found = [d for unit in units_of_license(composition) for d in _look(unit, kept)]
    return ordered((*found, *(d for e in kept.values() for d in e.diagnostics)))


def look_at_library(library: Library, index: Index) -> tuple[Diagnostic, ...]:
    """Return what the drafting rules find in every text of a library, exceptions that nothing needs included.

    Args:
        library: The library.
        index: Everything that its texts can see, itself included.
    """
    from .readings import units_of_library

    kept = exceptions_of(library, [r.name for r in STYLE_RULES])
    found: dict[tuple[object, ...], Diagnostic] = {}
    for unit in units_of_library(library, index):
        if unit.file.logical.partition(":")[0] != library.id:
            continue  # inherited from a library that is looked at by itself
        if len(found) >= DIAGNOSTICS:
            return ordered((*found.values(), Diagnostic("CW-RUN-001", _MANY, _MEND, severity=NOTE)))
        for diagnostic in _look(unit, {library.id: kept}):
            # a paragraph is read several times: of the same complaint at one place, the last one is kept
            found[diagnostic.code, diagnostic.position] = diagnostic
    idle = [
        Diagnostic(
            UNUSED,
            f"The exception from `{entry.rule}` at `{entry.at}` is not needed.",
            "Remove it.",
            entry.position,
            severity=WARNING,
        )
        for entry in kept.entries
        if entry not in kept.used
    ]
    return ordered((*found.values(), *kept.diagnostics, *idle))


def _look(unit: Unit, kept: Mapping[str, Exceptions]) -> Iterable[Diagnostic]:
    owner = kept.get(unit.file.logical.partition(":")[0])
    for rule in STYLE_RULES:
        for finding in islice(rule.look(unit), _MOST):
            if owner is not None and owner.allows(rule.name, unit.subject, unit.id):
                continue
            yield Diagnostic(
                rule.code,
                finding.message,
                finding.mend,
                unit.position(finding.start, finding.end),
                severity=WARNING,
            )
