"""The words of a comparison by their fate, with the form that they have in their own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..document.record import record
from ..render.word_references import Piece
from .comparison import DELETED, INSERTED, MOVED_AWAY, MOVED_HERE, SAME, Run

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS = re.compile(r"\s+|\S+")
_FIRST, _SECOND = (DELETED, MOVED_AWAY), (INSERTED, MOVED_HERE)
"""Fates of words that stand in the first text alone, and in the second alone."""


@record
class Words:
    """Words of one paragraph with one fate."""

    fate: str
    """`same`, `deleted`, `inserted`, `moved-away` or `moved-here`."""
    pieces: tuple[Piece, ...]
    move: int = 0
    """As in `Run`."""


def words_of(runs: Sequence[Run], one: Sequence[Piece], other: Sequence[Piece]) -> tuple[Words, ...]:
    """Return the words of a paragraph that stands in both texts, or in one.

    Words that the comparison holds to be the same are the same here only to the last sign: the shape of a
    quotation mark and the number of a reference are changes, since either text must come out as it was.

    Args:
        runs: What the comparison says of it.
        one: The paragraph in the first text; nothing where it is not there.
        other: The paragraph in the second text.
    """
    if "".join(run.before for run in runs) != _text(one) or "".join(run.after for run in runs) != _text(
        other
    ):
        runs = replaced(_text(one), _text(other))
    out: list[Words] = []
    a = b = 0
    for run in (part for whole in runs for part in _exact(whole)):
        before, after = _cut(one, a, len(run.before)), _cut(other, b, len(run.after))
        a, b = a + len(run.before), b + len(run.after)
        if run.kind in _FIRST:
            out.append(Words(run.kind, before, run.move))
        elif run.kind in _SECOND:
            out.append(Words(run.kind, after, run.move))
        elif run.before == run.after:
            out.append(Words(SAME, after))
        else:
            out += [Words(DELETED, before)] if before else []
            out += [Words(INSERTED, after)] if after else []
    return tuple(out)


def replaced(before: str, after: str) -> tuple[Run, ...]:
    """Return two texts as runs that keep the words at both ends."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    rest = "".join(one[start : len(one) - end]), "".join(other[start : len(other) - end])
    head, tail = "".join(one[:start]), "".join(one[len(one) - end :])
    return tuple(
        run
        for run in (
            Run(SAME, head, head),
            Run(DELETED, rest[0]),
            Run(INSERTED, "", rest[1]),
            Run(SAME, tail, tail),
        )
        if run.before or run.after
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _exact(run: Run) -> Iterable[Run]:
    """Return a run as runs that are the same to the last sign, or are not."""
    if run.kind != SAME or run.before == run.after:
        return (run,)
    one, other = _PARTS.findall(run.before), _PARTS.findall(run.after)
    if len(one) != len(other):
        return (run,)
    out: list[Run] = []
    for first, second in zip(one, other, strict=True):
        last = out[-1] if out else None
        if last is not None and (last.before == last.after) == (first == second):
            out[-1] = Run(SAME, last.before + first, last.after + second)
        else:
            out.append(Run(SAME, first, second))
    return out


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _cut(pieces: Sequence[Piece], start: int, length: int) -> tuple[Piece, ...]:
    """Return the form of a stretch of a paragraph."""
    return tuple(_stretches(pieces, start, start + length))


def _stretches(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if text:
            yield Piece(text, piece.bold, piece.slanted, piece.term)
        if at >= end:
            return
