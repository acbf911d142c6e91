"""Codes of YAML itself, before anything is known of the format."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-YAML-001",
        "Not valid YAML",
        "The file cannot be split into keys and values.",
        "clauses: {grant: plain",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-YAML-002",
        "A key stands twice",
        "Most readers of YAML keep the second value and drop the first without a word.",
        ("clauses:\n  grant: plain\n  grant: wide"),
        ("clauses:\n  grant: wide"),
    ),
    Code(
        "CW-YAML-003",
        "YAML is nested too deep",
        "Deep nesting crashes parsers; no format here needs it.",
    ),
    Code(
        "CW-YAML-004",
        "An alias that names nothing",
        "`*name` repeats what `&name` marked before it, and there is no such mark.",
        "clauses: {grant: *favorite}",
        "clauses: {grant: plain}",
    ),
    Code(
        "CW-YAML-005",
        "A key that is not a word",
        "A list or a mapping cannot name anything.",
        "clauses: {[grant, service]: plain}",
        "clauses: {grant: plain, service: free}",
    ),
    Code(
        "CW-YAML-006",
        "More than one YAML document",
        "Whatever stands behind a second `---` would be left unread.",
        ("form: simple\n---\nform: other"),
        "form: simple",
    ),
    Code(
        "CW-YAML-007",
        "A tag",
        ("A tag asks the reader to build something; values are typed by the format and by nothing else."),
        "form: !!python/name:os.system simple",
        "form: simple",
    ),
    Code(
        "CW-YAML-008",
        "Too many YAML nodes",
        "Aliases of aliases grow without end; they are counted as often as they are used.",
    ),
)
