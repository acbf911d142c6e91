"""What a drafting rule is given: one paragraph, item or heading as a reader sees it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostic import Position
from ...document import Language, Provision, Style
from ...document.record import record
from ...source.files import SourceFile

HOLE = "\ufffc"
"""Stands for a value, a reference or the term that is being defined."""
PARAGRAPH, DEFINITION, PREAMBLE, HEADING = "paragraph", "definition", "preamble", "heading"
BEFORE = 10
"""Paragraphs before a unit that it can point back to."""
NEAR = 60
"""Characters before a word in which another one can stand that bears on it."""
_QUOTES = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}


@record
class TermUse:
    """A use of a defined term in the words of a unit."""

    start: int
    end: int
    definition: str
    """Full id of the definition."""


@record
class Unit:
    """One paragraph, item or heading."""

    kind: str
    """`paragraph`, `definition`, `preamble` or `heading`."""
    subject: str
    """Full id of the clause, definition or form."""
    variant: str
    """The variant whose text is read, or an empty string for a heading."""
    id: str
    """Full id of the paragraph."""
    text: str
    """The words, with `HOLE` for each value and reference."""
    terms: tuple[TermUse, ...]
    before: tuple[str, ...]
    """The words of the last few paragraphs of the same variant before this one, in order."""
    file: SourceFile
    line: int
    column: int
    language: Language
    provisions: tuple[Provision, ...] = ()
    aspirational: bool = False
    """Whether the variant says that the paragraph reaches further than any right."""
    basis: str = ""
    """The variant of the legal basis of the license, or an empty string for a library."""

    @property
    def words(self) -> Style:
        """The words that the rules look for."""
        assert self.language.style is not None
        return self.language.style

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield the start and the end of each sentence."""
        ends, closers = re.escape(self.language.sentence_ends), re.escape(self.language.closers)
        start = 0
        for match in re.finditer(rf"([{ends}][{closers}]*)(?:\s+(?=[^\s\da-z])|\s*\Z)", self.text):
            yield start, match.end(1)
            start = match.end()
        if self.text[start:].strip():
            yield start, len(self.text)

    def position(self, start: int, end: int) -> Position:
        """Return the place of some of the words in the file, as near as it can be told."""
        phrase = re.split(f"{HOLE}|\n", self.text[start:end])[0].strip()
        if not phrase:
            return self.file.position(self.line, self.column)
        earlier = len(list(_pattern(phrase).finditer(self.text, 0, start)))
        source, offset = self._source()
        found = list(_pattern(phrase).finditer(source))
        if not found:
            return self.file.position(self.line, self.column)
        match = found[min(earlier, len(found) - 1)]
        at = offset + match.start()
        line = self.file.text.count("\n", 0, at) + 1
        column = at - (self.file.text.rfind("\n", 0, at) + 1) + 1
        length = len(match[0].split("\n")[0])
        return self.file.position(line, column, length)

    def _source(self) -> tuple[str, int]:
        """Return the text of the file from the unit to its end, and where it begins."""
        lines = self.file.text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: self.line - 1]) + self.column - 1
        rest = self.file.text[offset:]
        if self.kind == HEADING:
            return rest.split("\n")[0], offset
        local = re.escape(self.id.rpartition("/")[2])
        own = re.search(rf"\{{#{local}[\s}}]", rest)
        blank = re.search(r"\n[ \t]*\n", rest)
        ends = [m.start() for m in (own, blank) if m]
        return rest[: min(ends)] if ends else rest, offset


@record
class Finding:
    """What a rule finds in a unit."""

    start: int
    end: int
    message: str
    """One sentence on what is wrong."""
    mend: str
    """One sentence on how to mend it."""


def phrases(unit: Unit, words: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield each use of some phrases in any case: its place, and the phrase as listed, longest first."""
    if not words:
        return
    listed = sorted(words, key=len, reverse=True)
    choice = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in listed)
    for match in re.finditer(rf"(?<![\w-])(?:{choice})(?![\w-])", unit.text, re.IGNORECASE):
        yield match.start(), match.end(), " ".join(match[0].lower().split())


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = []
    for word in phrase.split():
        parts.append("".join(_QUOTES.get(sign) or re.escape(sign) for sign in word))
    edge = r"(?<!\w)" if phrase[0].isalnum() else ""
    return re.compile(edge + r"\s+".join(parts))
