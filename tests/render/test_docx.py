"""The Word rendering: every word once and in order, real numbers and references, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

import license_texts
import office
from clausewright.document import (
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Level,
    LicenseInfo,
    Link,
    Notice,
    Paragraph,
    Part,
    Ref,
    Section,
    Text,
    Value,
    language,
    number,
    reference_text,
)
from clausewright.render.docx import render
from clausewright.render.options import Options
from clausewright.render.word_xml import visible
from clausewright.source.licenses import read_license
from clausewright.source.licenses.links import address
from clausewright.source.licenses.word import pieces
from render.sample import para, sample, section
from render.strategies import documents
from render.test_examples import EXAMPLES, NAMES
from word_files import W, part, shape

from clausewright import compose_license  # isort: skip


def written(document: Document, **options: Any) -> bytes:
    return render(document, Options(**options))


def folded(text: str) -> str:
    return "".join(visible(text).split())


def meant(document: Document, addresses: bool = False) -> str:
    """All words that the file must hold, in order, numbers among them; the address behind each link if wanted."""
    info, words = document.license, language(document.language)
    version = f"{words.version} {info.version}" if info.version else ""
    dated = ", ".join(text for text in (version, words.date(info.date)) if text)
    steward = f"{words.label('steward')}: {info.steward}" if info.steward else ""
    out = [info.name, dated, steward, info.id]

    def inside(content: Any, linked: str = "") -> None:
        for node in content:
            if isinstance(node, (Text, Value)):
                put(node.text if isinstance(node, Text) else node.shown, linked)
            elif isinstance(node, Ref):
                put(reference_text(document, node), linked)
            elif isinstance(node, Definiendum):
                put(f"“{node.text}”", linked)
            elif not isinstance(node, Break):
                inside(node.children, linked or (node.href if isinstance(node, Link) else ""))

    def put(text: str, linked: str) -> None:
        out.append(text)
        if linked and addresses:
            out.append(address(quote(linked, safe="!#$%&'()*+,/:;=?@-._~"), visible(text)))

    def walk(node: Any) -> None:
        if node.id in document.labels:
            out.append(number(document, node.id))
        if isinstance(node, (Part, Section)):
            out.append(node.heading or "")
            for inner in node.sections if isinstance(node, Part) else node.blocks:
                walk(inner)
        elif isinstance(node, Notice):
            out.append(node.text)
        elif isinstance(node, Definition):
            for inner in node.blocks:
                walk(inner)
        elif isinstance(node, Bullets):
            for item in node.items:
                walk(item)
        elif isinstance(node, Paragraph):
            inside(node.content)
            for item in node.items:
                walk(item)
            if node.wrap_up:
                walk(node.wrap_up)

    for node in document.body:
        walk(node)
    return folded("".join(out))


def read(data: bytes) -> str:
    return folded("".join(piece.text for piece in pieces(data)[0]))


def shown(rows: office.Paragraphs) -> str:
    return folded("".join(office.words(rows)).replace("•", ""))


# -- how it is made


def test_the_sample_as_paragraphs(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(shape(written(sample()))) == snapshot


@pytest.mark.parametrize("name", ["numbering", "styles", "settings", "header1", "footer1"])
def test_the_parts_around_the_sample(name: str, snapshot: SnapshotAssertion) -> None:
    with zipfile.ZipFile(io.BytesIO(written(sample()))) as archive:
        text = archive.read(f"word/{name}.xml").decode()
    assert re.sub(r"><(?=w:(?:abstractNum|lvl|num|style|docDefaults|p|r|compat)\b)", ">\n<", text) == snapshot


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_the_examples_as_paragraphs(path: Path, snapshot: SnapshotAssertion) -> None:
    document = compose_license(path).document
    data = written(document)
    assert "\n".join(shape(data)) == snapshot
    assert read(data) == meant(document, True)


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(sample())
    assert first == written(sample())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = docx.Document(io.BytesIO(written(sample()))).core_properties.created
    assert made is not None
    assert made.isoformat() == "2027-01-15T08:00:00+00:00"


def test_its_properties_say_what_it_is() -> None:
    found = docx.Document(io.BytesIO(written(sample()))).core_properties
    assert (found.title, found.author, found.identifier, found.language, found.version) == (
        "Aurora Weights Public License, version 1.0", "Aurora Lab", "LicenseRef-AWPL-1.0", "en", "1.0",
    )  # fmt: skip
    assert found.created is not None
    assert found.created.date().isoformat() == "2026-11-23"


def test_paper_is_a4_or_letter() -> None:
    sizes = [
        part(written(sample(), paper=name)).find(f".//{W}pgSz").get(f"{W}w") for name in ("a4", "letter")
    ]
    assert sizes == ["11906", "12240"]


def test_a_definition_begins_its_list_anew() -> None:
    lines = [line for line in shape(written(sample())) if line.startswith("DefinitionLevel2")]
    assert len({re.search(r"\[(\d+)\.", line)[1] for line in lines}) == 1  # type: ignore[index]
    nums = part(written(sample()), "word/numbering.xml").findall(f"{W}num")
    assert [num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") for num in nums[3:]] == ["1"]


def test_headings_of_many_sections_have_contents_that_lead_to_them() -> None:
    document = replace(sample(), body=tuple(section(f"s:{n}", f"Heading {n}", para(f"c:{n}/p", Text("Words.")),
                       numbered=False) for n in range(9)))  # fmt: skip
    lines = shape(written(document))
    entries = [line for line in lines if line.startswith("TOC1")]
    assert len(entries) == 9
    assert entries[0].startswith(r'TOC1: «TOC \n \o "1-1" \h \z \u»[Heading 0](_Toc')
    for entry in entries:
        name = re.search(r"\((_Toc\d+)\)", entry)
        assert name
        assert sum(f"<{name[1]}>" in line for line in lines) == 1
    # a reader that does not know contents would read each heading twice
    assert read(written(document)) == meant(document)


def test_every_reference_leads_to_a_bookmark_that_is_set_once() -> None:
    root = part(written(sample()))
    names = [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    wanted = {node.get(f"{W}anchor") for node in root.iter(f"{W}hyperlink") if node.get(f"{W}anchor")}
    wanted |= {
        text.split()[1]
        for node in root.iter(f"{W}instrText")
        if (text := node.text or "").split()[0] == "REF"
    }
    assert wanted
    assert wanted <= set(names)


def test_what_no_xml_can_hold_is_shown() -> None:
    body = (
        section("s:s", None, para("core:a/b", Text("a\x07b\x00c\ud800d\uffffe\x1bf\x85g")), numbered=False),
    )
    assert read(written(replace(sample(), body=body))).endswith(
        "a[U+0007]b[U+0000]c[U+D800]d[U+FFFF]e[U+001B]fg"
    )


def test_what_is_written_from_right_to_left_is_marked_so() -> None:
    body = (section("s:s", None, para("core:a/b", Text("רישיון 2 משקלות, the weights")), numbered=False),)
    data = written(replace(sample(), body=body))
    assert shape(data)[-2] == "BodyText: <rtl>רישיון 2 משקלות</>, the weights"
    assert part(data).findall(f".//{W}bidi")


def test_words_of_another_language_say_so() -> None:
    node = replace(para("core:a/b", Text("Bonjour.")), language="fr")
    data = written(replace(sample(), body=(section("s:s", None, node, numbered=False),)))
    assert shape(data)[-2] == "BodyText: <lang>Bonjour.</>"


def test_letters_behind_z_that_word_counts_otherwise_are_words() -> None:
    items = [replace(para(f"core:a/i{n}", Text(f"Item {n}.")), numbered=True) for n in range(1, 29)]
    labels = {"s:s": (1,)} | {item.id: (1, n) for n, item in enumerate(items, 1)}
    document = replace(sample(), body=(section("s:s", "All", *items),), labels=labels, within={}, ranges={},
                       numbering=(Level("decimal"), Level("lower-alpha")))  # fmt: skip
    lines = shape(written(document))
    assert [line for line in lines if "Item 26." in line or "Item 27." in line] == [
        "Level1 [1.1]: Item 26.", "Level1 [0.0]: (aa)→Item 27.",
    ]  # fmt: skip
    assert read(written(document)) == meant(document)


def test_an_address_that_is_none_is_made_one() -> None:
    body = (section("s:s", None, para("core:a/b", Link("https://[x y", (Text("here"),))), numbered=False),)
    rels = part(written(replace(sample(), body=body)), "word/_rels/document.xml.rels")
    assert rels[-1].get("Target") == "https://%5Bx%20y"


# -- every word, once and in order


def test_the_sample_loses_no_word() -> None:
    assert read(written(sample())) == meant(sample(), True)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60,
          phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
@given(documents())
def test_every_word_of_any_document_is_there(document: Document) -> None:
    data = written(document)
    assert read(data) == meant(document, True)
    docx.Document(io.BytesIO(data))


@given(st.text(max_size=40))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    body = (section("s:s", None, para("core:a/b", Text(f"a{text}b")), numbered=False),)
    assert read(written(replace(sample(), body=body))).endswith(folded(f"a{text}b"))


def test_libreoffice_prints_every_word_and_every_number(tmp_path: Path) -> None:
    """With its own numbering and with references as it works them out itself."""
    texts = license_texts.texts()
    made = [
        read_license(texts[name].encode(), f"{name}.txt")
        for name in ("GPL-3.0-only", "MPL-2.0", "Apache-2.0")
    ]
    made += [sample(), *(compose_license(path).document for path in EXAMPLES)]
    made += generated(12)
    jobs: list[tuple[Path, str, Path | None]] = []
    for at, document in enumerate(made):
        path = tmp_path / f"{at}.docx"
        path.write_bytes(written(document))
        jobs.append((path, "", None))
    for document, rows in zip(made, office.opened(jobs), strict=True):
        assert shown(rows) == folded(meant(document).replace("•", ""))


def generated(count: int) -> list[Document]:
    out: list[Document] = []

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=count, database=None,
              phases=(Phase.generate,), derandomize=True)  # fmt: skip
    @given(documents())
    def collect(document: Document) -> None:
        out.append(document)

    collect()
    return out


def test_a_license_without_date_and_version_says_neither() -> None:
    document = replace(sample(), license=LicenseInfo("Name", "LicenseRef-x", "", "", ""))
    assert shape(written(document))[:2] == ["Title: Name", "LicenseDetails: LicenseRef-x"]
