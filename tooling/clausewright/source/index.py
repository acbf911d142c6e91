"""Reads a manifest, loads the libraries that it names, and gives one index of all that it can choose."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..diagnostic import ERROR, NOTE, Position, Related
from ..document import LicenseInfo, Origin
from ..document.record import entity, field
from .cache import read_nodes, write_nodes
from .files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from .formats import MANIFEST
from .library import Library, Profile, visible_from
from .limits import LIBRARIES, MANIFEST_BYTES
from .loading import load_library
from .model import Clause, DefinedTerm, Form, Selection
from .names import Visible
from .picks import read_picks
from .schema import ID, MISSING, Context
from .shipped import folder
from .suggest import mend_for
from .values import BadValue, read_date
from .yaml_nodes import Node, at, parse_yaml

_NAME = re.compile(rf"{ID}\Z")
SHIPPED = "core"
"""Id of the library that comes with the package."""


@entity
class Manifest:
    """A manifest as read."""

    file: SourceFile
    node: Node
    license: LicenseInfo
    form: str
    """Name as written, or an empty string."""
    extends: str
    selection: Selection
    reviews: tuple[Mapping[str, str], ...] = ()
    """Each with `text` (a hash), `by`, `capacity` and `date`."""


@entity
class Index:
    """Everything that a manifest can choose from."""

    libraries: dict[str, Library]
    """In the order of the manifest, the manifest's own folder last."""
    clauses: dict[str, Clause] = field(default_factory=dict)
    terms: dict[str, DefinedTerm] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    visible: Visible = field(default_factory=Visible)
    files: dict[str, SourceFile] = field(default_factory=dict)
    """By logical name."""

    def position(self, origin: Origin, line: int = 0, column: int = 0) -> Position | None:
        """Return the place of an origin in the file that the user knows."""
        file = self.files.get(origin.file)
        return file.position(line or origin.line, column or origin.column) if file else None


def build_index(libraries: Mapping[str, Library]) -> Index:
    """Return one index over loaded libraries; the manifest's own folder replaces what it names."""
    index = Index(dict(libraries))
    for library in libraries.values():
        index.clauses.update(library.clauses)
        index.terms.update(library.terms)
        index.forms.update(library.forms)
        index.profiles.update(library.profiles)
        index.files.update({file.logical: file for file in library.files.values()})
    index.visible = visible_from(index.libraries)
    return index


def shipped_index(report: Report, *, cached: bool = True) -> Index:
    """Return the index of the shipped library alone."""
    library = load_library(folder("clauses"), report, cached=cached)
    return build_index({library.id: library} if library else {})


def read_manifest_file(path: Path, report: Report) -> SourceFile | None:
    """Return the text of a manifest, or None after a complaint."""
    try:
        return SourceFile(
            f"manifest:{path.name}", shown(path), decode(read_bytes(path, MANIFEST_BYTES, follow=True))
        )
    except Unreadable as error:
        report.add(error.code, f"The manifest `{shown(path)}` cannot be read: {error}.", error.mend)
        return None


def load_manifest(
    path: Path,
    report: Report,
    library_folders: Iterable[Path] = (),
    *,
    cached: bool = True,
    text: str | None = None,
    loaded: Mapping[Path, Library] | None = None,
    places: Mapping[str, Path] | None = None,
) -> tuple[Manifest, Index] | None:
    """Read a manifest and everything that it can choose from.

    Args:
        path: The manifest.
        report: Where complaints go; all of them come together.
        library_folders: Folders of libraries that a manifest may name by id and version, and that it
            may reach by a path outside its own folder.
        cached: Whether the cache of libraries may be used.
        text: The text of the manifest where it is not to be read from the file (an unsaved buffer).
        loaded: Libraries that are not to be read again, by their folder.
        places: The folder of every library by its id, where they are kept together (a bundle): then no
            other is looked for, whatever the manifest says.

    Returns:
        The manifest and its index, or None where either cannot be used.
    """
    if text is None:
        file = read_manifest_file(path, report)
        if file is None:
            return None
    else:
        text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        file = SourceFile(f"manifest:{path.name}", shown(path), text)
        if len(text) > MANIFEST_BYTES:
            report.add(
                "CW-FILE-005",
                f"The manifest has {len(text):,} characters; the limit is {MANIFEST_BYTES:,}.",
                "Shorten it.",
            )
            return None
    node = _parsed(file, report, cached)
    if node is None:
        if not file.text.strip() or not any(d.severity == ERROR for d in report.diagnostics):
            report.add(
                "CW-FMT-006", "The manifest is empty.", "Begin with `clausewright: 1`.", file.position(1)
            )
        return None
    data = MANIFEST.read(node, Context(file, report))
    libraries = _libraries(path, file, node, report, tuple(library_folders), cached, loaded or {}, places)
    if libraries is None:
        return None
    index = build_index(libraries)
    index.files[file.logical] = file
    if data is MISSING:
        _look_further(file, node, index, report)
        return None
    info = data["license"]
    inner = node.get("license")
    _dated(info["date"], "The date", at(file, (inner.get("date") if inner else None) or node), report)
    names = {key: " ".join(info[key].split()) for key in ("name", "steward")}
    license = LicenseInfo(names["name"], info["id"], info["version"], info["date"], names["steward"])
    selection = read_picks(node, data, index.visible, file, "manifest", report)
    listed = node.get("reviews")
    for review, entry in zip(data["reviews"], listed.items if listed else (), strict=True):
        _dated(review["date"], "The date of a review", at(file, entry), report)
    manifest = Manifest(
        file, node, license, data["form"] or "", data["extends"] or "", selection, data["reviews"]
    )
    return manifest, index


