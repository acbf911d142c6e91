"""The sentences of a text under some choices, and which of them have legal effect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from ..document import Language
from ..document.record import record
from ..source.conditions import Chosen, holds
from ..source.model import FragmentBlock, Piece, RefHole, SpanHole, ValueHole, Wrapped

_HELD = "\ufffc"
"""Stands for a value or a reference."""


@record
class World:
    """Some choices, as far as they decide what a text says."""

    chosen: Chosen
    present: Callable[[str], bool]
    """Tells whether the target of a reference is in the license."""


@record
class Sentence:
    """One sentence."""

    words: str
    operative: bool
    """Whether it has legal effect: whether it holds a word of the language's list."""
    binding: bool
    """Whether it makes a duty or a prohibition."""


def stands(block: FragmentBlock, world: World) -> bool:
    """Tell whether a paragraph is there."""
    return holds(block.condition, world.chosen)


def wording(content: Iterable[Piece], world: World) -> str:
    """Return the words of a paragraph; values and references are one sign each."""
    out: list[str] = []
    for piece in content:
        if isinstance(piece, ValueHole | RefHole):
            out.append(_HELD)
        elif isinstance(piece, SpanHole):
            if piece.condition is None or _true(piece, world):
                out.append(wording(piece.children, world))
        elif isinstance(piece, Wrapped):
            out.append(wording(piece.children, world))
        else:
            out.append(_plain(piece))
    return "".join(out)


def references(content: Iterable[Piece]) -> tuple[str, ...]:
    """Return the targets of the references in some words."""
    out: list[str] = []
    for piece in content:
        if isinstance(piece, RefHole):
            out.extend(piece.targets)
        elif isinstance(piece, SpanHole | Wrapped):
            out.extend(references(piece.children))
    return tuple(out)


def sentences(block: FragmentBlock, world: World, table: Language) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph's own words, without those of the items below it."""
    text = " ".join((block.text or wording(block.content, world)).split())
    out = []
    for part in _splitter(table.sentence_ends, table.closers).split(text):
        if part.strip():
            operative = _finder(table.operative).search(part) is not None
            binding = operative and _finder(table.binding).search(part) is not None
            out.append(Sentence(part, operative, binding))
    return tuple(out)


def _true(span: SpanHole, world: World) -> bool:
    if span.condition is not None and span.condition.ref:
        return any(world.present(target) for target in references(span.children))
    return holds(span.condition, world.chosen)


def _plain(piece: object) -> str:
    text: str | None = getattr(piece, "text", None)
    if text is not None:
        return text
    children: tuple[object, ...] = getattr(piece, "children", ())
    return "".join(_plain(child) for child in children) if children else " "


@cache
def _splitter(ends: str, closers: str) -> re.Pattern[str]:
    # a full stop inside a number or a name is followed by no space
    return re.compile(rf"(?<=[{re.escape(ends)}])[{re.escape(closers)}]*\s+")


@cache
def _finder(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else re.compile(r"(?!)")
