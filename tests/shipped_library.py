"""The shipped library, read once for the tests of its front matter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from clausewright.source.files import Report
from clausewright.source.index import Index, shipped_index
from clausewright.source.library import Library

CLAUSES = Path(__file__).resolve().parent.parent / "clauses"


@cache
def index() -> Index:
    report = Report()
    found = shipped_index(report)
    assert report.diagnostics == []
    return found


def shipped() -> Library:
    return index().libraries["core"]
