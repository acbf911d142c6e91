"""Descriptions of licenses that are in wide use: what each permits, asks and forbids, by section.

The descriptions are data, one file a license in the folder `known` beside this module. They hold no license
text. A word of another meaning than its license gives it is a fault of ours; nothing here is legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..diagnostic import Refused
from ..document import VERBS, Provision
from ..source.files import Report, SourceFile
from ..source.provisions import plain_yaml
from ..source.yaml_nodes import at, parse_yaml
from .reading import described_terms
from .terms import Terms

_FOLDER = Path(__file__).with_name("data") / "licenses"
_HEAD = frozenset(
    {
        "license", "title", "source", "right", "agreement", "accepted-by", "by-interpretation",
        "compatible-with", "like", "without", "provisions", "note",
    }
)  # fmt: skip


def names() -> tuple[str, ...]:
    """Return the names of the licenses that are described, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def known_terms(name: str) -> Terms:
    """Return the terms of a described license.

    Raises:
        KeyError: There is none of that name.
        Refused: Its description cannot be read.
    """
    head, entries = _read(name)
    return described_terms(name, head, entries)


@cache
def _read(name: str) -> tuple[dict[str, Any], tuple[tuple[str, str, Provision], ...]]:
    path = _FOLDER / f"{name}.yaml"
    if name not in names():
        raise KeyError(name)
    report = Report()
    file = SourceFile(path.name, path.name, path.read_text(encoding="utf-8"))
    node = parse_yaml(file, report)
    data = plain_yaml(node)
    if node is None or not isinstance(data, Mapping) or set(data) - _HEAD:
        report.add("CW-LIN-002", "This is no description of a license.", "", at(file, node) if node else None)
        raise Refused(report.diagnostics)
    head: dict[str, Any] = dict(data)
    entries: list[tuple[str, str, Provision]] = []
    if "like" in head:
        base, found = _read(str(head["like"]))
        left_out = {str(section) for section in head.get("without", ())}
        entries = [entry for entry in found if entry[1] not in left_out]
        head = {**base, **head}
    for entry in head.get("provisions", ()):
        section = str(entry["section"])
        verb = next(verb for verb in VERBS if verb in entry)
        slots = {k: v for k, v in entry.items() if k not in {"section", verb}}
        entries.append((section, section, Provision(section, verb, entry[verb], slots)))
    return head, tuple(entries)


__all__ = ["known_terms", "names"]
