"""Exceptions from the drafting rules: `style.yaml` of a library names the place, the rule and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from ...diagnostic import Diagnostic, Position
from ...document.record import entity, field, record
from ...source.files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from ...source.formats import STYLE
from ...source.library import Library
from ...source.limits import MANIFEST_BYTES
from ...source.schema import read_record
from ...source.suggest import mend_for
from ...source.yaml_nodes import Node, at

FILE = "style.yaml"


@record
class Exempt:
    """One place that may break one rule."""

    rule: str
    at: str
    """Full id of a paragraph, a clause or a definition."""
    reason: str
    position: Position


@entity
class Exceptions:
    """The exceptions of one library, and which of them were needed."""

    entries: tuple[Exempt, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: set[Exempt] = field(default_factory=set)

    def allows(self, rule: str, subject: str, id: str) -> bool:
        """Tell whether a place may break a rule, and remember that the exception was needed."""
        found = [e for e in self.entries if e.rule == rule and e.at in {subject, id}]
        self.used.update(found)
        return bool(found)


def exceptions_of(library: Library, rules: Sequence[str]) -> Exceptions:
    """Return the exceptions that a library makes from the drafting rules.

    Args:
        library: The library; its folder may hold `style.yaml`.
        rules: The names of all rules.
    """
    path = library.folder / FILE
    if not path.exists() and not path.is_symlink():
        return Exceptions()
    report = Report()
    try:
        text = decode(read_bytes(path, MANIFEST_BYTES))
    except Unreadable as error:
        report.add(error.code, f"`{shown(path)}` cannot be read: {error}.", error.mend)
        return Exceptions(diagnostics=report.diagnostics)
    file = SourceFile(f"{library.id}:{FILE}", shown(path), text)
    read = read_record(file, STYLE, report)
    if read is None:
        return Exceptions(diagnostics=report.diagnostics)
    data, node = read
    written = node.get("exceptions")
    nodes = written.items if written is not None else []
    out = []
    for entry, where in zip(data["exceptions"], nodes, strict=True):
        made = _entry(entry, where, library, rules, file, report)
        if made is not None:
            out.append(made)
    return Exceptions(tuple(out), report.diagnostics)


def _entry(
    entry: dict[str, str],
    node: Node,
    library: Library,
    rules: Sequence[str],
    file: SourceFile,
    report: Report,
) -> Exempt | None:
    position = at(file, node)
    if entry["rule"] not in rules:
        report.add(
            "CW-STY-013",
            f"There is no drafting rule `{entry['rule']}`.",
            mend_for(entry["rule"], rules, "rule"),
            at(file, node.get("rule") or node),
        )
        return None
    subject, _, paragraph = entry["at"].partition("/")
    full = next((id for id in library.subjects if subject in {id, id.partition(":")[2]}), "")
    known = {id.partition(":")[2] for id in library.subjects}
    ids = {i for found in library.subjects[full].ids.values() for i in found} if full else set()
    if not full or paragraph and paragraph not in ids:
        mend = mend_for(paragraph, ids, "paragraph") if full else mend_for(subject, known, "clause")
        report.add(
            "CW-STY-013",
            f"The exception names `{entry['at']}`, which this library does not have.",
            mend,
            at(file, node.get("at") or node),
        )
        return None
    name = f"{full}/{paragraph}" if paragraph else full
    return Exempt(entry["rule"], name, entry["reason"], position)
