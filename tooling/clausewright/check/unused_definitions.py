"""A definition that the manifest chooses and no text uses is a choice without effect."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import WARNING, Diagnostic
from .context import Subject


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find definitions that the manifest names and the license does not use."""
    used = {choice.id for choice in subject.document.choices if choice.kind == "definition"}
    selection = subject.composition.manifest.selection
    for id, pick in selection.definitions.items():
        if id not in used:
            term = subject.composition.index.terms[id].term
            yield Diagnostic(
                "CW-CHK-003",
                f"The manifest chooses a definition of “{term}”, which no text of this license uses.",
                "Remove the line, or choose a clause that uses the term.",
                selection.file.position(pick.line, pick.column),
                severity=WARNING,
            )
