"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clausewright import __version__
from clausewright.cli.main import VERBS, main

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = """\
clausewright: 1
license: {name: Test Weights License, id: LicenseRef-Test-1.0, version: "1.0", date: 2026-11-23, steward: Lab}
extends: permissive
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "license.yaml"
    path.write_text(MINIMAL)
    return path


def command(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", **more}
    return subprocess.run(
        [sys.executable, "-m", "clausewright", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_help_names_every_verb_and_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert all(verb in text for verb in VERBS)
    assert "examples:" in text and "exit status:" in text


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_examples(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    assert f"clausewright {verb}" in capsys.readouterr().out.split("examples:")[1]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"clausewright {__version__}"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build"],
        ["build", "absent.yaml"],
        ["build", "license.yaml", "--to", "docs"],
        ["build", "license.yaml", "--to", ","],
        ["build", "license.yaml", "--columns", "10"],
        ["build", "license.yaml", "--templates", "absent"],
        ["check"],
        ["check", "absent.yaml"],
        ["check", "--explain", "CW-NOPE-1"],
        ["show", "no-such-profile"],
        ["show", "permissive", "--section", "99"],
        ["clauses", "show"],
        ["clauses", "show", "api-disclosur"],
        ["clauses", "show", "api-disclosure/weights"],
        ["clauses", "search"],
        ["schema", "manifesto"],
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(arguments: list[str], manifest: Path) -> None:
    ended = command(*arguments, cwd=manifest.parent)
    assert ended.returncode == 2
    assert (ended.stderr or ended.stdout).strip()
    assert "Traceback" not in ended.stderr
    assert sorted(p.name for p in manifest.parent.iterdir()) == ["license.yaml"]


def test_build_writes_every_format_and_says_where(manifest: Path) -> None:
    ended = command("build", "license.yaml", "--to", "md,html,txt,json", cwd=manifest.parent)
    assert ended.returncode == 0, ended.stderr
    for suffix in ("md", "html", "txt", "json"):
        path = manifest.parent / "build" / f"Test-1.0.{suffix}"
        assert path.stat().st_size > 1000
        assert f"Test-1.0.{suffix}" in ended.stdout


def test_what_is_up_to_date_is_not_built_again(manifest: Path) -> None:
    folder = manifest.parent
    command("build", "license.yaml", "--to", "md,txt", cwd=folder)
    before = {p: p.stat().st_mtime_ns for p in (folder / "build").iterdir()}
    again = command("build", "license.yaml", "--to", "md,txt", cwd=folder)
    assert "up to date" in again.stdout
    assert before == {p: p.stat().st_mtime_ns for p in (folder / "build").iterdir()}
    # a file that was changed by hand is built again, and so is everything after a change of the manifest
    (folder / "build" / "Test-1.0.md").write_text("changed")
    command("build", "license.yaml", "--to", "md,txt", cwd=folder)
    assert (folder / "build" / "Test-1.0.md").read_text() != "changed"
    manifest.write_text(MINIMAL.replace("Lab", "Institute"))
    assert "up to date" not in command("build", "license.yaml", "--to", "md,txt", cwd=folder).stdout
    assert "Institute" in (folder / "build" / "Test-1.0.txt").read_text()


def test_two_manifests_with_one_id_are_refused_before_anything_is_written(manifest: Path) -> None:
    (manifest.parent / "other.yaml").write_text(MINIMAL.replace("Test Weights", "Other Weights"))
    ended = command("build", "license.yaml", "other.yaml", "--to", "txt", cwd=manifest.parent)
    assert ended.returncode == 1
    assert "CW-OUT-001" in ended.stdout + ended.stderr
    assert not (manifest.parent / "build").exists()


def test_errors_end_with_1_and_all_come_at_once(manifest: Path) -> None:
    manifest.write_text(
        MINIMAL + "clauses:\n  api-disclosur: omit\n  patents: {variant: grand}\n  grant: {days: 3}\n"
    )
    ended = command("check", "license.yaml", cwd=manifest.parent)
    assert ended.returncode == 1
    for word in ("api-disclosur", "grand", "days"):
        assert word in ended.stdout
    assert "license.yaml:5:" in ended.stdout
    assert "mend:" in ended.stdout


def test_check_prints_json_sarif_and_github(manifest: Path) -> None:
    manifest.write_text(MINIMAL + "clauses:\n  patent: grant\n")
    data = json.loads(command("check", "license.yaml", "--format", "json", cwd=manifest.parent).stdout)
    assert "CW-MAN-002" in json.dumps(data)
    sarif = json.loads(command("check", "license.yaml", "--format", "sarif", cwd=manifest.parent).stdout)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["ruleId"] == "CW-MAN-002"
    github = command("check", "license.yaml", "--format", "github", cwd=manifest.parent).stdout
    assert github.startswith("::error file=license.yaml,line=5")


def test_a_clean_manifest_has_no_complaints(manifest: Path) -> None:
    ended = command("check", "license.yaml", "--strict", cwd=manifest.parent)
    assert (ended.returncode, ended.stdout.strip()) == (0, "No complaints.")


def test_strict_counts_warnings(manifest: Path) -> None:
    manifest.write_text(MINIMAL + "definitions: {covered-service: any-service}\n")
    assert command("check", "license.yaml", cwd=manifest.parent).returncode == 0
    assert command("check", "license.yaml", "--strict", cwd=manifest.parent).returncode == 1


def test_explain_tells_a_code_with_its_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "cw-ref-002"]) == 0
    text = capsys.readouterr().out
    assert "CW-REF-002" in text and "Mended" in text


def test_show_prints_a_profile_within_the_width(manifest: Path) -> None:
    ended = command("show", "network-copyleft", cwd=manifest.parent, COLUMNS="72")
    assert ended.returncode == 0
    assert "Definitions" in ended.stdout
    assert max(len(line) for line in ended.stdout.splitlines()) <= 72
    assert "\x1b" not in ended.stdout


def test_show_prints_one_section(manifest: Path) -> None:
    ended = command("show", "license.yaml", "--section", "2", cwd=manifest.parent)
    assert ended.stdout.startswith("2. ")
    assert "\n3. " not in ended.stdout


def test_color_comes_only_when_it_is_wanted(manifest: Path) -> None:
    manifest.write_text(MINIMAL + "clauses:\n  patent: grant\n")
    plain = command("check", "license.yaml", cwd=manifest.parent)
    forced = command("check", "license.yaml", cwd=manifest.parent, FORCE_COLOR="1", NO_COLOR="")
    assert "\x1b[" not in plain.stdout
    assert "\x1b[" in forced.stdout


def test_clauses_lists_searches_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "list", "--no-pager"]) == 0
    assert "api-disclosure" in capsys.readouterr().out
    assert main(["clauses", "search", "adapter"]) == 0
    assert "derivative-weights" in capsys.readouterr().out
    assert main(["clauses", "search", "zzzzqqq"]) == 1
    capsys.readouterr()
    assert main(["clauses", "show", "api-disclosure/weights-to-users"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for word in ("offer_days", "Requires", "Freedom", "Known ways round", "‹offer_days days›"):
        assert word in text


def test_clauses_come_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "show", "patents", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["id"] == "core:patents"
    assert all(v["summary"] and v["text"] for v in data["variants"])


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_printed_for_each_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "clausewright" in capsys.readouterr().out


def test_completion_in_bash_completes_a_verb(tmp_path: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(command("completion", "bash", cwd=tmp_path).stdout)
    line = "COMP_WORDS=(clausewright b) COMP_CWORD=1; _shtab_clausewright; echo ${COMPREPLY[@]}"
    ended = subprocess.run(["bash", "-c", f"source {script}; {line}"], capture_output=True, text=True)
    assert "build" in ended.stdout


def test_schemas_are_written_and_accept_the_examples(tmp_path: Path) -> None:
    import yaml
    from jsonschema import Draft202012Validator

    ended = command("schema", "--all", "--out", str(tmp_path / "schemas"), cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    for path in (tmp_path / "schemas").iterdir():
        Draft202012Validator.check_schema(json.loads(path.read_text()))
    schema = json.loads((tmp_path / "schemas" / "manifest.schema.json").read_text())
    validator = Draft202012Validator(schema)
    for example in ROOT.glob("examples/**/*.yaml"):
        data = yaml.load(example.read_text(), Loader=yaml.BaseLoader)
        if "license" in data:
            data["clausewright"] = int(data["clausewright"])
            found = [e.message for e in validator.iter_errors(data) if "is not of type" not in e.message]
            assert all("valid under any" in message for message in found), (example, found)
    assert list(validator.iter_errors({"clausewright": 1, "licence": {}}))


def test_the_schema_completes_clauses_variants_and_parameters() -> None:
    from clausewright import json_schema

    clauses = json_schema("manifest")["properties"]["clauses"]["properties"]
    options = clauses["api-disclosure"]["anyOf"]
    assert "weights-to-users" in options[0]["enum"] and "omit" in options[0]["enum"]
    assert options[1]["properties"]["offer_days"]["maximum"] == 365


def test_the_comment_for_an_editor_names_the_schema_that_was_written(tmp_path: Path) -> None:
    ended = command("schema", "--comment", cwd=tmp_path)
    assert ended.stdout.strip() == "# yaml-language-server: $schema=schemas/manifest.schema.json"
    assert (tmp_path / "schemas" / "manifest.schema.json").exists()


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    line = f"{sys.executable} -m clausewright show network-copyleft | head -1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "Traceback" not in ended.stderr and "Broken" not in ended.stderr


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(manifest: Path) -> None:
    (manifest.parent / "build").write_text("a file stands in the way")
    ended = command("build", "license.yaml", "--to", "txt", cwd=manifest.parent)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr and ended.stderr.startswith("clausewright: ")


@pytest.mark.timeout(900)
def test_ctrl_c_leaves_nothing_half_written(manifest: Path) -> None:
    assert command("build", "license.yaml", cwd=manifest.parent).returncode == 0
    whole = {path.name: path.read_bytes() for path in (manifest.parent / "build").glob("*")}
    few, many = (0.15, 0.4, 0.8, 1.2), tuple(n / 50 for n in range(5, 155))
    for delay in many if os.environ.get("CLAUSEWRIGHT_TEST_ALL") else few:
        process = subprocess.Popen(
            [sys.executable, "-m", "clausewright", "build", "license.yaml", "--fresh"],
            cwd=manifest.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        shutil.rmtree(manifest.parent / "build", ignore_errors=True)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
        left = {path.name: path.read_bytes() for path in (manifest.parent / "build").glob("*")}
        assert left.keys() <= whole.keys(), "nothing but files that a build leaves"
        assert {name for name in left if left[name] != whole[name]} <= {".clausewright.json"}
        if ".clausewright.json" in left:
            json.loads(left[".clausewright.json"])


def test_watch_builds_again_when_the_manifest_changes(manifest: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "clausewright", "build", "license.yaml", "--to", "txt", "--watch"],
        cwd=manifest.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    target = manifest.parent / "build" / "Test-1.0.txt"
    try:
        assert process.stderr is not None
        assert "Watching" in process.stderr.readline()
        deadline = time.monotonic() + 60
        # the watcher may still be starting: touch the file until the change is seen
        while time.monotonic() < deadline and "Watchtower" not in target.read_text():
            manifest.write_text(MINIMAL.replace("Lab", "Watchtower"))
            time.sleep(0.5)
        assert "Watchtower" in target.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors


def test_many_manifests_are_built_on_all_cores_as_one_by_one(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.yaml").write_text(MINIMAL.replace("Test-1.0", f"Test-{number}"))
    names = [f"{number}.yaml" for number in range(3)]
    together = command("build", *names, "--to", "pdf,txt", "--out", "together", cwd=tmp_path)
    assert together.returncode == 0, together.stderr
    for name in names:
        assert command("build", name, "--to", "pdf,txt", "--out", "alone", cwd=tmp_path).returncode == 0
    for path in (tmp_path / "alone").glob("Test-*"):
        assert path.read_bytes() == (tmp_path / "together" / path.name).read_bytes()
    assert sorted(json.loads((tmp_path / "together" / ".clausewright.json").read_text())["licenses"]) == [
        "Test-0", "Test-1", "Test-2",
    ]  # fmt: skip


def test_users_templates_come_first(manifest: Path) -> None:
    templates = manifest.parent / "templates"
    (templates / "html").mkdir(parents=True)
    (templates / "html" / "page.html.j2").write_text("<p>{{ license.name }}</p>")
    ended = command("build", "license.yaml", "--to", "html", "--templates", "templates", cwd=manifest.parent)
    assert ended.returncode in {0, 1}, ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_record_of_an_output_folder_may_be_anything(manifest: Path) -> None:
    (manifest.parent / "build").mkdir()
    for text in ("", "[]", "{}", '{"record": 1, "licenses": []}', "[" * 100_000, "\x00"):
        (manifest.parent / "build" / ".clausewright.json").write_text(text)
        assert command("build", "license.yaml", "--to", "txt", cwd=manifest.parent).returncode == 0