def _dated(text: str, what: str, where: Position | None, report: Report) -> None:
    try:
        read_date(text)
    except BadValue as error:
        report.add("CW-FMT-002", f"{what}: {error.message}", error.mend, where)


def _parsed(file: SourceFile, report: Report, cached: bool) -> Node | None:
    """Parse a manifest, or take what an earlier run made of the same text."""
    node = read_nodes(file.text) if cached else None
    if node is None:
        before = len(report.diagnostics)
        node = parse_yaml(file, report)
        if node is not None and cached and len(report.diagnostics) == before:
            write_nodes(file.text, node)
    return node


def _look_further(file: SourceFile, node: Node, index: Index, report: Report) -> None:
    """Find what else is wrong in a manifest whose shape is wrong, so that all complaints come at once."""
    if node.kind != "mapping":
        return
    data = {}
    for key in ("clauses", "definitions"):
        inner = node.get(key)
        if inner is not None and inner.kind == "mapping":
            data[key] = {name.text: value for name, value in inner.pairs}
    read_picks(node, data, index.visible, file, "manifest", report)


def _libraries(
    path: Path,
    file: SourceFile,
    node: Node,
    report: Report,
    folders: tuple[Path, ...],
    cached: bool,
    loaded: Mapping[Path, Library],
    places: Mapping[str, Path] | None,
) -> dict[str, Library] | None:
    """Load the libraries of a manifest and its own folder, in order."""
    base = path.resolve().parent
    wanted = node.get("libraries") if node.kind == "mapping" else None
    named = (
        [(k.text, v) for k, v in wanted.pairs if v.kind == "scalar"]
        if wanted and wanted.kind == "mapping"
        else []
    )
    if not any(name == SHIPPED for name, _ in named):
        named.insert(0, (SHIPPED, Node("scalar", 1, 1, "")))
    if len(named) > LIBRARIES:
        report.add(
            "CW-LIB-016",
            f"The manifest names {len(named)} libraries; at most {LIBRARIES} fit.",
            "Name fewer.",
            at(file, wanted or node),
        )
        return None
    out: dict[str, Library] = {}
    failed = False
    used: set[Path] = set()
    for name, value in named:
        where = _where(name, value, base, folders, file, report) if places is None else places.get(name)
        if where is None:
            if places is not None:
                report.add(
                    "CW-LIB-011",
                    f"There is no library `{name[:80]}` here.",
                    "Add it, or take it out of the manifest.",
                    at(file, value),
                )
            failed = True
            continue
        if where in used:
            report.add(
                "CW-LIB-017",
                f"The folder `{shown(where)}` is named twice.",
                "Keep one of the two.",
                at(file, value),
            )
            failed = True
            continue
        used.add(where)
        before = len(report.diagnostics)
        library = loaded.get(where) or load_library(where, report, out, cached=cached)
        if library is None:
            failed = True
            continue
        if library.id != name:
            report.add(
                "CW-LIB-010",
                f"The library in `{shown(where)}` has the id `{library.id}`, not `{name}`.",
                f"Write `{library.id}` as the key.",
                at(file, value),
            )
            failed = True
        elif not value.text.startswith((".", "/")) and not _fits(library.version, value.text):
            report.add(
                "CW-LIB-008",
                f"The manifest asks for version {value.text} of `{name}`; here is {library.version}.",
                f"Upgrade the manifest: read what changed in the library, then write `{name}: "
                f'"{library.version}"`.',
                at(file, value),
            )
            failed = True
        out[library.id] = library
        failed |= any(d.severity == ERROR for d in report.diagnostics[before:])
    local = base / "clauses"
    if not local.is_dir() or local in used or local.resolve() == folder("clauses"):
        pass
    elif local.is_symlink():
        report.add(
            "CW-FILE-003",
            f"`{shown(local)}` is a symbolic link, which is not followed.",
            "Put the folder itself there, or name it under `libraries`.",
        )
        failed = True
    else:
        library = load_library(local, report, out, local=True, cached=cached)
        if library is not None:
            out[library.id] = library
            _say_replaced(library, report)
            failed |= any(d.severity == ERROR for d in library.diagnostics)
        else:
            failed = True
    return None if failed else out


