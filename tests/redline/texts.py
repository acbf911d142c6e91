"""Small documents for tests of redlines, written as lines."""

from __future__ import annotations

from pathlib import Path

from clausewright.compose import compose_manifest
from clausewright.document import (
    Document,
    Level,
    LibraryInfo,
    LicenseInfo,
    Origin,
    Paragraph,
    Ref,
    Section,
    Term,
    Text,
)
from clausewright.document.blocks import Definition
from clausewright.document.inlines import Definiendum, Inline

HERE = Origin("test:text", 1)
NUMBERING = (Level("decimal"), Level("lower-alpha"), Level("lower-roman"))


def words(text: str) -> tuple[Inline, ...]:
    """Return text as inlines; `<section:a>` is a reference and `[[Weights]]` a use of a term.

    Text behind `raw:` is taken as it stands.
    """
    if text.startswith("raw:"):
        return (Text(text.removeprefix("raw:")),)
    out: list[Inline] = []
    for place, piece in enumerate(text.replace("]]", "[[").split("[[")):
        if place % 2:
            out.append(Term(f"test:{piece.lower()}", (Text(piece),)))
            continue
        for at, part in enumerate(piece.replace(">", "<").split("<")):
            if at % 2:
                out.append(Ref((part,)))
            elif part:
                out.append(Text(part))
    return tuple(out)


def document(
    sections: dict[str, list[str]],
    *,
    definitions: dict[str, str] | None = None,
    library: bool = False,
    numbered: bool = True,
    name: str = "Test License",
) -> Document:
    """Return a document.

    Args:
        sections: Paragraphs by heading; a paragraph may begin with `#id ` (without a library, ids are made up).
        definitions: Texts by term, in a section of their own.
        library: Whether ids mean something in both texts.
        numbered: Whether sections and paragraphs have numbers.
        name: Of the license.
    """
    made: list[Section] = []
    labels: dict[str, tuple[int, ...]] = {}
    within: dict[str, str] = {}
    if definitions:
        blocks = []
        for term, text in definitions.items():
            id = f"test:{term.lower()}"
            first = Paragraph(f"{id}/def", (Definiendum(id, term), Text(" "), *words(text)), HERE)
            within[f"{id}/def"] = id
            blocks.append(Definition(id, term, (first,), HERE))
        made.append(Section("form:definitions", "Definitions", tuple(blocks), HERE, numbered))
        if numbered:
            labels["form:definitions"] = (1,)
    for heading, rows in sections.items():
        count = len(made) + 1
        id = f"form:{heading.lower().replace(' ', '-')}" if library else f"text:s{count}"
        if numbered:
            labels[id] = (count,)
        paragraphs = []
        for place, row in enumerate(rows, 1):
            key = f"text:p{count}.{place}"
            if row.startswith("#"):
                key, _, row = row[1:].partition(" ")
                key = f"test:{key}"
            if numbered:
                labels[key] = (count, place)
            paragraphs.append(Paragraph(key, words(row), HERE, numbered=numbered))
        made.append(Section(id, heading or None, tuple(paragraphs), HERE, numbered))
    return Document(
        LicenseInfo(name, "LicenseRef-Test", "1", "2026-01-01", ""),
        "en",
        "test:form" if library else "",
        tuple(made),
        NUMBERING,
        labels,
        within,
        {},
        {f"test:{term.lower()}": term for term in definitions or ()},
        libraries=(LibraryInfo("test", "1", "0" * 64),) if library else (),
    )


def composed(body: str, version: str = "1") -> Document:
    """Return the document of a manifest that says `body` after its head."""
    text = (
        "clausewright: 1\nlicense: {name: Test Weights License, id: LicenseRef-Test, "
        f"version: '{version}', date: 2026-01-01, steward: Lab}}\n{body}"
    )
    return compose_manifest(Path("test.yaml"), (), text=text).document
