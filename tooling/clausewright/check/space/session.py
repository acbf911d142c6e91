"""Asks a SAT solver about one form, and finds the smallest selection that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...diagnostic import Refused
from ...document.record import entity
from ...source.files import Report
from ...source.limits import SPACE_CONFLICTS
from .logic import FALSE, TRUE
from .query import Truth
from .selection import Selection, Space, TermKey


@entity
class Found:
    """A selection that a solver found."""

    selection: Selection
    terms: dict[TermKey, str]
    """Parameters of type `term` that do not keep their defaults, with the definition they name."""
    truth: Truth


class Session:
    """One form with its solver. All formulas are made before it."""

    def __init__(self, space: Space, spend: Callable[[int], None]) -> None:
        from pysat.solvers import Solver

        self.space, self.spend = space, spend
        self.allowed = space.logic.all(space.needed)
        self._differs = space.differs()
        self._clauses = space.logic.clauses()
        self._solver: Any = Solver(name="minisat22", bootstrap_with=self._clauses)
        self._total: Any = None

    def can(self, literals: Iterable[int], *, allowed: bool = True) -> bool:
        """Tell whether some selection makes all of some literals true.

        Args:
            literals: The literals.
            allowed: Whether the selection must be one that the composer accepts as a choice.
        """
        wanted = [x for x in literals if x != TRUE]
        if allowed and self.allowed != TRUE:
            wanted.append(self.allowed)
        if FALSE in wanted:
            return False
        return self._solve(wanted)

    def _solve(self, assumptions: list[int]) -> bool:
        self.spend(1)
        self._solver.conf_budget(SPACE_CONFLICTS)
        answer = self._solver.solve_limited(assumptions=assumptions)
        if answer is None:
            report = Report()
            too_tangled(report)
        return bool(answer)

    def smallest(self, literals: Iterable[int], *, allowed: bool = True) -> Found:
        """Return a selection that makes some literals true and says as little as possible beside the form.

        Args:
            literals: The literals; `can` told that they can be true.
            allowed: As for `can`.
        """
        wanted = [x for x in literals if x != TRUE]
        if allowed and self.allowed != TRUE:
            wanted.append(self.allowed)
        most = 0
        while not self._solve([*wanted, *self._at_most(most)]):
            most += 1
        true = {x for x in self._solver.get_model() if x > 0} | {TRUE}

        def truth(literal: int) -> bool:
            return literal in true if literal > 0 else -literal not in true

        terms = {
            key: next(id for id, x in self.space.terms[key].items() if truth(x))
            for key, x in self._differs.items()
            if isinstance(key, tuple) and truth(x)
        }
        return Found(self.space.selection(true), terms, truth)

    def _at_most(self, most: int) -> list[int]:
        """Return what to assume so that a selection says no more than some things beside the form."""
        literals = [x for x in self._differs.values() if x != FALSE]
        if most >= len(literals):
            return []
        if self._total is None:
            from pysat.card import ITotalizer

            top = max(abs(x) for clause in self._clauses for x in clause)
            self._total = ITotalizer(lits=literals, ubound=min(4, len(literals)), top_id=top)
            self._add(self._total.cnf.clauses)
        elif most > self._total.ubound:
            self._total.increase(ubound=min(2 * most, len(literals)))
            self._add(self._total.cnf.clauses[-self._total.nof_new :] if self._total.nof_new else [])
        return [-self._total.rhs[most]]

    def _add(self, clauses: Iterable[list[int]]) -> None:
        for clause in clauses:
            self.spend(1)
            self._solver.add_clause(clause)

    def judge(self, selection: Selection) -> Truth:
        """Return what a whole selection makes true. Parameters keep their defaults."""
        assumptions = [x for x in (*self.space.literals(selection), *self.space.assumed()) if x != TRUE]
        if not self._solver.solve(assumptions=assumptions):
            raise ValueError("the selection chooses too much, or too little")
        true = {x for x in self._solver.get_model() if x > 0} | {TRUE}
        return lambda literal: literal in true if literal > 0 else -literal not in true

    def close(self) -> None:
        """Give the memory of the solver back."""
        self._solver.delete()
        if self._total is not None:
            self._total.delete()


def too_tangled(report: Report) -> None:
    """Give up a proof that would take too long.

    Raises:
        Refused: Always.
    """
    report.add(
        "CW-SPC-010",
        "The choices of this library are too tangled to be proved.",
        "Write fewer conditions in `requires`, `conflicts` and `if`.",
    )
    raise Refused(report.diagnostics)
