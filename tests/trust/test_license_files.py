"""License files that are broken, hostile or huge give a document or a complaint, in bounded time and memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from clausewright.diagnostic import Refused
from clausewright.document import Document
from clausewright.source.licenses import read_license, read_license_fully, source_words, words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "Some License\n\n1. You may use “it” – freely.\n"
MEGABYTE = 1024 * 1024


def word(body: str = "<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", more.pop("document", document.encode()))
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return out.getvalue()


def complaint(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        read_license(data, name)
    found = refused.value.diagnostics
    assert len(found) == 1
    assert found[0].position
    assert found[0].mend
    return found[0].code


def test_a_sound_word_document_is_read() -> None:
    assert words(read_license(word(), "a.docx")) == ("Some", "words.")


ENTITIES = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="%s"><w:body/></w:document>'
OUTSIDE = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "CW-READ-031"),
        (b" \n\t\n", "a.md", "CW-READ-031"),
        (b"\xef\xbb\xbf", "a", "CW-READ-031"),
        (b"<html><script>x</script></html>", "a.html", "CW-READ-031"),
        (b"-----\n", "a.txt", "CW-READ-031"),
        (word(""), "a.docx", "CW-READ-031"),
        (b"\x7fELF\x02\x01\x01\x00", "a", "CW-READ-032"),
        (bytes(range(256)), "a.txt", "CW-READ-032"),
        (b"Words \x1b[31mred\x1b[0m", "a.txt", "CW-READ-032"),
        (b"caf\xe9 \x81 x", "a.txt", "CW-READ-032"),
        (b"\xff\xfea\x00b", "a.txt", "CW-READ-032"),
        (b"word " * (10 * MEGABYTE), "a.txt", "CW-READ-033"),
        (b"w\n\n" * 30_000, "a.txt", "CW-READ-033"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.docx", "CW-READ-035"),
        (b"not a zip", "a.docx", "CW-READ-036"),
        (b"PK\x03\x04 broken", "a.docx", "CW-READ-036"),
        (word()[:-40], "a.docx", "CW-READ-036"),
        (word(document=b"<w:document"), "a.docx", "CW-READ-036"),
        (word(document=ENTITIES % W.encode()), "a.docx", "CW-READ-038"),
        (word(document=OUTSIDE), "a.docx", "CW-READ-038"),
        (word(word__numbering_DOT_xml=OUTSIDE), "a.docx", "CW-READ-038"),
        (word(document=b"<d>" + b" " * (20 * MEGABYTE) + b"</d>"), "a.docx", "CW-READ-038"),
        (word(document=b"<d>" * 5_000), "a.docx", "CW-READ-036"),
        (word(**{f"p{n}": b"x" for n in range(2_100)}), "a.docx", "CW-READ-038"),
        (b"<ol><li>" * 300, "a.html", "CW-READ-012"),
        (b"> " * 200 + b"x", "a.md", "CW-READ-012"),
        (b'{"type": "document"}', "a.json", "CW-READ-022"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_license_is_refused_with_its_own_code(data: bytes, name: str, code: str) -> None:
    assert complaint(data, name) == code


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(word())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    assert complaint(bytes(data), "a.docx") == "CW-READ-035"


def test_macros_are_left_alone_and_said() -> None:
    document, found = read_license_fully(word(word__vbaProject_DOT_bin=b"\x00evil"), "a.docm")
    assert [d.code for d in found] == ["CW-READ-037"]
    assert words(document) == ("Some", "words.")


def test_addresses_outside_are_shown_and_never_opened() -> None:
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = f"{r}/hyperlink"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="https://nowhere.invalid/x" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{r}/attachedTemplate" Target="https://nowhere.invalid/t" TargetMode="External"/>'
        "</Relationships>"
    )
    body = f'<w:p><w:hyperlink xmlns:r="{r}" r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    document = read_license(word(body, word___rels__document_DOT_xml_DOT_rels=rels.encode()), "a.docx")
    assert words(document) == ("here", "<https://nowhere.invalid/x>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    document, found = read_license_fully(mark + TEXT.encode(encoding), "LICENSE")
    assert words(document) == source_words(TEXT)
    assert not found


def test_windows_1252_is_the_last_guess_and_said() -> None:
    document, found = read_license_fully(TEXT.encode("cp1252"), "LICENSE")
    assert words(document) == source_words(TEXT)
    assert [(d.code, d.position.line if d.position else 0) for d in found] == [("CW-READ-034", 3)]


def test_text_from_right_to_left_and_without_spaces_keeps_its_words() -> None:
    for text in (
        "רישיון\n\n1. מותר להשתמש.\n\n2. אסור.\n",
        "رخصة\n\n(أ) يجوز\n",
        "许可证\n\n第一条 定义。\n\n1. 可以使用。\n",
    ):
        assert words(read_license(text.encode(), "LICENSE")) == source_words(text)


def test_line_ends_of_every_kind_are_one() -> None:
    for end in ("\r\n", "\r"):
        assert read_license(TEXT.replace("\n", end).encode(), "L") == read_license(TEXT.encode(), "L")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(Refused):
            read_license(path)


# -- time and memory, in a program of its own

BOUNDED = """
import json, resource, sys, time
from pathlib import Path
from clausewright.diagnostic import Refused
from clausewright.source.licenses import read_license
import markdown_it, lxml.etree, html.parser
resource.setrlimit(resource.RLIMIT_AS, (900 * 1024 * 1024, 900 * 1024 * 1024))
began = time.process_time()
try:
    read_license(Path(sys.argv[1]))
    came = "document"
except Refused as refused:
    came = refused.diagnostics[0].code
print(json.dumps([came, time.process_time() - began]))
"""
SIZE = 4 * MEGABYTE - 100
HUGE = {
    "words.txt": "word ",
    "numbers.txt": "1. w\n\n",
    "letters.txt": "(a) w\n\n(b) x\n\n",
    "quotes.txt": '"a" ',
    "references.txt": "Sections 1, 2 and 3 and ",
    "lines.txt": "a\n",
    "headings.txt": "HEADING\n\nword.\n\n",
    "brackets.md": "[[",
    "stars.md": "*a ",
    "quoted.md": "> ",
    "ticks.md": "`",
    "bullets.md": "- ",
    "signs.html": "<",
    "comments.html": "<!--",
    "tags.html": "<a ",
    "sections.html": "<![CDATA[",
    "boxes.html": "<div>a",
    "lists.html": "<ol><li>a",
    "entities.html": "&#x41;",
}


@pytest.mark.parametrize("name", HUGE)
def test_four_megabytes_of_one_thing_are_read_or_refused_soon(name: str, tmp_path: Path) -> None:
    text = HUGE[name]
    (tmp_path / name).write_text((text * (SIZE // len(text) + 1))[:SIZE])
    command = [sys.executable, "-c", BOUNDED, str(tmp_path / name)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert ended.returncode == 0, ended.stderr[-500:]
    came, seconds = json.loads(ended.stdout)
    assert came == "document" or came.startswith("CW-READ-")
    assert seconds < 30, (came, seconds)


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Words of a license.\n" * (50 * MEGABYTE // 20))
    ended = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(tmp_path / "a.txt")], capture_output=True, text=True, timeout=60
    )
    came, seconds = json.loads(ended.stdout)
    assert came == "CW-READ-033"
    assert seconds < 2


def test_a_document_came_out_of_the_helper() -> None:
    assert isinstance(read_license(TEXT.encode()), Document)
