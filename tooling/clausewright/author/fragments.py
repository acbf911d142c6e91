"""Writes blocks of a document in the text language, so that they read back to the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..document import (
    Block,
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Inline,
    Notice,
    Paragraph,
    Ref,
    Text,
)
from ..document.record import replace
from ..document.samples import sample_of
from ..document.walk import plain

_SIGNS = re.compile(r"[\\\[\]{}*_`\"'<&]")
_LINE = re.compile(r"[#>|=~+:-]")
_ORDERED = re.compile(r"([0-9]{1,9})([.)])")

Target = Callable[[str], str]
"""Gives the name under which a reference finds an id."""


def fragment(document: Document, blocks: Iterable[Block], target: Target) -> str:
    """Return the text of a variant without its front matter.

    Args:
        document: The document, for what a reference prints.
        blocks: Blocks of one section; definitions are written as plain paragraphs.
        target: Gives the name for a reference's target.
    """
    return _Writer(document, target).blocks(blocks)


def notice(text: str, id: str) -> str:
    """Return a notice.

    Args:
        text: Its lines.
        id: Its id in the clause.
    """
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    return "\n".join([*(f"> {line}".rstrip() for line in lines[:-1]), f"> {lines[-1]} {{#{id}}}"]) + "\n"


class _Writer:
    def __init__(self, document: Document, target: Target) -> None:
        self.document, self.target = document, target

    def blocks(self, blocks: Iterable[Block]) -> str:
        out: list[str] = []
        count = 0
        for block in blocks:
            numbered = isinstance(block, Paragraph) and block.numbered
            count = count + 1 if numbered else 0
            out += self.block(block, count)
        return "\n".join(out)

    def block(self, block: Block, count: int) -> list[str]:
        if isinstance(block, Notice):
            return [notice(block.text, _local(block.id))]
        if isinstance(block, Definition):
            # inside its clause the paragraph needs an id that no other definition's has
            id = f"{block.id.partition(':')[2]}-def"
            parts = [replace(part, id=f"x/{id}") for part in block.blocks]
            return [line for part in parts for line in self.block(part, 0)]
        if isinstance(block, Bullets):
            return self.bullets(block, "")
        return self.paragraph(block, "", f"{count}. " if block.numbered else "")

    def bullets(self, block: Bullets, indent: str) -> list[str]:
        return [line for item in block.items for line in self.paragraph(item, indent, "* ")]

    def paragraph(self, node: Paragraph, indent: str, mark: str) -> list[str]:
        inner = indent + " " * len(mark)
        lines = self.content(node.content)
        out = [
            f"{indent if at == 0 else inner}{mark if at == 0 else ''}{line}" for at, line in enumerate(lines)
        ]
        own = f' number="{sample_of(node.level)}"' if node.level else ""
        out[-1] += f" {{#{_local(node.id)}{own}}}"
        out.append("")
        count = 0
        for item in node.items:
            if isinstance(item, Bullets):
                out += self.bullets(item, inner)
            else:
                count += 1
                out += self.paragraph(item, inner, f"{count}. ")
        if node.wrap_up is not None:
            out += self.paragraph(node.wrap_up, inner, "")
        return out

    def content(self, content: Iterable[Inline]) -> list[str]:
        """Return the lines of a paragraph; every line but the last ends in a backslash."""
        lines: list[list[Inline]] = [[]]
        for node in content:
            if isinstance(node, Break):
                lines.append([])
            else:
                lines[-1].append(node)
        written = [self.line(line) for line in lines]
        return [f"{line}\\" if at < len(written) - 1 else line for at, line in enumerate(written)]

    def line(self, content: list[Inline]) -> str:
        out = ""
        for node in content:
            if isinstance(node, Ref):
                names = ", ".join(f'"{self.target(id)}"' for id in node.targets)
                out += f"{{{{ ref({names}) }}}}"
            elif isinstance(node, Text):
                out += _spaced(node.text)
            elif isinstance(node, Definiendum):
                out += _spaced(f"“{node.text}”")
            else:
                out += _spaced(plain(self.document, (node,)))
        out = out.strip()
        if _LINE.match(out):
            return f"\\{out}"
        return _ORDERED.sub(r"\1\\\2", out, count=1) if _ORDERED.match(out) else out


def _spaced(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))


def _local(id: str) -> str:
    return id.rpartition("/")[2]
