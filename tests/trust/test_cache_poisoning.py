"""A cache that was cut, damaged, swapped or made by a stranger never changes what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trust.place import APART, CLAUSE, Outcome, compose, fragment, place

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own."""
    made = tmp_path / "cache"
    monkeypatch.setenv("CLAUSEWRIGHT_CACHE", str(made))
    yield made
    if made.is_dir() and not made.is_symlink():
        made.chmod(0o700)


MORE: dict[str, str | bytes] = {
    "definitions/term/definition.yaml": "term: Term\nforms: [Term, Terms]\n",
    "definitions/term/plain.md": fragment("means it. {#def}\n"),
    "extra/clause.yaml": CLAUSE.format("a, b"),
    "extra/a.md": fragment("1. Words of A. {#p}\n"),
    "extra/b.md": fragment("1. Words of B. {#p}\n", "like: a\n"),
}
TEXT = '1. Use {{ days | days }} of *the* Term[, or {{ ref("extra") }}]{if="ref"}. {#use}\n'
HEAD = "parameters: {days: {type: integer, minimum: 1, maximum: 9, default: 3, about: days}}\n"


def right(outcome: Outcome) -> str:
    assert outcome.composition, outcome.diagnostics
    return repr(outcome.composition.document)


def test_the_cache_gives_what_the_files_give(tmp_path: Path, folder: Path) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path))
    assert right(compose(path, cached=True)) == plain
    assert list(folder.iterdir())
    assert right(compose(path, cached=True)) == plain


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing in it": lambda data: b"",
    "cut in half": cut,
    "without its first line": lambda data: data.partition(b"\n")[2],
    "a sum alone": lambda data: data[:9],
    "a byte changed": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "a byte added": lambda data: data + b"x",
    "not UTF-8": lambda data: b"\xff" * len(data),
    "zeros": lambda data: bytes(len(data)),
    "text": lambda data: b"hello\n" * 100,
    "a pickle": lambda data: b"\x80\x04\x95cos\nsystem\n(S'touch owned'\ntR.",
}
BODIES = {
    "nothing": b"",
    "null": b"null",
    "a number": b"1",
    "an empty list": b"[]",
    "an empty mapping": b"{}",
    "a list of nothing known": b"[999, 1, 2]",
    "a negative tag": b"[-9, 1]",
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep mappings": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a huge number": b"1" * 100_000,
    "not a number": b"NaN",
    "not JSON": b"{",
    "keys of the right name": b'{"id": 1, "version": [], "language": {}, "uses": 3, "clauses": 4, "terms": [], "forms": 5,'
    b' "profiles": 6, "subjects": 7, "plain_slots": 8, "selections": 9, "diagnostics": 10, "fragments": 11}',
}


def sealed(body: bytes) -> bytes:
    """A file whose sum is right."""
    from zlib import crc32

    return b"%08x\n" % crc32(body) + body


@pytest.mark.parametrize("name", [*DAMAGE, *BODIES])
def test_a_damaged_cache_is_passed_over(tmp_path: Path, folder: Path, name: str) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path, cached=True))
    for file in folder.iterdir():
        file.write_bytes(DAMAGE[name](file.read_bytes()) if name in DAMAGE else sealed(BODIES[name]))
    assert right(compose(path, cached=True)) == plain
    assert not Path("owned").exists()


def test_a_cache_with_a_right_sum_and_wrong_lines_is_passed_over(tmp_path: Path, folder: Path) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path, cached=True))
    kept = {file: file.read_bytes().partition(b"\n")[2] for file in folder.glob("library-*")}
    for change in (
        lambda body: body.replace(b"[", b"{"),
        lambda body: body.partition(b"\n")[0],
        lambda body: b"\n".join(
            line.partition(b"\t")[0] + b"\t[]" if b"\t" in line[:80] else line for line in body.split(b"\n")
        ),
        lambda body: b"\n".join(
            line.partition(b"\t")[0] + b"\t5" if b"\t" in line[:80] else line for line in body.split(b"\n")
        ),
        lambda body: b"\n".join(
            line.partition(b"\t")[0] + b"\t{" if b"\t" in line[:80] else line for line in body.split(b"\n")
        ),
        lambda body: b"\n".join(
            line.partition(b"\t")[0] + b"\t[99,1]" if b"\t" in line[:80] else line
            for line in body.split(b"\n")
        ),
    ):
        for file, body in kept.items():
            file.write_bytes(sealed(change(body)))
        assert right(compose(path, cached=True)) == plain


