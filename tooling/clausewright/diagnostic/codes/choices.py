"""Codes of choices: what a manifest, a profile or a form's defaults choose."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-CHO-001",
        "An unknown variant",
        "The clause or definition has no such variant.",
        "clauses: {grant: plane}",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-CHO-002",
        "A list where one variant stands",
        "The variants of this clause exclude each other.",
        "clauses: {grant: [plain, wide]}",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-CHO-003",
        "Parameters of no variant",
        ("A mapping without `variant` adds to the choice that is inherited, and there is none, or several."),
        "clauses: {grant: plain, service: {fee_days: 3}}",
        "clauses: {grant: plain, service: {variant: paid, fee_days: 3}}",
    ),
    Code(
        "CW-CHO-004",
        "An unknown parameter",
        "The variant has no parameter of the name, and the value would be lost.",
        "clauses: {grant: plain, service: {variant: paid, fee: 3}}",
        "clauses: {grant: plain, service: {variant: paid, fee_days: 3}}",
    ),
    Code(
        "CW-CHO-005",
        "A value that does not fit",
        "The text was made for values of one type in one range.",
        "clauses: {grant: plain, service: {variant: paid, fee_days: 900}}",
        "clauses: {grant: plain, service: {variant: paid, fee_days: 90}}",
    ),
    Code(
        "CW-CHO-006",
        "A parameter without a value",
        "It has no default, so the author of the license decides.",
        "clauses: {grant: plain, service: paid}",
        "clauses: {grant: plain, service: {variant: paid, fee_days: 3}}",
    ),
    Code(
        "CW-CHO-007",
        "A clause that must be chosen",
        (
            "The library says `omit: false`: a license without this clause would leave a question open "
            "that it has to answer."
        ),
        "clauses: {grant: omit, service: free}",
        "clauses: {grant: plain, service: free}",
    ),
    Code(
        "CW-CHO-008",
        "A requirement that is not met",
        "The variant only works beside another choice.",
        (
            "==> grant/plain <==\n"
            "---\n"
            "summary: A text.\n"
            "requires: [ending]\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "==> grant/plain <==\n"
            "---\n"
            "summary: A text.\n"
            "requires: [service]\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-CHO-009",
        "Two choices that exclude each other",
        "Together the two texts would contradict each other.",
        (
            "==> grant/plain <==\n"
            "---\n"
            "summary: A text.\n"
            "conflicts: [service=free]\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "==> grant/plain <==\n"
            "---\n"
            "summary: A text.\n"
            "conflicts: [service=paid]\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-CHO-010",
        "A clause without a place",
        "The form does not list the clause, and nothing says where it goes.",
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: one}"
        ),
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: {variant: one, after: grant}}"
        ),
    ),
    Code(
        "CW-CHO-011",
        "A definition with several variants and no choice",
        "The license uses the term, and nothing says what it means here.",
        ("definitions: {}\nclauses: {grant: plain, service: shared}"),
        ("definitions: {sharing: narrow}\nclauses: {grant: plain, service: shared}"),
    ),
    Code(
        "CW-CHO-012",
        "A clause after one that is not placed",
        "`after` names a clause that the form does not place or that is not chosen.",
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: {variant: one, after: graant}}"
        ),
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: {variant: one, after: grant}}"
        ),
    ),
    Code(
        "CW-CHO-013",
        "A clause in a section that takes none",
        ("`section` names a section that the form does not have, or that holds a slot or the definitions."),
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: {variant: one, section: preamble}}"
        ),
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print Weights. {#print}\n"
            "==> manifest.yaml <==\n"
            "clauses: {grant: plain, service: free, extra: {variant: one, section: grant}}"
        ),
    ),
    Code(
        "CW-CHO-014",
        "A variant that is listed twice",
        "The same text would stand twice, with the same ids.",
        "clauses: {grant: plain, extras: [first, first]}",
        "clauses: {grant: plain, extras: [first, second]}",
    ),
    Code(
        "CW-CHO-015",
        "A definition that is omitted",
        "Definitions follow from use: leave out the text that uses the term.",
        ("clauses: {grant: plain}\ndefinitions: {sharing: omit}"),
        ("clauses: {grant: plain}\ndefinitions: {sharing: narrow}"),
    ),
)
