"""Prints a document on a terminal: hanging numbers, bold headings, quiet terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..document import (
    Block,
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Emphasis,
    Inline,
    Link,
    Notice,
    Paragraph,
    Ref,
    Section,
    Strong,
    Term,
    Text,
    Value,
    number,
    reference_text,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Line

_STEP = 4


def print_license(screen: Console, document: Document, only: str | None = None) -> None:
    """Print a license.

    Args:
        screen: The console.
        document: The license.
        only: Id of the one section to print, with or without the form before it.
    """
    from rich.text import Text as Line

    info = document.license
    if only is None:
        screen.print(Line(info.title, style="bold", justify="center"))
        line = " · ".join(part for part in (info.date, info.steward, info.id) if part)
        screen.print(Line(line, style="dim", justify="center"))
        screen.print()
    for section in document.sections:
        if only is None or only in {section.id, section.id.partition(":")[2]}:
            _section(screen, document, section)


def _section(screen: Console, document: Document, section: Section) -> None:
    from rich.text import Text as Line

    mark = f"{number(document, section.id)} " if section.id in document.labels else ""
    if mark or section.heading:
        screen.print(Line(f"{mark}{section.heading or ''}".rstrip(), style="bold"))
        screen.print()
    for block in section.blocks:
        _block(screen, document, block, 0)


def _block(screen: Console, document: Document, block: Block, indent: int) -> None:
    from rich.text import Text as Line

    if isinstance(block, Definition):
        for inner in block.blocks:
            _block(screen, document, inner, indent)
    elif isinstance(block, Bullets):
        for item in block.items:
            _paragraph(screen, document, item, indent, "•")
    elif isinstance(block, Notice):
        for text in block.text.split("\n"):
            _hang(screen, Line(text, style="dim"), indent, "|")
        screen.print()
    else:
        _paragraph(
            screen, document, block, indent, number(document, block.id) if block.id in document.labels else ""
        )


def _paragraph(screen: Console, document: Document, block: Paragraph, indent: int, mark: str) -> None:
    from rich.text import Text as Line

    line = Line()
    _inlines(document, block.content, line, "bold" if block.conspicuous else "")
    _hang(screen, line, indent, mark)
    screen.print()
    below = indent + _STEP if mark else indent
    for item in block.items:
        _block(screen, document, item, below)
    if block.wrap_up is not None:
        _paragraph(screen, document, block.wrap_up, below, "")


def _hang(screen: Console, line: Line, indent: int, mark: str) -> None:
    """Print a line wrapped, its number hanging to the left of the text."""
    from rich.text import Text as Line

    width = max(len(mark) + 1, _STEP) if mark else 0
    parts = line.wrap(screen, max(20, screen.width - indent - width))
    for count, part in enumerate(parts):
        head = Line(" " * indent)
        head.append((mark if count == 0 else "").ljust(width), style="dim" if mark else "")
        head.append_text(part)
        head.rstrip()
        screen.print(head, soft_wrap=True)


def _inlines(document: Document, content: tuple[Inline, ...], line: Line, style: str) -> None:
    for node in content:
        if isinstance(node, Text):
            line.append(node.text, style)
        elif isinstance(node, Value):
            line.append(node.shown, style)
        elif isinstance(node, Ref):
            line.append(reference_text(document, node), f"{style} cyan".strip())
        elif isinstance(node, Definiendum):
            line.append(f"“{node.text}”", "bold")
        elif isinstance(node, Break):
            line.append("\n")
        elif isinstance(node, Term):
            _inlines(document, node.children, line, style)
        elif isinstance(node, Emphasis):
            _inlines(document, node.children, line, f"{style} italic".strip())
        elif isinstance(node, Strong):
            _inlines(document, node.children, line, f"{style} bold".strip())
        elif isinstance(node, Link):
            _inlines(document, node.children, line, f"{style} underline".strip())
        else:
            _inlines(document, node.children, line, style)
