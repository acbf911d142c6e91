"""Generated documents: every shape that composition can give, with hostile words in it."""

from __future__ import annotations

import string
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from clausewright.document import (
    Block,
    Break,
    Bullets,
    Choice,
    Definiendum,
    Definition,
    Document,
    Emphasis,
    Inline,
    Level,
    LibraryInfo,
    LicenseInfo,
    Link,
    Notice,
    Origin,
    Paragraph,
    Part,
    Provision,
    Ref,
    Section,
    Span,
    Strong,
    Term,
    Text,
    Value,
    reference_parts,
)
from clausewright.document.samples import SAMPLES

# fmt: off
MARKUP = [
    "*", "**", "_", "__", "`", "[", "]", "](x)", "![", "<b>", "<", ">", "&", "&amp;", "&#42;", "#", "1.", "2)",
    "(a)", "(b)", "6.1", "1.", "-", "+", "=", "===", "---", "~~", "|", "|-|", "\\", "$x$", "{{", "{%", "!", "a_b",
    "https://example.org/*", "www.example.org", "<https://x.org>", "x@y.org", '<a id="x"></a>', "“", "”", "·",
    "\u00a0", "1\u00a0", "a\u00a0", "§", "€", "×", "日本", "é", "ß", "²", "½", ":-", "Steward: x", "©", ".", "'s",
    "Section\u00a06(a)", "foo", "bar", "Weights",
]  # fmt: skip
"""Pieces that some reader of Markdown takes for markup, and some plain ones."""

_letters = st.text(string.ascii_letters + string.digits + "é“”’—.,;:()", min_size=1, max_size=8)
_any = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffd"),
    min_size=1,
    max_size=5,
)
words = st.lists(st.one_of(_letters, st.sampled_from(MARKUP), _any), min_size=1, max_size=7).flatmap(
    lambda parts: st.sampled_from([" ", " ", ""]).map(lambda joint: joint.join(parts))
)
"""Text on one line without control characters."""
line = words.filter(lambda text: bool(text.strip()))
"""Text that shows something."""
name = st.text(string.ascii_lowercase, min_size=1, max_size=6)
hrefs = st.builds(
    str.__add__,
    st.sampled_from(["https://", "http://", "mailto:"]),
    st.text(string.ascii_letters + string.digits + "/.?=&_-()#~*!;:@,+'$[]", min_size=1, max_size=15),
)
values = st.one_of(
    line,
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.fractions(),
    st.dates(),
    st.lists(line, max_size=3).map(tuple),
)
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), line, st.decimals(allow_nan=False,
              allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False), st.fractions(), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.one_of(name, st.just("type"), st.just("$date"), words), inner, max_size=3),
    ),
    max_leaves=5,
)  # fmt: skip

SCHEMES = [
    (Level("decimal"), Level("lower-alpha"), Level("lower-roman"), Level("upper-alpha"), Level("upper-roman")),
    (Level("decimal"), Level("decimal", True), Level("decimal", True), Level("decimal", True), Level("decimal")),
    (Level("decimal-from-0"), Level("lower-alpha"), Level("decimal"), Level("lower-roman"), Level("upper-alpha")),
    (Level("upper-roman", True), Level("lower-alpha", True), Level("decimal"), Level("lower-roman", True),
     Level("lower-alpha")),
    (Level("decimal", mark="Section # –"), Level("lower-alpha", mark="#.)"), Level("decimal", mark="#)"),
     Level("upper-alpha", mark="#.)"), Level("lower-roman", mark="#)")),
    (Level("decimal", mark="#.0"), Level("decimal", True, "#."), Level("decimal", True, "#."), Level("lower-alpha"),
     Level("upper-roman", mark="#.)")),
    (Level("upper-roman", mark="ARTICLE #"), Level("decimal", mark="#.)"), Level("decimal"), Level("lower-alpha", mark="#.)"),
     Level("lower-roman")),
    (Level("decimal"), Level("lower-alpha", mark="#."), Level("lower-roman", mark="#."), Level("decimal", mark="#."),
     Level("upper-alpha", mark="#.")),
    (Level("decimal", mark="#)"), Level("decimal", mark="#."), Level("lower-alpha", True, "#)"), Level("decimal", True),
     Level("lower-roman", mark="#.)")),
    (Level("decimal"), Level("lower-alpha", True, "#)"), Level("decimal", mark="#."), Level("lower-roman", True, "#."),
     Level("lower-alpha", mark="#.")),
]  # fmt: skip
"""Numbering schemes of five levels."""


