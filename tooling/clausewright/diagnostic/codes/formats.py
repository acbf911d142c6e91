"""Codes of the YAML formats: what stands where."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-FMT-001",
        "An unknown key",
        (
            "A key with a slip of the pen would be passed over, and its value with it. In a one-line "
            "mapping, a comma in prose begins a new key."
        ),
        "claueses: {grant: plain}",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-FMT-002",
        "A value of the wrong shape",
        ("The format says what stands here: text, a list, a mapping, a number, one of some words, an id."),
        "clauses: [grant]",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-FMT-003",
        "A key is missing",
        "The file cannot be used without it.",
        ('license:\n  name: Aurora License\n  version: "1.0"\n  date: 2026-11-23'),
        (
            "license:\n"
            "  name: Aurora License\n"
            "  id: LicenseRef-Aurora-1.0\n"
            '  version: "1.0"\n'
            "  date: 2026-11-23"
        ),
    ),
    Code(
        "CW-FMT-004",
        "A variant without front matter",
        "Without `---`, keys, and `---`, the tool cannot tell a variant's text from a stray note.",
        ("==> grant/plain.md raw <==\n1. You may use Weights. {#use}"),
        ("==> grant/plain.md raw <==\n---\nsummary: You may use them.\n---\n1. You may use Weights. {#use}"),
    ),
    Code(
        "CW-FMT-005",
        "A value is too long",
        "Names and one-line texts are short; a limit keeps memory bounded.",
    ),
    Code(
        "CW-FMT-006",
        "An empty file",
        "A file that was saved too early says nothing, and nothing is guessed.",
        ("==> profiles/base.yaml raw <==\n# to be written"),
        ("==> profiles/base.yaml raw <==\nsummary: Plain permission.\nclauses: {grant: plain}"),
    ),
)
