"""Reads the files of variants: front matter and text, `like` folded in, then linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..diagnostic import Refused, Related
from ..document import Origin
from ..document.record import entity, field
from .budget import Budget
from .conditions import BadCondition, read_condition
from .files import Report, SourceFile
from .formats import FRONT_MATTER, RESERVED_PARAMETERS
from .fragment import parse_fragment
from .hashing import sha256
from .inherit import inherit
from .library import Library
from .limits import CONDITIONS, LIBRARY_PARAGRAPHS, LIKE_DEPTH
from .linking import Linker, block_ids
from .model import Condition, Fragment, Parameter, Variant
from .names import Subject, Visible
from .provisions import WrittenProvision, read_provisions
from .raw import RawBlock
from .schema import MISSING, Context
from .suggest import mend_for
from .values import read_parameter
from .yaml_nodes import Node, at, parse_yaml


@entity
class Head:
    """One variant's file, read and not yet linked."""

    file: SourceFile
    data: dict[str, Any]
    node: Node
    own: list[RawBlock]
    replaces: bool
    """Whether it stands in place of another library's variant."""
    body_line: int


@entity
class _Written:
    """One condition as written."""

    text: str
    node: Node
    before: Node | None
    """The entry before it in the list, for a comma that split a condition."""
    file: SourceFile


@entity
class _Settled:
    """A variant with all that it is `like` folded in."""

    blocks: list[RawBlock]
    parameters: dict[str, tuple[dict[str, Any], Node, SourceFile]] = field(default_factory=dict)
    requires: tuple[_Written, ...] = ()
    conflicts: tuple[_Written, ...] = ()
    provisions: tuple[WrittenProvision, ...] = ()
    drops: tuple[str, ...] = ()


@entity
class Front:
    """The front matter of a variant's file."""

    data: dict[str, Any]
    node: Node
    end: int
    """Index of the line that closes it."""


def read_head(file: SourceFile, report: Report, replaces: bool) -> Head | None:
    """Return a variant's file with its front matter read and its text parsed, or None after a complaint."""
    front = read_front(file, report)
    return head_of(file, front, report, replaces) if front is not None else None


def head_of(file: SourceFile, front: Front, report: Report, replaces: bool) -> Head:
    """Return a variant's file whose front matter is read, with its text parsed."""
    own = parse_fragment(file, report, front.end + 2, bool(front.data["like"]))
    return Head(file, front.data, front.node, own, replaces, front.end + 2)


