"""Codes of provisions."""

from __future__ import annotations

from .code import Code


def _text(provision: str) -> str:
    return f"---\nsummary: A text.\nprovisions:\n  - {{{provision}}}\n---\n1. You may use Weights. {{#use}}"


CODES: tuple[Code, ...] = (
    Code(
        "CW-PRV-001",
        "A provision without one verb",
        "Each provision is one permission, duty, prohibition or reach.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PRV-002",
        "A provision at no paragraph",
        "A machine-readable statement without words behind it would be law that nobody wrote.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: usage, permits: run, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PRV-003",
        "A provision with an unknown parameter",
        "The number in the text and the number in the provision come from one parameter.",
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, who: licensee, within: {parameter: fee_days, from: request}}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
        (
            "---\n"
            "summary: A text.\n"
            "provisions:\n"
            "  - {at: use, permits: run, who: licensee}\n"
            "---\n"
            "1. You may use Weights. {#use}"
        ),
    ),
    Code(
        "CW-PRV-004",
        "An unknown slot",
        "What the vocabulary does not know means nothing to whoever reads the provision, and a slip of the"
        " pen would drop a limit in silence.",
        _text("at: use, permits: run, who: licensee, purpos: any"),
        _text("at: use, permits: run, who: licensee, purpose: any"),
    ),
    Code(
        "CW-PRV-005",
        "An unknown word",
        "The vocabulary is small and closed, so that provisions of different authors can be compared. "
        "docs/provisions.md has every word.",
        _text("at: use, permits: runn, who: licensee"),
        _text("at: use, permits: run, who: licensee"),
    ),
    Code(
        "CW-PRV-006",
        "A value of the wrong shape",
        "Each slot takes a word, words, a mapping, a number or a yes or no, and nothing else.",
        _text("at: use, permits: {act: run}, who: licensee"),
        _text("at: use, permits: run, who: licensee"),
    ),
    Code(
        "CW-PRV-007",
        "A provision that leaves something open",
        "A permission without a person, or a duty that says neither when nor what nor to whom, decides"
        " nothing.",
        _text("at: use, permits: run"),
        _text("at: use, permits: run, who: licensee"),
    ),
    Code(
        "CW-PRV-008",
        "A slot beside a verb that has no use for it",
        "It would look like a limit and have no effect.",
        _text("at: use, permits: run, who: licensee, stays: run"),
        _text("at: use, permits: run, who: licensee"),
    ),
    Code(
        "CW-PRV-009",
        "An unknown way round",
        "Ways round have one name each, so that a reader can see which variants close one and which leave it"
        " open.",
        ("---\nsummary: A text.\ncircumventions: [serve-onlly]\n---\n1. You may use Weights. {#use}"),
        ("---\nsummary: A text.\ncircumventions: [serve-only]\n---\n1. You may use Weights. {#use}"),
    ),
)
