"""Codes of importing: a license that exists becomes a library."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-IMP-001",
        "A section is kept as a notice",
        "The text language cannot hold the section as it is, so its words stand verbatim in one notice, its "
        "number among them. Nothing refers into a notice, and no term in it is marked.",
        severity="warning",
    ),
    Code(
        "CW-IMP-002",
        "A heading without text",
        "A section of a form has text. The words of the heading stand as a notice in a section of their own.",
        severity="note",
    ),
    Code(
        "CW-IMP-003",
        "Text in columns is kept as a notice",
        "Where the place of words on the line has a meaning, the lines are kept as they are.",
        severity="note",
    ),
    Code(
        "CW-IMP-004",
        "No date",
        "A manifest has the date of the license, and the text tells none.",
        severity="note",
    ),
    Code(
        "CW-IMP-005",
        "A license that cannot be held",
        "The library that would be written does not compose to the words of the license, not even with every "
        "section as a notice. Nothing is written.",
    ),
)
