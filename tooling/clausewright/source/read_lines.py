"""The lines of a rendered license: where the reader stands, and what it complains of."""

from __future__ import annotations

import re

from ..diagnostic import ERROR, Diagnostic, Position
from ..document import Origin, from_anchor
from ..document.inlines import Inline, Text
from .limits import DIAGNOSTICS
from .read_inlines import ANCHOR, Wrong, read_inlines

BLOCK = re.compile(
    r"#{1,6}(?:\s|\Z)|[-+*](?:\s|\Z)|>|[0-9]{1,9}[.)](?:\s|\Z)|=+\s*\Z|-+\s*\Z|~~~|(?:[*_] *){3,}\Z"
)
"""How a line begins that CommonMark reads as a block of its own."""
_CLOSING = re.compile(r"(?:\A| )#+ *\Z")


class Stop(Exception):
    """Ends the reading of one block after a complaint."""


class Lines:
    """A cursor over lines, with complaints and the ids that were met."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.source = text.split("\n")
        self.lines = list(self.source)
        self.place = 0
        self.last = max((n for n, line in enumerate(self.source) if line.strip()), default=0)
        self.diagnostics: list[Diagnostic] = []
        self.where: dict[str, int] = {}
        """The line (from 0) of each id."""

    def complain(
        self,
        code: str,
        message: str,
        mend: str,
        line: int,
        column: int = 1,
        length: int = 1,
        severity: str = ERROR,
    ) -> None:
        """Record a complaint; `line` counts from 0, `column` from 1."""
        if len(self.diagnostics) < DIAGNOSTICS:
            # what is missing at the end is missed behind the last words
            line = min(line, self.last)
            excerpt = self.source[line]
            position = Position(self.path, line + 1, column, length, excerpt)
            self.diagnostics.append(Diagnostic(code, message, mend, position, severity=severity))

    def stop(self, code: str, message: str, mend: str, line: int | None = None, column: int = 1) -> Stop:
        """Record a complaint and return the exception to raise."""
        self.complain(code, message, mend, self.place if line is None else line, column)
        return Stop()

    def skip_blank(self) -> bool:
        """Go to the next line that is not blank; tell whether there is one."""
        while self.place < len(self.lines) and not self.lines[self.place].strip(" "):
            self.place += 1
        return self.place < len(self.lines)

    def line(self, ahead: int = 0) -> str:
        """Return the line here, or `ahead` lines further; beyond the end an empty string."""
        at = self.place + ahead
        return self.lines[at] if at < len(self.lines) else ""

    def peek(self) -> str:
        """Return the next line that is not blank without going there, or an empty string."""
        ahead = 0
        while self.place + ahead < len(self.lines) and not self.line(ahead).strip(" "):
            ahead += 1
        return self.line(ahead)

    def recover(self) -> None:
        """Go to the next block at the margin."""
        self.place += 1
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if line and line[0] not in " -" and not self.lines[self.place - 1].strip(" "):
                return
            self.place += 1

    def origin(self, line: int) -> Origin:
        """Return the origin of a node that begins on a line (from 0)."""
        return Origin(self.path, line + 1)

    def name(self, anchor: str, line: int) -> str:
        """Return the id of an anchor, which must be new."""
        id = from_anchor(anchor)
        if id in self.where:
            mend = "Give each paragraph an id of its own."
            raise self.stop("CW-READ-004", f"The id `{id}` stands twice.", mend, line)
        self.where[id] = line
        return id

    def anchors(self, line: str) -> tuple[list[str], str]:
        """Return the anchors at the head of a line and what follows them."""
        ids, at = [], 0
        while found := ANCHOR.match(line, at):
            ids.append(found[1])
            at = found.end()
        if not ids:
            mend = 'Write a line `<a id="clause/paragraph"></a>` before the text.'
            raise self.stop(
                "CW-READ-003", "An anchor is missing here, or has not the form that is read.", mend
            )
        return ids, line[at:].strip(" ")

    def inlines(self, text: str, starts: list[tuple[int, int, int]], start: int = 0) -> tuple[Inline, ...]:
        """Return the inlines of a paragraph.

        Args:
            text: The raw lines joined by line ends.
            starts: For each line its offset in `text`, its number (from 0) and its first column (from 0).
            start: Where the words begin behind the number.
        """
        try:
            return read_inlines(text, start)
        except Wrong as wrong:
            offset, line, column = next(s for s in reversed(starts) if s[0] <= wrong.offset)
            at = column + wrong.offset - offset + 1
            self.complain(wrong.code, str(wrong), wrong.mend, line, at, wrong.length)
            raise Stop from None

    def words(self, raw: str, line: int, column: int, *, heading: bool = True) -> str:
        """Return the words of one line that holds no markup; a heading may not end in signs."""
        if heading and _CLOSING.search(raw):
            mend = "Remove the signs at the end, or put a backslash before each."
            raise self.stop("CW-READ-008", "The heading ends in signs that would not be shown.", mend, line)
        nodes = self.inlines(raw, [(0, line, column)])
        if any(not isinstance(node, Text) for node in nodes):
            mend = "Put a backslash before each sign that is meant as itself."
            raise self.stop(
                "CW-READ-005", "There is markup where only words can stand.", mend, line, column + 1
            )
        return "".join(node.text for node in nodes if isinstance(node, Text))
