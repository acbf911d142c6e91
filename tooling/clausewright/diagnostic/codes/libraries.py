"""Codes of libraries."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-LIB-001",
        "A folder that is not a library",
        ("`library.yaml` gives a library its id and version, on which every full id and every lock stands."),
    ),
    Code(
        "CW-LIB-002",
        "A used library is not loaded",
        "A library that uses another needs its clauses and definitions; the manifest loads it first.",
        ("==> library.yaml <==\nuses: [stranger]"),
        ("==> library.yaml <==\nuses: []"),
    ),
    Code(
        "CW-LIB-003",
        "A library id that cannot be",
        ("Ids of libraries are unique in a manifest; `definition` and `local` have a meaning of their own."),
        (
            "==> @more/library.yaml <==\n"
            "id: definition\n"
            "==> @more/extra/one <==\n"
            "1. You may print Weights. {#print}"
        ),
        ("==> @more/library.yaml <==\nid: more\n==> @more/extra/one <==\n1. You may print it. {#print}"),
    ),
    Code(
        "CW-LIB-004",
        "A folder without `clause.yaml` or `definition.yaml`",
        "Its texts would belong to nothing.",
        (
            "==> @clauses/extra/one <==\n"
            "1. You may print it. {#print}\n"
            "==> @clauses/extra/clause.yaml none <=="
        ),
        ("==> @clauses/extra/one <==\n1. You may print it. {#print}"),
    ),
    Code(
        "CW-LIB-005",
        "A variant that is not listed",
        (
            "`variants` gives the order and is what people are asked to choose from; a file that is not "
            "in it could never be chosen."
        ),
        ("==> grant/clause.yaml <==\nvariants: [plain]"),
        ("==> grant/clause.yaml <==\nvariants: [plain, wide]"),
    ),
    Code(
        "CW-LIB-006",
        "A variant called `omit`",
        "`omit` in a manifest leaves a clause out, so no variant can have the name.",
        (
            "==> grant/clause.yaml <==\n"
            "variants: [plain, wide, omit]\n"
            "==> grant/omit <==\n"
            "1. You may not use Weights. {#use}"
        ),
        (
            "==> grant/clause.yaml <==\n"
            "variants: [plain, wide, none]\n"
            "==> grant/none <==\n"
            "1. You may not use Weights. {#use}"
        ),
    ),
    Code(
        "CW-LIB-007",
        "A listed variant has no file",
        "Someone would choose it and get nothing.",
        ("==> grant/clause.yaml <==\nvariants: [plain, wide, narrow]"),
        ("==> grant/clause.yaml <==\nvariants: [plain, wide]"),
    ),
    Code(
        "CW-LIB-008",
        "Another version of a library",
        "The text of a license depends on the version. Read what changed before you take a new one.",
        'libraries: {core: "2"}',
        "libraries: {core: ./lib}",
    ),
    Code(
        "CW-LIB-009",
        "Text in place of a library's",
        (
            "The manifest's own folder may replace a variant; whoever reads the license should know that "
            "it is not the library's text."
        ),
        (
            "==> @clauses/grant/plain <==\n"
            "1. You may use and print Weights. {#use}\n"
            "2. You may share Weights. {#share}"
        ),
        ("==> @clauses/grant/printing <==\n1. You may use and print Weights. {#use}"),
        severity="note",
    ),
    Code(
        "CW-LIB-010",
        "A library under another id",
        "The key in the manifest and the id of the library are the same name.",
        ("libraries: {core: ./lib, other: ./more}\n==> @more/extra/one <==\n1. You may print it. {#print}"),
        ("libraries: {core: ./lib, more: ./more}\n==> @more/extra/one <==\n1. You may print it. {#print}"),
    ),
    Code(
        "CW-LIB-011",
        "No such library",
        "A library is installed, or named with its folder.",
        'libraries: {core: ./lib, stranger: "1"}',
        "libraries: {core: ./lib}",
    ),
    Code(
        "CW-LIB-012",
        "No such folder",
        "A library is named by a folder that is not there.",
        "libraries: {core: ./lib, stranger: ./stranger}",
        "libraries: {core: ./lib}",
    ),
    Code(
        "CW-LIB-014",
        "Conditions that are too tangled",
        (
            "Every way in which conditions can stand together is tried. A limit keeps the time bounded "
            "that a library from a stranger can take."
        ),
    ),
    Code(
        "CW-LIB-015",
        "Too many paragraphs",
        "Variants that are `like` others multiply their text; a limit keeps time and memory bounded.",
    ),
    Code(
        "CW-LIB-016",
        "Too many libraries",
        "A limit keeps time and memory bounded when a manifest comes from a stranger.",
    ),
    Code(
        "CW-LIB-017",
        "A folder that is named twice",
        "One library has one id.",
        "libraries: {core: ./lib, again: ./lib}",
        "libraries: {core: ./lib}",
    ),
    Code(
        "CW-LIB-013",
        "A variant is listed twice",
        "The order of variants would not be clear.",
        ("==> grant/clause.yaml <==\nvariants: [plain, wide, plain]"),
        ("==> grant/clause.yaml <==\nvariants: [plain, wide]"),
    ),
)
