"""Codes of files and folders."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-FILE-001",
        "A file or folder cannot be read",
        "Nothing is guessed about text that cannot be read: a missing file could be a missing clause.",
    ),
    Code(
        "CW-FILE-002",
        "A library is too large",
        "A limit keeps time and memory bounded when a library comes from a stranger.",
    ),
    Code(
        "CW-FILE-003",
        "A symbolic link",
        "A link can lead outside the folder that was given, to files that are nobody else's business.",
    ),
    Code(
        "CW-FILE-004",
        "A library outside the manifest's folder",
        (
            "A manifest from a stranger reads nothing outside its own folder unless the person who runs "
            "the tool allows it."
        ),
        "libraries: {core: ./lib, more: ../elsewhere}",
        "libraries: {core: ./lib}",
    ),
    Code(
        "CW-FILE-005",
        "A file is too large",
        "No clause and no manifest needs so many bytes; a limit keeps time and memory bounded.",
    ),
    Code(
        "CW-FILE-006",
        "A file that is not UTF-8",
        ("In another encoding the same bytes are other letters, and the text would change without a word."),
    ),
)
