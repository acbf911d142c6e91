"""Codes of values in a text: `{{ name | filter }}`."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-VAL-001",
        "An unknown value",
        (
            "A text takes the parameters of its own variant and the names of the license, so that a "
            "reader finds where each value comes from."
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_day | days }}. {#pay}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
    ),
    Code(
        "CW-VAL-002",
        "A filter for another type",
        (
            "A filter is made for some types and says nothing sensible about others; a list needs a "
            "filter to become words."
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | date }}. {#pay}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
    ),
    Code(
        "CW-VAL-003",
        "A repeated item with items of its own",
        (
            "An item that holds a list parameter is repeated once an entry; what stands below it would "
            "belong to none of the entries."
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Each of these: {#lead}\n"
            "\n"
            "   1. To {{ acts }}, in any of these ways: {#act}\n"
            "\n"
            "      1. On paper. {#paper}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Each of these: {#lead}\n"
            "\n"
            "   1. To {{ acts }}. {#act}"
        ),
    ),
    Code(
        "CW-VAL-004",
        "An unknown filter",
        "There is no such way to write a value.",
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | day }}. {#pay}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
    ),
    Code(
        "CW-VAL-005",
        "A second filter",
        "The first filter gives words, and no filter takes words.",
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | days | words }}. {#pay}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters:\n"
            "  fee_days: {type: integer, default: 30, about: days to pay}\n"
            "  acts: {type: list, default: [read], about: what is permitted}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
    ),
)
