"""Thrown text: whatever comes in, a document or complaints come out, and no word is lost without a complaint.

Two kinds of input: files of our own with parts cut, moved, doubled and spoiled, and heaps of the pieces that
the formats are made of. `make test` throws the same examples each time, `make test-all` more and new ones.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from clausewright.document import Bullets, Definition, Document, Notice, Paragraph, blocks, plain
from trust.place import MANIFEST, Outcome, compose, place, write

pytestmark = pytest.mark.timeout(1_500)

ROOT = Path(__file__).resolve().parents[2]
MANY = 4_000 if os.environ.get("CLAUSEWRIGHT_TEST_ALL") else 400
thrown = settings(
    max_examples=MANY,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # what is thrown is short, and to make it shorter takes minutes
)

NASTY = ("{{", "}}", "[", "]", "{#a}", "{#", '{if="words"}', "\n---\n", "\n\n", "\t", ": ", "- ", "1. ", "> ", "&a ", "*a", "!!x ", "|", ">",
         "\u202e", "\ufeff", "\x00", "\x85", "\u2028", "é", "<b>", "&amp;", "\\", "#", "'", '"', "%", "~", "null", "9" * 40)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _cache() -> Iterator[None]:
    """A cache of its own: the shipped library is read once, and nobody's folder is filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", mkdtemp(prefix="fuzz-cache-"))
        yield


@cache
def texts(*patterns: str) -> tuple[str, ...]:
    found = sorted(p for pattern in patterns for p in ROOT.glob(pattern))
    assert found
    return tuple(p.read_text(encoding="utf-8") for p in found)


