"""Limits, and files that are no files: each has its code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import clausewright.compose.assemble  # noqa: F401  (the function of the name hides the module)
from clausewright.compose import compose_manifest
from clausewright.diagnostic import Refused
from clausewright.source import files, folder
from library_builder import complaints, write

assemble_module = sys.modules["clausewright.compose.assemble"]
GRANT = {"grant/a": "1. Use it. {#use}"}


def codes(root: Path, more: dict[str, str | bytes], manifest: str = "") -> set[str]:
    return {d.code for d in complaints(root, {**GRANT, **more}, manifest)}


def test_a_fragment_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    assert "CW-FILE-005" in codes(
        tmp_path, {"grant/b!": b"---\nsummary: B.\n---\n1. Use it. {#use}\n" + b" " * 256 * 1024}
    )


def test_a_manifest_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    assert codes(tmp_path, {}, f"# {'x' * 64 * 1024}\n") == {"CW-FILE-005"}


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    text = "---\nsummary: Für alle.\n---\n1. Use it. {#use}".encode("latin-1")
    assert "CW-FILE-006" in codes(tmp_path, {"grant/b!": text})


def test_a_missing_manifest_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        compose_manifest(tmp_path / "none.yaml")
    (found,) = refused.value.diagnostics
    assert (found.code, found.position) == ("CW-FILE-001", None)
    assert "no such file" in found.message


def test_a_linked_variant_is_not_followed(tmp_path: Path) -> None:
    path = write(tmp_path, GRANT)
    (tmp_path / "lib" / "grant" / "b.md").symlink_to("a.md")
    with pytest.raises(Refused) as refused:
        compose_manifest(path, cached=False)
    assert {d.code for d in refused.value.diagnostics} == {"CW-FILE-003"}


def test_a_library_of_too_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LIBRARY_BYTES", 100)
    assert "CW-FILE-002" in codes(tmp_path, {})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("clauses: " + "[" * 25 + "]" * 25 + "\n", "CW-YAML-003"),
        ("clauses: " + "[" * 50_000 + "\n", "CW-YAML-003"),
        ("clauses: [" + "a, " * 20_100 + "]\n", "CW-YAML-008"),
        ("a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{n}: &{n} [{','.join(['*' + m] * 10)}]\n" for m, n in zip("abcd", "bcde", strict=True)
        ), "CW-YAML-008"),
        ("license: {name: " + "x" * 3_000 + "}\n", "CW-FMT-005"),
    ],
)  # fmt: skip
def test_yaml_beyond_a_limit_is_refused_before_anything_is_built(
    tmp_path: Path, text: str, code: str
) -> None:
    assert code in codes(tmp_path, {}, text)


def test_a_paragraph_with_too_many_brackets_is_refused_unread(tmp_path: Path) -> None:
    assert "CW-TXT-027" in codes(tmp_path, {"grant/b": "1. " + "[" * 5_000 + " {#use}"})


def test_a_document_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble_module, "DOCUMENT_CHARACTERS", 5)
    assert codes(tmp_path, {}) == {"CW-DOC-002"}


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    text = "\ufeff---\nsummary: A.\n---\n1. Use it. {#use}".encode()
    assert codes(tmp_path, {"grant/b!": text}) == set()
    assert files.decode(text).startswith("---")
