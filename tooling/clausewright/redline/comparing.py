"""Two documents become one comparison. Pure: the same two documents give the same comparison."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ..document import Document
from ..document.record import entity, replace
from .align import align
from .comparison import (
    ADDED,
    AWAY,
    CHANGED,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    REMOVED,
    RENUMBERED,
    SAME,
    Comparison,
    Counts,
    ParagraphChange,
    Run,
    SectionChange,
    Side,
)
from .duties import duty_changes
from .moves import Draft, find_moves
from .ripple import ripples
from .tokens import Tokenizer, Tokens, finish, reference_keys, shared_phrases
from .units import Alphabet, Rows, Unit, rows
from .words import Match, common

_WORD = re.compile(r"[^\W_]\S*")


def comparison_of(before: Document, after: Document, names: tuple[str, str] = ("", "")) -> Comparison:
    """Return the comparison of two documents.

    Args:
        before: The first text.
        after: The second text.
        names: What to call the two; their titles where left out.
    """
    return _Comparer(before, after).comparison(names)


@entity
class _Pair:
    """A paragraph of either text, or of both, on its way into the comparison."""

    one: Unit | None
    other: Unit | None
    draft: Draft


class _Comparer:
    def __init__(self, before: Document, after: Document) -> None:
        alphabet = Alphabet()
        phrases = shared_phrases(before, after)
        self.one, self.other = rows(before, phrases, alphabet), rows(after, phrases, alphabet)
        self._alphabet = alphabet
        self._tokenizers = Tokenizer(before, phrases), Tokenizer(after, phrases)
        # either direction is worked out the same way, so that the figures of both are each other's mirror
        self._turned = _weight(self.other) < _weight(self.one)
        self.alignment = (
            align(self.other, self.one).mirrored() if self._turned else align(self.one, self.other)
        )

    def comparison(self, names: tuple[str, str]) -> Comparison:
        self._name_targets()
        pairs = self._pairs()
        drafts = [pair.draft for pair in pairs]
        if self._turned:
            drafts = [Draft(d.other, d.one, [(b, a, n) for a, b, n in d.found]) for d in drafts]
        find_moves(drafts)
        for pair, draft in zip(pairs, drafts, strict=True):
            pair.draft.away, pair.draft.here = draft.away, draft.here
            if self._turned:
                pair.draft.away, pair.draft.here = draft.here, draft.away
        changes = {id(pair): self._paragraph(pair) for pair in pairs}
        sections = self._sections(pairs, changes)
        title = self._title()
        made = Comparison(
            _side(self.one, names[0]),
            _side(self.other, names[1]),
            title,
            sections,
            (),
            (),
            _counts(sections),
            self.other.document.language,
            (self.one.document, self.other.document),
        )
        return replace(
            made,
            ripples=ripples(self.one, self.other, self.alignment, made),
            duties=duty_changes(self.one, self.other, self.alignment),
        )

    # -- words

    def _name_targets(self) -> None:
        """Give each target of a reference one name for both texts."""
        one, other, pairs = self.one, self.other, self.alignment
        # what has no partner must not be taken for what bears the same id by chance
        self._names = {place.id: f"\x01{place.id}" for place in one.places}
        self._names |= {unit.place.id: f"\x01{unit.place.id}" for unit in one.units}
        self._names |= {one.units[a].place.id: other.units[b].place.id for a, b in pairs.units.items()}
        self._names |= {one.places[a].id: other.places[b].id for a, b in pairs.sections.items()}
        there = {term: id for id, term in other.document.terms.items()}
        for id, term in one.document.terms.items():
            self._names[id] = there.get(term, f"\x01{id}")

    def _keys(self, unit: Unit, first: bool) -> list[str]:
        if not unit.tokens.refs:
            return unit.tokens.keys
        names = self._names if first else {}
        ranges = (self.one if first else self.other).document.ranges

        def name(target: str) -> str:
            # a clause that is a whole section is cited as that section
            start, end = ranges.get(target, (target, target))
            return f"{names.get(start, start)}..{names.get(end, end)}"

        return reference_keys(unit.tokens, name)

    def _common(self, one: list[str], other: list[str]) -> list[Match]:
        if one == other:
            return [(0, 0, len(one))] if one else []
        first, second = self._alphabet.code(one), self._alphabet.code(other)
        if self._turned:
            return [(b, a, n) for a, b, n in common(other, one, second, first)]
        return common(one, other, first, second)

    def _pairs(self) -> list[_Pair]:
        back = {b: a for a, b in self.alignment.units.items()}
        out = []
        for unit in self.other.units:
            match = back.get(unit.place.order)
            mate = self.one.units[match] if match is not None else None
            keys = self._keys(mate, True) if mate else []
            theirs = self._keys(unit, False)
            out.append(_Pair(mate, unit, Draft(keys, theirs, self._common(keys, theirs) if mate else [])))
        for unit in self.one.units:
            if unit.place.order not in self.alignment.units:
                out.append(_Pair(unit, None, Draft(self._keys(unit, True), [], [])))
        return out

    def _title(self) -> tuple[Run, ...]:
        first, second = (
            finish(tokenizer.words(side.document.license.title))
            for tokenizer, side in zip(self._tokenizers, (self.one, self.other), strict=True)
        )
        return self._between(first, second)

    def _between(self, first: Tokens, second: Tokens) -> tuple[Run, ...]:
        draft = Draft(first.keys, second.keys, self._common(first.keys, second.keys))
        return _runs(first, second, draft)

    # -- paragraphs

    def _paragraph(self, pair: _Pair) -> ParagraphChange:
        unit = pair.other or pair.one
        assert unit is not None
        runs = _runs(
            pair.one.tokens if pair.one else Tokens(),
            pair.other.tokens if pair.other else Tokens(),
            pair.draft,
        )
        if pair.one is None:
            status = ADDED
        elif pair.other is None:
            status = REMOVED
        else:
            status = SAME if all(run.kind in (SAME, RENUMBERED) for run in runs) else CHANGED
        return ParagraphChange(
            status,
            unit.kind,
            unit.level,
            pair.one.place if pair.one else None,
            pair.other.place if pair.other else None,
            runs,
            pair.one is not None and pair.one.place.order in self.alignment.moved_units,
            unit.conspicuous,
        )

    # -- sections

    def _sections(self, pairs: list[_Pair], changes: dict[int, ParagraphChange]) -> tuple[SectionChange, ...]:
        """Put the paragraphs into the sections of the second text, and what is gone where it was."""
        one, other, alignment = self.one, self.other, self.alignment
        behind: defaultdict[int, list[ParagraphChange]] = defaultdict(list)
        first: defaultdict[int, list[ParagraphChange]] = defaultdict(list)
        lone: defaultdict[int, list[ParagraphChange]] = defaultdict(list)
        by_one = {pair.one.place.order: pair for pair in pairs if pair.one}
        for units in one.inside:
            anchor: int | None = None
            for unit in units:
                pair = by_one[unit.place.order]
                change = changes[id(pair)]
                if pair.other is not None and not change.moved:
                    anchor = pair.other.place.order
                    continue
                gone = change if pair.other is None else _ghost(change, unit)
                if anchor is not None:
                    behind[anchor].append(gone)
                elif unit.section in alignment.sections:
                    first[alignment.sections[unit.section]].append(gone)
                elif unit.section in alignment.merged:
                    first[alignment.merged[unit.section]].append(gone)
                else:
                    lone[unit.section].append(gone)
        back = {b: a for a, b in alignment.sections.items()}
        placed = {pair.other.place.order: changes[id(pair)] for pair in pairs if pair.other}
        out: list[SectionChange] = []
        removed = self._removed(lone)
        out.extend(removed.pop(-1, ()))
        for index, units in enumerate(other.inside):
            rows_: list[ParagraphChange] = list(first[index])
            for unit in units:
                rows_.append(placed[unit.place.order])
                rows_.extend(behind[unit.place.order])
            out.append(self._section(back.get(index), index, tuple(rows_)))
            if index in back:
                out.extend(removed.pop(back[index], ()))
        for rest in removed.values():
            out.extend(rest)
        return tuple(out)

    def _removed(self, lone: dict[int, list[ParagraphChange]]) -> dict[int, list[SectionChange]]:
        """Return the sections that are gone, by the section of the first text that they followed."""
        out: defaultdict[int, list[SectionChange]] = defaultdict(list)
        last = -1
        for index in range(len(self.one.sections)):
            if index in self.alignment.sections:
                last = index
            else:
                out[last].append(self._section(index, None, tuple(lone.get(index, ()))))
        return out

    def _section(
        self, mine: int | None, theirs: int | None, paragraphs: tuple[ParagraphChange, ...]
    ) -> SectionChange:
        one, other, alignment = self.one, self.other, self.alignment
        heading = self._between(
            one.headings[mine] if mine is not None else Tokens(),
            other.headings[theirs] if theirs is not None else Tokens(),
        )
        before = one.places[mine] if mine is not None else None
        after = other.places[theirs] if theirs is not None else None
        split = alignment.split.get(theirs) if theirs is not None and mine is None else None
        merged = alignment.merged.get(mine) if mine is not None and theirs is None else None
        renamed = before is not None and after is not None and any(r.kind != SAME for r in heading)
        if mine is None:
            status = ADDED
        elif theirs is None:
            status = REMOVED
        else:
            plain = all(p.status == SAME and not p.moved for p in paragraphs) and not renamed
            status = SAME if plain else CHANGED
        return SectionChange(
            status,
            before,
            after,
            heading,
            paragraphs,
            moved=mine is not None and theirs is not None and mine in alignment.moved_sections,
            renumbered=before is not None and after is not None and before.number != after.number,
            renamed=renamed,
            split_from=one.places[split] if split is not None else None,
            merged_into=other.places[merged] if merged is not None else None,
        )


def _weight(side: Rows) -> list[tuple[object, ...]]:
    """Return what puts two texts into one order whichever comes first; equal only where they are equal."""
    return [
        (heading.text, tuple(unit.tokens.text for unit in units))
        for heading, units in zip(side.headings, side.inside, strict=True)
    ]


def _ghost(change: ParagraphChange, unit: Unit) -> ParagraphChange:
    """Return what stands at the old place of a moved paragraph."""
    return replace(
        change,
        status=AWAY,
        kind=unit.kind,
        level=unit.level,
        runs=(Run(MOVED_AWAY, unit.tokens.text),),
        conspicuous=unit.conspicuous,
    )


def _side(side: Rows, name: str) -> Side:
    info = side.document.license
    words = sum(_words(unit.tokens.text) for unit in side.units)
    return Side(name or info.title, info.title, info.id, info.date, words)


# -- runs


def _runs(first: Tokens, second: Tokens, draft: Draft) -> tuple[Run, ...]:
    out: list[Run] = []
    a = b = 0
    for start, begin, length in (*draft.found, (len(first.keys), len(second.keys), 0)):
        out.extend(_gap(first, a, start, draft.away, DELETED, MOVED_AWAY))
        out.extend(_gap(second, b, begin, draft.here, INSERTED, MOVED_HERE))
        out.extend(_kept(first, second, start, begin, length))
        a, b = start + length, begin + length
    return tuple(out)


def _gap(
    tokens: Tokens, start: int, end: int, moves: dict[int, tuple[int, int]], kind: str, moved: str
) -> Iterable[Run]:
    texts = tokens.texts
    at = start
    for begin in sorted(m for m in moves if start <= m < end) if moves else ():
        stop, number = moves[begin]
        if begin > at:
            yield _one_sided(kind, "".join(texts[at:begin]))
        yield _one_sided(moved, "".join(texts[begin:stop]), number)
        at = stop
    if end > at:
        yield _one_sided(kind, "".join(texts[at:end]))


def _one_sided(kind: str, text: str, move: int = 0) -> Run:
    return Run(kind, text, "", move) if kind in (DELETED, MOVED_AWAY) else Run(kind, "", text, move)


def _kept(first: Tokens, second: Tokens, start: int, begin: int, length: int) -> Iterable[Run]:
    mark = 0
    for place in sorted(p - start for p in first.refs if start <= p < start + length):
        one, other = first.texts[start + place], second.texts[begin + place]
        if one.split() != other.split():
            if place > mark:
                yield _same(first, second, start, begin, mark, place)
            yield Run(RENUMBERED, one, other)
            mark = place + 1
    if length > mark:
        yield _same(first, second, start, begin, mark, length)


def _same(first: Tokens, second: Tokens, start: int, begin: int, low: int, high: int) -> Run:
    return Run(
        SAME,
        "".join(first.texts[start + low : start + high]),
        "".join(second.texts[begin + low : begin + high]),
    )


# -- figures


def _counts(sections: tuple[SectionChange, ...]) -> Counts:
    found: defaultdict[str, int] = defaultdict(int)
    for section in sections:
        if section.split_from or section.merged_into:
            found["sections_split" if section.split_from else "sections_merged"] += 1
        elif section.status in (ADDED, REMOVED, CHANGED):
            found[f"sections_{section.status}"] += 1
        for name in ("moved", "renamed", "renumbered"):
            found[f"sections_{name}"] += getattr(section, name)
        for one in section.paragraphs:
            if one.status == AWAY:
                continue
            found[f"paragraphs_{one.status}"] += 1
            found["paragraphs_moved"] += one.moved
            found["hunks"] += one.hunks
            for run in one.runs:
                if run.kind == DELETED:
                    found["words_deleted"] += _words(run.before)
                elif run.kind in (INSERTED, MOVED_HERE):
                    found["words_inserted" if run.kind == INSERTED else "words_moved"] += _words(run.after)
    return Counts(**found)


def _words(text: str) -> int:
    return len(_WORD.findall(text))
