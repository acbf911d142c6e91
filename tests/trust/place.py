"""Small libraries and manifests on disk, and what comes of composing them: a document or complaints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clausewright.compose import Composition, compose_manifest
from clausewright.diagnostic import Diagnostic, Position, Refused

LIBRARY = 'id: mine\nversion: "1.0.0"\n'
CLAUSE = "title: Words\nquestion: What is said?\nvariants: [{}]\n"
FORM = """\
numbering: [decimal, lower-alpha, lower-roman, upper-alpha]
sections:
  - {id: words, heading: Words, clauses: [words]}
  - {id: definitions, heading: Definitions, definitions: true}
"""
LICENSE = '{name: Test License, id: LicenseRef-Test-1.0, version: "1.0", date: 2026-01-02, steward: Test Lab}'
MANIFEST = f"""\
clausewright: 1
libraries: {{mine: ./lib}}
license: {LICENSE}
form: "mine:plain"
clauses: {{"mine:words": said}}
"""
FRONT = "---\nsummary: Words.\n{}---\n"
APART = Path(__file__).with_name("apart.py")
MEGABYTE = 1024 * 1024


def fragment(text: str, head: str = "") -> str:
    """A variant's file: front matter and text."""
    return FRONT.format(head) + text


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, which is made where it is missing."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def place(
    folder: Path,
    text: str | bytes = "1. You may use it. {#use}\n",
    head: str = "",
    more: Mapping[str, str | bytes] | None = None,
    manifest: str | bytes = MANIFEST,
) -> Path:
    """Write a manifest beside a library of one clause, and return the manifest.

    Args:
        folder: Where.
        text: The text of the only variant.
        head: Further front matter, whole lines.
        more: Further files of the library, or others in place of its own.
        manifest: The manifest.
    """
    said = FRONT.format(head).encode() + (text if isinstance(text, bytes) else text.encode())
    files: dict[str, str | bytes] = {
        "library.yaml": LIBRARY,
        "words/clause.yaml": CLAUSE.format("said"),
        "words/said.md": said,
        "forms/plain.yaml": FORM,
        **(more or {}),
    }
    write(folder / "lib", files)
    write(folder, {"license.yaml": manifest})
    return folder / "license.yaml"


@dataclass(frozen=True)
class Outcome:
    """What came of a manifest."""

    composition: Composition | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> set[str]:
        return {d.code for d in self.diagnostics}

    @property
    def errors(self) -> set[str]:
        return {d.code for d in self.diagnostics if d.severity == "error"}


def compose(
    manifest: Path, folders: Iterable[Path] = (), *, cached: bool = False, text: str | None = None
) -> Outcome:
    """Compose, and hold every complaint to what a complaint must be. Nothing but `Refused` may be raised."""
    try:
        found = compose_manifest(manifest, folders, cached=cached, text=text)
    except Refused as refused:
        assert any(d.severity == "error" for d in refused.diagnostics)
        outcome = Outcome(None, refused.diagnostics)
    else:
        assert not any(d.severity == "error" for d in found.diagnostics)
        outcome = Outcome(found, found.diagnostics)
    sound(outcome.diagnostics, {str(manifest): text} if text is not None else {})
    return outcome


def sound(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str] | None = None) -> None:
    """Hold complaints to their shape: words, and places that are inside the files that they name."""
    kept = {path: _lines(text) for path, text in (texts or {}).items()}
    for diagnostic in diagnostics:
        assert diagnostic.message.strip(), diagnostic
        assert diagnostic.code.startswith("CW-"), diagnostic
        assert len(diagnostic.message) < 10_000, "a complaint repeats its input"
        for position in (diagnostic.position, *(r.position for r in diagnostic.related)):
            if position is not None:
                _inside(position, kept)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _inside(position: Position, kept: dict[str, str]) -> None:
    if position.path not in kept:
        kept[position.path] = _lines(Path(position.path).read_bytes().decode())
    lines = kept[position.path].split("\n")
    assert 1 <= position.line <= len(lines), position
    line = lines[position.line - 1]
    assert position.excerpt == line, position
    assert 1 <= position.column <= len(line) + 1, position
    assert position.length >= 1


def compose_apart(
    manifest: Path,
    *,
    megabytes: int = 600,
    seconds: int = 20,
    environment: Mapping[str, str] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Compose in a process of its own with bounded memory and time; return what it tells of the outcome.

    The process is ended by the system where it asks for more, and then this fails.
    """
    run = subprocess.run(
        [sys.executable, str(APART), str(manifest), str(megabytes), str(seconds), json.dumps(options)],
        capture_output=True, text=True, timeout=seconds * 4, check=False,
        env={**os.environ, "CLAUSEWRIGHT_CACHE": "off", **(environment or {})},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:] or f"ended by signal {-run.returncode}"
    found: dict[str, Any] = json.loads(run.stdout)
    return found
