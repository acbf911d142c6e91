"""The text of a variant as a template, for readers: what is chosen later is shown and not filled in.

Values stand as ‹name filter›, a span with a condition in braces, and each paragraph says to which slot it
goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..document import Level
from ..document.labels import counter_text
from ..document.record import record, replace

if TYPE_CHECKING:
    from ..source.model import FragmentBlock, Variant

_KINDS = ("lower-alpha", "lower-roman", "upper-alpha")


@record
class Row:
    """One paragraph."""

    id: str
    """Its id inside its clause."""
    depth: int
    """0 for a paragraph of its own, 1 below a lead-in, and so on."""
    mark: str
    """`(a)`, `•` or `|`, or an empty string."""
    text: str
    note: str
    """Its condition and its slot, or an empty string."""


def short(id: str) -> str:
    """Return an id as an author writes it: without the name of the shipped library."""
    return id.removeprefix("core:")


def short_condition(condition: Any) -> str:
    """Return a condition as an author writes it."""
    return str(condition).replace("core:", "")


def bracketed(targets: tuple[str, ...]) -> str:
    """Return a reference as plain text: `[clause/id]`."""
    return f"[{', '.join(short(t) for t in targets)}]"


def rows(variant: Variant, reference: Callable[[tuple[str, ...]], str] = bracketed) -> Iterator[Row]:
    """Yield the paragraphs of a variant in order.

    Args:
        variant: The variant.
        reference: Writes a reference to some full ids.
    """
    yield from _level(variant.fragment.blocks, 0, reference)


def fragment_text(variant: Variant) -> str:
    """Return the text of a variant as plain lines."""
    return "\n".join(map(_line, rows(variant)))


def block_text(block: FragmentBlock, *, items: bool = True) -> list[str]:
    """Return the lines of one paragraph, with or without the items below it.

    Its own number is left out: that depends on the license.
    """
    alone = replace(block, kind="plain" if block.kind == "item" else block.kind)
    if not items:
        alone = replace(alone, items=(), wrap_up=None)
    return list(map(_line, _level((alone,), 0, bracketed)))


def _line(row: Row) -> str:
    mark = f"{row.mark} " if row.mark else ""
    note = f"  ⟨{row.note}⟩" if row.note else ""
    return f"{'    ' * row.depth}{mark}{row.text}{note}"


def _level(
    blocks: tuple[FragmentBlock, ...], depth: int, reference: Callable[[tuple[str, ...]], str]
) -> Iterator[Row]:
    count = 0
    for block in blocks:
        count += block.kind == "item"
        if block.kind != "bullets":
            mark = {"bullet": "•", "notice": "|"}.get(block.kind, "")
            if block.kind == "item":
                level = block.level or Level(_KINDS[min(depth, 2)])
                mark = (level.mark or "(#)").replace("#", counter_text(level, count))
            text = block.text or _inline(block.content, reference)
            yield Row(block.id.partition("/")[2], depth, mark, text, "; ".join(_notes(block)))
        yield from _level(block.items, depth + (block.kind != "bullets"), reference)
        if block.wrap_up is not None:
            yield from _level((block.wrap_up,), depth, reference)


def _notes(block: FragmentBlock) -> Iterator[str]:
    if block.condition:
        yield f"if {short_condition(block.condition)}"
    if block.into:
        yield f"to the slot {block.into}"
    if block.source:
        yield f"takes the slot {block.source}"


def _inline(pieces: Any, reference: Callable[[tuple[str, ...]], str]) -> str:
    out = []
    for piece in pieces:
        name = type(piece).__name__
        if name == "Text":
            out.append(piece.text)
        elif name == "ValueHole":
            out.append(f"‹{piece.name}{''.join(f' {f}' for f in piece.filters)}›")
        elif name == "RefHole":
            out.append(reference(piece.targets))
        elif name == "SpanHole" and piece.condition is not None:
            note = "" if piece.condition.ref else f" ⟨if {short_condition(piece.condition)}⟩"
            out.append(f"{{{_inline(piece.children, reference)}{note}}}")
        elif name == "Break":
            out.append("\n")
        else:
            out.append(_inline(piece.children, reference))
    return "".join(out)
