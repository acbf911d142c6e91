"""Reads the provisions of a variant: what its paragraphs permit, require, forbid or reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..document import VERBS, Provision
from ..document.record import entity
from .conditions import BadCondition, read_condition
from .files import Report, SourceFile
from .model import Parameter
from .names import Visible
from .provision_words import WordReader
from .suggest import mend_for
from .yaml_nodes import Node, at

_INTEGER = re.compile(r"[-+]?[0-9]{1,60}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,60}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?\Z")


@entity
class WrittenProvision:
    """One provision as written."""

    data: Mapping[str, Any]
    node: Node
    file: SourceFile

    @property
    def at(self) -> str:
        """Id of the paragraph or span that it describes."""
        return str(self.data["at"])


def read_provisions(
    subject: str,
    entries: tuple[WrittenProvision, ...],
    ids: tuple[str, ...],
    parameters: Mapping[str, Parameter],
    visible: Visible,
    report: Report,
) -> tuple[Provision, ...]:
    """Return the provisions of a variant.

    Args:
        subject: Full id of its clause or definition.
        entries: The provisions as written, inherited ones first.
        ids: The ids of its paragraphs and spans.
        parameters: Its parameters.
        visible: What the variant sees, for conditions.
        report: Where complaints go.
    """
    out = []
    for item in entries:
        words = WordReader(item.file, ids, parameters, visible, report)
        verbs = [verb for verb in VERBS if item.data.get(verb) is not None]
        where = at(item.file, item.node)
        if len(verbs) != 1:
            report.add(
                "CW-PRV-001",
                f"A provision names one verb; this names {len(verbs)}.",
                f"Write one of {', '.join(f'`{v}`' for v in VERBS)}.",
                where,
            )
            continue
        if item.at not in ids:
            report.add(
                "CW-PRV-002",
                f"The provision stands at `{item.at}`, and the text has no such paragraph.",
                mend_for(item.at, ids, "paragraph"),
                at(item.file, item.node.get("at") or item.node),
            )
            continue
        words.read(verbs[0], item.node)
        slots = {k: plain_yaml(v) for k, v in item.data.items() if isinstance(v, Node) and k not in VERBS}
        written = slots.get("if")
        if isinstance(written, str):
            try:
                read_condition(written, visible)
            except BadCondition as error:
                report.add(error.code, error.message, error.mend, at(item.file, item.data["if"]))
        out.append(Provision(f"{subject}/{item.at}", verbs[0], plain_yaml(item.data[verbs[0]]), slots))
    return tuple(out)


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
    if _INTEGER.match(node.text):
        return int(node.text)
    return float(node.text) if _FLOAT.match(node.text) else node.text
