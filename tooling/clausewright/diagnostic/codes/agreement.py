"""Codes of the agreement of text and provisions."""

from __future__ import annotations

from .code import Code

_TEXT = "---\nsummary: A text.\nprovisions:\n{provisions}\n---\n{text}"


def _text(text: str, *provisions: str) -> str:
    return _TEXT.format(text=text, provisions="\n".join(f"  - {{{p}}}" for p in provisions))


CODES: tuple[Code, ...] = (
    Code(
        "CW-AGR-001",
        "A sentence with legal effect has no provision",
        "What nobody described is not described, never permitted: every answer about it would be a guess.",
        _text(
            "1. You may use it. You must keep the notices. {#use}",
            "at: use, permits: use, who: licensee",
        ),
        _text(
            "1. You may use it. You must keep the notices. {#use}",
            "at: use, permits: use, who: licensee",
            "at: use, requires: provide, who: conveyor, when: {act: convey}, material: notices, "
            "to: recipient",
        ),
        "warning",
    ),
    Code(
        "CW-AGR-002",
        "More provisions than sentences",
        "A provision without words behind it would be law that nobody wrote.",
        _text(
            "1. You may use it. {#use}",
            "at: use, permits: use, who: licensee",
            "at: use, permits: convey, who: licensee",
        ),
        _text("1. You may use it. {#use}", "at: use, permits: use, who: licensee"),
        "warning",
    ),
    Code(
        "CW-AGR-003",
        "A duty is explained away",
        "`states` is for sentences without an effect of their own; a sentence with “must” has one.",
        _text("1. You must keep the notices. {#keep}", "at: keep, states: true"),
        _text(
            "1. You must keep the notices. {#keep}",
            "at: keep, requires: provide, who: conveyor, when: {act: convey}, material: notices, "
            "to: recipient",
        ),
        "warning",
    ),
)
