"""The Markdown rendering, against a full CommonMark parser and against our own reader."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from clausewright.diagnostic import Refused
from clausewright.document import Document
from clausewright.render.markdown import render
from clausewright.render.options import Options
from clausewright.source.markdown_reader import read_markdown
from render.sample import sample
from render.strategies import documents, outline

OPTIONS = Options()
GENERATED = settings(
    suppress_health_check=list(HealthCheck),
    deadline=None,
    max_examples=60,
    # a failing document is large, and making it smaller takes minutes
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def written(document: Document) -> str:
    return render(document, OPTIONS).decode()


def tokens_of(text: str) -> list[Token]:
    return MarkdownIt("commonmark").parse(text)


def words_seen(text: str) -> str:
    """Return every visible character of Markdown as CommonMark reads it, without white space."""
    out: list[str] = []
    for token in tokens_of(text):
        for child in token.children or []:
            if child.type in {"text", "text_special"}:
                out.append(child.content)
            assert child.type not in {"image", "code_inline"}, child
            if child.type == "html_inline":
                assert re.fullmatch(r'<a id="[^"<>\s]+">|</a>', child.content)
        assert token.type not in {"html_block", "fence", "code_block", "ordered_list_open", "table_open"}
    return "".join("".join(out).split())


def words_meant(document: Document) -> str:
    """Return every visible character of a document in reading order, without white space."""
    out: list[str] = []
    info, labels = outline(document)[0], document.labels
    from clausewright.document import language, number

    words = language(document.language)
    name, id, version, date, steward = info
    steward = f"{words.label('steward')}: {steward}" if steward else ""
    fields = [f"{words.version} {version}", date, steward, f"{words.label('identifier')}: {id}" if id else ""]
    out.append(name + " · ".join(field for field in fields if field))

    def walk(node: Any) -> None:
        kind, id = node[0], node[1]
        if kind in {"part", "section"}:
            out.append(number(document, id) if id in labels else "")
            out.append(node[2] or "")
            for inner in node[-1]:
                walk(inner)
        elif kind in {"definition", "bullets"}:
            for inner in node[-1]:
                walk(inner)
        elif kind == "notice":
            out.append(node[2])
        else:
            out.append(number(document, id) if id in labels else "")
            out.append("".join(sign for sign, _ in node[4] if len(sign) == 1))
            for inner in node[5]:
                walk(inner)
            if node[6]:
                walk(node[6])

    for node in outline(document)[4]:
        walk(node)
    return "".join("".join(out).split())


def test_the_sample_as_markdown(snapshot: Any) -> None:
    assert written(sample()) == snapshot


def test_the_sample_reads_back_to_the_same_words_structure_and_ids() -> None:
    document, warnings = read_markdown(written(sample()))
    assert warnings == ()
    assert outline(document) == outline(sample())
    assert document.ranges == sample().ranges
    assert document.numbering == sample().numbering


def test_the_sample_shows_commonmark_the_same_words() -> None:
    assert words_seen(written(sample())) == words_meant(sample())


def test_a_paragraph_is_one_line_without_trailing_blanks_and_the_file_ends_once() -> None:
    text = written(sample())
    assert text.endswith(".\n")
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert "\n\n\n" not in text


@GENERATED
@given(documents())
def test_any_document_reads_back_to_the_same_words_structure_and_ids(document: Document) -> None:
    text = written(document)
    try:
        back, _ = read_markdown(text)
    except Refused as refused:
        raise AssertionError(f"{refused.diagnostics[0]}\n\n{text}") from refused
    assert outline(back) == outline(document), text
    assert written(back) == text


@GENERATED
@given(documents())
def test_no_word_becomes_markup_and_commonmark_sees_every_word(document: Document) -> None:
    text = written(document)
    assert words_seen(text) == words_meant(document), text


@GENERATED
@given(documents())
def test_commonmark_sees_the_same_emphasis_and_links(document: Document) -> None:
    text = written(document)
    meant: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        if isinstance(node, tuple) and node and node[0] == "paragraph":
            for sign, style in node[4]:
                if len(sign) == 1 and not sign.isspace():
                    styles = set(style.split(" ")[0].split("+")) - {""}
                    if "definiendum" in styles or node[3]:
                        styles = (styles - {"definiendum"}) | {"Strong"}
                    meant.append((sign, "+".join(sorted(styles))))
            walk(node[5])
            walk(node[6])
        elif isinstance(node, (tuple, list)):
            for inner in node:
                walk(inner)

    walk(outline(document)[4])
    seen: list[tuple[str, str]] = []
    quiet = 0
    for token in tokens_of(text):
        quiet += (token.type in {"heading_open", "blockquote_open"}) - (
            token.type in {"heading_close", "blockquote_close"}
        )
        if token.type != "inline" or quiet:
            continue
        styles: list[str] = []
        for child in token.children or []:
            if child.type in {"em_open", "strong_open"}:
                styles.append("Emphasis" if child.type == "em_open" else "Strong")
            elif child.type in {"em_close", "strong_close"}:
                styles.pop()
            elif child.type in {"text", "text_special"}:
                seen += [
                    (sign, "+".join(sorted(set(styles)))) for sign in child.content if not sign.isspace()
                ]
    # the line of identity and the numbers are no words of a paragraph: compare what follows from the end
    styled = [pair for pair in seen if pair[1]]
    assert styled == [pair for pair in meant if pair[1]], text
