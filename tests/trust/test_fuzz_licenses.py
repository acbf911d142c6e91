"""Thrown at the readers of licenses: whatever comes in, a document or complaints come out, and no word is lost."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.diagnostic import Refused
from clausewright.document import Document
from clausewright.source.licenses import read_license, source_words, words
from license_texts import texts
from trust.test_fuzz import thrown

pytestmark = pytest.mark.timeout(1_500)

PIECES = ("1. ", "2. ", "3. ", "0. ", "1.1 ", "1.1. ", "2.1 ", "1.0 ", "(a) ", "(b) ", "(i) ", "(ii) ", "a) ", "b. ", "A. ", "I. ", "II. ",
          "Section 1. ", "Section 2 – ", "Article I", "ARTICLE 2 ", "§ 1 ", "* ", "- ", "• ", "# ", "## ", "----\n", "====\n", "* x *\n", "\n", "\n\n",
          "\n\n\n", "    ", "\t", "Heading", "HEADING WORDS", "Definitions.", '"Term" means it.', "“Term” is", "Section 1(a)", "Sections 1 and 2",
          "you may:", "and", "end.", ";", "ß", "é", "\u00a0", "\u2028", "\x85", "\x0c", "\ufeff", "許諾", "שלום", "a    b    c", "|", "Copyright (c) 2020")  # fmt: skip
heaps = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def opened(data: bytes, name: str) -> Document | None:
    try:
        return read_license(data, name)
    except Refused as refused:
        assert refused.diagnostics
        return None


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A stretch of a license after some accidents."""
    text = texts()[draw(st.sampled_from(sorted(texts())[::9]))]
    start = draw(st.integers(0, len(text) // 2))
    text = text[start : start + draw(st.integers(0, 4_000))]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + draw(st.integers(0, 30)) :]
    return text


@thrown
@given(heaps | spoiled() | st.text(max_size=200))
def test_plain_text_loses_no_word(text: str) -> None:
    data = text.encode("utf-8", "replace")
    document = opened(data, "LICENSE.txt")
    if document is not None:
        assert words(document) == source_words(data.decode().removeprefix("\ufeff"))


@thrown
@given(heaps | spoiled())
def test_a_page_loses_no_word(text: str) -> None:
    parts = re.split("\n\n+", text.replace("\x00", ""))
    page = "<!doctype html><html><body>" + "".join(f"<p>{html.escape(part)}</p>" for part in parts)
    document = opened(page.encode(), "LICENSE.html")
    if document is not None:
        assert words(document) == source_words(text)


TAGS = ("<p>", "</p>", "<ol>", "<ol type=i start=3>", "</ol>", "<ul>", "</ul>", "<li>", "</li>", "<h1>", "</h1>", "<pre>", "</pre>", "<br>", "<b>",
        "</b>", "<a href='https://x.example'>", "</a>", "<table>", "<td>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "<q>", "</q>", "&amp;", "&lt;",
        "&#0;", "&#x110000;", "<", ">", "'", '"', "<div hidden>", "<img alt='a b'>")  # fmt: skip


@thrown
@given(st.lists(st.sampled_from((*TAGS, "apple ", "pear ", "\n")), max_size=60).map("".join))
def test_a_heap_of_tags_loses_no_word(text: str) -> None:
    document = opened(text.encode(), "LICENSE.html")
    bare = re.sub(r"(?s)<!--.*?-->|<[^<>]*>", "", re.sub(r"&[#\w]*;?", "", text))
    said = words(document) if document else ()
    if "<" not in bare and ">" not in bare and "<!" not in text and "<?" not in text:
        fruit = re.findall("apple|pear", bare)
        assert re.findall("apple|pear", " ".join(said)) == fruit


MARKDOWN = ("# ", "## ", "1. ", "2. ", "1) ", "- ", "* ", "> ", "    ", "\n", "\n\n", "```\n", "~~~\n", "`", "*", "**", "_", "[", "](https://x.example)", "]",
            "[x]: y\n", "\\", "<b>", "</b>", "<!--", "-->", "---\n", "===\n", "|", "&amp;", "![", "  \n")  # fmt: skip


@thrown
@given(st.lists(st.sampled_from((*MARKDOWN, "apple ", "pear ")), max_size=50).map("".join))
def test_a_heap_of_markdown_loses_no_word(text: str) -> None:
    document = opened(text.encode(), "LICENSE.md")
    if "<" in text:
        return
    said = " ".join(words(document)) if document else ""
    assert re.findall("apple|pear", said) == re.findall("apple|pear", text)


def package(document: bytes, numbering: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        if numbering:
            archive.writestr("word/numbering.xml", numbering)
    return out.getvalue()


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@thrown
@given(heaps | spoiled())
def test_a_word_document_loses_no_word(text: str) -> None:
    clean = re.sub("[^\t\n -\ud7ff\ue000-\ufffd]", "", text)
    parts = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r></w:p>'
        for part in re.split("\n\n+", clean)
    )
    document = opened(
        package(f"<w:document {SPACE}><w:body>{parts}</w:body></w:document>".encode()), "a.docx"
    )
    if document is not None:
        assert words(document) == source_words(clean)


@thrown
@given(st.data())
def test_a_spoiled_word_document_gives_a_document_or_complaints(data: st.DataObject) -> None:
    whole = bytearray(package(f"<w:document {SPACE}><w:body><w:p/></w:body></w:document>".encode(), b"<x/>"))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    opened(bytes(whole[: data.draw(st.integers(4, len(whole)))]), "a.docx")


@thrown
@given(st.binary(max_size=400), st.sampled_from(("a", "a.txt", "a.md", "a.html", "a.docx", "a.json")))
def test_any_bytes_give_a_document_or_complaints(data: bytes, name: str) -> None:
    opened(data, name)
