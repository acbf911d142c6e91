"""Codes of references: `{{ ref("clause/id") }}`."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-REF-001",
        "A reference that leads nowhere",
        "There is no clause, definition or paragraph of the name.",
        (
            '1. You may use Weights, as {{ ref("grant/shar") }} says. {#use}\n'
            "2. You may share Weights. {#share}"
        ),
        (
            '1. You may use Weights, as {{ ref("grant/share") }} says. {#use}\n'
            "2. You may share Weights. {#share}"
        ),
    ),
    Code(
        "CW-REF-002",
        "A reference to absent text",
        "The clause or paragraph is left out here, and a reader would look for it in vain.",
        '1. You may use Weights, except as {{ ref("ending") }} says. {#use}',
        '1. You may use Weights[, except as {{ ref("ending") }} says]{if="ref"}. {#use}',
    ),
    Code(
        "CW-REF-003",
        "An ambiguous reference",
        "Two things have the name, and the license would say the one that the author did not mean.",
        ('1. See {{ ref("service") }}. {#use}\n2. You may serve. {#service}'),
        ('1. See {{ ref("grant/service") }}. {#use}\n2. You may serve. {#service}'),
    ),
    Code(
        "CW-REF-004",
        "A reference to text without a number",
        "Plain paragraphs, bullets and sections without a number cannot be cited.",
        ('You may use Weights. {#use}\n\n1. See {{ ref("use") }}. {#see}'),
        ('1. You may use Weights. {#use}\n2. See {{ ref("use") }}. {#see}'),
    ),
    Code(
        "CW-REF-005",
        "A target named twice",
        "“Sections 6(a) and 6(a)” is a slip of the pen.",
        ('1. You may use Weights. {#use}\n2. See {{ ref("use", "use") }}. {#see}'),
        ('1. You may use Weights. {#use}\n2. See {{ ref("use") }}. {#see}'),
    ),
)
