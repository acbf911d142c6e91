"""How hard a text is to read, by two published measures that need nothing but letters, words and sentences.

Both come from textstat. The choice is explained in docs/decisions/readability.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Bullets, Document, Notice, Paragraph, Section, blocks, citation, plain
from ..document.record import record


@record
class Readability:
    """The measures of one text."""

    words: int
    sentences: int
    automated_readability_index: float
    """Years of schooling in English (Senter and Smith 1967): characters a word, words a sentence."""
    coleman_liau_index: float
    """Years of schooling in English (Coleman and Liau 1975): letters and sentences for each 100 words."""

    @property
    def words_a_sentence(self) -> float:
        """The words of the average sentence, to one decimal."""
        return round(self.words / self.sentences, 1) if self.sentences else 0.0


@record
class MeasuredSection:
    """One section of a license with its measures; the whole license has neither number nor id."""

    id: str
    number: str
    heading: str
    readability: Readability


def measure(text: str) -> Readability:
    """Return the measures of a text: paragraphs of whole sentences, one a line."""
    # imported here: it costs more than composing a license
    import textstat  # type: ignore[import-untyped]

    return Readability(
        textstat.lexicon_count(text),
        textstat.sentence_count(text) if text.strip() else 0,
        round(float(textstat.automated_readability_index(text)), 1) if text.strip() else 0.0,
        round(float(textstat.coleman_liau_index(text)), 1) if text.strip() else 0.0,
    )


def measure_sections(document: Document) -> tuple[MeasuredSection, ...]:
    """Return the measures of each section of a license, and of the whole at the end."""
    out = []
    whole = []
    for section in document.sections:
        text = "\n".join(_paragraphs(document, section))
        whole.append(text)
        number = citation(document, section.id) if section.id in document.labels else ""
        out.append(MeasuredSection(section.id, number, section.heading or "", measure(text)))
    return (*out, MeasuredSection("", "", document.license.title, measure("\n".join(whole))))


def _paragraphs(document: Document, section: Section) -> Iterator[str]:
    """Yield the words of a section; a lead-in and its first item are one sentence, as they are read."""
    held = ""
    for block in blocks(section):
        if isinstance(block, Bullets):
            continue
        if isinstance(block, Notice):
            text = block.text
        elif isinstance(block, Paragraph):
            text = plain(document, block.content)
        else:
            continue
        text = " ".join(text.split())
        if text.endswith(":"):
            held += f"{text[:-1]} "
            continue
        yield held + text
        held = ""
    if held:
        yield held.rstrip() + "."
