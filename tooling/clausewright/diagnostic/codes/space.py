"""Codes of the proof over a whole library."""

from __future__ import annotations

from .code import Code

_REQUIRES = "==> grant/plain <==\n---\nsummary: A text.\nrequires: [{}]\n---\n{}"

CODES: tuple[Code, ...] = (
    Code(
        "CW-SPC-001",
        "A reference that can lose its target",
        (
            "Some manifest chooses the text that refers and not the text that it refers to, or text without "
            "a number. Its author could not mend that: only the library can."
        ),
        '==> grant/plain <==\n1. You may use it, except as {{ ref("service") }} says. {#use}',
        '==> grant/plain <==\n1. You may use it[, except as {{ ref("service") }} says]{if="ref"}. {#use}',
    ),
    Code(
        "CW-SPC-002",
        "A lead-in that can lose its items",
        "Under some manifest the license would say “all of these:” over nothing.",
        (
            "==> grant/plain <==\n"
            "1. You may do all of these: {#use}\n"
            "\n"
            '   1. Serve it as the service says. {#serve if="service"}'
        ),
        (
            "==> grant/plain <==\n"
            '1. You may do all of these: {#use if="service"}\n'
            "\n"
            "   1. Serve it as the service says. {#serve}\n"
            "2. You may keep it. {#keep}"
        ),
    ),
    Code(
        "CW-SPC-003",
        "A section or a definition that can be empty",
        "Under some manifest a heading, or a defined word, would stand over nothing.",
        '==> grant/plain <==\n1. You may use it. {#use if="service"}',
        '==> grant/plain <==\n1. You may use it. {#use if="service"}\n2. You may keep it. {#keep}',
    ),
    Code(
        "CW-SPC-004",
        "An id or a defined word that can come twice",
        (
            "Under some manifest two texts with one id, or two definitions of one word, stand side by side. "
            "Inside one library the reader of its files finds this; between libraries only the proof does."
        ),
    ),
    Code(
        "CW-SPC-005",
        "Text of a slot that can have no place, or two",
        "Under some manifest nothing takes the text, and it would vanish; or two places do.",
        ('==> grant/plain <==\n1. You may use it. {#use}\n\nThe right to use it. {#stays into="survival"}'),
        _REQUIRES.format(
            "ending", '1. You may use it. {#use}\n\nThe right to use it. {#stays into="survival"}'
        ),
    ),
    Code(
        "CW-SPC-006",
        "A paragraph that can lose all its words",
        "All of its words stand in spans, and under some manifest every one of them falls away.",
    ),
    Code(
        "CW-SPC-007",
        "A variant that no license can have",
        (
            "What it requires and excludes, with what those choices require and exclude, leaves no way to "
            "choose it; or no form has a place for it."
        ),
        _REQUIRES.format("ending, not ending", "1. You may use it. {#use}"),
        _REQUIRES.format("ending", "1. You may use it. {#use}"),
    ),
    Code(
        "CW-SPC-008",
        "A filter without words for some value",
        (
            "The parameter's range holds a value that the filter cannot put into words, so a manifest that "
            "keeps to the range would fail."
        ),
    ),
    Code(
        "CW-SPC-009",
        "An item that cannot be numbered under some manifest",
        "It can stand deeper than the levels of the form, or in a section without a number.",
        '==> grant/plain <==\n1. You may use it. {#use}\n2. Kindly read this. {#kind into="preamble"}',
        '==> grant/plain <==\n1. You may use it. {#use}\n\nKindly read this. {#kind into="preamble"}',
    ),
    Code(
        "CW-SPC-010",
        "A library too tangled to be proved",
        "A limit keeps time and memory bounded, whatever a stranger's library holds.",
    ),
    Code(
        "CW-SPC-011",
        "A library without a form",
        "The proof goes through forms. To say that all is well without one would prove nothing.",
    ),
)
