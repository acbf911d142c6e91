"""A document becomes a library: a clause for each section, a form, and a manifest that chooses them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..diagnostic import NOTE, WARNING, Diagnostic, Position
from ..document import Block, Document, Level, Notice, Paragraph, Part, Section, Text
from ..document.record import record
from ..source.licenses import printed
from .fragments import fragment

VARIANT = "imported"
MANIFEST = "license.yaml"
FOLDER = "library"
_NO_DATE = "1970-01-01"
_RESERVED = frozenset({"core", "local", "definition", "imported"})
_FOLDERS = frozenset({"definitions", "forms", "profiles"})
"""Folders of a library that hold something else than a clause."""
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DATE = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})"
    r"(?:\s+(?P<after>[0-9]{1,2}))?,?\s+(?P<year>(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)


@record
class Plan:
    """How a document is to be written as a library."""

    document: Document
    name: str
    """What the license is called where it has no title."""
    file: str
    """The file that it came from, for complaints."""
    flat: frozenset[str] = frozenset()
    """Ids of sections that are kept as a notice."""
    date: str = ""
    """ISO date of the license; found in its first paragraphs where left empty."""


@record
class Files:
    """A library in the making."""

    texts: dict[str, str]
    """Texts by path below the folder."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be held, and what has to be looked at."""
    verbatim: int
    """Words that stand in notices."""


def files(plan: Plan) -> Files:
    """Return the files of the library, the form and the manifest.

    Args:
        plan: The document and how to write it.
    """
    return _Import(plan).files()


