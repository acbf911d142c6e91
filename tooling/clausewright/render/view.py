"""What a template sees: the document as plain rows, with every number and reference printed.

A template gets no node of the tree. It gets what this module makes: strings, lists, small slotted
objects and tuples, so that a template can read all of it and change none of the document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ..document import Block as Node
from ..document import (
    Bullets,
    Definition,
    Document,
    Inline,
    Language,
    Notice,
    Paragraph,
    Part,
    Section,
    anchor,
    citation,
    language,
    number,
    reference_parts,
)
from ..document.inlines import Break, Definiendum, Emphasis, Link, Ref, Span, Strong, Term, Text, Value
from ..document.record import entity, field

Run: TypeAlias = "tuple[str, str, str, Sequence[Run]]"
"""One inline: kind, words, target (an anchor, an address or a parameter's name), runs inside.

A run holds words or runs, never both. Kinds: text, value, emphasis, strong, term, definiendum, ref,
link, span, break."""

CONTENTS_FROM = 9
"""A table of contents stands where there are at least so many sections."""

_NARROW, _WIDE = 0.29, 0.52
"""Width of a sign of a printed number, in rem, rounded up from the metrics of Source Sans 3."""

_SCHEMES = ("https:", "http:", "mailto:")


@entity
class Block:
    """One block as templates see it."""

    kind: str
    """`paragraph`, `items`, `bullets`, `notice`, `definition` or `box` (conspicuous blocks)."""
    id: str = ""
    """The anchor, or an empty string."""
    number: str = ""
    """The printed number, `(a)`, or an empty string."""
    cite: str = ""
    """How other text cites it, `Section 6(a)`, or an empty string."""
    level: int = 0
    """Of `items`: 1 below the section, 2 below that."""
    runs: Sequence[Run] = ()
    """The words of a paragraph; of a notice, the paragraphs as text runs."""
    blocks: Sequence[Block] = ()
    """What stands inside: the items of a list, the list below a lead-in, a definition's blocks."""
    wrap_up: Block | None = None
    lang: str = ""
    """The language where it is not the document's own."""


@entity
class Heading:
    """A part or section as templates see it."""

    kind: str
    """`part` or `section`."""
    id: str
    number: str
    cite: str
    title: str
    """The heading, or an empty string."""
    plain: bool = False
    """Whether it has no legal effect (the preamble)."""
    blocks: Sequence[Block] = ()
    sections: Sequence[Heading] = ()
    lang: str = ""


@entity
class Tip:
    """One definition as a card that shows where the term is used."""

    id: str
    """Anchor of the card."""
    target: str
    """Anchor of the definition itself."""
    term: str
    rows: list[tuple[int, str, Sequence[Run]]] = field(default_factory=list)
    """Level, printed number and words of each paragraph; no links inside."""


class View:
    """Makes the rows of one document."""

    def __init__(self, document: Document, paper: bool = False) -> None:
        """Take the document; on `paper` a link holds plain words only, as a tagged PDF needs it."""
        self._paper = paper
        self._document = document
        self._words = language(document.language)
        self._used: set[str] = set()

    def context(self) -> dict[str, object]:
        """Return the names that a page template can use; see `docs/decisions/render-templates.md`."""
        from markupsafe import Markup

        hang = self._hang()
        document, words = self._document, self._words
        body = [self._part(n) if isinstance(n, Part) else self._section(n) for n in document.body]
        return {
            "license": _license(document, words),
            "language": document.language,
            "words": {**dict(words.labels), "contents": words.contents, "version": words.version},
            "body": body,
            "contents": body if len(document.sections) >= CONTENTS_FROM else (),
            "tips": self._tips(),
            "hang": hang,
            "jsonld": Markup(_jsonld(document)),  # noqa: S704 - escaped for where it stands
            "css": {
                "title": css_text(document.license.title),
                "draft": css_text(words.label("draft")),
                "page": tuple(map(css_text, _page_words(words))),
                # in 11 pt text, as in print.css
                "indent": f"{round((hang[0] + 1) * 11, 2):g}pt",
            },
        }

    # --- blocks

    def _part(self, part: Part) -> Heading:
        sections = [self._section(section) for section in part.sections]
        return Heading(
            "part", anchor(part.id), "", "", part.heading, sections=sections, lang=self._lang(part)
        )

    def _section(self, section: Section) -> Heading:
        numbered = section.numbered and section.id in self._document.labels
        return Heading(
            "section",
            anchor(section.id),
            number(self._document, section.id) if numbered else "",
            self._cite(section.id) if numbered else section.heading or "",
            section.heading or "",
            section.plain,
            self._blocks(section.blocks, boxed=section.conspicuous),
            lang=self._lang(section),
        )

    def _blocks(self, nodes: Iterable[Node], boxed: bool = False, inside: bool = False) -> list[Block]:
        """Return blocks with neighbors gathered: numbered ones into lists, conspicuous ones into boxes."""
        out: list[Block] = []
        box: list[Block] | None = None
        for node in nodes:
            loud = boxed or (node.conspicuous and not inside)
            if loud and box is None:
                box = []
                out.append(Block("box", blocks=box))
            elif not loud:
                box = None
            row = out if box is None else box
            made = self._block(node, inside or loud)
            if made.number:
                if row and row[-1].kind == "items":
                    row[-1].blocks.append(made)  # type: ignore[attr-defined]
                    continue
                made = Block("items", level=self._level(node.id), blocks=[made])
            row.append(made)
        return out

    def _block(self, node: Node, inside: bool) -> Block:
        lang = self._lang(node)
        if isinstance(node, Paragraph):
            made = Block("paragraph", anchor(node.id), runs=self.runs(node.content), lang=lang)
            if node.numbered:
                made.number = number(self._document, node.id)
                made.cite = self._cite(node.id)
            if node.items:
                made.blocks = self._blocks(node.items, inside=inside)
            if node.wrap_up is not None:
                made.wrap_up = self._block(node.wrap_up, inside)
            return made
        if isinstance(node, Bullets):
            return Block("bullets", blocks=[self._block(item, inside) for item in node.items], lang=lang)
        if isinstance(node, Notice):
            texts = [part.strip("\n") for part in node.text.split("\n\n")]
            rows: list[Run] = [("text", text, "", ()) for text in texts if text]
            return Block("notice", anchor(node.id), runs=rows, lang=lang)
        blocks = self._blocks(node.blocks, inside=inside)
        return Block("definition", anchor(node.id), cite=node.term, blocks=blocks, lang=lang)

    def _level(self, id: str) -> int:
        return len(self._document.labels[id]) - (0 if id in self._document.within else 1)

    def _cite(self, id: str) -> str:
        document, words = self._document, self._words
        owner = document.within.get(id)
        text = citation(document, id)
        if owner is None:
            return f"{words.section}\u00a0{text}"
        of = words.definition_of.format(term=document.terms[owner])
        return words.paragraph_of.format(number=text, owner=of)

    def _lang(self, node: Node | Section | Part) -> str:
        return "" if node.language == self._document.language else node.language

    # --- inlines

    def runs(self, content: Iterable[Inline], quiet: bool = False) -> list[Run]:
        """Return inlines as runs; where `quiet`, terms, references and links are plain words."""
        out: list[Run] = []
        for node in content:
            kind = type(node)
            if kind is Text:
                out.append(("text", node.text, "", ()))  # type: ignore[union-attr]
            elif kind is Term:
                self._term(node, quiet, out)  # type: ignore[arg-type]
            elif isinstance(node, Ref):
                for text, target in reference_parts(self._document, node):
                    if target is None or quiet:
                        out.append(("text", text, "", ()))
                    else:
                        out.append(("ref", text, anchor(target), ()))
            elif isinstance(node, Value):
                out.append(("value", node.shown, node.parameter, ()))
            elif isinstance(node, Definiendum):
                out.append(("definiendum", node.text, anchor(node.definition), ()))
            elif isinstance(node, Break):
                out.append(("break", "", "", ()))
            elif isinstance(node, Link):
                safe = node.href.lower().startswith(_SCHEMES) and not quiet
                made = self._around("link", node.href, node.children, quiet, keep=safe)
                out.extend(_inward(made) if self._paper else made)
            elif isinstance(node, Span):
                out.extend(self._around("span", anchor(node.id), node.children, quiet, keep=not quiet))
            elif isinstance(node, (Emphasis, Strong)):
                name = "emphasis" if isinstance(node, Emphasis) else "strong"
                out.extend(self._around(name, "", node.children, quiet, keep=True))
        return out

    def _term(self, node: Term, quiet: bool, out: list[Run]) -> None:
        if quiet or node.definition not in self._document.terms:
            out.extend(self.runs(node.children, quiet))
            return
        self._used.add(node.definition)
        out.extend(self._around("term", anchor(node.definition), node.children, quiet, keep=True))

    def _around(
        self, kind: str, target: str, children: Sequence[Inline], quiet: bool, keep: bool
    ) -> Sequence[Run]:
        inner = self.runs(children, quiet)
        if not keep:
            return inner
        # the common case, one run of text, spares templates a call into themselves
        if len(inner) == 1 and inner[0][0] == "text":
            return ((kind, inner[0][1], target, ()),)
        return ((kind, "", target, inner),)

    # --- furniture

    def _tips(self) -> list[Tip]:
        tips = []
        for section in self._document.sections:
            for node in section.blocks:
                if isinstance(node, Definition) and node.id in self._used:
                    target = anchor(node.id)
                    # a dot is never followed by a letter in an anchor, so this collides with none
                    tip = Tip(f"{target}.tip", target, node.term)
                    for block in node.blocks:
                        self._tip_rows(block, 0, tip)
                    tips.append(tip)
        return tips

    def _tip_rows(self, node: Node, level: int, tip: Tip) -> None:
        if isinstance(node, Paragraph):
            mark = number(self._document, node.id) if node.numbered else "•" if level else ""
            tip.rows.append((level, mark, self.runs(node.content, quiet=True)))
            for item in node.items:
                self._tip_rows(item, level + 1, tip)
            if node.wrap_up is not None:
                self._tip_rows(node.wrap_up, level, tip)
        elif isinstance(node, Bullets):
            for item in node.items:
                self._tip_rows(item, max(level, 1), tip)
        elif isinstance(node, Notice):
            tip.rows.append((level, "", (("text", node.text, "", ()),)))

    def _hang(self) -> list[float]:
        """Return the width in rem in which the numbers of each level hang, level 1 first.

        Section numbers and those of level 1 hang in the same margin.
        """
        widest = [0.0] * (max(len(self._document.numbering), 1) + 1)
        for id in self._document.labels:
            level = max(self._level(id), 1)
            printed = number(self._document, id)
            width = sum(_NARROW if sign in "(.)ijl" else _WIDE for sign in printed)
            if level < len(widest):
                widest[level] = max(widest[level], width)
        return [round(max(2.0, width + 0.75), 2) for width in widest[1:]]


def _inward(runs: Sequence[Run]) -> list[Run]:
    """Return links with the emphasis around them instead of inside."""
    out: list[Run] = []
    for kind, words, target, inner in runs:
        if kind != "link" or not inner:
            out.append((kind, words, target, inner))
            continue
        for name, text, place, deeper in inner:
            if name in ("text", "value"):
                out.append(("link", text, target, ()))
            elif name in ("emphasis", "strong", "span"):
                held: Sequence[Run] = deeper or (("text", text, "", ()),)
                out.append((name, "", place, _inward([("link", "", target, held)])))
            else:
                out.append((name, text, place, deeper))
    return out


def _license(document: Document, words: Language) -> dict[str, str]:
    info = document.license
    return {
        "name": info.name,
        "id": info.id,
        "version": info.version,
        "date": info.date,
        "long_date": words.date(info.date),
        "steward": info.steward,
        "title": info.title,
    }


def _page_words(words: Language) -> tuple[str, str, str]:
    """Return what stands before, between and behind the two numbers of "Page 1 of 9"."""
    before, _, rest = words.page.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    return before, between, behind


def css_text(text: str) -> str:
    """Return `text` for a string in a style sheet inside a page: no sign left that ends either."""
    return "".join(sign if sign.isalnum() or sign in " ,." else f"\\{ord(sign):x} " for sign in text)


def _jsonld(document: Document) -> str:
    """Return schema.org metadata as JSON that can stand inside a `script` element."""
    info = document.license
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": info.name,
        "version": info.version,
        "identifier": info.id,
        "datePublished": info.date,
        "inLanguage": document.language,
    }
    if info.steward:
        data["publisher"] = {"@type": "Organization", "name": info.steward}
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
