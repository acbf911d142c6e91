"""Text and provisions agree: each sentence with legal effect has a provision that describes it.

A sentence has legal effect where it holds an operative word of the language's list. Each provision
describes one sentence of its paragraph, or as many as its `sentences` says; `states` describes sentences
without an effect of their own. A lead-in and the items below it are one sentence: a provision at the
lead-in covers the items, or each item has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..diagnostic import ERROR, WARNING, Diagnostic, Position
from ..document import Language, Origin, Provision, language
from ..document.record import record
from ..source.conditions import holds, read_condition
from ..source.index import Index
from ..source.library import Library, sight
from ..source.model import FragmentBlock, Piece, SpanHole, Variant, Wrapped
from ..source.names import Visible
from ..source.shipped import is_shipped
from .context import Subject
from .wording import Sentence, World, sentences, stands
from .worlds import presence, worlds

NOT_DESCRIBED, TOO_MANY, EXPLAINED_AWAY = "CW-AGR-001", "CW-AGR-002", "CW-AGR-003"


@record
class Finding:
    """One place where text and provisions do not agree."""

    code: str
    at: str
    """Full id of the paragraph."""
    message: str
    mend: str
    origin: Origin


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find paragraphs of the chosen variants that their provisions do not match, as they stand here."""
    composition = subject.composition
    facts = composition.choices.facts
    for chosen in subject.chosen():
        library = composition.index.libraries[chosen.variant.origin.file.partition(":")[0]]
        visible = sight(library, composition.index.libraries)
        world = World(facts, presence(facts, visible))
        for found in disagreements(chosen.variant, world, visible, library.language):
            yield _diagnostic(found, library, lambda f: composition.index.position(f.origin))


def library_disagreements(library: Library, index: Index) -> Iterator[Diagnostic]:
    """Find disagreements in every variant of a library, whatever is chosen beside it."""
    visible = sight(library, index.libraries)
    for variant in library.variants():
        seen: dict[Finding, None] = {}
        for world in worlds(variant, visible):
            seen.update(dict.fromkeys(disagreements(variant, world, visible, library.language)))
        for found in seen:
            yield _diagnostic(found, library, lambda f: index.position(f.origin))


def disagreements(variant: Variant, world: World, visible: Visible, tag: str) -> list[Finding]:
    """Return where text and provisions of a variant do not agree under some choices.

    Args:
        variant: The variant.
        world: The choices.
        visible: What its text sees.
        tag: Its language.
    """
    active = _active(variant, world, visible)
    reader = _Reader(active, world, language(tag))
    for top in variant.fragment.blocks:
        if stands(top, world):
            reader.top(top, plain=top.into in visible.plain_slots)
    if reader.findings and not variant.provisions:
        # one complaint where nobody has begun
        return [_undescribed(variant)]
    return reader.findings


def _active(variant: Variant, world: World, visible: Visible) -> dict[str, list[Provision]]:
    out: dict[str, list[Provision]] = {}
    for provision in variant.provisions:
        written = provision.slots.get("if")
        if isinstance(written, str) and not holds(read_condition(written, visible), world.chosen):
            continue
        out.setdefault(provision.at, []).append(provision)
    return out


