"""Every set of choices under which a variant's text or provisions read differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..source.conditions import assignments, holds, read_condition
from ..source.model import Condition, FragmentBlock, Literal, Piece, SpanHole, Variant, Wrapped
from ..source.names import Visible
from .wording import World, references


def worlds(variant: Variant, visible: Visible) -> Iterator[World]:
    """Yield sets of choices that between them give every wording and every set of provisions."""
    conditions: dict[Condition, None] = {}

    def inline(pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, SpanHole):
                if piece.condition is not None and piece.condition.ref:
                    for target in references(piece.children):
                        conditions.update(dict.fromkeys(_presence_of(target, visible)))
                elif piece.condition is not None:
                    conditions[piece.condition] = None
                inline(piece.children)
            elif isinstance(piece, Wrapped):
                inline(piece.children)

    for block in _blocks(variant.fragment.blocks):
        if block.condition is not None:
            conditions[block.condition] = None
        inline(block.content)
    for provision in variant.provisions:
        if isinstance(written := provision.slots.get("if"), str):
            conditions[read_condition(written, visible)] = None
    fixed = {variant.subject: frozenset({variant.name})}
    for chosen in assignments(conditions, visible, fixed, variant.requires, variant.conflicts):
        yield World(chosen, presence(chosen, visible))


def presence(chosen: Mapping[str, frozenset[str]], visible: Visible) -> Callable[[str], bool]:
    """Return what tells whether the target of a reference is there, by what is chosen."""
    known: dict[str, bool] = {}

    def present(target: str) -> bool:
        if target not in known:
            known[target] = any(holds(condition, chosen) for condition in _presence_of(target, visible))
        return known[target]

    return present


def _presence_of(target: str, visible: Visible) -> tuple[Condition, ...]:
    owner, _, paragraph = target.partition("/")
    subject = visible.subjects.get(owner)
    if subject is None:
        return ()
    if subject.kind == "definition":
        return (Condition(),)
    names = tuple(v for v in subject.variants if paragraph in subject.ids.get(v, ()))
    if not paragraph:
        return (Condition((Literal(owner, ()),)),)
    return (Condition((Literal(owner, names),)),) if names else ()


def _blocks(blocks: Iterable[FragmentBlock]) -> Iterator[FragmentBlock]:
    for block in blocks:
        yield block
        yield from _blocks(block.items)
        if block.wrap_up is not None:
            yield from _blocks((block.wrap_up,))
