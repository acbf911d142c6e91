"""The units of a whole library: each text as it can be read, whatever is chosen.

A text with conditional spans is read once for each of them: with that span, and with all others that can
stand beside it. So every sentence that a license can hold is seen, and none that no license can hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...document import Language, Provision, language
from ...source.index import Index
from ...source.library import Library
from ...source.limits import STYLE_CHARACTERS
from ...source.model import (
    Clause,
    Condition,
    DefinedTerm,
    FragmentBlock,
    Literal,
    Piece,
    RefHole,
    SpanHole,
    Variant,
)
from .unit import BEFORE, DEFINITION, HEADING, HOLE, PARAGRAPH, PREAMBLE, TermUse, Unit


def units_of_library(library: Library, index: Index) -> Iterator[Unit]:
    """Yield the units of a library.

    Args:
        library: The library.
        index: Everything that its texts can see, itself included.
    """
    words = language(library.language)
    subjects: tuple[Clause | DefinedTerm, ...] = (*library.clauses.values(), *library.terms.values())
    for subject in subjects:
        if isinstance(subject, Clause):
            yield from _heading(library, subject.id, subject.origin.file, subject.title, words)
        for variant in subject.variants.values():
            yield from _variant(variant, isinstance(subject, DefinedTerm), index, words)
    for form in library.forms.values():
        for section in form.sections:
            for heading in (section.part_heading, section.heading):
                yield from _heading(library, form.id, form.origin.file, heading, words)


def _heading(library: Library, id: str, logical: str, heading: str, words: Language) -> Iterator[Unit]:
    file = library.files.get(logical.partition(":")[2])
    if not heading or file is None:
        return
    line = next((n for n, text in enumerate(file.text.split("\n"), 1) if heading in text), 1)
    column = file.line(line).find(heading) + 1 or 1
    yield Unit(HEADING, id, "", id, heading, (), (), file, line, column, words)


def _variant(variant: Variant, definition: bool, index: Index, words: Language) -> Iterator[Unit]:
    before: list[str] = []
    for block in variant.fragment.blocks:
        yield from _block(block, variant, definition, index, words, before, variant.requires)


def _block(
    block: FragmentBlock,
    variant: Variant,
    definition: bool,
    index: Index,
    words: Language,
    before: list[str],
    around: tuple[Condition, ...],
) -> Iterator[Unit]:
    if block.condition is not None:
        around = (*around, block.condition)
    file = index.files.get(block.origin.file)
    if block.content and file is not None:
        plain = block.into in index.visible.plain_slots
        kind = PREAMBLE if plain else DEFINITION if definition else PARAGRAPH
        read = readings(block.content, variant, around)
        for text, terms in read:
            yield Unit(
                kind,
                variant.subject,
                variant.name,
                block.id,
                text,
                terms,
                tuple(before[-BEFORE:]),
                file,
                block.origin.line,
                block.origin.column,
                words,
                at(block.id, variant.provisions),
                block.id in variant.aspirational,
            )
        before.extend(text for text, _ in read)
        del before[:-BEFORE]
    below = (*block.items, *([block.wrap_up] if block.wrap_up else []))
    for item in below:
        yield from _block(item, variant, definition, index, words, before, around)


def at(id: str, provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Return the provisions of one paragraph."""
    return tuple(p for p in provisions if p.at == id)


def readings(
    content: tuple[Piece, ...], variant: Variant, around: tuple[Condition, ...]
) -> list[tuple[str, tuple[TermUse, ...]]]:
    """Return every way in which a paragraph can be read, without repetitions.

    Args:
        content: The paragraph.
        variant: The variant that it belongs to.
        around: The conditions under which the paragraph stands.
    """
    spans = [s for s in _spans(content) if s.condition is not None]
    fixed = (*around, Condition((Literal(variant.subject, (variant.name,)),)))
    picks: list[frozenset[int]] = [frozenset()]
    for first in spans:
        taken = [first]
        if clash(_tests(first), [t for c in fixed for t in c.literals]):
            continue
        for other in spans:
            held = [t for s in taken for t in _tests(s)] + [t for c in fixed for t in c.literals]
            if other is not first and not clash(_tests(other), held):
                taken.append(other)
        picks.append(frozenset(id(s) for s in taken))
    if len(picks) > 1 and _must_choose(spans):
        picks = picks[1:]
    found = dict.fromkeys(flatten(content, pick) for pick in picks)
    return [(text, terms) for text, terms in found if text.strip()]


