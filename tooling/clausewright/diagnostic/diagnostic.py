"""The type of a complaint, and the exception that carries complaints to the edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..document.record import record

ERROR, WARNING, NOTE = "error", "warning", "note"
_ORDER = {ERROR: 0, WARNING: 1, NOTE: 2}


@record
class Position:
    """A place in a file."""

    path: str
    """The path as the user knows it."""
    line: int
    """1-based line."""
    column: int = 1
    """1-based column, in characters."""
    length: int = 1
    """How many characters the caret underlines, at least 1."""
    excerpt: str = ""
    """The line as it stands in the file, without its end."""


@record
class Related:
    """A second place that a complaint speaks of."""

    position: Position
    message: str


@record
class Diagnostic:
    """One complaint: what, where, how to mend."""

    code: str
    """Stable code, a key of `codes.CODES`, `CW-REF-002`."""
    message: str
    """One sentence on what is wrong."""
    mend: str = ""
    """One sentence on how to mend it."""
    position: Position | None = None
    related: tuple[Related, ...] = ()
    severity: str = ERROR
    """`error`, `warning` or `note`."""
    manifest: str = ""
    """The smallest manifest that shows the fault, as a file that can be built, or an empty string."""

    def sort_key(self) -> tuple[object, ...]:
        """Order complaints by file and place, so that the same run prints the same list."""
        where = self.position
        place = (where.path, where.line, where.column) if where else ("", 0, 0)
        return (*place, _ORDER[self.severity], self.code, self.message)


class ClausewrightError(Exception):
    """The base of every exception that the package raises on purpose."""


class Refused(ClausewrightError):
    """Raised when input cannot be used; carries every complaint that was found.

    Attributes:
        diagnostics: All complaints of the run, warnings and notes included, in order.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = ordered(diagnostics)
        errors = [d for d in self.diagnostics if d.severity == ERROR]
        super().__init__("; ".join(f"{d.code}: {d.message}" for d in errors[:3]))


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return complaints in a stable order without repetitions."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=Diagnostic.sort_key))


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Tell whether any complaint is an error."""
    return any(d.severity == ERROR for d in diagnostics)
