"""Codes of a run."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-RUN-001",
        "Too many complaints",
        (
            "Nobody reads more; reading stops, so that a hostile file costs no more time than others. "
            "Mend the first ones and try again."
        ),
    ),
)
