"""Settles one fragment: conditions are tested, values and references filled, spans kept or dropped.

The result holds no numbers, so it can be kept and used again wherever the same text is chosen with
the same truths and values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..document import (
    Block,
    Bullets,
    Inline,
    Language,
    Notice,
    Origin,
    Paragraph,
    Provision,
    Ref,
    Span,
    Term,
    Text,
    Value,
    blocks,
)
from ..document.record import entity, field, record, replace
from ..source.conditions import holds
from ..source.filters import show
from ..source.marking import wrap_static
from ..source.model import (
    Condition,
    Fragment,
    FragmentBlock,
    Parameter,
    Piece,
    RefHole,
    SpanHole,
    ValueHole,
    Wrapped,
)

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue


NODE = 20
"""Characters that a paragraph, a value or a reference counts for beside its words."""


@record
class Use:
    """A reference as it stands, for the check that it lands."""

    targets: tuple[str, ...]
    """Those that are named."""
    file: str
    line: int
    column: int


@record
class Placed:
    """One top-level block and where it goes."""

    node: Block
    into: str
    terms: frozenset[str]
    """Definitions that its words use."""
    uses: tuple[Use, ...]
    takers: Mapping[str, str]
    """Slots by the id of the lead-in in it that takes them."""
    leads: tuple[tuple[str, Origin], ...]
    """Id and place of each lead-in that has no items of its own."""
    characters: int


@record
class Settings:
    """What decides how a fragment is settled."""

    facts: Mapping[str, frozenset[str]]
    present: Callable[[str], bool]
    """Tells whether the target of a reference is in the document."""
    values: Mapping[str, ParameterValue]
    parameters: Mapping[str, Parameter]
    license: Mapping[str, ParameterValue]
    language: Language
    terms: Mapping[str, str]
    """Terms by definition, for values of type term."""
    provisions: Mapping[str, tuple[Provision, ...]]
    """By the id of the paragraph or span."""
    spend: Callable[[int], None]
    """Called with the characters that each piece adds; it raises where they are too many."""


@entity
class Needs:
    """What a fragment asks for: the key under which its settled form is kept."""

    conditions: tuple[Condition, ...]
    targets: tuple[str, ...]
    license: tuple[str, ...]
    spans: dict[str, str] = field(default_factory=dict)
    """Paragraph of each span with an id."""


def needs(fragment: Fragment) -> Needs:
    """Return the conditions, reference targets and license names in a fragment."""
    conditions: dict[Condition, None] = {}
    targets: dict[str, None] = {}
    license: dict[str, None] = {}
    spans: dict[str, str] = {}

    def inline(pieces: tuple[Piece, ...], owner: str) -> None:
        for piece in pieces:
            if isinstance(piece, SpanHole):
                if piece.condition is not None and not piece.condition.ref:
                    conditions[piece.condition] = None
                if piece.id:
                    spans[piece.id] = owner
                inline(piece.children, owner)
            elif isinstance(piece, Wrapped):
                inline(piece.children, owner)
            elif isinstance(piece, RefHole):
                targets.update(dict.fromkeys(piece.targets))
            elif isinstance(piece, ValueHole) and piece.name.startswith("license."):
                license[piece.name] = None

    def visit(block: FragmentBlock) -> None:
        if block.condition is not None:
            conditions[block.condition] = None
        inline(block.content, block.id)
        for item in block.items:
            visit(item)
        if block.wrap_up is not None:
            visit(block.wrap_up)

    for block in fragment.blocks:
        visit(block)
    return Needs(tuple(conditions), tuple(targets), tuple(license), spans)


def standing_ids(
    fragment: Fragment, facts: Mapping[str, frozenset[str]], dropped: frozenset[str]
) -> frozenset[str]:
    """Return the full ids of the paragraphs and spans that stand under some choices.

    Args:
        fragment: The text.
        facts: The chosen variants.
        dropped: Slots whose text the form leaves out.
    """
    out: set[str] = set()

    def inline(pieces: tuple[Piece, ...]) -> None:
        for piece in pieces:
            if isinstance(piece, SpanHole):
                if piece.condition is None or piece.condition.ref or holds(piece.condition, facts):
                    if piece.id:
                        out.add(piece.id)
                    inline(piece.children)
            elif isinstance(piece, Wrapped):
                inline(piece.children)

    def visit(block: FragmentBlock) -> None:
        if not holds(block.condition, facts) or block.into in dropped and block.into:
            return
        out.add(block.id)
        inline(block.content)
        for item in block.items:
            visit(item)
        if block.wrap_up is not None:
            visit(block.wrap_up)

    for block in fragment.blocks:
        visit(block)
    return frozenset(out)


def settle(fragment: Fragment, settings: Settings) -> tuple[Placed, ...]:
    """Return the blocks of a fragment that stand, settled."""
    return tuple(
        placed
        for block in fragment.blocks
        if holds(block.condition, settings.facts)
        for placed in _Settler(settings, block).placed()
    )


def _leads(block: Block) -> bool:
    """Tell whether a block leads in to items that it does not hold."""
    return isinstance(block, Paragraph) and not block.items and _last(block.content).rstrip().endswith(":")


def _last(content: tuple[Inline, ...]) -> str:
    """Return the last piece of plain text in a paragraph, or an empty string where it ends otherwise."""
    if not content:
        return ""
    last = content[-1]
    return last.text if isinstance(last, Text) else _last(getattr(last, "children", ()))


class _Settler:
    """Settles one top-level block."""

    def __init__(self, settings: Settings, block: FragmentBlock) -> None:
        self.settings = settings
        self.block = block
        self.terms: set[str] = set()
        self.uses: list[Use] = []
        self.takers: dict[str, str] = {}
        self.characters = 0
        self.spans: list[str] = []

    def placed(self) -> tuple[Placed, ...]:
        nodes = self.build(self.block)
        return tuple(
            Placed(
                node,
                self.block.into,
                frozenset(self.terms),
                tuple(self.uses),
                dict(self.takers),
                tuple((b.id, b.origin) for b in blocks(node) if _leads(b) and not self.block.verbatim),
                self.characters,
            )
            for node in nodes
        )

    def build(self, block: FragmentBlock) -> list[Block]:
        if not holds(block.condition, self.settings.facts):
            return []
        provisions = self.settings.provisions.get(block.id, ())
        if block.kind == "notice":
            self.characters += len(block.text)
            return [Notice(block.id, block.text, block.origin, block.conspicuous, provisions=provisions)]
        if block.kind == "bullets":
            bullets = [
                node for item in block.items for node in self.build(item) if isinstance(node, Paragraph)
            ]
            return [Bullets(bullets[0].id, tuple(bullets), block.origin)] if bullets else []
        if block.repeat:
            return self.repeated(block, provisions)
        self.spans = []
        content = self.content(block, block.content)
        for id in self.spans:
            provisions = (*provisions, *self.settings.provisions.get(id, ()))
        items = tuple(
            n for item in block.items for n in self.build(item) if isinstance(n, Paragraph | Bullets)
        )
        wrap_up = self.build(block.wrap_up) if block.wrap_up is not None else []
        if block.source:
            self.takers[block.id] = block.source
        return [
            Paragraph(
                block.id,
                content,
                block.origin,
                numbered=block.kind == "item",
                items=items,
                wrap_up=wrap_up[0] if wrap_up and isinstance(wrap_up[0], Paragraph) else None,
                conspicuous=block.conspicuous,
                language=self.settings.language.tag,
                provisions=provisions,
                level=block.level,
            )
        ]

    def repeated(self, block: FragmentBlock, provisions: tuple[Provision, ...]) -> list[Block]:
        """Repeat an item once an entry of its list parameter."""
        out: list[Block] = []
        entries = self.settings.values.get(block.repeat, ())
        for number, entry in enumerate(entries if isinstance(entries, tuple) else (), 1):
            inner = _Settler(
                replace(self.settings, values={**self.settings.values, block.repeat: entry}), block
            )
            content = inner.content(block, block.content)
            self.terms |= inner.terms
            self.uses.extend(inner.uses)
            self.characters += inner.characters
            out.append(
                Paragraph(
                    f"{block.id}.{number}",
                    content,
                    block.origin,
                    numbered=block.kind == "item",
                    conspicuous=block.conspicuous,
                    language=self.settings.language.tag,
                    provisions=provisions if number == 1 else (),
                    level=block.level,
                )
            )
        return out

    def content(self, block: FragmentBlock, pieces: tuple[Piece, ...]) -> tuple[Inline, ...]:
        flow = _Flow(self, block.origin)
        out = flow.run(pieces)
        self.settings.spend(NODE)
        self.characters += flow.characters
        return flow.trimmed(out)


class _Flow:
    """Builds the inlines of one paragraph and closes the gaps that fallen spans leave."""

    def __init__(self, settler: _Settler, origin: Origin) -> None:
        self.settler = settler
        self.settings = settler.settings
        self.origin = origin
        self.last = ""
        """The last character so far, or nothing at the head of the paragraph."""
        self.gap = False
        self.dropped = False
        self.characters = 0

    def run(self, pieces: tuple[Piece, ...]) -> list[Inline]:
        out: list[Inline] = []
        for piece in pieces:
            if isinstance(piece, Text):
                self.text(out, piece)
            elif isinstance(piece, SpanHole):
                self.span(out, piece)
            elif isinstance(piece, ValueHole):
                out.append(self.value(piece))
            elif isinstance(piece, RefHole):
                self.ref(out, piece)
            elif isinstance(piece, Wrapped):
                if piece.kind == "term":
                    self.settler.terms.add(piece.data)
                children = self.run(piece.children)
                if children:
                    out.append(wrap_static(piece.kind, piece.data, children))  # type: ignore[arg-type]
            else:
                self.static(piece)
                out.append(piece)
        return out

    def text(self, out: list[Inline], piece: Text) -> None:
        text = piece.text
        if self.gap and text[:1] == " " and self.last in {" ", "", "\n"}:
            text = text.lstrip(" ")
            if not text:
                return
        self.gap = False
        self.last = text[-1:]
        self.characters += len(text)
        if out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + text)
        else:
            out.append(piece if text is piece.text else Text(text))

    def static(self, piece: Inline) -> None:
        """Note the terms and the last character of a node that needs no settling."""
        stack: list[Inline] = [piece]
        while stack:
            node = stack.pop()
            if isinstance(node, Term):
                self.settler.terms.add(node.definition)
            if isinstance(node, Text):
                self.characters += len(node.text)
                self.last = node.text[-1:] or self.last
            children = getattr(node, "children", None)
            if children:
                stack.extend(reversed(children))
            elif not isinstance(node, Text):
                self.last = "\n"
        self.gap = False

    def span(self, out: list[Inline], piece: SpanHole) -> None:
        if not self.stands(piece):
            self.gap = self.dropped = True
            return
        if piece.id:
            self.settler.spans.append(piece.id)
            children = self.run(piece.children)
            out.append(Span(piece.id, tuple(children)))
            return
        for child in self.run(piece.children):
            if out and isinstance(child, Text) and isinstance(out[-1], Text):
                out[-1] = Text(out[-1].text + child.text)
            else:
                out.append(child)

    def stands(self, piece: SpanHole) -> bool:
        """Tell whether a span stands."""
        if piece.condition is None:
            return True
        if piece.condition.ref:
            return self.any_ref(piece.children)
        return holds(piece.condition, self.settings.facts)

    def any_ref(self, pieces: tuple[Piece, ...]) -> bool:
        for piece in pieces:
            if isinstance(piece, RefHole) and any(self.settings.present(t) for t in piece.targets):
                return True
            if isinstance(piece, SpanHole) and not self.stands(piece):
                continue
            if isinstance(piece, SpanHole | Wrapped) and self.any_ref(piece.children):
                return True
        return False

    def value(self, hole: ValueHole) -> Inline:
        settings = self.settings
        self.gap = False
        if hole.name.startswith("license."):
            value = settings.license[hole.name]
            kind = "date" if hole.name == "license.date" else "string"
        else:
            value = settings.values[hole.name]
            kind = settings.parameters[hole.name].type
            if kind == "list" and isinstance(value, str):
                kind = "string"
        if kind == "term":
            definition = str(value)
            self.settler.terms.add(definition)
            word = settings.terms.get(definition, definition)
            self.last = word[-1:]
            self.characters += len(word)
            settings.spend(NODE)
            return Term(definition, (Value(hole.name, definition, word),))
        shown = show(settings.language, kind, value, hole.filters)
        self.last = shown[-1:]
        self.characters += len(shown)
        # a list of long entries is much longer than what names it
        settings.spend(len(shown) + NODE)
        return Value(hole.name, value, shown)

    def ref(self, out: list[Inline], hole: RefHole) -> None:
        self.gap = False
        self.last = "x"
        self.settler.uses.append(Use(hole.targets, self.origin.file, hole.line, hole.column))
        for target in hole.targets:
            # a reference to a definition, or to a paragraph of one, is a use of it
            owner = target.partition("/")[0]
            if owner in self.settings.terms:
                self.settler.terms.add(owner)
        present = tuple(t for t in hole.targets if self.settings.present(t))
        if present:
            owners = (target.partition("/")[0] for target in present)
            self.characters += sum(NODE + len(self.settings.terms.get(owner, "")) for owner in owners)
            self.settings.spend(NODE)
            out.append(Ref(present))

    def trimmed(self, out: list[Inline]) -> tuple[Inline, ...]:
        """Take off a space that a fallen span left at the end."""
        if self.dropped and out and isinstance(out[-1], Text) and out[-1].text.endswith(" "):
            text = out[-1].text.rstrip(" ")
            out[-1:] = [Text(text)] if text else []
        return tuple(out)
