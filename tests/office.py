"""LibreOffice, as the tests use it: what it reads in Word files, and what is left when changes are settled."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

SESSION = Path(__file__).with_name("office_session.py")
PYTHON = "/usr/bin/python3"
"""The system's own, which has LibreOffice's bridge."""

Paragraphs = list[tuple[str, str, str]]
"""The number before each paragraph, its words, and the name of its style."""


def opened(jobs: Sequence[tuple[Path, str, Path | None]]) -> list[Paragraphs]:
    """What stands in Word files, in one session.

    Args:
        jobs: A file; `accept` or `reject` all tracked changes, or nothing; where to save it as .docx or .pdf.
    """
    request = [[str(path), action, str(target or "")] for path, action, target in jobs]
    done = subprocess.run(
        [PYTHON, str(SESSION)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[(label, words, style) for label, words, style in rows] for rows in json.loads(done.stdout)]


def words(rows: Paragraphs) -> list[str]:
    """The paragraphs with their numbers, without the contents and the empty last one, spaces folded."""
    shown = [
        " ".join(f"{label} {text}".split())
        for label, text, style in rows
        if not style.startswith(("Contents", "toc", "TOC"))
    ]
    return [row for row in shown if row]
