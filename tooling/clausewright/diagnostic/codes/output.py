"""Codes of what is written."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-OUT-001",
        "Two licenses share one id",
        "Both would be written to the same files, and two texts never share one name.",
        "license: {id: LicenseRef-AWPL-1.0, …}   # in two manifests",
        "license: {id: LicenseRef-AWPL-1.1, …}   # in the second",
    ),
)
