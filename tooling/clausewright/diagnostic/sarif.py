"""Complaints as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code scanning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .diagnostic import Diagnostic, Position
from .json import writable

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def print_sarif(diagnostics: Sequence[Diagnostic], color: bool = False) -> str:
    """Return complaints as one SARIF run.

    Args:
        diagnostics: The complaints, in order.
        color: Of no effect.
    """
    import json

    from ..version import __version__
    from .codes import CODES

    used = sorted({d.code for d in diagnostics})
    rules = [_rule(code, CODES) for code in used]
    driver = {
        "name": "clausewright",
        "version": __version__,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, used.index(d.code)) for d in diagnostics],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return writable(json.dumps(log, indent=2, ensure_ascii=False))


def _rule(code: str, codes: Any) -> dict[str, Any]:
    entry = codes.get(code)
    if entry is None:
        return {"id": code}
    help_text = (
        f"{entry.why}\n\nExample:\n\n{entry.bad}\n\nMended:\n\n{entry.good}" if entry.bad else entry.why
    )
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.why},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    text = f"{diagnostic.message} {diagnostic.mend}".strip()
    out: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
    }
    if diagnostic.manifest:
        out["properties"] = {"manifest": diagnostic.manifest}
    if diagnostic.position is not None:
        out["locations"] = [{"physicalLocation": _location(diagnostic.position)}]
    if diagnostic.related:
        out["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(r.position), "message": {"text": r.message}}
            for number, r in enumerate(diagnostic.related, 1)
        ]
    return out


def _location(position: Position) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": position.line,
        "startColumn": position.column,
        "endColumn": position.column + position.length,
    }
    if position.excerpt:
        region["snippet"] = {"text": position.excerpt}
    return {"artifactLocation": {"uri": _uri(position.path)}, "region": region}


def _uri(path: str) -> str:
    """Return a path as a relative reference, or as a file URI where it is absolute."""
    from urllib.parse import quote

    # a name that is not UTF-8 keeps its own bytes
    raw = path.replace("\\", "/").encode("utf-8", "surrogateescape" if _is_name(path) else "replace")
    quoted = quote(raw, safe="/")
    return f"file://{quoted}" if path.startswith("/") else quoted


def _is_name(path: str) -> bool:
    """Tell whether all half characters in a path stand for bytes of a file name."""
    return not any("\ud800" <= sign <= "\udfff" and not "\udc80" <= sign <= "\udcff" for sign in path)
