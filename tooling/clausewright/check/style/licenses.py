"""The units of one composed license: its words as they stand, with their places in the sources."""

from __future__ import annotations

from collections.abc import Iterator

from ...compose import Composition
from ...document import Definition, Paragraph, Section, blocks, language
from .readings import flatten
from .unit import BEFORE, DEFINITION, HEADING, PARAGRAPH, PREAMBLE, Unit

BASIS = "legal-basis"
"""The clause that says what a license stands on."""


def units_of_license(composition: Composition) -> Iterator[Unit]:
    """Yield the units of a license."""
    document = composition.document
    chosen = {choice.id: choice for choice in document.choices}
    basis = next((c.variant for id, c in chosen.items() if id.partition(":")[2] == BASIS), "")
    before: dict[str, list[str]] = {}
    for section in document.sections:
        yield from _heading(composition, section)
        defined = {b.id for d in blocks(section) if isinstance(d, Definition) for b in blocks(d)}
        for block in blocks(section):
            if not isinstance(block, Paragraph):
                continue
            subject = block.id.partition("/")[0]
            choice = chosen.get(subject)
            file = composition.index.files.get(block.origin.file)
            if choice is None or file is None:
                continue
            text, terms = flatten(block.content)
            kind = PREAMBLE if section.plain else DEFINITION if block.id in defined else PARAGRAPH
            held = composition.index.clauses.get(subject) or composition.index.terms.get(subject)
            variant = held.variants.get(choice.variant) if held else None
            yield Unit(
                kind,
                subject,
                choice.variant,
                block.id,
                text,
                terms,
                tuple(before.get(subject, ())[-BEFORE:]),
                file,
                block.origin.line,
                block.origin.column,
                language(document.language),
                block.provisions,
                bool(variant) and block.id in variant.aspirational,  # type: ignore[union-attr]
                basis,
            )
            before.setdefault(subject, []).append(text)


def _heading(composition: Composition, section: Section) -> Iterator[Unit]:
    heading = section.heading or ""
    words = language(composition.document.language)
    for name in dict.fromkeys([section.origin.file, *composition.index.files]):
        file = composition.index.files.get(name)
        if not heading or file is None or not name.endswith(".yaml"):
            continue
        for number, line in enumerate(file.text.split("\n"), 1):
            if heading in line:
                column = line.find(heading) + 1
                yield Unit(HEADING, section.id, "", section.id, heading, (), (), file, number, column, words)
                return
