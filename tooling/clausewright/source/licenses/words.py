"""The words of a license in reading order, those of its source and those of its document.

A word is what stands between white space. Runs of drawing signs alone (`*`, `-----`, `====`) are no words:
they are the marks of bullets, underlines and rules. Straight and curly double quotation marks count as the
same, since a document prints defined terms in curly ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...document import Bullets, Definition, Document, Notice, Paragraph, Part, Section, number, plain

DRAWING = frozenset("-*•·◦▪▫■□●○‣⁃–—=_~#+|>^`")
"""Signs of bullets, underlines, rules and boxes."""
_QUOTES = str.maketrans("“”„‟", '""""')


def source_words(text: str) -> tuple[str, ...]:
    """Return the words of a plain text.

    Args:
        text: The text.
    """
    return tuple(word.translate(_QUOTES) for word in text.split() if not DRAWING.issuperset(word))


def words(document: Document, *, title: bool = True) -> tuple[str, ...]:
    """Return the words of a document in reading order, printed numbers and references among them.

    Args:
        document: The document.
        title: Whether the name of the license, which stands at its head, is among them.
    """
    parts = [document.license.name] if title else []
    parts.extend(_texts(document))
    return tuple(word for part in parts for word in source_words(part))


def printed(document: Document, section: Section) -> tuple[str, ...]:
    """Return the paragraphs of a section as they are printed, its number and heading first.

    Args:
        document: The document that it stands in.
        section: The section.
    """
    head = number(document, section.id) if section.numbered else ""
    first = f"{head} {section.heading or ''}".strip()
    rest = (words for block in section.blocks for words in _block(document, block))
    return tuple(words for words in (first, *rest) if words.strip())


def _texts(document: Document) -> Iterator[str]:
    for node in document.body:
        if isinstance(node, Part):
            yield node.heading
        for section in node.sections if isinstance(node, Part) else (node,):
            yield from printed(document, section)


def _block(document: Document, block: Paragraph | Bullets | Notice | Definition) -> Iterator[str]:
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
