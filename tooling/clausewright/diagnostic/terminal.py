"""Complaints for a person: the line, a caret, the mend; in color where it is wanted.

Files come from strangers, so nothing of theirs reaches the terminal that could steer it: control and
direction-changing characters are shown by their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap

from .diagnostic import ERROR, NOTE, WARNING, Diagnostic, Position

_COLORS = {ERROR: "31;1", WARNING: "33;1", NOTE: "36;1"}
_WIDTH = 80
_SHOWN = _WIDTH - 12
"""Columns of a line that are shown."""
_BEFORE = 40
"""Columns before the caret, where the line is longer."""
_REACH = 400
"""Characters on each side of the caret that are looked at."""
_WORD = re.compile(r"[\w-]+")
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff"
    "\U000e0000-\U000e007f]"
)


def print_text(diagnostics: Sequence[Diagnostic], color: bool = False) -> str:
    """Return complaints as a terminal shows them, with a count at the end.

    Args:
        diagnostics: The complaints, in order.
        color: Whether to color them.
    """
    blocks = [_one(diagnostic, color) for diagnostic in diagnostics]
    return "\n\n".join([*blocks, summary(diagnostics)]) if blocks else ""


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many complaints there are of each kind: `2 errors, 1 warning`."""
    counts = {kind: sum(1 for d in diagnostics if d.severity == kind) for kind in (ERROR, WARNING, NOTE)}
    parts = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counts.items() if n]
    return ", ".join(parts) or "no complaints"


def safe(text: str) -> str:
    """Return text in which no character can steer a terminal: each such one stands as `<U+202E>`."""
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text.expandtabs(1))


def _one(diagnostic: Diagnostic, color: bool) -> str:
    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color else text

    style = _COLORS[diagnostic.severity]
    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", style)
    lines = _wrapped(safe(diagnostic.message), len(diagnostic.severity) + len(diagnostic.code) + 4)
    out = [f"{head}: {lines[0]}", *(f"  {line}" for line in lines[1:])]
    if diagnostic.position is not None:
        out += _place(diagnostic.position, style, paint)
    for related in diagnostic.related:
        where = related.position
        text = f"{safe(where.path)}:{where.line}:{where.column}: {safe(related.message)}"
        first, *rest = _wrapped(text, 7)
        out += [f"  {paint('see', '1')}: {first}", *(f"       {line}" for line in rest)]
        if where.excerpt.strip():
            out += _excerpt(where, "2", paint, caret=False)
    if diagnostic.mend:
        first, *rest = _wrapped(safe(diagnostic.mend), 8)
        out += [f"  {paint('mend', '32;1')}: {first}", *(f"        {line}" for line in rest)]
    if diagnostic.manifest:
        out.append(f"  {paint('the smallest manifest that shows it', '1')}:")
        out += [f"    {safe(line)}" for line in diagnostic.manifest.splitlines()]
    return "\n".join(out)


def _wrapped(text: str, indent: int) -> list[str]:
    first = wrap(text, _WIDTH, initial_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
    if not first:
        return [""]
    head = first[0].strip()
    rest = " ".join(line.strip() for line in first[1:])
    return [head, *wrap(rest, _WIDTH - 8, break_long_words=False, break_on_hyphens=False)]


def _place(position: Position, style: str, paint) -> list[str]:  # type: ignore[no-untyped-def]
    out = [f"  {paint('-->', '34')} {safe(position.path)}:{position.line}:{position.column}"]
    if position.excerpt.strip():
        out += _excerpt(position, style, paint, caret=True)
    return out


def _excerpt(position: Position, style: str, paint, *, caret: bool) -> list[str]:  # type: ignore[no-untyped-def]
    """Return the line, cut round the caret where it is long, and the caret below it."""
    line = position.excerpt
    start = min(max(0, position.column - 1), len(line))
    stop = min(len(line), start + max(1, position.length))
    if position.length == 1 and (word := _WORD.match(line, start)):
        stop = word.end()  # a place without an extent: the word that begins there
    left, right = _window(line, start, stop)
    stop = min(stop, right)
    before = ("…" if left else "") + safe(line[left:start])
    marked = safe(line[start:stop])
    behind = safe(line[stop:right]) + ("…" if right < len(line) else "")
    number = str(position.line)
    gutter = paint(f"{number} |", "34")
    out = [f"  {gutter} {before}{marked}{behind}".rstrip()]
    if caret:
        pad = " " * (len(number) + 1)
        signs = "^" * max(1, _columns(marked))
        out.append(f"  {pad}{paint('|', '34')} {' ' * _columns(before)}{paint(signs, style)}")
    return out


def _window(line: str, start: int, stop: int) -> tuple[int, int]:
    """Return the part of a line that fits and holds the caret; signs count as wide as they are shown."""
    # nothing farther away can be in the window: each character takes a column, or is one of few marks
    first, last = max(0, start - _REACH), start + _REACH
    widths = [_columns(safe(sign)) for sign in line[first:last]]
    if first == 0 and last >= len(line) and sum(widths) <= _SHOWN:
        return 0, len(line)
    left, room = start, _BEFORE if stop - start < _SHOWN - _BEFORE else _SHOWN // 8
    while left > first and widths[left - 1 - first] <= room:
        left -= 1
        room -= widths[left - first]
    room = _SHOWN - sum(widths[left - first : start - first])
    right = start
    while right - first < len(widths) and (widths[right - first] <= room or right == start):
        room -= widths[right - first]
        right += 1
    while left > first and widths[left - 1 - first] <= room:
        left -= 1
        room -= widths[left - first]
    return left, right


def _columns(text: str) -> int:
    """Return the columns that a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
