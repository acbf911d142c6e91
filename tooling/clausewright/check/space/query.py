"""What is asked of a form: can some selection make this literal true? If so, it is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ...diagnostic import Position, Related
from ...document import Origin
from ...document.record import record
from ...source.index import Index, related
from .places import Places
from .text import Node, Text

Truth: TypeAlias = Callable[[int], bool]
"""Tells whether a literal is true in the selection that was found."""


@record
class Told:
    """A fault in words."""

    message: str
    mend: str
    position: Position | None
    related: tuple[Related, ...] = ()


@record
class Query:
    """One question."""

    code: str
    wrong: int
    """The literal that no selection may make true."""
    tell: Callable[[Truth], Told]
    """Puts the fault into words, for a selection that makes it."""


Point: TypeAlias = Callable[[Places], Iterator[Query]]
"""Gives the questions of one point of the proof."""


def place(index: Index, node: Node) -> Position | None:
    """Return the place of a block."""
    return index.position(node.block.origin)


def home(index: Index, owner: str) -> Position | None:
    """Return the place where a clause or definition is described."""
    held = index.clauses.get(owner) or index.terms.get(owner)
    return index.position(held.origin) if held else None


def target_place(text: Text, target: str, truth: Truth) -> tuple[Related, ...]:
    """Return the place of a reference's target, in a chosen variant where it is in one."""
    index = text.space.index
    owner, _, paragraph = target.partition("/")
    base = target.partition(".")[0]
    if paragraph:
        held = [n for top in text.tops if top.owner == owner for n in top.walk() if n.block.id == base]
        held.sort(key=lambda n: not truth(n.chosen))
        if held:
            return related(place(index, held[0]), "the target")
    return related(home(index, owner), "the target")


def hole_place(text: Text, node: Node, line: int, column: int) -> Position | None:
    """Return the place of a reference or a value in a block."""
    return text.space.index.position(Origin(node.block.origin.file, line, column))


def always(_: int) -> bool:
    """Tell that everything is true, where no selection was looked for."""
    return True


__all__ = ["Point", "Query", "Told", "Truth", "always", "hole_place", "home", "place", "target_place"]
