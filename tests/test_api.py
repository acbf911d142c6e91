"""The public API does what its documentation says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import clausewright

ROOT = Path(__file__).resolve().parent.parent


def test_every_public_name_is_there_with_a_docstring() -> None:
    for name in clausewright.__all__:
        assert getattr(clausewright, name) is not None
        assert name == "__version__" or getattr(clausewright, name).__doc__, name


def test_every_public_name_is_in_the_documentation() -> None:
    text = (ROOT / "docs/api.md").read_text()
    missing = [
        name
        for name in clausewright.__all__
        if name not in text and name not in {"__version__", "Composition", "Index", "Attachment"}
    ]
    assert not missing


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        clausewright.no_such_name  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, clausewright; print(len([m for m in sys.modules if m.startswith('clausewright')]))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ended.stdout) <= 2


@pytest.mark.parametrize("page", ["README.md", "docs/api.md"])
def test_the_python_in_the_documentation_runs(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text()
    blocks = re.findall(r"(?:^    .*\n|^\n)+", text, flags=re.M)
    programs = [b for b in blocks if "from clausewright import" in b]
    assert programs
    (tmp_path / "license.yaml").write_text((ROOT / "examples/permissive.yaml").read_text())
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/minimal.yaml").write_text((ROOT / "examples/minimal.yaml").read_text())
    for program in programs:
        code = "\n".join(line[4:] for line in program.splitlines())
        ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr


def test_the_manifest_in_the_readme_is_six_lines_and_composes(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text()
    shown = text.split("## A license in six lines")[1].split("\n\n")[1]
    lines = [line[4:] for line in shown.splitlines()]
    assert len(lines) == 6
    (tmp_path / "license.yaml").write_text("\n".join(lines))
    assert (
        clausewright.compose_license(tmp_path / "license.yaml").document.license.name
        == "Harbor Weights License"
    )


def test_build_writes_the_files_and_returns_their_paths(tmp_path: Path) -> None:
    files = clausewright.build_license(ROOT / "examples/permissive.yaml", tmp_path, ["md", "txt"])
    assert [f.name for f in files] == ["Meadow-1.0.md", "Meadow-1.0.txt"]
    assert all(f.stat().st_size for f in files)


def test_what_cannot_be_used_is_refused_with_its_complaints(tmp_path: Path) -> None:
    (tmp_path / "license.yaml").write_text("clausewright: 2\n")
    with pytest.raises(clausewright.Refused) as refused:
        clausewright.build_license(tmp_path / "license.yaml", tmp_path / "out")
    assert refused.value.diagnostics and not (tmp_path / "out").exists()


def test_our_markdown_reads_back() -> None:
    document = clausewright.compose_license(ROOT / "examples/network.yaml").document
    text = clausewright.render_license(document, "md").decode()
    again = clausewright.read_markdown(text)
    assert clausewright.render_license(again, "md").decode() == text


def test_the_shipped_library_is_sound_and_whole() -> None:
    index = clausewright.shipped_library()
    assert set(index.profiles) == {f"core:{p.stem}" for p in (ROOT / "clauses/profiles").glob("*.yaml")}
    for clause in index.clauses.values():
        assert clause.question.endswith("?"), clause.id
        for variant in clause.variants.values():
            assert variant.summary and variant.fragment.blocks, variant.name
