"""Codes of the record of what was confirmed."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-CNF-001",
        "The record of confirmations cannot be used",
        "A record that cannot be read confirms nothing. It is written by `clausewright confirm` and never by"
        " hand; after a merge of two people's work a key may stand twice.",
        '==> confirmed.json <==\n{"confirmed": 1, "provisions": []}',
        '==> confirmed.json <==\n{"confirmed": 1, "provisions": {}}',
    ),
    Code(
        "CW-CNF-002",
        "A provision is unconfirmed",
        "Someone read the provision against the words once. Since then one of them was edited, and whatever"
        " is computed from the provision may no longer be what the text says.",
        "the words of a paragraph edited, and nothing confirmed since",
        "the same words, and `clausewright confirm` run by someone who read them",
        "warning",
    ),
    Code(
        "CW-CNF-003",
        "A library without a record of confirmations",
        "Without a record nobody can tell which provisions still fit their words.",
        "a library with provisions and without `confirmed.json`",
        "the same library after `clausewright confirm`",
        "note",
    ),
)