@st.composite
def spoiled(draw: st.DrawFn, *patterns: str) -> str:
    """A file of our own after one to four accidents."""
    text = draw(st.sampled_from(texts(*patterns)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(("cut", "double", "put", "move", "swap")))
        if kind == "cut":
            text = text[:start] + text[end:]
        elif kind == "double":
            text = text[:end] + text[start:]
        elif kind == "put":
            text = text[:start] + draw(st.sampled_from(NASTY)) + text[start:]
        elif kind == "move":
            piece, text = text[start:end], text[:start] + text[end:]
            place_ = draw(st.integers(0, len(text)))
            text = text[:place_] + piece + text[place_:]
        else:
            lines = text.split("\n")
            a, b = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            lines[a], lines[b] = lines[b], lines[a]
            text = "\n".join(lines)
    return text


@cache
def folder(name: str) -> Path:
    return Path(mkdtemp(prefix=f"fuzz-{name}-"))


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# -- manifests -----------------------------------------------------------------------------------


@thrown
@given(spoiled("examples/*.yaml", "clauses/profiles/*.yaml"))
def test_a_spoiled_manifest_gives_a_document_or_complaints(text: str) -> None:
    outcome = compose(
        folder("manifest") / "license.yaml", [ROOT / "examples" / "lab-library"], cached=True, text=text
    )
    assert outcome.composition or outcome.errors


YAML_PIECES = ("clausewright", "license", "form", "extends", "clauses", "definitions", "libraries", "omit", "variant", "after", "section",
               "name", "id", "version", "date", "steward", "gpl-style", "strong-copyleft", "core", "weights-share-alike", "every-derivative",
               "api-disclosure", "offer_days", "30", "1", '"1.0"', "2026-11-23", ": ", ":\n  ", "\n", "{", "}", "[", "]", ", ", "- ", "'", '"',
               "#", "&a", "*a", "~", "null", "true", "|\n  ", "<<")  # fmt: skip


@thrown
@given(st.lists(st.sampled_from(YAML_PIECES), max_size=40).map("".join))
def test_a_heap_of_pieces_of_a_manifest_gives_a_document_or_complaints(text: str) -> None:
    outcome = compose(folder("manifest") / "license.yaml", cached=True, text=text)
    assert outcome.composition or outcome.errors


# -- libraries -----------------------------------------------------------------------------------


@thrown
@given(
    spoiled(
        "clauses/**/clause.yaml", "clauses/**/definition.yaml", "clauses/forms/*.yaml", "clauses/library.yaml"
    ),
    st.data(),
)
def test_a_spoiled_head_of_a_library_gives_a_document_or_complaints(text: str, data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(
            ("words/clause.yaml", "forms/plain.yaml", "library.yaml", "definitions/x/definition.yaml")
        )
    )
    more: dict[str, str | bytes] = {
        "definitions/x/plain.md": "---\nsummary: X.\n---\nmeans it. {#def}\n",
        name: bytes_of(text),
    }
    path = place(folder(name.replace("/", "-")), more=more)
    outcome = compose(path, cached=True)
    assert outcome.composition or outcome.errors


@thrown
@given(spoiled("clauses/*/*.md", "clauses/definitions/*/*.md"))
def test_a_spoiled_variant_gives_a_document_or_complaints(text: str) -> None:
    outcome = compose(place(folder("variant"), more={"words/said.md": bytes_of(text)}), cached=True)
    assert outcome.composition or outcome.errors


# -- text ----------------------------------------------------------------------------------------

TEXT_PIECES = ("Some words", "the Term", "Terms", "more", "You", ".", ":", ",", " ", "\n", "\n\n", "1. ", "2. ", "   1. ", "- ", "> ", "*", "**", "_",
               "[", "]", "(https://example.org)", '{if="words"}', '{if="not words=said"}', '{if="ref"}', '{term="none"}', "{#a}", " {#b}", "{#c}",
               ' {#d into="s"}', ' {from="s"}', "{conspicuous}", "{{ n }}", "{{ n | days }}", '{{ ref("a") }}', '{{ ref("term") }}', "\\", "\\*", "`",
               "#", "<i>", "&lt;", "|", "---", "é", "“", "\u00a0", "\u200b")  # fmt: skip
HEAD = "parameters:\n  n: {type: integer, about: a number, default: 7}\n"
TERM: dict[str, str | bytes] = {
    "definitions/term/definition.yaml": "term: Term\nforms: [Term, Terms]\n",
    "definitions/term/plain.md": "---\nsummary: X.\n---\nmeans it. {#def}\n",
}


@thrown
@given(st.lists(st.sampled_from(TEXT_PIECES), max_size=40).map("".join))
@example("1. Some words. {#a}\n2. More *words [here](https://example.org)* and `more`. {#b}\n")
@example("The Term:\n\n- Some words. {#a}\n")
@example('> {#b}some {#c} words {#d into="s"} {#b}')
@example(' {#a}\\{term="none"}more{if="words"}{conspicuous} {#d into="s"}<i>')
def test_a_heap_of_pieces_of_text_loses_no_word(text: str) -> None:
    keep(text, compose(place(folder("text"), text, HEAD, TERM), cached=True))


PARAGRAPH = st.lists(
    st.sampled_from(("some words", "the Term", "and *more*", "**much** more", "at [a place](https://example.org)", "[said]{#x}", "\\[so\\]", "{{ n | days }}",
                     "[if so]{if=\"words\"}", "[the Terms]{term=\"none\"}", "(a) aside", "— dash", "1.5", "\\*starred\\*")),
    min_size=1, max_size=6,
)  # fmt: skip


@thrown
@given(st.lists(PARAGRAPH, min_size=1, max_size=6))
def test_sound_paragraphs_make_a_document_with_every_word(paragraphs: list[list[str]]) -> None:
    lines = []
    for number, pieces in enumerate(paragraphs, 1):
        words = " ".join(pieces).replace("{#x}", f"{{#x{number}}}", 1).replace("[said]{#x}", "said")
        lines.append(f"{number}. So {words}. {{#p{number}}}")
    text = "\n".join(lines) + "\n"
    outcome = compose(place(folder("sound"), text, HEAD, TERM), cached=True)
    assert outcome.composition, outcome.diagnostics
    keep(text, outcome)


def keep(text: str, outcome: Outcome) -> None:
    """Hold that a document has every word of its only clause, in order."""
    if outcome.composition is None:
        assert outcome.errors
        return
    document = outcome.composition.document
    assert written(text) == said(document), text


def written(text: str) -> list[str]:
    """The words of a text, without what is no word: attributes, marks, addresses."""
    text = re.sub(r"\{\{ n(?: \| days)? \}\}", " ", text)
    text = re.sub(r"\{\{ ref\([^)]*\) \}\}", " ", text)
    text = re.sub(r"\]\(https://example\.org\)", "] ", text)
    text = re.sub(r"\{[^{}]*\}", " ", text)
    text = re.sub(r"^[ >]*[12]\. ", " ", text, flags=re.MULTILINE)
    return re.findall(r"[^\W\d_]+", text)


def said(document: Document) -> list[str]:
    """The words of the section that the text makes, without what stands for values and references."""
    out: list[str] = []
    for section in document.sections:
        if section.id.endswith(":definitions"):
            continue
        for block in blocks(section):
            assert not isinstance(block, Definition)
            if isinstance(block, Notice):
                # braces inside a notice are words of it, which `written` leaves out everywhere
                out += re.findall(r"[^\W\d_]+", re.sub(r"\{[^{}]*\}", " ", block.text))
            elif isinstance(block, Paragraph):
                out += re.findall(r"[^\W\d_]+", _own(document, block))
            else:
                assert isinstance(block, Bullets)
    return out


def _own(document: Document, block: Paragraph) -> str:
    from clausewright.document import Inline, Ref, Text, Value

    def without(content: tuple[Inline, ...]) -> str:
        parts = []
        for node in content:
            if isinstance(node, Value | Ref):
                parts.append(" ")
            elif isinstance(node, Text):
                parts.append(node.text)
            elif hasattr(node, "children"):
                parts.append(without(node.children))
            else:
                parts.append(" ")
        return "".join(parts)

    assert plain(document, block.content).strip()
    return without(block.content)


def test_the_manifest_of_these_tests_is_sound(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert compose(place(tmp_path), text=MANIFEST).composition
