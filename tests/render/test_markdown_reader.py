"""Reading Markdown back: what is refused, and that nothing is read otherwise than CommonMark reads it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clausewright.diagnostic import Refused
from clausewright.document import Document, Paragraph, Ref, Section, inlines, plain
from clausewright.render.markdown import render
from clausewright.render.options import Options
from clausewright.source.markdown_reader import read_markdown
from render.sample import sample
from render.strategies import MARKUP, documents
from render.test_markdown import words_meant, words_seen

HEAD = "# Test License\n\nVersion 1.0 · 2026-11-23 · Identifier: LicenseRef-T\n\n"
SECTION = HEAD + '<a id="f:s"></a>\n## 1. One\n\n'
PARAGRAPH = SECTION + '<a id="a/p"></a>\n'
LEAD = PARAGRAPH + "(a) All of these:\n\n"


def refused(text: str) -> list[tuple[str, int]]:
    """Return the codes and lines of the complaints."""
    with pytest.raises(Refused) as caught:
        read_markdown(text)
    places = [(d.code, d.position.line if d.position else 0) for d in caught.value.diagnostics]
    assert all(d.mend and d.message.endswith(".") for d in caught.value.diagnostics)
    return places


def read(text: str) -> Document:
    return read_markdown(text)[0]


def first(document: Document) -> Paragraph:
    section = document.body[0]
    assert isinstance(section, Section)
    assert isinstance(section.blocks[0], Paragraph)
    return section.blocks[0]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "CW-READ-001", 1),
        ("Words.\n", "CW-READ-001", 1),
        ("# Name\n", "CW-READ-001", 1),
        ("# Name\n\nwords\n", "CW-READ-001", 3),
        ("# Name\n\nVersion 1 · Version 2\n", "CW-READ-001", 3),
        ("# Na\tme\n", "CW-READ-002", 1),
        ("# Name\x1b[31m\n", "CW-READ-002", 1),
        (SECTION + "No anchor.\n", "CW-READ-003", 8),
        (SECTION + "<a id='a/p'></a>\nWords.\n", "CW-READ-003", 8),
        (SECTION + '<a id="a/p" onclick="x"></a>\nWords.\n', "CW-READ-003", 8),
        (SECTION + '<a id="a/p">\nWords.\n', "CW-READ-003", 8),
        (SECTION + '<a id="a b"></a>\nWords.\n', "CW-READ-003", 8),
        (PARAGRAPH + 'One.\n\n<a id="a/p"></a>\nTwo.\n', "CW-READ-004", 11),
        (PARAGRAPH + "<b>bold</b>\n", "CW-READ-005", 9),
        (PARAGRAPH + "Words <!-- hidden --> words.\n", "CW-READ-005", 9),
        (PARAGRAPH + "A `code` span.\n", "CW-READ-005", 9),
        (PARAGRAPH + "An ![image](https://example.org/x.png).\n", "CW-READ-005", 9),
        (PARAGRAPH + "A [blank].\n", "CW-READ-005", 9),
        (PARAGRAPH + "A [link][1].\n", "CW-READ-005", 9),
        (PARAGRAPH + 'A [link](https://example.org "title").\n', "CW-READ-005", 9),
        (PARAGRAPH + "A *sign.\n", "CW-READ-006", 9),
        (PARAGRAPH + "A **sign*.\n", "CW-READ-006", 9),
        (PARAGRAPH + "*a _b* c_\n", "CW-READ-006", 9),
        (PARAGRAPH + "*a **b** c*\n", "CW-READ-006", 9),
        (PARAGRAPH + "***a***\n", "CW-READ-006", 9),
        (PARAGRAPH + "(b) Words.\n", "CW-READ-007", 9),
        (PARAGRAPH + "1.2 Words.\n", "CW-READ-007", 9),
        (HEAD + '<a id="f:s"></a>\n## 2. Two\n', "CW-READ-007", 6),
        (HEAD + '<a id="f:s"></a>\n## One\n\n<a id="a/p"></a>\n(a) Words.\n', "CW-READ-007", 9),
        (PARAGRAPH + "# Heading\n", "CW-READ-008", 9),
        (PARAGRAPH + "- item\n", "CW-READ-008", 9),
        (PARAGRAPH + "1. item\n", "CW-READ-008", 9),
        (PARAGRAPH + "> quote\n", "CW-READ-008", 9),
        (PARAGRAPH + "Words\n===\n", "CW-READ-008", 10),
        (PARAGRAPH + "Words\n---\n", "CW-READ-008", 10),
        (PARAGRAPH + "~~~\ncode\n~~~\n", "CW-READ-008", 9),
        (PARAGRAPH + 'Words\n<a id="a/q"></a>\nMore.\n', "CW-READ-008", 10),
        (SECTION + '- <a id="a/p"></a>\n  Words.\n', "CW-READ-008", 8),
        (SECTION + '<a id="a/p"></a>Words.\n', "CW-READ-008", 8),
        (HEAD + '<a id="f:t"></a>\n### 1. Deep\n', "CW-READ-008", 6),
        (HEAD + '<a id="a/p"></a>\nWords before a section.\n', "CW-READ-008", 5),
        (LEAD + '- <a id="a/q"></a>\n  (i) One.\n\n  Another.\n', "CW-READ-008", 14),
        (LEAD + '- <a id="a/q"></a>\n  (i) One.\n- <a id="a/r"></a>\n  (ii) Two.\n', "CW-READ-008", 13),
        (LEAD + '- <a id="a/q"></a>\n(i) Lazy.\n', "CW-READ-008", 12),
        (SECTION + '> <a id="a/n"></a>\n> Words\nlazy\n', "CW-READ-008", 10),
        (SECTION + '> <a id="a/n"></a>\n>     code\n', "CW-READ-008", 9),
        (SECTION + '> <a id="a/n"></a>\n> a *word*\n', "CW-READ-005", 9),
        (SECTION + "> Words\n", "CW-READ-003", 8),
        (SECTION + '<a id="t"></a><a id="t/def"></a>\nTerm means.\n', "CW-READ-009", 8),
        (PARAGRAPH + "To [it](#nowhere).\n", "CW-READ-010", 8),
        (PARAGRAPH + "To [it](javascript:alert).\n", "CW-READ-010", 9),
        (PARAGRAPH + "To [it](/etc/passwd).\n", "CW-READ-010", 9),
    ],
)
def test_what_is_not_ours_is_refused_where_it_stands(text: str, code: str, line: int) -> None:
    assert (code, line) in refused(text)


def test_all_complaints_come_together() -> None:
    text = PARAGRAPH + 'A *sign.\n\n<a id="a/q"></a>\nA `b`.\n\n<a id="a/r"></a>\nFine.\n\nNo anchor.\n'
    assert [code for code, _ in refused(text)] == ["CW-READ-006", "CW-READ-005", "CW-READ-003"]


def test_deep_nesting_is_refused_and_does_not_use_up_the_stack() -> None:
    deep = "".join(f'{"  " * n}- <a id="a/x{n}"></a>\n{"  " * n}  Words:\n\n' for n in range(2000))
    assert "CW-READ-012" in [code for code, _ in refused(LEAD + deep)]


def test_a_wrapped_paragraph_is_read_as_one() -> None:
    document = read(PARAGRAPH + "(a) One\nlong   \nparagraph  \nwith a break\\\nand another.\n")
    assert plain(document, first(document).content) == "One long\nparagraph\nwith a break\nand another."


def test_entities_are_read_as_commonmark_reads_them() -> None:
    document = read(PARAGRAPH + "&copy; &#169; &#xA9; &nosuch; &amp;amp; &#0; \\&copy;\n")
    assert plain(document, first(document).content) == "© © © &nosuch; &amp; \ufffd &copy;"


def test_an_anchor_inside_a_paragraph_is_a_span() -> None:
    document = read(PARAGRAPH + 'Words<a id="a/s"></a> more.\n')
    assert [getattr(node, "id", "") for node in first(document).content] == ["", "core:a/s", ""]


@pytest.mark.parametrize("said", ["Section\u00a01(b)", "Section 1(a)", "it"])
def test_a_reference_that_says_something_else_is_kept_as_words_with_a_warning(said: str) -> None:
    text = PARAGRAPH + f"(a) See [{said}](#a/p).\n"
    document, warnings = read_markdown(text)
    assert [warning.code for warning in warnings] == ["CW-READ-011"]
    assert plain(document, first(document).content) == f"See {said}."


def test_references_are_found_again_and_follow_the_numbering() -> None:
    document = read(render(sample(), Options()).decode())
    found = [node for section in document.sections for block in section.blocks if isinstance(block, Paragraph)
             for node in inlines(block.content) if isinstance(node, Ref)]  # fmt: skip
    targets = ("core:api-disclosure/offer", "core:api-disclosure/end", "sample:termination")
    assert targets in [node.targets for node in found]
    assert ("core:merging",) in [node.targets for node in found]


def outcome(text: str) -> Document | None:
    try:
        return read(text)
    except Refused as error:
        assert all(d.code.startswith("CW-READ-") for d in error.diagnostics)
        return None


@given(st.text())
def test_any_text_gives_a_document_or_is_refused(text: str) -> None:
    outcome(text)


# fmt: off
PIECES = [*MARKUP, "\n", "\n\n", "  ", "- ", "* ", "> ", "## ", "### ", "---\n", "\\\n", '<a id="a/q"></a>\n',
          '<a id="a/q"></a><a id="a/q/d"></a>\n', "**“T”** ", "(a) ", "(b) ", "(i) ",
          "[Section\u00a01](#f:s)", "    ",
          "```", "<!--", "&#32;", "\t", "*a*", "__b__"]
# fmt: on


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_accepted_means_the_same_in_commonmark(tail: str) -> None:
    for head in (PARAGRAPH, SECTION, LEAD):
        document = outcome(head + tail)
        if document is not None:
            assert words_meant(document) == words_seen(head + tail), head + tail


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60,
          phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
@given(st.data())
def test_a_damaged_rendering_is_refused_or_means_the_same_in_commonmark(data: st.DataObject) -> None:
    document = data.draw(st.one_of(st.just(sample()), documents()))
    text = render(document, Options()).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 6)))
        text = text[:start] + data.draw(st.sampled_from(["", *PIECES])) + text[end:]
    back = outcome(text)
    if back is not None:
        assert words_meant(back) == words_seen(text), text


def test_long_hostile_lines_take_time_in_proportion() -> None:
    for unit in ("[", "*a", "**", "![", "[a](", "<a ", "&", "\\", "[1](#f:s), ", "_", "(", "a. "):
        outcome(PARAGRAPH + unit * 20_000 + "\n")
    outcome(PARAGRAPH + "\n".join(["x"] * 20_000))
    outcome(SECTION + "> \n" * 20_000)
    outcome(HEAD + "".join(f'<a id="f:s{n}"></a>\n\n' for n in range(5_000)))
