"""Point (5): every variant can be chosen in some form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...compose.choices import short
from ...diagnostic import Diagnostic, Related
from ...document.record import replace
from ...source.index import related
from ...source.model import Variant
from .logic import FALSE, TRUE
from .manifest import manifest_text
from .session import Session
from .text import Text


def look(forms: Sequence[tuple[Text, Session]]) -> Iterator[Diagnostic]:
    """Find variants of clauses that no form can have, and of definitions that none can use.

    Args:
        forms: Each form's text with its solver.
    """
    index = forms[0][0].space.index
    for id in (*index.clauses, *index.terms):
        for variant in forms[0][0].space.held(id).variants.values():
            if not any(session.can(_standing(text, variant)) for text, session in forms):
                yield from _useless(forms, variant)


def _standing(text: Text, variant: Variant) -> tuple[int, ...]:
    """Return the literals of a variant being chosen and, of a definition, used."""
    chosen = text.space.chosen(variant)
    if variant.subject in text.space.index.terms:
        return chosen, text.used.get(variant.subject, FALSE)
    return (chosen,)


def _useless(forms: Sequence[tuple[Text, Session]], variant: Variant) -> Iterator[Diagnostic]:
    index = forms[0][0].space.index
    definition = variant.subject in index.terms
    if definition and not any(
        session.can((text.used.get(variant.subject, FALSE),), allowed=False) for text, session in forms
    ):
        return  # no text here uses the term: it is for other libraries
    text, session = next(((t, s) for t, s in forms if s.can(_standing(t, variant), allowed=False)), forms[0])
    space = text.space
    if session.can(_standing(text, variant), allowed=False):
        # the choices that exclude it are told by the composer, when the manifest is built
        found = session.smallest(_standing(text, variant), allowed=False)
        selection = dict(found.selection)
    else:
        selection = dict(session.smallest((), allowed=session.can(())).selection)
        selection[variant.subject] = frozenset({variant.name})
    where = index.position(variant.origin, 1, 1)
    name = f"{short(variant.subject)}={variant.name}"
    yield Diagnostic(
        "CW-SPC-007",
        f"`{name}` can be chosen in no form.",
        "Mend the conditions that exclude each other, or give the clause a place in a form.",
        where,
        _reasons(text, session, variant),
        manifest=manifest_text(space, selection),
    )


def _reasons(text: Text, session: Session, variant: Variant) -> tuple[Related, ...]:
    """Return the rules that together exclude a variant, or the form that has no place for it."""
    space = text.space
    index = space.index
    if space.chosen(variant) == FALSE:
        return related(index.position(space.form.origin), "the form, which has no place for the clause")
    rules = [x for x in space.needed if x != TRUE]
    kept = list(rules)
    for rule in rules:
        rest = [x for x in kept if x != rule]
        if not session.can((*_standing(text, variant), *rest), allowed=False):
            kept = rest
    found = {space.reasons[rule]: None for rule in kept if rule in space.reasons}
    out: tuple[Related, ...] = ()
    for subject, name in found:
        other = space.held(subject).variants[name]
        out += related(index.position(replace(other.origin, line=1)), "what this requires or excludes")
    return out