class _Import:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.document = plan, plan.document
        self.texts: dict[str, str] = {}
        self.found: list[Diagnostic] = []
        self.chosen: list[str] = []
        self.verbatim = 0
        # numbers count through the sections, so one kept as a notice would give the others new ones
        self.all_flat = any(s.id in plan.flat and s.numbered for s in self.document.sections)
        self.library = _library(self.document.license.name or plan.name)

    def files(self) -> Files:
        sections = list(self.sections())
        numbering = "".join(f"  - {_level(level)}\n" for level in self.document.numbering) or "  - decimal\n"
        self.texts[f"{FOLDER}/library.yaml"] = (
            f'id: {self.library}\nversion: "1.0.0"\nlanguage: {self.document.language}\n'
            f"title: {_quoted(self.document.license.name or self.plan.name)}\n"
        )
        self.texts[f"{FOLDER}/forms/imported.yaml"] = (
            f"summary: The sections of the license that was imported.\nnumbering:\n{numbering}"
            f"sections:\n{''.join(sections)}"
        )
        self.texts[MANIFEST] = self.manifest()
        return Files(self.texts, tuple(self.found), self.verbatim)

    def sections(self) -> Iterator[str]:
        for node in self.document.body:
            if isinstance(node, Part):
                inner = "".join(self.section(section, "    ") for section in node.sections)
                head = f"  - part: {_local(node.id)}\n    heading: {_quoted(node.heading)}\n"
                yield f"{head}    sections:\n{inner}"
            else:
                yield self.section(node, "  ")

    def section(self, section: Section, indent: str) -> str:
        id = clause_id(section.id)
        flat = self.all_flat or section.id in self.plan.flat
        heading, numbered, blocks = section.heading or "", section.numbered, section.blocks
        if flat:
            text = "\n\n".join(printed(self.document, section))
            blocks = (Notice("x/kept", text, section.origin),)
            heading, numbered = "", False
            self.say("CW-IMP-001", f"The section “{_short(section)}” is kept as a notice.", section, WARNING)
        elif not blocks and heading and numbered:
            blocks = (Paragraph("x/words", (Text(heading),), section.origin),)
            heading = ""
        elif not blocks:
            blocks = (Notice("x/words", heading or "-", section.origin),)
            heading = ""
            self.say("CW-IMP-002", f"The heading “{_short(section)}” has no text below it.", section, NOTE)
        self.clause(id, heading or _short(section), section, blocks)
        about = f"heading: {_quoted(heading)}" if heading else "no-heading: true"
        rest = "" if numbered else f"{indent}  numbered: false\n"
        return f"{indent}- id: {id}\n{indent}  {about}\n{rest}{indent}  clauses: [{id}]\n"

    def clause(self, id: str, title: str, section: Section, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Notice):
                self.verbatim += len(block.text.split())
        body = fragment(self.document, blocks, self.target)
        self.chosen.append(id)
        self.texts[f"{FOLDER}/{id}/clause.yaml"] = (
            f"title: {_quoted(title)}\nquestion: {_quoted(f'What does the license say under {title!r}?')}\n"
            f"variants: [{VARIANT}]\n"
        )
        about = f"As it stands in {self.document.license.name or self.plan.name}."
        self.texts[f"{FOLDER}/{id}/{VARIANT}.md"] = (
            f"---\nsummary: {_quoted(about)}\nverbatim: true\n---\n{body}"
        )
        if len(blocks) > 1 and any(isinstance(block, Notice) for block in blocks):
            self.say("CW-IMP-003", "Text in columns is kept as a notice.", section, NOTE)

    def target(self, id: str) -> str:
        """Return the name under which a reference finds a section or paragraph of this library."""
        clause, slash, paragraph = id.partition(":")[2].partition("/")
        return f"{clause_id(clause)}{slash}{paragraph}"

    def say(self, code: str, message: str, section: Section, severity: str) -> None:
        mend = "Write it as clauses by hand, if it is to be more than words."
        where = Position(self.plan.file, section.origin.line)
        self.found.append(Diagnostic(code, message, mend, where, severity=severity))

    def manifest(self) -> str:
        info = self.document.license
        date = self.plan.date or info.date or self.date()
        if not date:
            date = _NO_DATE
            message = f"The license tells no date; {_NO_DATE} stands in `{MANIFEST}`."
            mend = f"Write its date into `{MANIFEST}`, or give `--date`."
            self.found.append(
                Diagnostic("CW-IMP-004", message, mend, Position(self.plan.file, 1), severity=NOTE)
            )
        chosen = "".join(f"  {self.library}:{id}: {VARIANT}\n" for id in self.chosen)
        return (
            f"clausewright: 1\nlibraries:\n  {self.library}: ./{FOLDER}\n"
            f"license:\n  name: {_quoted(info.name or self.plan.name)}\n  id: {info.id}\n"
            f'  version: "{info.version or "1.0"}"\n  date: {date}\n'
            f"form: {self.library}:imported\nclauses:\n{chosen}"
        )

    def date(self) -> str:
        """Return the date that stands in the first paragraphs, or an empty string."""
        first = self.document.sections[0] if self.document.sections else None
        head = "\n".join(printed(self.document, first))[:600] if first else ""
        found = _DATE.search(f"{self.document.license.name}\n{head}")
        if found is None:
            return ""
        month = _MONTHS.index(found["month"].lower()) + 1
        day = min(28, max(1, int(found["day"] or found["after"] or 1)))
        return f"{found['year']}-{month:02d}-{day:02d}"


def clause_id(section: str) -> str:
    """Return the id of the clause that holds a section.

    Args:
        section: The id of the section, in full or without its form.
    """
    name = _local(section)
    return f"{name}-section" if name in _FOLDERS else name


def _level(level: Level) -> str:
    kind = "decimal-path" if level.path else level.kind
    return f"{{kind: {kind}, mark: {_quoted(level.mark)}}}" if level.mark else kind


def _library(name: str) -> str:
    slug = "-".join(re.findall(r"[a-z0-9]+", name.lower().encode("ascii", "ignore").decode())[:6])[:60].strip(
        "-"
    )
    return (
        slug if slug[:1].isalpha() and slug not in _RESERVED else f"imported-{slug}".strip("-") + "-license"
    )


def _short(section: Section) -> str:
    words = section.heading or _local(section.id).replace("-", " ").capitalize()
    return words if len(words) <= 80 else f"{words[:79]}…"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _local(id: str) -> str:
    return id.partition(":")[2] or id
