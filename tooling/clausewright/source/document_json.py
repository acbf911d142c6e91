"""Reads the document tree back from JSON: `parse(render(document)) == document`.

The data may come from a stranger. What is returned has the shape of the published schema, and its
tables fit its text, so that every renderer can print it.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from ..diagnostic import Diagnostic, Position, Refused
from ..document import LANGUAGES, Document, Paragraph, Part, Ref, Section, Term, blocks, inlines
from ..document.labels import reference_parts
from ..document.samples import OWN_LEVELS
from .document_shapes import SCHEMA_ID, SCHEMA_VERSION, Misshapen, reader
from .limits import DOCUMENT_CHARACTERS

_DEPTH = 200
_NUMBERED_DEPTH = 12
_BRACKETS = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*"')
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def parse(data: bytes, path: str = "license.json") -> Document:
    """Return the document that a JSON rendering holds.

    Args:
        data: UTF-8 JSON of at most 10 MB.
        path: The name of the file, for complaints.

    Raises:
        Refused: It is not JSON (`CW-READ-021`), not of the shape of the schema (`CW-READ-022`), or its
            tables do not fit its text (`CW-READ-023`).
    """
    try:
        tree = _load(data)
        if not isinstance(tree, dict) or tree.get("type") != "document":
            raise Misshapen("a node of type document is expected")
        version = tree.get("schema_version")
        if version != SCHEMA_VERSION or isinstance(version, bool):
            raise Misshapen(f"schema_version {SCHEMA_VERSION} is expected")
        if tree.get("$schema", SCHEMA_ID) != SCHEMA_ID:
            raise Misshapen(f"the $schema {SCHEMA_ID} is expected")
        document: Document = reader("document")(tree)
    except _Unreadable as error:
        raise _refused(
            "CW-READ-021", str(error), "Write the document again with `render --to json`.", path
        ) from None
    except Misshapen as wrong:
        where = "/".join(reversed(wrong.path)) or "the top"
        raise _refused(
            "CW-READ-022", f"At {where}: {wrong}.", "Keep to the published schema.", path
        ) from None
    if message := _contradiction(document):
        raise _refused("CW-READ-023", message, "Write the document again with `render --to json`.", path)
    return document


class _Unreadable(Exception):
    """The data is not JSON within the limits."""


def _refused(code: str, message: str, mend: str, path: str) -> Refused:
    return Refused([Diagnostic(code, message, mend, Position(path, 1))])


def _load(data: bytes) -> Any:
    if len(data) > DOCUMENT_CHARACTERS:
        raise _Unreadable(f"The data has more than {DOCUMENT_CHARACTERS:,} bytes.")
    try:
        text = data.decode("utf-8")
        # counted before anything is built: deep nesting must not use up the stack
        depth = 0
        for found in _BRACKETS.finditer(text):
            depth += 1 if found[0] in "[{" else -1 if found[0] in "]}" else 0
            if depth > _DEPTH:
                raise _Unreadable(f"The data is nested more than {_DEPTH} deep.")
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_float)
    except (ValueError, RecursionError) as error:
        raise _Unreadable(f"The data is not JSON: {str(error)[:200]}.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return out


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON")


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number is out of range")
    return value


def _contradiction(document: Document) -> str:
    """Return what in a document does not fit the rest, as a sentence, or an empty string."""
    if document.language not in LANGUAGES:
        return f"The language `{document.language[:20]}` is not known."
    try:
        date.fromisoformat(document.license.date or "2000-01-01")
    except ValueError:
        return "The date of the license is not a date."
    return _bad_table(document) or _bad_text(document)


def _bad_table(document: Document) -> str:
    levels = len(document.numbering)
    for id, counters in document.labels.items():
        depth = len(counters) - (0 if id in document.within else 1)
        if not counters or depth >= levels or depth > _NUMBERED_DEPTH or max(counters) > 9_999:
            return f"The counters of `{id[:80]}` do not fit the numbering scheme."
    for id, level in document.levels.items():
        depth = len(document.labels.get(id, ())) - (0 if id in document.within else 1)
        if depth < 1 or level not in OWN_LEVELS:
            return f"The kind of number of `{id[:80]}` is none that a paragraph can have of its own."
    for id, owner in document.within.items():
        if owner not in document.terms:
            return f"`{id[:80]}` stands inside a definition that is not listed."
    for clause, ends in document.ranges.items():
        if any(end not in document.labels or end in document.within for end in ends):
            return f"The range of `{clause[:80]}` ends at a paragraph without a number."
    return ""


def _bad_text(document: Document) -> str:
    ids: set[str] = set()
    for node in document.body:
        heads: list[Part | Section] = [node, *node.sections] if isinstance(node, Part) else [node]
        for head in heads:
            numbered = isinstance(head, Section) and head.numbered
            if numbered != (head.id in document.labels) or head.id in ids:
                return f"The section `{head.id[:80]}` has no counter, or one too many, or stands twice."
            ids.add(head.id)
    for block in blocks(document):
        if not isinstance(block, Paragraph):
            continue
        if block.numbered != (block.id in document.labels) or block.id in ids:
            return f"The paragraph `{block.id[:80]}` has no counter, or one too many, or stands twice."
        if block.level != document.levels.get(block.id):
            return f"The kind of number of `{block.id[:80]}` is not the one in the table."
        ids.add(block.id)
        for inline in inlines(block.content):
            if isinstance(inline, Ref):
                try:
                    reference_parts(document, inline)
                except (KeyError, IndexError):
                    return f"A reference in `{block.id[:80]}` goes to something without a number."
            elif isinstance(inline, Term) and inline.definition not in document.terms:
                return f"A term in `{block.id[:80]}` has no definition."
    return ""
