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
)