@dataclass
class _Names:
    """Ids that were given, and what stands where."""

    labels: dict[str, tuple[int, ...]] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    used: int = 0

    def new(self, prefix: str) -> str:
        self.used += 1
        return f"{prefix}-{self.used}"


@dataclass
class _Count:
    above: tuple[int, ...] | None
    owner: str = ""
    last: int = 0


@st.composite
def inlines(draw: st.DrawFn, names: _Names, depth: int = 2, full: bool = True) -> tuple[Inline, ...]:
    """Return inlines; references are added once all ids are known."""
    out: list[Inline] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 11 if depth and full else 4))
        if kind <= 3:
            out.append(Text(draw(words)))
        elif kind == 4:
            out.append(Value(draw(name), draw(values), draw(words)))
        elif kind == 5:
            out.append(Break())
        elif kind == 6:
            out.append(Link(draw(hrefs), draw(inlines(names, 0))))
        elif kind == 7:
            out.append(Span(names.new("core:spans/span"), draw(inlines(names, depth - 1, False))))
        elif kind == 8:
            out.append(Term("core:term", draw(inlines(names, depth - 1, False))))
        elif kind == 9:
            out.append(Ref(("?",)))
        else:
            out.append((Emphasis if kind == 10 else Strong)(draw(inlines(names, depth - 1))))
    return (Text(draw(line)), *out)


@st.composite
def paragraphs(
    draw: st.DrawFn, names: _Names, count: _Count, owner: str, numbered: bool, depth: int, define: str = ""
) -> Paragraph:
    """Return a paragraph with its list and wrap-up."""
    id = names.new(f"{owner}/p")
    if count.owner:
        names.within[id] = count.owner
    below = count
    if numbered and count.above is not None:
        count.last += 1
        names.labels[id] = (*count.above, count.last)
        if draw(st.integers(0, 7)) == 0:
            names.levels[id] = draw(st.sampled_from(sorted(SAMPLES.items())))[1]
        below = _Count(names.labels[id], count.owner)
    content = draw(inlines(names))
    if define:
        names.terms[define] = draw(line.filter(lambda text: "”" not in text))
        content = (Definiendum(define, names.terms[define]), Text(" "), *content)
    items: list[Paragraph | Bullets] = []
    wrap_up = None
    if depth and draw(st.integers(0, 3)) == 0:
        deep = len(below.above or ()) + (1 if below.owner else 0) < 5 and below.above is not None
        if deep and draw(st.booleans()):
            for _ in range(draw(st.integers(1, 3))):
                items.append(draw(paragraphs(names, below, owner, True, depth - 1)))
        if not items or draw(st.integers(0, 5)) == 0:
            items.append(draw(bullets(names, below, owner, depth - 1)))
        if draw(st.booleans()):
            wrap_up = draw(paragraphs(names, below, owner, False, 0))
    loud = draw(st.integers(0, 9)) == 0
    provisions = draw(st.lists(st.builds(Provision, st.just(id), st.sampled_from(["requires", "permits"]),
                      _json, st.dictionaries(name, _json, max_size=2)), max_size=1))  # fmt: skip
    return Paragraph(id, content, _origin(id), id in names.labels, tuple(items), wrap_up, loud,
                     provisions=tuple(provisions), level=names.levels.get(id))  # fmt: skip


@st.composite
def bullets(draw: st.DrawFn, names: _Names, count: _Count, owner: str, depth: int) -> Bullets:
    """Return a list without numbers."""
    items = [draw(paragraphs(names, count, owner, False, depth)) for _ in range(draw(st.integers(1, 3)))]
    return Bullets(items[0].id, tuple(items), _origin(items[0].id), draw(st.integers(0, 9)) == 0)


