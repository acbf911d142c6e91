"""Codes of slots: paragraphs that stand elsewhere."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-SLT-001",
        "A slot that nothing takes",
        "The text would vanish from the license.",
        ('1. You may use Weights. {#use}\n\nThe right to use Weights. {#survives into="survival"}'),
        (
            "==> grant/plain <==\n"
            "1. You may use Weights. {#use}\n"
            "\n"
            'The right to use Weights. {#survives into="survival"}\n'
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, ending: standard}"
        ),
    ),
    Code(
        "CW-SLT-002",
        "A slot that is taken twice",
        "Each paragraph of a slot stands in one place.",
        '1. Each of these: {#use from="preamble"}',
        "1. You may use Weights. {#use}",
    ),
    Code(
        "CW-SLT-003",
        "Not a paragraph in a list",
        "A lead-in takes paragraphs and makes them its items; a Notice or bullets cannot be numbered.",
        (
            "==> grant/plain <==\n"
            "1. You may use Weights. {#use}\n"
            "\n"
            '> Use of Weights goes on. {#survives into="survival"}\n'
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, ending: standard}"
        ),
        (
            "==> grant/plain <==\n"
            "1. You may use Weights. {#use}\n"
            "\n"
            'Use of Weights goes on. {#survives into="survival"}\n'
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, ending: standard}"
        ),
    ),
    Code(
        "CW-SLT-005",
        "Slots too deep inside each other",
        "No list is nested so deep; a limit keeps time and memory bounded.",
    ),
    Code(
        "CW-SLT-006",
        "A slot inside a list",
        (
            "A paragraph moves with all that stands below it, so what stands below cannot move by itself; "
            "the words would stay where they are without a complaint."
        ),
        (
            "==> grant/plain <==\n"
            "1. You may do any of these: {#use}\n"
            "\n"
            '   1. Use Weights. {#one into="survival"}\n'
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, ending: standard}"
        ),
        (
            "==> grant/plain <==\n"
            "1. You may use Weights. {#use}\n"
            "\n"
            'The right to use Weights. {#one into="survival"}\n'
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, ending: standard}"
        ),
    ),
    Code(
        "CW-SLT-004",
        "A slot inside itself",
        "The text of a slot takes the slot, and there would be no end of it.",
        ('1. You may use Weights. {#use}\n\nAll of these: {#again into="again" from="again"}'),
        "1. You may use Weights. {#use}",
    ),
)
