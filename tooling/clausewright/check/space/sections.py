"""Point (3): no section is empty, and no definition is without words or without a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...compose.choices import short
from ...source.index import related
from ...source.model import DEFINITION, FormSection
from .places import Places
from .query import Query, Told, Truth, home
from .text import Node


def look(places: Places) -> Iterator[Query]:
    """Ask of every section and every definition whether it can be there without text."""
    yield from _sections(places)
    yield from _definitions(places)


def _sections(places: Places) -> Iterator[Query]:
    space, logic = places.text.space, places.text.logic
    for section in space.form.sections:
        here = [c for c, s in space.home.items() if s == section.id and c in space.present]
        if not here:
            continue
        words = logic.any(t.stands for c in here for t in places.own(c))
        taken = logic.any(logic.all((space.present[c], space.placed[c])) for c in here)
        wrong = logic.all((taken, -words))
        yield Query("CW-SPC-003", wrong, partial(_empty, places, section, here))


def _empty(places: Places, section: FormSection, here: list[str], truth: Truth) -> Told:
    space = places.text.space
    index = space.index
    clause = next((c for c in here if truth(space.present[c])), here[0])
    name = next((n for n, x in space.variants[clause].items() if truth(x)), "")
    variant = index.clauses[clause].variants.get(name)
    return Told(
        f"The section `{section.id}` can be empty though `{short(clause)}` is chosen.",
        "Give the variant text that always stands there.",
        index.position(space.form.origin, section.line),
        related(index.position(variant.origin) if variant else home(index, clause), "the text"),
    )


def _definitions(places: Places) -> Iterator[Query]:
    text = places.text
    space, logic = text.space, text.logic
    placed = any(s.definitions for s in space.form.sections)
    tops: dict[tuple[str, str], list[Node]] = {}
    for top in text.tops:
        if top.kind == DEFINITION and not top.into:
            tops.setdefault((top.owner, top.variant.name), []).append(top)
    for id, used in text.used.items():
        if not placed:
            yield Query("CW-SPC-003", used, partial(_homeless, places, id))
            continue
        for name, literal in space.variants.get(id, {}).items():
            # the first of its paragraphs that stand is a plain one
            begins, before = -1, 1
            for top in tops.get((id, name), ()):
                if top.block.kind == "plain":
                    begins = logic.any((begins, logic.all((before, top.stands))))
                before = logic.all((before, -top.stands))
            wrong = logic.all((used, literal, -begins))
            yield Query("CW-SPC-003", wrong, partial(_wordless, places, id, name))


def _homeless(places: Places, id: str, truth: Truth) -> Told:
    space = places.text.space
    index = space.index
    use = next((node for node, literal in places.text.uses[id] if truth(literal)), None)
    return Told(
        f"The form has no section for definitions, and text uses “{index.terms[id].term}”.",
        "Add a section with `definitions: true` to the form.",
        index.position(space.form.origin),
        related(index.position(use.block.origin), "the term is used here") if use else (),
    )


def _wordless(places: Places, id: str, name: str, truth: Truth) -> Told:
    index = places.text.space.index
    term = index.terms[id]
    use = next((node for node, literal in places.text.uses[id] if truth(literal)), None)
    return Told(
        f"The definition of “{term.term}” can begin without words.",
        "Give its first paragraph no condition, or a second one the opposite condition.",
        index.position(term.variants[name].origin),
        related(index.position(use.block.origin), "the term is used here") if use else (),
    )
