"""Licenses that others wrote are read into a document: every word stays, and numbers become structure."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

import pytest

from clausewright.document import (
    Bullets,
    Definition,
    Document,
    Notice,
    Part,
    Ref,
    blocks,
    inlines,
    number,
)
from clausewright.document.labels import reference_text
from clausewright.render import json as json_format
from clausewright.render import markdown, plaintext
from clausewright.render.options import Options
from clausewright.source.licenses import read_license, source_words, words
from library_builder import compose, shown
from license_texts import digest, expected, structure, texts

RIGHT = 38
"""Licenses of the sample of forty whose structure is read as a person reads it; the share may only grow."""


def read(text: str) -> Document:
    return read_license(text.encode(), "LICENSE")


def sections(document: Document) -> list[str]:
    return [
        f"{number(document, s.id) if s.numbered else '-'} {s.heading or ''}".rstrip()
        for s in document.sections
    ]


# -- words


def test_every_word_of_every_license_of_the_spdx_list_is_read_in_order() -> None:
    wrong = [id for id, text in texts().items() if words(read(text)) != source_words(text)]
    assert len(texts()) > 700
    assert not wrong


def test_a_lost_word_would_be_seen() -> None:
    text = "Some License\n\n1. One two.\n\n2. Three.\n"
    assert words(read(text)) == source_words(text)
    assert words(read(text.replace(" two", ""))) != source_words(text)


def test_what_is_read_reads_back_from_our_json_and_markdown() -> None:
    for id in ("GPL-2.0-only", "Apache-2.0", "MPL-2.0", "CC-BY-4.0", "BSD-3-Clause", "EPL-2.0"):
        document = read(texts()[id])
        again = read_license(json_format.render(document, Options()), "license.json")
        assert again == document
        written = markdown.render(document, Options())
        if document.license.name:
            assert words(read_license(written, "license.md")) == words(document), id


def test_the_plain_text_of_our_own_licenses_reads_back_to_the_same_words(tmp_path: Path) -> None:
    files = {
        "grant/a": 'You may do each of these: {#lead}\n\n1. Use it. {#use}\n2. Share it, as {{ ref("grant/use") }} says. {#share}',
        "end/a": "The permission ends. {#ends}",
    }
    document = compose(tmp_path, files)
    again = read_license(plaintext.render(document, Options()), "LICENSE")
    assert words(again, title=False)[-len(words(document, title=False)) :] == words(document, title=False)
    assert [line for line in shown(again) if line.startswith("# ")][-2:] == ["# 1. Grant", "# 2. End"]


# -- formats

SAMPLE = sorted(texts())[3::29]


def paragraphs(text: str) -> str:
    """A page with one paragraph for each of the text's."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "".join(f"<p>{html.escape(part)}</p>\n" for part in parts if part)


@pytest.mark.parametrize(("format", "ending"), [("html", "html"), ("commonmark", "md"), ("docx", "docx")])
def test_the_same_words_come_out_of_every_format(format: str, ending: str, tmp_path: Path) -> None:
    assert shutil.which("pandoc"), "pandoc makes the files"
    wrong = []
    for id in SAMPLE:
        path = tmp_path / f"license.{ending}"
        command = ["pandoc", "-f", "html", "-t", format, "--wrap=none", "-o", str(path)]
        subprocess.run(command, input=paragraphs(texts()[id]).encode(), check=True)
        if words(read_license(path)) != source_words(texts()[id]):
            wrong.append(id)
    assert len(SAMPLE) > 20
    assert not wrong


LISTS = """
<h1>List License</h1><p>You may:</p>
<ol><li><p>use it, where</p><ol type="a"><li>you can, and</li><li>you want;</li></ol></li><li>share it.</li></ol>
<ul><li>a bullet</li></ul><h2>End</h2><p>See <a href="https://example.org/x">there</a>.</p>
"""
LIST_WORDS = (
    "List",
    "License",
    "You",
    "may:",
    "1.",
    "use",
    "it,",
    "where",
    "{0}",
    "you",
    "can,",
    "and",
    "{1}",
    "you",
    "want;",
    "2.",
    "share",
    "it.",
    "a",
    "bullet",
    "End",
    "See",
    "there",
    "<https://example.org/x>.",
)


def list_words(first: str, second: str) -> tuple[str, ...]:
    return tuple(word.format(first, second) for word in LIST_WORDS)


