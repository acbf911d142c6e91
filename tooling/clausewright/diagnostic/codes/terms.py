"""Codes of defined terms."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-TRM-001",
        "One form in two definitions",
        "A reader could not tell which definition applies.",
        (
            "==> definitions/figures/std <==\n"
            "means digits. {#def}\n"
            "==> definitions/figures/definition.yaml <==\n"
            "forms: [Figures, Weights]\n"
            "term: Figures\n"
            "variants: [std]"
        ),
        (
            "==> definitions/figures/std <==\n"
            "means digits. {#def}\n"
            "==> definitions/figures/definition.yaml <==\n"
            "forms: [Figures]\n"
            "term: Figures\n"
            "variants: [std]"
        ),
    ),
    Code(
        "CW-TRM-002",
        '`term="…"` names no definition',
        "The words would be marked as nothing.",
        '1. You may use [the model]{term="wieghts"}. {#use}',
        '1. You may use [the model]{term="weights"}. {#use}',
    ),
    Code(
        "CW-TRM-003",
        "A term in small letters",
        (
            "A reader cannot tell whether “weights” means the defined Weights. Where the plain word is "
            "needed, the definition says so under `ordinary`."
        ),
        "1. You may use the weights. {#use}",
        "1. You may use the Weights. {#use}",
    ),
    Code(
        "CW-TRM-004",
        "A hyphen at a term",
        "In “Weights-based” the term is part of another word and is not marked; perhaps it was meant.",
        "1. You may use Weights-based tools. {#use}",
        "1. You may use tools that are based on Weights. {#use}",
        severity="warning",
    ),
    Code(
        "CW-TRM-005",
        "A term across the edge of a span",
        "One of the two readings would hold half a term.",
        '1. You may use [Shared ]{if="service"}Weights. {#use}',
        '1. You may use [Shared Weights]{if="service"}[Weights]{if="not service"}. {#use}',
    ),
    Code(
        "CW-TRM-006",
        "A term that comes into being across a gap",
        "Where a span falls away, the words on both sides would join to a term that nobody wrote.",
        '1. You may use Shared[ or other]{if="service"} Weights. {#use}',
        '1. You may use Shared Weights[ or others]{if="service"}. {#use}',
    ),
    Code(
        "CW-TRM-007",
        "A term that is none of its forms",
        "The forms are what is looked for in the text; the term itself is one of them.",
        ("==> definitions/weights/definition.yaml <==\nforms: [Weight]"),
        ("==> definitions/weights/definition.yaml <==\nforms: [Weight, Weights]"),
    ),
    Code(
        "CW-TRM-008",
        "A built-in word is defined",
        "`License` and `Section` mean the license itself and its parts.",
        ("==> definitions/section/std <==\nmeans a part. {#def}"),
        ("==> definitions/portion/std <==\nmeans a part. {#def}"),
    ),
    Code(
        "CW-TRM-009",
        "Two definitions of one form in one license",
        "Two libraries define the word, and this license uses both.",
        (
            "==> @more/definitions/weights/std <==\n"
            "means other numbers. {#def}\n"
            "==> @more/extra/one <==\n"
            "1. You may print the Weights. {#print}\n"
            "==> @more/extra/clause.yaml <==\n"
            "section: grant\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: one}"
        ),
        (
            "==> @more/definitions/figures/std <==\n"
            "means other numbers. {#def}\n"
            "==> @more/extra/one <==\n"
            "1. You may print the Figures. {#print}\n"
            "==> @more/extra/clause.yaml <==\n"
            "section: grant\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: one}"
        ),
    ),
    Code(
        "CW-TRM-010",
        "A definition without a beginning",
        (
            "The compiler writes the defined word before the first words, so the text begins with a plain "
            "paragraph: “means …”."
        ),
        ("==> definitions/weights/std <==\n1. Numbers. {#def}"),
        ("==> definitions/weights/std <==\nmeans numbers. {#def}"),
    ),
)
