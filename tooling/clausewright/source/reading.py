"""Reads the files of one library into typed objects and links its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..document import VERBS, Level, Origin, Provision
from .conditions import BadCondition, read_condition
from .files import Report, SourceFile
from .folder import texts
from .formats import CLAUSE, DEFINITION, FORM, FRONT_MATTER, LIBRARY, PROFILE, RESERVED_PARAMETERS
from .fragment import parse_fragment
from .inherit import inherit
from .library import LOCAL, Library, Profile, visible_from
from .limits import LIKE_DEPTH
from .linking import Linker, block_ids
from .model import Clause, Condition, DefinedTerm, Form, FormSection, Fragment, Parameter, Selection, Variant
from .names import Subject, Visible
from .picks import read_picks
from .raw import RawBlock
from .schema import MISSING, Context, Spec
from .suggest import mend_for
from .values import read_parameter
from .yaml_nodes import Node, at, parse_yaml


@dataclass(slots=True, eq=False)
class _Head:
    """One variant's file, read and not yet linked."""

    file: SourceFile
    data: dict[str, Any]
    node: Node
    own: list[RawBlock]
    replaces: bool
    body_line: int


class LibraryReader:
    """Reads one library; see `library.load_library`."""

    def __init__(
        self,
        folder: Path,
        files: dict[str, bytes],
        digest: str,
        others: Mapping[str, Library],
        local: bool,
        report: Report,
    ) -> None:
        self.folder, self.others, self.local, self.report = folder, others, local, report
        self.digest = digest
        self.bytes = files
        self.files: dict[str, SourceFile] = {}
        self.heads: dict[tuple[str, str], _Head] = {}
        self.merged: dict[tuple[str, str], tuple[list[RawBlock], dict[str, Any]]] = {}

    # -- the whole --------------------------------------------------------------------------

    def read(self) -> Library | None:
        """Return the library, or None where its head could not be read."""
        head = self.head()
        if head is None:
            return None
        id: str = head["id"]
        self.library = library = Library(
            id,
            head["version"],
            head["language"],
            tuple(head["uses"]),
            self.digest,
            self.folder,
            self.files,
            self.local,
        )
        for name in library.uses:
            if name not in self.others:
                self.complain(
                    "CW-LIB-002",
                    f"The library uses `{name}`, which the manifest does not load.",
                    "Add it under `libraries` in the manifest, before this one.",
                    "library.yaml",
                )
        seen = (
            list(self.others.values())
            if self.local
            else [self.others[u] for u in library.uses if u in self.others]
        )
        self.base = visible_from(seen)
        self.subjects()
        self.visible = self.sight(seen)
        library.subjects = {s.id: s for s in self.own_subjects.values()}
        self.forms()
        self.visible.plain_slots = self.base.plain_slots | library.plain_slots
        for (subject, name), item in self.heads.items():
            self.variant(subject, name, item)
        self.forms_defaults()
        self.profiles()
        return library

    def head(self) -> dict[str, Any] | None:
        if "library.yaml" not in self.bytes:
            if self.local:
                self.files.update(texts(self.bytes, LOCAL, self.folder, self.report))
                return {"id": LOCAL, "version": "0", "language": "en", "uses": ()}
            self.report.add(
                "CW-LIB-001",
                f"`{self.folder}` is not a library: it has no `library.yaml`.",
                "Give the folder of a library, or add `library.yaml` with an id and a version.",
            )
            return None
        first = texts({"library.yaml": self.bytes["library.yaml"]}, "?", self.folder, self.report)
        if "library.yaml" not in first:
            return None
        file = first["library.yaml"]
        node = parse_yaml(file, self.report)
        data = LIBRARY.read(node, Context(file, self.report)) if node else MISSING
        if data is MISSING:
            return None
        if data["id"] in {"definition", LOCAL} or (data["id"] in self.others):
            self.report.add(
                "CW-LIB-003",
                f"`{data['id']}` cannot be the id of this library.",
                "Choose an id that no other library of the manifest has, and not `definition` or `local`.",
                file.position(1),
            )
            return None
        self.files.update(texts(self.bytes, data["id"], self.folder, self.report))
        return data  # type: ignore[no-any-return]

    def complain(
        self, code: str, message: str, mend: str, relative: str, line: int = 1, column: int = 1
    ) -> None:
        file = self.files.get(relative)
        self.report.add(code, message, mend, file.position(line, column) if file else None)

    def record(self, relative: str, spec: Spec) -> tuple[dict[str, Any], Node] | None:
        file = self.files.get(relative)
        if file is None:
            return None
        node = parse_yaml(file, self.report)
        if node is None:
            if not file.text.strip():
                self.complain("CW-FMT-003", "The file is empty.", "Write its keys.", relative)
            return None
        data = spec.read(node, Context(file, self.report))
        return None if data is MISSING else (data, node)

    # -- clauses and definitions --------------------------------------------------------------

    def subjects(self) -> None:
        """Read the head of every clause and definition and the file of every variant."""
        self.own_subjects: dict[str, Subject] = {}
        folders: dict[str, list[str]] = {}
        for relative in self.files:
            folder, _, name = relative.rpartition("/")
            if folder and not re.match(r"(forms|profiles)(/|\Z)", folder):
                folders.setdefault(folder, []).append(name)
        for folder, names in folders.items():
            definition = folder.startswith("definitions/")
            local_id = folder.removeprefix("definitions/")
            self.subject(folder, local_id, names, definition)
        clauses = {s.partition(":")[2] for s in self.library.clauses}
        for id, term in self.library.terms.items():
            if id.partition(":")[2] in clauses:
                file = term.origin.file.partition(":")[2]
                self.complain(
                    "CW-IDS-002",
                    f"`{id}` is the id of a clause and of a definition.",
                    "Rename one: ids of clauses and definitions share one namespace.",
                    file,
                )

    def subject(self, folder: str, local_id: str, names: list[str], definition: bool) -> None:
        kind = "definition" if definition else "clause"
        base = self.base.by_local.get(local_id, [])
        based = [b for b in base if self.base.subjects[b].kind == kind] if self.local else []
        full = based[0] if len(based) == 1 else f"{self.library.id}:{local_id}"
        replaced = self.base.subjects.get(full) if based else None
        head_name = f"{folder}/{kind}.yaml"
        here = sorted(n[:-3] for n in names if n.endswith(".md"))
        data: dict[str, Any] | None = None
        if head_name in self.files:
            read = self.record(head_name, DEFINITION if definition else CLAUSE)
            if read is None:
                return
            data = read[0]
        elif replaced is None:
            self.report.add(
                "CW-LIB-004",
                f"The folder `{folder}` has no `{kind}.yaml`.",
                "Add it, or move the folder out of the library.",
                self.files[f"{folder}/{names[0]}"].position(1),
            )
            return
        origin = Origin(f"{self.library.id}:{head_name if data else f'{folder}/{names[0]}'}", 1)
        inherited = self.inherited(full, kind)
        listed = (
            list(data["variants"] or here) if data else [*inherited, *(n for n in here if n not in inherited)]
        )
        for name in here:
            if name not in listed:
                self.complain(
                    "CW-LIB-005",
                    f"The file `{name}.md` is not listed under `variants`.",
                    f"Add `{name}` to `variants` in `{kind}.yaml`, or move the file.",
                    f"{folder}/{name}.md",
                )
        if "omit" in listed:
            self.complain(
                "CW-LIB-006",
                "`omit` is a reserved word and cannot name a variant.",
                "Rename the variant.",
                head_name,
            )
        kept: list[str] = []
        for name in listed:
            relative = f"{folder}/{name}.md"
            if relative in self.files:
                head = self.front(relative, replaces=name in inherited)
                if head is not None:
                    self.heads[full, name] = head
                kept.append(name)
            elif name in inherited:
                kept.append(name)
            else:
                self.complain(
                    "CW-LIB-007",
                    f"The variant `{name}` has no file `{relative}`.",
                    "Write the file, or remove the variant from `variants`.",
                    head_name,
                )
        self.register(full, kind, data, kept, origin, inherited, replaced)

    def inherited(self, full: str, kind: str) -> dict[str, Variant]:
        """Return the variants of another library that the manifest's own folder adds to."""
        for other in self.others.values() if self.local else ():
            held = other.clauses if kind == "clause" else other.terms
            if full in held:
                return dict(held[full].variants)
        return {}

    def register(
        self,
        full: str,
        kind: str,
        data: dict[str, Any] | None,
        kept: list[str],
        origin: Origin,
        inherited: dict[str, Variant],
        replaced: Subject | None,
    ) -> None:
        variants = {
            name: inherited[name] for name in kept if name in inherited and (full, name) not in self.heads
        }
        several = omit = False
        if kind == "clause":
            old = (
                next((o.clauses[full] for o in self.others.values() if full in o.clauses), None)
                if replaced
                else None
            )
            several = data["choose"] == "any" if data else bool(old and old.choose == "any")
            omit = data["omit"] if data else bool(old and old.omit)
            self.library.clauses[full] = Clause(
                full,
                data["title"] if data else (old.title if old else ""),
                data["question"] if data else (old.question if old else ""),
                "any" if several else "one",
                omit,
                (data["after"] or "") if data else (old.after if old else ""),
                (data["section"] or "") if data else (old.section if old else ""),
                tuple(data["retired"] if data else (old.retired if old else ())),
                variants,
                origin if data or not old else old.origin,
            )
            subject = Subject(full, kind, tuple(kept), several, omit, {})
        else:
            old_term = (
                next((o.terms[full] for o in self.others.values() if full in o.terms), None)
                if replaced
                else None
            )
            term = data["term"] if data else (old_term.term if old_term else "")
            forms = tuple(data["forms"] if data else (old_term.forms if old_term else ()))
            ordinary = tuple(data["ordinary"] if data else (old_term.ordinary if old_term else ()))
            if data and term not in forms:
                self.complain(
                    "CW-TRM-007",
                    f"`forms` does not list the term `{term}` itself.",
                    "Add it.",
                    origin.file.partition(":")[2],
                )
            self.library.terms[full] = DefinedTerm(
                full, term, forms, ordinary, tuple(data["retired"] if data else ()), variants, origin
            )
            subject = Subject(full, kind, tuple(kept), False, True, {}, term, forms, ordinary)
        for name in kept:
            if (full, name) not in self.heads and replaced is not None:
                subject.ids[name] = replaced.ids.get(name, ())
        self.own_subjects[full] = subject

    def front(self, relative: str, replaces: bool) -> _Head | None:
        """Read one variant's file: the front matter, and the text behind it."""
        file = self.files[relative]
        lines = file.text.split("\n")
        end = (
            next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
            if lines[0].rstrip() == "---"
            else 0
        )
        if not end:
            self.complain(
                "CW-FMT-004",
                "The file has no front matter.",
                "Begin it with a line `---`, the keys, and another line `---`.",
                relative,
            )
            return None
        node = parse_yaml(file, self.report, "\n".join(lines[1:end]), 2)
        if node is None:
            if not "".join(lines[1:end]).strip():
                self.complain("CW-FMT-003", "The front matter is empty.", "Add `summary: ...`.", relative)
            return None
        data = FRONT_MATTER.read(node, Context(file, self.report))
        if data is MISSING:
            return None
        own = parse_fragment(file, self.report, end + 2, bool(data["like"]))
        return _Head(file, data, node, own, replaces, end + 2)

    # -- texts ------------------------------------------------------------------------------

    def sight(self, seen: list[Library]) -> Visible:
        """Settle `like` for every variant, and return what the texts of this library see."""
        for subject, name in self.heads:
            blocks, _ = self.settle(subject, name, ())
            self.own_subjects[subject].ids[name] = block_ids(blocks)
            self.library.raws[subject, name] = blocks
        visible = visible_from(seen)
        for subject_ in self.own_subjects.values():
            visible.add(subject_)
        self.terms_once(visible)
        return visible

    def terms_once(self, visible: Visible) -> None:
        seen: dict[str, str] = {}
        for subject in visible.subjects.values():
            for form in subject.forms:
                first = seen.setdefault(form, subject.id)
                if first != subject.id and (subject.id in self.own_subjects or first in self.own_subjects):
                    mine = subject.id if subject.id in self.own_subjects else first
                    other = first if mine == subject.id else subject.id
                    if other.partition(":")[0] != mine.partition(":")[0]:
                        continue  # two libraries may define one form; one document may not
                    file = self.library.terms[mine].origin.file.partition(":")[2]
                    self.complain(
                        "CW-TRM-001",
                        f"`{form}` is a form of `{mine}` and of `{other}`.",
                        "Keep it in one definition.",
                        file,
                    )
        for form in ("License", "Section"):
            if form in seen and seen[form] in self.own_subjects:
                file = self.library.terms[seen[form]].origin.file.partition(":")[2]
                self.complain(
                    "CW-TRM-001", f"`{form}` is built in and cannot be defined.", "Remove the form.", file
                )

    def settle(
        self, subject: str, name: str, chain: tuple[str, ...]
    ) -> tuple[list[RawBlock], dict[str, Any]]:
        """Return the text and front matter of a variant with all that it is `like` folded in."""
        key = subject, name
        if key in self.merged:
            return self.merged[key]
        head = self.heads.get(key)
        if head is None:
            return self.settle_other(subject, name)
        data = dict(head.data)
        like: str = data["like"] or ""
        if not like:
            if data["drop"]:
                self.report.add(
                    "CW-LIK-002",
                    "`drop` stands without `like`.",
                    "Remove it, or add `like`.",
                    at(head.file, head.node),
                )
            self.merged[key] = head.own, data
            return self.merged[key]
        where = head.node.key("like") or head.node
        replaced = like == name and head.replaces
        if not replaced and (like in (*chain, name) or len(chain) > LIKE_DEPTH):
            self.report.add(
                "CW-LIK-001",
                f"`like` goes round in a circle: {' → '.join((*chain, name, like))}.",
                "Write one of the texts out.",
                at(head.file, where),
            )
            self.merged[key] = head.own, data
            return self.merged[key]
        known = {n for s, n in self.heads if s == subject} | set(
            self.inherited(subject, self.own_subjects[subject].kind)
        )
        if like not in known:
            self.report.add(
                "CW-LIK-004",
                f"`{subject}` has no variant `{like}`.",
                mend_for(like, known - {name}, "variant"),
                at(head.file, where),
            )
            self.merged[key] = head.own, data
            return self.merged[key]
        # a variant that takes the place of a library's may still start from it
        base, base_data = (
            self.settle_other(subject, like) if replaced else self.settle(subject, like, (*chain, name))
        )
        report = Report()
        blocks = inherit(base, head.own, data["drop"], report)
        for d in report.diagnostics:
            self.report.add(d.code, d.message, d.mend, d.position or at(head.file, where))
        data["parameters"] = {**base_data["parameters"], **data["parameters"]}
        for part in ("requires", "conflicts"):
            data[part] = tuple(dict.fromkeys((*base_data[part], *data[part])))
        ids = set(block_ids(blocks))
        mine = {p["at"] for p in data["provisions"]}
        data["provisions"] = (
            *(p for p in base_data["provisions"] if p["at"] in ids and p["at"] not in mine),
            *data["provisions"],
        )
        data["parameter-nodes"] = {**base_data.get("parameter-nodes", {}), **_parameter_nodes(head)}
        self.merged[key] = blocks, data
        return self.merged[key]

    def settle_other(self, subject: str, name: str) -> tuple[list[RawBlock], dict[str, Any]]:
        """Parse a variant of another library again: the cache holds linked text only."""
        owner = next(o for o in self.others.values() if subject in o.clauses or subject in o.terms)
        reader = LibraryReader(owner.folder, {}, owner.hash, {}, False, Report())
        reader.files = owner.files
        reader.library = owner
        reader.base = Visible()
        reader.own_subjects = dict(owner.subjects)
        held = owner.clauses.get(subject) or owner.terms[subject]
        folder = (
            subject.partition(":")[2]
            if subject in owner.clauses
            else f"definitions/{subject.partition(':')[2]}"
        )
        for variant in held.variants:
            head = reader.front(f"{folder}/{variant}.md", False)
            if head is not None:
                reader.heads[subject, variant] = head
        return reader.settle(subject, name, ())

    def variant(self, subject: str, name: str, head: _Head) -> None:
        """Link one variant and hang it under its clause or definition."""
        blocks, data = self.merged[subject, name]
        nodes = {**data.get("parameter-nodes", {}), **_parameter_nodes(head)}
        parameters: dict[str, Parameter] = {}
        for key, value in data["parameters"].items():
            if key in RESERVED_PARAMETERS:
                self.report.add(
                    "CW-PAR-002",
                    f"`{key}` is a reserved name.",
                    "Rename the parameter.",
                    at(head.file, head.node),
                )
                continue
            own = head.node.get("parameters")
            node, file = nodes.get(key, (own or head.node, head.file))
            read = read_parameter(key, value, node, file, self.report)
            if read is not None:
                parameters[key] = read
        requires = self.conditions(data["requires"], head, "requires")
        conflicts = self.conditions(data["conflicts"], head, "conflicts")
        logical = {id(b.file): b.file.logical for top in blocks for b in top.walk()}
        linker = Linker(
            self.visible,
            self.own_subjects[subject],
            name,
            parameters,
            requires,
            conflicts,
            self.report,
            logical,
        )
        if not blocks:
            self.report.add(
                "CW-TXT-001",
                "The variant has no text.",
                "Write its paragraphs below the front matter.",
                head.file.position(head.body_line),
            )
        before = len(self.report.diagnostics)
        fragment_blocks = linker.link(blocks)
        # a paragraph that was inherited is complained of once, where it is written
        unique = dict.fromkeys(self.report.diagnostics[before:])
        known = set(self.report.diagnostics[:before])
        self.report.diagnostics[before:] = [d for d in unique if d not in known]
        total = sha256(f"{subject}={name}\0{self.signature()}".encode())
        for text in dict.fromkeys(b.file.text for top in blocks for b in top.walk()):
            total.update(text.encode())
        total.update(repr(data["drop"]).encode())
        fragment = Fragment(total.hexdigest(), fragment_blocks)
        contested = data["contested"]
        variant = Variant(
            subject=subject,
            name=name,
            summary=data["summary"],
            origin=Origin(head.file.logical, head.body_line),
            parameters=parameters,
            requires=requires,
            conflicts=conflicts,
            provisions=self.provisions(subject, data, head, parameters),
            tradeoffs={k: v for k, v in data["tradeoffs"].items() if v},
            circumventions=tuple(data["circumventions"]),
            seen_in=tuple(data["seen-in"]),
            contested=_contested(contested),
            like=data["like"] or "",
            local=self.local,
            replaces=head.replaces,
            load=lambda: fragment,
        )
        held = self.library.clauses.get(subject) or self.library.terms.get(subject)
        if held is not None:
            held.variants[name] = variant
            order = {n: i for i, n in enumerate(self.own_subjects[subject].variants)}
            held.variants = dict(sorted(held.variants.items(), key=lambda item: order.get(item[0], 0)))

    def signature(self) -> str:
        """Return a hash over all that a text here can see: its marks and references depend on it."""
        if not hasattr(self, "_signature"):
            seen = sorted(
                (s.id, s.kind, s.variants, sorted(s.ids.items()), s.forms, s.ordinary)
                for s in self.visible.subjects.values()
            )
            self._signature = sha256(repr((seen, sorted(self.visible.plain_slots))).encode()).hexdigest()
        return self._signature

    def conditions(self, written: tuple[str, ...], head: _Head, key: str) -> tuple[Condition, ...]:
        out = []
        node = head.node.get(key)
        for place, text in enumerate(written):
            try:
                out.append(read_condition(text, self.visible))
            except BadCondition as error:
                where = node.items[place] if node and place < len(node.items) else (node or head.node)
                mend = error.mend
                if node and node.flow and place and "=" in written[place - 1] and "=" not in text:
                    mend = f'Put the condition in quotes: `["{written[place - 1]},{text}"]`.'
                self.report.add(error.code, error.message, mend, at(head.file, where))
        return tuple(out)

    def provisions(
        self, subject: str, data: dict[str, Any], head: _Head, parameters: Mapping[str, Parameter]
    ) -> tuple[Provision, ...]:
        ids = self.own_subjects[subject].ids
        known = {i for names in ids.values() for i in names}
        here = set(block_ids(self.merged[subject, head.file.logical.rpartition("/")[2][:-3]][0]))
        out = []
        for place, item in enumerate(data["provisions"]):
            verbs = [verb for verb in VERBS if item.get(verb) is not None]
            node = head.node.get("provisions")
            where = (
                at(head.file, node.items[place])
                if node and place < len(node.items)
                else at(head.file, head.node)
            )
            if len(verbs) != 1:
                self.report.add(
                    "CW-PRV-001",
                    f"A provision names one of {', '.join(f'`{v}`' for v in VERBS)}; this names "
                    f"{len(verbs)}.",
                    "Write one verb a provision.",
                    where,
                )
                continue
            if item["at"] not in here:
                self.report.add(
                    "CW-PRV-002",
                    f"The provision stands at `{item['at']}`, and the text has no such paragraph.",
                    mend_for(item["at"], here or known, "paragraph"),
                    where,
                )
                continue
            slots = {k: plain_yaml(v) for k, v in item.items() if isinstance(v, Node) and k not in VERBS}
            for slot, value in slots.items():
                name = value.get("parameter") if isinstance(value, dict) else None
                if name is not None and name not in parameters:
                    self.report.add(
                        "CW-PRV-003",
                        f"The provision's `{slot}` names the parameter `{name}`, which the variant "
                        "does not have.",
                        mend_for(str(name), parameters, "parameter"),
                        where,
                    )
            out.append(Provision(f"{subject}/{item['at']}", verbs[0], plain_yaml(item[verbs[0]]), slots))
        return tuple(out)

    # -- forms and profiles -------------------------------------------------------------------

    def forms(self) -> None:
        """Read the forms, but not yet their defaults, which name variants."""
        self.form_data: dict[str, tuple[dict[str, Any], Node]] = {}
        plain = set()
        for relative in self.files:
            if not relative.startswith("forms/"):
                continue
            read = self.record(relative, FORM)
            if read is None:
                continue
            data, node = read
            id = f"{self.library.id}:{relative.removeprefix('forms/').removesuffix('.yaml')}"
            self.form_data[id] = read
            sections = self.sections(data, node, relative)
            plain |= {s.slot for s in sections if s.slot and s.plain}
            numbering = tuple(_level(kind) for kind in data["numbering"])
            empty = Selection({}, {}, self.files[relative], "form")
            self.library.forms[id] = Form(
                id,
                data["summary"] or "",
                numbering,
                sections,
                tuple(data["drops"]),
                empty,
                Origin(f"{self.library.id}:{relative}", 1),
            )
        self.library.plain_slots = frozenset(plain)

    def sections(self, data: dict[str, Any], node: Node, relative: str) -> tuple[FormSection, ...]:
        out: list[FormSection] = []
        file = self.files[relative]
        nodes = node.get("sections")
        seen_ids: dict[str, int] = {}
        placed: dict[str, str] = {}

        def add(item: dict[str, Any], where: Node, part: str, part_heading: str) -> None:
            if item["id"] is None:
                self.report.add("CW-FRM-001", "The section has no id.", "Add `id: ...`.", at(file, where))
                return
            kinds = [k for k in ("slot", "clauses", "definitions") if item[k]]
            if len(kinds) != 1:
                self.report.add(
                    "CW-FRM-002",
                    f"The section `{item['id']}` names {len(kinds)} of `slot`, `clauses` and `definitions`.",
                    "Name one of the three.",
                    at(file, where),
                )
            if item["id"] in seen_ids:
                self.report.add(
                    "CW-IDS-001",
                    f"The section id `{item['id']}` stands twice.",
                    "Rename one.",
                    at(file, where),
                )
            seen_ids[item["id"]] = where.line
            clauses = []
            for name in item["clauses"]:
                try:
                    full = self.visible.resolve(name, "clause").id
                except Exception as error:  # Unresolved carries the words
                    self.report.add("CW-FRM-003", str(error), getattr(error, "mend", ""), at(file, where))
                    continue
                if full in placed:
                    self.report.add(
                        "CW-FRM-004",
                        f"The clause `{name}` stands in two sections.",
                        "Keep one.",
                        at(file, where),
                    )
                placed[full] = item["id"]
                clauses.append(full)
            if item["heading"] and item["no-heading"]:
                self.report.add(
                    "CW-FRM-002",
                    f"The section `{item['id']}` has a heading and `no-heading`.",
                    "Keep one.",
                    at(file, where),
                )
            out.append(
                FormSection(
                    item["id"],
                    item["heading"] or "",
                    item["no-heading"],
                    item["numbered"],
                    item["plain"],
                    item["slot"] or "",
                    tuple(clauses),
                    item["definitions"],
                    part,
                    part_heading,
                    where.line,
                )
            )

        for place, item in enumerate(data["sections"]):
            where = nodes.items[place] if nodes else node
            if item["part"]:
                inner = where.get("sections")
                if not item["heading"]:
                    self.report.add(
                        "CW-FRM-001", "The part has no heading.", "Add `heading: ...`.", at(file, where)
                    )
                for number, section in enumerate(item["sections"]):
                    add(section, inner.items[number] if inner else where, item["part"], item["heading"] or "")
            else:
                add(item, where, "", "")
        return tuple(out)

    def forms_defaults(self) -> None:
        for id, (data, node) in self.form_data.items():
            form = self.library.forms[id]
            file = form.defaults.file
            form.defaults = read_picks(
                node.get("defaults"), data["defaults"], self.visible, file, "form", self.report
            )

    def profiles(self) -> None:
        for relative in self.files:
            if not relative.startswith("profiles/"):
                continue
            read = self.record(relative, PROFILE)
            if read is None:
                continue
            data, node = read
            name = relative.removeprefix("profiles/").removesuffix(".yaml")
            id = f"{self.library.id}:{name}"
            selection = read_picks(node, data, self.visible, self.files[relative], name, self.report)
            where = node.key("extends")
            self.library.profiles[id] = Profile(
                id,
                data["summary"],
                data["form"] or "",
                data["extends"] or "",
                selection,
                where.line if where else 1,
            )


def _parameter_nodes(head: _Head) -> dict[str, tuple[Node, SourceFile]]:
    own = head.node.get("parameters")
    return {key.text: (value, head.file) for key, value in own.pairs} if own and own.kind == "mapping" else {}


def _level(kind: str) -> Level:
    return Level("decimal", True) if kind == "decimal-path" else Level(kind)


def _contested(node: Node | None) -> str:
    if node is None or (node.plain and node.text in {"false", "False"}):
        return ""
    return "yes" if node.plain and node.text in {"true", "True"} else node.text


def plain_yaml(node: Any) -> object:
    """Return a YAML node as plain values by the core types of YAML 1.2; lists become tuples."""
    if not isinstance(node, Node):
        return node
    if node.kind == "sequence":
        return tuple(plain_yaml(item) for item in node.items)
    if node.kind == "mapping":
        return {key.text: plain_yaml(value) for key, value in node.pairs}
    if not node.plain:
        return node.text
    if node.is_null:
        return None
    if node.text in {"true", "True", "TRUE"}:
        return True
    if node.text in {"false", "False", "FALSE"}:
        return False
    if re.fullmatch(r"[-+]?[0-9]{1,60}", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,60}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?", node.text):
        return float(node.text)
    return node.text
