"""Finds the uses of defined terms in a paragraph and turns its words into document inlines.

`mark` is a pure function of a paragraph and of the forms that it can see; it does not depend on a
manifest, so each fragment is marked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..document import Break, Emphasis, Link, Span, Strong, Term, Text
from ..document.record import entity, record
from .model import Condition, Literal, Piece, RefHole, SpanHole, ValueHole, Wrapped
from .names import Visible
from .raw import RawInline

_HYPHENS = "-\u2010\u2011"
_STATIC = (Text, Break, Emphasis, Strong, Term, Link, Span)


@record
class Match:
    """One use of a term in a piece of text."""

    start: int
    end: int
    definition: str


@record
class Doubt:
    """Something that looks like a term and is not one."""

    start: int
    end: int
    definition: str
    kind: str
    """`case` or `hyphen`."""


def find_terms(text: str, visible: Visible) -> tuple[list[Match], list[Doubt]]:
    """Return the uses of terms in a text, and what looks like one.

    Case-sensitive, leftmost longest, at word boundaries; a hyphen on either side blocks.
    """
    matches: list[Match] = []
    doubts: list[Doubt] = []
    place = 0
    while (found := visible.lexicon.search(text, place)) is not None:
        start, folded_end = found
        exact = visible.lexicon.exact(text, start)
        end = exact or folded_end
        words = " ".join(text[start:end].split())
        hyphen = start > 0 and text[start - 1] in _HYPHENS or end < len(text) and text[end] in _HYPHENS
        if exact:
            definition = visible.forms[words]
            if hyphen:
                doubts.append(Doubt(start, end, definition, "hyphen"))
            else:
                matches.append(Match(start, end, definition))
            place = end
            continue
        if words not in visible.ordinary and not hyphen:
            doubts.append(Doubt(start, end, visible.by_fold.get(words.casefold(), ""), "case"))
        # a shorter exact form may begin inside what was passed over
        first = text.find(" ", start, end)
        place = first + 1 if first > 0 else end
    return matches, doubts


@entity
class _Leaf:
    """A run of text or an opaque node, with the emphasis around it."""

    node: RawInline | None
    text: str
    around: tuple[RawInline, ...]
    piece: Piece | None = None
    start: int = 0


def leaves(content: list[RawInline], around: tuple[RawInline, ...] = ()) -> list[_Leaf]:
    """Return the leaves of one region: text, breaks, holes, and spans as opaque leaves."""
    out: list[_Leaf] = []
    for node in content:
        if node.kind == "text":
            out.append(_Leaf(node, node.text, around))
        elif node.kind == "break":
            out.append(_Leaf(node, "\n", around, Break()))
        elif node.kind in {"emphasis", "strong", "link"}:
            out.extend(leaves(node.children, (*around, node)))
        else:
            out.append(_Leaf(node, "\ufffc", around))
    place = 0
    for leaf in out:
        leaf.start = place
        place += len(leaf.text)
    return out


class Marker:
    """Marks the paragraphs of one variant."""

    def __init__(
        self,
        visible: Visible,
        condition: Callable[[RawInline], Condition | None],
        target: Callable[[str, RawInline], str],
        full_id: Callable[[str], str],
        doubt: Callable[[Doubt, RawInline, int], None],
        term: Callable[[RawInline], str],
    ) -> None:
        self.visible = visible
        self.condition = condition
        self.target = target
        self.full_id = full_id
        self.doubt = doubt
        self.term = term

    def mark(self, content: list[RawInline], scan: bool = True) -> tuple[Piece, ...]:
        """Return a region's inlines with its terms marked.

        Args:
            content: The inlines as parsed.
            scan: False for text that is not scanned (a plain slot).
        """
        parts = leaves(content)
        matches: list[Match] = []
        if scan:
            text = "".join(leaf.text for leaf in parts)
            matches, doubts = find_terms(text, self.visible)
            for doubt in doubts:
                leaf = _leaf_at(parts, doubt.start)
                if leaf.node is not None:
                    self.doubt(doubt, leaf.node, doubt.start - leaf.start)
        for leaf in parts:
            if (
                leaf.piece is None
                and leaf.text == "\ufffc"
                and leaf.node is not None
                and leaf.node.kind != "text"
            ):
                leaf.piece = self.hole(leaf.node, scan)
        return self.build(parts, matches)

    def hole(self, node: RawInline, scan: bool) -> Piece:
        """Return what a value, a reference or a span comes to."""
        if node.kind == "value":
            return ValueHole(node.text, node.names, node.line, node.column)
        if node.kind == "ref":
            targets = tuple(self.target(name, node) for name in node.names)
            return RefHole(targets, node.line, node.column)
        if node.term:
            inner = self.mark(node.children, scan=False)
            definition = "" if node.term == "none" else self.term(node)
            if definition:
                return _wrap("term", definition, inner)
            return SpanHole(inner, None, "", node.line, node.column)
        inner = self.mark(node.children, scan)
        full = self.full_id(node.id) if node.id else ""
        condition = self.condition(node) if node.condition else None
        if condition is not None and condition.ref:
            condition = _plain_condition(inner, self.visible) or condition
        return SpanHole(inner, condition, full, node.line, node.column)

    def build(self, parts: list[_Leaf], matches: list[Match]) -> tuple[Piece, ...]:
        """Cut the leaves at the edges of terms and nest what is left."""
        out: list[Piece] = []
        run: list[_Leaf] = []
        queue = list(matches)
        for leaf in parts:
            offset = 0
            while queue and queue[0].start < leaf.start + len(leaf.text):
                match = queue[0]
                cut = max(0, match.start - leaf.start)
                if cut > offset:
                    run.append(_slice(leaf, offset, cut))
                if match.start >= leaf.start:
                    out.extend(_nest(run, 0))
                    run = []
                stop = min(len(leaf.text), match.end - leaf.start)
                run.append(_slice(leaf, max(cut, offset), stop))
                offset = stop
                if match.end > leaf.start + len(leaf.text):
                    break
                out.append(_wrap("term", match.definition, tuple(_nest(run, 0))))
                run = []
                queue.pop(0)
            if offset < len(leaf.text):
                run.append(_slice(leaf, offset, len(leaf.text)) if offset else leaf)
        out.extend(_nest(run, 0))
        return tuple(out)


def _plain_condition(inner: tuple[Piece, ...], visible: Visible) -> Condition | None:
    """Return the condition that `ref` comes to where the one reference inside is to a clause.

    The two are the same, and the plain one can be held against other conditions.
    """
    found = [piece for piece in inner if isinstance(piece, RefHole)]
    nested = any(isinstance(piece, SpanHole | Wrapped) for piece in inner)
    if nested or len(found) != 1 or len(found[0].targets) != 1:
        return None
    subject = visible.subjects.get(found[0].targets[0])
    if subject is None or subject.kind != "clause":
        return None
    return Condition((Literal(subject.id, ()),))


def _leaf_at(parts: list[_Leaf], offset: int) -> _Leaf:
    return next(leaf for leaf in reversed(parts) if leaf.start <= offset)


def _slice(leaf: _Leaf, start: int, stop: int) -> _Leaf:
    return _Leaf(leaf.node, leaf.text[start:stop], leaf.around, leaf.piece, leaf.start + start)


def _nest(run: list[_Leaf], depth: int) -> list[Piece]:
    """Rebuild emphasis and links around leaves that share them, joining neighboring text."""
    out: list[Piece] = []
    place = 0
    while place < len(run):
        leaf = run[place]
        if len(leaf.around) <= depth:
            if leaf.piece is not None:
                out.append(leaf.piece)
            elif out and isinstance(out[-1], Text):
                out[-1] = Text(out[-1].text + leaf.text)
            else:
                out.append(Text(leaf.text))
            place += 1
            continue
        outer = leaf.around[depth]
        group = []
        while place < len(run) and len(run[place].around) > depth and run[place].around[depth] is outer:
            group.append(run[place])
            place += 1
        out.append(_wrap(outer.kind, outer.text, tuple(_nest(group, depth + 1))))
    return out


def _wrap(kind: str, data: str, children: tuple[Piece, ...]) -> Piece:
    if all(isinstance(child, _STATIC) for child in children):
        return wrap_static(kind, data, children)
    return Wrapped(kind, data, children)


def wrap_static(kind: str, data: str, children: Iterable[Piece]) -> Piece:
    """Return the document inline of a kind around children that hold no hole."""
    inner: tuple[object, ...] = tuple(children)
    if kind == "emphasis":
        return Emphasis(inner)  # type: ignore[arg-type]
    if kind == "strong":
        return Strong(inner)  # type: ignore[arg-type]
    if kind == "link":
        return Link(data, inner)  # type: ignore[arg-type]
    return Term(data, inner)  # type: ignore[arg-type]
