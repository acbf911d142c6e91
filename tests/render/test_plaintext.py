"""The plain text rendering: the shape of a LICENSE file, with every word of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clausewright.document import (
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Level,
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
from clausewright.render.options import Options
from clausewright.render.plain_ascii import to_ascii
from clausewright.render.plaintext import render
from render.sample import para, sample, section
from render.strategies import documents


def written(document: Document, **options: Any) -> str:
    return render(document, Options(**options)).decode()


def one_paragraph(*content: Any, **more: Any) -> Document:
    return replace(sample(), body=(section("s:s", None, para("core:a/b", *content, **more), numbered=False),))


def body_of(document: Document, **options: Any) -> str:
    return written(document, **options).split("LicenseRef-AWPL-1.0\n", 1)[1].strip("\n")


def folded(text: str) -> str:
    return "".join(text.upper().casefold().split())


def meant(document: Document) -> str:
    info = document.license
    words = language(document.language)
    steward = f"{words.label('steward')}: {info.steward}" if info.steward else ""
    out = [f"{info.name}{words.version}{info.version},{info.date}{steward}{info.id}"]

    def inside(content: Any) -> None:
        for node in content:
            if isinstance(node, (Text, Value)):
                out.append(node.text if isinstance(node, Text) else node.shown)
            elif isinstance(node, Ref):
                out.append(reference_text(document, node))
            elif isinstance(node, Definiendum):
                out.append(f"“{node.text}”")
            elif not isinstance(node, Break):
                before = len(out)
                inside(node.children)
                if isinstance(node, Link):
                    shown = "".join(out[before:])
                    address = node.href.removeprefix("mailto:")
                    if shown not in {node.href, address}:
                        out.append(f"<{address}>")

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
                out.append("-")
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


def test_the_sample_as_plain_text(snapshot: Any) -> None:
    assert written(sample()) == snapshot


def test_the_sample_as_narrow_ascii(snapshot: Any) -> None:
    assert written(sample(), ascii=True, columns=50) == snapshot


def test_the_sample_loses_no_word() -> None:
    assert folded(written(sample())) == meant(sample())


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60,
          phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
@given(documents(), st.integers(40, 120))
def test_every_word_of_any_document_is_there(document: Document, columns: int) -> None:
    text = written(document, columns=columns)
    assert folded(text) == meant(document)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    # a line is too long only where one word does not fit, or a notice keeps its own lines
    notices = {
        line.strip() for node in _notices(document) for line in node.text.replace("\u00a0", " ").split("\n")
    }
    notices |= {line.upper() for line in notices} | {line.replace("ß", "ẞ").upper() for line in notices}
    for line in text.split("\n"):
        if len(line) > columns and line.strip() not in notices:
            assert len(line.split()) <= 1 or "\u00a0" in str(document) or len(line.strip()) > 20


def _notices(document: Document) -> list[Notice]:
    from clausewright.document import blocks

    return [node for node in blocks(document) if isinstance(node, Notice)]


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=30,
          phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
@given(documents())
def test_ascii_is_ascii_for_any_document(document: Document) -> None:
    assert render(document, Options(ascii=True)).isascii()


def test_the_signs_around_a_number_have_their_ascii_form_too() -> None:
    document = replace(sample(), numbering=(Level("decimal", mark="Section # –"), *sample().numbering[1:]))
    assert "Section 1 - " in written(document, ascii=True)
    assert "Section 1 – " in written(document)


def test_a_pair_is_not_broken_and_shows_a_plain_space() -> None:
    text = body_of(one_paragraph("word " * 13 + "within 30\u00a0days of it"), columns=72)
    assert "30 days" in text
    assert "\u00a0" not in text
    assert text.split("\n")[0].endswith("within")


@pytest.mark.parametrize("columns", [40, 72, 120])
def test_lines_fill_the_width_and_no_more(columns: int) -> None:
    lines = body_of(one_paragraph("word " * 100), columns=columns).split("\n")
    assert all(columns - 5 < len(line) <= columns for line in lines[:-1])


def test_capitals_leave_numbers_and_addresses_alone() -> None:
    link = Link("https://example.org/Path", (Text("our site"),))
    words = (*sample().sections[0].blocks[0].content[:1], link)  # type: ignore[union-attr]
    text = body_of(one_paragraph("(including this) ", Ref(("core:api-disclosure/offer",)), " straße ", *words,
                                 conspicuous=True))  # fmt: skip
    assert text.startswith("(INCLUDING THIS) SECTION 2(a) STRAẞE IF YOU LET OTHERS")
    assert "OUR SITE <https://example.org/Path>" in " ".join(text.split())


def test_a_control_character_is_shown_and_not_sent_to_the_terminal() -> None:
    assert "\x1b" not in written(one_paragraph("a\x1b[31mb\x9b"))
    assert "a[U+001B][31mb[U+009B]" in written(one_paragraph("a\x1b[31mb\x9b"))


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("“Weights” – ‘it’ — that…", "\"Weights\" - 'it' -- that..."),
        ("café naïve Łódź Ångström straße", "cafe naive Lodz Angstrom strasse"),
        ("10²⁵ operations, 10⁻³, x₁", "10^25 operations, 10^-3, x_1"),
        ("1½ years, ⅓ of it", "1 1/2 years, 1/3 of it"),
        ("e\u0301 ﬁle", "e file"),
        ("中 й ① ≢", "[U+4E2D] [U+0439] [U+2460] [U+2262]"),
        ("\u200bx\u202ey", "[U+200B]x[U+202E]y"),
        ("a\u0338", "a[U+0338]"),
        ("30\u00a0days\t\x1b", "30\u00a0days [U+001B]"),
        ("\U0001f600", "[U+1F600]"),
    ],
)
def test_ascii_loses_nothing(text: str, ascii_text: str) -> None:
    assert to_ascii(text) == ascii_text


@given(st.text())
def test_ascii_of_any_text_is_printable(text: str) -> None:
    plain = re.sub("[\u00a0\u2007\u202f\n]", "", to_ascii(text))
    assert plain.isascii()
    assert not plain or plain.isprintable()