def test_the_cache_of_one_library_under_the_name_of_another_is_passed_over(
    tmp_path: Path, folder: Path
) -> None:
    path = place(tmp_path / "one", TEXT, HEAD, MORE)
    right(compose(path, cached=True))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    other = place(tmp_path / "two", "1. Other words. {#use}\n")
    plain = right(compose(other))
    right(compose(other, cached=True))
    for file in folder.iterdir():
        if file.name not in before:
            kind = file.name.partition("-")[0]
            donor = next(
                data
                for name, data in sorted(before.items(), key=lambda item: len(item[1]))
                if name.startswith(kind)
            )
            file.write_bytes(donor)
    assert right(compose(other, cached=True)) == plain


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to a device", "link to itself", "no leave"])
def test_a_cache_file_that_is_no_file_is_passed_over(tmp_path: Path, folder: Path, kind: str) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path, cached=True))
    for file in list(folder.iterdir()):
        file.unlink()
        if kind == "folder":
            file.mkdir()
        elif kind == "pipe":
            os.mkfifo(file)
        elif kind == "link to a device":
            file.symlink_to("/dev/zero")
        elif kind == "link to itself":
            file.symlink_to(file.name)
        else:
            file.write_bytes(b"")
            file.chmod(0)
    assert right(compose(path, cached=True)) == plain


@pytest.mark.parametrize(
    "kind",
    [
        "a file",
        "missing below a file",
        "no leave",
        "a link to nothing",
        "a link to itself",
        "/dev/null",
        "long",
    ],
)
def test_a_cache_folder_that_is_none_is_passed_over(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path))
    if kind == "a file":
        folder.write_text("x")
    elif kind == "missing below a file":
        folder.write_text("x")
        monkeypatch.setenv("CLAUSEWRIGHT_CACHE", str(folder / "inner" / "cache"))
    elif kind == "no leave":
        folder.mkdir(mode=0)
    elif kind == "a link to nothing":
        folder.symlink_to(tmp_path / "nothing")
    elif kind == "a link to itself":
        folder.symlink_to(folder.name)
    else:
        monkeypatch.setenv(
            "CLAUSEWRIGHT_CACHE", "/dev/null" if kind == "/dev/null" else str(tmp_path / ("a" * 300))
        )
    assert right(compose(path, cached=True)) == plain
    assert right(compose(path, cached=True)) == plain


def test_writing_the_cache_follows_no_link(tmp_path: Path, folder: Path) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    right(compose(path, cached=True))
    names = [file.name for file in folder.iterdir()]
    shutil.rmtree(folder)
    folder.mkdir()
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for name in names:
        (folder / name).symlink_to(victim)
        (folder / f".{name}.{os.getpid()}").symlink_to(victim)
    right(compose(path, cached=True))
    assert victim.read_text() == "precious"


def test_the_cache_folder_stays_small(tmp_path: Path, folder: Path) -> None:
    for number in range(60):
        place(tmp_path, f"1. Words {number}. {{#use}}\n")
        right(compose(tmp_path / "license.yaml", cached=True))
    assert len(list(folder.iterdir())) < 130


def test_processes_that_load_at_once_all_get_it_right(tmp_path: Path, folder: Path) -> None:
    path = place(tmp_path, TEXT, HEAD, MORE)
    plain = right(compose(path))
    command = [sys.executable, str(APART), str(path), "600", "20", '{"cached": true, "text": 10000000}']
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        running = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        for process in running:
            out, err = process.communicate(timeout=40)
            assert process.returncode == 0, err[-2000:]
            import json

            assert json.loads(out)["text"] == plain
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]
