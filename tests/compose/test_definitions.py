"""Definitions and the terms that they define."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.document import Emphasis, Span, Term, Text, inlines, plain
from library_builder import complaint, complaints, compose, paragraph, place, shown, underlined

WORLD = {
    "definitions/weights/a": "means numbers. {#def}",
    "definitions/covered-weights/a": "means Weights that are covered. {#def}",
    "definitions/serve/a": "means to answer. {#def}",
    "definitions/serve/definition.yaml": "forms: [Serve, Serves, Serving]\nordinary: [serves]\n",
    "definitions/you/a": "means the reader. {#def}",
}


def terms(root: Path, text: str, **more: str) -> list[tuple[str, str]]:
    """Return the terms of one paragraph: words and definition."""
    document = compose(root, {"grant/a": f"1. {text} {{#use}}", **WORLD, **more})
    found = [n for n in inlines(paragraph(document, "grant/use").content) if isinstance(n, Term)]
    return [(plain(document, n.children), n.definition.removeprefix("core:")) for n in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use Weights.", ["Weights"]),
        ("Use Covered Weights.", ["Covered Weights"]),
        ("Use Covered\n   Weights now.", ["Covered Weights"]),
        ("Weights are used.", ["Weights"]),
        ("Use it. Serving is not.", ["Serving"]),
        ("Use Weights’ names and Weights' makers.", ["Weights", "Weights"]),
        ("Use (Weights), “Weights” and Weights.", ["Weights"] * 3),
        ("It serves them.", []),
        ("Use Weightsx and xWeights.", []),
        ('Use [Weights]{term="none"}.', []),
        ('Use [the model]{term="weights"}.', ["the model"]),
        ("Use [Weights [and Serving]{#s}]{#t}.", ["Weights", "Serving"]),
    ],
)
def test_uses_are_found_case_sensitive_longest_first_at_word_edges(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    assert [shown for shown, _ in terms(tmp_path, text)] == found


def test_a_match_that_crosses_the_edge_of_emphasis_splits_the_emphasis(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. Use *all Covered* Weights. {#use}", **WORLD})
    _, stressed, term, _ = paragraph(document, "grant/use").content
    assert stressed == Emphasis((Text("all "),))
    assert term == Term("core:covered-weights", (Emphasis((Text("Covered"),)), Text(" Weights")))


@pytest.mark.parametrize(
    ("text", "column", "rest"),
    [
        ("Use weights.", 8, "weights."),
        ("Use WEIGHTS.", 8, "WEIGHTS."),
        ("Use covered Weights.", 8, "covered Weights."),
        ("It is serving.", 10, "serving."),
        ("Use *all weights*.", 13, "weights*."),
    ],
)
def test_a_term_in_other_letters_is_refused_where_it_stands(
    tmp_path: Path, text: str, column: int, rest: str
) -> None:
    found = complaint(tmp_path, {"grant/a": f"1. {text} {{#use}}", **WORLD}, "CW-TRM-003")
    assert place(found) == f"grant/a.md:4:{column}"
    assert underlined(found).startswith(rest)
    assert "`ordinary`" in found.mend


@pytest.mark.parametrize("text", ["Use Weights-like things.", "Use non-Weights.", "Use Weights‑like things."])
def test_a_hyphen_blocks_the_match_and_warns(tmp_path: Path, text: str) -> None:
    found = complaint(tmp_path, {"grant/a": f"1. {text} {{#use}}", **WORLD}, "CW-TRM-004")
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Use [Covered]{if="tail"} Weights.', "CW-TRM-005"),
        ('Use Covered [Weights]{if="tail"} now.', "CW-TRM-005"),
        ('Use Covered[ or other]{if="tail"} Weights.', "CW-TRM-006"),
    ],
)
def test_a_term_may_neither_cross_an_edge_nor_come_into_being(tmp_path: Path, text: str, code: str) -> None:
    files = {"grant/a": f"1. {text} {{#use}}", "tail/a": "1. Keep it. {#keep}", **WORLD}
    # in its own words, the rest of the text holds the shorter term
    assert code in [d.code for d in complaints(tmp_path, files)]


def test_definitions_are_pulled_in_transitively_and_sorted(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. Serve Covered Weights. {#use}", **WORLD})
    assert shown(document)[1:4] == [
        "“Covered Weights” means Weights that are covered.",
        "“Serve” means to answer.",
        "“Weights” means numbers.",
    ]
    assert document.forms["core:serve"] == ("Serve", "Serves", "Serving")


def test_sorting_passes_over_an_article(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. The Lab and Weights and Agents. {#use}",
        "definitions/the-lab/a": "means us. {#def}",
        "definitions/agents/a": "means them. {#def}",
        **WORLD,
    }
    assert list(compose(tmp_path, files).terms) == ["core:agents", "core:the-lab", "core:weights"]


def test_a_definition_holds_items_of_its_own_numbers(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. Use Weights. {#use}",
        "definitions/weights/a": """
            means any of these: {#def}

            1. Numbers. {#n}
            2. Tables. {#t}

            Not words. {#not}
            """,
    }
    document = compose(tmp_path, files)
    assert shown(document)[1:5] == [
        "“Weights” means any of these:",
        "  (a) Numbers.",
        "  (b) Tables.",
        "Not words.",
    ]
    assert document.within["core:weights/n"] == "core:weights"


def test_a_definition_takes_a_slot(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use Weights. {#use}\n\nNumbers. {#numbers into="kinds"}',
        "definitions/weights/a": 'means any of these: {#def from="kinds"}\n\n1. Tables. {#t}',
    }
    document = compose(tmp_path, files)
    assert shown(document)[2:4] == ["  (a) Tables.", "  (b) Numbers."]
    assert document.within["core:grant/numbers"] == "core:weights"


def test_a_list_parameter_in_a_definition_is_cited_as_part_of_it(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use Weights as {{ ref("weights/kind") }} says. {#use}',
        "definitions/weights/a": """
            ---
            summary: A text.
            parameters: {kinds: {type: list, default: [one, two], about: kinds}}
            ---
            means any of these: {#def}

            1. Kind {{ kinds }}. {#kind}
            """,
    }
    assert shown(compose(tmp_path, files))[-1] == "(a) Use Weights as the definition of Weights says."


def test_a_definition_with_one_variant_needs_no_choice_and_one_with_several_does(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use Weights. {#use}", **WORLD, "definitions/weights/b": "means more. {#def}"}
    found = complaint(tmp_path, files, "CW-CHO-011", "definitions: {}\n")
    assert place(found) == "grant/a.md:4:4"
    assert "`a`, `b`" in found.mend


def test_the_form_chooses_a_definition_and_the_manifest_another(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. Use Weights. {#use}",
        "definitions/weights/a": "means numbers. {#def}",
        "definitions/weights/b": "means more. {#def}",
        "forms/simple": """
            numbering: [decimal, lower-alpha]
            sections: [{id: words, definitions: true}, {id: grant, clauses: [grant]}]
            defaults: {definitions: {weights: a}}
            """,
    }
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert shown(compose(tmp_path / "one", files, "definitions: {}\n"))[1] == "“Weights” means numbers."
    assert (
        shown(compose(tmp_path / "two", files, "definitions: {weights: b}\n"))[1] == "“Weights” means more."
    )


def test_a_use_in_a_span_that_falls_away_pulls_nothing_in(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it[ and Weights]{if="not grant=b"}. {#use}',
        "grant/b": "1. Use it. {#use}",
        **WORLD,
    }
    assert list(compose(tmp_path, files).terms) == ["core:weights"]
    other = tmp_path / "other"
    other.mkdir()
    files["grant/a"] = '1. Use it[ and Weights]{if="tail"}. {#use}'
    files["tail/a"] = "1. Keep it. {#keep}"
    assert compose(other, files, "clauses: {grant: a}\n").terms == {}


def test_license_and_section_are_built_in(tmp_path: Path) -> None:
    assert complaints(tmp_path, {"grant/a": "1. This License and this Section. {#use}"}) == ()


def test_headings_are_not_scanned(tmp_path: Path) -> None:
    files = {"grant/a": "1. Use it. {#use}", "grant/clause.yaml": "title: Of weights and Weights\n", **WORLD}
    assert compose(tmp_path, files).terms == {}


def test_a_span_keeps_its_id_around_a_term(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. Use [Weights]{#w}. {#use}", **WORLD})
    span = next(n for n in paragraph(document, "grant/use").content if isinstance(n, Span))
    assert span.children == (Term("core:weights", (Text("Weights"),)),)
