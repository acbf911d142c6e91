"""Codes of conditions: `if`, `requires`, `conflicts`."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-CND-001",
        "Not a condition",
        (
            "A condition is a conjunction of choices. With `or`, parameters or uses in it, nobody could "
            "prove that every reference in a library has its target."
        ),
        '1. You may use Weights. {#use if="service or ending"}',
        '1. You may use Weights. {#use if="service"}',
    ),
    Code(
        "CW-CND-002",
        "A condition on an unknown name",
        "A name with a slip of the pen would make the condition false for ever.",
        '1. You may use Weights. {#use if="servise"}',
        '1. You may use Weights. {#use if="service"}',
    ),
    Code(
        "CW-CND-003",
        "A condition on an unknown variant",
        "The clause has no such variant, so the condition could never be true.",
        '1. You may use Weights. {#use if="service=fre"}',
        '1. You may use Weights. {#use if="service=free"}',
    ),
    Code(
        "CW-CND-004",
        "Text that can never stand",
        "Its conditions exclude each other, or what the variant requires excludes them.",
        ('1. You may use Weights. {#use}\n2. You may print Weights. {#print if="service and not service"}'),
        ('1. You may use Weights. {#use}\n2. You may print Weights. {#print if="not service"}'),
        severity="warning",
    ),
)
