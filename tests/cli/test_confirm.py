"""`clausewright confirm`: shows, asks, records; whole or not at all."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from clausewright.cli.main import main
from clausewright.source.confirmations import NAME, read_confirmed
from clausewright.source.files import Report
from library_builder import write

GRANT = """
---
summary: A.
parameters: {days: {type: integer, default: 3, about: days}}
provisions:
  - {at: use, permits: run, who: licensee}
  - {at: keep, requires: provide, who: conveyor, when: {act: convey}, material: notices, to: recipient}
---
1. You may use it for {{ days | days }}. {#use}
2. You must do all of these: {#do}

   1. Keep the notices. {#keep}
"""
MORE = (
    "---\nsummary: M.\nprovisions: [{at: sing, permits: use, who: licensee}]\n---\n1. You may sing. {#sing}"
)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CLAUSEWRIGHT_CACHE", "off")
    write(tmp_path, {"grant/a": GRANT, "more/a": MORE})
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "lib"


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """Let a person at a terminal give these answers; return the questions as they come."""
    left, asked = list(lines), []

    def give(question: str = "") -> str:
        asked.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", give)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    return asked


def recorded(library: Path) -> dict[str, list[str]]:
    report = Report()
    record = read_confirmed(library, report) or {}
    assert report.diagnostics == []
    return {name: sorted(entries) for name, entries in record.items()}


def test_a_list_names_what_is_unconfirmed_and_exits_with_one(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["confirm", "lib", "--list"]) == 1
    out = capsys.readouterr().out
    assert out.splitlines() == [
        "grant/a#use  (never confirmed)", "grant/a#keep  (never confirmed)", "more/a#sing  (never confirmed)",
        "3 unconfirmed.",
    ]  # fmt: skip
    assert not (library / NAME).exists()


def test_all_needs_a_name_and_then_confirms_everything(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["confirm", "lib", "--all"]) == 2
    assert "--by NAME" in capsys.readouterr().err
    assert main(["confirm", "lib", "--all", "--by", "A. Lawyer"]) == 0
    assert recorded(library) == {"grant/a": ["keep", "use"], "more/a": ["sing"]}
    assert '"by": "A. Lawyer"' in (library / NAME).read_text()
    capsys.readouterr()
    assert main(["confirm", "lib", "--list"]) == 0
    assert main(["confirm", "lib"]) == 0
    assert capsys.readouterr().out.count("Everything is confirmed.") == 2


def test_json_holds_words_and_provisions(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["confirm", "lib", "--list", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)["unconfirmed"]
    assert [(d["at"], d["variant"], d["change"]) for d in data][1] == ("core:grant/keep", "a", "new")
    assert data[1]["words"].splitlines()[0] == "You must do all of these:"
    assert "Keep the notices." in data[1]["words"]
    assert data[1]["provisions"][0].startswith("{requires: provide, who: conveyor, when: {act: convey}")
    assert main(["confirm", "lib", "--all", "--by", "B"]) == 0
    capsys.readouterr()
    assert main(["confirm", "lib", "--list", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"unconfirmed": []}


def test_without_a_terminal_it_lists_and_confirms_nothing(library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clausewright", "confirm", "lib"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "3 unconfirmed." in done.stdout and "--all --by NAME" in done.stderr
    assert not (library / NAME).exists()


def test_it_shows_the_words_and_asks_one_after_the_other(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answers(monkeypatch, "y", "perhaps", "n", "YES", "A. Lawyer")
    assert main(["confirm", "lib"]) == 1
    out = capsys.readouterr().out
    assert "You may use it for ‹days days›." in out and "{permits: run, who: licensee}" in out
    assert asked[-1] == "Who confirms? " and len(asked) == 5
    assert recorded(library) == {"grant/a": ["use"], "more/a": ["sing"]}
    assert "2 confirmed" in out and "1 left" in out


def test_quitting_keeps_the_answers_and_an_end_of_input_is_quitting(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "y", "q")
    assert main(["confirm", "lib", "--by", "B"]) == 1
    assert recorded(library) == {"grant/a": ["use"]}
    answers(monkeypatch, "y")
    assert main(["confirm", "lib", "--by", "B"]) == 1
    assert recorded(library) == {"grant/a": ["keep", "use"]}


def test_no_to_everything_writes_nothing(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "n", "n", "n")
    assert main(["confirm", "lib", "--by", "B"]) == 1
    assert "Nothing was confirmed." in capsys.readouterr().out
    assert not (library / NAME).exists()


def test_without_a_name_nothing_is_written(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "y", "q", " ")
    assert main(["confirm", "lib"]) == 1
    assert not (library / NAME).exists()


def test_an_interruption_leaves_the_record_as_it_was(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["confirm", "lib", "more", "--all", "--by", "B"]) == 0
    before = (library / NAME).read_bytes()

    def interrupt(question: str = "") -> str:
        raise KeyboardInterrupt

    answers(monkeypatch)
    monkeypatch.setattr("builtins.input", interrupt)
    assert main(["confirm", "lib", "--by", "C"]) == 130
    assert (library / NAME).read_bytes() == before
    assert [path.name for path in library.iterdir() if path.name.startswith(".")] == []


def test_a_clause_a_variant_or_a_definition_can_be_named(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("more", "more/a", "more=a"):
        assert main(["confirm", "lib", name, "--list"]) == 1
        assert capsys.readouterr().out.splitlines()[-1] == "1 unconfirmed."
    assert main(["confirm", "lib", "grant/a", "--all", "--by", "B"]) == 0
    assert recorded(library) == {"grant/a": ["keep", "use"]}
    assert main(["confirm", "lib", "mor", "--list"]) == 2
    assert "Did you mean `more/a`?" in capsys.readouterr().err


def test_what_is_gone_leaves_the_record(library: Path) -> None:
    assert main(["confirm", "lib", "--all", "--by", "B"]) == 0
    path = library / "grant" / "a.md"
    path.write_text(path.read_text().replace("  - {at: use, permits: run, who: licensee}\n", ""))
    text = library / "more" / "a.md"
    text.write_text(text.read_text().replace("may sing", "may dance"))
    assert main(["confirm", "lib", "--all", "--by", "C"]) == 0
    assert recorded(library) == {"grant/a": ["keep"], "more/a": ["sing"]}
    assert '"by": "B"' in (library / NAME).read_text() and '"by": "C"' in (library / NAME).read_text()


def test_a_broken_record_is_never_written_over(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / NAME).write_text("{}")
    assert main(["confirm", "lib", "--all", "--by", "B"]) == 1
    assert "CW-CNF-001" in capsys.readouterr().err
    assert (library / NAME).read_text() == "{}"


def test_a_library_with_errors_is_not_confirmed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = library / "more" / "a.md"
    path.write_text(path.read_text().replace("permits: use", "permits: usse"))
    assert main(["confirm", "lib", "--all", "--by", "B"]) == 1
    assert "CW-PRV-005" in capsys.readouterr().err
    assert not (library / NAME).exists()


def test_wrong_use_is_told_apart(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["lib", "."], ["--format", "json"], ["lib", "--all", "--by", "x\x1b[2J"], ["--by", ""]):
        assert main(["confirm", *line]) == 2
        assert "clausewright confirm" in capsys.readouterr().err


def test_the_folder_beside_a_manifest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWRIGHT_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "clauses" / "extra"
    own.mkdir(parents=True)
    (own / "clause.yaml").write_text("title: Extra\nquestion: What else?\nvariants: [only]\nafter: grant\n")
    (own / "only.md").write_text(MORE.replace("sing. {", "sing of Covered Weights. {"))
    assert main(["confirm", "--all", "--by", "B"]) == 0
    assert recorded(tmp_path / "clauses") == {"extra/only": ["sing"]}


def test_the_shipped_library_is_confirmed_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["confirm", "--list"]) == 0
    assert capsys.readouterr().out == "Everything is confirmed.\n"


def test_a_person_at_a_real_terminal_is_asked(library: Path) -> None:
    inner, outer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "clausewright", "confirm", "lib", "more", "--by", "A. Lawyer"],
        stdin=outer, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(outer)
    os.write(inner, b"y\n")
    out, err = process.communicate(timeout=60)
    os.close(inner)
    assert process.returncode == 0, err
    assert b"You may sing." in out and b"1 confirmed" in out
    assert recorded(library) == {"more/a": ["sing"]}
