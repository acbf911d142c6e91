"""`clausewright check --space`, as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from clausewright import prove_library
from clausewright.cli.main import main
from clausewright.cli.space import _Progress, scale
from clausewright.diagnostic.json import schema
from library_builder import write

FAULTY = {
    "grant/plain": '1. You may use it, except as {{ ref("service") }} says. {#use}',
    "service/free": "1. You may serve it. {#serve}",
}
SOUND = {
    **FAULTY,
    "grant/plain": '1. You may use it[, except as {{ ref("service") }} says]{if="ref"}. {#use}',
}
BUILD = """\
clausewright: 1
libraries:
  core: "./lib"
license:
  name: Smallest Failing License
  id: LicenseRef-Smallest-Failing
  version: "1.0"
  date: 2026-01-01
  steward: Nobody
form: simple
clauses:
  grant: plain
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_shipped_library_is_proved_with_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--space"]) == 0
    out = capsys.readouterr().out
    proof = prove_library()
    for form in proof.forms:
        assert form.selections is not None
        line = f"{form.form.removeprefix('core:')}: {form.queries:,} queries, {form.selections:,} valid selections"
        assert line + scale(form.selections) + "." in out
    assert [f"({n})" in out for n in range(1, 7)] == [True] * 6


def test_the_whole_command_takes_less_than_two_seconds(tmp_path: Path) -> None:
    """A run in five, so that a machine under load does not decide."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        command = [sys.executable, "-m", "clausewright", "check", "--space"]
        subprocess.run(command, cwd=tmp_path, env=dict(os.environ), check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 2


def test_a_fault_is_shown_with_a_manifest_that_fails_when_it_is_saved_and_built(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, FAULTY)
    assert main(["check", "--space", "lib"]) == 1
    out = capsys.readouterr().out
    assert "error[CW-SPC-001]: The reference to `service` can stand where" in out
    assert "--> lib/grant/plain.md:4:30" in out
    assert "see: lib/service/clause.yaml:1:1: the target" in out
    shown = out.partition("the smallest manifest that shows it:\n")[2].partition("\n\n")[0]
    text = "".join(f"{line[4:]}\n" for line in shown.splitlines())
    assert text == BUILD
    assert "Every one of them composes" not in out
    (here / "failing.yaml").write_text(text)
    assert main(["build", "failing.yaml", "--to", "md"]) == 1
    assert "CW-REF-002" in "".join(capsys.readouterr())


def test_the_mended_library_is_proved(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, SOUND)
    assert main(["check", "--space", "./lib"]) == 0
    assert "4 valid selections.\n" in capsys.readouterr().out


def test_a_fault_prints_in_every_format(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, FAULTY)
    out = {}
    for name in ("json", "sarif", "github"):
        assert main(["check", "--space", "lib", "--format", name]) == 1
        out[name] = capsys.readouterr().out
    data = json.loads(out["json"])
    Draft202012Validator(schema()).validate(data)
    assert data["diagnostics"][0]["manifest"] == BUILD
    result = json.loads(out["sarif"])["runs"][0]["results"][0]
    assert (result["ruleId"], result["properties"]["manifest"]) == ("CW-SPC-001", BUILD)
    assert out["github"].startswith("::error file=lib/grant/plain.md,line=4")
    assert BUILD.strip().replace("\n", "%0A") in out["github"]
    assert out["github"].count("\n") == 1


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_without_a_fault_a_format_says_so(
    here: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    write(here, SOUND)
    assert main(["check", "--space", "lib", "--format", format]) == 0
    out = capsys.readouterr().out
    assert (json.loads(out) if format != "github" else out == "") is not False


def test_a_library_that_uses_others_finds_them(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = {
        **SOUND,
        "@more/library.yaml": "uses: [core]\n",
        "@more/own/a": '1. Do it, as {{ ref("service") }} says. {#do}',
        "@more/own/clause.yaml": "after: grant\n",
    }
    write(here, more)
    assert main(["check", "--space", "more", "--library", "lib"]) == 1
    out = capsys.readouterr().out
    assert '      more: "./more"\n' in out and "      own: a\n" in out


def test_a_library_may_use_the_shipped_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "library.yaml": 'id: lab\nversion: "1"\nuses: [core]\n',
        "own/clause.yaml": "title: Own\nquestion: What?\nvariants: [a]\nsection: notices\n",
        "own/a.md": "---\nsummary: Own.\n---\n1. Print the License. {#print}\n",
    }
    for name, text in files.items():
        (here / "lab" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "lab" / name).write_text(text)
    alone = prove_library().forms[0].selections
    assert main(["check", "--space", "lab"]) == 0
    assert f"{alone * 2:,} valid selections" in capsys.readouterr().out


def test_a_library_that_cannot_be_counted_is_still_proved(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clausewright.check.space.proof.SPACE_COUNT", -1)
    write(here, SOUND)
    assert main(["check", "--space", "lib"]) == 0
    out = capsys.readouterr().out
    assert "4 queries, more valid selections than can be counted.\n" in out
    assert "Every one of them composes" in out


def test_a_library_with_errors_is_not_proved(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, {**SOUND, "service/free": '1. You may serve it, as {{ ref("nothing") }} says. {#serve}'})
    assert main(["check", "--space", "lib"]) == 1
    out = capsys.readouterr().out
    assert "CW-REF-001" in out and "valid selections" not in out


@pytest.mark.parametrize(
    "arguments",
    [["--space", "absent"], ["--space", "lib", "license.yaml"], ["--space", "lib", "--library", "absent"]],
)
def test_wrong_use_ends_with_two(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    write(here, SOUND)
    assert main(["check", *arguments]) == 2
    assert capsys.readouterr().err.startswith("clausewright check: ")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (999_999, ""),
        (1_000_000, " (1.0 × 10⁶)"),
        (35_000_000_000_000, " (3.5 × 10¹³)"),
        (9_960_000, " (1.0 × 10⁷)"),
        (9_940_000, " (9.9 × 10⁶)"),
    ],
)
def test_a_large_count_is_told_in_powers_of_ten(count: int, words: str) -> None:
    assert scale(count) == words


def test_progress_comes_after_a_second_on_a_terminal_and_goes_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bar = _Progress()
    bar.show("core:simple", 1, 2)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar.show("core:simple", 1, 2)
    assert capsys.readouterr().err == ""
    bar.start -= 2
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar.show("core:simple", 1, 2)
    bar.clear()
    assert capsys.readouterr().err == "\r\x1b[KProving simple: 1 of 2\r\x1b[K"
