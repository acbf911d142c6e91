"""The selections that a form allows: a variable for each variant, and what they must fulfill together.

The space of a form is what a manifest can choose without saying where a clause goes: the clauses that
the form lists, those whose `clause.yaml` says `after` or `section`, and those whose text goes to slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ...document.record import entity, field
from ...source.index import Index
from ...source.model import Clause, Condition, DefinedTerm, Form, Literal, Variant
from ...source.names import Unresolved
from .logic import FALSE, TRUE, Logic

Selection: TypeAlias = Mapping[str, frozenset[str]]
"""Chosen variants by full id; empty: omitted, or (of a definition) left open."""
TermKey: TypeAlias = tuple[str, str, str]
"""Clause or definition, variant, and parameter of type `term`."""


@entity
class Space:
    """All selections of one form."""

    index: Index
    form: Form
    logic: Logic = field(default_factory=Logic)
    variants: dict[str, dict[str, int]] = field(default_factory=dict)
    """The literal of each variant, by clause or definition; clauses that cannot be placed are left out."""
    present: dict[str, int] = field(default_factory=dict)
    """The literal of each clause: whether it is in the license."""
    terms: dict[TermKey, dict[str, int]] = field(default_factory=dict)
    """The literal of each definition that a parameter of type `term` can name."""
    home: dict[str, str] = field(default_factory=dict)
    """The section of each clause that has one."""
    placed: dict[str, int] = field(default_factory=dict)
    """The literal of each of them: whether it is in that section if it is in the license at all."""
    needed: list[int] = field(default_factory=list)
    """Literals that are true of every selection that the composer does not refuse for its choices."""
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Of `needed`, those that a variant requires or excludes, with its clause or definition and name."""
    defaults: dict[str, frozenset[str]] = field(default_factory=dict)
    """What the form chooses by itself."""

    def held(self, id: str) -> Clause | DefinedTerm:
        """Return a clause or definition by its full id."""
        return self.index.clauses.get(id) or self.index.terms[id]

    def holds(self, condition: Condition | None) -> int:
        """Return the literal of a condition without `ref`."""
        return TRUE if condition is None else self.logic.all(map(self.literal, condition.literals))

    def literal(self, literal: Literal) -> int:
        """Return the literal of one part of a condition."""
        chosen = self.variants.get(literal.subject, {})
        if literal.variants:
            found = self.logic.any(chosen.get(name, FALSE) for name in literal.variants)
        else:
            found = self.logic.any(chosen.values())
        return -found if literal.negated else found

    def chosen(self, variant: Variant) -> int:
        """Return the literal of a variant."""
        return self.variants.get(variant.subject, {}).get(variant.name, FALSE)

    def differs(self) -> dict[str | TermKey, int]:
        """Return, for all that a manifest can say, the literal of its having to say it."""
        out: dict[str | TermKey, int] = {}
        for id, chosen in self.variants.items():
            default = self.defaults.get(id, frozenset())
            same = self.logic.all(x if name in default else -x for name, x in chosen.items())
            if same != TRUE:
                out[id] = -same
        for key, terms in self.terms.items():
            value = self._written(key)
            out[key] = self.logic.all((self.chosen(self._variant(key)), -terms.get(value, FALSE)))
        return out

    def assumed(self) -> list[int]:
        """Return literals that leave each parameter of type `term` at its default, for counting."""
        out = []
        for key, terms in self.terms.items():
            value = self._written(key)
            out.append(terms.get(value, next(iter(terms.values()))))
        return out

    def _variant(self, key: TermKey) -> Variant:
        return self.held(key[0]).variants[key[1]]

    def _written(self, key: TermKey) -> str:
        """Return the definition that a parameter names by itself, or an empty string."""
        default = self._variant(key).parameters[key[2]].default
        if default is None:
            return ""
        visible = self.index.visible
        try:
            return visible.forms.get(str(default)) or visible.resolve(str(default), "definition").id
        except Unresolved:
            return ""

    def selection(self, true: Iterable[int]) -> dict[str, frozenset[str]]:
        """Return the selection of a model, given as the set of its true literals."""
        model = {TRUE, *true}
        return {
            id: frozenset(name for name, x in chosen.items() if x in model)
            for id, chosen in self.variants.items()
        }

    def literals(self, selection: Selection) -> list[int]:
        """Return the literals that make a selection."""
        return [
            x if name in selection.get(id, frozenset()) else -x
            for id, chosen in self.variants.items()
            for name, x in chosen.items()
        ]


