"""Clauses as they come out: paragraphs, lists, notices, conditions, spans, values."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from clausewright.document import Break, Emphasis, Link, Notice, Span, Strong, Value, blocks, inlines
from library_builder import complaint, complaints, compose, paragraph, place, shown, words

EVERYTHING = {
    "grant/a": """
        ---
        summary: A text.
        parameters:
          days: {type: integer, default: 30, about: days to answer}
          acts: {type: list, default: [run, study, merge], about: what is permitted}
        ---
        If you use it, be kind. {#preamble into="preamble"}

        1. You may do any of these with Covered Weights: {#acts}

           1. You may {{ acts }} them. {#act}
           2. You may Serve them[, as {{ ref("serving/answer") }} says]{if="ref"}. {#serve}

           All of this lasts {{ days | days }}. {#lasts}
        2. What {{ ref("act") }} permits needs no notice. {#no-notice}

        The permission of {{ ref("acts") }}. {#stays into="survival"}

        > Keep this line.
        > And this one. {#notice}
        """,
    "serving/a": """
        1. Answer *every* question, except as {{ ref("tail", "grant/no-notice") }} say. {#answer}
        """,
    "tail/a": """
        All of these survive the end of this License: {#list from="survival"}

        1. This Section. {#this}
        """,
    "definitions/covered-weights/a": "means Weights that the Lab Serves. {#def}",
    "definitions/weights/a": """
        means any of these: {#def}

        1. Numbers. {#numbers}
        2. Tables of numbers. {#tables}
        """,
    "definitions/serve/a": "means to answer. {#def}",
    "definitions/serve/definition.yaml": "forms: [Serve, Serves]\n",
}
PARAMETERS = """\
---
summary: A text.
parameters:
  p: {{type: {type}, default: {default}, about: a value{more}}}
---
1. Here {{{{ p{filter} }}}} stands. {{#use}}
"""


def test_a_clause_comes_out_with_its_lists_lead_ins_and_wrap_ups(tmp_path: Path) -> None:
    text = """
        1. You may do all of these: {#may}

           1. Use it. {#use}
           2. Share it by any of these ways: {#share}

              1. Post. {#post}

           These rights last. {#last}
        2. You must do each of these: {#must}

           - Keep notices. {#keep}
           - Be kind. {#kind}

        All of these end the license: {#ends}

        1. Harm. {#harm}

        > Copyright the Lab.
        >
        > All *rights* [reserved]. {#notice}
        """
    assert shown(compose(tmp_path, {"grant/a": text})) == [
        "# 1. Grant",
        "(a) You may do all of these:",
        "  (i) Use it.",
        "  (ii) Share it by any of these ways:",
        "    (A) Post.",
        "These rights last.",
        "(b) You must do each of these:",
        "  - Keep notices.",
        "  - Be kind.",
        "All of these end the license:",
        "  (c) Harm.",
        "> Copyright the Lab.",
        "> ",
        "> All *rights* [reserved].",
    ]


def test_every_block_keeps_its_file_line_and_column(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. All of these: {#a}\n\n   1. Use. {#b}"})
    origin = paragraph(document, "grant/b").origin
    assert (origin.file, origin.line, origin.column) == ("core:grant/a.md", 6, 7)


def test_markup_becomes_inlines(tmp_path: Path) -> None:
    text = "1. *One* **two** [three](https://example.org/a) [four]{#span}\\\n   \\[five\\]. {#use}"
    content = paragraph(compose(tmp_path, {"grant/a": text}), "grant/use").content
    kinds = [type(node) for node in content]
    assert [k for k in kinds if k.__name__ != "Text"] == [Emphasis, Strong, Link, Span, Break]
    assert next(n for n in content if isinstance(n, Link)).href == "https://example.org/a"
    assert next(n for n in content if isinstance(n, Span)).id == "core:grant/span"


def test_spaces_and_line_ends_in_the_source_become_single_spaces(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. You   may\n   use\n     it. {#use}"})
    assert words(document, "grant/use") == "You may use it."


def test_straight_quotes_are_set_as_a_printer_would_and_escaped_ones_stay(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": '1. The "Lab\'s" own ("its") \\"raw\\". {#use}'})
    assert words(document, "grant/use") == 'The “Lab’s” own (“its”) "raw".'


def test_a_notice_and_bullets_may_stand_under_a_condition(tmp_path: Path) -> None:
    text = """
        1. Use it. {#use}
        2. Keep all of these: {#keep if="tail"}

           - Notices. {#notices}

        > Copyright the Lab. {#notice if="not tail"}
        """
    files = {"grant/a": text, "tail/a": "1. End it. {#end}"}
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    assert shown(compose(tmp_path / "with", files))[2:4] == ["(b) Keep all of these:", "  - Notices."]
    lines = shown(compose(tmp_path / "without", files, "clauses: {grant: a}\n"))
    assert lines[1:] == ["(a) Use it.", "> Copyright the Lab."]


def test_a_notice_is_verbatim_and_its_terms_are_not_marked(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. Use it. {#use}\n\n> the weights, {{ p }} <b> & \\[x\\] {#notice conspicuous}",
        "definitions/weights/a": "means numbers. {#def}",
    }
    document = compose(tmp_path, files)
    notice = next(n for n in blocks(document) if isinstance(n, Notice))
    assert notice.text == "the weights, {{ p }} <b> & \\[x\\]"
    assert notice.conspicuous
    assert document.terms == {}


def test_a_conspicuous_paragraph_is_marked_so(tmp_path: Path) -> None:
    document = compose(tmp_path, {"grant/a": "1. No warranty. {#none conspicuous}\n2. Use it. {#use}"})
    assert paragraph(document, "grant/none").conspicuous
    assert not paragraph(document, "grant/use").conspicuous


def test_provisions_hang_on_the_paragraph_or_span_that_they_name(tmp_path: Path) -> None:
    text = """
        ---
        summary: A text.
        provisions:
          - {at: use, permits: run, who: licensee}
          - {at: fee, permits: charge, who: licensee, if: tail}
          - {at: fee, forbids: charge, who: licensee, if: not tail}
        ---
        1. You may use it[ for a fee]{#fee}. {#use}
        """
    document = compose(tmp_path, {"grant/a": text, "tail/a": "1. Keep it. {#keep}"})
    found = paragraph(document, "grant/use").provisions
    assert [(p.at, p.verb, p.value) for p in found] == [
        ("core:grant/use", "permits", "run"),
        ("core:grant/fee", "permits", "charge"),
    ]


def test_a_provision_with_a_condition_on_an_unknown_clause_is_refused_on_load(tmp_path: Path) -> None:
    text = "---\nsummary: A text.\nprovisions:\n  - {at: use, permits: run, who: licensee, if: tale}\n---\n1. Use it. {#use}"
    found = complaint(tmp_path, {"grant/a": text, "tail/a": "1. Keep it. {#keep}"}, "CW-CND-002")
    assert place(found) == "grant/a.md:4:48"
    assert found.mend.startswith("Did you mean `tail`?")


# -- conditions ------------------------------------------------------------------------------

TAIL = {
    "tail/a": "1. Keep it. {#keep}",
    "tail/b": "1. Lose it. {#lose}",
    "definitions/weights/narrow": "means numbers. {#def}",
    "definitions/weights/broad": "means numbers and more. {#def}",
}


@pytest.mark.parametrize(
    ("condition", "tail", "stands"),
    [
        ("tail", "a", True),
        ("tail", "omit", False),
        ("not tail", "omit", True),
        ("tail=a", "a", True),
        ("tail=a", "b", False),
        ("tail=a,b", "b", True),
        ("not tail=a,b", "omit", True),
        ("not tail=a", "b", True),
        ("tail and not tail=b", "a", True),
        ("core:tail=a", "a", True),
        ("definition:weights=narrow", "a", True),
        ("definition:weights=broad", "a", False),
        ("tail=a and not definition:weights=broad and grant", "a", True),
    ],
)
def test_a_paragraph_stands_where_its_condition_holds(
    tmp_path: Path, condition: str, tail: str, stands: bool
) -> None:
    files = {"grant/a": f'1. Use it. {{#use}}\n2. Print it. {{#print if="{condition}"}}', **TAIL}
    manifest = f"clauses: {{grant: a, tail: {tail}}}\ndefinitions: {{weights: narrow}}\n"
    assert ("(b) Print it." in shown(compose(tmp_path, files, manifest))) is stands


@pytest.mark.parametrize(
    "condition", ["tail or grant", "tail=", "not", "p > 3", "definition:weights", "tail==a"]
)
def test_nothing_but_a_conjunction_of_choices_is_a_condition(tmp_path: Path, condition: str) -> None:
    files = {"grant/a": f'1. Use it. {{#use}}\n2. Print it. {{#print if="{condition}"}}', **TAIL}
    found = complaint(tmp_path, files, "CW-CND-001")
    assert place(found) == "grant/a.md:5:14"


def test_or_is_answered_with_the_way_to_say_it(tmp_path: Path) -> None:
    files = {"grant/a": '1. Use it. {#use}\n2. Print it. {#print if="tail or grant"}', **TAIL}
    assert "list variants behind `=`" in complaint(tmp_path, files, "CW-CND-001").mend


def test_the_condition_of_an_item_covers_its_children(tmp_path: Path) -> None:
    text = '1. Use it. {#use}\n2. All of these: {#lead if="not tail"}\n\n   1. Print it. {#print}'
    document = compose(tmp_path, {"grant/a": text, **TAIL})
    assert shown(document)[:3] == ["# 1. Grant", "(a) Use it.", "# 2. Tail"]


def test_one_id_may_stand_twice_where_the_conditions_exclude_each_other(tmp_path: Path) -> None:
    text = '1. Use it. {#use if="tail"}\n2. Use it now. {#use if="not tail"}'
    assert words(compose(tmp_path, {"grant/a": text, **TAIL}), "grant/use") == "Use it."


def test_an_id_that_stands_twice_points_at_both_places(tmp_path: Path) -> None:
    text = '1. Use it. {#use if="tail"}\n2. Use it now. {#use}'
    found = complaint(tmp_path, {"grant/a": text, **TAIL}, "CW-IDS-001")
    assert place(found) == "grant/a.md:5:4"
    assert found.related[0].position.line == 4


# -- spans -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "with_tail", "without"),
    [
        ('Use [and share ]{if="tail"}it.', "Use and share it.", "Use it."),
        ('Use [and share]{if="tail"} it.', "Use and share it.", "Use it."),
        ('Use it[, gladly]{if="tail"}.', "Use it, gladly.", "Use it."),
        ('[When asked, use]{if="tail"}[Use]{if="not tail"} it.', "When asked, use it.", "Use it."),
        ('Use *it [all]{if="tail"}* now.', "Use it all now.", "Use it now."),
        ('Use it. [Keep it.]{if="tail"}', "Use it. Keep it.", "Use it."),
        ('Use [[all]{if="grant"} of]{if="tail"} it.', "Use all of it.", "Use it."),
    ],
)
def test_where_a_span_falls_away_the_spaces_close(
    tmp_path: Path, text: str, with_tail: str, without: str
) -> None:
    files = {"grant/a": f"1. {text} {{#use}}", **TAIL}
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    assert words(compose(tmp_path / "with", files), "grant/use") == with_tail
    manifest = "clauses: {grant: a}\n"
    assert words(compose(tmp_path / "without", files, manifest), "grant/use") == without


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ('Use it [gladly]{if="tail"}.', "CW-TXT-021", 11),
        ('Use it. [Please ]{if="tail"}keep it.', "CW-TXT-022", 12),
        ('[Please ]{if="tail"}use it.', "CW-TXT-022", 4),
        ('[Use it.]{if="tail"}', "CW-TXT-020", 4),
        ('[Use]{if="tail"}[ it.]{if="tail"}', "CW-TXT-020", 4),
    ],
)
def test_what_a_fallen_span_leaves_behind_is_found_on_load(
    tmp_path: Path, text: str, code: str, column: int
) -> None:
    files = {"grant/a": f"1. {text} {{#use}}", **TAIL}
    # the manifest chooses the reading in which nothing falls away
    assert place(complaint(tmp_path, files, code)) == f"grant/a.md:4:{column}"


def test_a_span_that_must_fall_away_where_the_variant_stands_is_not_tried(tmp_path: Path) -> None:
    text = '---\nsummary: A text.\nrequires: [tail]\n---\n1. [Use]{if="tail"} it. {#use}'
    assert complaints(tmp_path, {"grant/a": text, **TAIL}) == ()


# -- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "default", "filter", "printed"),
    [
        ("string", "'NO'", "", "NO"),
        ("string", "NO", "", "NO"),
        ("string", "1.10", "", "1.10"),
        ("string", "014", "", "014"),
        ("string", "on", "", "on"),
        ("string", "'**a** {#x} [b]'", "", "**a** {#x} [b]"),
        ("integer", "1200", "", "1,200"),
        ("integer", "1", " | days", "1 day"),
        ("integer", "30", " | days", "30 days"),
        ("integer", "6", " | months", "6 months"),
        ("integer", "3", " | years", "3 years"),
        ("integer", "14", " | words", "fourteen"),
        ("integer", "50", " | percent", "5,000 percent"),
        ("decimal", "0.5", "", "0.5"),
        ("decimal", "0.125", " | percent", "12.5 percent"),
        ("decimal", "3.3e22", " | large", "33 sextillion (33 followed by 21 zeros)"),
        ("decimal", "1e25", " | flop", "10 septillion (10 followed by 24 zeros) floating-point operations"),
        ("fraction", "1/3", " | fraction", "one third"),
        ("fraction", "7/12", " | fraction", "7/12"),
        ("fraction", "2/4", "", "1/2"),
        ("fraction", "1/3", " | percent", "33.33 percent"),
        ("date", "2026-11-23", "", "November 23, 2026"),
        ("date", "2026-01-02", " | date", "January 2, 2026"),
        ("list", "[a, b, c]", " | join_or", "a, b, or c"),
        ("list", "[a, b]", " | join_and", "a and b"),
    ],
)
def test_a_value_is_printed_by_its_type_and_filter(
    tmp_path: Path, type: str, default: str, filter: str, printed: str
) -> None:
    text = PARAMETERS.format(type=type, default=default, filter=filter, more="")
    document = compose(tmp_path, {"grant/a": text})
    assert words(document, "grant/use") == f"Here {printed} stands."
    values = [n for n in inlines(paragraph(document, "grant/use").content) if isinstance(n, Value)]
    assert [v.parameter for v in values] == ["p"]


def test_a_choice_takes_one_of_its_words(tmp_path: Path) -> None:
    text = PARAMETERS.format(type="choice", default="red", filter="", more=", choices: [red, blue]")
    assert words(compose(tmp_path, {"grant/a": text}), "grant/use") == "Here red stands."


def test_a_term_is_marked_and_its_definition_pulled_in(tmp_path: Path) -> None:
    text = PARAMETERS.format(type="term", default="weights", filter="", more="")
    files = {"grant/a": text, "definitions/weights/a": "means numbers. {#def}"}
    document = compose(tmp_path, files)
    assert words(document, "grant/use") == "Here Weights stands."
    assert list(document.terms) == ["core:weights"]


def test_a_term_may_be_named_by_one_of_its_forms(tmp_path: Path) -> None:
    text = PARAMETERS.format(type="term", default="Weights", filter="", more="")
    files = {"grant/a": text, "definitions/weights/a": "means numbers. {#def}"}
    assert list(compose(tmp_path, files).terms) == ["core:weights"]


def test_values_are_text_and_never_markup_nor_terms(tmp_path: Path) -> None:
    text = PARAMETERS.format(type="string", default="the Weights", filter="", more="")
    files = {"grant/a": text, "definitions/weights/a": "means numbers. {#def}"}
    assert compose(tmp_path, files).terms == {}


def test_a_list_parameter_repeats_its_item(tmp_path: Path) -> None:
    text = """
        ---
        summary: A text.
        parameters: {acts: {type: list, default: [reading, printing, singing], about: what is permitted}}
        ---
        1. You may do any of these: {#lead}

           1. Only {{ acts }}. {#act}
        2. See {{ ref("act") }} and {{ ref("act.2") }}. {#see}
        """
    document = compose(tmp_path, {"grant/a": text})
    assert shown(document)[2:5] == ["  (i) Only reading.", "  (ii) Only printing.", "  (iii) Only singing."]
    assert paragraph(document, "grant/act.2").content
    assert words(document, "grant/see") == "See Section 1(a)(i) to (iii) and Section 1(a)(ii)."


@pytest.mark.parametrize("name", ["name", "version", "date", "steward"])
def test_the_names_of_the_license_are_values(tmp_path: Path, name: str) -> None:
    expected = {"name": "Test License", "version": "1.0", "date": "November 23, 2026", "steward": "The Lab"}
    document = compose(tmp_path, {"grant/a": f"1. It is {{{{ license.{name} }}}}. {{#use}}"})
    assert words(document, "grant/use") == f"It is {expected[name]}."


def test_another_name_of_the_license_is_unknown(tmp_path: Path) -> None:
    found = complaint(tmp_path, {"grant/a": "1. It is {{ license.nme }}. {#use}"}, "CW-VAL-001")
    assert (place(found), found.mend) == ("grant/a.md:4:10", "Did you mean `license.name`?")


def test_a_license_of_every_kind_of_text_reads_so(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(shown(compose(tmp_path, EVERYTHING))) == snapshot
