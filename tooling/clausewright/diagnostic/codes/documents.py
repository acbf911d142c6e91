"""Codes of a license as a whole."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-DOC-001",
        "An empty section",
        "A heading over nothing shows that a choice has no text of its own here.",
        ('==> grant/plain <==\n1. You may use Weights. {#use if="ending"}'),
        ('==> grant/plain <==\n1. You may use Weights. {#use if="not ending"}'),
    ),
    Code(
        "CW-DOC-002",
        "A license that is too long",
        "A limit keeps time and memory bounded.",
    ),
    Code(
        "CW-DOC-003",
        "A lead-in without items",
        "“Each of these:” over nothing.",
        ('1. Each of these stays: {#use}\n\n   1. The right to use Weights. {#right if="ending"}'),
        ('1. Each of these stays: {#use}\n\n   1. The right to use Weights. {#right if="service"}'),
    ),
    Code(
        "CW-DOC-004",
        "A definition without words",
        "Its first words fall away here, and the defined word would stand alone.",
        ('==> definitions/weights/std <==\nmeans numbers. {#def if="ending"}'),
        (
            "==> definitions/weights/std <==\n"
            'means numbers. {#def if="ending"}\n'
            "\n"
            'means figures. {#other if="not ending"}'
        ),
    ),
    Code(
        "CW-DOC-005",
        "Terms without a section for definitions",
        "The license uses defined terms, and the form has no place for their definitions.",
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "==> manifest.yaml <==\n"
            "form: other\n"
            "clauses: {grant: plain}"
        ),
        (
            "==> forms/other.yaml <==\n"
            "numbering: [decimal, lower-alpha]\n"
            "sections:\n"
            "  - {id: grant, clauses: [grant]}\n"
            "  - {id: words, definitions: true}\n"
            "==> manifest.yaml <==\n"
            "form: other\n"
            "clauses: {grant: plain}"
        ),
    ),
)
