"""Codes of the checks of a composed license."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-CHK-001",
        "A placeholder is left in",
        "A composed license is one fixed text. Whatever is left to fill in makes two texts under one name.",
        'license: {name: "[NAME] License", …}',
        "license: {name: Aurora License, …}",
    ),
    Code(
        "CW-CHK-002",
        "A capitalized word is not defined",
        "Readers take a capitalized word in the middle of a sentence for a defined term,"
        " and look for its definition.",
        "1. You may use the Model for any purpose. {#use}",
        "1. You may use Covered Weights for any purpose. {#use}",
        "warning",
    ),
    Code(
        "CW-CHK-003",
        "A definition is chosen and not used",
        "A choice without effect suggests that the author expected other text.",
        "definitions: {covered-service: any-service}   # and no clause on serving is chosen",
        "clauses: {api-disclosure: weights-to-users}\ndefinitions: {covered-service: any-service}",
        "warning",
    ),
    Code(
        "CW-UNI-001",
        "A character cannot be seen or turns the line",
        "A hidden or direction-changing character can make a text read differently from what it says.",
        "a name with U+202E in it",
        "the same name without it",
        "warning",
    ),
    Code(
        "CW-UNI-002",
        "A word mixes look-alike letters",
        "A Cyrillic а in an English word looks the same, is another word to every search,"
        " and can split one term in two.",
        "“Wеights” with a Cyrillic е",
        "“Weights”",
        "warning",
    ),
)
