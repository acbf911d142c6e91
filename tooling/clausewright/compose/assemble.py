"""Puts chosen fragments together into a document: slots, definitions, order, numbers, references."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ..diagnostic import Position, Refused
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
from ..document.record import entity, field, replace
from ..source.conditions import holds, read_condition
from ..source.files import Report
from ..source.index import Index, related
from ..source.library import sight
from ..source.limits import DOCUMENT_CHARACTERS
from ..source.model import Condition, FormSection, Variant
from ..source.names import Visible
from .choices import Choices, Chosen, check_rules, short
from .instance import Needs, Placed, Settings, needs, settle, standing_ids
from .landing import check_leads, land
from .numbering import number_sections
from .slots import Slots

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue

_KEPT = 4_000
"""Settled fragments that a memo keeps."""
_KEPT_CHARACTERS = 64 * 1024
"""Characters of a settled fragment that is worth keeping; a longer one would fill the memory."""


_Last: TypeAlias = tuple[tuple[object, ...], dict[Any, Any]]
"""What something was found under, and all that was found. Replaced as one, so that threads can share it."""


@entity
class Memo:
    """Settled fragments by what decides them. Sharing one between compositions only saves time."""

    settled: OrderedDict[tuple[object, ...], tuple[Placed, ...]] = field(default_factory=OrderedDict)
    needs: dict[str, Needs] = field(default_factory=dict)
    standing: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)
    chosen: _Last = ((), {})
    """What was chosen last, and with it which paragraphs stand in each fragment."""
    seen: _Last = ((), {})
    """All that texts could see last, and with it each fragment as it was settled."""

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


def _identities(definitions: Mapping[str, Chosen]) -> tuple[int, ...]:
    """Return what tells variants apart without comparing their texts."""
    return tuple(id(chosen.variant) for chosen in definitions.values())


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
        self.stands: dict[str, frozenset[str]] = {}
        self.placed: dict[tuple[object, ...], tuple[Placed, ...]] = {}
        self.definition_ids: dict[str, frozenset[str]] = {}
        self.used: dict[str, Chosen] = {}
        self.sights: dict[str, Visible] = {}
        self.taken: list[tuple[Chosen, tuple[Placed, ...]]] = []
        self.characters = 0

    # -- the whole --------------------------------------------------------------------------

    def assemble(self) -> Document | None:
        order, memo, choices = self.order(), self.memo, self.choices
        facts = (choices.facts, self.dropped)
        if memo.chosen[0] != facts:
            memo.chosen = (facts, {})
        self.stands = memo.chosen[1]
        for id in order:
            for chosen in choices.clauses[id]:
                self.present_ids |= self.standing(chosen.variant)
        defined = _identities(choices.definitions)
        seen = (*facts, self.present_ids, self.license, self.terms, defined)
        if memo.seen[0][:-1] != seen:
            # the variants are kept, so that no other can have the same identity
            memo.seen = ((*seen, choices.definitions), {})
        self.placed = memo.seen[1]
        settled = {id: [(c, p) for c in self.choices.clauses[id] for p in self.taken_in(c)] for id in order}
        slots = Slots(self.choices.form, self.index, self.report)
        own: dict[str, list[Placed]] = {}
        for id in order:
            for chosen, placed in settled[id]:
                if not slots.add(placed, chosen):
                    own.setdefault(id, []).append(placed)
        definitions = self.definitions(order, own, slots)
        used = [c for id in order for c in self.choices.clauses[id]] + list(self.used.values())
        check_rules(self.choices, used, self.index, self.report)
        if set(definitions) - set(self.used):
            return None  # without the text of a definition nothing after it can be told
        before = len(self.report.diagnostics)
        standing = [p for group in (*(own.get(id, ()) for id in order), *definitions.values()) for p in group]
        slots.check(standing)
        sections, homes = self.sections(own, slots, definitions)
        if len(self.report.diagnostics) == before:
            for placed in (*standing, *slots.inner()):
                check_leads(placed, slots.filled, self.index, self.report)
        # complaints come together: references are followed even where something else is wrong
        return self.finish(sections, homes, order, definitions)

    def order(self) -> list[str]:
        """Return the present clauses in the order of the form."""
        placed = [c for s in self.choices.form.sections for c in self.choices.sections[s.id]]
        known = set(placed)
        rest = [c for c in self.choices.clauses if c not in known]
        return [c for c in placed if c in self.choices.clauses] + sorted(rest)

    def standing(self, variant: Variant) -> frozenset[str]:
        fragment, facts = variant.fragment, self.choices.facts
        found = self.stands.get(fragment.hash)
        if found is None:
            truth = tuple(holds(c, facts) for c in self.needs(variant).conditions)
            key = (fragment.hash, truth, self.dropped)
            found = self.memo.standing.get(key)
            if found is None:
                found = self.memo.standing[key] = standing_ids(fragment, facts, self.dropped)
            self.stands[fragment.hash] = found
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

    def taken_in(self, chosen: Chosen) -> tuple[Placed, ...]:
        """Settle a text that the document holds, and count its length."""
        placed = self.settle(chosen)
        self.taken.append((chosen, placed))
        self.characters += sum(p.characters for p in placed)
        if self.characters > DOCUMENT_CHARACTERS:
            self.too_long()
        return placed

    def too_long(self) -> None:
        """Give up before the text fills the memory."""
        self.report.add(
            "CW-DOC-002",
            f"The license has more than {DOCUMENT_CHARACTERS:,} characters.",
            "Choose less, or shorten the parameters.",
        )
        raise Refused(self.report.diagnostics)

    def settle(self, chosen: Chosen) -> tuple[Placed, ...]:
        """Return a text as it stands in this license, which is as last time where all around is the same."""
        variant = chosen.variant
        key = (variant.fragment.hash, variant.subject, tuple(chosen.values.items()), variant.described)
        found = self.placed.get(key)
        if found is None:
            found = self.settle_anew(chosen)
            if sum(p.characters for p in found) <= _KEPT_CHARACTERS:
                self.placed[key] = found
        return found

    def settle_anew(self, chosen: Chosen) -> tuple[Placed, ...]:
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
            variant.described,
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
                    spend=self.counter(),
                ),
            )
            if sum(p.characters for p in found) <= _KEPT_CHARACTERS:
                self.memo.settled[key] = found
                self.memo.trim()
        return found

    def counter(self) -> Callable[[int], None]:
        """Return what counts the characters of one text while it is settled."""
        left = DOCUMENT_CHARACTERS

        def spend(characters: int) -> None:
            nonlocal left
            left -= characters
            if left < 0:
                self.too_long()

        return spend

    def provisions(self, variant: Variant) -> dict[str, tuple[Provision, ...]]:
        out: dict[str, tuple[Provision, ...]] = {}
        for provision in variant.provisions:
            written = provision.slots.get("if")
            if isinstance(written, str) and not holds(self.condition(written, variant), self.choices.facts):
                continue
            out[provision.at] = (*out.get(provision.at, ()), provision)
        return out

    def condition(self, written: str, variant: Variant) -> Condition:
        """Return the condition of a provision, which was found sound when the library was loaded."""
        id = variant.origin.file.partition(":")[0]
        if id not in self.sights:
            self.sights[id] = sight(self.index.libraries[id], self.index.libraries)
        return read_condition(written, self.sights[id])

    # -- definitions ------------------------------------------------------------------------

    def definitions(
        self, order: list[str], own: Mapping[str, list[Placed]], slots: Slots
    ) -> dict[str, list[Placed]]:
        """Pull in the definitions that are used, and those that they use; return their text in order."""
        waiting: list[tuple[str, Origin]] = []

        def want(placed: Placed) -> None:
            waiting.extend((term, placed.node.origin) for term in sorted(placed.terms))

        for placed in (p for id in order for p in own.get(id, ())):
            want(placed)
        for taken in (t for group in slots.waiting.values() for t in group):
            want(taken.placed)
        found: dict[str, tuple[Placed, ...]] = {}
        while waiting:
            id, origin = waiting.pop()
            if id in found:
                continue
            found[id] = ()
            chosen = self.choices.definitions.get(id)
            if chosen is None:
                self.unsettled(id, self.index.position(origin))
                continue
            self.used[id] = chosen
            found[id] = self.taken_in(chosen)
            for placed in found[id]:
                if placed.into not in self.dropped:
                    want(placed)
        self.forms_once(found)
        # what a definition gives to a slot follows the clauses, in the order of the definitions
        out: dict[str, list[Placed]] = {}
        for id in sorted(found, key=lambda id: (self.language.sort_key(self.terms[id]), id)):
            out[id] = [placed for placed in found[id] if not slots.add(placed, self.used[id])]
        return out

    def unsettled(self, id: str, where: Position | None) -> None:
        """Complain of a definition that is used and of which no variant is chosen."""
        term = self.index.terms[id]
        self.report.add(
            "CW-CHO-011",
            f"No variant of the definition of “{term.term}” is chosen.",
            f"Choose one of {', '.join(f'`{v}`' for v in term.variants)} under `definitions`.",
            where,
            related(self.index.position(term.origin), "the definition"),
        )

    def forms_once(self, used: Iterable[str]) -> None:
        seen: dict[str, str] = {}
        for id in sorted(used):
            for form in self.index.terms[id].forms:
                other = seen.setdefault(form, id)
                if other != id:
                    first, second = self.index.terms[other], self.index.terms[id]
                    self.report.add(
                        "CW-TRM-009",
                        f"`{form}` is a form of `{other}` and of `{id}`, and this license uses both.",
                        "Replace one in the manifest's own folder, or use one library's term.",
                        self.index.position(first.origin),
                        related(self.index.position(second.origin), "the other definition"),
                    )

    # -- sections ---------------------------------------------------------------------------

    def sections(
        self,
        own: Mapping[str, list[Placed]],
        slots: Slots,
        definitions: Mapping[str, list[Placed]],
    ) -> tuple[list[tuple[FormSection, Section]], dict[str, str]]:
        """Return the sections that have text, and the section of each clause."""
        out: list[tuple[FormSection, Section]] = []
        homes: dict[str, str] = {}
        form = self.choices.form
        prefix = form.id.partition(":")[2]
        self.placed_definitions(definitions)
        for item in form.sections:
            blocks: list[Block] = []
            here = [c for c in self.choices.sections[item.id] if c in self.choices.clauses]
            if item.slot:
                blocks = slots.section(item.slot)
            elif item.definitions:
                blocks = [self.definition(id, placed, slots) for id, placed in definitions.items() if placed]
            for clause in here:
                text = [slots.fill(p.node, p.takers) for p in own.get(clause, ())]
                if text:
                    homes[clause] = item.id
                blocks.extend(text)
            if not blocks:
                for clause in here:
                    self.report.add(
                        "CW-DOC-001",
                        f"The section `{item.id}` has no text, though `{short(clause)}` is chosen.",
                        "Give the variant text that stands here, or omit the clause.",
                        self.choices.clauses[clause][0].position,
                    )
                continue
            section = Section(
                f"{prefix}:{item.id}",
                self.heading(item, here),
                tuple(blocks),
                Origin(form.origin.file, item.line),
                item.numbered,
                item.plain,
                language=self.language.tag,
            )
            out.append((item, section))
        return out, homes

    def placed_definitions(self, definitions: Mapping[str, list[Placed]]) -> None:
        """Complain of definitions that are used and have no place, no text, or no beginning."""
        taken = any(s.definitions for s in self.choices.form.sections)
        for id, placed in definitions.items():
            if not taken:
                self.report.add(
                    "CW-DOC-005",
                    f"The license uses “{self.terms[id]}”, and the form has no section for definitions.",
                    "Add a section with `definitions: true` to the form.",
                    self.index.position(self.choices.form.origin),
                    related(self.index.position(self.index.terms[id].origin), "the definition"),
                )
            elif not placed or not isinstance(placed[0].node, Paragraph) or placed[0].node.numbered:
                self.report.add(
                    "CW-DOC-004",
                    f"The definition of “{self.terms[id]}” does not begin with words that stand here.",
                    "Give its first paragraph no condition, or a second one the opposite condition.",
                    self.index.position(self.used[id].variant.origin),
                )

    def heading(self, item: FormSection, here: list[str]) -> str | None:
        if item.no_heading:
            return None
        if item.heading:
            return item.heading
        return self.index.clauses[here[0]].title if here else item.id.replace("-", " ").capitalize()

    def definition(self, id: str, placed: list[Placed], slots: Slots) -> Definition:
        """Return a definition with the defined word before its text."""
        blocks = [slots.fill(p.node, p.takers) for p in placed]
        first = blocks[0]
        if isinstance(first, Paragraph):
            head = (Definiendum(id, self.terms[id]), Text(" "), *first.content)
            blocks[0] = replace(first, content=head)
        kept = tuple(b for b in blocks if isinstance(b, Paragraph | Bullets | Notice))
        return Definition(id, self.terms[id], kept, first.origin, language=self.language.tag)

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
        shared = Counter(homes.values())
        for clause, home in homes.items():
            section = f"{prefix}:{home}"
            if section not in tables.labels:
                continue
            if shared[home] == 1:
                ranges[clause] = (section, section)
            elif (key := (clause, tables.labels[section])) in tables.clauses:
                ranges[clause] = tables.clauses[key]
        body = _parts(sections)
        document = Document(
            license=self.choices.license,
            language=self.language.tag,
            form=form.id,
            body=body,
            numbering=form.numbering,
            labels=tables.labels,
            within=tables.within,
            levels=tables.levels,
            ranges=ranges,
            terms={id: self.terms[id] for id in definitions if definitions[id]},
            choices=self.made(order),
            omitted=self.choices.omitted,
            libraries=tuple(LibraryInfo(x.id, x.version, x.hash) for x in self.index.libraries.values()),
            forms={id: self.index.terms[id].forms for id in definitions if definitions[id]},
            profile=self.choices.profile,
        )
        land(document, self.texts(), self.present, self.choices, self.index, self.report)
        return None if self.report.failed else document

    def texts(self) -> Iterable[tuple[Chosen, Placed]]:
        """Yield all text of the license with the choice that it comes from."""
        for chosen, group in self.taken:
            for placed in group:
                if placed.into not in self.dropped:
                    yield chosen, placed

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
