"""Codes of what stands in weight files."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-STP-001",
        "A file of weights cannot be used",
        "It is neither safetensors nor GGUF, or damaged; what is damaged is not written to.",
    ),
    Code(
        "CW-STP-002",
        "A file of weights does not name its license",
        "A file travels without its repository; what it says of itself is all that comes with it.",
    ),
    Code(
        "CW-STP-003",
        "A file of weights names another license or text",
        "Whoever reads the file is told of terms that are not those of the repository.",
    ),
    Code(
        "CW-STP-004",
        "Another tool wrote a license wrongly",
        "The field has a meaning of its own, and what stands there does not keep to it.",
        severity="warning",
    ),
    Code(
        "CW-STP-005",
        "A bundle cannot be used for a stamp",
        "The hash in a stamp must be the one of a text that was published.",
    ),
)
