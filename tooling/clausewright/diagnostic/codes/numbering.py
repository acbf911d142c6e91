"""Codes of numbers."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-NUM-001",
        "An item below the last level",
        "The form says how each level is numbered, and has none for this one.",
        (
            "1. All of these: {#a}\n"
            "\n"
            "   1. All of these: {#b}\n"
            "\n"
            "      1. All of these: {#c}\n"
            "\n"
            "         1. Use. {#d}"
        ),
        ("1. All of these: {#a}\n\n   1. All of these: {#b}\n\n      1. Use. {#c}"),
    ),
    Code(
        "CW-NUM-002",
        "A number in a section without one",
        "An item is cited by the number of its section and its own.",
        ('1. You may use Weights. {#use}\n2. Kindly read this. {#kind into="preamble"}'),
        ('1. You may use Weights. {#use}\n\nKindly read this. {#kind into="preamble"}'),
    ),
    Code(
        "CW-NUM-003",
        "A kind of number that an item cannot have",
        "A kind is named by its first number: `A.`, `(i)`, `1.1.`. Another would print as nobody meant.",
        '1. You may use Weights. {#use number="B."}',
        '1. You may use Weights. {#use number="A."}',
    ),
)
