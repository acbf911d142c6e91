"""Printed references in the words of a license: those that land become references of the document."""

from __future__ import annotations

import re

from ...document import Bullets, Definition, Document, Inline, Paragraph, Part, Ref, Section, Text, citation
from ...document.labels import reference_text
from ...document.record import replace

_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,3})*(?:\([A-Za-z0-9]{1,4}\))*"
_CITED = re.compile(rf"\bSections?\s{_NUMBER}(?:(?:,\s|,?\s(?:and|or)\s){_NUMBER}){{0,30}}(?![\w(])")
_OF = re.compile(r"\sof\s(?!this\b|these\b|the\s(?:License|Agreement)\b)")
_ONE = re.compile(_NUMBER)


def with_references(document: Document) -> Document:
    """Return the document with references in place of the words that print exactly so.

    Args:
        document: A document whose words hold every reference as printed.
    """
    targets: dict[str, str] = {}
    sections = {id: clause for clause, (id, last) in document.ranges.items() if id == last}
    for id in document.labels:
        if id not in document.within:
            targets.setdefault(citation(document, id), sections.get(id, id))
    if not targets:
        return document
    work = _Work(document, targets)
    body = tuple(
        replace(node, sections=tuple(work.section(section) for section in node.sections))
        if isinstance(node, Part)
        else work.section(node)
        for node in document.body
    )
    return replace(document, body=body)


class _Work:
    def __init__(self, document: Document, targets: dict[str, str]) -> None:
        self.document, self.targets = document, targets

    def section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self.block(block) for block in section.blocks))

    def block(self, block: object) -> object:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, Bullets):
            return replace(block, items=tuple(self.paragraph(item) for item in block.items))
        if isinstance(block, Definition):
            return replace(block, blocks=tuple(self.block(part) for part in block.blocks))
        return block

    def paragraph(self, node: Paragraph) -> Paragraph:
        return replace(
            node,
            content=tuple(piece for inline in node.content for piece in self.inline(inline)),
            items=tuple(self.block(item) for item in node.items),
            wrap_up=self.paragraph(node.wrap_up) if node.wrap_up else None,
        )

    def inline(self, node: Inline) -> list[Inline]:
        if not isinstance(node, Text) or "Section" not in node.text:
            return [node]
        out: list[Inline] = []
        start = 0
        for found in _CITED.finditer(node.text):
            ref = self.reference(found[0])
            if ref is None or _elsewhere(node.text, found.end()):
                continue
            if before := node.text[start : found.start()]:
                out.append(Text(before))
            out.append(ref)
            start = found.end()
        if rest := node.text[start:]:
            out.append(Text(rest))
        return out

    def reference(self, printed: str) -> Ref | None:
        """Return the reference that prints these very words, or None."""
        named = [self.targets.get(number) for number in _ONE.findall(printed)]
        if not all(named):
            return None
        ref = Ref(tuple(id for id in named if id))
        if len(set(ref.targets)) != len(ref.targets):
            return None
        return ref if reference_text(self.document, ref).split() == printed.split() else None


def _elsewhere(text: str, end: int) -> bool:
    """Tell whether the words behind a number say that it is one of another text ("of the GPL")."""
    return (
        re.match(r"\sof\s(?!this\b|these\b|the\s(?:License|Agreement)\b)", text[end : end + 30]) is not None
    )
