"""Codes of bundles."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-BND-001",
        "A library changed while a bundle was made",
        "A bundle holds the sources of exactly the text that it holds.",
    ),
    Code(
        "CW-BND-002",
        "A template cannot go into a bundle",
        "A bundle holds all that its renderings were made from, and every system must be able to unpack it.",
    ),
    Code(
        "CW-BND-003",
        "Something else is in the place of the bundle",
        "A bundle replaces an earlier build of itself and nothing else: a folder may hold somebody's work.",
    ),
    Code(
        "CW-BND-004",
        "A published version would get another text",
        "Whoever has version 1.0 must be able to rely on it that everybody's version 1.0 says the same.",
        'license: {version: "1.0", …}   # and the text has changed since it was published',
        'license: {version: "1.1", …}',
    ),
    Code(
        "CW-BND-005",
        "Two texts of one name and version",
        "Two texts that only an option's name at the end of an id tells apart are taken for one by everybody "
        "who is not told of the option.",
        "license: {name: Aurora Weights License, id: LicenseRef-AWL-1.0-no-gating, …}   # beside AWL-1.0",
        "license: {name: Aurora Open Access License, id: LicenseRef-AOAL-1.0, …}",
    ),
    Code(
        "CW-BND-006",
        "A bundle holds no document",
        "A comparison needs the document as JSON; a bundle that was made with fewer formats may have none.",
    ),
    Code(
        "CW-VER-001",
        "A bundle cannot be opened",
        "What is no folder and no sound archive cannot be verified.",
    ),
    Code(
        "CW-VER-002",
        "An archive or a folder holds what no bundle holds",
        "A path that leads out, a link, a name that stands twice, more data than a bundle can have: whoever "
        "unpacks such an archive may get something else than was looked at.",
    ),
    Code(
        "CW-VER-003",
        "The sums of a bundle are absent or cannot be read",
        "SHA256SUMS is what every file is held against. It is read as strictly as it is written.",
    ),
    Code(
        "CW-VER-004",
        "A file is not the one that was published",
        "Its SHA-256 is not the one in SHA256SUMS: it was changed or damaged.",
    ),
    Code(
        "CW-VER-005",
        "A file of a bundle is absent",
        "A bundle is published whole, and a license without its sources cannot be checked.",
    ),
    Code(
        "CW-VER-006",
        "A file is no part of a bundle",
        "Nobody vouches for a file without a sum, and it may be taken for a part of what was published.",
    ),
    Code(
        "CW-VER-007",
        "The record of a bundle cannot be read",
        "`bundle.json` says which license the bundle is of and what it was made with.",
    ),
    Code(
        "CW-VER-008",
        "An archive is not the one that was written",
        "Its files may be right: it was packed anew, or damaged where no file lies.",
        severity="warning",
    ),
    Code(
        "CW-VER-009",
        "A file is not what the sources in the bundle give",
        "It was changed after it was made, or the sources were, and the sums were made to fit.",
    ),
    Code(
        "CW-VER-010",
        "A file could not be rebuilt",
        "What it was made with is not here. Of such a file no more is known than that it has its sum, which "
        "whoever changed it could have written.",
        severity="note",
    ),
)
