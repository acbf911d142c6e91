"""A release changes three values of the manifest, and shows what changed in the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.cli.main import main
from clausewright.diagnostic import Refused
from clausewright.publish.release import next_version

MANIFESTS = {
    "flow": """\
clausewright: 1   # a comment stays
license: {name: Test License, id: LicenseRef-T-1.0, version: "1.0", date: 2026-11-23, steward: 'Lab, Ltd'}
extends:   permissive
""",
    "block": """\
# head
clausewright: 1
license:
  date: '2026-11-23' # the day
  name: Test 1.0 License
  version: '1.0'
  id: "LicenseRef-T-1.0"
extends: permissive
""",
}


def bundled(folder: Path, text: str) -> tuple[Path, Path]:
    path, first = folder / "license.yaml", folder / "out/T-1.0"
    path.write_text(text)
    assert main(["bundle", str(path), "--out", str(first), "--to", "json"]) == 0
    return path, first


@pytest.mark.parametrize("shape", MANIFESTS)
def test_only_version_id_and_date_change(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, first = bundled(tmp_path, MANIFESTS[shape])
    changed = MANIFESTS[shape].replace("permissive", "strong-copyleft")
    path.write_text(changed)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    out = tmp_path / "out/T-1.1"
    assert main(["release", str(path), "--previous", str(first), "--out", str(out)]) == 0
    lines = list(zip(changed.splitlines(), path.read_text().splitlines(), strict=True))
    assert {old for old, new in lines if old != new} == {
        line for line in changed.splitlines() if any(key in line for key in ("id:", "version:", "date:"))
    }
    assert path.read_text().count("1.1") == 2 and "2026-12-01" in path.read_text()
    assert "# " in path.read_text()
    record = json.loads((out / "bundle.json").read_bytes())
    assert record["license"]["id"] == "LicenseRef-T-1.1" and record["previous"]["version"] == "1.0"
    assert (out / "CHANGES.md").is_file() and (out / "REDLINE.html").is_file()
    assert main(["verify", str(out)]) == 0


def test_nothing_changed_gives_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, first = bundled(tmp_path, MANIFESTS["flow"])
    assert main(["release", str(path), "--previous", str(first), "--out", str(tmp_path / "out/T-1.1")]) == 1
    assert "CW-REL-004" in capsys.readouterr().err
    assert path.read_text() == MANIFESTS["flow"] and not (tmp_path / "out/T-1.1").exists()


def test_what_cannot_be_published_leaves_the_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, first = bundled(tmp_path, MANIFESTS["flow"])
    changed = MANIFESTS["flow"].replace("permissive", "strong-copyleft")
    path.write_text(changed)
    run = ["release", str(path), "--previous", str(first), "--out", str(tmp_path / "out/x")]
    assert main([*run, "--id", "LicenseRef-T-1.0"]) == 1
    assert "CW-BND-004" in capsys.readouterr().err
    assert main([*run, "--date", "soon"]) == 1
    assert path.read_text() == changed
    assert main(["release", str(path), "--previous", "absent"]) == 2


def test_an_id_without_its_version_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, first = bundled(tmp_path, MANIFESTS["flow"].replace("T-1.0", "T"))
    assert main(["release", str(path), "--previous", str(first)]) == 1
    assert "CW-REL-002" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "part", "after"),
    [("1.0", "minor", "1.1"), ("1.9", "minor", "1.10"), ("1", "minor", "1.1"), ("1.2.3", "minor", "1.3.0"),
     ("1.4", "major", "2.0"), ("2.0.1", "major", "3.0.0")],
)  # fmt: skip
def test_versions_count_on(version: str, part: str, after: str) -> None:
    assert next_version(version, part) == after


@given(st.text(max_size=12))
def test_a_version_counts_on_or_is_refused(version: str) -> None:
    try:
        after = next_version(version, "minor")
    except Refused:
        return
    assert [int(n) for n in after.split(".")] > [int(n) for n in version.split(".")]