def front_end(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter of some lines, or 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def read_front(file: SourceFile, report: Report) -> Front | None:
    """Return the front matter of a variant's file, or None after a complaint."""
    lines = file.text.split("\n")
    end = front_end(lines)
    if not end:
        report.add(
            "CW-FMT-004",
            "The file has no front matter.",
            "Begin it with a line `---`, the keys, and another line `---`.",
            file.position(1),
        )
        return None
    node = parse_yaml(file, report, "\n".join(lines[1:end]), 2)
    if node is None:
        if not "".join(lines[1:end]).strip():
            report.add("CW-FMT-006", "The front matter is empty.", "Add `summary: ...`.", file.position(2))
        return None
    data = FRONT_MATTER.read(node, Context(file, report))
    return None if data is MISSING else Front(data, node, end)


class VariantReader:
    """Folds and links the variants of one library."""

    def __init__(
        self,
        library: Library,
        others: Mapping[str, Library],
        subjects: Mapping[str, Subject],
        heads: Mapping[tuple[str, str], Head],
        report: Report,
    ) -> None:
        self._library, self._others, self._report = library, others, report
        self._subjects, self._heads = subjects, heads
        self._settled: dict[tuple[str, str], _Settled] = {}
        self._elsewhere: dict[str, VariantReader] = {}
        """Readers of other libraries' variants, by the clause or definition."""
        self._budget = Budget(report)
        self._paragraphs = 0

    def settle_all(self) -> None:
        """Settle `like` for every variant, and note the ids of each."""
        for subject, name in self._heads:
            blocks = self._settle(subject, name, ()).blocks
            self._subjects[subject].ids[name] = block_ids(blocks)
            self._library.raws[subject, name] = blocks
        for subject in dict.fromkeys(subject for subject, _ in self._heads):
            self._retired(subject)
            if self._subjects[subject].several:
                self._shared_ids(subject)

    def link_all(self, visible: Visible) -> None:
        """Link every variant against what the texts of the library see."""
        seen = sorted(
            (s.id, s.kind, s.variants, sorted(s.ids.items()), s.term, s.forms, s.ordinary)
            for s in visible.subjects.values()
        )
        signature = sha256(repr((seen, sorted(visible.plain_slots))).encode()).hexdigest()
        self.link_some(visible, signature, self._heads)
        for subject in dict.fromkeys(subject for subject, _ in self._heads):
            held = self._library.clauses.get(subject) or self._library.terms.get(subject)
            if held is not None:
                order = {n: place for place, n in enumerate(self._subjects[subject].variants)}
                held.variants = dict(sorted(held.variants.items(), key=lambda item: order.get(item[0], 0)))

    def link_some(
        self,
        visible: Visible,
        signature: str,
        names: Iterable[tuple[str, str]],
        known: Mapping[str, Variant] | None = None,
    ) -> None:
        """Link some of the variants that were read.

        Args:
            visible: What their texts see.
            signature: Stands for all of that.
            names: Clause or definition, and variant.
            known: Variants by name as they were, where nothing but the words of paragraphs changed since.
        """
        for subject, name in names:
            old = known.get(name) if known else None
            self._link(subject, name, self._heads[subject, name], visible, signature, old)

    # -- like -------------------------------------------------------------------------------

    def _settle(self, subject: str, name: str, chain: tuple[str, ...]) -> _Settled:
        key = subject, name
        if key in self._settled:
            return self._settled[key]
        head = self._heads.get(key)
        if head is None:
            return self._settle_other(subject, name)
        own = _own(head)
        base = self._base(subject, name, head, chain)
        if base is not None:
            own = self._fold(base, own, head)
        self._settled[key] = own
        self._count(own, head)
        return own

    def _count(self, settled: _Settled, head: Head) -> None:
        """Refuse a library whose variants, each `like` a long one, would fill the memory."""
        self._paragraphs += sum(1 for top in settled.blocks for _ in top.walk())
        if self._paragraphs > LIBRARY_PARAGRAPHS:
            self._report.add(
                "CW-LIB-015",
                f"The variants have more than {LIBRARY_PARAGRAPHS:,} paragraphs, inherited ones included.",
                "Split the library, and write fewer variants that are `like` others.",
                head.file.position(1),
            )
            raise Refused(self._report.diagnostics)

    def _base(self, subject: str, name: str, head: Head, chain: tuple[str, ...]) -> _Settled | None:
        """Return the variant that one is `like`, or None where there is none or after a complaint."""
        like: str = head.data["like"] or ""
        if not like:
            if head.data["drop"]:
                self._report.add(
                    "CW-LIK-005",
                    "`drop` stands without `like`.",
                    "Remove it, or add `like`.",
                    at(head.file, head.node.key("drop") or head.node),
                )
            return None
        where = at(head.file, head.node.get("like") or head.node)
        # a variant that takes the place of a library's may still start from it
        if like == name and head.replaces:
            return self._settle_other(subject, like)
        if like in (*chain, name) or len(chain) > LIKE_DEPTH:
            names = " → ".join((*chain, name, like))
            self._report.add(
                "CW-LIK-001", f"`like` goes round in a circle: {names}.", "Write one of the texts out.", where
            )
            return None
        variants = set(self._subjects[subject].variants)
        for other in self._others.values():
            held = other.clauses.get(subject) or other.terms.get(subject)
            variants.update(held.variants if held else ())
        if like not in variants:
            self._report.add(
                "CW-LIK-004",
                f"`{subject}` has no variant `{like}`.",
                mend_for(like, set(variants) - {name}, "variant"),
                where,
            )
            return None
        return self._settle(subject, like, (*chain, name))

    def _fold(self, base: _Settled, own: _Settled, head: Head) -> _Settled:
        report = Report()
        # each paragraph is looked for among those of the other text
        sizes = [sum(1 for top in side.blocks for _ in top.walk()) for side in (base, own)]
        self._budget.spend(sizes[0] * sizes[1])
        blocks = inherit(base.blocks, own.blocks, head.data["drop"], report)
        drop = head.node.get("drop")
        for found in report.diagnostics:
            where = found.position or at(head.file, drop or head.node)
            self._report.add(found.code, found.message, found.mend, where)
        ids = set(block_ids(blocks))
        mine = {provision.at for provision in own.provisions}
        kept = tuple(p for p in base.provisions if p.at in ids and p.at not in mine)
        return _Settled(
            blocks,
            {**base.parameters, **own.parameters},
            _joined(base.requires, own.requires),
            _joined(base.conflicts, own.conflicts),
            (*kept, *own.provisions),
            (*base.drops, *own.drops),
        )

    def _settle_other(self, subject: str, name: str) -> _Settled:
        """Parse a variant of another library again: the cache holds linked text only."""
        if subject not in self._elsewhere:
            self._elsewhere[subject] = self._read_other(subject)
        reader = self._elsewhere[subject]
        return reader._settle(subject, name, ()) if (subject, name) in reader._heads else _Settled([])

    def _read_other(self, subject: str) -> VariantReader:
        owner = next(o for o in self._others.values() if subject in o.clauses or subject in o.terms)
        held = owner.clauses.get(subject) or owner.terms[subject]
        local = subject.partition(":")[2]
        folder = local if subject in owner.clauses else f"definitions/{local}"
        quiet = Report()
        heads = {}
        for variant in held.variants:
            file = owner.files.get(f"{folder}/{variant}.md")
            head = read_head(file, quiet, False) if file else None
            if head is not None:
                heads[subject, variant] = head
        return VariantReader(owner, {}, owner.subjects, heads, quiet)

    # -- ids --------------------------------------------------------------------------------

    def _retired(self, subject: str) -> None:
        """Refuse an id that was released once and is never used again."""
        held = self._library.clauses.get(subject) or self._library.terms.get(subject)
        retired = set(held.retired) if held else set()
        for name in self._subjects[subject].variants if retired else ():
            head = self._heads.get((subject, name))
            for block in (b for top in head.own for b in top.walk()) if head else ():
                if block.id in retired and block.kind != "bullets":
                    self._report.add(
                        "CW-IDS-004",
                        f"The id `{block.id}` is retired.",
                        "Choose another id: what was released once keeps its meaning.",
                        block.file.position(block.line, block.column),
                    )

    def _shared_ids(self, subject: str) -> None:
        """Refuse an id in two variants of a clause whose variants stand side by side."""
        seen: dict[str, tuple[str, RawBlock]] = {}
        for name in self._subjects[subject].variants:
            blocks = self._library.raws.get((subject, name), [])
            for block in (b for top in blocks for b in top.walk() if b.kind != "bullets" and b.id):
                first, other = seen.setdefault(block.id, (name, block))
                if first != name:
                    self._report.add(
                        "CW-IDS-003",
                        f"The id `{block.id}` is in `{first}` and in `{name}`, which can stand together.",
                        "Give the paragraph of one of them another id.",
                        block.file.position(block.line, block.column),
                        (Related(other.file.position(other.line, other.column), "the other one"),),
                    )

    # -- linking ----------------------------------------------------------------------------

    def _link(
        self, subject: str, name: str, head: Head, visible: Visible, signature: str, old: Variant | None
    ) -> None:
        """Link one variant and hang it under its clause or definition."""
        settled, data = self._settled[subject, name], head.data
        parameters = old.parameters if old else self._parameters(settled)
        requires = old.requires if old else self._conditions(settled.requires, visible)
        conflicts = old.conflicts if old else self._conditions(settled.conflicts, visible)
        blocks = settled.blocks
        linker = Linker(
            visible,
            self._subjects[subject],
            name,
            parameters,
            requires,
            conflicts,
            self._report,
            self._budget,
            verbatim=head.data["verbatim"],
        )
        if not blocks:
            self._report.add(
                "CW-TXT-001",
                "The variant has no text.",
                "Write its paragraphs below the front matter.",
                head.file.position(head.body_line),
            )
        before = len(self._report.diagnostics)
        linked = linker.link(blocks)
        if len(self._report.diagnostics) > before:
            # a paragraph that was inherited is complained of once, where it is written
            unique = dict.fromkeys(self._report.diagnostics[before:])
            known = set(self._report.diagnostics[:before])
            self._report.diagnostics[before:] = [d for d in unique if d not in known]
        total = sha256(f"{subject}={name}\0{signature}".encode())
        for text in dict.fromkeys(b.file.text for top in blocks for b in top.walk()):
            total.update(text.encode())
        total.update(repr(settled.drops).encode())
        fragment = Fragment(total.hexdigest(), linked)
        variant = Variant(
            subject=subject,
            name=name,
            summary=data["summary"],
            origin=Origin(head.file.logical, head.body_line),
            parameters=parameters,
            requires=requires,
            conflicts=conflicts,
            provisions=old.provisions
            if old
            else read_provisions(
                subject, settled.provisions, block_ids(blocks), parameters, visible, self._report
            ),
            tradeoffs={k: v for k, v in data["tradeoffs"].items() if v},
            circumventions=tuple(data["circumventions"]),
            seen_in=tuple(data["seen-in"]),
            contested=_contested(data["contested"]),
            aspirational=old.aspirational if old else self._aspirational(subject, head, block_ids(blocks)),
            like=data["like"] or "",
            local=self._library.local,
            replaces=head.replaces,
            load=lambda: fragment,
        )
        held = self._library.clauses.get(subject) or self._library.terms.get(subject)
        if held is not None:
            held.variants[name] = variant

    def _aspirational(self, subject: str, head: Head, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paragraphs that reach further than any right, those of the text it is like included."""
        for id in head.data["aspirational"]:
            if id not in ids:
                self._report.add(
                    "CW-PRV-002",
                    f"`aspirational` names `{id}`, and the text has no such paragraph.",
                    mend_for(id, ids, "paragraph"),
                    at(head.file, head.node.get("aspirational") or head.node),
                )
        marked: set[str] = set()
        seen: set[str] = set()
        step: Head | None = head
        while step is not None:
            marked.update(step.data["aspirational"])
            like = step.data["like"] or ""
            step = self._heads.get((subject, like)) if like and like not in seen else None
            seen.add(like)
        return tuple(f"{subject}/{id}" for id in ids if id in marked)

    def _parameters(self, settled: _Settled) -> dict[str, Parameter]:
        out: dict[str, Parameter] = {}
        for name, (data, node, file) in settled.parameters.items():
            if name in RESERVED_PARAMETERS:
                self._report.add(
                    "CW-PAR-002", f"`{name}` is a reserved name.", "Rename the parameter.", at(file, node)
                )
                continue
            read = read_parameter(name, data, node, file, self._report)
            if read is not None:
                out[name] = read
        return out

    def _conditions(self, written: tuple[_Written, ...], visible: Visible) -> tuple[Condition, ...]:
        out: dict[Condition, None] = {}
        for item in written[CONDITIONS : CONDITIONS + 1]:
            self._report.add(
                "CW-CND-001",
                f"There are more than {CONDITIONS} conditions.",
                "Name several variants in one.",
                at(item.file, item.node),
            )
        for item in written[:CONDITIONS]:
            try:
                out[read_condition(item.text, visible)] = None
            except BadCondition as error:
                mend = error.mend
                if item.before is not None and "=" in item.before.text and "=" not in item.text:
                    mend = f'Put the condition in quotes: `["{item.before.text},{item.text}"]`.'
                self._report.add(error.code, error.message, mend, at(item.file, item.node))
        return tuple(out)


def _own(head: Head) -> _Settled:
    """Return what a variant's own file says."""
    data, node = head.data, head.node
    records = node.get("parameters")
    nodes = {key.text: value for key, value in records.pairs} if records is not None else {}
    provisions = node.get("provisions")
    return _Settled(
        head.own,
        {name: (value, nodes[name], head.file) for name, value in data["parameters"].items()},
        _written(head, "requires"),
        _written(head, "conflicts"),
        tuple(
            WrittenProvision(item, where, head.file)
            for item, where in zip(data["provisions"], provisions.items if provisions else (), strict=True)
        ),
        tuple(data["drop"]),
    )


def _written(head: Head, key: str) -> tuple[_Written, ...]:
    node = head.node.get(key)
    items = node.items if node is not None else ()
    before = (None, *items) if node is not None and node.flow else (None,) * len(items)
    return tuple(
        _Written(item.text, item, earlier, head.file) for item, earlier in zip(items, before, strict=False)
    )


def _joined(base: tuple[_Written, ...], own: tuple[_Written, ...]) -> tuple[_Written, ...]:
    known = {item.text for item in base}
    return (*base, *(item for item in own if item.text not in known))


def _contested(node: Node | None) -> str:
    if node is None or (node.plain and node.text in {"false", "False"}):
        return ""
    return "yes" if node.plain and node.text in {"true", "True"} else node.text
