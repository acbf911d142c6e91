"""The type of a complaint, the table of codes, and the printers."""

from __future__ import annotations

from .diagnostic import (
    ERROR,
    NOTE,
    WARNING,
    ClausewrightError,
    Diagnostic,
    Position,
    Refused,
    Related,
    has_errors,
    ordered,
)

__all__ = [
    "ERROR",
    "NOTE",
    "WARNING",
    "ClausewrightError",
    "Diagnostic",
    "Position",
    "Refused",
    "Related",
    "has_errors",
    "ordered",
]
