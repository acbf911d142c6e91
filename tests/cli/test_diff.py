"""`clausewright diff` as a user and as git meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clausewright.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    'clausewright: 1\nlicense: {name: Test Weights License, id: LicenseRef-Test, version: "1.0", '
    "date: 2026-11-23, steward: Lab}\n"
)
OLD = HEAD + "extends: network-copyleft\n"
NEW = OLD + "clauses: {api-disclosure: {offer_days: 14}}\n"
CLAUSE = {
    "clause.yaml": "title: Singing\nquestion: May one sing?\nvariants: [loud]\nafter: grant\n",
    "loud.md": "---\nsummary: Singing.\nprovisions:\n  - {at: sing, states: true}\n---\n1. Singing is WORD. {#sing}\n",
}

Git = Callable[..., str]


@pytest.fixture(autouse=True)
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW)):
        (tmp_path / name).write_text(text)
    return str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with two commits of a license with a clause of its own."""
    place = tmp_path / "repository"
    place.mkdir()
    monkeypatch.chdir(place)

    def run(*arguments: str) -> str:
        names = {
            f"GIT_{who}_{what}": "x@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, **names, "PATH": path, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
        environment["PYTHONPATH"] = str(ROOT / "tooling")
        ended = subprocess.run(["git", *arguments], capture_output=True, text=True, env=environment)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    run("init", "-q", "-b", "main")
    clause = place / "clauses" / "singing"
    clause.mkdir(parents=True)
    (place / "clauses" / "library.yaml").write_text('id: own\nversion: "1"\nlanguage: en\n')
    for word, days in (("allowed", 30), ("welcome", 14)):
        for name, text in CLAUSE.items():
            (clause / name).write_text(text.replace("WORD", word))
        (place / "license.yaml").write_text(
            f"{OLD}clauses:\n  api-disclosure: {{offer_days: {days}}}\n  singing: loud\n"
        )
        run("add", "-A")
        run("commit", "-q", "-m", word)
    return run


def test_the_exit_status_says_whether_two_texts_are_the_same(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", pair[0], pair[0]]) == 0
    assert "The two texts say the same." in capsys.readouterr().out
    assert main(["diff", *pair]) == 1
    out = capsys.readouterr().out
    assert "[-30-] {+14+} days" in out
    assert "within 14 days of the request" in out


def test_a_bundle_is_a_side_as_folder_and_as_archive(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = pair
    for out in ("bundle", "bundle.zip", "bundle.tar.gz"):
        assert main(["bundle", old, "--to", "json,txt", "--out", str(tmp_path / out)]) == 0
        capsys.readouterr()
        assert main(["diff", str(tmp_path / out), old]) == 0
        assert main(["diff", str(tmp_path / out), new]) == 1
        assert "[-30-] {+14+} days" in capsys.readouterr().out
    (tmp_path / "other").mkdir()
    assert main(["diff", str(tmp_path / "other"), old]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["strong-copyleft"],
        ["strong-copyleft", "weak-copyleft"],
        ["a", "b", "c"],
        ["strong-copyleft", "absent.yaml"],
        ["api-disclosure/weights-to-users", "api-disclosure/absent"],
        ["--variants", "absent"],
        ["--variants", "api-disclosure", "--to", "pdf"],
        ["--variants", "api-disclosure", "--to", "docx"],
        ["--variants", "api-disclosure", "permissive"],
        ["permissive", "strong-copyleft", "--to", "docx", "--date", "yesterday"],
        ["permissive", "strong-copyleft", "--to", "docx", "--date", "9999-12-31T23:59:59-23:00"],
        ["permissive", "strong-copyleft", "--to", "docx", "--author", " "],
        ["permissive", "strong-copyleft", "--to", "html", "--author", "Ann"],
        ["permissive", "strong-copyleft", "--date", "2026-11-24"],
        ["--git", "one"],
        ["HEAD:absent.yaml", "permissive"],
        ["no-such-revision:license.yaml", "permissive"],
        ["--help=x"],
    ],
)
def test_wrong_use_is_status_two_and_says_why(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main(["diff", *arguments])
    except SystemExit as stop:
        status = int(str(stop.code))
    assert status == 2
    said = capsys.readouterr()
    assert said.out == "" and "clausewright diff" in said.err and "Traceback" not in said.err


def test_a_manifest_with_errors_is_status_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text(HEAD + "extends: no-such-profile\n")
    assert main(["diff", str(tmp_path / "bad.yaml"), "permissive"]) == 2
    assert "no-such-profile" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("format", "start"),
    [("md", b"### "), ("html", b"<!DOCTYPE html>"), ("json", b"{"), ("pdf", b"%PDF-"), ("docx", b"PK")],
)
def test_the_ending_of_the_file_is_the_format(
    pair: tuple[str, str], format: str, start: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"redline.{format}"
    assert main(["diff", *pair, "--out", str(out)]) == 1
    assert out.read_bytes().startswith(start)
    assert capsys.readouterr().out == ""


def test_changes_in_word_bear_the_author_and_the_date_that_are_given(
    pair: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "redline.docx"
    assert main(["diff", *pair, "--out", str(out), "--author", "Ann Counsel", "--date", "2026-11-24"]) == 1
    with zipfile.ZipFile(out) as archive:
        text = archive.read("word/document.xml").decode()
    assert 'w:author="Ann Counsel" w:date="2026-11-24T00:00:00Z"' in text


def test_json_follows_the_published_schema(
    pair: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    import jsonschema

    from clausewright import json_schema

    assert main(["diff", *pair, "--format", "json"]) == 1
    data = json.loads(capsysbinary.readouterr().out)
    jsonschema.Draft202012Validator(json_schema("comparison")).validate(data)
    assert data["counts"]["hunks"] == 1


def test_two_variants_are_compared_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "api-disclosure/weights-to-users", "api-disclosure/weights-to-users"]) == 0
    assert main(["diff", "api-disclosure/weights-to-users", "core:api-disclosure/materials-on-request"]) == 1
    assert "{+You need not give the Covered Weights themselves.+}" in capsys.readouterr().out


def test_two_variants_of_a_definition_are_compared_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "you/plain", "covered-weights/offered"]) == 1
    assert "“You”" in capsys.readouterr().out


def test_every_variant_of_the_library_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    from clausewright import shipped_library

    index = shipped_library()
    for id in (*index.clauses, *index.terms):
        assert main(["diff", "--variants", id.partition(":")[2], "--to", "md"]) in (0, 1), id
    assert "| paragraph |" in capsys.readouterr().out


def test_rendered_licenses_are_read_back(
    tmp_path: Path, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", pair[0], "--to", "md,json", "--out", str(tmp_path)]) == 0
    assert main(["diff", pair[0], str(tmp_path / "Test.json")]) == 0
    capsys.readouterr()
    assert main(["diff", str(tmp_path / "Test.md"), pair[1]]) == 1
    assert "1 word inserted, 1 deleted, 0 moved, in 1 place." in capsys.readouterr().out


def test_a_license_text_goes_through_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, days in (("a.txt", 30), ("b.txt", 14)):
        (tmp_path / name).write_text(
            f"You must give the copy within {days} days of the request.\nNo more is owed.\n"
        )
    assert main(["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 1
    assert "within [-30-] {+14+} days" in capsys.readouterr().out


# --- git


def test_a_revision_is_composed_with_its_own_library(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "HEAD:license.yaml", "license.yaml"]) == 0
    capsys.readouterr()
    assert main(["diff", "HEAD~1:license.yaml", "license.yaml"]) == 1
    out = capsys.readouterr().out
    assert "Singing is [-allowed-] {+welcome+}." in out
    assert "it was 30" in out
    Path("clauses/singing").mkdir(exist_ok=True)
    os.chdir("clauses")
    assert main(["diff", "HEAD:../license.yaml", "main:./../license.yaml"]) == 0


def test_no_hook_and_no_filter_runs(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        hook = Path(".git/hooks") / name
        hook.write_text("#!/bin/sh\ntouch ran\n")
        hook.chmod(0o755)
    git("config", "filter.bad.smudge", "touch ran; cat")
    git("config", "core.fsmonitor", "touch ran")
    Path(".git/info/attributes").write_text("* filter=bad\n")
    assert main(["diff", "HEAD~1:license.yaml", "HEAD:license.yaml"]) == 1
    assert not Path("ran").exists()


def test_a_revision_that_looks_like_an_option_is_none(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "permissive", "--", "--output=x:license.yaml"]) == 2
    assert not Path("x").exists()


def configured(git: Git) -> None:
    """The two lines of the documentation."""
    text = (ROOT / "docs/redlines.md").read_text()
    assert "*.yaml diff=clausewright" in text
    assert 'git config diff.clausewright.command "clausewright diff --git"' in text
    Path(".gitattributes").write_text("license.yaml diff=clausewright\n")
    git("config", "diff.clausewright.command", f"{sys.executable} -m clausewright diff --git")


def test_git_shows_redlines_of_manifests(git: Git) -> None:
    configured(git)
    shown = git("diff", "HEAD~1", "HEAD", "--", "license.yaml")
    assert "diff --clausewright a/license.yaml b/license.yaml" in shown
    assert "[-30-] {+14+} days" in shown
    assert "-  api-disclosure" not in shown
    log = git("log", "-p", "--ext-diff", "--format=%s", "--", "license.yaml")
    assert log.startswith("welcome") and "+++ b/license.yaml" in log


def test_git_gets_an_ordinary_diff_of_what_is_no_license(git: Git) -> None:
    configured(git)
    Path("license.yaml").write_text("no: license\n")
    shown = git("diff", "--", "license.yaml")
    assert "(not compared as licenses: " in shown
    assert "+no: license" in shown
