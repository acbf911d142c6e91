"""Reads a license as `render/markdown.py` writes it back into a document.

Words, structure and ids come back. What Markdown does not show does not: provisions, choices, which
words are a term or a parameter's value, how far a span reaches (it comes back empty, where it began),
and whether a section is plain. Hand edits are accepted where they keep to the form: a paragraph may
be wrapped, and everything else that a program could read in two ways is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..diagnostic import ERROR, WARNING, Diagnostic, Position, Refused
from ..document import (
    LANGUAGES,
    Block,
    Bullets,
    Definiendum,
    Definition,
    Document,
    LicenseInfo,
    Notice,
    Origin,
    Paragraph,
    Part,
    Section,
    from_anchor,
    plain,
)
from ..document.inlines import Break, Inline, Span, Strong, Text
from .limits import DIAGNOSTICS, DOCUMENT_CHARACTERS
from .read_inlines import ANCHOR, Wrong, read_inlines
from .read_numbers import BARE, HEADING, HEADING_BARE, ITEM, Scheme
from .read_references import clause_ranges, with_references

_DEPTH = 12
"""Lists inside lists."""
_LOST = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BLOCK = re.compile(
    r"#{1,6}(?:\s|\Z)|[-+*](?:\s|\Z)|>|[0-9]{1,9}[.)](?:\s|\Z)|=+\s*\Z|-+\s*\Z|~~~|(?:[*_] *){3,}\Z"
)
"""How a line begins that CommonMark reads as a block of its own."""
_HEADING = re.compile(r"(#{2,3}) (.*\S)\s*\Z")
_NUMBER_LIKE = re.compile(r"[0-9(]")


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


class _Stop(Exception):
    """Ends the reading of one block after a complaint."""


@dataclass(slots=True)
class _Count:
    """Counts the numbered paragraphs of one list."""

    counters: tuple[int, ...] | None
    """Those above, or None where nothing can be numbered."""
    owner: str = ""
    """The definition that the list stands in, or an empty string."""
    last: int = 0

    @property
    def next(self) -> tuple[int, ...]:
        return (*(self.counters or ()), self.last + 1)


@dataclass(slots=True)
class _Open:
    """A section that is being read."""

    id: str
    heading: str | None
    numbered: bool
    origin: Origin
    count: _Count
    blocks: list[Block] = field(default_factory=list)
    definition: tuple[str, str, Origin, list[Block], _Count] | None = None

    def close(self) -> None:
        if self.definition:
            id, term, origin, blocks, _ = self.definition
            self.blocks.append(Definition(id, term, tuple(blocks), origin))  # type: ignore[arg-type]
            self.definition = None

    def done(self) -> Section:
        self.close()
        return Section(self.id, self.heading, tuple(self.blocks), self.origin, self.numbered)


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.text = text
        self.source = text.split("\n") if len(text) <= DOCUMENT_CHARACTERS else []
        self.lines = list(self.source)
        self.place = 0
        self.diagnostics: list[Diagnostic] = []
        self.scheme = Scheme()
        self.labels: dict[str, tuple[int, ...]] = {}
        self.within: dict[str, str] = {}
        self.terms: dict[str, str] = {}
        self.where: dict[str, int] = {}
        self.sections = 0
        self.body: list[Part | Section] = []
        self.part: tuple[str, str, Origin, list[Section]] | None = None
        self.section: _Open | None = None

    # -- complaints

    def complain(
        self, code: str, message: str, mend: str, line: int, column: int = 1, length: int = 1, severity: str = ERROR
    ) -> None:
        if len(self.diagnostics) < DIAGNOSTICS:
            excerpt = self.source[line] if line < len(self.source) else ""
            position = Position(self.path, line + 1, column, length, excerpt)
            self.diagnostics.append(Diagnostic(code, message, mend, position, severity=severity))

    def stop(self, code: str, message: str, mend: str, line: int | None = None, column: int = 1) -> _Stop:
        self.complain(code, message, mend, self.place if line is None else line, column)
        return _Stop()

    # -- the whole

    def read(self) -> tuple[Document, tuple[Diagnostic, ...]]:
        if len(self.text) > DOCUMENT_CHARACTERS:
            self.complain("CW-READ-002", f"The text has more than {DOCUMENT_CHARACTERS:,} characters.", "Split it.", 0)
            raise Refused(self.diagnostics)
        for place, line in enumerate(self.lines):
            if bad := _LOST.search(line):
                self.complain("CW-READ-002", f"The character U+{ord(bad[0]):04X} is not text.", "Remove it.",
                              place, bad.start() + 1)  # fmt: skip
        if self.diagnostics:
            raise Refused(self.diagnostics)
        tag, info = self.title()
        while self.skip_blank():
            try:
                self.block()
            except _Stop:
                self.recover()
        self.close_part()
        document = self.document(tag, info)
        if any(d.severity == ERROR for d in self.diagnostics):
            raise Refused(self.diagnostics)
        return document, tuple(self.diagnostics)

    def document(self, tag: str, info: LicenseInfo) -> Document:
        made = Document(info, tag, self.form(), tuple(self.body), self.scheme.result(), self.labels, self.within,
                        {}, self.terms, forms={id: (term,) for id, term in self.terms.items()})  # fmt: skip
        made = Document(**{**{n: getattr(made, n) for n in made.__slots__},
                           "ranges": clause_ranges(made.sections, self.labels)})  # fmt: skip
        return with_references(made, self.where, self.bad_link)

    def form(self) -> str:
        first = next((node for node in self.body), None)
        return f"core:{first.id.partition(':')[0]}" if first else ""

    def bad_link(self, code: str, id: str, words: str) -> None:
        line = self.where.get(id, 0)
        if code == "CW-READ-010":
            self.complain(code, f"The link “{words[:80]}” goes to an anchor that is not there.",
                          "Mend the anchor, or take the link away.", line)  # fmt: skip
        else:
            self.complain(code, f"The reference “{words[:80]}” does not name the place to which it links; its words are kept.",
                          "Mend the number or the link.", line, severity=WARNING)  # fmt: skip

    def title(self) -> tuple[str, LicenseInfo]:
        """Read the name and the line of identity."""
        mend = "Begin with `# ` and the name, then a line `Version … · date · Steward: … · Identifier: …`."
        try:
            if not self.skip_blank() or not self.lines[self.place].startswith("# "):
                raise self.stop("CW-READ-001", "The text does not begin with the name of a license.", mend)
            name = self.words(self.lines[self.place][2:], self.place, 2)
            self.place += 1
            if not self.skip_blank():
                raise self.stop("CW-READ-001", "The line with version, date and identifier is missing.", mend)
            line = self.lines[self.place]
            for tag, words in LANGUAGES.items():
                found: dict[str, str] = {}
                for part in line.split(" · "):
                    for key, label in (("version", f"{words.version} "), ("steward", f"{words.label('steward')}: "),
                                       ("id", f"{words.label('identifier')}: "), ("date", "")):  # fmt: skip
                        if part.startswith(label):
                            if key in found:
                                break
                            found[key] = self.words(part[len(label) :], self.place, line.index(part) + len(label))
                            break
                    else:
                        break
                if "id" in found or "version" in found:
                    self.place += 1
                    info = LicenseInfo(name, found.get("id", ""), found.get("version", ""), found.get("date", ""),
                                       found.get("steward", ""))  # fmt: skip
                    return tag, info
            raise self.stop("CW-READ-001", "The line with version, date and identifier is missing.", mend)
        except _Stop:
            raise Refused(self.diagnostics) from None

    # -- moving

    def skip_blank(self) -> bool:
        """Go to the next line that is not blank; tell whether there is one."""
        while self.place < len(self.lines) and not self.lines[self.place].strip(" "):
            self.place += 1
        return self.place < len(self.lines)

    def peek(self) -> str:
        """Return the next line that is not blank without going there, or an empty string."""
        at = self.place
        while at < len(self.lines) and not self.lines[at].strip(" "):
            at += 1
        return self.lines[at] if at < len(self.lines) else ""

    def line(self) -> str:
        return self.lines[self.place] if self.place < len(self.lines) else ""

    def recover(self) -> None:
        """Go to the next block at the margin."""
        self.place += 1
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if line and not line.startswith(" ") and not self.lines[self.place - 1].strip():
                return
            self.place += 1

    def origin(self, line: int) -> Origin:
        return Origin(self.path, line + 1)

    def name(self, raw: str, line: int) -> str:
        """Return the id of an anchor, which must be new."""
        id = from_anchor(raw)
        if id in self.where:
            raise self.stop("CW-READ-004", f"The id `{id}` stands twice.", "Give each paragraph an id of its own.", line)
        self.where[id] = line
        return id

    # -- blocks at the margin

    def block(self) -> None:
        line = self.line()
        if line.startswith("---") and not line.strip("- "):
            self.place += 1
            self.close_part()
        elif line.startswith(">"):
            self.add(self.notice())
        elif line.startswith(("* ", "+ ")):
            self.add(self.bullets(line[0]))
        elif line.startswith("<a "):
            self.anchored()
        elif _BLOCK.match(line):
            raise self.stop("CW-READ-008", "This block does not belong here.",
                            "Put an anchor before a heading, a lead-in before a list with `-`, and a backslash "
                            "before a sign that is meant as itself.")  # fmt: skip
        else:
            raise self.stop("CW-READ-003", "This paragraph has no anchor.",
                            'Put a line `<a id="clause/paragraph"></a>` before it.')  # fmt: skip

    def anchored(self) -> None:
        ids, rest = self.anchors(self.line())
        start = self.place
        below = self.lines[start + 1] if start + 1 < len(self.lines) else ""
        if not rest and len(ids) == 1 and (heading := _HEADING.match(below)):
            self.heading(ids[0], heading)
        elif not rest and len(ids) == 1 and not below.strip():
            id = self.name(ids[0], start)
            self.place += 1
            self.open_section(_Open(id, None, False, self.origin(start), _Count(None)))
        else:
            self.paragraph_block(ids, rest)

    def anchors(self, line: str) -> tuple[list[str], str]:
        """Return the anchors at the head of a line and what follows them."""
        ids, at = [], 0
        while found := ANCHOR.match(line, at):
            ids.append(found[1])
            at = found.end()
        if not ids:
            raise self.stop("CW-READ-003", "This anchor has not the form that is read.",
                            'Write `<a id="clause/paragraph"></a>`.')  # fmt: skip
        return ids, line[at:]

    def heading(self, raw_id: str, match: re.Match[str]) -> None:
        marks, raw = match.groups()
        line = self.place + 1
        id = self.name(raw_id, self.place)
        origin = self.origin(self.place)
        self.place += 2
        if marks == "##" and self.leads_part():
            self.close_part()
            self.part = (id, self.words(raw, line, 3), origin, [])
            return
        if marks == "##":
            self.close_part()
        elif self.part is None:
            raise self.stop("CW-READ-008", "A heading of the third level stands outside a part.", "Write `##`.", line)
        found = HEADING.match(raw) or HEADING_BARE.match(raw)
        numbered = found is not None and self.scheme.accepts(found[1], (self.sections + 1,), False)
        if found and not numbered and HEADING.match(raw) and raw[0].isdigit():
            expected = self.scheme.expected((self.sections + 1,), False)
            raise self.stop("CW-READ-007", f"The section has the number `{found[1]}` where `{expected}` is expected.",
                            "Mend the number, or write `\\.` if it is none.", line)  # fmt: skip
        count = _Count(None)
        if found and numbered:
            self.sections += 1
            self.labels[id] = (self.sections,)
            count = _Count((self.sections,))
            raw = raw[found.end() :]
        words = self.words(raw, line, 3) if raw.strip() else None
        self.open_section(_Open(id, words, numbered, origin, count))

    def leads_part(self) -> bool:
        """Tell whether the next thing is a section inside a part, or one without a heading."""
        at = self.place
        while at < len(self.lines) and not self.lines[at].strip(" "):
            at += 1
        if at >= len(self.lines) or not (found := ANCHOR.fullmatch(self.lines[at])):
            return False
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        return found is not None and (below.startswith("### ") or not below.strip())

    def open_section(self, section: _Open) -> None:
        self.close_section()
        self.section = section

    def close_section(self) -> None:
        if self.section:
            done = self.section.done()
            self.part[3].append(done) if self.part else self.body.append(done)
            self.section = None

    def close_part(self) -> None:
        self.close_section()
        if self.part:
            id, heading, origin, sections = self.part
            self.body.append(Part(id, heading, tuple(sections), origin))
            self.part = None

    def add(self, block: Block) -> None:
        """Put a block into the open definition where its id says so, else into the section."""
        section = self.require()
        if section.definition and not block.id.startswith(f"{section.definition[0]}/"):
            section.close()
        if section.definition:
            self.within[block.id] = section.definition[0]
            section.definition[3].append(block)
        else:
            section.blocks.append(block)

    def require(self) -> _Open:
        if self.section is None:
            raise self.stop("CW-READ-008", "This block stands before the first section.",
                            "Begin a section with an anchor and a heading.")  # fmt: skip
        return self.section

    def counting(self, id: str) -> _Count:
        """Return what numbers a block at the margin."""
        section = self.require()
        if section.definition and id.startswith(f"{section.definition[0]}/"):
            return section.definition[4]
        return section.count

    # -- paragraphs

    def paragraph_block(self, ids: list[str], rest: str) -> None:
        section = self.require()
        start = self.place
        if rest:
            raise self.stop("CW-READ-008", "This text stands on the line of its anchor, as a wrap-up does, but no list stands before it.",
                            "Put the text on the next line.")  # fmt: skip
        if len(ids) > 2:
            raise self.stop("CW-READ-003", "More than two anchors stand before a paragraph.", "Keep one.")
        if len(ids) == 1:
            self.add(self.paragraph(from_anchor(ids[0]), 0, self.counting(from_anchor(ids[0])), 0))
            return
        section.close()
        owner = self.name(ids[0], start)
        count = _Count((), owner)
        first = self.paragraph(from_anchor(ids[1]), 0, count, 0)
        term, content = _definiendum(owner, first.content)
        if not term:
            raise self.stop("CW-READ-009", "The definition does not begin with its term.",
                            "Begin with the term in bold and quotation marks: `**“Term”** means`.", start)  # fmt: skip
        loud = first.conspicuous or _whole(content[1:])
        content = (content[0], *_quiet(content[1:])) if loud else content
        self.within[first.id] = owner
        self.terms[owner] = term
        first = Paragraph(first.id, content, first.origin, first.numbered, first.items, first.wrap_up, loud)
        section.definition = (owner, term, self.origin(start), [first], count)
