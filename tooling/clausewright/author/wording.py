"""The words of one section as they are printed, one string a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Block, Bullets, Definition, Document, Notice, Section, number, plain


def printed(document: Document, section: Section) -> tuple[str, ...]:
    """Return the printed paragraphs of a section, its number and heading first.

    Args:
        document: The document that it stands in.
        section: The section.
    """
    head = number(document, section.id) if section.numbered else ""
    first = f"{head} {section.heading or ''}".strip()
    rest = (words for block in section.blocks for words in _block(document, block))
    return tuple(words for words in (first, *rest) if words.strip())


def _block(document: Document, block: Block) -> Iterator[str]:
    if isinstance(block, Notice):
        yield block.text
    elif isinstance(block, Definition):
        for part in block.blocks:
            yield from _block(document, part)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from _block(document, item)
    else:
        head = number(document, block.id) if block.numbered else ""
        yield f"{head} {plain(document, block.content)}".strip()
        for inner in block.items:
            yield from _block(document, inner)
        if block.wrap_up is not None:
            yield from _block(document, block.wrap_up)
