"""Binds each provision to the words that it describes, by hashes of both.

The words are those of the paragraph with the lead-ins above it and the items below it, as the parser
understood them: line ends and runs of spaces do not count; every word, number and sign does, and so do
marks, terms, references, parameters, conditions, slots and `conspicuous`. The words of a definition that a
text uses are bound to the definition's own provisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..document import Provision
from ..document.record import record
from .hashing import sha256
from .model import FragmentBlock, Parameter, Piece, RefHole, SpanHole, ValueHole, Variant, Wrapped

_SPACES = re.compile(r"[ \t\n]+")
_DIGITS = 16
"""Digits of a hash: sixteen tell apart whatever people write, and a line stays short."""


@record
class Bond:
    """The words of one paragraph, and the provisions that describe them, each as a hash."""

    at: str
    """Full id of the paragraph or span."""
    words: str
    provisions: str


@record
class Bound:
    """The words to which the provisions at one paragraph are bound."""

    above: tuple[FragmentBlock, ...]
    """The lead-ins above, outermost first."""
    block: FragmentBlock
    """The paragraph, with the items below it."""


def bonds(variant: Variant) -> tuple[Bond, ...]:
    """Return what binds the provisions of a variant, in their order.

    Args:
        variant: The variant; its text is read where it was not yet.
    """
    found = bound_words(variant)
    own: dict[str, list[Provision]] = {}
    for provision in variant.provisions:
        own.setdefault(provision.at, []).append(provision)
    once: dict[int, str] = {}

    def line(block: FragmentBlock) -> str:
        # a lead-in is part of the words of each of its items
        if id(block) not in once:
            once[id(block)] = _own(block)
        return once[id(block)]

    out = []
    for at, provisions in own.items():
        bound = found[at]
        words = "\n".join(line(block) for block in (*bound.above, *_whole(bound.block)))
        described = [(p.verb, _plain(p.value), _plain(p.slots)) for p in provisions]
        facts: list[str] = []
        if variant.parameters:
            used = _parameters(words, described)
            facts = [_parameter(p) for name, p in sorted(variant.parameters.items()) if name in used]
        out.append(Bond(at, _hash("\n".join([at, words, *facts])), _hash(repr(described))))
    return tuple(out)


def bound_words(variant: Variant) -> dict[str, Bound]:
    """Return the words behind each paragraph and span of a variant, by full id."""
    out: dict[str, Bound] = {}

    def visit(block: FragmentBlock, above: tuple[FragmentBlock, ...]) -> None:
        out[block.id] = bound = Bound(above, block)
        for id in _spans(block.content):
            out[id] = bound
        below = above if block.kind == "bullets" else (*above, block)
        for item in block.items:
            visit(item, below)
        if block.wrap_up is not None:
            visit(block.wrap_up, below)

    for top in variant.fragment.blocks:
        visit(top, ())
    return out


def canonical(content: Iterable[Piece]) -> str:
    """Return the words of a paragraph in one form, whatever the lines of its file."""
    return "".join(_piece(piece) for piece in content)


def _piece(piece: Piece) -> str:
    if isinstance(piece, ValueHole):
        return "{{" + "|".join((piece.name, *piece.filters)) + "}}"
    if isinstance(piece, RefHole):
        return "{{ref " + " ".join(piece.targets) + "}}"
    if isinstance(piece, SpanHole):
        mark = "" if piece.condition is None else f" if={piece.condition}"
        return f"[{canonical(piece.children)}]{{{piece.id}{mark}}}"
    if isinstance(piece, Wrapped):
        return f"<{piece.kind} {piece.data}>{canonical(piece.children)}</>"
    kind = type(piece).__name__
    if kind == "Text":
        return _SPACES.sub(" ", piece.text)  # type: ignore[union-attr]
    if kind == "Break":
        return "\n"
    data = getattr(piece, "definition", "") or getattr(piece, "href", "")
    inner = canonical(getattr(piece, "children", ())) or getattr(piece, "text", "")
    return f"<{kind} {data}>{inner}</>"


def _own(block: FragmentBlock) -> str:
    facts = [block.kind, block.id, f"if={block.condition}" if block.condition else ""]
    facts += [f"into={block.into}", f"from={block.source}", f"repeat={block.repeat}"]
    facts += ["conspicuous" if block.conspicuous else "", f"number={block.level}" if block.level else ""]
    words = canonical(block.content) or block.text
    return f"{' '.join(fact for fact in facts if fact)}: {words}"


def _whole(block: FragmentBlock) -> Iterator[FragmentBlock]:
    yield block
    for item in block.items:
        yield from _whole(item)
    if block.wrap_up is not None:
        yield from _whole(block.wrap_up)


def _spans(content: Iterable[Piece]) -> Iterator[str]:
    for piece in content:
        if isinstance(piece, SpanHole):
            if piece.id:
                yield piece.id
            yield from _spans(piece.children)
        elif isinstance(piece, Wrapped):
            yield from _spans(piece.children)


def _parameters(words: str, described: list[tuple[str, object, object]]) -> set[str]:
    """Return the names of what the words or the provisions take, more rather than fewer."""
    text = words + repr(described)
    for sign in "{}|'\",()":
        text = text.replace(sign, " ")
    return set(text.split())


def _parameter(p: Parameter) -> str:
    return f"{p.name}: {p.type} {p.default} {p.minimum} {p.maximum} {p.choices}"


def _plain(value: object) -> object:
    """Return a value of a provision with its keys in order, as their order means nothing."""
    if isinstance(value, dict):
        return sorted((key, _plain(inner)) for key, inner in value.items())
    return tuple(_plain(inner) for inner in value) if isinstance(value, tuple) else value


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_DIGITS]