def _must_choose(spans: list[SpanHole]) -> bool:
    """Tell whether the spans are versions of one text, so that none is never read."""
    tests = [set(_tests(s)) for s in spans]
    opposite = [{Literal(t.subject, t.variants, not t.negated) for t in test} for test in tests]
    return (
        any(len(a) == 1 and a == b for a in tests for b in opposite)
        or len(spans) > 1
        and all(clash(list(a), list(b)) for n, a in enumerate(tests) for b in tests[n + 1 :])
    )


def _spans(content: tuple[Piece, ...]) -> Iterator[SpanHole]:
    for piece in content:
        if isinstance(piece, SpanHole):
            yield piece
        yield from _spans(getattr(piece, "children", ()))


def _tests(span: SpanHole) -> list[Literal]:
    """Return what must be true where a span stands; of `ref` with one target, that its clause is chosen."""
    condition = span.condition
    if condition is None:
        return []
    if not condition.ref:
        return list(condition.literals)
    targets = [t for hole in _refs(span.children) for t in hole.targets]
    return [Literal(targets[0].partition("/")[0], ())] if len(targets) == 1 else []


def _refs(content: tuple[Piece, ...]) -> Iterator[RefHole]:
    for piece in content:
        if isinstance(piece, RefHole):
            yield piece
        yield from _refs(getattr(piece, "children", ()))


def clash(some: list[Literal], others: list[Literal]) -> bool:
    """Tell whether two sets of tests cannot be true together, as far as two of them show."""
    for a in some:
        for b in others:
            if a.subject != b.subject:
                continue
            if not a.negated and not b.negated and a.variants and b.variants:
                if not set(a.variants) & set(b.variants):
                    return True
            elif a.negated != b.negated:
                yes, no = (b, a) if a.negated else (a, b)
                if not no.variants or yes.variants and set(yes.variants) <= set(no.variants):
                    return True
    return False


def flatten(
    content: tuple[Piece, ...], taken: frozenset[int] | None = None
) -> tuple[str, tuple[TermUse, ...]]:
    """Return the words of a paragraph and the uses of terms in them.

    Args:
        content: The paragraph, of a fragment or of a document.
        taken: The `id()` of each conditional span that stands; None for all of them.
    """
    out: list[str] = []
    terms: list[TermUse] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        out.append(text)
        length += len(text)

    def visit(pieces: tuple[Piece, ...]) -> None:
        for piece in pieces:
            kind = type(piece).__name__
            if kind == "Text":
                put(piece.text)  # type: ignore[union-attr]
            elif kind in {"Value", "ValueHole", "Ref", "RefHole", "Definiendum"}:
                put(HOLE)
            elif kind == "Break":
                put("\n")
            elif isinstance(piece, SpanHole) and piece.condition is not None:
                if taken is None or id(piece) in taken:
                    visit(piece.children)
            else:
                start = length
                visit(piece.children)  # type: ignore[union-attr]
                name = getattr(piece, "definition", "") or (
                    getattr(piece, "data", "") if getattr(piece, "kind", "") == "term" else ""
                )
                if name:
                    terms.append(TermUse(start, length, name))

    visit(content)
    return "".join(out)[:STYLE_CHARACTERS], tuple(t for t in terms if t.end <= STYLE_CHARACTERS)


def fullest(variant: Variant, instead: str) -> str:
    """Return the words of a variant, one paragraph a line, each with as many spans as can stand together.

    Args:
        variant: The variant.
        instead: What stands for each value and reference.
    """
    out: list[str] = []
    held = ""

    def visit(block: FragmentBlock, around: tuple[Condition, ...]) -> None:
        nonlocal held
        around = (*around, block.condition) if block.condition else around
        texts = [text for text, _ in readings(block.content, variant, around)] if block.content else []
        text = max(texts, key=len, default="").replace(HOLE, instead).strip()
        if text.endswith(":"):
            # a lead-in and its first item are read as one sentence
            held += f"{text[:-1]} "
        elif text:
            out.append(" ".join((held + text).split()))
            held = ""
        for item in (*block.items, *([block.wrap_up] if block.wrap_up else [])):
            visit(item, around)

    for block in variant.fragment.blocks:
        visit(block, variant.requires)
    return "\n".join([*out, f"{held.strip()}."] if held else out)
