"""Links one variant's text: resolves its names, types its values, marks its terms, checks its spans."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from ..diagnostic import WARNING, Related
from ..document import Origin, language
from ..document.record import entity, field, replace
from .budget import Budget
from .conditions import BadCondition, assignments, holds, read_condition
from .files import Report, SourceFile
from .filters import accepted
from .limits import CONDITIONAL_SPANS, SAME_ID
from .marking import Doubt, Marker
from .model import CLAUSE, Condition, FragmentBlock, Parameter, Piece, SpanHole, ValueHole, Wrapped
from .names import Subject, Unresolved, Visible
from .patterns import conditional_spans, faults
from .raw import RawBlock, RawInline, words
from .suggest import mend_for

LICENSE_NAMES = {"name": "string", "version": "string", "date": "date", "steward": "string"}
_FAULTS = {
    "empty": (
        "CW-TXT-020",
        "This paragraph can lose all its words.",
        "Put the condition on the paragraph, or give words that always stand.",
    ),
    "space": (
        "CW-TXT-021",
        "Where a span falls away, a space is left before punctuation: “{}”.",
        "Move the space into the span.",
    ),
    "small": (
        "CW-TXT-022",
        "Where a span falls away, a sentence begins with a small letter: “{}”.",
        "Put the first word of the sentence into both spans.",
    ),
    "crossing": (
        "CW-TRM-005",
        "The term “{}” crosses the edge of a span.",
        "Put the whole term inside the span, or outside.",
    ),
    "arising": (
        "CW-TRM-006",
        "Where a span falls away, the term “{}” comes into being across the gap.",
        "Move the edge of the span.",
    ),
}


@entity
class Linker:
    """The names and the report for one variant."""

    visible: Visible
    subject: Subject
    variant: str
    parameters: Mapping[str, Parameter]
    requires: tuple[Condition, ...]
    conflicts: tuple[Condition, ...]
    report: Report
    budget: Budget
    own_ids: frozenset[str] = frozenset()
    repeated: dict[str, str] = field(default_factory=dict)
    file: SourceFile | None = None
    verbatim: bool = False
    """Whether the words are kept as another wrote them, colons and full stops included."""

    def link(self, blocks: list[RawBlock]) -> tuple[FragmentBlock, ...]:
        """Return the blocks of the variant's fragment."""
        self.own_ids = frozenset(b.id for top in blocks for b in top.walk() if b.kind != "bullets")
        definition = self.subject.kind != CLAUSE
        linked = []
        for place, block in enumerate(blocks):
            linked.append(self.block(block, (), True, head=not (definition and place == 0)))
        if definition:
            self.begins(blocks)
        self.ids(blocks)
        return tuple(linked)

    def begins(self, blocks: list[RawBlock]) -> None:
        """Check that a definition begins with words that can follow the defined term."""
        for block in blocks:
            if block.into:
                continue
            if block.kind != "plain":
                self.report.add(
                    "CW-TRM-010",
                    "A definition does not begin with a plain paragraph.",
                    "Begin with the verb (“means …”), as a paragraph without a number.",
                    block.file.position(block.line, block.column),
                )
            if not block.condition:
                return

    # -- blocks -----------------------------------------------------------------------------

    def full(self, id: str) -> str:
        """Return the full id of a paragraph of this text."""
        return f"{self.subject.id}/{id}" if id else ""

    def block(
        self, raw: RawBlock, outer: tuple[Condition, ...], scan: bool, head: bool = True
    ) -> FragmentBlock:
        """Link one block and all below it."""
        self.file = raw.file
        condition = None
        if raw.condition:
            condition = self.read(raw.condition, raw, raw.attributes_line, raw.attributes_column, ref=False)
        around = (*outer, *((condition,) if condition else ()))
        if raw.into and raw.into in self.visible.plain_slots:
            scan = False
        content = self.marker(raw).mark(raw.content, scan)
        repeat = self.values(raw, content)
        self.spans(raw, content, around, head, scan)
        self.shape(raw)
        self.stays(raw)
        self.file = raw.file
        items = tuple(self.block(item, around, scan) for item in raw.items)
        wrap_up = self.block(raw.wrap_up, around, scan) if raw.wrap_up else None
        origin = Origin(raw.file.logical, raw.line, raw.column)
        return FragmentBlock(
            kind=raw.kind,
            id=self.full(raw.id),
            content=content,
            condition=condition,
            into=raw.into,
            source=raw.source,
            conspicuous=raw.conspicuous,
            items=items,
            wrap_up=wrap_up,
            text=raw.text,
            repeat=repeat,
            origin=origin,
            level=raw.level,
            verbatim=self.verbatim,
        )

    def stays(self, raw: RawBlock) -> None:
        """Refuse slots where they would have no effect: only what stands at the top can move or take."""
        inner = [(item, item.into) for item in raw.items]
        if raw.wrap_up is not None:
            inner.append((raw.wrap_up, raw.wrap_up.into or raw.wrap_up.source))
        for block, slot in inner:
            if slot:
                self.report.add(
                    "CW-SLT-006",
                    f"The slot `{slot}` is named inside a list, where text neither moves nor takes.",
                    "Write a paragraph of its own below the list.",
                    block.file.position(block.line, block.column),
                )

    def shape(self, raw: RawBlock) -> None:
        """Check lead-ins, colons and full stops."""
        if raw.kind in {"notice", "bullets"} or self.verbatim:
            return
        where = raw.file.position(raw.line, raw.column)
        text = words(raw.content).rstrip()
        leads = bool(raw.items or raw.source)
        if leads and not text.endswith(":"):
            self.report.add(
                "CW-TXT-016",
                "The words before a list do not end in a colon.",
                "End the lead-in with `:`, or move the list.",
                where,
            )
        elif not leads and text.endswith(":"):
            self.report.add(
                "CW-TXT-017",
                "The paragraph ends in a colon, and no list follows.",
                "Add the list, take it from a slot with `from`, or end with a full stop.",
                where,
            )
        table = language("en")
        loses = leads and (raw.source or any(i.condition for i in raw.items))
        if loses and not any(phrase in text.lower() for phrase in table.list_words):
            self.report.add(
                "CW-TXT-019",
                "This list can lose items, and its lead-in does not say how they count.",
                "Say “all of these” or “any of these”.",
                where,
                severity=WARNING,
            )
        if raw.kind == "item" and not leads and text:
            last = text.rstrip(table.closers)[-1:]
            if last not in table.sentence_ends and last != "\ufffc":
                self.report.add(
                    "CW-TXT-018", "An item does not end in a full stop.", "End it with `.`.", where
                )

    # -- names ------------------------------------------------------------------------------

    def read(self, text: str, raw: RawBlock, line: int, column: int, ref: bool) -> Condition | None:
        """Return a condition, or None after a complaint."""
        try:
            return read_condition(text, self.visible, ref=ref)
        except BadCondition as error:
            self.report.add(error.code, error.message, error.mend, raw.file.position(line, column))
            return None

    def marker(self, raw: RawBlock) -> Marker:
        """Return what marks the words of one block."""
        file = raw.file

        def condition(node: RawInline) -> Condition | None:
            return self.read(node.condition, raw, node.line, node.column, ref=True)

        def target(name: str, node: RawInline) -> str:
            return self.target(name, file, node)

        def doubt(found: Doubt, node: RawInline, offset: int) -> None:
            where = file.position(node.line, node.column + offset, found.end - found.start)
            term = self.visible.subjects[found.definition].term if found.definition else "the term"
            if found.kind == "hyphen":
                self.report.add(
                    "CW-TRM-004",
                    f"A hyphen keeps “{term}” from being read as the term.",
                    "Write it without the hyphen if the term is meant.",
                    where,
                    severity=WARNING,
                )
            else:
                self.report.add(
                    "CW-TRM-003",
                    f"This is “{term}” in other letters: a defined term is capitalized in every use.",
                    f"Write a form of “{term}”, use another word, or list the word under `ordinary`"
                    " of the definition.",
                    where,
                )

        def term(node: RawInline) -> str:
            try:
                return self.visible.resolve(node.term, "definition").id
            except Unresolved as error:
                self.report.add(
                    "CW-TRM-002", error.message, error.mend, file.position(node.line, node.column)
                )
                return ""

        return Marker(self.visible, condition, target, self.full, doubt, term)

    def target(self, name: str, file: SourceFile, node: RawInline) -> str:
        """Return the full id of a reference's target."""
        where = file.position(node.line, node.column, len(name))
        owner, _, paragraph = name.partition("/")
        base = paragraph.partition(".")[0]
        candidates: list[str] = []
        known: set[str] = set()
        if not paragraph:
            bare = name.partition(".")[0]
            if ":" not in name and bare in self.own_ids:
                candidates.append(self.full(name))
            if name in self.visible.by_local or name in self.visible.subjects:
                try:
                    candidates.append(self.visible.resolve(name).id)
                except Unresolved as error:
                    self.report.add(
                        "CW-REF-003", f"The reference is ambiguous: {error.message}", error.mend, where
                    )
                    return name
            if not candidates:
                known = set(self.own_ids) | set(self.visible.by_local)
        else:
            try:
                subject = self.visible.resolve(owner)
            except Unresolved as error:
                code = "CW-REF-003" if error.message.startswith("`") else "CW-REF-001"
                self.report.add(code, error.message, error.mend, where)
                return name
            if base in self.visible.known_ids[subject.id]:
                candidates.append(f"{subject.id}/{paragraph}")
            else:
                known = {f"{owner}/{i}" for i in self.visible.known_ids[subject.id]}
        if not candidates:
            self.report.add(
                "CW-REF-001",
                f"The reference to `{name}` leads nowhere.",
                mend_for(name, known, "target"),
                where,
            )
            return name
        if len(candidates) > 1:
            self.report.add(
                "CW-REF-003",
                f"`{name}` is a paragraph of this text and also {candidates[1]}.",
                f"Write `{self.subject.id}/{name}` or `{candidates[1]}`.",
                where,
            )
        return candidates[0]

    # -- values -----------------------------------------------------------------------------

    def values(self, raw: RawBlock, content: tuple[Piece, ...]) -> str:
        """Check the values of a paragraph; return the list parameter that repeats it, or nothing."""
        repeat = ""
        for hole in holes(content):
            where = raw.file.position(hole.line, hole.column)
            kind, dot, name = hole.name.partition(".")
            if dot:
                if kind != "license" or name not in LICENSE_NAMES:
                    known = [f"license.{n}" for n in LICENSE_NAMES]
                    self.report.add(
                        "CW-VAL-001",
                        f"There is no value `{hole.name}`.",
                        mend_for(hole.name, known, "value"),
                        where,
                    )
                    continue
                type_ = LICENSE_NAMES[name]
            else:
                parameter = self.parameters.get(hole.name)
                if parameter is None:
                    self.report.add(
                        "CW-VAL-001",
                        f"`{hole.name}` is not a parameter of this variant.",
                        mend_for(
                            hole.name,
                            [
                                *self.parameters,
                                "license.name",
                                "license.version",
                                "license.date",
                                "license.steward",
                            ],
                            "value",
                        ),
                        where,
                    )
                    continue
                type_ = parameter.type
            if type_ == "list" and not hole.filters and raw.kind in {"item", "bullet"}:
                repeat = hole.name
                if raw.items:
                    self.report.add(
                        "CW-VAL-003",
                        "An item that is repeated for a list has items of its own.",
                        "Move them.",
                        where,
                    )
                continue
            wrong = accepted(type_, hole.filters)
            if wrong is not None:
                code, message, mend = wrong
                self.report.add(code, f"{message}.", mend, where)
        return repeat

    # -- what can stand together ------------------------------------------------------------

    def truths(
        self, conditions: tuple[Condition, ...], around: tuple[Condition, ...]
    ) -> list[dict[Condition, bool]]:
        """Return every truth that some conditions can have together."""
        fixed = {} if self.subject.several else {self.subject.id: frozenset({self.variant})}
        needed = (*self.requires, *around)
        found = assignments(conditions, self.visible, fixed, needed, self.conflicts, self.budget.spend)
        unique = {tuple(holds(c, chosen) for c in conditions) for chosen in found}
        return [dict(zip(conditions, truth, strict=True)) for truth in sorted(unique)]

    def spans(
        self, raw: RawBlock, content: tuple[Piece, ...], around: tuple[Condition, ...], head: bool, scan: bool
    ) -> None:
        """Check a paragraph in every way in which its spans can stand."""
        spans = conditional_spans(content)
        # the words of a notice stand as they are, and a list of bullets has none of its own
        if not spans and not around or raw.kind in {"notice", "bullets"}:
            return
        if len(spans) > CONDITIONAL_SPANS:
            self.report.add(
                "CW-TXT-027",
                f"This paragraph has more than {CONDITIONAL_SPANS} spans with a condition.",
                "Split it.",
                raw.file.position(raw.line, raw.column),
            )
            return
        conditions = tuple(dict.fromkeys(s.condition for s in spans if s.condition and not s.condition.ref))
        truths = self.truths(conditions, around)
        if not truths:
            # an inherited paragraph may be meant for other variants that are like this one
            if raw.file.logical.endswith(f"/{self.variant}.md"):
                self.report.add(
                    "CW-CND-004",
                    "This paragraph can never stand: its conditions exclude each other.",
                    "Correct the condition, or remove the paragraph.",
                    raw.file.position(raw.line, raw.column),
                    severity=WARNING,
                )
            return
        for condition in conditions:
            about_itself = any(literal.subject == self.subject.id for literal in condition.literals)
            if not about_itself and not any(t[condition] for t in truths):
                self.report.add(
                    "CW-CND-004",
                    f"A span can never stand: `{condition}` is never true here.",
                    "Correct the condition, or remove the span.",
                    raw.file.position(raw.line, raw.column),
                    severity=WARNING,
                )
        reported: set[str] = set()
        for fault in faults(content, truths, self.visible, head, scan, self.budget.spend):
            if fault.kind in reported:
                continue
            reported.add(fault.kind)
            code, message, mend = _FAULTS[fault.kind]
            line, column = (fault.span.line, fault.span.column) if fault.span else (raw.line, raw.column)
            text = fault.text.replace("\ufffc", "…")
            self.report.add(code, message.format(text), mend, raw.file.position(line, column))

    def ids(self, blocks: list[RawBlock]) -> None:
        """Check that no id stands twice among paragraphs that can stand together."""
        places: dict[str, list[tuple[RawBlock, tuple[str, ...]]]] = {}

        def visit(block: RawBlock, outer: tuple[str, ...]) -> None:
            around = (*outer, block.condition) if block.condition else outer
            if block.kind != "bullets" and block.id:
                places.setdefault(block.id, []).append((block, around))
            for span in _span_ids(block.content):
                places.setdefault(span.id, []).append(
                    (replace(block, line=span.line, column=span.column), around)
                )
            for child in (*block.items, *((block.wrap_up,) if block.wrap_up else ())):
                visit(child, around)

        for block in blocks:
            visit(block, ())
        for id, found in places.items():
            if len(found) > SAME_ID:
                two = found[SAME_ID][0]
                self.report.add(
                    "CW-IDS-001",
                    f"The id `{id}` stands {len(found)} times.",
                    "Give each paragraph an id of its own.",
                    two.file.position(two.line, two.column),
                )
                continue
            for (one, first), (two, second) in combinations(found, 2):
                self.budget.spend(100)
                read = []
                for text in (*first, *second):
                    try:
                        read.append(read_condition(text, self.visible))
                    except BadCondition:
                        break
                else:
                    if not self.truths((), tuple(read)):
                        continue
                    self.report.add(
                        "CW-IDS-001",
                        f"The id `{id}` stands twice.",
                        "Give each paragraph an id of its own.",
                        two.file.position(two.line, two.column),
                        (Related(one.file.position(one.line, one.column), "the first one"),),
                    )


def _span_ids(content: list[RawInline]) -> list[RawInline]:
    out = []
    for node in content:
        if node.kind == "span" and node.id:
            out.append(node)
        out.extend(_span_ids(node.children))
    return out


def holes(content: tuple[Piece, ...]) -> list[ValueHole]:
    """Return every value in a paragraph."""
    out: list[ValueHole] = []
    for piece in content:
        if isinstance(piece, ValueHole):
            out.append(piece)
        elif isinstance(piece, SpanHole | Wrapped):
            out.extend(holes(piece.children))
    return out


def block_ids(blocks: list[RawBlock]) -> tuple[str, ...]:
    """Return the ids of all paragraphs and spans of a text, each once."""
    out: dict[str, None] = {}
    for top in blocks:
        for block in top.walk():
            if block.kind != "bullets" and block.id:
                out[block.id] = None
            for span in _span_ids(block.content):
                out[span.id] = None
    return tuple(out)
