"""Folders that lead elsewhere: no file outside the folders that were given is read, and none that is no file."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from trust.place import LIBRARY, MANIFEST, compose, compose_apart, fragment, place, write

pytestmark = pytest.mark.timeout(60)

SECRET = "Words that nobody may read."


def told(path: Path, **options: object) -> str:
    outcome = compose(path, **options)  # type: ignore[arg-type]
    document = repr(outcome.composition.document) if outcome.composition else ""
    return document + repr(outcome.diagnostics)


@pytest.mark.parametrize(
    "where",
    ["../elsewhere", "./../elsewhere", "./lib/../../elsewhere", "/etc", "//etc", "./link", "./link/../elsewhere", "~/x",
     "./lib\\..\\..\\elsewhere", "lib/../../elsewhere", ".//..//elsewhere", "file:///etc", "./..", "..", "../../../../../../etc",
     "./elsewhere%2f..", "/proc/self/root/etc", "/dev", "./lib/\\0", "https://evil.example/lib"],
)  # fmt: skip
def test_a_library_outside_the_folder_is_not_read(tmp_path: Path, where: str) -> None:
    write(
        tmp_path / "elsewhere",
        {"library.yaml": LIBRARY, "words/clause.yaml": SECRET, "words/said.md": SECRET},
    )
    path = place(tmp_path / "here", manifest=MANIFEST.replace("./lib", f'"{where}"'))
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere")
    outcome = compose(path)
    assert not outcome.composition
    assert outcome.errors & {"CW-FILE-004", "CW-LIB-011", "CW-LIB-012", "CW-YAML-001"}
    assert SECRET not in repr(outcome.diagnostics)


@pytest.mark.parametrize(
    "where",
    [
        "./" + "a" * 300,
        "./" + "a/" * 1_500,
        '"./a\\0b"',
        '"a/\\0"',
        "./\U0001f4a9",
        '"./ "',
        '"./lib/."',
        "./lib/words",
    ],
)
def test_an_odd_path_of_a_library_is_refused(tmp_path: Path, where: str) -> None:
    compose(place(tmp_path, manifest=MANIFEST.replace("./lib", where)))


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    path = place(tmp_path, manifest=MANIFEST.replace("./lib", "./one/x"))
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert compose(path).errors


@pytest.mark.parametrize("name", ["../elsewhere", "a/../../elsewhere", "/etc", "..", "a\\0b", "x" * 300, ""])
def test_the_name_of_a_library_is_no_path(tmp_path: Path, name: str) -> None:
    write(tmp_path / "elsewhere", {"library.yaml": LIBRARY.replace("mine", SECRET)})
    (tmp_path / "given").mkdir()
    path = place(tmp_path / "here", manifest=MANIFEST.replace("mine: ./lib", f'"{name}": "1"'))
    assert SECRET not in told(path, folders=[tmp_path / "given"])


@pytest.mark.parametrize("name", ["words/said.md", "words/clause.yaml", "library.yaml", "forms/plain.yaml", "profiles/base.yaml",
                                  "definitions/term/definition.yaml", "definitions/term/plain.md"])  # fmt: skip
@pytest.mark.parametrize(
    "kind", ["link", "link to nothing", "link to itself", "pipe", "device", "socket", "folder"]
)
def test_what_is_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    more = {
        "definitions/term/definition.yaml": "term: Term\nforms: [Term]\n",
        "definitions/term/plain.md": fragment("means it. {#def}\n"),
        "profiles/base.yaml": "summary: Base.\n",
    }
    path = place(tmp_path, more=more)
    file = tmp_path / "lib" / name
    file.unlink()
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    if kind == "link":
        file.symlink_to(secret)
    elif kind == "link to nothing":
        file.symlink_to("nothing")
    elif kind == "link to itself":
        file.symlink_to(file.name)
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "socket":
        monkeypatch.chdir(file.parent)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(file.name)
    else:
        file.mkdir()
    outcome = compose(path)
    assert not outcome.composition
    assert outcome.errors
    assert SECRET not in repr(outcome.diagnostics)


@contextmanager
def as_somebody(*paths: Path) -> Iterator[None]:
    """While it lasts, be a user who owns the paths and is held back by modes, as root is not."""
    if os.geteuid() != 0:
        yield
        return
    nobody = 65534
    for path in paths:
        os.chown(path, nobody, nobody)
    os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("name", ["words/said.md", "words/clause.yaml", "library.yaml", "forms/plain.yaml"])
def test_what_may_not_be_read_is_told(name: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = place(folder)
        assert compose(path).composition  # imports what is needed, which another user may not read
        file = folder / "lib" / name
        file.write_text(SECRET)
        file.chmod(0)
        with as_somebody(folder, *folder.rglob("*")):
            assert not os.access(file, os.R_OK, effective_ids=True)
            outcome = compose(path)
        assert "CW-FILE-001" in outcome.errors, outcome.errors
        assert not outcome.composition


@pytest.mark.parametrize("name", ["words", "definitions", "forms", "profiles", "definitions/term"])
def test_a_linked_folder_is_refused(tmp_path: Path, name: str) -> None:
    more = {
        "definitions/term/definition.yaml": "term: Term\nforms: [Term]\n",
        "definitions/term/plain.md": fragment("means it. {#def}\n"),
        "profiles/base.yaml": "summary: Base.\n",
    }
    path = place(tmp_path, more=more)
    shutil.move(tmp_path / "lib" / name, tmp_path / "elsewhere")
    (tmp_path / "lib" / name).symlink_to(tmp_path / "elsewhere")
    outcome = compose(path)
    assert "CW-FILE-003" in outcome.errors


def test_a_linked_folder_of_clauses_beside_the_manifest_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    path = place(tmp_path)
    write(tmp_path / "elsewhere", {"words/said.md": fragment(f"1. {SECRET} {{#use}}\n")})
    (tmp_path / "clauses").symlink_to(tmp_path / "elsewhere")
    assert SECRET not in told(path)
    assert compose(path).errors


@pytest.mark.parametrize(
    "name",
    ["said/../../secret", "../secret", "/etc/passwd", "said.md", ".", "..", "said/", "a b", "a\\0b", "SAID"],
)
def test_the_name_of_a_variant_is_no_path(tmp_path: Path, name: str) -> None:
    clause = f'title: Words\nquestion: What?\nvariants: [said, "{name}"]\n'
    path = place(tmp_path, more={"words/clause.yaml": clause})
    (tmp_path / "secret.md").write_text(SECRET)
    outcome = compose(path)
    assert outcome.errors
    assert SECRET not in repr(outcome.diagnostics)
    manifest = MANIFEST.replace('words": said', f'words": "{name}"')
    assert compose(place(tmp_path / "two", manifest=manifest)).errors


@pytest.mark.parametrize("name", ["../other", "words/../x", "a/b", "/etc", ".."])
def test_the_name_of_a_clause_is_no_path(tmp_path: Path, name: str) -> None:
    assert compose(place(tmp_path, manifest=MANIFEST.replace('"mine:words"', f'"{name}"'))).errors
    form = f'numbering: [decimal]\nsections:\n  - {{id: words, clauses: ["{name}"]}}\n'
    assert compose(place(tmp_path, more={"forms/plain.yaml": form})).errors


def test_files_that_are_no_part_of_a_library_are_not_read(tmp_path: Path) -> None:
    more = {".git/config": SECRET, "words/notes.txt": SECRET, "words/.hidden.md": SECRET, "README.md": SECRET, "Words/x.md": SECRET,
            "words/said.md~": SECRET, "words/sub/said.md": SECRET, "forms/x.txt": SECRET, "words/UPPER.md": SECRET}  # fmt: skip
    path = place(tmp_path, more=more)
    os.mkfifo(tmp_path / "lib" / "words" / "pipe")
    os.mkfifo(tmp_path / "lib" / "pipe.yaml")
    outcome = compose(path)
    assert outcome.composition, outcome.diagnostics
    assert SECRET not in repr(outcome.composition.index.files)


def test_names_with_escape_signs_are_told_of_without_a_traceback(tmp_path: Path) -> None:
    path = place(tmp_path)
    for name in ("\x1b[31m.md", "new\nline.md", "\u202e.md", "a" * 250 + ".md", os.fsdecode(b"\xff\xfe.md")):
        (tmp_path / "lib" / "words" / name).symlink_to("/etc/passwd")
        (tmp_path / "lib" / "words" / f"{name[:200]}x").write_text("x")
    outcome = compose(path)
    assert "CW-FILE-003" in outcome.errors
    for diagnostic in outcome.diagnostics:
        diagnostic.message.encode("utf-8", "replace")


def test_a_library_of_many_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    text = fragment("Words. {#a}\n\n" * 19_000).encode()
    more: dict[str, str | bytes] = {f"words/v{n}.md": text for n in range(100)}
    found = compose_apart(place(tmp_path, more=more), seconds=40)
    assert "CW-FILE-002" in found["errors"]


def test_a_folder_with_twenty_thousand_files_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = place(tmp_path)
    for n in range(20_100):
        (tmp_path / "lib" / "words" / f"v{n}.md").touch()
    found = compose_apart(path, seconds=40)
    assert "CW-FILE-002" in found["errors"]


def test_a_manifest_may_name_one_folder_often_without_reading_it_often(tmp_path: Path) -> None:
    names = ", ".join(f"x{n}: ./lib" for n in range(2_000))
    text = "\n\n".join(f"Words. {{#p{n}}}" for n in range(8_000))
    path = place(tmp_path, text, manifest=MANIFEST.replace("mine: ./lib", names))
    found = compose_apart(path, seconds=20)
    assert found["errors"]


def test_a_file_that_grows_while_it_is_read_stops_at_the_limit(tmp_path: Path) -> None:
    from clausewright.source.files import Unreadable, read_bytes

    with pytest.raises(Unreadable):
        read_bytes("/proc/self/maps", 10)
    with pytest.raises(Unreadable):
        read_bytes("/dev/zero", 10, follow=True)
    with pytest.raises(Unreadable):
        read_bytes(tmp_path / "a\0b", 10)
    with pytest.raises(Unreadable):
        read_bytes(tmp_path / ("a" * 5_000), 10)
