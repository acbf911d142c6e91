"""What a user's template may spend, and the meter that counts it."""

from __future__ import annotations

import time
from typing import Any

from jinja2.exceptions import SecurityError

from ..document.record import record


@record
class Limits:
    """The limits of one rendering with a user's own templates."""

    steps: int = 200_000
    """Turns of loops, calls, filters and outputs."""
    made: int = 50_000_000
    """Characters that the templates make on the way, all strings and outputs together."""
    output: int = 10_000_000
    """Characters of the result."""
    string: int = 1_000_000
    """Characters of one string that an expression makes."""
    entries: int = 10_000
    """Entries of a list or range that an expression makes."""
    bits: int = 128
    """Size of a whole number."""
    depth: int = 100
    """Macros, blocks and loops that call one another."""
    source: int = 1_000_000
    """Bytes of one template file."""
    nodes: int = 50_000
    """Nodes of one parsed template."""
    nesting: int = 80
    """Depth of one parsed template."""
    seconds: float = 20.0
    """A backstop, so that what was not foreseen ends too. The other limits hold first, on every machine."""


LIMITS = Limits()


class ForbiddenError(SecurityError):
    """Raised when a template does what templates may not do."""


class LimitError(SecurityError):
    """Raised when a template goes past one of the `Limits`."""


class Meter:
    """Counts what one rendering spends."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._steps = 0
        self._made = 0
        self._end = time.monotonic() + limits.seconds

    def spend(self, made: int = 0) -> None:
        """Count one step that makes `made` characters. Raises LimitError past a limit."""
        self._steps += 1
        self._made += made
        if self._steps > self.limits.steps:
            raise LimitError(f"more than {self.limits.steps:,} steps")
        if self._made > self.limits.made:
            raise LimitError(f"more than {self.limits.made:,} characters made on the way")
        if time.monotonic() > self._end:
            raise LimitError(f"more than {self.limits.seconds:g} seconds")

    def string(self, size: int) -> None:
        """Count a string of `size` characters before it is made."""
        if size > self.limits.string:
            raise LimitError(f"a string of more than {self.limits.string:,} characters")
        self.spend(size)

    def entries(self, size: int) -> None:
        """Count a list of `size` entries before it is made."""
        if size > self.limits.entries:
            raise LimitError(f"a list of more than {self.limits.entries:,} entries")
        self.spend(8 * size)

    def number(self, value: Any) -> Any:
        """Return a number that is small enough."""
        if isinstance(value, int) and value.bit_length() > self.limits.bits:
            raise LimitError(f"a number of more than {self.limits.bits} bits")
        self.spend()
        return value
