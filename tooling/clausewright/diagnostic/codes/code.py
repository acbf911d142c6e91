"""The shape of one entry in the table of codes."""

from __future__ import annotations

from ...document.record import record


@record
class Code:
    """What one code means, for `docs/diagnostics.md` and for SARIF."""

    code: str
    """`CW-AREA-NNN`; never reused for another meaning."""
    title: str
    """What is wrong, in a few words."""
    why: str
    """Why it matters, in one or two sentences."""
    bad: str = ""
    """A short example that causes it, as an author would write it."""
    good: str = ""
    """The same example, mended."""
    severity: str = "error"
    """The usual severity: `error`, `warning` or `note`."""
