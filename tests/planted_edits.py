"""Plants edits that change what a paragraph means and keep its number of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RULES: tuple[tuple[str, str, str], ...] = (
    ("a duty reversed", r"\bmust not\b", "must"),
    ("a duty forbidden", r"\bmust\b(?! not)", "must not"),
    ("a duty weakened", r"\bmust\b(?! not)", "may"),
    ("a permission made a duty", r"\bmay\b(?! not)", "must"),
    ("a permission reversed", r"\bmay\b(?! not)", "may not"),
    ("a negation removed", r"\b(do|does|is|are|need) not\b", r"\1"),
    ("a negation added", r"\b(is|are)\b(?! not)", r"\1 not"),
    ("nothing made something", r"\bNothing\b", "Something"),
    ("no made each", r"\bNo (Licensor|other)\b", r"Each \1"),
    ("each narrowed to one", r"\beach\b", "any one"),
    ("every narrowed to some", r"\bevery\b", "some"),
    ("any narrowed to one", r"\bany\b", "one"),
    ("all narrowed to most", r"\ball\b", "most"),
    ("only dropped", r"\b[Oo]nly (?=[a-z])", ""),
    ("without made with", r"\bwithout\b", "with"),
    ("another person", r"\brecipient\b", "Service User"),
    ("another person", r"\bService User\b", "recipient"),
    ("other weights", r"\bDerivative Weights\b", "Original Weights"),
    ("other weights", r"\bCovered Weights\b", "Derivative Weights"),
    ("another act", r"\bConvey\b", "Serve"),
    ("another act", r"\bServe\b", "Convey"),
    ("a number put in its place", r"\{\{ [a-z_]+ \| (?:days|years) \}\}", "9 days"),
    ("an exception added", r"(?<=[a-z])\.(?= |$)", ", except in the evening."),
    ("a condition added", r"(?<=[a-z])\.(?= |$)", " if the sun shines."),
    ("a limit dropped", r", (?:unless|except|other than|in the|to the extent)[^,.\[\]{}]*(?=\.)", ""),
    ("and made or", r"\band\b", "or"),
    ("or made and", r"\bor\b", "and"),
    ("the time before made the time after", r"\bbefore\b", "after"),
    ("now or later narrowed", r", now or later,?", ""),
    ("in writing dropped", r" in writing\b", ""),
    ("conspicuous dropped", r"\{(#[a-z-]+) conspicuous\}", r"{\1}"),
)
"""What each edit does, what it looks for, and what it puts there."""

_PLACE = re.compile(r"\{#([a-z0-9-]+)([^{}]*)\}\s*\Z")


@dataclass(frozen=True)
class Edit:
    """One edit of one paragraph."""

    file: Path
    """Path inside the library."""
    paragraph: str
    rule: str
    line: int
    old: str
    new: str


def edits(folder: Path) -> Iterator[Edit]:
    """Yield every edit that the rules allow in the paragraphs of a library outside the preamble."""
    for path in sorted(folder.rglob("*.md")):
        lines = path.read_text(encoding="utf-8").split("\n")
        start = next(n for n, line in enumerate(lines[1:], 1) if line == "---") + 1
        for number in range(start, len(lines)):
            line = lines[number]
            place = _PLACE.search(line)
            if place is None or 'into="preamble"' in place[2]:
                continue
            for rule, pattern, put in RULES:
                new = changed(line, place.start(), pattern, put)
                if new not in {"", line}:
                    yield Edit(path.relative_to(folder), place[1], rule, number, line, new)


def changed(line: str, end: int, pattern: str, put: str) -> str:
    """Return a line with the first match changed that stands in words, or nothing.

    Args:
        line: The line.
        end: Where its attributes begin.
        pattern: What to look for; a match may be a whole value or the attributes, and else stands outside.
        put: What to put there.
    """
    braces = [(m.start(), m.end()) for m in re.finditer(r"\{\{.*?\}\}|\{[^{}]*\}", line)]
    for match in re.finditer(pattern, line):
        inside = any(start < match.start() < stop for start, stop in braces)
        if not inside and (match.start() < end or match[0].startswith("{#")):
            return line[: match.start()] + match.expand(put) + line[match.end() :]
    return ""


def chosen(folder: Path, count: int) -> list[Edit]:
    """Return `count` edits, spread over the rules and over the files, the same ones each time."""
    by_rule: dict[str, list[Edit]] = {}
    for edit in edits(folder):
        by_rule.setdefault(edit.rule, []).append(edit)
    out: list[Edit] = []
    turn = 0
    while len(out) < count:
        left = [found for found in by_rule.values() if found]
        if not left:
            break
        for found in left:
            # from the head and the tail by turns, so that one file does not give them all
            out.append(found.pop((turn * 7) % len(found)))
        turn += 1
    return out[:count]
