"""Boolean formulas as numbers: each is a literal, and what it stands for is kept as a table of gates.

A literal is a positive or negative integer, as SAT solvers take it; `-x` is the opposite of `x`. Every
gate means exactly what it stands for, in both directions, so a choice of variants settles every literal.
"""

from __future__ import annotations

from collections.abc import Iterable

TRUE, FALSE = 1, -1
_PAIRWISE = 6
"""Size of a group up to which every two of it are told to exclude each other."""


class Logic:
    """Makes formulas, each one once.

    Attributes:
        gates: Inputs of each gate: the literal is true where all of them are.
        groups: Variables of which exactly one is true, in the order in which they were made.
        free: Variables that stand alone.
    """

    def __init__(self) -> None:
        self.gates: dict[int, tuple[int, ...]] = {}
        self.groups: list[tuple[int, ...]] = []
        self.free: list[int] = []
        self._known: dict[tuple[int, ...], int] = {}
        self._last = TRUE

    def _new(self) -> int:
        self._last += 1
        return self._last

    def one_of(self, size: int) -> tuple[int, ...]:
        """Return new variables of which exactly one is true."""
        if size == 1:
            return (TRUE,)
        group = tuple(self._new() for _ in range(size))
        self.groups.append(group)
        return group

    def variable(self) -> int:
        """Return a new variable that nothing ties."""
        self.free.append(self._new())
        return self._last

    def all(self, literals: Iterable[int]) -> int:
        """Return the literal that is true where all of some are."""
        inputs = set(literals)
        inputs.discard(TRUE)
        if FALSE in inputs or any(-x in inputs for x in inputs):
            return FALSE
        if len(inputs) < 2:
            return inputs.pop() if inputs else TRUE
        key = tuple(sorted(inputs))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._new()
            self.gates[found] = key
        return found

    def any(self, literals: Iterable[int]) -> int:
        """Return the literal that is true where one of some is."""
        return -self.all([-x for x in literals])

    def choose(self, test: int, then: int, other: int) -> int:
        """Return the literal that is `then` where a test is true, and else `other`."""
        if then == other or test == TRUE:
            return then
        if test == FALSE:
            return other
        return self.any((self.all((test, then)), self.all((-test, other))))

    def clauses(self) -> list[list[int]]:
        """Return everything as clauses: of each, one literal at least is true."""
        out = [[TRUE]]
        for group in self.groups:
            out.append(list(group))
            if len(group) <= _PAIRWISE:
                out.extend([-x, -y] for place, x in enumerate(group) for y in group[:place])
                continue
            # of a large group, each excludes all before it at once
            before = group[0]
            for x in group[1:]:
                out.append([-before, -x])
                here = self._new()
                out += [[-here, before, x], [here, -before], [here, -x]]
                before = here
        for gate, inputs in self.gates.items():
            out.extend([-gate, x] for x in inputs)
            out.append([gate, *(-x for x in inputs)])
        return out
