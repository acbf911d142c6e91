"""Puts chosen fragments together into a document: slots, definitions, order, numbers, references."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..diagnostic import Position, Related
from ..document import (
    Block,
    Bullets,
    Choice,
    Definiendum,
    Definition,
    Document,
    LibraryInfo,
    Notice,
    Origin,
    Paragraph,
    Part,
    Provision,
    Section,
    Text,
    language,
)
from ..source.conditions import BadCondition, holds, read_condition
from ..source.files import Report
from ..source.index import Index
from ..source.limits import DOCUMENT_CHARACTERS
from ..source.model import Clause, FormSection, Variant
from .choices import Choices, Chosen, check_rules
from .instance import Needs, Placed, Settings, needs, settle, standing_ids
from .numbering import number_sections

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue

_KEPT = 4_000
"""Settled fragments that a memo keeps."""


@dataclass(slots=True, eq=False)
class Memo:
    """Settled fragments by what decides them. Sharing one between compositions only saves time."""

    settled: OrderedDict[tuple[object, ...], tuple[Placed, ...]] = field(default_factory=OrderedDict)
    needs: dict[str, Needs] = field(default_factory=dict)
    standing: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)

    def trim(self) -> None:
        """Forget the oldest entries beyond the limit."""
        while len(self.settled) > _KEPT:
            self.settled.popitem(last=False)
        for table in (self.needs, self.standing):
            if len(table) > _KEPT:
                table.clear()


_SHARED = Memo()


def assemble(choices: Choices, index: Index, report: Report, memo: Memo | None = None) -> Document | None:
    """Return the document that some choices make.

    Args:
        choices: The choices, settled without errors.
        index: The libraries they come from.
        report: Where complaints go.
        memo: Settled fragments of earlier compositions.

    Returns:
        The document, or None with the reasons in the report.
    """
    return _Assembler(choices, index, report, memo or _SHARED).assemble()


@dataclass(slots=True, eq=False)
class _Taken:
    """A piece of text that waits in a slot."""

    placed: Placed
    chosen: Chosen


class _Assembler:
    def __init__(self, choices: Choices, index: Index, report: Report, memo: Memo) -> None:
        self.choices, self.index, self.report, self.memo = choices, index, report, memo
        self.language = language("en")
        self.terms = {id: term.term for id, term in index.terms.items()}
        self.dropped = frozenset(choices.form.drops)
        info = choices.license
        from ..source.values import BadValue, read_date

        try:
            date: ParameterValue = read_date(info.date)
        except BadValue:
            date = info.date
        self.license: dict[str, ParameterValue] = {
            "license.name": info.name,
            "license.version": info.version,
            "license.date": date,
            "license.steward": info.steward,
        }
        self.present_ids: set[str] = set()
        self.definition_ids: dict[str, frozenset[str]] = {}
        self.used: dict[str, Chosen] = {}

    # -- the whole --------------------------------------------------------------------------

    def assemble(self) -> Document | None:
        order = self.order()
        for id in order:
            for chosen in self.choices.clauses[id]:
                self.present_ids |= self.standing(chosen.variant)
        settled = {id: [(c, p) for c in self.choices.clauses[id] for p in self.settle(c)] for id in order}
        slots: dict[str, list[_Taken]] = {}
        own: dict[str, list[Placed]] = {}
        for id in order:
            for chosen, placed in settled[id]:
                if not placed.into:
                    own.setdefault(id, []).append(placed)
                elif placed.into not in self.dropped:
                    slots.setdefault(placed.into, []).append(_Taken(placed, chosen))
        definitions = self.definitions(order, own, slots)
        takers = self.takers(order, own, definitions)
        self.untaken(slots, takers)
        sections, homes = self.sections(own, slots, definitions)
        if self.report.failed:
            return None
        return self.finish(sections, homes, order, definitions)

    def order(self) -> list[str]:
        """Return the present clauses in the order of the form."""
        placed = [c for s in self.choices.form.sections for c in self.choices.sections[s.id]]
        rest = [c for c in self.choices.clauses if c not in placed]
        return [c for c in placed if c in self.choices.clauses] + sorted(rest)

    def standing(self, variant: Variant) -> frozenset[str]:
        wants = self.needs(variant)
        truth = tuple(holds(c, self.choices.facts) for c in wants.conditions)
        key = (variant.fragment.hash, truth, self.dropped)
        found = self.memo.standing.get(key)
        if found is None:
            found = self.memo.standing[key] = standing_ids(variant.fragment, self.choices.facts, self.dropped)
        return found

    def needs(self, variant: Variant) -> Needs:
        fragment = variant.fragment
        found = self.memo.needs.get(fragment.hash)
        if found is None:
            found = self.memo.needs[fragment.hash] = needs(fragment)
        return found

    def present(self, target: str) -> bool:
        """Tell whether the target of a reference is in the document."""
        owner, _, paragraph = target.partition("/")
        if owner in self.terms:
            if not paragraph:
                return True
            ids = self.definition_ids.get(owner)
            if ids is None:
                chosen = self.choices.definitions.get(owner)
                ids = self.standing(chosen.variant) if chosen else frozenset()
                self.definition_ids[owner] = ids
            return target.partition(".")[0] in ids
        if not paragraph:
            return owner in self.choices.clauses
        return target.partition(".")[0] in self.present_ids

    def settle(self, chosen: Chosen) -> tuple[Placed, ...]:
        variant, fragment = chosen.variant, chosen.variant.fragment
        wants = self.needs(variant)
        facts = self.choices.facts
        own_provisions = any("if" in p.slots for p in variant.provisions)
        key = (
            fragment.hash,
            variant.subject,
            tuple(holds(c, facts) for c in wants.conditions),
            tuple(self.present(t) for t in wants.targets),
            tuple(self.license[name] for name in wants.license),
            tuple(chosen.values.items()),
            repr(variant.provisions),
            tuple(sorted((k, tuple(sorted(v))) for k, v in facts.items())) if own_provisions else (),
        )
        found = self.memo.settled.get(key)
        if found is None:
            found = settle(
                fragment,
                Settings(
                    facts=facts,
                    present=self.present,
                    values=chosen.values,
                    parameters=variant.parameters,
                    license=self.license,
                    language=self.language,
                    terms=self.terms,
                    provisions=self.provisions(variant),
                ),
            )
            self.memo.settled[key] = found
            self.memo.trim()
        return found

    def provisions(self, variant: Variant) -> dict[str, tuple[Provision, ...]]:
        out: dict[str, tuple[Provision, ...]] = {}
        for provision in variant.provisions:
            written = provision.slots.get("if")
            if isinstance(written, str):
                try:
                    if not holds(read_condition(written, self.index.visible), self.choices.facts):
                        continue
                except BadCondition as error:
                    self.report.add(
                        error.code, error.message, error.mend, self.index.position(variant.origin, 1, 1)
                    )
            out[provision.at] = (*out.get(provision.at, ()), provision)
        return out

    # -- definitions ------------------------------------------------------------------------

    def definitions(
        self, order: list[str], own: Mapping[str, list[Placed]], slots: dict[str, list[_Taken]]
    ) -> dict[str, list[Placed]]:
        """Pull in the definitions that are used, and those that they use; return their text in order."""
        waiting: list[tuple[str, Position | None]] = []

        def want(placed: Placed, what: str) -> None:
            where = self.index.position(placed.node.origin)
            waiting.extend((term, where) for term in sorted(placed.terms))

        for id in order:
            for placed in own.get(id, ()):
                want(placed, id)
        for name, taken in slots.items():
            if not self.plain(name):
                for item in taken:
                    want(item.placed, name)
        found: dict[str, list[Placed]] = {}
        while waiting:
            id, where = waiting.pop()
            if id in found:
                continue
            chosen = self.choices.definitions.get(id)
            if chosen is None:
                term = self.index.terms[id]
                self.report.add(
                    "CW-CHO-011",
                    f"No variant of the definition of “{term.term}” is chosen.",
                    f"Choose one of {', '.join(f'`{v}`' for v in term.variants)} under `definitions`.",
                    where,
                    self.related(self.index.position(term.origin), "the definition"),
                )
                found[id] = []
                continue
            found[id] = []
            self.used[id] = chosen
            for placed in self.settle(chosen):
                if placed.into and placed.into not in self.dropped:
                    slots.setdefault(placed.into, []).append(_Taken(placed, chosen))
                elif not placed.into:
                    found[id].append(placed)
                want(placed, id)
        self.forms_once(found)
        # what a definition gives to a slot follows the clauses, in the order of the definitions
        return dict(
            sorted(found.items(), key=lambda item: (self.language.sort_key(self.terms[item[0]]), item[0]))
        )

    def forms_once(self, used: Iterable[str]) -> None:
        seen: dict[str, str] = {}
        for id in sorted(used):
            for form in self.index.terms[id].forms:
                other = seen.setdefault(form, id)
                if other != id:
                    first, second = self.index.terms[other], self.index.terms[id]
                    self.report.add(
                        "CW-TRM-001",
                        f"`{form}` is a form of `{other}` and of `{id}`, and this license uses both.",
                        "Replace one in the manifest's own folder, or use one library's term.",
                        self.index.position(first.origin),
                        self.related(self.index.position(second.origin), "the other definition"),
                    )

    def related(self, position: Position | None, message: str) -> tuple[Related, ...]:
        return (Related(position, message),) if position else ()

    # -- slots ------------------------------------------------------------------------------

    def plain(self, slot: str) -> bool:
        return any(s.slot == slot and s.plain for s in self.choices.form.sections)

    def takers(
        self, order: list[str], own: Mapping[str, list[Placed]], definitions: Mapping[str, list[Placed]]
    ) -> dict[str, str]:
        """Return where each slot is taken: a section of the form, or a lead-in."""
        out: dict[str, str] = {s.slot: f"section {s.id}" for s in self.choices.form.sections if s.slot}
        for group in (*(own.get(id, ()) for id in order), *definitions.values()):
            for placed in group:
                for lead, slot in placed.takers.items():
                    if slot in out:
                        self.report.add(
                            "CW-SLT-002",
                            f"The slot `{slot}` is taken twice: by {out[slot]} and by `{lead}`.",
                            "Take it in one place.",
                            self.index.position(placed.node.origin),
                        )
                    out[slot] = f"`{lead}`"
        return out

    def untaken(self, slots: Mapping[str, list[_Taken]], takers: Mapping[str, str]) -> None:
        for slot, taken in sorted(slots.items()):
            if slot in takers:
                continue
            for item in taken:
                from ..source.suggest import mend_for

                self.report.add(
                    "CW-SLT-001",
                    f"The text goes to the slot `{slot}`, which nothing here takes.",
                    mend_for(slot, takers, "slot") + " Or list the slot under `drops` of the form.",
                    self.index.position(item.placed.node.origin),
                    self.related(item.chosen.position, "chosen here"),
                )

    def fill(self, block: Block, takers: Mapping[str, str], slots: Mapping[str, list[_Taken]]) -> Block:
        """Give the lead-ins of a block the paragraphs of the slots that they take."""
        if not takers or not isinstance(block, Paragraph | Bullets):
            return block
        items: list[Paragraph | Bullets] = []
        for item in block.items:
            filled = self.fill(item, takers, slots)
            assert isinstance(filled, Paragraph | Bullets)
            items.append(filled)
        if isinstance(block, Bullets):
            return replace(block, items=tuple(i for i in items if isinstance(i, Paragraph)))
        if block.id in takers:
            for taken in slots.get(takers[block.id], ()):
                node = taken.placed.node
                if isinstance(node, Paragraph):
                    inner = self.fill(node, taken.placed.takers, slots)
                    assert isinstance(inner, Paragraph)
                    items.append(replace(inner, numbered=True))
                else:
                    self.report.add(
                        "CW-SLT-003",
                        "Only a paragraph can be an item of a lead-in.",
                        "Write it as a plain paragraph.",
                        self.index.position(node.origin),
                    )
        return replace(block, items=tuple(items))

    # -- sections ---------------------------------------------------------------------------

    def sections(
        self,
        own: Mapping[str, list[Placed]],
        slots: Mapping[str, list[_Taken]],
        definitions: Mapping[str, list[Placed]],
    ) -> tuple[list[tuple[FormSection, Section]], dict[str, str]]:
        """Return the sections that have text, and the section of each clause."""
        out: list[tuple[FormSection, Section]] = []
        homes: dict[str, str] = {}
        form = self.choices.form
        prefix = form.id.partition(":")[2]
        for item in form.sections:
            blocks: list[Block] = []
            here = [c for c in self.choices.sections[item.id] if c in self.choices.clauses]
            if item.slot:
                blocks = [self.fill(t.placed.node, t.placed.takers, slots) for t in slots.get(item.slot, ())]
            elif item.definitions:
                blocks = [
                    d for id, placed in definitions.items() if (d := self.definition(id, placed, slots))
                ]
            for clause in here:
                text = [self.fill(p.node, p.takers, slots) for p in own.get(clause, ())]
                if text:
                    homes[clause] = item.id
                blocks.extend(text)
                if (
                    not text
                    and len(here) == 1
                    and not any(c.variant.fragment.blocks for c in self.choices.clauses[clause])
                ):
                    continue
            if not blocks:
                if here:
                    where = self.choices.clauses[here[0]][0].position
                    self.report.add(
                        "CW-DOC-001",
                        f"The section `{item.id}` has no text, though "
                        f"`{here[0].removeprefix('core:')}` is chosen.",
                        "Give the variant text that stands here, or omit the clause.",
                        where,
                    )
                continue
            heading = self.heading(item, here)
            origin = Origin(form.origin.file, item.line)
            out.append(
                (
                    item,
                    Section(
                        f"{prefix}:{item.id}",
                        heading,
                        tuple(blocks),
                        origin,
                        item.numbered,
                        item.plain,
                        language=self.language.tag,
                    ),
                )
            )
        for _, section in out:
            for block in section.blocks:
                self.leads(block)
        return out, homes

    def heading(self, item: FormSection, here: list[str]) -> str | None:
        if item.no_heading:
            return None
        if item.heading:
            return item.heading
        return self.index.clauses[here[0]].title if here else item.id.replace("-", " ").capitalize()

    def definition(
        self, id: str, placed: list[Placed], slots: Mapping[str, list[_Taken]]
    ) -> Definition | None:
        if not placed:
            return None
        blocks = [self.fill(p.node, p.takers, slots) for p in placed]
        first = blocks[0]
        if isinstance(first, Paragraph):
            head = (Definiendum(id, self.terms[id]), Text(" "), *first.content)
            blocks[0] = replace(first, content=head)
        kept = tuple(b for b in blocks if isinstance(b, Paragraph | Bullets | Notice))
        return Definition(id, self.terms[id], kept, first.origin, language=self.language.tag)

    def leads(self, block: Block) -> None:
        """Complain of a lead-in that stands without items."""
        for node in _paragraphs(block):
            last = node.content[-1] if node.content else None
            if isinstance(last, Text) and last.text.rstrip().endswith(":") and not node.items:
                self.report.add(
                    "CW-DOC-003",
                    "This lead-in stands without items.",
                    "Put a condition on it that holds only where there are items.",
                    self.index.position(node.origin),
                )

    # -- numbers and references -------------------------------------------------------------

    def finish(
        self,
        sections: list[tuple[FormSection, Section]],
        homes: dict[str, str],
        order: list[str],
        definitions: Mapping[str, list[Placed]],
    ) -> Document | None:
        form = self.choices.form
        prefix = form.id.partition(":")[2]
        tables = number_sections([s for _, s in sections], form.numbering, self.index, self.report)
        ranges = dict(tables.ranges)
        for clause, home in homes.items():
            section = f"{prefix}:{home}"
            if section not in tables.labels:
                continue
            alone = [c for c, h in homes.items() if h == home]
            if alone == [clause]:
                ranges[clause] = (section, section)
            elif clause in tables.clauses:
                ranges[clause] = tables.clauses[clause]
        used = [c for id in order for c in self.choices.clauses[id]] + list(self.used.values())
        check_rules(self.choices, used, self.index, self.report)
        body = _parts(sections)
        document = Document(
            license=self.choices.license,
            language=self.language.tag,
            form=form.id,
            body=body,
            numbering=form.numbering,
            labels=tables.labels,
            within=tables.within,
            ranges=ranges,
            terms={id: self.terms[id] for id in definitions if definitions[id]},
            choices=self.made(order),
            omitted=self.choices.omitted,
            libraries=tuple(LibraryInfo(x.id, x.version, x.hash) for x in self.index.libraries.values()),
            forms={id: self.index.terms[id].forms for id in definitions if definitions[id]},
            profile=self.choices.profile,
        )
        self.land(document)
        return None if self.report.failed else document

    def land(self, document: Document) -> None:
        """Check that every reference has a numbered target, and that the text is not too long."""
        total = 0
        everything = [
            (c, p) for id in self.choices.clauses for c in self.choices.clauses[id] for p in self.settle(c)
        ]
        everything += [(c, p) for c in self.used.values() for p in self.settle(c)]
        for chosen, placed in everything:
            if placed.into in self.dropped and placed.into:
                continue
            total += placed.characters
            for use in placed.uses:
                where = self.index.position(Origin(use.file, use.line, use.column))
                found = [t for t in use.targets if self.present(t)]
                for target in found:
                    if target in document.labels or target in document.ranges or target in document.terms:
                        continue
                    self.report.add(
                        "CW-REF-004",
                        f"The reference leads to `{target.removeprefix('core:')}`, which has no number here.",
                        "Refer to a numbered paragraph, or to a clause with numbers.",
                        where,
                        self.related(self.where(target), "the target"),
                    )
                if not found:
                    names = ", ".join(f"`{t.removeprefix('core:')}`" for t in use.targets)
                    self.report.add(
                        "CW-REF-002",
                        f"The reference to {names} leads to text that is not in this license.",
                        'Put the words around it in a span with `if="ref"`, or choose the clause.',
                        where,
                        (
                            *self.related(self.where(use.targets[0]), "left out here"),
                            *self.related(chosen.position, "the text that refers is chosen here"),
                        ),
                    )
        if total > DOCUMENT_CHARACTERS:
            self.report.add(
                "CW-DOC-002",
                f"The license has {total:,} characters; at most {DOCUMENT_CHARACTERS:,} fit.",
                "Choose less, or shorten the parameters.",
            )

    def where(self, target: str) -> Position | None:
        """Return the place that tells why a target is absent, or where it stands."""
        owner = target.partition("/")[0]
        if self.choices.places.get(owner):
            return self.choices.places[owner]
        held: Clause | None = self.index.clauses.get(owner)
        if held is not None:
            return self.index.position(held.origin)
        term = self.index.terms.get(owner)
        return self.index.position(term.origin) if term else None

    def made(self, order: list[str]) -> tuple[Choice, ...]:
        out = []
        for kind, chosen in (
            *(("clause", c) for id in order for c in self.choices.clauses[id]),
            *(("definition", self.used[id]) for id in sorted(self.used)),
        ):
            v = chosen.variant
            out.append(
                Choice(
                    kind,
                    v.subject,
                    v.name,
                    dict(chosen.values),
                    v.origin,
                    chosen.decided_by,
                    v.summary,
                    v.replaces,
                )
            )
        return tuple(out)


def _paragraphs(block: Block) -> Iterable[Paragraph]:
    stack: list[Block] = [block]
    while stack:
        node = stack.pop()
        if isinstance(node, Paragraph):
            yield node
            stack.extend(node.items)
        elif isinstance(node, Bullets):
            stack.extend(node.items)
        elif isinstance(node, Definition):
            stack.extend(node.blocks)


def _parts(sections: list[tuple[FormSection, Section]]) -> tuple[Part | Section, ...]:
    out: list[Part | Section] = []
    for item, section in sections:
        if not item.part:
            out.append(section)
            continue
        id = section.id.partition(":")[0] + ":" + item.part
        if out and isinstance(out[-1], Part) and out[-1].id == id:
            out[-1] = replace(out[-1], sections=(*out[-1].sections, section))
        else:
            out.append(Part(id, item.part_heading, (section,), section.origin, language=section.language))
    return tuple(out)
