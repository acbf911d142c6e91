"""A composed license is one fixed text: nothing in it is left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostic import Diagnostic, Position
from ..document import Notice, Value, blocks, inlines
from ..source.yaml_nodes import at
from .context import Subject, words_of

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+|INSERT)\b|\?\?\?|_{3,}|\.{4,}|…{2,}|[Ll]orem ipsum|\{\{|\}\}"
    r"|\[(?:[A-Za-z][A-Za-z /_-]{1,40}|\s*|[.…_]+)\]|<[A-Za-z][A-Za-z /_-]{1,40}>"
)


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find words that wait for someone to replace them."""
    for _, paragraph in subject.paragraphs(plain=True):
        for words in _left(words_of(paragraph.content)):
            yield _found(words, subject.find(paragraph.origin, words))
        for node in inlines(paragraph.content):
            if isinstance(node, Value) and not node.parameter.startswith("license."):
                clause = paragraph.id.partition("/")[0]
                chosen = subject.composition.choices.clauses.get(clause, ())
                for words in _left(node.shown):
                    yield _found(words, chosen[0].position if chosen else None)
    for section in subject.document.sections:
        for block in blocks(section):
            if isinstance(block, Notice):
                for words in _left(block.text):
                    yield _found(words, subject.find(block.origin, words))
    info = subject.document.license
    for key, text in (("name", info.name), ("steward", info.steward)):
        for words in _left(text):
            manifest = subject.composition.manifest
            license = manifest.node.get("license")
            written = license.get(key) if license else None
            yield _found(words, at(manifest.file, written) if written else None)


def _left(text: str) -> list[str]:
    return [match[0] for match in _PLACEHOLDER.finditer(text)]


def _found(words: str, position: Position | None) -> Diagnostic:
    return Diagnostic(
        "CW-CHK-001",
        f"“{words}” looks like something left to fill in.",
        "Write the final words: a license is one fixed text.",
        position,
    )
