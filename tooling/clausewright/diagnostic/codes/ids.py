"""Codes of ids."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-IDS-001",
        "An id that stands twice",
        (
            "Permalinks, provisions and translations stand on ids. Two paragraphs share one only where "
            "they can never stand together."
        ),
        ("1. You may use Weights. {#use}\n2. You may print Weights. {#use}"),
        ("1. You may use Weights. {#use}\n2. You may print Weights. {#print}"),
    ),
    Code(
        "CW-IDS-002",
        "A clause and a definition of one id",
        "They share one namespace, so that a reference needs no word to say which is meant.",
        ("==> definitions/grant/std <==\nmeans a present. {#def}"),
        ("==> definitions/gift/std <==\nmeans a present. {#def}"),
    ),
    Code(
        "CW-IDS-003",
        "An id in two variants that can stand together",
        "With `choose: any`, both variants can stand in one license.",
        (
            "==> extras/first <==\n"
            "1. You may print Weights. {#more}\n"
            "==> extras/second <==\n"
            "1. You may sing Weights. {#more}"
        ),
        (
            "==> extras/first <==\n"
            "1. You may print Weights. {#print}\n"
            "==> extras/second <==\n"
            "1. You may sing Weights. {#sing}"
        ),
    ),
    Code(
        "CW-IDS-004",
        "A retired id",
        "What was released once is never used for other words: old permalinks would lead to them.",
        ("==> grant/clause.yaml <==\nretired: [use]"),
        ("==> grant/clause.yaml <==\nretired: [usage]"),
    ),
)
