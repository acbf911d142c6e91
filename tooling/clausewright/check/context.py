"""What a rule is given, and how it finds the place of some words."""

from __future__ import annotations

from collections.abc import Iterator

from ..compose import Composition
from ..compose.choices import Chosen
from ..diagnostic import Position
from ..document import Document, Inline, Origin, Paragraph, Section, blocks
from ..document.record import record
from ..source.files import SourceFile


@record
class Subject:
    """A composed license with its sources."""

    composition: Composition

    @property
    def document(self) -> Document:
        """The document."""
        return self.composition.document

    def paragraphs(self, *, plain: bool) -> Iterator[tuple[Section, Paragraph]]:
        """Yield every paragraph with its section; `plain` sections (the preamble) only on request."""
        for section in self.document.sections:
            if section.plain and not plain:
                continue
            for block in blocks(section):
                if isinstance(block, Paragraph):
                    yield section, block

    def chosen(self) -> Iterator[Chosen]:
        """Yield every variant whose text is in the license: of clauses, and of definitions that are used."""
        choices = self.composition.choices
        for several in choices.clauses.values():
            yield from several
        for choice in self.document.choices:
            if choice.kind == "definition" and choice.id in choices.definitions:
                yield choices.definitions[choice.id]

    def files(self) -> list[SourceFile]:
        """Return the manifest and the files of every variant that was chosen."""
        names = dict.fromkeys(choice.origin.file for choice in self.document.choices)
        found = (self.composition.index.files.get(name) for name in names)
        return [self.composition.manifest.file, *(file for file in found if file)]

    def find(self, origin: Origin, words: str) -> Position | None:
        """Return the place of some words in the paragraph that begins at an origin."""
        file = self.composition.index.files.get(origin.file)
        if file is None:
            return None
        for line in range(origin.line, origin.line + 12):
            start = origin.column - 1 if line == origin.line else 0
            place = file.line(line).find(words, start)
            if place >= 0:
                return file.position(line, place + 1, len(words))
            if line > origin.line and not file.line(line).strip():
                break
        return file.position(origin.line, origin.column)


def words_of(content: tuple[Inline, ...]) -> str:
    """Return the author's own words of a paragraph; what stands by rule is U+FFFC.

    Those are terms, values and references.
    """
    out: list[str] = []
    for node in content:
        name = type(node).__name__
        if name == "Text":
            out.append(node.text)  # type: ignore[union-attr]
        elif name in {"Term", "Value", "Ref", "Definiendum"}:
            out.append("\ufffc")
        elif name == "Break":
            out.append("\n")
        else:
            out.append(words_of(node.children))  # type: ignore[union-attr]
    return "".join(out)
