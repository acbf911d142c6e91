"""The table of codes is whole, and its examples do what they say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from clausewright.diagnostic.codes import AREAS, CODES, Code
from clausewright.diagnostic.reference import markdown
from library_builder import complaints, overlay

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "tooling" / "clausewright"

WORLD = {
    "grant/plain": "1. You may use Weights. {#use}\n2. You may share Weights. {#share}",
    "grant/wide": "1. You may do anything with Weights. {#use}",
    "grant/clause.yaml": "title: Permission\nomit: false\n",
    "service/free": "1. You may serve Weights. {#serve}",
    "service/paid": """
        ---
        summary: For a fee.
        parameters: {fee_days: {type: integer, minimum: 1, maximum: 365, about: days to pay}}
        ---
        1. You may serve Weights when You pay within {{ fee_days | days }}. {#serve}
        """,
    "service/shared": "1. You may serve Weights by Sharing. {#serve}",
    "extras/first": "1. You may print Weights. {#print}",
    "extras/second": "1. You may sing Weights. {#sing}",
    "extras/clause.yaml": "choose: any\n",
    "ending/standard": 'These stay: each of these: {#list from="survival"}',
    "definitions/weights/std": "means numbers. {#def}",
    "definitions/shared-weights/std": "means numbers that are in other hands. {#def}",
    "definitions/sharing/narrow": "means giving. {#def}",
    "definitions/sharing/broad": "means giving or showing. {#def}",
    "profiles/base.yaml": "summary: Plain permission.\nclauses: {grant: plain}",
}
"""The library in which every example is tried, where it does not bring its own files."""

MANIFEST = "clauses: {grant: plain, service: free}\n"

HOME = {
    **dict.fromkeys(
        ("TXT", "CND", "REF", "TRM", "VAL", "PAR", "PRV", "SLT", "NUM", "IDS", "DOC"), "grant/plain"
    ),
    **dict.fromkeys(("CHO", "PRO", "MAN", "YAML", "FMT", "FILE", "LIB"), "manifest.yaml"),
}
"""Where the first lines of an example belong, by area."""

ELSEWHERE = {
    "AGR", "APP", "BND", "CHK", "CLI", "CNF", "IMP", "LIN", "OUT", "READ", "REL", "REP", "RUN", "SIG", "SPC", "STP",
    "STY", "TPL", "UNI", "VER",
}  # fmt: skip
"""Areas whose examples are tried by the tests of their own wings."""


def area(code: Code) -> str:
    return code.code.split("-")[1]


OURS = [c for c in CODES.values() if area(c) in HOME or area(c) in {"LIK", "FRM"}]


def attempt(root: Path, code: Code, example: str) -> list[tuple[str, str]]:
    """Compose an example; return code and severity of every complaint."""
    files: dict[str, str | None] = dict(WORLD)
    manifest = MANIFEST
    parts = re.split(r"(?m)^==> (\S+)(?: (raw|none))? <==\n?", example)
    pieces: list[tuple[str, str | None, str]] = (
        [(HOME.get(area(code), ""), None, parts[0])] if parts[0].strip() else []
    )
    pieces += [(parts[i], parts[i + 1], parts[i + 2]) for i in range(1, len(parts), 3)]
    for name, how, text in pieces:
        if name == "manifest.yaml":
            manifest = overlay(manifest, text)
        elif name.endswith("clause.yaml") and how is None:
            files[name] = overlay(files.get(name) or "", text)
        else:
            files[f"{name}!" if how == "raw" else name] = None if how == "none" else text
    return [(d.code, d.severity) for d in complaints(root, files, manifest)]


def test_every_code_in_the_package_is_in_the_table_and_none_is_idle() -> None:
    used: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "codes":
            used |= set(re.findall(r"CW-[A-Z]+-\d{3}", path.read_text()))
    assert used - set(CODES) == set(), "used and not in the table"
    assert set(CODES) - used == set(), "in the table and not used"


def test_no_code_stands_twice() -> None:
    found = Counter(code.code for codes in AREAS.values() for code in codes)
    assert [code for code, count in found.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES.values(), ids=lambda c: c.code)
def test_a_code_says_what_and_why_in_sentences(code: Code) -> None:
    assert re.fullmatch(r"CW-[A-Z]+-\d{3}", code.code)
    assert code.title and not code.title.endswith(".")
    assert code.why.endswith(".")
    assert bool(code.bad) == bool(code.good)
    assert code.severity in {"error", "warning", "note"}


@pytest.mark.parametrize("code", [c for c in OURS if c.bad], ids=lambda c: c.code)
def test_an_example_gives_its_code_and_the_mended_one_nothing(code: Code, tmp_path: Path) -> None:
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
    assert (code.code, code.severity) in attempt(tmp_path / "bad", code, code.bad)
    assert attempt(tmp_path / "good", code, code.good) == []


def test_the_page_of_codes_is_up_to_date() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert page == markdown(), "run: python -m clausewright.diagnostic.reference > docs/diagnostics.md"
