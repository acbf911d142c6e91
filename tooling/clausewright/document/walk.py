"""Walking a document: every block, every inline, and the plain words of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .blocks import Block, Bullets, Definition, Notice, Paragraph, Part, Section
from .inlines import Break, Definiendum, Inline, Ref, Text, Value
from .labels import reference_text

if TYPE_CHECKING:
    from .document import Document


def blocks(node: Document | Part | Section | Block) -> Iterator[Block]:
    """Yield every block at or below `node` in reading order, parents before children."""
    stack: list[object] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, Paragraph):
            yield top
            if top.wrap_up is not None:
                stack.append(top.wrap_up)
            stack.extend(reversed(top.items))
        elif isinstance(top, Bullets):
            yield top
            stack.extend(reversed(top.items))
        elif isinstance(top, Notice):
            yield top
        elif isinstance(top, Definition):
            yield top
            stack.extend(reversed(top.blocks))
        elif isinstance(top, Section):
            stack.extend(reversed(top.blocks))
        elif isinstance(top, Part):
            stack.extend(reversed(top.sections))
        else:
            stack.extend(reversed(top.body))  # type: ignore[attr-defined]


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline in `content` in reading order, parents before children."""
    for node in content:
        yield node
        children = getattr(node, "children", None)
        if children:
            yield from inlines(children)


def plain(document: Document, content: Iterable[Inline]) -> str:
    """Return the words of `content` as a reader sees them, references printed.

    Breaks become line ends; non-breaking spaces stay.
    """
    out: list[str] = []
    for node in content:
        if isinstance(node, Text):
            out.append(node.text)
        elif isinstance(node, Value):
            out.append(node.shown)
        elif isinstance(node, Ref):
            out.append(reference_text(document, node))
        elif isinstance(node, Definiendum):
            out.append(f"“{node.text}”")
        elif isinstance(node, Break):
            out.append("\n")
        else:
            out.append(plain(document, node.children))
    return "".join(out)
