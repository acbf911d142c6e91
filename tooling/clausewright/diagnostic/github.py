"""Complaints as workflow commands, which GitHub shows beside the line."""

from __future__ import annotations

from collections.abc import Sequence

from .diagnostic import Diagnostic

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def print_github(diagnostics: Sequence[Diagnostic], color: bool = False) -> str:
    """Return complaints as workflow commands, one a line.

    Args:
        diagnostics: The complaints, in order.
        color: Of no effect.
    """
    return "\n".join(_one(diagnostic) for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic) -> str:
    fields = []
    where = diagnostic.position
    if where is not None:
        fields = [
            f"file={_property(where.path)}",
            f"line={where.line}",
            f"col={where.column}",
            f"endColumn={where.column + where.length}",
        ]
    fields.append(f"title={_property(diagnostic.code)}")
    text = f"{diagnostic.message} {diagnostic.mend}".strip()
    if diagnostic.manifest:
        text += f"\nThe smallest manifest that shows it:\n{diagnostic.manifest}"
    return f"::{_COMMANDS[diagnostic.severity]} {','.join(fields)}::{_message(text)}"


def _message(text: str) -> str:
    # these three would end the command or begin another
    text = text.encode("utf-8", "replace").decode()
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