def _say_replaced(library: Library, report: Report) -> None:
    for variant in library.variants():
        if variant.replaces:
            where = library.files.get(variant.origin.file.partition(":")[2])
            report.add(
                "CW-LIB-009",
                f"`{variant.subject}={variant.name}` comes from the manifest's own folder, in place "
                "of the library's text.",
                "Rename the variant if that is not meant.",
                where.position(1) if where else None,
                severity=NOTE,
            )


def _where(
    name: str, value: Node, base: Path, folders: tuple[Path, ...], file: SourceFile, report: Report
) -> Path | None:
    """Return the folder of a library that a manifest names."""
    text = value.text
    if not _NAME.match(name) or len(name) > 200:
        # the name may become part of a path
        report.add(
            "CW-LIB-011",
            f"`{name[:80]}` cannot be the id of a library.",
            "Use small letters, digits and hyphens, beginning with a letter.",
            at(file, value),
        )
        return None
    if text.startswith((".", "/")) or os.sep in text:
        target = Path(os.path.normpath(base / text))
        try:
            real = target.resolve()
            is_folder = target.is_dir()
        except (OSError, ValueError, RuntimeError):
            # too long a name, a NUL, a circle of links
            real, is_folder = base, False
        allowed = [base.resolve(), *(f.resolve() for f in folders)]
        if not any(real == root or real.is_relative_to(root) for root in allowed):
            report.add(
                "CW-FILE-004",
                f"The library `{name}` lies outside the manifest's folder: `{text}`.",
                f"Allow it with `--library {shown(target)}`, or move it below the manifest.",
                at(file, value),
            )
            return None
        if not is_folder:
            report.add(
                "CW-LIB-012",
                f"There is no folder `{text[:200]}` beside the manifest.",
                "Correct the path.",
                at(file, value),
            )
            return None
        return real
    if name == SHIPPED:
        return folder("clauses")
    known = {SHIPPED}
    for place in folders:
        for candidate in (place, place / name):
            head = candidate / "library.yaml"
            if head.is_file():
                found = library_id(head)
                known.add(found)
                if found == name:
                    return candidate.resolve()
    report.add(
        "CW-LIB-011",
        f"There is no library `{name}`.",
        mend_for(name, known, "library") + " A library of your own needs its folder: "
        f"`{name}: ./folder`, or `--library FOLDER`.",
        at(file, value),
    )
    return None


def library_id(head: Path) -> str:
    """Return the id in a `library.yaml`, or an empty string where it cannot be read."""
    quiet = Report()
    try:
        file = SourceFile("", str(head), decode(read_bytes(head, MANIFEST_BYTES)))
    except Unreadable:
        return ""
    node = parse_yaml(file, quiet)
    value = node.get("id") if node is not None and node.kind == "mapping" else None
    return value.text if value is not None else ""


def _fits(version: str, wanted: str) -> bool:
    """Tell whether a version begins with the wanted one: `1` and `1.0` fit `1.0.0`."""
    have, want = version.split("."), wanted.split(".")
    return not wanted or have[: len(want)] == want


def related(position: Position | None, message: str) -> tuple[Related, ...]:
    """Return a second place as a complaint takes it, or nothing."""
    return (Related(position, message),) if position else ()


__all__ = ["SHIPPED", "Index", "Manifest", "build_index", "load_manifest", "related", "shipped_index"]
