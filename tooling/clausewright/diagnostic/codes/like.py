"""Codes of `like`: a variant that changes another's text."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-LIK-001",
        "`like` goes round in a circle",
        "Each text would be the other's with changes, and there would be no first one.",
        (
            "==> grant/plain <==\n"
            "---\n"
            "summary: The same.\n"
            "like: wide\n"
            "---\n"
            "1. You may use Weights. {#use}\n"
            "==> grant/wide <==\n"
            "---\n"
            "summary: The same.\n"
            "like: plain\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: The same.\n"
            "like: plain\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
    ),
    Code(
        "CW-LIK-002",
        "`drop` names an unknown paragraph",
        "What should be left out would stay in.",
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: Use only.\n"
            "like: plain\n"
            "drop: [shar]\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: Use only.\n"
            "like: plain\n"
            "drop: [share]\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
    ),
    Code(
        "CW-LIK-003",
        "A paragraph without words that stands for none",
        (
            "A paragraph without words stands for the inherited one of its id, so that items can be added "
            "below it; there is none."
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "like: plain\n"
            "---\n"
            "1. {#usage}\n"
            "\n"
            "   1. Printing. {#print}"
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "like: plain\n"
            "---\n"
            "1. You may do all of these: {#use}\n"
            "\n"
            "   1. Printing. {#print}"
        ),
    ),
    Code(
        "CW-LIK-004",
        "`like` names an unknown variant",
        "There is no text to start from.",
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "like: plane\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "like: plain\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
    ),
    Code(
        "CW-LIK-005",
        "`drop` without `like`",
        "There is no other text from which something could be left out.",
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "drop: [share]\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
        (
            "==> grant/wide <==\n"
            "---\n"
            "summary: More.\n"
            "like: plain\n"
            "drop: [share]\n"
            "---\n"
            "1. You may use Weights in any way. {#use}"
        ),
    ),
)
