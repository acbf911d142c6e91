"""Codes of provisions."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-PRV-001",
        "A provision without one verb",
        "Each provision is one permission, duty, prohibition or reach.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PRV-002",
        "A provision at no paragraph",
        "A machine-readable statement without words behind it would be law that nobody wrote.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: usage, permits: run}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PRV-003",
        "A provision with an unknown parameter",
        "The number in the text and the number in the provision come from one parameter.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, within: {parameter: fee_days}}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
)
