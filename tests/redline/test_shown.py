"""A redline in each format, as it stands and as a reader needs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import page
import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from clausewright.cli.variants import all_variants, variant_document
from clausewright.document import Document
from clausewright.publish.profiles import compose_profile
from clausewright.redline import Comparison, compare, matrix_html, matrix_text
from clausewright.redline.json import schema
from clausewright.redline.matrix import Matrix, matrix
from clausewright.redline.options import ShowOptions
from clausewright.redline.table import FORMATS
from redline.test_compare import A, B, C, D, E
from redline.texts import document

NAMES = ("strong-copyleft", "network-copyleft")
VARIANTS = ("api-disclosure/weights-to-users", "api-disclosure/notice-and-lineage")


def profile(name: str) -> Document:
    return compose_profile(name).document


def variant(name: str) -> Document:
    found = variant_document(name, ())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def profiles() -> Comparison:
    return compare(profile(NAMES[0]), profile(NAMES[1]), NAMES)


@pytest.fixture(scope="module")
def variants() -> Comparison:
    return compare(variant(VARIANTS[0]), variant(VARIANTS[1]), VARIANTS)


@pytest.fixture(scope="module")
def moves() -> Comparison:
    """A comparison with every kind of run, paragraph and section."""
    before = {
        "Use": [f"{A} {B}", C, "See Section 3 for what it costs to carry it there."],
        "Split": [D, E, A, B],
        "Gone": [E],
    }
    after = {"New": [E], "Duty": [A, f"{C} {B}", "See Section 4 for what it costs to carry it there."],
             "Split": [A, B], "Off": [D, E], "Use": [C]}  # fmt: skip
    return compare(document(before), document(after, name="Other License"), ("old", "new"))


@pytest.fixture(scope="module")
def whole() -> Matrix:
    return matrix("api-disclosure", all_variants("api-disclosure", ()))


def shown(comparison: Comparison, format: str, **options: object) -> str:
    return FORMATS[format].render(comparison, ShowOptions(**options)).decode()  # type: ignore[arg-type]


def extension(suffix: str) -> type[SingleFileSnapshotExtension]:
    class Extension(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = suffix

    return Extension


@pytest.mark.parametrize("which", ["profiles", "variants", "moves"])
@pytest.mark.parametrize("format", ["terminal", "md", "json", "html"])
def test_a_redline_is_shown_as_it_was(
    which: str, format: str, request: pytest.FixtureRequest, snapshot: SnapshotAssertion
) -> None:
    text = shown(request.getfixturevalue(which), format)
    if format == "html":
        # what the page is made of; its styles are looked at in a browser
        text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S)
    suffix = {"terminal": "txt"}.get(format, format)
    assert text == snapshot(extension_class=extension(suffix))


@pytest.mark.parametrize("format", ["terminal", "markdown"])
def test_the_matrix_is_shown_as_it_was(format: str, whole: Matrix, snapshot: SnapshotAssertion) -> None:
    text = getattr(matrix_text, format)(whole, ShowOptions()).decode()
    assert text == snapshot(extension_class=extension({"terminal": "txt"}.get(format, "md")))


def test_figures_alone_are_shown_as_they_were(profiles: Comparison, snapshot: SnapshotAssertion) -> None:
    assert shown(profiles, "terminal", stat=True) == snapshot(extension_class=extension("txt"))


# --- the terminal


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
@pytest.mark.parametrize("stat", [False, True])
def test_no_line_is_wider_than_the_terminal(
    columns: int, stat: bool, profiles: Comparison, moves: Comparison
) -> None:
    for comparison in (profiles, moves):
        for line in shown(comparison, "terminal", columns=columns, stat=stat).splitlines():
            assert len(line) <= columns, line


def test_color_only_repeats_the_marks(profiles: Comparison, moves: Comparison) -> None:
    for comparison in (profiles, moves):
        plain = shown(comparison, "terminal")
        color = shown(comparison, "terminal", color=True)
        assert "\x1b[" in color and "\x1b" not in plain
        assert re.sub(r"\x1b\[\d+m", "", color) == plain


def test_a_text_cannot_command_the_terminal() -> None:
    hostile = document({"Use": ["Red \x1b[31m and \x07 bell and \x9b2J in it."]})
    assert not set(shown(compare(document({"Use": [A]}), hostile), "terminal")) & set("\x1b\x07\x9b")


def test_all_paragraphs_are_shown_when_asked_for(profiles: Comparison) -> None:
    text = shown(profiles, "terminal", full=True)
    assert "paragraphs without a change" not in text
    assert "paragraphs without a change" in shown(profiles, "terminal")


# --- Markdown


def test_words_are_no_markup_in_markdown() -> None:
    from markdown_it import MarkdownIt

    hostile = "raw:*a* <b>c</b> [d](e) `f` @someone #12 | $x$ ~~g~~ &amp; http://x.org"
    text = shown(compare(document({"Use": [A]}), document({"Use": [A, hostile]})), "md")
    html = MarkdownIt("commonmark").enable("strikethrough").render(text)
    words = re.sub(r"<[^>]*>", "", html)
    assert "*a* &lt;b&gt;c&lt;/b&gt; [d](e) `f` @someone #12 | $x$ ~~g~~ &amp;amp;" in words
    assert "@" not in text and "<b>" not in text


def test_a_comment_is_not_longer_than_a_forge_takes() -> None:
    rows = {f"Section {n}": [f"{A} {n}", f"{B} {n}"] for n in range(400)}
    text = shown(compare(document({"Use": [C]}), document(rows)), "md")
    assert len(text) < 65_000
    assert "left out: a comment holds no more" in text


# --- JSON


def test_the_json_follows_its_schema(profiles: Comparison, variants: Comparison, moves: Comparison) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    for comparison in (profiles, variants, moves):
        validator.validate(json.loads(shown(comparison, "json")))
    broken = json.loads(shown(moves, "json"))
    broken["sections"][0]["paragraphs"][0]["runs"][0]["kind"] = "odd"
    assert not validator.is_valid(broken)


# --- PDF


@pytest.fixture(scope="module")
def pdf(profiles: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "redline.pdf"
    path.write_bytes(FORMATS["pdf"].render(profiles))
    return path


def test_every_rule_of_pdf_ua_passes(pdf: Path, moves: Comparison, tmp_path: Path) -> None:
    other = tmp_path / "moves.pdf"
    other.write_bytes(FORMATS["pdf"].render(moves, ShowOptions(paper="letter")))
    for path in (pdf, other):
        result = page.validate_pdf(str(path), profile="ua1")
        assert [str(failure) for failure in result.failures] == []
        assert result.is_compliant


def test_the_pdf_begins_with_a_summary(pdf: Path, profiles: Comparison) -> None:
    pages = [" ".join(found.extract_text().split()) for found in PdfReader(pdf).pages]
    assert "542 words inserted, 20 deleted" in pages[0]
    assert "Changed sections" in pages[0] and "Duties" in pages[0]
    assert "Preamble (1 place)" in pages[0]
    whole = " ".join(pages)
    assert "You owe nothing under this License for Serving Covered Weights." in whole
    assert "Internal States are not Output." in whole


def test_the_same_comparison_gives_the_same_bytes(pdf: Path, profiles: Comparison) -> None:
    assert FORMATS["pdf"].render(profiles) == pdf.read_bytes()


# --- the matrix


def test_the_matrix_says_what_is_the_same_and_what_is_not_there(whole: Matrix) -> None:
    rows = {row.id: row for row in whole.rows}
    offer = rows["offer"].cells
    assert offer[0] is not None and offer[0].like == ""
    assert offer[1] is not None and offer[1].like == "weights-to-users" and not offer[1].same
    assert offer[4] is None
    tell = rows["tell"].cells[1]
    assert tell is not None and tell.same
    assert b"not here" in matrix_html.render(whole, ShowOptions())
    assert json.loads(matrix_text.json(whole, ShowOptions()))["variants"][0] == "weights-to-users"
