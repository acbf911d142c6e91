"""Everything that can stand in a license of a form, and the literal of its standing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...document import Term
from ...document.record import entity, field, record
from ...source.model import (
    CLAUSE,
    DEFINITION,
    FragmentBlock,
    Piece,
    RefHole,
    SpanHole,
    ValueHole,
    Variant,
    Wrapped,
)
from .logic import FALSE, TRUE, Logic
from .selection import Space, rules


@entity
class Node:
    """One block of one variant."""

    block: FragmentBlock
    owner: str
    """Full id of the clause or definition."""
    kind: str
    """`clause` or `definition`: what the owner is."""
    variant: Variant
    into: str
    """Slot of the block at the top in which it stands, or an empty string."""
    chosen: int
    """Whether its variant is chosen and its conditions hold."""
    stands: int = FALSE
    """Whether it stands in the license: of a definition, the definition is used too."""
    items: list[Node] = field(default_factory=list)
    wrap_up: Node | None = None
    dropped: bool = False
    """Whether the form drops its slot."""

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it."""
        yield self
        for item in self.items:
            yield from item.walk()
        if self.wrap_up is not None:
            yield from self.wrap_up.walk()


@record
class Reference:
    """A reference with the block in which it stands."""

    hole: RefHole
    node: Node
    chosen: int
    """Whether it is in the text, as `Node.chosen`."""


@entity
class Text:
    """The text of all variants under one form."""

    space: Space
    tops: list[Node] = field(default_factory=list)
    """The blocks at the top of each variant, in order."""
    ids: dict[str, list[int]] = field(default_factory=dict)
    """Literals of the paragraphs and spans of each id, as references see them."""
    references: list[Reference] = field(default_factory=list)
    uses: dict[str, list[tuple[Node, int]]] = field(default_factory=dict)
    """Where the words use each definition."""
    used: dict[str, int] = field(default_factory=dict)
    """Whether each definition is used."""
    repeats: dict[str, int] = field(default_factory=dict)
    """The fewest entries of each repeated item, by its id."""

    @property
    def logic(self) -> Logic:
        """The formulas."""
        return self.space.logic

    def nodes(self) -> Iterator[Node]:
        """Yield every block that the form does not drop."""
        for top in self.tops:
            if not top.dropped:
                yield from top.walk()

    def present(self, target: str) -> int:
        """Return the literal of a reference's target being in the license."""
        owner, _, paragraph = target.partition("/")
        if not paragraph:
            return TRUE if owner in self.space.index.terms else self.space.present.get(owner, FALSE)
        return self.logic.any(self.ids.get(target.partition(".")[0], ()))

    def any_ref(self, pieces: tuple[Piece, ...]) -> int:
        """Return the literal of a reference in some text having its target present."""
        found: list[int] = []
        for piece in pieces:
            if isinstance(piece, RefHole):
                found.extend(self.present(target) for target in piece.targets)
            elif isinstance(piece, SpanHole):
                found.append(self.logic.all((self.span(piece), self.any_ref(piece.children))))
            elif isinstance(piece, Wrapped):
                found.append(self.any_ref(piece.children))
        return self.logic.any(found)

    def span(self, piece: SpanHole) -> int:
        """Return the literal of a span standing where its paragraph does."""
        if piece.condition is not None and piece.condition.ref:
            return self.any_ref(piece.children)
        return self.space.holds(piece.condition)


def text_of(space: Space, spend: Callable[[int], None] = lambda steps: None) -> Text:
    """Return the text under a form, with every literal, and add to the space what definitions require.

    Args:
        space: The selections of the form.
        spend: Called with the steps of the work; it may raise, to end it.
    """
    text = Text(space)
    drops = frozenset(space.form.drops)
    for id, chosen in space.variants.items():
        held = space.held(id)
        kind = CLAUSE if id in space.index.clauses else DEFINITION
        for name, literal in chosen.items():
            variant = held.variants[name]
            for block in variant.fragment.blocks:
                top = _node(text, block, kind, variant, literal, block.into, drops)
                top.dropped = bool(block.into) and block.into in drops
                text.tops.append(top)
    for node in text.nodes():
        spend(1)
        if node.block.repeat:
            least = node.variant.parameters[node.block.repeat].minimum
            text.repeats[node.block.id] = max(1, int(least or 1))  # type: ignore[arg-type]
        _pieces(text, node, node.block.content, node.chosen)
    _use(text, spend)
    for top in text.tops:
        used = text.used.get(top.owner, FALSE) if top.kind == DEFINITION else TRUE
        for node in top.walk():
            _settle(text, node, used)
    _definitions(text)
    return text


