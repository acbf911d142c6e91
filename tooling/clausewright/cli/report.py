"""Prints complaints in the format that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from ..diagnostic import Diagnostic

FORMATS = ("text", "json", "sarif", "github")


def wants_color(stream: TextIO) -> bool:
    """Tell whether a stream takes color: a terminal, unless NO_COLOR is set; FORCE_COLOR forces it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def print_diagnostics(
    diagnostics: Sequence[Diagnostic], format: str, *, stream: TextIO | None = None
) -> None:
    """Print complaints.

    Args:
        diagnostics: The complaints, in order.
        format: One of `FORMATS`.
        stream: Where to; standard output where left out.
    """
    from ..diagnostic.printers import PRINTERS

    out = stream or sys.stdout
    text = PRINTERS[format](diagnostics, wants_color(out))
    if text:
        out.write(text if text.endswith("\n") else text + "\n")
