"""Reads a license as `render/markdown.py` writes it back into a document.

Words, structure and ids come back. What Markdown does not show does not: provisions, choices, which
words are a term or a parameter's value, how far a span reaches (it comes back empty, where it began),
and whether a section is plain. Hand edits are accepted where they keep to the form: a paragraph may
be wrapped, and everything that programs could read in two ways is refused.
"""

from __future__ import annotations

import re

from ..diagnostic import ERROR, WARNING, Diagnostic, Refused
from ..document import (
    LANGUAGES,
    Block,
    Definition,
    Document,
    Language,
    LicenseInfo,
    Origin,
    Part,
    Section,
    from_anchor,
)
from ..document.blocks import Bullets, Notice, Paragraph
from ..document.inlines import Definiendum
from ..document.record import entity, field, replace
from .limits import DOCUMENT_CHARACTERS
from .read_blocks import Blocks, Count
from .read_inlines import ANCHOR
from .read_lines import BLOCK, Stop
from .read_numbers import HEADING
from .read_references import clause_ranges, with_references

_LOST = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_HEADING = re.compile(r"(#{2,3}) (.*[^ ]) *\Z")
_IDENTITY = "Write `Version … · date · Steward: … · Identifier: …` below the name, which begins with `# `."


def read_markdown(text: str, path: str = "LICENSE.md") -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document that a rendered license holds, and warnings.

    Args:
        text: The Markdown, with LF line ends.
        path: The name of the file, for complaints and origins.

    Raises:
        Refused: The text is not a rendered license; all complaints of the run come together
            (codes `CW-READ-001` to `CW-READ-012`).
    """
    return _Reader(text, path).read()


@entity
class _OpenDefinition:
    id: str
    term: str
    origin: Origin
    blocks: list[Paragraph | Bullets | Notice]
    count: Count


@entity
class _OpenSection:
    id: str
    heading: str | None
    numbered: bool
    origin: Origin
    count: Count
    blocks: list[Block] = field(default_factory=list)
    definition: _OpenDefinition | None = None

    def close(self) -> None:
        """End the definition that is open."""
        if made := self.definition:
            self.blocks.append(Definition(made.id, made.term, tuple(made.blocks), made.origin))
            self.definition = None

    def done(self) -> Section:
        self.close()
        return Section(self.id, self.heading, tuple(self.blocks), self.origin, self.numbered)


class _Reader(Blocks):
    def __init__(self, text: str, path: str) -> None:
        super().__init__(text[: DOCUMENT_CHARACTERS + 1], path)
        self.size = len(text)
        self.terms: dict[str, str] = {}
        self.numbered_sections = 0
        self.body: list[Part | Section] = []
        self.part: Part | None = None
        self.section: _OpenSection | None = None

    def read(self) -> tuple[Document, tuple[Diagnostic, ...]]:
        self.check_characters()
        if self.diagnostics:
            raise Refused(self.diagnostics)
        try:
            tag, info = self.title()
        except Stop:
            raise Refused(self.diagnostics) from None
        while self.skip_blank():
            try:
                self.block()
            except Stop:
                self.recover()
        self.close_part()
        document = self.document(tag, info) if not self.diagnostics else None
        if document is None or any(d.severity == ERROR for d in self.diagnostics):
            raise Refused(self.diagnostics)
        return document, tuple(self.diagnostics)

    def check_characters(self) -> None:
        if self.size > DOCUMENT_CHARACTERS:
            self.complain(
                "CW-READ-002", f"The text has more than {DOCUMENT_CHARACTERS:,} characters.", "Split it.", 0
            )
        for place, line in enumerate(self.lines):
            if bad := _LOST.search(line):
                message = f"The character U+{ord(bad[0]):04X} is not text."
                self.complain("CW-READ-002", message, "Remove it.", place, bad.start() + 1)

    def document(self, tag: str, info: LicenseInfo) -> Document:
        form = f"core:{self.body[0].id.partition(':')[0]}" if self.body else ""
        forms = {id: (term,) for id, term in self.terms.items()}
        made = Document(info, tag, form, tuple(self.body), self.scheme.result(), self.labels, self.within,
                        {}, self.terms, forms=forms, levels=self.levels)  # fmt: skip
        made = replace(made, ranges=clause_ranges(made.sections, self.labels))
        return with_references(made, self.where, self.bad_link)

    def bad_link(self, code: str, id: str, words: str) -> None:
        line = self.where.get(id, 0)
        said = words if len(words) <= 80 else f"{words[:79]}…"
        if code == "CW-READ-010":
            message = f"The link “{said}” goes to an anchor that is not there."
            self.complain(code, message, "Mend the anchor, or take the link away.", line)
        else:
            message = f"The reference “{said}” does not name the place to which it links; its words are kept."
            self.complain(code, message, "Mend the number or the link.", line, severity=WARNING)

    # -- title and identity

    def title(self) -> tuple[str, LicenseInfo]:
        if not self.skip_blank() or not self.line().startswith("# "):
            raise self.stop("CW-READ-001", "The text does not begin with the name of a license.", _IDENTITY)
        name = self.words(self.line()[2:].strip(" "), self.place, 2)
        self.place += 1
        if self.skip_blank():
            for tag, words in LANGUAGES.items():
                if found := self.identity(words):
                    self.place += 1
                    return tag, LicenseInfo(
                        name, found["id"], found["version"], found["date"], found["steward"]
                    )
        raise self.stop("CW-READ-001", "The line with version, date and identifier is missing.", _IDENTITY)

    def identity(self, words: Language) -> dict[str, str] | None:
        """Return the fields of the line of identity, or None where it is none in this language."""
        labels = {
            "version": f"{words.version} ",
            "steward": f"{words.label('steward')}: ",
            "id": f"{words.label('identifier')}: ",
            "date": "",
        }
        found: dict[str, str] = {}
        column = 0
        for part in self.line().split(" · "):
            key = next(key for key, label in labels.items() if part.startswith(label))
            if key in found:
                return None
            start = len(labels[key])
            found[key] = self.words(part[start:], self.place, column + start, heading=False)
            column += len(part) + 3
        if "id" not in found and "version" not in found:
            return None
        return {key: found.get(key, "") for key in labels}

    # -- sections and parts

    def block(self) -> None:
        line = self.line()
        if line.startswith("---") and not line.strip("-"):
            self.place += 1
            self.close_part()
        elif line.startswith(">"):
            self.require()
            self.add(self.notice())
        elif line.startswith(("* ", "+ ")):
            ids, _ = self.anchors(line[2:])
            self.add(self.bullets(self.counting(from_anchor(ids[0]))))
        elif line.startswith("<a "):
            self.anchored()
        elif BLOCK.match(line):
            mend = "Put an anchor before a heading, a lead-in before a list, a backslash before a plain sign."
            raise self.stop("CW-READ-008", "This block does not belong here.", mend)
        else:
            mend = 'Put a line `<a id="clause/paragraph"></a>` before it.'
            raise self.stop("CW-READ-003", "This paragraph has no anchor.", mend)

    def anchored(self) -> None:
        ids, rest = self.anchors(self.line())
        below = self.line(1)
        if len(ids) == 1 and not rest and (heading := _HEADING.match(below)):
            self.heading(ids[0], heading)
        elif len(ids) == 1 and not rest and not below.strip(" "):
            id = self.name(ids[0], self.place)
            self.open(_OpenSection(id, None, False, self.origin(self.place), Count(None)))
            self.place += 1
        elif rest:
            mend = "Put the text on the next line; text on the line of its anchor is a wrap-up behind a list."
            raise self.stop("CW-READ-008", "This wrap-up has no list before it.", mend)
        elif len(ids) > 2:
            raise self.stop("CW-READ-003", "More than two anchors stand before a paragraph.", "Keep one.")
        elif len(ids) == 2:
            self.define(ids[0])
        else:
            self.add(self.paragraph(0, self.counting(from_anchor(ids[0]))))

    def heading(self, anchor: str, match: re.Match[str]) -> None:
        marks, raw = match.groups()
        id = self.name(anchor, self.place)
        origin = self.origin(self.place)
        line = self.place + 1
        self.place += 2
        if marks == "##":
            self.close_part()
            if self.leads_part():
                self.part = Part(id, self.words(raw, line, 3), (), origin)
                return
        elif self.part is None:
            mend = "Write `##`, or put a part before it."
            raise self.stop("CW-READ-008", "A heading of the third level stands outside a part.", mend, line)
        found = HEADING.match(raw)
        counters = (self.numbered_sections + 1,)
        numbered = found is not None and self.scheme.accepts(found[1], counters)
        if found and not numbered:
            message = f"The section has the number `{found[1]}`, and the next is {counters[0]}."
            raise self.stop("CW-READ-007", message, "Mend the number, or write `\\.` if it is none.", line)
        count = Count(None)
        column = len(marks) + 1
        if found and numbered:
            self.numbered_sections += 1
            self.labels[id] = counters
            count = Count(counters)
            raw, column = raw[found.end() :], column + found.end()
        words = self.words(raw, line, column) if raw else None
        self.open(_OpenSection(id, words, numbered, origin, count))

    def leads_part(self) -> bool:
        """Tell whether a section inside a part comes next: one with `###`, or one without heading."""
        place = self.place
        self.skip_blank()
        found, below = ANCHOR.fullmatch(self.line()), self.line(1)
        self.place = place
        return found is not None and (below.startswith("### ") or not below.strip(" "))

    def open(self, section: _OpenSection) -> None:
        self.close_section()
        self.section = section

    def close_section(self) -> None:
        if self.section is None:
            return
        made = self.section.done()
        if self.part is None:
            self.body.append(made)
        else:
            self.part = replace(self.part, sections=(*self.part.sections, made))
        self.section = None

    def close_part(self) -> None:
        self.close_section()
        if self.part is not None:
            self.body.append(self.part)
            self.part = None

    # -- blocks of a section

    def require(self) -> _OpenSection:
        if self.section is None:
            mend = "Begin a section with an anchor and a heading."
            raise self.stop("CW-READ-008", "This block stands before the first section.", mend)
        return self.section

    def counting(self, id: str) -> Count:
        """Return what numbers a block: the definition's count where the id belongs to it."""
        section = self.require()
        made = section.definition
        return made.count if made and id.startswith(f"{made.id}/") else section.count

    def define(self, anchor: str) -> None:
        section = self.require()
        section.close()
        owner = self.name(anchor, self.place)
        count = Count((), owner)
        origin = self.origin(self.place)
        first = self.paragraph(0, count, skip=1, defines=owner)
        head = first.content[0]
        term = head.text if isinstance(head, Definiendum) else ""
        self.terms[owner] = term
        section.definition = _OpenDefinition(owner, term, origin, [first], count)

    def add(self, block: Block) -> None:
        """Put a block into the open definition where its id says so, else into the section."""
        section = self.require()
        made = section.definition
        if made and not block.id.startswith(f"{made.id}/"):
            section.close()
            made = None
        if made and not isinstance(block, Definition):
            self.within[block.id] = made.id
            made.blocks.append(block)
        else:
            section.blocks.append(block)
