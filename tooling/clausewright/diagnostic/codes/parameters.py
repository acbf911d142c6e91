"""Codes of parameters as a variant declares them."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-PAR-002",
        "A reserved name",
        (
            "`variant`, `after`, `section`, `license` and `ref` have a meaning of their own beside a "
            "parameter."
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters: {section: {type: integer, default: 1, about: a number}}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters: {place: {type: integer, default: 1, about: a number}}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PAR-003",
        "A declaration that contradicts itself",
        (
            "A default outside the range, a minimum above the maximum, or a bound that does not go with "
            "the type would let a value through that the text is not made for."
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters: {fee_days: {type: integer, minimum: 1, default: 0, about: days to pay}}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "parameters: {fee_days: {type: integer, minimum: 1, default: 30, about: days to pay}}\n"
            "---\n"
            "1. Pay within {{ fee_days | days }}. {#pay}"
        ),
    ),
)
