"""Checks a paragraph in every way in which its spans can stand or fall away.

Where a span falls away, spaces that meet become one. What else the fall leaves behind is found here,
on load: a space before punctuation, a small letter at the head of a sentence, no words at all, a term
that is cut at the edge of a span or comes into being across a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

from ..document.record import record
from .marking import find_terms
from .model import Condition, Piece, SpanHole, Wrapped
from .names import Visible

_CLOSING = ",.;:!?)]”’"
GAP = "\x00"
"""Marks the place of a span that fell away, or of an edge of one that stands."""


@record
class Fault:
    """What one combination leaves behind."""

    kind: str
    """`empty`, `space`, `small`, `crossing`, `arising`."""
    text: str
    """The words around the place."""
    span: SpanHole | None


def conditional_spans(content: tuple[Piece, ...]) -> list[SpanHole]:
    """Return every span with a condition, outer ones before inner ones."""
    out: list[SpanHole] = []
    for piece in content:
        if isinstance(piece, SpanHole):
            if piece.condition is not None:
                out.append(piece)
            out.extend(conditional_spans(piece.children))
        elif isinstance(piece, Wrapped):
            out.extend(conditional_spans(piece.children))
    return out


def linear(content: tuple[Piece, ...], standing: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Yield pieces of text with their kind: `text`, `term`, `value`, `gap`, `open`, `close`."""
    for piece in content:
        if isinstance(piece, SpanHole):
            if piece.condition is not None and id(piece) not in standing:
                yield "gap", ""
                continue
            yield "open", ""
            yield from linear(piece.children, standing)
            yield "close", ""
        elif isinstance(piece, Wrapped):
            yield from linear(piece.children, standing)
        elif (children := getattr(piece, "children", None)) is not None:
            yield ("term" if type(piece).__name__ == "Term" else "text"), _words(children)
        elif (text := getattr(piece, "text", None)) is not None:
            yield "text", text
        elif type(piece).__name__ == "Break":
            yield "text", "\n"
        else:
            yield "value", "\ufffc"


def _words(content: tuple[Piece, ...]) -> str:
    out = []
    for piece in content:
        children = getattr(piece, "children", None)
        if children is not None:
            out.append(_words(children))
        else:
            out.append(getattr(piece, "text", "\n"))
    return "".join(out)


def faults(
    content: tuple[Piece, ...],
    truths: list[dict[Condition, bool]],
    visible: Visible,
    head: bool,
    scan: bool,
    spend: Callable[[int], None] = lambda steps: None,
) -> Iterator[Fault]:
    """Yield what is wrong with a paragraph in some combination of its conditions.

    Args:
        content: The paragraph, marked.
        truths: The combinations that can be, each as the truth of every condition but `ref`.
        visible: What the text can see.
        head: Whether the paragraph begins a sentence (not so behind a defined term).
        scan: Whether terms are marked in it.
        spend: Called with the steps that each combination costs; it may raise, to end the work.
    """
    spans = conditional_spans(content)
    size = len(_words(content)) + 10 * len(spans)
    refs = [s for s in spans if s.condition is not None and s.condition.ref]
    seen: set[frozenset[int]] = set()
    for truth in truths:
        for combination in product((True, False), repeat=min(len(refs), 6)):
            free = dict(zip(map(id, refs), combination, strict=False))
            standing = frozenset(
                id(s)
                for s in spans
                if s.condition is not None
                and (free.get(id(s), True) if s.condition.ref else truth[s.condition])
            )
            spend(1 + len(spans))
            if standing in seen:
                continue
            seen.add(standing)
            spend(size)
            fallen = next((s for s in spans if id(s) not in standing), None)
            for kind, text in _look(content, standing, visible, head, scan):
                yield Fault(kind, text, fallen or (spans[0] if spans else None))


def _look(
    content: tuple[Piece, ...], standing: frozenset[int], visible: Visible, head: bool, scan: bool
) -> Iterator[tuple[str, str]]:
    text = ""
    gaps: list[int] = []
    edges: list[int] = []
    marked: set[tuple[int, int]] = set()
    for kind, part in linear(content, standing):
        if kind == "gap":
            gaps.append(len(text))
            continue
        if kind in {"open", "close"}:
            edges.append(len(text))
            continue
        if part[:1].isspace() and part[:1] != "\n" and text[-1:].isspace() and gaps:
            part = part.lstrip(" ")
        if kind == "term":
            marked.add((len(text), len(text) + len(part)))
        text += part
    if not text.strip():
        yield "empty", ""
        return
    for gap in gaps:
        left, right = text[:gap].rstrip(" "), text[gap:].lstrip(" ")
        around = f"…{text[max(0, gap - 20) : gap]}{text[gap : gap + 20]}…"
        spaced = len(left) < gap or len(right) < len(text) - gap
        if spaced and right[:1] and right[0] in _CLOSING and left:
            yield "space", around
        starts = (not left and head) or bool(re.search(r"[.?!][\"')\]”’]*\Z", left))
        if starts and right[:1].islower():
            yield "small", around
    if scan:
        found = {(m.start, m.end) for m in find_terms(text, visible)[0]}
        for start, end in sorted(found - marked):
            if any(m[0] <= start and end <= m[1] for m in marked) or "\ufffc" in text[start:end]:
                continue
            crossing = any(start < edge < end for edge in edges)
            across = any(start < gap < end for gap in gaps)
            if crossing or across:
                yield ("arising" if across else "crossing"), text[start:end]
        for start, end in sorted(marked - found):
            touched = any(edge in {start, end} for edge in (*edges, *gaps))
            if touched and text[start:end].strip():
                wider = [m for m in found if m[0] <= start and end <= m[1]]
                if wider:
                    yield "crossing", text[wider[0][0] : wider[0][1]]
