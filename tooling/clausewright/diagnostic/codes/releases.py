"""Codes of releases."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-REL-001",
        "The next version cannot be told",
        "Only numbers with stops between them can be counted on.",
    ),
    Code(
        "CW-REL-002",
        "The next version would share the id",
        "The id of a license stands in metadata everywhere and must lead to one text.",
        'license: {id: LicenseRef-AWPL, version: "1.0", …}',
        'license: {id: LicenseRef-AWPL-1.0, version: "1.0", …}',
    ),
    Code(
        "CW-REL-003",
        "A name in the manifest cannot be replaced",
        "A release changes three values of the manifest and not a byte besides.",
    ),
    Code(
        "CW-REL-004",
        "Nothing changed since the version before",
        "Two versions with the same words only make people look for the difference.",
    ),
)
