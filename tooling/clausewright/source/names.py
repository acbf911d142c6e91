"""What a text can see (clauses, definitions, terms, paragraph ids, slots), and how a name resolves."""

from __future__ import annotations

from functools import cached_property

from ..document.record import entity
from .lexicon import Lexicon


class Unresolved(Exception):
    """A name fits nothing, or two things. The message and the mend are for the author."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message, self.mend = message, mend


@entity
class Subject:
    """A clause or definition as other texts see it."""

    id: str
    """Full id."""
    kind: str
    """`clause` or `definition`."""
    variants: tuple[str, ...]
    several: bool
    """Whether several variants can stand side by side."""
    omit: bool
    """Whether it can be absent (a definition is never asked)."""
    ids: dict[str, tuple[str, ...]]
    """Local paragraph ids of each variant."""
    term: str = ""
    forms: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()


class Visible:
    """All that the texts of one library can see.

    Attributes:
        subjects: Clauses and definitions by full id.
        plain_slots: Slots whose text is not scanned for terms.
    """

    def __init__(self) -> None:
        self.subjects: dict[str, Subject] = {}
        self.plain_slots: frozenset[str] = frozenset()

    def add(self, subject: Subject) -> None:
        """Make a clause or definition visible, in place of one with the same full id."""
        self.subjects[subject.id] = subject

    @cached_property
    def by_local(self) -> dict[str, list[str]]:
        """Full ids by the part behind the colon."""
        out: dict[str, list[str]] = {}
        for full in self.subjects:
            out.setdefault(full.partition(":")[2], []).append(full)
        return out

    @cached_property
    def forms(self) -> dict[str, str]:
        """The definition of each form of a term; of two, the one of the library that was added last."""
        return {_fold(form): s.id for s in self.subjects.values() for form in s.forms}

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that may stand as plain words."""
        return frozenset(_fold(w) for s in self.subjects.values() for w in s.ordinary)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Finds every form of every term."""
        return Lexicon(form for s in self.subjects.values() for form in s.forms)

    @cached_property
    def by_fold(self) -> dict[str, str]:
        """The definition of each form in any case."""
        return {form.casefold(): definition for form, definition in self.forms.items()}

    @cached_property
    def known_ids(self) -> dict[str, frozenset[str]]:
        """Local paragraph ids of each clause and definition, over all its variants."""
        return {s.id: frozenset(i for ids in s.ids.values() for i in ids) for s in self.subjects.values()}

    def resolve(self, name: str, kind: str = "") -> Subject:
        """Return the clause or definition of a bare or full name.

        Args:
            name: `clause`, `definition` or `library:...`.
            kind: `clause` or `definition`, where only one can be meant.

        Raises:
            Unresolved: Nothing fits, or two things do.
        """
        from .suggest import mend_for

        if ":" in name:
            found = [self.subjects[name]] if name in self.subjects else []
        else:
            found = [self.subjects[full] for full in self.by_local.get(name, ())]
        found = [s for s in found if not kind or s.kind == kind]
        if len(found) == 1:
            return found[0]
        what = kind or "clause or definition"
        if not found:
            known = [
                s.id.partition(":")[2] if ":" not in name else s.id
                for s in self.subjects.values()
                if not kind or s.kind == kind
            ]
            raise Unresolved(f"There is no {what} `{name}` here.", mend_for(name, known, what))
        raise Unresolved(
            f"`{name}` fits {' and '.join(f'`{s.id}`' for s in found)}.", "Write the library before it."
        )


def _fold(text: str) -> str:
    return " ".join(text.split())
