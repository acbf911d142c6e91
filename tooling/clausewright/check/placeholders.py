"""A composed license is one fixed text: nothing in it is left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostic import Diagnostic, Position
from ..document import Notice, Value, blocks, inlines
from .context import Subject, words_of

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+|INSERT)\b|\?\?\?|_{3,}|\.{4,}|…{2,}|[Ll]orem ipsum|\{\{|\}\}"
    r"|\[(?:[A-Za-z][A-Za-z /_-]{1,40}|\s*|[.…_]+)\]|<[A-Za-z][A-Za-z /_-]{1,40}>"
)


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find words that wait for someone to replace them."""
    for _, paragraph in subject.paragraphs(plain=True):
        for match in _PLACEHOLDER.finditer(words_of(paragraph.content)):
            yield _found(match[0], subject.find(paragraph.origin, match[0]))
        for node in inlines(paragraph.content):
            if isinstance(node, Value) and (match := _PLACEHOLDER.search(node.shown)):
                clause = paragraph.id.partition("/")[0]
                chosen = subject.composition.choices.clauses.get(clause, ())
                yield _found(match[0], chosen[0].position if chosen else None)
    for section in subject.document.sections:
        for block in blocks(section):
            if isinstance(block, Notice) and (match := _PLACEHOLDER.search(block.text)):
                yield _found(match[0], subject.find(block.origin, match[0]))
    info = subject.document.license
    for key, text in (("name", info.name), ("steward", info.steward)):
        if match := _PLACEHOLDER.search(text):
            manifest = subject.composition.manifest
            license = manifest.node.get("license")
            node = license.get(key) if license else None
            yield _found(match[0], manifest.file.position(node.line, node.column, len(node.text)) if node else None)


def _found(words: str, position: Position | None) -> Diagnostic:
    return Diagnostic("CW-CHK-001", f"“{words}” looks like something left to fill in.",
                      "Write the final words: a license is one fixed text.", position)  # fmt: skip
