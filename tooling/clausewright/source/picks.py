"""Reads `clauses` and `definitions` of a manifest, a profile or a form's defaults."""

from __future__ import annotations

from typing import Any

from .files import Report, SourceFile
from .model import Pick, PickedVariant, Selection
from .names import Unresolved, Visible
from .yaml_nodes import Node, at

RESERVED = frozenset({"variant", "after", "section"})


def read_picks(
    node: Node | None, data: dict[str, Any], visible: Visible, file: SourceFile, label: str, report: Report
) -> Selection:
    """Return the choices of a mapping with `clauses` and `definitions`.

    Args:
        node: The mapping, for positions.
        data: The same, as read by its description.
        visible: The clauses and definitions that can be named.
        file: The file.
        label: Who decides: `form`, `manifest`, or the name of a profile.
        report: Where complaints go.
    """
    found: dict[str, dict[str, Pick]] = {"clause": {}, "definition": {}}
    for kind, key in (("clause", "clauses"), ("definition", "definitions")):
        inner = node.get(key) if node is not None and node.kind == "mapping" else None
        if inner is None or inner.kind != "mapping":
            continue
        for name, value in inner.pairs:
            if name.text not in (data.get(key) or {}):
                continue
            try:
                subject = visible.resolve(name.text, kind)
            except Unresolved as error:
                code = "CW-MAN-002" if kind == "clause" else "CW-MAN-003"
                report.add(code, error.message, error.mend, at(file, name))
                continue
            if subject.id in found[kind]:
                report.add("CW-MAN-006", f"`{subject.id}` is chosen twice.", "Keep one.", at(file, name))
                continue
            found[kind][subject.id] = _pick(subject.id, value)
            _misplaced(kind, value, file, report)
    return Selection(found["clause"], found["definition"], file, label)


def _misplaced(kind: str, value: Node, file: SourceFile, report: Report) -> None:
    """Refuse `after` and `section` where they would be passed over without a word."""
    entries = value.items if value.kind == "sequence" else (value,) if kind == "definition" else ()
    for entry in entries:
        for key in ("after", "section"):
            where = entry.key(key)
            if where is not None:
                report.add(
                    "CW-MAN-005",
                    f"`{key}` has no meaning here: it places a whole clause.",
                    f"Write `{key}` in `clause.yaml`, or remove it.",
                    at(file, where),
                )


def _pick(subject: str, value: Node) -> Pick:
    pick = Pick(subject, (), False, False, "", "", value.line, value.column)
    if value.kind == "scalar":
        if value.text == "omit":
            pick.omit = True
        else:
            pick.variants = (PickedVariant(value.text, (), value.line, value.column),)
    elif value.kind == "mapping":
        pick.variants = (_variant(value),)
        if pick.variants[0].name == "omit":
            pick.omit, pick.variants = True, ()
        for key in ("after", "section"):
            node = value.get(key)
            if node is not None:
                setattr(pick, key, node.text)
    else:
        pick.several = True
        pick.variants = tuple(
            PickedVariant(item.text, (), item.line, item.column) if item.kind == "scalar" else _variant(item)
            for item in value.items
        )
    return pick


def _variant(node: Node) -> PickedVariant:
    named = node.get("variant")
    parameters = tuple((key.text, value) for key, value in node.pairs if key.text not in RESERVED)
    where = named or node
    return PickedVariant(named.text if named else "", parameters, where.line, where.column)
