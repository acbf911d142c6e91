"""Plain text as pieces: paragraphs are parted by blank lines and where a numbered item begins."""

from __future__ import annotations

import re

from .headings import heads_sentence
from .marks import marks
from .pieces import Piece
from .words import DRAWING

_BULLET = re.compile(r"([*•·◦▪■●○‣⁃–-])[ \t]+(?=\S)")
_ATX = re.compile(r"(#{1,6})[ \t]+(?=[^\s#])")
_TABLE = re.compile(r"\S {4,}\S.*\S {4,}\S|\t\S+\t")
_BOXED = re.compile(r"(\s*)([*|#])(.*)\2\s*\Z")
_UNWRAPPED = 200
"""Columns of a line that no author wrapped."""
_RULE = 3
"""Drawing signs that make a line a rule or an underline."""


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a plain text.

    Args:
        text: The text with LF line ends.
    """
    out: list[Piece] = []
    lines = _unboxed(text.split("\n"))
    # where a line is a whole paragraph, a short one above a sentence was meant to be short
    flowing = any(len(line) > _UNWRAPPED for line in lines)
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append((number, line))
            continue
        if block:
            out.extend(_headed(block) if flowing else _block(block))
            block = []
    return out


def _headed(block: list[tuple[int, str]]) -> list[Piece]:
    """Return the pieces of a block whose lines are paragraphs, headings inside it among them."""
    out: list[Piece] = []
    start = 0
    for at, (number, line) in enumerate(block[:-1]):
        words = line.strip()
        if not marks(words) and heads_sentence(words, block[at + 1][1].strip()):
            out += _block(block[start:at]) if at > start else []
            out.append(Piece(words, number, _indent(line), level=2))
            start = at + 1
    return [*out, *_block(block[start:])]


def _unboxed(lines: list[str]) -> list[str]:
    """Return lines without the box of stars or bars that is drawn around some of them."""
    out = list(lines)
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and _BOXED.match(lines[place]):
            continue
        if place - start >= _RULE:
            for at in range(start, place):
                found = _BOXED.match(lines[at])
                assert found is not None
                out[at] = f"{found[1]} {found[3]} "
        start = place + 1
    return out


def _block(block: list[tuple[int, str]]) -> list[Piece]:
    if len(block) > 1 and sum(bool(_TABLE.search(line)) for _, line in block) * 2 > len(block):
        number, first = block[0]
        return [Piece("\n".join(line.rstrip() for _, line in block), number, _indent(first), verbatim=True)]
    out: list[Piece] = []
    start = 0
    for place in range(1, len(block) + 1):
        if place == len(block) or _begins(block, place, start):
            out.extend(_piece(block[start:place]))
            start = place
    return out


def _begins(block: list[tuple[int, str]], place: int, start: int) -> bool:
    """Tell whether a line begins a piece of its own though no blank line stands before it."""
    line, before = block[place][1], block[place - 1][1]
    bare = line.strip()
    if _ATX.match(bare) or _ATX.match(before.strip()):
        return True
    if is_rule(bare) or is_rule(before.strip()):
        # an underline belongs to the line above it
        return not (is_rule(bare) and place - start == 1)
    if _BULLET.match(bare):
        return bare[0] not in "-–" or _BULLET.match(block[start][1].strip()) is not None or _ended(before)
    found = marks(bare)
    if not found:
        return False
    # a number in running text can come to stand at the head of a line: "under section\n2. above"
    if any(mark.first for mark in found):
        return _ended(before) or _indent(line) > _indent(before)
    sure = marks(block[start][1].strip())
    return bool(sure and sure[0].level == found[0].level) or _ended(before)


def _ended(line: str) -> bool:
    """Tell whether a sentence or a part of it may end with a line."""
    bare = line.rstrip().rstrip("\"”')]")
    return bare.endswith((".", ":", ";", "!", "?", "; and", "; or", ", and", ", or", ";and", ",and"))


def is_rule(bare: str) -> bool:
    """Tell whether a line is drawn: an underline, a rule, the edge of a box."""
    return len(bare) >= _RULE and DRAWING.issuperset(bare.replace(" ", ""))


def _piece(block: list[tuple[int, str]]) -> list[Piece]:
    number, first = block[0]
    bare = [line.strip() for _, line in block]
    if len(bare) == 1 and (found := _ATX.match(bare[0])):
        return [Piece(bare[0][found.end() :].rstrip("# "), number, _indent(first), level=len(found[1]))]
    if len(bare) == 2 and is_rule(bare[1]) and len(bare[0]) <= 120:
        return [Piece(bare[0], number, _indent(first), level=1 if bare[1][0] == "=" else 2)]
    bare = [line for line in bare if not is_rule(line)]
    if not bare:
        return []
    bullet = _BULLET.match(bare[0])
    if bullet:
        bare[0] = bare[0][bullet.end() :]
        return [Piece("\n".join(bare), number, _indent(first), bullet=True, depth=1)]
    return [Piece("\n".join(bare), number, _indent(first))]


def _indent(line: str) -> int:
    line = line.expandtabs(8)
    return len(line) - len(line.lstrip())