def _node(
    text: Text,
    block: FragmentBlock,
    kind: str,
    variant: Variant,
    outer: int,
    into: str,
    drops: frozenset[str],
    out: bool = False,
) -> Node:
    space = text.space
    chosen = space.logic.all((outer, space.holds(block.condition)))
    node = Node(block, variant.subject, kind, variant, into, chosen)
    out = out or bool(block.into) and block.into in drops
    if not out:
        text.ids.setdefault(block.id, []).append(chosen)
        _span_ids(text, block.content, chosen)
    for item in block.items:
        node.items.append(_node(text, item, kind, variant, chosen, into, drops, out))
    if block.wrap_up is not None:
        node.wrap_up = _node(text, block.wrap_up, kind, variant, chosen, into, drops, out)
    return node


def _span_ids(text: Text, pieces: tuple[Piece, ...], outer: int) -> None:
    for piece in pieces:
        if isinstance(piece, SpanHole):
            ref = piece.condition is not None and piece.condition.ref
            stands = outer if ref else text.logic.all((outer, text.space.holds(piece.condition)))
            if piece.id:
                text.ids.setdefault(piece.id, []).append(stands)
            _span_ids(text, piece.children, stands)
        elif isinstance(piece, Wrapped):
            _span_ids(text, piece.children, outer)


def _settle(text: Text, node: Node, used: int) -> None:
    """Work out whether a block stands; a list of bullets does where one of them does."""
    own = node.chosen
    if node.block.kind == "bullets":
        own = text.logic.all((own, text.logic.any(item.chosen for item in node.items)))
    node.stands = text.logic.all((own, used))


def _pieces(text: Text, node: Node, pieces: tuple[Piece, ...], outer: int) -> None:
    """Note the references and the uses of terms in some words."""
    for piece in pieces:
        if isinstance(piece, SpanHole):
            _pieces(text, node, piece.children, text.logic.all((outer, text.span(piece))))
        elif isinstance(piece, Wrapped):
            if piece.kind == "term":
                _used(text, piece.data, node, outer)
            _pieces(text, node, piece.children, outer)
        elif isinstance(piece, RefHole):
            text.references.append(Reference(piece, node, outer))
            for owner in {target.partition("/")[0] for target in piece.targets}:
                if owner in text.space.index.terms:
                    _used(text, owner, node, outer)
        elif isinstance(piece, ValueHole):
            named = text.space.terms.get((node.owner, node.variant.name, piece.name), {})
            for definition, literal in named.items():
                _used(text, definition, node, text.logic.all((outer, literal)))
        else:
            for definition in _terms(piece):
                _used(text, definition, node, outer)


def _used(text: Text, definition: str, node: Node, literal: int) -> None:
    if literal != FALSE:
        text.uses.setdefault(definition, []).append((node, literal))


def _terms(piece: object) -> Iterator[str]:
    if isinstance(piece, Term):
        yield piece.definition
    for child in getattr(piece, "children", ()):
        yield from _terms(child)


def _use(text: Text, spend: Callable[[int], None]) -> None:
    """Work out whether each definition is used: by a clause, or by a definition that is used."""
    from .circles import components

    logic = text.logic
    direct: dict[str, list[int]] = {}
    inside: dict[str, dict[str, list[int]]] = {}
    for id, uses in text.uses.items():
        direct[id] = [literal for node, literal in uses if node.kind == CLAUSE]
        for node, literal in uses:
            if node.kind == DEFINITION and node.owner != id:
                inside.setdefault(id, {}).setdefault(node.owner, []).append(literal)
    edges = {id: {user: logic.any(found) for user, found in by.items()} for id, by in inside.items()}
    for members in components({id: list(by) for id, by in edges.items()}, list(text.uses)):
        group = dict.fromkeys(members)
        level = {}
        for id in group:
            users = [(user, edge) for user, edge in edges.get(id, {}).items() if user not in group]
            known = (logic.all((text.used.get(user, FALSE), edge)) for user, edge in users)
            level[id] = logic.any((*direct.get(id, ()), *known))
        # a circle is unrolled: each round takes in what is one step farther from a use by a clause
        for _ in range(len(group) - 1):
            spend(sum(1 + len(edges.get(id, ())) for id in group))
            level = {
                id: logic.any(
                    (
                        level[id],
                        *(
                            logic.all((level[user], edge))
                            for user, edge in edges.get(id, {}).items()
                            if user in group
                        ),
                    )
                )
                for id in group
            }
        text.used.update(level)


def _definitions(text: Text) -> None:
    """Add what used definitions need: a variant, and what that variant requires and excludes."""
    space, logic = text.space, text.logic
    for id, used in text.used.items():
        term = space.index.terms.get(id)
        if term is None or used == FALSE:
            continue
        chosen = space.variants.get(id, {})
        space.needed.append(logic.any((-used, *chosen.values())))
        for name, literal in chosen.items():
            rules(space, term.variants[name], logic.all((used, literal)))