def test_numbers_that_a_page_shows_are_words() -> None:
    document = read_license(f"<!doctype html><html><body>{LISTS}".encode(), "page")
    assert words(document) == list_words("a.", "b.")
    assert "1." in sections(document)


@pytest.mark.parametrize(("format", "marks"), [("docx", ("a.", "b.")), ("commonmark", ("1.", "2."))])
def test_numbers_of_lists_are_worked_out(format: str, marks: tuple[str, str], tmp_path: Path) -> None:
    """CommonMark has no letters, so pandoc writes digits."""
    path = tmp_path / f"l.{'docx' if format == 'docx' else 'md'}"
    subprocess.run(["pandoc", "-f", "html", "-t", format, "-o", str(path)], input=LISTS.encode(), check=True)
    assert words(read_license(path)) == list_words(*marks)


def test_a_word_document_made_with_python_docx(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_heading("Word License", 0)
    made.add_heading("Grant", 1)
    made.add_paragraph("You may use it.")
    made.add_paragraph("One.", style="List Number")
    made.add_paragraph("Two.", style="List Number")
    made.add_paragraph("Free.", style="List Bullet")
    made.save(str(tmp_path / "w.docx"))
    document = read_license(tmp_path / "w.docx")
    assert document.license.name == "Word License"
    assert words(document) == (
        "Word",
        "License",
        "Grant",
        "You",
        "may",
        "use",
        "it.",
        "1.",
        "One.",
        "2.",
        "Two.",
        "Free.",
    )
    assert any(isinstance(b, Bullets) for b in blocks(document))


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    made = docx.Document()
    paragraph = made.add_paragraph("Kept ")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    paragraph._p.append(parse_xml(f'<w:ins {space} w:id="1" w:author="a">{run.format("t", "new")}</w:ins>'))
    paragraph._p.append(
        parse_xml(f'<w:del {space} w:id="2" w:author="a">{run.format("delText", "old")}</w:del>')
    )
    made.save(str(tmp_path / "t.docx"))
    assert words(read_license(tmp_path / "t.docx")) == ("Kept", "new")


@pytest.mark.parametrize(
    "text",
    [
        "[name]: https://example.org is kept\n\nWords [name].\n",
        "    Indented words are no code.\n",
        "A line\\\nbroken, `code`, **bold** and ![picture](x.png).\n",
        "> Quoted words.\n\n```\nfenced   words\n```\n",
        "1.\n2. Two.\n",
    ],
)
def test_markdown_of_any_hand_loses_no_word(text: str) -> None:
    said = "".join(
        sign if sign.isalnum() else " " for sign in " ".join(words(read_license(text.encode(), "a.md")))
    )
    for word in "".join(sign if sign.isalnum() else " " for sign in text).split():
        assert word in said.split() or word in {"x", "png"}, word


# -- structure


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A License\n\n0. This.\n\n1. That.\n", ["0.", "1."]),
        ("A License\n\nSection 4. Four.\n\nWords.\n", ["-"]),
        ("A License\n\nSection 1. One\n\nWords.\n\nSection 2. Two\n\nWords.\n", ["Section 1. One", "Section 2. Two"]),
        ("A License\n\nARTICLE I\n\nDefinitions\n\nX.\n\nARTICLE II\n\nGrant\n\nY.\n", ["ARTICLE I Definitions", "ARTICLE II Grant"]),
        ("A License\n\nPREAMBLE\n\nWords.\n\n1. Grant. You may use it.\n", ["- PREAMBLE", "1. Grant."]),
        ("A License\n\nGrant\n-----\n\nYou may.\n\nEnd\n===\n\nIt ends.\n", ["- Grant", "- End"]),
        ("A License\n\n1) One thing.\n2) Another.\n", ["1)", "2)"]),
        ("A License\n\n1.0 ONE\n\n1.1 Words here.\n\n2.0 TWO\n\nWords.\n", ["1.0 ONE", "2.0 TWO"]),
    ],
)  # fmt: skip
def test_sections_are_found(text: str, found: list[str]) -> None:
    document = read(text)
    assert document.license.name == "A License"
    assert sections(document) == found
    assert words(document) == source_words(text)


def test_a_short_line_above_a_sentence_is_a_heading_where_lines_are_paragraphs() -> None:
    long = f"You may use it {'and use it ' * 20}forever."
    text = f"T License\n\n{long}\n\nYour duties\nThis license asks:\nthat you keep it\nNo warranty\nThere is no warranty at all.\n"
    document = read(text)
    assert sections(document) == ["-", "- Your duties", "- No warranty"]
    assert words(document) == source_words(text)
    assert sections(read(text.replace(long, "You may use it."))) == ["-"]
    for other in ("Written by Ann <ann@example.org>", "Your duties:", "your duties", "1. Your duties"):
        assert "- Your duties" not in sections(read(text.replace("Your duties", other)))


