"""Reads a lineage or a scenario from YAML or JSON Lines, and puts its steps in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...diagnostic import Position, Refused
from ..files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from ..limits import LINEAGE_BYTES, LINEAGE_LINES
from ..provisions import plain_yaml
from ..yaml_nodes import Node, at, parse_yaml
from .entries import read_artifact, read_expectation, read_party, read_step
from .model import Lineage
from .order import put_in_order
from .plain import Entry, Where
from .words import KEYS, LAWS

_EXCERPT = 300


def read_lineage(path: Path) -> Lineage:
    """Return the lineage that a file holds.

    Args:
        path: A YAML file, or JSON Lines (`.jsonl`) for a large one.

    Raises:
        Refused: It cannot be read, says something unknown, or goes round in a circle.
    """
    report = Report()
    try:
        text = decode(read_bytes(path, LINEAGE_BYTES, follow=True))
    except Unreadable as reason:
        report.add(reason.code, f"{shown(path)}: {reason}.", reason.mend)
        raise Refused(report.diagnostics) from None
    return parse_lineage(SourceFile(path.name, shown(path), text), report)


def parse_lineage(file: SourceFile, report: Report) -> Lineage:
    """Return the lineage of a text; a name that ends in `.jsonl` says that each line is an entry.

    Raises:
        Refused: As for `read_lineage`.
    """
    made = Lineage("", path=file.path)
    if file.path.lower().endswith(".jsonl"):
        _lines(file, made, report)
    else:
        node = parse_yaml(file, report)
        if node is None:
            if not report.diagnostics:
                report.add(
                    "CW-LIN-002", "The file is empty.", "Write its artifacts and steps.", file.position(1)
                )
            raise Refused(report.diagnostics)
        data = plain_yaml(node)
        if not isinstance(data, Mapping):
            report.add("CW-LIN-002", "A lineage is a mapping.", "Write `scenario: name`, …", at(file, node))
            raise Refused(report.diagnostics)
        _whole(Entry(data, (), in_yaml(file, node), report), made)
    if not report.failed:
        put_in_order(made, file, report)
    if report.failed:
        raise Refused(report.diagnostics)
    return made


def lineage_of(data: Mapping[str, Any], where: Where, file: SourceFile, report: Report) -> Lineage:
    """Return the lineage of plain values that another file holds.

    Args:
        data: The values, as a lineage file has them.
        where: From a path of keys to the place of that value.
        file: The file.
        report: Where complaints go; with errors in it, the lineage is what could be read.
    """
    made = Lineage("", path=file.path)
    _whole(Entry(data, (), where, report), made)
    if not report.failed:
        put_in_order(made, file, report)
    return made


def _whole(top: Entry, made: Lineage) -> None:
    top.known(KEYS["top"])
    made.name = top.text("scenario") or top.text("lineage") or Path(made.path).stem
    made.question = str(top.data.get("question") or "")[:2_000]
    made.law = top.word("law", LAWS, "default")
    _purpose(top, made)
    for name, entry in top.entries("parties"):
        made.parties[name] = read_party(name, entry)
    for name, entry in top.entries("artifacts"):
        made.artifacts[name] = read_artifact(name, entry)
    made.steps = [step for entry in top.listed("steps") if (step := read_step(entry))]
    made.expect = [e for entry in top.listed("expect") if (e := read_expectation(entry))]


def _purpose(top: Entry, made: Lineage) -> None:
    from .entries import purposes

    found = top.words("purpose", purposes())
    made.purpose = found if found is not None else made.purpose


def _lines(file: SourceFile, made: Lineage, report: Report) -> None:
    lines = file.text.split("\n")
    if len(lines) > LINEAGE_LINES:
        report.add(
            "CW-LIN-006", f"The lineage has more than {LINEAGE_LINES:,} lines.", "Split it.", file.position(1)
        )
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            _line(file, number, line, made, report)
    made.name = made.name or Path(made.path).stem


def _line(file: SourceFile, number: int, line: str, made: Lineage, report: Report) -> None:
    def where(path: tuple[object, ...]) -> Position:
        # asked for every step: `SourceFile.position` would count the lines of the whole file each time
        return Position(file.path, number, 1, 1, line[:_EXCERPT])

    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        report.add(
            "CW-LIN-002", "This line is not JSON.", "Write one JSON object a line.", file.position(number)
        )
        return
    if not isinstance(data, dict):
        report.add(
            "CW-LIN-002", "This line is no object.", "Write one JSON object a line.", file.position(number)
        )
        return
    for key, table in (("party", made.parties), ("artifact", made.artifacts)):
        if key in data:
            name = str(data.pop(key))
            entry = Entry(data, (), where, report)
            name = entry.line(name)
            if name in table:
                report.add("CW-LIN-005", f"`{name[:80]}` stands twice.", "Keep one.", file.position(number))
            elif key == "party":
                made.parties[name] = read_party(name, entry)
            else:
                made.artifacts[name] = read_artifact(name, entry)
            return
    entry = Entry(data, (), where, report)
    if "do" in data:
        step = read_step(entry)
        if step:
            made.steps.append(step)
    elif "act" in data:
        expectation = read_expectation(entry)
        if expectation:
            made.expect.append(expectation)
    else:
        _whole_line(entry, made)


def _whole_line(entry: Entry, made: Lineage) -> None:
    entry.known(
        {k: v for k, v in KEYS["top"].items() if k in {"scenario", "lineage", "question", "law", "purpose"}}
    )
    made.name = entry.text("scenario") or entry.text("lineage") or made.name
    made.question = entry.text("question") or made.question
    made.law = entry.word("law", LAWS, made.law)
    _purpose(entry, made)


def in_yaml(file: SourceFile, root: Node) -> Where:
    """Return what finds the place of a value by its keys; it is asked only for complaints."""

    def where(path: tuple[object, ...]) -> Position:
        node = root
        for step in path:
            if node.kind == "sequence" and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            elif node.kind == "mapping":
                found = node.get(str(step))
                if found is None:
                    break
                key = node.key(str(step))
                # the key says more than a mapping's first line; a plain value is shown itself
                node = found if found.kind == "scalar" or step != path[-1] else key or found
        return at(file, node)

    return where
