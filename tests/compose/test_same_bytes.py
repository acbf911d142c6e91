"""The same manifest and library give the same bytes, wherever and whenever they are composed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clausewright.render.table import FORMATS
from library_builder import write

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = """
import hashlib, json, os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from clausewright.compose import compose_manifest
from clausewright.render.table import FORMATS
result = compose_manifest(Path(sys.argv[1]))
made = {name: FORMATS[name].render(result.document) for name in sys.argv[3].split(",")}
out = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
out["complaints"] = [[d.code, d.message] for d in result.diagnostics]
print(json.dumps(out))
"""
TEXTS = {
    "grant/a": """
        Hello. {#hi into="preamble"}

        1. Use Weights, Covered Weights and Apples until {{ license.date }}. {#use}
        """,
    "tail/a": '1. Keep Apples-like things as {{ ref("grant", "weights") }} say. {#keep}',
    "definitions/weights/a": "means numbers. {#def}",
    "definitions/covered-weights/a": "means Weights. {#def}",
    "definitions/apples/a": "means fruit. {#def}",
}
ENVIRONMENTS = (
    {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711",
     "SOURCE_DATE_EPOCH": "1"},
)  # fmt: skip


def available() -> list[str]:
    """Return the formats that are here and need no native library."""
    from importlib.util import find_spec

    return [
        name for name in ("md", "txt", "json", "html") if name in FORMATS and find_spec(FORMATS[name].module)
    ]


def run(
    manifest: Path, environment: dict[str, str], umask: str, cache: Path, where: Path
) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(manifest), umask, ",".join(available())],
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": str(ROOT / "tooling"),
            "CLAUSEWRIGHT_CACHE": str(cache),
        },
        cwd=where,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("which", ["small", "shipped"])
def test_place_time_language_and_hash_seed_change_nothing(tmp_path: Path, which: str) -> None:
    results = []
    for number, environment in enumerate(ENVIRONMENTS):
        folder = tmp_path / ("here" if number == 0 else "über there/and deeper")
        folder.mkdir(parents=True)
        if which == "small":
            manifest = write(folder, TEXTS)
        else:
            manifest = folder / "manifest.yaml"
            manifest.write_text(
                "clausewright: 1\nextends: strong-copyleft\nlicense:\n  {name: A License, id: LicenseRef-A-1,"
                ' version: "1.0", date: 2026-11-23, steward: The Lab}\n'
            )
        for path in folder.rglob("*"):
            os.utime(path, (number * 1_000_000_000, number * 1_000_000_000))
        where = folder if number else tmp_path
        for _ in range(2):  # without the cache, and from it
            results.append(run(manifest, environment, "000" if number else "077", folder / "cache", where))
    assert len(results[0]) > 3
    assert all(result == results[0] for result in results)