def test_lists_nest_and_go_on_behind_words() -> None:
    text = "T License\n\n1. Grant\n\nYou may:\n\n(a) use it:\n\n(i) here; and\n\n(ii) there;\n\nbut not elsewhere;\n\n(b) share it.\n"
    assert shown(read(text)) == [
        "# 1. Grant",
        "You may:",
        "  (a) use it:",
        "    (i) here; and",
        "    (ii) there;",
        "  but not elsewhere;",
        "  (b) share it.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. One\n\n1.1. first;\n\n1.2 second;\n\n1.3. third.\n", ["1.1. first;", "1.2 second;", "1.3. third."]),
        ("1. One\n\n(a) first;\n\n(b) second.\n\n2. Two\n\nA. third;\n\nB. fourth.\n", ["(a) first;", "(b) second.", "A. third;", "B. fourth."]),
        ("1. One\n\n1.1 all of:\n\n(a) first;\n\n1.2 any of:\n\ni. second.\n", ["1.1 all of:", "  (a) first;", "1.2 any of:", "  i. second."]),
        ("0. None\n\n1. One\n\n1.1 first;\n\n1.2 second.\n", ["1.1 first;", "1.2 second."]),
    ],
)  # fmt: skip
def test_mixed_kinds_of_numbers_on_one_level_are_all_structure(text: str, found: list[str]) -> None:
    document = read(f"T License\n\n{text}")
    assert words(document) == source_words(f"T License\n\n{text}")
    assert [line for line in shown(document) if not line.startswith("# ")] == found
    again = read_license(markdown.render(document, Options()), "license.md")
    assert [number(again, id) for id in again.labels] == [number(document, id) for id in document.labels]
    assert read_license(json_format.render(document, Options()), "license.json") == document


def test_a_gap_and_an_odd_mark_stay_words() -> None:
    text = "T License\n\n1. One\n\n(a) first;\n\n(c) third.\n\n2. Two\n\n5. five it is.\n\n3. Three\n"
    document = read(text)
    assert words(document) == source_words(text)
    assert sections(document) == ["1. One", "2. Two", "3. Three"]
    assert "(c) third." in shown(document)
    assert "5. five it is." in shown(document)


def test_a_number_at_the_head_of_a_wrapped_line_begins_no_section() -> None:
    text = "T License\n\n1. You may do it as in section\n2. That is all of section\n3. And more.\n"
    assert sections(read(text.replace("\n2. That", "\n2 that").replace("\n3. And", "\n7 and"))) == ["1."]


def test_definitions_and_references_are_found_where_they_print_the_same() -> None:
    text = (
        'T License\n\n1. Definitions\n\n"Work" means a thing.\n\n2. Grant\n\n(a) You may use a Work.\n\n'
        "3. Limits\n\nSection 2(a) and Sections 1 and 2 stand; section 2 of the GPL and Section 9 do not.\n"
    )
    document = read(text)
    assert [b.term for b in blocks(document) if isinstance(b, Definition)] == ["Work"]
    refs = [
        reference_text(document, node).replace("\u00a0", " ")
        for block in blocks(document)
        for node in inlines(getattr(block, "content", ()))
        if isinstance(node, Ref)
    ]
    assert refs == ["Section 2(a)", "Sections 1 and 2"]
    assert words(document) == source_words(text)


def test_a_heading_over_sections_is_a_part_and_columns_are_a_notice() -> None:
    document = read(
        "T License\n\nTERMS\n\n1. One.\n\n2. Two.\n\nName      Place      Date\nAnn       Here       Now\n"
    )
    assert isinstance(document.body[0], Part)
    assert [b.text for b in blocks(document) if isinstance(b, Notice)] == [
        "Name      Place      Date\nAnn       Here       Now"
    ]


def test_the_structure_of_a_sample_is_read_as_a_person_reads_it() -> None:
    right = []
    for id, found in expected().items():
        assert digest(texts()[id]) == found["text"], f"the text of {id} is another now"
        made = structure(read(texts()[id]))
        if all(made[key] == found[key] for key in ("title", "sections", "items")):
            right.append(id)
    assert len(expected()) == 40
    assert len(right) >= RIGHT, sorted(set(expected()) - set(right))
