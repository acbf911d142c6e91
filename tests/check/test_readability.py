"""Readability: measured by textstat, without the network and without a corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clausewright import compose_license
from clausewright.check.readability import measure, measure_sections
from clausewright.check.style.readings import fullest
from clausewright.cli.main import main
from clausewright.source.files import Report
from clausewright.source.index import shipped_index

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = ROOT / "examples" / "minimal.yaml"


def test_the_measures_are_those_of_the_published_formulas() -> None:
    """Forty letters and two stops, ten words, two sentences, worked out by hand; textstat writes 0.058 for the paper's 0.0588."""
    found = measure("Abcd efgh ijkl mnop qrst. Uvwx yzab cdef ghij klmn.")
    assert (found.words, found.sentences, found.words_a_sentence) == (10, 2, 5.0)
    assert found.automated_readability_index == round(4.71 * 42 / 10 + 0.5 * 10 / 2 - 21.43, 1)
    assert found.coleman_liau_index == round(0.058 * 400 - 0.296 * 20 - 15.8, 1)


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = measure("You may run it. You may keep it. You may sell it.")
    hard = measure("Notwithstanding contradictory stipulations, redistributors acknowledge responsibilities.")
    assert hard.automated_readability_index > easy.automated_readability_index + 5
    assert hard.coleman_liau_index > easy.coleman_liau_index + 5


def test_no_text_has_no_difficulty() -> None:
    found = measure("")
    assert (found.words, found.sentences, found.words_a_sentence) == (0, 0, 0.0)


def test_every_section_is_measured_and_the_whole_comes_last() -> None:
    document = compose_license(MINIMAL).document
    rows = measure_sections(document)
    assert [row.id for row in rows[:-1]] == [section.id for section in document.sections]
    assert rows[-1].heading == document.license.title
    assert rows[-1].readability.words == sum(row.readability.words for row in rows[:-1])
    assert all(row.readability.words and row.readability.sentences for row in rows)


def test_a_variant_is_measured_with_every_span_that_can_stand() -> None:
    index = shipped_index(Report())
    text = fullest(index.clauses["core:downstream"].variants["standard"], "Section 1")
    assert text.count("sublicense") < 6, (
        "versions of one sentence that exclude each other are not all counted"
    )
    assert "Section 1" in text and "\ufffc" not in text


def test_nothing_opens_the_network_or_asks_for_a_corpus(tmp_path: Path) -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.create_connection = socket.getaddrinfo = refuse\n"
        "from clausewright.check.readability import measure\n"
        "found = measure('You must give the recipient the notices. You may keep a copy.')\n"
        "assert found.words == 12, found\n"
        "print(found.coleman_liau_index)\n"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "NLTK_DATA": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert float(ended.stdout) < 20
    assert list(tmp_path.iterdir()) == [], "something was downloaded or kept"


def test_textstat_is_not_imported_before_it_is_needed(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom clausewright.cli.main import main\n"
        f"assert main(['check', {str(MINIMAL)!r}]) == 0\nprint('textstat' in sys.modules)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert ended.stdout.splitlines()[-1] == "False", ended.stderr


def test_the_command_prints_a_table_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--readability", str(MINIMAL)]) == 0
    shown = capsys.readouterr().out
    assert all(len(line) <= 100 for line in shown.splitlines())
    assert "1. Definitions" in shown and "Harbor" in shown and "ARI" in shown
    assert main(["check", "--readability", "--format", "json", str(MINIMAL)]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["sections"][1]["heading"] == "Definitions"
    assert data["sections"][-1]["coleman-liau-index"] > 0


@pytest.mark.parametrize(
    "arguments", [[], ["none.yaml"], [str(MINIMAL), "--format", "sarif"], [str(ROOT / "clauses")]]
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--readability", *arguments]) == 2
    assert capsys.readouterr().err
