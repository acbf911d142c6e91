"""Counts exactly how many choices meet a set of constraints, without walking through them.

The constraints are split into parts that share no choice. In a part, one choice is settled in each way
that makes a difference; what is left falls into smaller parts. Equal parts are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from .logic import FALSE, TRUE, Logic

_Clause: TypeAlias = tuple[tuple[int, int], ...]
"""Pairs of a choice and the set of its options, as bits, that meet the clause; sorted."""


def count_models(
    logic: Logic,
    needed: Iterable[int],
    fixed: Iterable[int] = (),
    spend: Callable[[int], None] = lambda steps: None,
) -> int:
    """Return how many settings of all variables make some literals true.

    Args:
        logic: The variables and the gates.
        needed: Literals that must be true.
        fixed: Variables that are settled beforehand, and not counted in other settings.
        spend: Called with the steps of the work; it may raise, to end it.
    """
    counter = _Counter(logic, spend)
    roots = [counter.clause([x]) for x in (*needed, *fixed)]
    return counter.count([c for c in (*roots, *counter.meaning()) if c is not None])


class _Counter:
    def __init__(self, logic: Logic, spend: Callable[[int], None]) -> None:
        self.logic, self.spend = logic, spend
        self.options: dict[int, int] = {}
        """The options of each choice, as bits."""
        self.place: dict[int, tuple[int, int]] = {}
        """The choice and the option of each variable."""
        self.reached: dict[int, None] = {}
        self.known: dict[tuple[tuple[tuple[int, int], ...], frozenset[_Clause]], int] = {}
        for group in logic.groups:
            self.options[group[0]] = (1 << len(group)) - 1
            self.place.update({x: (group[0], 1 << bit) for bit, x in enumerate(group)})
        for x in logic.free:
            self._binary(x)

    def _binary(self, variable: int) -> None:
        self.options[variable], self.place[variable] = 0b11, (variable, 0b01)

    def clause(self, literals: Iterable[int]) -> _Clause | None:
        """Return a clause over choices, or None where it always holds."""
        met: dict[int, int] = {}
        for literal in literals:
            if literal == TRUE:
                return None
            if literal == FALSE:
                continue
            choice, bits = self.bits(literal)
            met[choice] = met.get(choice, 0) | bits
        if any(bits == self.options[choice] for choice, bits in met.items()):
            return None
        return tuple(sorted(met.items()))

    def bits(self, literal: int) -> tuple[int, int]:
        """Return the choice that a literal speaks of, and the options that make it true."""
        variable = abs(literal)
        if variable not in self.place:
            self._gate(variable)
        choice, bits = self.place[variable]
        return choice, bits if literal > 0 else self.options[choice] & ~bits

    def _gate(self, variable: int) -> None:
        """Note a gate: over options of one choice it is a set of them, else a choice of its own."""
        inputs = [self.bits(x) for x in self.logic.gates[variable]]
        if len({choice for choice, _ in inputs}) == 1:
            choice, bits = inputs[0]
            for _, more in inputs:
                bits &= more
            self.place[variable] = choice, bits
            return
        self._binary(variable)
        self.reached[variable] = None

    def meaning(self) -> list[_Clause | None]:
        """Return the clauses that say what each gate stands for that the constraints reach."""
        out: list[_Clause | None] = []
        for gate in self.reached:
            inputs = self.logic.gates[gate]
            out.extend(self.clause([-gate, x]) for x in inputs)
            out.append(self.clause([gate, *(-x for x in inputs)]))
        return out

    def count(self, clauses: list[_Clause]) -> int:
        return self.settled(dict(self.options), clauses)

    def settled(self, options: dict[int, int], clauses: list[_Clause]) -> int:
        """Count over some choices, with clauses of one choice taken as what is left of it."""
        while True:
            self.spend(len(clauses))
            left: dict[_Clause, None] = {}
            narrowed = False
            for clause in clauses:
                kept = []
                for choice, bits in clause:
                    now = options[choice]
                    if now & bits == now:
                        break
                    if now & bits:
                        kept.append((choice, bits & now))
                else:
                    if not kept:
                        return 0
                    if len(kept) == 1:
                        options[kept[0][0]] = kept[0][1]
                        narrowed = True
                    else:
                        left[tuple(kept)] = None
            clauses = list(left)
            if not narrowed:
                break
        total = 1
        tied = {choice for clause in clauses for choice, _ in clause}
        for choice, bits in options.items():
            if choice not in tied:
                total *= bits.bit_count()
        for part in _parts(clauses):
            if not total:
                return 0
            total *= self.part(options, part)
        return total

    def part(self, options: Mapping[int, int], clauses: list[_Clause]) -> int:
        """Count over the choices of one part, in which everything hangs together."""
        uses: dict[int, int] = {}
        for clause in clauses:
            for choice, _ in clause:
                uses[choice] = uses.get(choice, 0) + 1
        own = {choice: options[choice] for choice in sorted(uses)}
        key = tuple(own.items()), frozenset(clauses)
        found = self.known.get(key)
        if found is not None:
            return found
        choice = max(own, key=lambda x: (uses[x], x))
        # options that meet the same clauses are alike
        alike: dict[tuple[int, ...], int] = {}
        mine = [bits for clause in clauses for x, bits in clause if x == choice]
        for option in _bits(own[choice]):
            signature = tuple(option & bits for bits in mine)
            signature = tuple(1 if bit else 0 for bit in signature)
            alike[signature] = alike.get(signature, 0) | option
        total = 0
        for same in alike.values():
            one = same & -same
            total += same.bit_count() * self.settled({**own, choice: one}, clauses)
        self.known[key] = total
        return total


def _bits(options: int) -> list[int]:
    out = []
    while options:
        out.append(options & -options)
        options &= options - 1
    return out


def _parts(clauses: list[_Clause]) -> list[list[_Clause]]:
    """Return clauses in parts that share no choice."""
    above: dict[int, int] = {}

    def top(choice: int) -> int:
        while above.setdefault(choice, choice) != choice:
            above[choice] = above[above[choice]]
            choice = above[choice]
        return choice

    for clause in clauses:
        first = top(clause[0][0])
        for choice, _ in clause[1:]:
            above[top(choice)] = first
    parts: dict[int, list[_Clause]] = {}
    for clause in clauses:
        parts.setdefault(top(clause[0][0]), []).append(clause)
    return list(parts.values())