def space_of(index: Index, form: Form) -> Space:
    """Return the space of a form, with everything but what depends on the use of definitions.

    Args:
        index: The libraries.
        form: The form.
    """
    space = Space(index, form)
    for id, pick in (*form.defaults.clauses.items(), *form.defaults.definitions.items()):
        subject = space.held(id)
        names = (v.name or next(iter(subject.variants)) for v in pick.variants)
        space.defaults[id] = frozenset(name for name in names if name in subject.variants)
    _place(space)
    for clause in index.clauses.values():
        _clause(space, clause)
    for term in index.terms.values():
        _term(space, term)
    _named_terms(space)
    _follow(space)
    for held in index.clauses.values():
        for variant in held.variants.values():
            rules(space, variant, space.chosen(variant))
    return space


def rules(space: Space, variant: Variant, standing: int) -> None:
    """Add what a variant requires and excludes where it stands."""
    if standing == FALSE:
        return
    met = [space.holds(condition) for condition in variant.requires]
    met += [-space.holds(condition) for condition in variant.conflicts]
    for literal in met:
        rule = space.logic.any((-standing, literal))
        space.needed.append(rule)
        space.reasons.setdefault(rule, (variant.subject, variant.name))


def _place(space: Space) -> None:
    """Find the section of each clause: the form's, or that which `clause.yaml` names."""
    form, index = space.form, space.index
    space.home = {clause: s.id for s in form.sections for clause in s.clauses}
    taking = {s.id for s in form.sections if s.clauses}
    following: dict[str, list[str]] = {}
    for clause in index.clauses.values():
        if clause.id in space.home:
            continue
        if clause.after:
            following.setdefault(_target(clause, index), []).append(clause.id)
        elif clause.section in taking:
            space.home[clause.id] = clause.section
    waiting = list(space.home)
    while waiting:
        target = waiting.pop()
        for id in following.pop(target, ()):
            space.home[id] = space.home[target]
            waiting.append(id)


def _target(clause: Clause, index: Index) -> str:
    try:
        return index.visible.resolve(clause.after, "clause").id
    except Unresolved:
        return clause.after


def only_slots(variant: Variant) -> bool:
    """Tell whether all text of a variant goes to slots, so that it needs no place of its own."""
    return all(block.into for block in variant.fragment.blocks)


def _clause(space: Space, clause: Clause) -> None:
    """Make the variables of a clause."""
    names = [n for n, v in clause.variants.items() if clause.id in space.home or only_slots(v)]
    listed = {c for s in space.form.sections for c in s.clauses}
    # the composer asks for a clause in the form's place, and does not let the form's choice be omitted
    must = not clause.omit and (clause.id in listed or bool(space.defaults.get(clause.id)))
    if not clause.omit and clause.id in space.home and clause.id not in listed:
        must = must or bool(space.defaults.get(clause.id))
    if not names:
        if must:
            space.needed.append(FALSE)
        return
    if clause.choose == "any":
        chosen = {name: space.logic.variable() for name in names}
        space.variants[clause.id] = chosen
        space.present[clause.id] = space.logic.any(chosen.values())
        if must:
            space.needed.append(space.present[clause.id])
        return
    literals = space.logic.one_of(len(names) + (not must))
    space.variants[clause.id] = dict(zip(names, literals, strict=False))
    space.present[clause.id] = TRUE if must else -literals[-1]


def _term(space: Space, term: DefinedTerm) -> None:
    """Make the variables of a definition: it may stay open where the form chooses none."""
    if not term.variants:
        return
    settled = len(term.variants) == 1 or bool(space.defaults.get(term.id))
    literals = space.logic.one_of(len(term.variants) + (not settled))
    space.variants[term.id] = dict(zip(term.variants, literals, strict=False))


def _named_terms(space: Space) -> None:
    """Make the variables of parameters that name a definition."""
    known = list(space.index.terms)
    for id, chosen in list(space.variants.items()):
        held = space.held(id)
        for name in chosen:
            for parameter in held.variants[name].parameters.values():
                if parameter.type == "term" and known:
                    literals = space.logic.one_of(len(known))
                    space.terms[id, name, parameter.name] = dict(zip(known, literals, strict=True))


def _follow(space: Space) -> None:
    """Find when each clause is in its section: one that follows others needs them all to be there."""
    fixed = {c for s in space.form.sections for c in s.clauses}
    for id in space.home:
        before: list[int] = []
        clause = space.index.clauses[id]
        while clause.id not in fixed and clause.after:
            target = _target(clause, space.index)
            if target in fixed:
                break
            before.append(space.present.get(target, FALSE))
            clause = space.index.clauses[target]
        space.placed[id] = space.logic.all(before)
        for name, x in space.variants.get(id, {}).items():
            if before and not only_slots(space.index.clauses[id].variants[name]):
                space.needed.append(space.logic.any((-x, space.placed[id])))
