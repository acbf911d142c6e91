"""Reading text files from folders that a stranger may have filled."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..diagnostic import ERROR, NOTE, Diagnostic, Position, Refused, Related
from ..document.record import entity, field
from .limits import DIAGNOSTICS

_MANY = f"There are more than {DIAGNOSTICS} complaints; the others are left out."
_MANY_MEND = "Mend these first."


class Unreadable(Exception):
    """A file could not be read; the message says why in words for the user."""

    def __init__(self, message: str, code: str = "CW-FILE-001", mend: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.mend = mend or "Make it a plain file that you may read, or remove it."


@entity
class SourceFile:
    """The text of one file, with the names under which it is known."""

    logical: str
    """Library id and path inside it, the same on every machine."""
    path: str
    """The path as the user knows it, for complaints."""
    text: str
    """The text with line ends as LF."""
    _lines: list[str] | None = None
    _places: dict[tuple[int, int, int], Position] = field(default_factory=dict)

    def line(self, number: int) -> str:
        """Return a line by its 1-based number, or an empty string beyond the end."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def position(self, line: int, column: int = 1, length: int = 1) -> Position:
        """Return a place in this file with its line as excerpt.

        A place beyond the file, as YAML gives one where a text ends too early, becomes the nearest inside.
        """
        key = line, column, length
        place = self._places.get(key)
        if place is None:
            line = max(1, min(line, self.text.count("\n") + 1))
            excerpt = self.line(line)
            column = max(1, min(column, len(excerpt) + 1))
            place = self._places[key] = Position(self.path, line, column, max(1, length), excerpt)
        return place


@entity
class Report:
    """Collects the complaints of a run."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        message: str,
        mend: str = "",
        position: Position | None = None,
        related: tuple[Related, ...] = (),
        severity: str = ERROR,
    ) -> None:
        """Record one complaint.

        Raises:
            Refused: There are more complaints than anyone reads, and errors among them: reading stops, so
                that a hostile file costs no more time and memory than others.
        """
        if len(self.diagnostics) >= DIAGNOSTICS:
            if severity == ERROR:
                self.diagnostics.append(Diagnostic(code, message, mend, position, related, severity))
            if self.failed:
                raise Refused((*self.diagnostics, Diagnostic("CW-RUN-001", _MANY, _MANY_MEND)))
            if len(self.diagnostics) == DIAGNOSTICS:
                self.diagnostics.append(Diagnostic("CW-RUN-001", _MANY, _MANY_MEND, severity=NOTE))
            return
        self.diagnostics.append(Diagnostic(code, message, mend, position, related, severity))

    @property
    def failed(self) -> bool:
        """Whether an error was recorded."""
        return any(d.severity == ERROR for d in self.diagnostics)


def shown(path: Path) -> str:
    """Return a path relative to the current folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_bytes(path: str | Path, limit: int, *, follow: bool = False) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Args:
        path: The file.
        limit: The most bytes to accept.
        follow: Whether the file may be a symbolic link (a path that the user typed may).

    Raises:
        Unreadable: It is missing, a link, no regular file, too large, or not readable.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    if not follow:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError as error:
        raise Unreadable("there is no such file") from error
    except OSError as error:
        if not follow and os.path.islink(path):
            raise Unreadable(
                "it is a symbolic link, which is not followed", "CW-FILE-003", "Put the file itself there."
            ) from error
        raise Unreadable(error.strerror or "it cannot be opened") from error
    except ValueError as error:
        raise Unreadable("its name is not a file name") from error
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise Unreadable("it is not a regular file")
        if info.st_size > limit:
            raise Unreadable(
                f"it has {info.st_size:,} bytes; the limit is {limit:,}",
                "CW-FILE-005",
                "Split it, or shorten it.",
            )
        parts = []
        size = 0
        # as much as the file says that it has, so that a high limit takes no memory
        while chunk := os.read(handle, min(limit + 1 - size, max(info.st_size + 1, 65_536))):
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                raise Unreadable(
                    f"it has more than {limit:,} bytes", "CW-FILE-005", "Split it, or shorten it."
                )
        return b"".join(parts)
    finally:
        os.close(handle)


def decode(data: bytes) -> str:
    """Return UTF-8 bytes as text with line ends as LF and without a byte order mark.

    Raises:
        Unreadable: The bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"it is not UTF-8: byte {error.start:,} cannot be read", "CW-FILE-006", "Save it as UTF-8."
        ) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")
