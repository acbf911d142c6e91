"""One variant of a clause or definition by itself, as a document that can be compared with another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import (
    Block,
    Bullets,
    Choice,
    Definiendum,
    Definition,
    Document,
    Inline,
    LibraryInfo,
    LicenseInfo,
    Notice,
    Paragraph,
    Ref,
    Section,
    Term,
    Text,
    blocks,
    inlines,
)
from ..document.labels import has_number
from ..document.record import replace
from ..source.files import Report
from ..source.index import Index
from .assemble import Memo, _Assembler
from .choices import Choices, Chosen, short
from .instance import Placed
from .numbering import number_sections


def alone(id: str, chosen: Chosen, choices: Choices, index: Index) -> Document:
    """Return a document that holds one variant and nothing else.

    A reference to text that is not there stands as the id of that text, in brackets.

    Args:
        id: Full id of the clause or definition.
        chosen: The variant with its parameters.
        choices: What conditions are tested on.
        index: The libraries they come from.
    """
    report = Report()
    assembler = _Assembler(choices, index, report, Memo())
    for other in assembler.order():
        for each in choices.clauses[other]:
            assembler.present_ids |= assembler.standing(each.variant)
    placed = assembler.settle(chosen)
    sections = list(_sections(id, chosen, placed, index))
    tables = number_sections(sections, choices.form.numbering, index, report)
    variant = chosen.variant
    title = index.clauses[id].title if id in index.clauses else index.terms[id].term
    document = Document(
        license=LicenseInfo(f"{title} ({variant.name})", f"{short(id)}/{variant.name}", "0", "", ""),
        language="en",
        form="core:alone",
        body=tuple(sections),
        numbering=choices.form.numbering,
        labels=tables.labels,
        within=tables.within,
        levels=tables.levels,
        ranges={id: (f"alone:{short(id)}",) * 2, **tables.ranges},
        terms={},
        choices=(
            Choice(
                "clause" if id in index.clauses else "definition",
                id,
                variant.name,
                dict(chosen.values),
                variant.origin,
                "manifest",
                variant.summary,
            ),
        ),
        libraries=tuple(LibraryInfo(x.id, x.version, x.hash) for x in index.libraries.values()),
    )
    used = {
        node.definition
        for block in blocks(document)
        for node in inlines(getattr(block, "content", ()))
        if isinstance(node, Term)
    }
    terms = {i: index.terms[i].term for i in sorted(used | ({id} if id in index.terms else set()))}
    document = replace(document, terms=terms, forms={i: index.terms[i].forms for i in terms})
    return replace(document, body=tuple(_landed(section, document) for section in sections))


def _sections(id: str, chosen: Chosen, placed: Iterable[Placed], index: Index) -> Iterator[Section]:
    """Yield the clause's own section, and one for each slot that its paragraphs go to."""
    groups: dict[str, list[Block]] = {"": []}
    for one in placed:
        groups.setdefault(one.into, []).append(one.node)
    origin = chosen.variant.origin
    own = groups.pop("")
    if id in index.terms and own and isinstance(own[0], Paragraph):
        term = index.terms[id].term
        own[0] = replace(own[0], content=(Definiendum(id, term), Text(" "), *own[0].content))
        kept = tuple(b for b in own if isinstance(b, Paragraph | Bullets | Notice))
        own = [Definition(id, term, kept, origin)]
    title = index.clauses[id].title if id in index.clauses else None
    yield Section(f"alone:{short(id)}", title, tuple(own), origin)
    for slot, nodes in groups.items():
        plain = tuple(replace(n, numbered=False) if isinstance(n, Paragraph) else n for n in nodes)
        yield Section(f"alone:slot-{slot}", f"Goes to the slot “{slot}”", plain, origin, numbered=False)


def _landed(node: Section, document: Document) -> Section:
    made: tuple[Block, ...] = tuple(_block(block, document) for block in node.blocks)  # type: ignore[misc]
    return replace(node, blocks=made)


def _block(block: object, document: Document) -> object:
    if isinstance(block, Paragraph):
        return replace(
            block,
            content=_inline(block.content, document),
            items=tuple(_block(item, document) for item in block.items),
            wrap_up=_block(block.wrap_up, document) if block.wrap_up else None,
        )
    if isinstance(block, Bullets):
        return replace(block, items=tuple(_block(item, document) for item in block.items))
    if isinstance(block, Definition):
        return replace(block, blocks=tuple(_block(inner, document) for inner in block.blocks))
    return block


def _inline(content: Iterable[Inline], document: Document) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Ref) and not all(_prints(document, target) for target in node.targets):
            out.append(Text(f"[{', '.join(short(target) for target in node.targets)}]"))
        elif getattr(node, "children", None):
            out.append(replace(node, children=_inline(node.children, document)))  # type: ignore[union-attr]
        else:
            out.append(node)
    return tuple(out)


def _prints(document: Document, target: str) -> bool:
    return has_number(document, target) or document.within.get(target) in document.terms
