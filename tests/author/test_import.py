"""An imported license is a library that composes to the same words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from clausewright.author import import_license
from clausewright.cli.main import main
from clausewright.compose import Memo, compose_manifest
from clausewright.document import Document, number
from clausewright.source.files import Report
from clausewright.source.library import Library
from clausewright.source.licenses import read_license, words
from clausewright.source.loading import load_library
from clausewright.source.shipped import folder as shipped_folder
from license_texts import expected, texts

NASTY = """Sign License

1. Signs *stars* _under_ [brackets] {braces} {{ value }} {#id} `ticks` <b>tags</b> &amp; \\ "straight" it's.

# not a heading, 2 > 1 and [a](https://b.example){if="ref"}

2. Items

(a) - dash;

(b) 1. number: and

(c) + plus | bar

3. See Section 2(b), and Sections 1 and 3.
"""


HELD_AS_NOTICES = frozenset({"BitTorrent-1.1", "Motosoto", "gSOAP-1.3b"})
"""Licenses of which every section has to be kept as a notice."""
SHARES = 12
"""Parts of the list of licenses, each a test of its own, so that a slow machine stays within the limit."""


@cache
def shipped() -> dict[Path, Library]:
    """The shipped library, which every manifest loads."""
    where = shipped_folder("clauses")
    library = load_library(where, Report(), cached=False)
    assert library is not None
    return {where: library}


def composed(folder: Path) -> Document:
    return compose_manifest(folder / "license.yaml", cached=False, memo=Memo(), loaded=shipped()).document


def imported(id: str, folder: Path) -> tuple[int, int]:
    """Import, compose, compare; return how many words there are and how many of them are in notices."""
    document = read_license(texts()[id].encode(), id)
    made = import_license(document, folder, name=id, file=id)
    assert words(composed(folder), title=False) == words(document, title=False), id
    return made.words, made.verbatim


def test_the_sample_composes_to_the_same_words(tmp_path: Path) -> None:
    counts = [imported(id, tmp_path / id) for id in expected()]
    assert sum(kept for _, kept in counts) < 0.01 * sum(all_ for all_, _ in counts)


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_every_license_of_the_spdx_list_composes_to_the_same_words(
    share: int, tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    counts = {id: imported(id, tmp_path / id) for id in sorted(texts())[share::SHARES]}
    everything = sum(all_ for all_, _ in counts.values())
    kept = {id: kept for id, (_, kept) in counts.items() if id not in HELD_AS_NOTICES}
    in_notices = sum(kept for _, kept in counts.values())
    record_testsuite_property(f"words in notices, part {share}", f"{in_notices} of {everything}")
    assert len(counts) * SHARES > 680
    assert sum(kept.values()) < 0.01 * everything


def test_signs_that_mean_something_in_the_text_language_stay_words(tmp_path: Path) -> None:
    document = read_license(NASTY.encode(), "LICENSE")
    made = import_license(document, tmp_path / "x", name="x", file="LICENSE")
    again = composed(tmp_path / "x")
    assert words(again, title=False) == words(document, title=False)
    assert made.verbatim == 0
    assert [number(again, s.id) for s in again.sections if s.numbered] == ["1.", "2.", "3."]
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "x/library").glob("*/imported.md")]
    assert any('{{ ref("items/' in text for text in written)


def test_numbering_titles_and_identity_come_over(tmp_path: Path) -> None:
    import_license(read_license(texts()["GPL-2.0-only"].encode()), tmp_path / "x", name="x", file="x")
    again = composed(tmp_path / "x")
    assert again.license.date == "1991-06-01"
    assert again.license.version == "2"
    assert next(number(again, s.id) for s in again.sections if s.numbered) == "0."


def test_the_verb_writes_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "LICENSE.txt"
    source.write_text(NASTY)
    assert main(["import", str(source), "--out", str(tmp_path / "out"), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["words"] > 30
    assert "license.yaml" in report["files"]
    assert [d["code"] for d in report["report"]["diagnostics"]] == ["CW-IMP-004"]
    source.write_text("Plain License\n\n1. You may use it.\n\n2. You may share it.\n")
    assert main(["import", str(source), "--out", str(tmp_path / "plain")]) == 0
    built = ["build", str(tmp_path / "plain/license.yaml"), "--to", "txt", "--out", str(tmp_path / "b")]
    assert main(built) == 0
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_folder_with_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "LICENSE", tmp_path / "out"
    source.write_text(NASTY)
    out.mkdir()
    (out / "mine").write_text("mine")
    assert main(["import", str(source), "--out", str(out)]) == 2
    assert "has files" in capsys.readouterr().err
    assert [p.name for p in out.iterdir()] == ["mine"]
    (out / "mine").unlink()
    assert main(["import", str(source), "--out", str(out)]) == 0


@pytest.mark.parametrize("more", [["--date", "yesterday"], ["--date", "2024-02-31"]])
def test_wrong_use_is_2(tmp_path: Path, more: list[str]) -> None:
    source = tmp_path / "LICENSE"
    source.write_text(NASTY)
    assert main(["import", str(source), "--out", str(tmp_path / "out"), *more]) == 2
    assert main(["import", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_read_is_1_and_writes_nothing(tmp_path: Path) -> None:
    source = tmp_path / "LICENSE"
    source.write_bytes(b"\x7fELF\x00\x01\x02")
    assert main(["import", str(source), "--out", str(tmp_path / "out")]) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["LICENSE"]


def test_a_section_that_cannot_be_held_is_kept_as_a_notice_and_said(tmp_path: Path) -> None:
    """More brackets in one paragraph than the text language takes."""
    text = f"T License\n\nPreamble\n\nGood words.\n\nSigns\n\n{'[x] ' * 2100}\n"
    document = read_license(text.encode(), "LICENSE")
    made = import_license(document, tmp_path / "x", name="x", file="LICENSE")
    assert [d.code for d in made.diagnostics] == ["CW-IMP-004", "CW-IMP-001"]
    assert all(d.position for d in made.diagnostics)
    assert made.verbatim >= 2100
    assert words(composed(tmp_path / "x"), title=False) == words(document, title=False)


def test_the_help_shows_examples() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "clausewright", "import", "--help"], capture_output=True, text=True, check=True
    )
    assert "clausewright import LICENSE.txt --out" in ended.stdout
    assert "exit status" in ended.stdout
