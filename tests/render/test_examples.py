"""Every rendering of every example, as it stands: a change of one byte is seen by a person first."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from clausewright import Options, compose_license, render_license
from clausewright.render.options import Attachment

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/*/manifest.yaml")])
NAMES = [str(path.relative_to(ROOT / "examples").with_suffix("")).replace("/", "-") for path in EXAMPLES]


def text_extension(suffix: str) -> type[SingleFileSnapshotExtension]:
    class Extension(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = suffix

    return Extension


class PageExtension(SingleFileSnapshotExtension):
    """A page as a picture. The same page drawn by another version of Poppler differs by a shade."""

    file_extension = "png"

    def matches(self, *, serialized_data: bytes, snapshot_data: bytes) -> bool:
        one, two = (Image.open(io.BytesIO(data)).convert("L") for data in (serialized_data, snapshot_data))
        if one.size != two.size:
            return False
        return ImageStat.Stat(ImageChops.difference(one, two)).mean[0] < 1.0


@pytest.fixture(scope="module", params=EXAMPLES, ids=NAMES)
def example(request: pytest.FixtureRequest):
    return compose_license(request.param)


@pytest.mark.parametrize("format", ["md", "txt", "html", "json"])
def test_the_rendering_is_as_it_was(example, format: str, snapshot: SnapshotAssertion) -> None:
    text = render_license(example.document, format).decode()
    assert text == snapshot(extension_class=text_extension(format))


def test_plain_text_in_ascii_is_as_it_was(example, snapshot: SnapshotAssertion) -> None:
    data = render_license(example.document, "txt", Options(ascii=True))
    assert data.isascii()
    assert data.decode() == snapshot(extension_class=text_extension("txt"))


@pytest.fixture(scope="module")
def pdf(example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "license.pdf"
    manifest = Attachment("manifest.yaml", example.manifest.file.text.encode(), "application/yaml")
    path.write_bytes(render_license(example.document, "pdf", Options(attachments=(manifest,))))
    return path


def poppler(tool: str, *arguments: str) -> bytes:
    found = shutil.which(tool)
    assert found, f"{tool} is missing; `make test` installs poppler-utils"
    return subprocess.run([found, *arguments], check=True, capture_output=True).stdout


def test_the_text_of_the_pdf_is_as_it_was(pdf: Path, snapshot: SnapshotAssertion) -> None:
    text = poppler("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-").decode()
    assert text == snapshot(extension_class=text_extension("txt"))


def test_the_structure_of_the_pdf_is_as_it_was(pdf: Path, snapshot: SnapshotAssertion) -> None:
    from pypdf import PdfReader

    reader = PdfReader(pdf)

    def titles(outline: list, depth: int = 0) -> list[str]:
        out = []
        for item in outline:
            if isinstance(item, list):
                out += titles(item, depth + 1)
            else:
                out.append("  " * depth + str(item.title))
        return out

    info = {key: str(value) for key, value in (reader.metadata or {}).items() if key != "/Producer"}
    lines = [f"{key} {value}" for key, value in sorted(info.items())]
    lines += [f"pages {len(reader.pages)}", f"language {reader.trailer['/Root'].get('/Lang')}"]
    lines += [f"attachments {sorted(reader.attachments)}", *titles(reader.outline)]
    tags = poppler("pdfinfo", "-struct", str(pdf)).decode(errors="replace")
    names = [line.rstrip() for line in tags.splitlines() if line.strip() and not line.strip().startswith("/")]
    assert "\n".join([*lines, "", *names]) == snapshot(extension_class=text_extension("txt"))


def test_the_pages_of_the_pdf_look_as_they_did(
    pdf: Path, snapshot: SnapshotAssertion, tmp_path: Path
) -> None:
    poppler("pdftoppm", "-r", "36", "-gray", "-png", str(pdf), str(tmp_path / "page"))
    pages = [Image.open(path).convert("L") for path in sorted(tmp_path.glob("page-*.png"))]
    assert pages
    # one sheet a document, five pages a row
    wide, high = pages[0].size
    rows = -(-len(pages) // 5)
    sheet = Image.new("L", (wide * min(5, len(pages)), high * rows), 255)
    for place, page in enumerate(pages):
        sheet.paste(page, (place % 5 * wide, place // 5 * high))
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    assert out.getvalue() == snapshot(extension_class=PageExtension)
