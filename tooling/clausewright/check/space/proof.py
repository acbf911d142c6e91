"""Proves a whole library: every selection that its forms allow composes, or the smallest that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from ...diagnostic import Diagnostic, Refused, ordered
from ...document.record import entity, record
from ...source.files import Report
from ...source.index import Index
from ...source.limits import DIAGNOSTICS, SPACE_COUNT, SPACE_STEPS
from ...source.model import Form
from .count import count_models
from .manifest import manifest_text
from .places import places_of
from .query import Point, Query
from .selection import space_of
from .session import Found, Session, too_tangled
from .text import Text, text_of

Progress = Callable[[str, int, int], None]
"""Told the form, the questions that are answered, and how many there are."""


@record
class PointOfProof:
    """One point of the proof; a new one is a file and a line in the table."""

    number: int
    about: str
    modules: tuple[str, ...]
    """Modules with `look(places) -> Iterator[Query]`, or of `over_forms`, with `look(forms)`."""
    over_forms: bool = False


POINTS = (
    PointOfProof(1, "a reference has its target", ("references",)),
    PointOfProof(2, "no lead-in stands without items", ("lead_ins",)),
    PointOfProof(3, "no section is empty", ("sections",)),
    PointOfProof(
        4,
        "no id comes twice, every slot is taken, no paragraph loses all its words",
        ("ids", "slots", "words", "numbers"),
    ),
    PointOfProof(5, "every variant can be chosen in some form", ("choosable",), over_forms=True),
    PointOfProof(6, "filters are total over the range of each parameter", ("filters",), over_forms=True),
    # (7), no two provisions present together contradict: a module that yields queries, and a line here
)
"""Every point, in order."""


@record
class FormProof:
    """What was proved of one form."""

    form: str
    """Full id."""
    queries: int
    """Questions to the solver, or settled without it, about this form."""
    selections: int | None
    """Selections of variants that are allowed, with parameters at their defaults; None where the
    constraints are too tangled to be counted."""


@record
class Proof:
    """What was proved of a library, and what was not."""

    forms: tuple[FormProof, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Faults, each with the smallest manifest that shows it; empty where every point holds."""


@entity
class _Budget:
    left: int = SPACE_STEPS

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            too_tangled(Report())


def prove(index: Index, progress: Progress = lambda form, done, total: None) -> Proof:
    """Prove the points of `POINTS` for every form of some libraries.

    Args:
        index: The libraries.
        progress: Called now and then.

    Returns:
        The proof, with a complaint for each fault.

    Raises:
        Refused: The library is too tangled to be proved within the limits.
    """
    budget = _Budget()
    if not index.forms:
        nothing = Diagnostic(
            "CW-SPC-011",
            "There is no form, so there is nothing to prove.",
            "Write a form, or name a library whose forms place these clauses.",
        )
        return Proof((), (nothing,))
    made: list[tuple[Text, Session]] = []
    forms: list[FormProof] = []
    found: list[Diagnostic] = []
    try:
        for form in index.forms.values():
            text, queries = questions(index, form, budget.spend)
            session = Session(text.space, budget.spend)
            made.append((text, session))
            found += _ask(text, session, queries, progress, DIAGNOSTICS - len(found))
            forms.append(FormProof(form.id, len(queries), _count(text)))
        for point in POINTS:
            for name in point.modules if point.over_forms else ():
                look = import_module(f"clausewright.check.space.{name}").look
                found += look(made)
    finally:
        for _, session in made:
            session.close()
    return Proof(tuple(forms), ordered(found))


def _count(text: Text) -> int | None:
    """Return how many selections a form allows, or None where that would take too long."""
    space, budget = text.space, _Budget(SPACE_COUNT)
    try:
        return count_models(space.logic, space.needed, space.assumed(), budget.spend)
    except Refused:
        return None


def questions(
    index: Index, form: Form, spend: Callable[[int], None] = lambda steps: None
) -> tuple[Text, list[Query]]:
    """Return the text of a form and every question of the points that are proved form by form.

    Args:
        index: The libraries.
        form: The form.
        spend: Called with the steps of the work; it may raise, to end it.
    """
    text = text_of(space_of(index, form), spend)
    places = places_of(text, spend)
    queries: list[Query] = []
    for point in POINTS:
        for name in () if point.over_forms else point.modules:
            look: Point = import_module(f"clausewright.check.space.{name}").look
            queries += look(places)
    return text, queries


def _ask(
    text: Text, session: Session, queries: Sequence[Query], progress: Progress, most: int
) -> list[Diagnostic]:
    out: dict[object, Diagnostic] = {}
    for done, query in enumerate(queries):
        if done % 100 == 0:
            progress(text.space.form.id, done, len(queries))
        if session.can((query.wrong,)) and len(out) < most:
            fault = _fault(text, query, session.smallest((query.wrong,)))
            # one fault may have several questions, and one question several forms
            out.setdefault((fault.code, fault.message, fault.position), fault)
    return list(out.values())


def _fault(text: Text, query: Query, found: Found) -> Diagnostic:
    told = query.tell(found.truth)
    return Diagnostic(
        query.code,
        told.message,
        told.mend,
        told.position,
        told.related,
        manifest=manifest_text(text.space, found.selection, dict(found.terms)),
    )
