"""Reads the files of one library into typed objects and links its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..document import Origin
from ..document.record import replace
from .files import Report, SourceFile, shown
from .folder import texts
from .formats import CLAUSE, DEFINITION, LIBRARY
from .library import LOCAL, Library, visible_from
from .model import CLAUSE as CLAUSE_KIND
from .model import DEFINITION as DEFINITION_KIND
from .model import Clause, DefinedTerm
from .names import Subject, Visible
from .schema import read_record
from .skeletons import FormReader, read_profiles
from .variants import Head, VariantReader, read_head
from .yaml_nodes import at

BUILT_IN = ("License", "Section")
"""Words that every license may use without a definition."""

_UNREAD: dict[str, Any] = {
    "title": "",
    "question": "",
    "choose": "one",
    "omit": True,
    "after": None,
    "section": None,
    "term": "",
    "forms": ("",),
    "ordinary": (),
    "variants": None,
    "retired": (),
}


class LibraryReader:
    """Reads one library; see `loading.load_library`."""

    def __init__(
        self,
        folder: Path,
        files: dict[str, bytes],
        digest: str,
        others: Mapping[str, Library],
        local: bool,
        report: Report,
    ) -> None:
        self._folder, self._others, self._local, self._report = folder, others, local, report
        self._digest = digest
        self._bytes = files
        self._files: dict[str, SourceFile] = {}
        self._heads: dict[tuple[str, str], Head] = {}
        self._subjects: dict[str, Subject] = {}

    def read(self) -> Library | None:
        """Return the library, or None where its head could not be read."""
        head = self._head()
        if head is None:
            return None
        self._library = library = Library(
            head["id"],
            head["version"],
            head["language"],
            tuple(head["uses"]),
            self._digest,
            self._folder,
            self._files,
            self._local,
        )
        for name in library.uses:
            if name not in self._others:
                self._complain(
                    "CW-LIB-002",
                    f"The library uses `{name}`, which the manifest does not load.",
                    "Add it under `libraries` in the manifest, before this one.",
                    "library.yaml",
                )
        used = [self._others[name] for name in library.uses if name in self._others]
        seen = list(self._others.values()) if self._local else used
        self._base = visible_from(seen)
        self._read_subjects()
        variants = VariantReader(library, self._others, self._subjects, self._heads, self._report)
        variants.settle_all()
        visible = visible_from(seen)
        for subject in self._subjects.values():
            visible.add(subject)
        self._terms_once(visible)
        library.subjects = dict(self._subjects)
        forms = FormReader(library, visible, self._report)
        forms.read()
        visible.plain_slots = self._base.plain_slots | library.plain_slots
        variants.link_all(visible)
        forms.defaults()
        read_profiles(library, visible, self._report)
        return library

    def _head(self) -> dict[str, Any] | None:
        if "library.yaml" not in self._bytes:
            if self._local:
                self._files.update(texts(self._bytes, LOCAL, self._folder, self._report))
                return {"id": LOCAL, "version": "0", "language": "en", "uses": ()}
            self._report.add(
                "CW-LIB-001",
                f"`{shown(self._folder)}` is not a library: it has no `library.yaml`.",
                "Give the folder of a library, or add `library.yaml` with an id and a version.",
            )
            return None
        only = {"library.yaml": self._bytes["library.yaml"]}
        file = texts(only, "?", self._folder, self._report).get("library.yaml")
        read = read_record(file, LIBRARY, self._report) if file else None
        if read is None or file is None:
            return None
        data, node = read
        if data["id"] in {"definition", LOCAL} or data["id"] in self._others:
            self._report.add(
                "CW-LIB-003",
                f"`{data['id']}` cannot be the id of this library.",
                "Choose an id that no other library of the manifest has, and not `definition` or `local`.",
                at(file, node.get("id") or node),
            )
            return None
        self._files.update(texts(self._bytes, data["id"], self._folder, self._report))
        return data

    def _complain(self, code: str, message: str, mend: str, relative: str) -> None:
        file = self._files.get(relative)
        self._report.add(code, message, mend, file.position(1) if file else None)

    # -- clauses and definitions --------------------------------------------------------------

    def _read_subjects(self) -> None:
        """Read the head of every clause and definition and the file of every variant."""
        folders: dict[str, list[str]] = {}
        for relative in self._files:
            folder, _, name = relative.rpartition("/")
            if folder and not re.match(r"(forms|profiles)(/|\Z)", folder):
                folders.setdefault(folder, []).append(name)
        for folder, names in folders.items():
            self._subject(folder, names)
        clauses = {id.partition(":")[2] for id in self._library.clauses}
        for id, term in self._library.terms.items():
            if id.partition(":")[2] in clauses:
                self._complain(
                    "CW-IDS-002",
                    f"`{id}` is the id of a clause and of a definition.",
                    "Rename one: ids of clauses and definitions share one namespace.",
                    term.origin.file.partition(":")[2],
                )

    def _subject(self, folder: str, names: list[str]) -> None:
        """Read one folder of a clause or definition."""
        definition = folder.startswith("definitions/")
        kind = DEFINITION_KIND if definition else CLAUSE_KIND
        local_id = folder.removeprefix("definitions/")
        replaced = self._replaced(local_id, kind)
        full = replaced.id if replaced else f"{self._library.id}:{local_id}"
        head_name = f"{folder}/{kind}.yaml"
        here = sorted(n[:-3] for n in names if n.endswith(".md"))
        data: dict[str, Any] | None = None
        if head_name in self._files:
            read = read_record(self._files[head_name], DEFINITION if definition else CLAUSE, self._report)
            # with a head that cannot be read, the name is still known, so that nothing else complains of it
            data = read[0] if read else dict(_UNREAD)
        elif replaced is None:
            self._complain(
                "CW-LIB-004",
                f"The folder `{folder}` has no `{kind}.yaml`.",
                "Add it, or move the folder out of the library.",
                f"{folder}/{names[0]}",
            )
            return
        inherited = replaced.variants if replaced else {}
        if data is None:
            listed = [*inherited, *(name for name in here if name not in inherited)]
        else:
            listed = list(data["variants"] or here)
            self._listed(folder, head_name, here, listed)
        kept: list[str] = []
        for name in listed:
            relative = f"{folder}/{name}.md"
            if relative in self._files:
                head = read_head(self._files[relative], self._report, name in inherited)
                if head is not None:
                    self._heads[full, name] = head
                kept.append(name)
            elif name in inherited:
                kept.append(name)
            else:
                self._complain(
                    "CW-LIB-007",
                    f"The variant `{name}` has no file `{relative}`.",
                    "Write the file, or remove the variant from `variants`.",
                    head_name,
                )
        origin = Origin(f"{self._library.id}:{head_name if data else f'{folder}/{names[0]}'}", 1)
        subject = (
            self._register_term(full, data, tuple(kept), origin, replaced)
            if definition
            else self._register_clause(full, data, tuple(kept), origin, replaced)
        )
        for name in kept:
            if (full, name) not in self._heads and replaced is not None:
                subject.ids[name] = self._base.subjects[full].ids.get(name, ())
        self._subjects[full] = subject

    def _listed(self, folder: str, head_name: str, here: list[str], listed: list[str]) -> None:
        for name in here:
            if name not in listed:
                self._complain(
                    "CW-LIB-005",
                    f"The file `{name}.md` is not listed under `variants`.",
                    f"Add `{name}` to `variants` in `{head_name.rpartition('/')[2]}`, or move the file.",
                    f"{folder}/{name}.md",
                )
        if "omit" in listed:
            self._complain(
                "CW-LIB-006",
                "`omit` is a reserved word and cannot name a variant.",
                "Rename the variant.",
                head_name,
            )
        for name in sorted({n for n in listed if listed.count(n) > 1}):
            self._complain(
                "CW-LIB-013", f"`variants` lists `{name}` twice.", "Keep one of the two.", head_name
            )
            listed.remove(name)

    def _replaced(self, local_id: str, kind: str) -> Clause | DefinedTerm | None:
        """Return the clause or definition that the manifest's own folder adds to, if there is one."""
        if not self._local:
            return None
        found = [id for id in self._base.by_local.get(local_id, []) if self._base.subjects[id].kind == kind]
        if len(found) != 1:
            return None
        # the last library holds what an earlier one's was replaced with
        for other in reversed(list(self._others.values())):
            clause, term = other.clauses.get(found[0]), other.terms.get(found[0])
            if clause is not None or term is not None:
                return clause or term
        return None

    def _register_clause(
        self,
        full: str,
        data: dict[str, Any] | None,
        kept: tuple[str, ...],
        origin: Origin,
        old: Clause | DefinedTerm | None,
    ) -> Subject:
        old = old if isinstance(old, Clause) else None
        if data is not None:
            clause = Clause(
                full,
                " ".join(data["title"].split()),
                " ".join(data["question"].split()),
                data["choose"],
                data["omit"],
                data["after"] or "",
                data["section"] or "",
                data["retired"],
                {},
                origin,
            )
        else:
            assert old is not None
            clause = replace(old, variants={})
        for name in kept:
            if old is not None and name in old.variants and (full, name) not in self._heads:
                clause.variants[name] = old.variants[name]
        self._library.clauses[full] = clause
        return Subject(full, CLAUSE_KIND, kept, clause.choose == "any", clause.omit, {})

    def _register_term(
        self,
        full: str,
        data: dict[str, Any] | None,
        kept: tuple[str, ...],
        origin: Origin,
        old: Clause | DefinedTerm | None,
    ) -> Subject:
        old = old if isinstance(old, DefinedTerm) else None
        if data is not None:
            term = DefinedTerm(
                full, data["term"], data["forms"], data["ordinary"], data["retired"], {}, origin
            )
            if term.term not in term.forms:
                self._complain(
                    "CW-TRM-007",
                    f"`forms` does not list the term `{term.term}` itself.",
                    f"Add `{term.term}` to `forms`.",
                    origin.file.partition(":")[2],
                )
        else:
            assert old is not None
            term = replace(old, variants={}, origin=origin)
        for name in kept:
            if old is not None and name in old.variants and (full, name) not in self._heads:
                term.variants[name] = old.variants[name]
        self._library.terms[full] = term
        return Subject(full, DEFINITION_KIND, kept, False, True, {}, term.term, term.forms, term.ordinary)

    def _terms_once(self, visible: Visible) -> None:
        """Refuse a form that two definitions of one library share, or that is built in."""
        seen: dict[tuple[str, str], str] = {}
        for subject in visible.subjects.values():
            own = subject.id in self._subjects
            for form in subject.forms:
                # two libraries may define one form; one document may not
                first = seen.setdefault((subject.id.partition(":")[0], form), subject.id)
                if first != subject.id and (own or first in self._subjects):
                    self._complain(
                        "CW-TRM-001",
                        f"`{form}` is a form of `{first}` and of `{subject.id}`.",
                        "Keep it in one definition.",
                        self._library.terms[subject.id if own else first].origin.file.partition(":")[2],
                    )
                if own and form in BUILT_IN:
                    self._complain(
                        "CW-TRM-008",
                        f"`{form}` is built in and cannot be defined.",
                        "Remove the form.",
                        self._library.terms[subject.id].origin.file.partition(":")[2],
                    )
