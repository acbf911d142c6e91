"""`clausewright diff` over whatever a stranger sends: a right answer or one clear complaint, in bounded time and memory."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewright.cli.main import main
from clausewright.redline.table import FORMATS
from trust.test_license_files import ENTITIES, MEGABYTE, OUTSIDE, W, word

SOUND = "Some License\n\n1. Use. You may use it.\n\n2. Duty. You must give notice.\n"
MIXED = "Some License\n\n1. Use. Größe “free”.\n".encode() + "2. Duty. Größe “free”.\n".encode("cp1252")
RIGHT_TO_LEFT = "רישיון למשקלות\n\n1. שימוש. מותר להשתמש במשקלות.\n\n2. חובה. יש למסור הודעה.\n"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def compared(folder: Path, name: str, data: bytes, format: str = "json") -> tuple[int, str, str]:
    """Status, output and complaints, with the sound text on the other side."""
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "clausewright", "diff", "sound.txt", name, "--to", format, "--out", "out"],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False, preexec_fn=bounded,
    )  # fmt: skip
    out = (folder / "out").read_bytes() if (folder / "out").exists() else b""
    return done.returncode, out.decode("utf-8", "replace"), done.stderr


def bounded() -> None:
    """No more than two gigabytes: more is a fault, and ends the command with one that is seen."""
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def encrypted() -> bytes:
    data = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        data[place + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.docx", b"", "CW-READ-036"),
        ("empty.txt", b"", "CW-READ-031"),
        ("junk.docx", bytes(range(256)) * 40, "CW-READ-036"),
        ("junk.txt", b"\x7fELF" + bytes(range(256)) * 40, "CW-READ-032"),
        ("cut.docx", word()[:-60], "CW-READ-036"),
        ("encrypted.docx", encrypted(), "CW-READ-035"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "CW-READ-035"),
        ("bomb.docx", word(document=b"<d>" + b" " * (200 * MEGABYTE) + b"</d>"), "CW-READ-038"),
        ("entities.docx", word(document=ENTITIES % W.encode()), "CW-READ-038"),
        ("outside.docx", word(document=OUTSIDE), "CW-READ-038"),
        ("deep.docx", word(document=b"<d>" * 5_000), "CW-READ-036"),
        ("parts.docx", word(**{f"p{n}": b"x" for n in range(2_100)}), "CW-READ-038"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_license_is_one_complaint_and_status_two(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    status, out, said = compared(tmp_path, name, data)
    assert (status, out) == (2, "")
    assert said.count("error[") == 1
    assert f"error[{code}]" in said
    assert name in said
    assert "Traceback" not in said


def test_macros_are_left_alone_and_the_words_are_compared(tmp_path: Path) -> None:
    body = "".join(map(paragraph, SOUND.strip().split("\n\n")))
    data = word(body, word__vbaProject_DOT_bin=b"macro")
    status, out, said = compared(tmp_path, "macro.docm", data)
    assert status == 0, said
    assert json.loads(out)["same"] is True


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_the_same_words_in_two_encodings_are_the_same(tmp_path: Path, encoding: str) -> None:
    text = "Some License\n\n1. Use. Größe “free” – it’s so.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "other.txt").write_bytes((mark + text).encode(encoding))
    assert main(["diff", str(tmp_path / "one.txt"), str(tmp_path / "other.txt"), "--stat"]) == 0


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    status, out, said = compared(tmp_path, "mixed.txt", MIXED)
    assert (status, out) == (2, "")
    assert "error[CW-READ-032]" in said


@pytest.mark.parametrize("format", list(FORMATS))
def test_text_from_right_to_left_is_compared_in_every_format(tmp_path: Path, format: str) -> None:
    other = RIGHT_TO_LEFT.replace("הודעה", "רשימה")
    (tmp_path / "sound.txt").write_text(RIGHT_TO_LEFT, encoding="utf-8")
    (tmp_path / "other.txt").write_text(other, encoding="utf-8")
    status = main(["diff", str(tmp_path / "sound.txt"), str(tmp_path / "other.txt"), "--to", format,
                   "--out", str(tmp_path / "out")])  # fmt: skip
    assert status == 1
    if format == "json":
        counts = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["counts"]
        assert (counts["words_deleted"], counts["words_inserted"], counts["paragraphs_changed"]) == (1, 1, 1)
    if format == "docx":
        with zipfile.ZipFile(tmp_path / "out") as archive:
            text = archive.read("word/document.xml").decode()
        assert "<w:bidi/>" in text
        assert "<w:rtl/>" in text


def test_a_text_beyond_the_limit_is_refused_at_once(tmp_path: Path) -> None:
    data = ("Some License\n\n" + "You may use the weights for any purpose of yours.\n\n" * 1_100_000).encode()
    assert len(data) > 50 * MEGABYTE
    status, out, said = compared(tmp_path, "huge.txt", data)
    assert (status, out) == (2, "")
    assert said.count("error[") == 1


@settings(max_examples=60)
@given(
    st.binary(max_size=300), st.sampled_from(("a", "a.txt", "a.md", "a.html", "a.docx", "a.json")), st.data()
)
def test_any_bytes_give_a_comparison_or_a_complaint(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("diff")
    if name.endswith("docx") and data.draw(st.booleans()):
        spoiled = bytearray(word())
        for _ in range(data.draw(st.integers(1, 5))):
            spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
        raw = bytes(spoiled)
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    (folder / name).write_bytes(raw)
    format = data.draw(st.sampled_from(("terminal", "md", "html", "json", "docx")))
    arguments = [
        "diff",
        str(folder / "sound.txt"),
        str(folder / name),
        "--to",
        format,
        "--out",
        str(folder / "out"),
    ]
    status = main(arguments)
    assert status in (0, 1, 2)
    assert (folder / "out").exists() == (status != 2)
    if status != 2 and format == "docx":
        assert zipfile.ZipFile(io.BytesIO((folder / "out").read_bytes())).testzip() is None
