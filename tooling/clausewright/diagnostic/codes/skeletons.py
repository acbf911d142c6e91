"""Codes of forms."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-FRM-001",
        "A section without an id",
        "Permalinks and comparison stand on the ids of sections.",
        ("==> forms/other.yaml <==\nnumbering: [decimal, lower-alpha]\nsections:\n  - {clauses: [grant]}"),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}"
        ),
    ),
    Code(
        "CW-FRM-002",
        "A section that holds none or several things",
        "A section holds clauses, or the definitions, or the text of a slot.",
        ("==> forms/other.yaml <==\nnumbering: [decimal, lower-alpha]\nsections:\n  - {id: grant}"),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}"
        ),
    ),
    Code(
        "CW-FRM-003",
        "An unknown clause in a form",
        "The section would be empty.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [garnt]}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}"
        ),
    ),
    Code(
        "CW-FRM-004",
        "A clause that is placed twice",
        "Its text would stand twice.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant, grant]}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}"
        ),
    ),
    Code(
        "CW-FRM-005",
        "A section id that stands twice",
        "An id names one section or part.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "  - {id: grant, clauses: [service]}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "  - {id: service, clauses: [service]}"
        ),
    ),
    Code(
        "CW-FRM-006",
        "A part without a heading",
        "A part is nothing but a heading over sections.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {part: one, sections: [{id: grant, clauses: [grant]}]}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {part: one, heading: Permission, sections: [{id: grant, clauses: [grant]}]}"
        ),
    ),
    Code(
        "CW-FRM-007",
        "A heading and `no-heading`",
        "One of the two is a slip of the pen.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, heading: Permission, no-heading: true, clauses: [grant]}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, no-heading: true, clauses: [grant]}"
        ),
    ),
    Code(
        "CW-FRM-008",
        "A part that is not a part",
        ("What stands beside `part` and `sections`, or `sections` without `part`, would be passed over."),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - part: one\n"
            "    heading: Permission\n"
            "    clauses: [service]\n"
            "    sections: [{id: grant, clauses: [grant]}]"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - part: one\n"
            "    heading: Permission\n"
            "    sections: [{id: grant, clauses: [grant]}]"
        ),
    ),
    Code(
        "CW-FRM-009",
        "Two sections for the definitions",
        "Every definition would stand twice.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "  - {id: words, definitions: true}\n"
            "  - {id: terms, definitions: true}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "  - {id: words, definitions: true}"
        ),
    ),
)
