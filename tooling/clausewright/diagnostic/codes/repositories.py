"""Codes of repositories that a license is put on."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-APP-001",
        "A draft would be put on a repository",
        "Others would rely on a text that nobody has reviewed and that may still change.",
    ),
    Code(
        "CW-APP-002",
        "A repository has another license",
        "Those who have the weights already may have got them under other terms.",
    ),
    Code(
        "CW-APP-003",
        "A file of a repository cannot be changed in its place",
        "A card or a notice is somebody's work: only the named keys and our own block may change.",
    ),
    Code(
        "CW-REP-001",
        "A file that the license asks for is absent",
        "Without the text and the notice, nobody can tell under which terms the weights are offered.",
    ),
    Code(
        "CW-REP-002",
        "A file contradicts the license",
        "It was changed, or is one of an earlier license.",
    ),
    Code(
        "CW-REP-003",
        "A gate under a license that forbids one",
        "Whoever must agree to more, or wait for leave, does not get what the license promises.",
    ),
)
