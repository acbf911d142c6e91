"""Codes of manifests."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-MAN-001",
        "No form",
        "The form gives the license its sections and numbers.",
        "form:",
        "form: simple",
    ),
    Code(
        "CW-MAN-002",
        "An unknown clause",
        "A choice with a slip of the pen would be passed over.",
        "clauses: {grant: plain, servise: free}",
        "clauses: {grant: plain, service: free}",
    ),
    Code(
        "CW-MAN-003",
        "An unknown definition",
        "A choice with a slip of the pen would be passed over.",
        "definitions: {shareing: broad}",
        "definitions: {sharing: broad}",
    ),
    Code(
        "CW-MAN-004",
        "An unknown form",
        "There is no such form in the libraries of the manifest.",
        "form: simpel",
        "form: simple",
    ),
    Code(
        "CW-MAN-005",
        "`after` or `section` where it has no meaning",
        "A clause has one place; a definition has none; one of several variants cannot go elsewhere.",
        "clauses: {grant: plain, extras: [{variant: first, section: grant}]}",
        "clauses: {grant: plain, extras: [first]}",
    ),
    Code(
        "CW-MAN-006",
        "A clause that is chosen twice",
        "With and without the name of its library, it is the same clause.",
        'clauses: {grant: plain, "core:grant": wide}',
        "clauses: {grant: wide}",
    ),
    Code(
        "CW-MAN-008",
        "A form in two libraries",
        "The name alone does not say which one is meant.",
        (
            "form: simple\n"
            "==> @more/forms/simple.yaml <==\n"
            "numbering: [decimal]\n"
            "sections: [{id: definitions, definitions: true}]"
        ),
        (
            "form: core:simple\n"
            "==> @more/forms/simple.yaml <==\n"
            "numbering: [decimal]\n"
            "sections: [{id: definitions, definitions: true}]"
        ),
    ),
)
