"""Reads the forms and profiles of a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document import Level, Origin
from .files import Report, SourceFile
from .formats import FORM, PROFILE
from .library import Library, Profile
from .model import Form, FormSection, Selection
from .names import Unresolved, Visible
from .picks import read_picks
from .schema import read_record
from .yaml_nodes import Node, at

_KINDS = ("slot", "clauses", "definitions")


class FormReader:
    """Reads the forms of one library: first their sections, and their defaults when variants are known."""

    def __init__(self, library: Library, visible: Visible, report: Report) -> None:
        self._library, self._visible, self._report = library, visible, report
        self._data: dict[str, tuple[dict[str, Any], Node]] = {}

    def read(self) -> None:
        """Read every form but for its defaults."""
        for relative, file in self._library.files.items():
            if not relative.startswith("forms/"):
                continue
            read = read_record(file, FORM, self._report)
            if read is None:
                continue
            data, node = read
            id = f"{self._library.id}:{relative.removeprefix('forms/').removesuffix('.yaml')}"
            self._data[id] = read
            self._library.forms[id] = Form(
                id,
                data["summary"] or "",
                tuple(_level(written) for written in data["numbering"]),
                _Sections(file, self._visible, self._report).read(data, node),
                tuple(data["drops"]),
                Selection({}, {}, file, "form"),
                Origin(file.logical, 1),
            )
        forms = self._library.forms.values()
        self._library.plain_slots = frozenset(s.slot for f in forms for s in f.sections if s.slot and s.plain)

    def defaults(self) -> None:
        """Read the defaults of every form."""
        for id, (data, node) in self._data.items():
            form = self._library.forms[id]
            form.defaults = read_picks(
                node.get("defaults"),
                data["defaults"],
                self._visible,
                form.defaults.file,
                "form",
                self._report,
            )


class _Sections:
    """Reads the sections of one form."""

    def __init__(self, file: SourceFile, visible: Visible, report: Report) -> None:
        self.file, self.visible, self.report = file, visible, report
        self.out: list[FormSection] = []
        self.ids: set[str] = set()
        self.placed: set[str] = set()
        self.slots: set[str] = set()

    def complain(self, code: str, message: str, mend: str, node: Node) -> None:
        self.report.add(code, message, mend, at(self.file, node))

    def read(self, data: Mapping[str, Any], node: Node) -> tuple[FormSection, ...]:
        nodes = node.get("sections")
        for item, where in zip(data["sections"], nodes.items if nodes else (), strict=True):
            if item["part"]:
                self.part(item, where)
            elif item["sections"]:
                self.complain(
                    "CW-FRM-008", "Sections stand inside a section.", "Name the part: `part: id`.", where
                )
            else:
                self.section(item, where, "", "")
        return tuple(self.out)

    def part(self, item: Mapping[str, Any], where: Node) -> None:
        if not item["heading"]:
            self.complain("CW-FRM-006", "The part has no heading.", "Add `heading: ...`.", where)
        extra = [k for k in (*_KINDS, "id") if item[k]]
        if extra or not item["sections"]:
            self.complain(
                "CW-FRM-008",
                f"The part `{item['part']}` holds `{extra[0]}`."
                if extra
                else f"The part `{item['part']}` holds no sections.",
                "A part holds a `heading` and `sections`, and nothing else.",
                where,
            )
        self.once(item["part"], where)
        inner = where.get("sections")
        for section, node in zip(item["sections"], inner.items if inner else (), strict=False):
            self.section(section, node, item["part"], item["heading"] or "")

    def once(self, id: str, where: Node) -> None:
        if id in self.ids:
            self.complain(
                "CW-FRM-005", f"The section id `{id}` stands twice.", "Rename one of the two.", where
            )
        self.ids.add(id)

    def section(self, item: Mapping[str, Any], where: Node, part: str, part_heading: str) -> None:
        id = item["id"]
        if id is None:
            self.complain("CW-FRM-001", "The section has no id.", "Add `id: ...`.", where)
            return
        kinds = [k for k in _KINDS if item[k]]
        if len(kinds) != 1:
            self.complain(
                "CW-FRM-002",
                f"The section `{id}` names {len(kinds)} of `slot`, `clauses` and `definitions`.",
                "Name one of the three.",
                where,
            )
        self.once(id, where)
        if item["slot"] in self.slots:
            self.complain(
                "CW-SLT-002",
                f"The slot `{item['slot']}` is taken by two sections.",
                "Take it in one place.",
                where,
            )
        if item["definitions"] and any(s.definitions for s in self.out):
            self.complain(
                "CW-FRM-009", "Two sections take the definitions.", "Keep one `definitions: true`.", where
            )
        if item["heading"] and item["no-heading"]:
            self.complain(
                "CW-FRM-007", f"The section `{id}` has a heading and `no-heading`.", "Keep one.", where
            )
        if item["slot"]:
            self.slots.add(item["slot"])
        self.out.append(
            FormSection(
                id,
                item["heading"] or "",
                item["no-heading"],
                item["numbered"],
                item["plain"],
                item["slot"] or "",
                self.clauses(item["clauses"], where),
                item["definitions"],
                part,
                part_heading,
                where.line,
            )
        )

    def clauses(self, names: tuple[str, ...], where: Node) -> tuple[str, ...]:
        out = []
        written = where.get("clauses")
        for name, node in zip(names, written.items if written else (), strict=False):
            try:
                full = self.visible.resolve(name, "clause").id
            except Unresolved as error:
                self.complain("CW-FRM-003", str(error), error.mend, node)
                continue
            if full in self.placed:
                self.complain("CW-FRM-004", f"The clause `{name}` is placed twice.", "Keep one place.", node)
                continue
            self.placed.add(full)
            out.append(full)
        return tuple(out)


def read_profiles(library: Library, visible: Visible, report: Report) -> None:
    """Read every profile of a library."""
    for relative, file in library.files.items():
        if not relative.startswith("profiles/"):
            continue
        read = read_record(file, PROFILE, report)
        if read is None:
            continue
        data, node = read
        name = relative.removeprefix("profiles/").removesuffix(".yaml")
        id = f"{library.id}:{name}"
        selection = read_picks(node, data, visible, file, name, report)
        where = node.key("extends")
        library.profiles[id] = Profile(
            id,
            data["summary"],
            data["form"] or "",
            data["extends"] or "",
            selection,
            where.line if where else 1,
        )


def _level(written: str | Mapping[str, Any]) -> Level:
    kind, mark = (written, "") if isinstance(written, str) else (written["kind"], written["mark"])
    return Level("decimal", True, mark) if kind == "decimal-path" else Level(kind, mark=mark)
