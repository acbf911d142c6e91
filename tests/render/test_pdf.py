"""The PDF: accessible, complete, closed to the outside, and the same bytes everywhere."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from clausewright.diagnostic import Refused
from clausewright.document import (
    Document,
    Emphasis,
    LicenseInfo,
    Link,
    Origin,
    Paragraph,
    Section,
    Strong,
    Text,
)
from clausewright.render import assets
from clausewright.render.options import Attachment, Options
from clausewright.render.pdf import render
from clausewright.render.press import write
from clausewright.source.shipped import folder
from render.sample import sample

HERE = Origin("core:x", 1)
WHEN = datetime(2026, 11, 23, tzinfo=UTC)
MANIFEST = Attachment("manifest.yaml", b"form: sample\n", "application/yaml", "What it was made from")


def long_document() -> Document:
    """Return the sample with sections enough for a table of contents, and every kind of link."""
    words = Text("Words that fill a line or two, so that pages break in many places. " * 4)
    link = Link("https://example.org/", (Text("a "), Emphasis((Text("page"), Strong((Text(" there"),))))))
    extra = tuple(
        Section(
            f"sample:more-{n}",
            f"More of it {n}",
            tuple(Paragraph(f"core:more-{n}/p{m}", (words, link), HERE) for m in range(5)),
            HERE,
            numbered=False,
        )
        for n in range(8)
    )
    return replace(sample(), body=(*sample().body, *extra))


@pytest.fixture(scope="module")
def written() -> bytes:
    return render(long_document(), Options(attachments=(MANIFEST,)))


@pytest.fixture(scope="module")
def reader(written: bytes) -> PdfReader:
    return PdfReader(BytesIO(written))


def accessible(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    result = page.validate_pdf(str(path), profile="ua1")
    assert [str(failure) for failure in result.failures] == []
    assert result.is_compliant
    assert result.rules.passed == result.rules.total


def test_every_rule_of_pdf_ua_passes(written: bytes, tmp_path: Path) -> None:
    accessible(written, tmp_path / "long.pdf")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_rule_passes_on_either_paper(paper: str, tmp_path: Path) -> None:
    data = render(sample(), Options(paper=paper))
    accessible(data, tmp_path / "short.pdf")
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    size = {"a4": (595, 842), "letter": (612, 792)}[paper]
    assert (round(float(box.width)), round(float(box.height))) == size


def test_metadata_says_what_the_document_is(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == "Aurora Weights Public License, version 1.0"
    assert reader.metadata.author == "Aurora Lab"
    assert reader.metadata.creation_date == WHEN
    assert reader.metadata.modification_date == WHEN
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_dates_come_from_the_environment_where_it_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    metadata = PdfReader(BytesIO(render(sample(), Options()))).metadata
    assert metadata is not None
    assert metadata.creation_date == datetime(1970, 1, 2, tzinfo=UTC)


def test_pages_have_a_header_and_their_number(reader: PdfReader) -> None:
    count = len(reader.pages)
    assert count > 4
    texts = [found.extract_text() for found in reader.pages]
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {count}" in text
    assert "Aurora Weights Public License, version 1.0" not in texts[0]
    assert all("Aurora Weights Public License, version 1.0" in text for text in texts[1:])


def test_the_contents_name_the_right_pages(reader: PdfReader) -> None:
    texts = [found.extract_text() for found in reader.pages]
    lines = re.findall(r"More of it (\d)[ .]+(\d+)$", texts[0], re.M)
    assert [int(n) for n, _ in lines] == list(range(8))
    for n, number in lines:
        assert f"More of it {n}" in texts[int(number) - 1]


def test_text_is_copied_in_the_order_in_which_it_is_read(reader: PdfReader) -> None:
    text = " ".join(" ".join(found.extract_text().split()) for found in reader.pages)
    assert "\u00a0" not in text
    assert "(b) The duty in Section 2(a) ends 365 days after" in text
    assert "2. Serving the Model (a) If You are the Operator" in text
    assert "– system prompts; – prompts of users. whoever wrote them." in text


def test_bookmarks_follow_the_sections(reader: PdfReader) -> None:
    titles: list[str] = []

    def walk(outline: list[object]) -> None:
        for entry in outline:
            if isinstance(entry, list):
                walk(entry)
            else:
                titles.append(str(entry.title))  # type: ignore[attr-defined]

    walk(list(reader.outline))
    assert titles[:4] == ["Preamble", "1. Definitions", "Part One: What You may do", "2. Serving the Model"]
    assert "Contents" not in titles


def test_no_heading_stands_at_the_foot_of_a_page(reader: PdfReader) -> None:
    for found in reader.pages:
        lines = [line for line in found.extract_text().split("\n") if line.strip() and "Page " not in line]
        assert not re.match(r"(More of it \d$|\d+\. [A-Z][^.]*$|Part )", lines[-1])


def test_fonts_are_ours_and_embedded(reader: PdfReader) -> None:
    names = set()
    for found in reader.pages:
        for font in found["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in described or "/FontFile3" in described
            names.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert names
    assert all(name.startswith("Clausewright-") for name in names)


def test_attachments_are_inside_with_their_relationship(reader: PdfReader) -> None:
    assert reader.attachments["manifest.yaml"] == [MANIFEST.data]
    (reference,) = reader.trailer["/Root"]["/AF"]
    assert isinstance(reference, IndirectObject)
    spec = reference.get_object()
    assert spec["/AFRelationship"] == "/Source"
    assert spec["/EF"]["/F"].get_object()["/Subtype"] == "/application/yaml"
    assert spec["/Desc"] == MANIFEST.description


def test_attachments_stand_in_the_order_that_a_name_tree_needs() -> None:
    many = tuple(Attachment(name, b"x", "text/plain") for name in ("b.txt", "a.txt", "ä.txt", "C.txt"))
    found = PdfReader(BytesIO(render(sample(), Options(attachments=many))))
    names = found.trailer["/Root"]["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    assert [str(name) for name in names] == sorted(str(name) for name in names)
    assert {"b.txt", "a.txt", "C.txt"} <= set(found.attachments)


SCRIPT = """
import sys
from clausewright.render.options import Attachment, Options
from clausewright.render.pdf import render
from render.sample import sample
made = render(sample(), Options(attachments=(Attachment("manifest.yaml", b"x", "application/yaml"),)))
sys.stdout.buffer.write(made)
"""


def test_another_process_place_and_locale_give_the_same_bytes(tmp_path: Path) -> None:
    tests = Path(__file__).resolve().parent.parent
    tooling = folder("templates").parent / "tooling"
    results = []
    for number, (zone, locale, seed) in enumerate((("UTC", "C", "1"), ("Asia/Kolkata", "tr_TR.UTF-8", "2"))):
        place = tmp_path / f"place {number}"
        place.mkdir()
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tooling}{os.pathsep}{tests}", "HOME": str(place),
               "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "TMPDIR": str(place)}  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=place, env=env, capture_output=True, check=True
        )
        assert run.stderr == b""
        results.append(run.stdout)
    assert results[0] == results[1]


def test_the_fonts_of_the_machine_change_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = render(sample(), Options())
    other = tmp_path / "fonts.conf"
    other.write_text(
        '<?xml version="1.0"?><fontconfig><match target="pattern"><edit name="family" mode="assign" '
        'binding="strong"><string>DejaVu Sans</string></edit></match><match target="font"><edit '
        'name="hintstyle" mode="assign"><const>hintfull</const></edit></match></fontconfig>'
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(other))
    assert render(sample(), Options()) == before
    assert os.environ["FONTCONFIG_FILE"] == str(other)


def test_signs_that_our_fonts_lack_are_asked_of_the_machine() -> None:
    assert assets.covered("Ordinary “text” – größer, Ω, Я, ☐ and → too")
    assert not assets.covered("許諾")
    document = replace(sample(), license=LicenseInfo("許諾 License", "LicenseRef-X", "1", "2026-11-23", "許"))
    assert render(document, Options()).startswith(b"%PDF-1.7")


def test_the_common_signs_are_all_in_the_fonts() -> None:
    from fontTools.ttLib import TTFont

    for name in ("SourceSerif4-Regular", "SourceSans3-Regular"):
        with TTFont(folder("templates") / "fonts" / f"{name}.ttf", lazy=True) as font:
            missing = {sign for sign in assets._COMMON if ord(sign) not in font.getBestCmap()} - {
                "\n",
                "\xad",
            }
        assert missing == set()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "data:image/png;base64,AAAA",
        "ftp://example.org/x",
        "/etc/passwd",
        "//example.org/x.png",
        "asset:../../etc/passwd",
        "asset:fonts/../../tooling/x.png",
        "asset:html/page.html.j2",
        "asset:missing.png",
        "asset:link.png",
        "x.png?y",
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        '<img alt="x" src="{}">',
        "<style>body {{ background: url('{}') }}</style>",
        "<style>@import url('{}');</style>",
        '<link rel="stylesheet" href="{}">',
        "<style>@font-face {{ font-family: x; src: url('{}') }} p {{ font-family: x }}</style>",
        '<link rel="attachment" href="{}">',
        '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
        '<object data="{}">x</object>',
    ],
)
def test_a_page_loads_nothing_but_template_assets(url: str, use: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    own = tmp_path / "own"
    own.mkdir()
    (own / "link.png").symlink_to(tmp_path / "secret.png")
    html = f'<html lang="en"><title>t</title><p>Words</p>{use.format(url)}'
    with pytest.raises(Refused) as caught:
        write(html, Options(templates=own), WHEN)
    assert [complaint.code for complaint in caught.value.diagnostics] == ["CW-TPL-008"]


@pytest.mark.parametrize("text", ["Words", "許諾"])
def test_a_page_that_names_no_font_is_set_in_one_of_ours(text: str, tmp_path: Path) -> None:
    made = write(f'<html lang="en"><title>t</title><p>{text}</p>', Options(templates=tmp_path), WHEN)
    assert made.startswith(b"%PDF-1.7")


def test_an_image_in_the_users_folder_is_served(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (4, 4), "red").save(tmp_path / "logo.png")
    html = '<html lang="en"><title>t</title><p>Words</p><img alt="Logo" src="asset:logo.png">'
    accessible(write(html, Options(templates=tmp_path), WHEN), tmp_path / "image.pdf")


def test_nothing_is_written_to_a_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        render(sample(), Options())
    assert [record for record in caplog.records if record.name.startswith(("weasyprint", "fontTools"))] == []
    assert capfd.readouterr() == ("", "")


def test_a_missing_engine_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(Refused) as caught:
        render(sample(), Options())
    assert caught.value.diagnostics[0].code == "CW-TPL-009"
