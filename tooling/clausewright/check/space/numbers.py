"""What composing refuses beside the points: items that the form cannot number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...source.index import related
from .places import Places
from .query import Query, Told, Truth, place
from .text import Node


def look(places: Places) -> Iterator[Query]:
    """Ask of every item whether it can stand too deep, or in a section without a number."""
    for node, stands in places.deep:
        yield Query("CW-SPC-009", stands, partial(_deep, places, node))
    for node, stands in places.unnumbered:
        yield Query("CW-SPC-009", stands, partial(_unnumbered, places, node))


def _deep(places: Places, node: Node, truth: Truth) -> Told:
    space = places.text.space
    return Told(
        f"The item can stand deeper than the {len(space.form.numbering)} levels that the form numbers.",
        "Flatten the list, or add a level to `numbering` of the form.",
        place(space.index, node),
        related(space.index.position(space.form.origin), "the form"),
    )


def _unnumbered(places: Places, node: Node, truth: Truth) -> Told:
    space = places.text.space
    return Told(
        "A numbered item can stand in a section without a number.",
        "Write a plain paragraph or bullets, or give the section a number.",
        place(space.index, node),
        related(space.index.position(space.form.origin), "the form"),
    )
