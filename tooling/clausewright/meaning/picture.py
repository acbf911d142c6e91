"""A picture of who owes what to whom: one line of boxes for each act, drawn as SVG."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .deed import Deed, Owed

_ACTS = ("give", "give-tuned", "give-narrow", "serve", "serve-tuned")
_WIDTH, _LEFT, _RIGHT = 540, 122, 108
_LINE, _PAD = 20, 14
_LETTERS = 19
"""Letters of a line in a box, in the sans face at 14 units."""


def picture(deed: Deed) -> str:
    """Return the picture as an SVG element, or nothing where nobody owes anything.

    It has no color of its own: the page's style sheet gives the classes `box`, `arrow` and `label` theirs.
    """
    rows = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for row in deed.rows:
        if row.id not in _ACTS or not row.owed:
            continue
        for to in dict.fromkeys(one.to for one in row.owed):
            owed = tuple(one for one in row.owed if one.to == to)
            key = to, tuple(one.word for one in owed)
            if key not in seen:
                seen.add(key)
                rows.append((row.label, to or "everyone", owed))
    if not rows:
        return ""
    out, top = [], 8
    for label, to, owed in rows:
        body, height = _row(top, label, to, owed)
        out.append(body)
        top += height + 18
    told = escape(
        "; ".join(f"{label}: to {to}, {', '.join(o.what for o in owed)}" for label, to, owed in rows)
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {top}" role="group" aria-labelledby="page.picture.told">'
        f'<title id="page.picture.told">Who owes what to whom. {told}</title>'
        '<defs><marker id="page.tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto"><path class="head" d="M0 0 10 5 0 10z"/></marker></defs>'
        f"{''.join(out)}</svg>"
    )


def _row(top: int, label: str, to: str, owed: tuple[Owed, ...]) -> tuple[str, int]:
    lines: list[tuple[str, str]] = []
    for one in owed:
        for place, line in enumerate(_cut(one.what, 38)):
            lines.append((line, one.id if place == 0 else ""))
    from_lines, to_lines = (
        _cut(f"You {label[:1].lower()}{label[1:]}", _LETTERS - 3),
        _cut(to[:1].upper() + to[1:], 14),
    )
    deep = max(len(lines) * _LINE + 16, (max(len(from_lines), len(to_lines)) * _LINE) + 2 * _PAD)
    middle = top + deep / 2
    right = _WIDTH - _RIGHT - 1
    parts = [
        _box(1, top, _LEFT, deep, from_lines),
        _box(right, top, _RIGHT, deep, to_lines),
        f'<path class="arrow" d="M{_LEFT + 1} {middle:g}H{right - 2}" marker-end="url(#page.tip)"/>',
    ]
    # the words stand on a patch of paper, so that the line runs behind them
    x, first = _LEFT + 16, middle - len(lines) * _LINE / 2
    wide = right - _LEFT - 44
    parts.append(f'<rect class="patch" x="{x}" y="{first:g}" width="{wide}" height="{len(lines) * _LINE}"/>')
    for place, (line, id) in enumerate(lines):
        y = first + place * _LINE + 15
        text = f'<text class="label" x="{x + 8}" y="{y:g}">{escape(line)}</text>'
        parts.append(f'<a href="#{escape(id, {chr(34): "&quot;"})}">{text}</a>' if id else text)
    return "".join(parts), int(deep)


def _box(x: int, y: int, wide: int, deep: float, lines: list[str]) -> str:
    first = y + deep / 2 - len(lines) * _LINE / 2 + 15
    words = "".join(
        f'<text class="who" x="{x + wide / 2:g}" y="{first + place * _LINE:g}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return f'<rect class="box" x="{x}" y="{y}" width="{wide}" height="{deep:g}" rx="3"/>{words}'


def _cut(text: str, letters: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, letters) or [""]