@st.composite
def notices(draw: st.DrawFn, names: _Names, owner: str) -> Notice:
    """Return verbatim text of several lines."""
    lines = draw(st.lists(st.one_of(words, st.just(""), st.just("  x")), max_size=5))
    id = names.new(f"{owner}/n")
    return Notice(id, "\n".join([*lines, draw(line)]), _origin(id), draw(st.integers(0, 5)) == 0)


@st.composite
def definitions(draw: st.DrawFn, names: _Names) -> Definition:
    """Return a definition."""
    id = names.new("core:term")
    count = _Count((), id)
    blocks: list[Any] = [draw(paragraphs(names, count, id, False, 3, id))]
    for _ in range(draw(st.integers(0, 2))):
        kind = draw(st.integers(0, 2))
        if kind == 0:
            blocks.append(draw(paragraphs(names, count, id, False, 2)))
        elif kind == 1:
            blocks.append(draw(notices(names, id)))
            names.within[blocks[-1].id] = id
        else:
            blocks.append(draw(bullets(names, count, id, 1)))
    return Definition(id, names.terms[id], tuple(blocks), _origin(id), draw(st.integers(0, 9)) == 0)


@st.composite
def sections(draw: st.DrawFn, names: _Names, numbers: _Count) -> Section:
    """Return a section."""
    id = names.new("form:section")
    numbered = draw(st.booleans())
    count = _Count(None)
    if numbered:
        numbers.last += 1
        names.labels[id] = (numbers.last,)
        count = _Count(names.labels[id])
    blocks: list[Block] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 7))
        owner = draw(st.sampled_from(["core:one", "mine:two", "core:three"]))
        if kind <= 2:
            blocks.append(draw(paragraphs(names, count, owner, True, 3)))
        elif kind <= 4:
            blocks.append(draw(paragraphs(names, count, owner, False, 3)))
        elif kind == 5:
            blocks.append(draw(notices(names, owner)))
        elif kind == 6:
            blocks.append(draw(bullets(names, count, owner, 2)))
        else:
            blocks.append(draw(definitions(names)))
    heading = draw(st.one_of(st.none(), line))
    return Section(id, heading, tuple(blocks), _origin(id), numbered, draw(st.booleans()),
                   draw(st.integers(0, 9)) == 0)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document whose tables fit its text."""
    names, numbers = _Names(), _Count(())
    body: list[Part | Section] = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.integers(0, 2)) == 0:
            id = names.new("form:part")
            inside = tuple(draw(sections(names, numbers)) for _ in range(draw(st.integers(1, 2))))
            body.append(Part(id, draw(line), inside, _origin(id), draw(st.integers(0, 9)) == 0))
        else:
            body.append(draw(sections(names, numbers)))
    info = LicenseInfo(
        draw(line), draw(line), draw(line), draw(st.dates()).isoformat(), draw(st.one_of(st.just(""), line))
    )
    origin = _origin("core:one")
    choices = draw(
        st.lists(
            st.builds(
                Choice,
                st.sampled_from(["clause", "definition"]),
                name,
                name,
                st.dictionaries(name, values, max_size=3),
                st.just(origin),
                name,
                words,
                st.booleans(),
            ),
            max_size=2,
        )
    )
    document = Document(
        info, "en", "core:form", tuple(body), draw(st.sampled_from(SCHEMES)), names.labels, names.within,
        _ranges(body, names), names.terms, tuple(choices), tuple(draw(st.lists(name, max_size=2))),
        (LibraryInfo("core", "1.0.0", "0" * 64),), {id: (term,) for id, term in names.terms.items()}, draw(words),
        names.levels,
    )  # fmt: skip
    targets = [*names.labels, *names.terms, *document.ranges]
    if targets:
        chosen = draw(st.lists(st.lists(st.sampled_from(targets), min_size=1, max_size=4, unique=True), min_size=1,
                               max_size=6))  # fmt: skip
        refs = [Ref(tuple(some)) for some in chosen]
    else:
        refs = []
    return _with_refs(document, refs)


def _ranges(body: list[Part | Section], names: _Names) -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for node in body:
        for section in node.sections if isinstance(node, Part) else (node,):
            found: dict[str, list[str]] = {}
            for block in section.blocks:
                if block.id in names.labels:
                    found.setdefault(block.id.partition("/")[0], []).append(block.id)
            for owner, ids in found.items():
                out.setdefault(owner, (ids[0], ids[-1]))
    return out


def _with_refs(node: Any, refs: list[Ref]) -> Any:
    """Return a tree with the places of references filled, or words where there is nothing to refer to."""
    turn = [0]
    terms = list(node.terms)

    def filled(node: Any) -> Any:
        if isinstance(node, Ref):
            turn[0] += 1
            return refs[turn[0] % len(refs)] if refs else Text("there")
        if isinstance(node, Term):
            children = filled(node.children)
            return Term(terms[0], children) if terms else Emphasis(children)
        if isinstance(node, tuple):
            return tuple(filled(child) for child in node)
        changes = {
            key: filled(value)
            for key in ("body", "sections", "blocks", "items", "wrap_up", "content", "children")
            if (value := getattr(node, key, None)) and not (key == "sections" and isinstance(node, Document))
        }
        return replace(node, **changes) if changes else node

    return filled(node)


def _origin(id: str) -> Origin:
    return Origin(f"{id.partition('/')[0]}/variant.md", 1 + len(id), 1)


# -- the words and structure of a document, so that two can be compared ---------------------------


def outline(document: Document) -> list[Any]:
    """Return words, structure and ids in a form in which a document and its rendering are equal.

    Left out: what Markdown does not show (terms, values, how far a span reaches), and emphasis on spaces.
    """
    info = document.license
    return [
        (info.name, info.id, info.version, info.date, info.steward),
        dict(document.labels),
        dict(document.within),
        dict(document.terms),
        [_outlined(document, node, False) for node in document.body],
    ]


def _outlined(document: Document, node: Any, loud: bool) -> Any:
    loud = loud or node.conspicuous
    if isinstance(node, Part):
        return ("part", node.id, node.heading, [_outlined(document, s, loud) for s in node.sections])
    if isinstance(node, Section):
        blocks = [_outlined(document, b, loud) for b in node.blocks]
        return ("section", node.id, node.heading, node.numbered, blocks)
    if isinstance(node, Definition):
        return ("definition", node.id, node.term, [_outlined(document, b, loud) for b in node.blocks])
    if isinstance(node, Notice):
        return ("notice", node.id, node.text, loud)
    if isinstance(node, Bullets):
        return ("bullets", node.id, [_outlined(document, b, loud) for b in node.items])
    items = [_outlined(document, item, loud) for item in node.items]
    wrap_up = _outlined(document, node.wrap_up, loud) if node.wrap_up else None
    return ("paragraph", node.id, node.numbered, loud, marked(document, node.content, loud), items, wrap_up)


def marked(document: Document, content: Any, loud: bool = False) -> list[tuple[str, str]]:
    """Return the characters of a paragraph, each with its styles, links and the ids that begin there."""
    out: list[tuple[str, str]] = []

    def walk(nodes: Any, style: frozenset[str], link: str) -> None:
        for node in nodes:
            if isinstance(node, (Text, Value)):
                put(node.text if isinstance(node, Text) else node.shown, style, link)
            elif isinstance(node, Ref):
                for text, where in reference_parts(document, node):
                    put(text, style, link or (f"#{where}" if where else ""))
            elif isinstance(node, Definiendum):
                put(f"“{node.text}”", frozenset({"definiendum"}), link)
            elif isinstance(node, Break):
                out.append(("\n", ""))
            elif isinstance(node, Link):
                walk(node.children, style, link or node.href)
            elif isinstance(node, Span):
                out.append((f"#{node.id}", ""))
                walk(node.children, style, link)
            elif isinstance(node, Term):
                walk(node.children, style, link)
            else:
                walk(node.children, style | {type(node).__name__}, link)

    def put(text: str, style: frozenset[str], link: str) -> None:
        style = style - {"Strong"} if loud else style
        for sign in text:
            shown = frozenset() if sign.isspace() else style
            out.append((sign, f"{'+'.join(sorted(shown))} {link}"))

    walk(content, frozenset(), "")
    while out and out[0][0] == "\n":
        del out[0]
    while out and out[-1][0] == "\n":
        del out[-1]
    return out