class _Reader:
    """Walks the paragraphs of one variant."""

    def __init__(self, active: Mapping[str, list[Provision]], world: World, table: Language) -> None:
        self.active, self.world, self.table = active, world, table
        self.findings: list[Finding] = []

    def top(self, block: FragmentBlock, *, plain: bool) -> None:
        if plain:
            if self.mine(block):
                self.add(TOO_MANY, block, "stands in plain words, which carry no provisions", "Remove them.")
            return
        if block.into and not self.mine(block):
            # an entry of a list elsewhere: its lead-in gives it effect, whatever its own words are
            self.missing(block, 1, 0)
            return
        self.visit(block, below=False)

    def visit(self, block: FragmentBlock, *, below: bool) -> None:
        """Look at a paragraph; `below`: its first sentence goes on with that of a described lead-in."""
        mine = self.mine(block)
        items = [item for item in block.items if stands(item, self.world)]
        own = sentences(block, self.world, self.table)
        if block.kind == "bullets":
            for item in items:
                self.visit(item, below=below)
            return
        if mine:
            self.compare(block, mine, [*own, *self.inherited(items, block.wrap_up)])
            for item in items:
                self.described(item)
            return
        led = bool(items) and bool(own) and all(self.covered(item) for item in items)
        rest = own[:-1] if led else own
        rest = rest[1:] if below else rest
        count = sum(sentence.operative for sentence in rest)
        if count:
            self.missing(block, count, 0)
        elif items and not led and own and own[-1].operative:
            self.missing(block, 1, 0)
        for item in items:
            self.visit(item, below=False)
        if block.wrap_up is not None and stands(block.wrap_up, self.world):
            self.visit(block.wrap_up, below=False)

    def described(self, block: FragmentBlock) -> None:
        """Look below a described lead-in for items that have provisions of their own."""
        if self.mine(block):
            self.visit(block, below=True)
            return
        for item in block.items:
            if stands(item, self.world):
                self.described(item)

    def covered(self, block: FragmentBlock) -> bool:
        if self.mine(block):
            return True
        return bool(block.items) and all(self.covered(i) for i in block.items if stands(i, self.world))

    def inherited(self, items: list[FragmentBlock], wrap_up: FragmentBlock | None) -> list[Sentence]:
        """Return what a lead-in's provisions describe below it: further sentences of undescribed items."""
        out: list[Sentence] = []
        for item in items:
            if self.mine(item):
                continue
            out += sentences(item, self.world, self.table)[1:]
            inner = [i for i in item.items if stands(i, self.world)]
            out += self.inherited(inner, item.wrap_up)
        if wrap_up is not None and stands(wrap_up, self.world) and not self.mine(wrap_up):
            out += sentences(wrap_up, self.world, self.table)
        return out

    def mine(self, block: FragmentBlock) -> list[Provision]:
        out = list(self.active.get(block.id, ()))
        for id in _spans(block.content):
            out += self.active.get(id, ())
        return out

    def compare(self, block: FragmentBlock, mine: list[Provision], found: list[Sentence]) -> None:
        weights = {id(p): _weight(p) for p in mine}
        total = sum(weights.values())
        operative = sum(s.operative for s in found)
        if total < operative:
            self.missing(block, operative, total)
        elif total > len(found):
            self.add(
                TOO_MANY,
                block,
                f"has {_count(len(found), 'sentence')}, and its provisions speak of {total}",
                "Remove a provision, or give one that describes a part of a sentence `sentences: 0`.",
            )
        binding = sum(s.binding for s in found)
        effective = sum(weights[id(p)] for p in mine if p.verb != "states")
        if total >= operative and effective < binding:
            self.add(
                EXPLAINED_AWAY,
                block,
                f"has {_count(binding, 'sentence')} with “must”, of which `states` explains some away",
                "Describe the duty: `requires` or `forbids`.",
            )

    def missing(self, block: FragmentBlock, count: int, total: int) -> None:
        how = f"describe {total}" if total else "describe none"
        self.add(
            NOT_DESCRIBED,
            block,
            f"has {_count(count, 'sentence')} with legal effect, and provisions that {how}",
            "Add a provision for each, or `states: true` where a sentence only explains; "
            "`sentences: 2` describes two at once.",
        )

    def add(self, code: str, block: FragmentBlock, what: str, mend: str) -> None:
        name = block.id.partition("/")[2]
        self.findings.append(Finding(code, block.id, f"The paragraph `{name}` {what}.", mend, block.origin))


def _weight(provision: Provision) -> int:
    weight = provision.slots.get("sentences", 1)
    return weight if isinstance(weight, int) else 1


def _spans(content: Iterable[Piece]) -> Iterator[str]:
    for piece in content:
        if isinstance(piece, SpanHole):
            if piece.id:
                yield piece.id
            yield from _spans(piece.children)
        elif isinstance(piece, Wrapped):
            yield from _spans(piece.children)


def _undescribed(variant: Variant) -> Finding:
    return Finding(
        NOT_DESCRIBED,
        variant.subject,
        f"No provision describes the text of `{variant.name}`.",
        "Say under `provisions` what each paragraph permits, requires or forbids; until then it counts as "
        "not described, never as permitted.",
        Origin(variant.origin.file, 1),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _diagnostic(found: Finding, library: Library, place: Callable[[Finding], Position | None]) -> Diagnostic:
    severity = ERROR if is_shipped(library.folder) else WARNING
    return Diagnostic(found.code, found.message, found.mend, place(found), severity=severity)
