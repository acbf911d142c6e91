"""Codes of profiles."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-PRO-001",
        "An unknown profile",
        "There is nothing to start from.",
        "extends: bass",
        "extends: base",
    ),
    Code(
        "CW-PRO-002",
        "Profiles in a circle",
        "Each would start from the other, and there would be no first one.",
        (
            "extends: base\n"
            "==> profiles/base.yaml <==\n"
            "summary: Plain permission.\n"
            "extends: next\n"
            "==> profiles/next.yaml <==\n"
            "summary: The next one.\n"
            "extends: base"
        ),
        (
            "extends: base\n"
            "==> profiles/base.yaml <==\n"
            "summary: Plain permission.\n"
            "extends: next\n"
            "==> profiles/next.yaml <==\n"
            "summary: The next one."
        ),
    ),
    Code(
        "CW-PRO-003",
        "A profile in two libraries",
        "The name alone does not say which one is meant.",
        ("extends: base\n==> @more/profiles/base.yaml <==\nsummary: Another start."),
        ("extends: core:base\n==> @more/profiles/base.yaml <==\nsummary: Another start."),
    ),
)
