"""What a redline says of two texts."""

from __future__ import annotations

import pytest

import license_texts
from clausewright.document import Document
from clausewright.redline import Comparison, accepted, compare, rejected
from clausewright.redline.comparison import SectionChange
from clausewright.source.licenses import read_license
from redline.texts import composed, document

A = "You may use the weights for any purpose, and nobody may ask You for a fee."
B = "Each copy must carry the notice of this license and the name of its steward."
C = "Whoever serves the model to others must say so on the page where it is offered."
D = "The licensor gives no warranty of any kind for the weights or for what they answer."
E = "A dispute about this license is decided by the courts at the seat of the licensor."


def marked(comparison: Comparison, section: int = 0) -> list[str]:
    """The paragraphs of a section with marks around what changed."""
    out = []
    for one in comparison.sections[section].paragraphs:
        text = ""
        for run in one.runs:
            word = (run.after or run.before).strip()
            text += {
                "same": run.after,
                "renumbered": run.after,
                "deleted": f" [-{word}-]",
                "inserted": f" {{+{word}+}}",
                "moved-away": f" [~{word}~]",
                "moved-here": f" {{~{word}~}}",
            }[run.kind]
        out.append(" ".join(text.split()))
    return out


def one(text: str, other: str) -> str:
    """Two paragraphs compared, with marks."""
    (found,) = marked(compare(document({"": [text]}), document({"": [other]})))
    return found


def changed_words(comparison: Comparison) -> int:
    c = comparison.counts
    return c.words_deleted + c.words_inserted + c.words_moved


def by_heading(comparison: Comparison) -> dict[str, SectionChange]:
    return {"".join(run.after or run.before for run in s.heading): s for s in comparison.sections}


# --- words


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Give it within 30 days of the request.", "Give it within 14 days of the request.",
         "Give it within [-30-] {+14+} days of the request."),
        ("The fee is 1,500.50 for each copy made.", "The fee is 1,500.75 for each copy made.",
         "The fee is [-1,500.50-] {+1,500.75+} for each copy made."),
        ("It ends on March 3, 2026 for all of them.", "It ends on March 4, 2026 for all of them.",
         "It ends on [-March 3, 2026-] {+March 4, 2026+} for all of them."),
        ("It ends on 2026-03-03 for all of them.", "It ends on 2026-03-04 for all of them.",
         "It ends on [-2026-03-03-] {+2026-03-04+} for all of them."),
        ("as Section 4(b) says for copies", "as Section 4(c) says for copies",
         "as [-Section 4(b)-] {+Section 4(c)+} says for copies"),
        ("You can use the weights.", "You can use the weights for study only.",
         "You can use the weights {+for study only+}."),
        ("the licensor’s own “copy” of it", 'the licensor\'s own "copy" of it', 'the licensor\'s own "copy" of it'),
    ],
)  # fmt: skip
def test_numbers_dates_and_references_change_as_one(before: str, after: str, shown: str) -> None:
    assert one(before, after) == shown


def test_a_defined_term_changes_as_one() -> None:
    text = {"": ["You may share [[Covered Weights]] with each of Your friends."]}
    terms = {"Covered Weights": "means all of them.", "Covered Data": "means the rest."}
    other = {"": ["You may share [[Covered Data]] with each of Your friends."]}
    found = marked(compare(document(text, definitions=terms), document(other, definitions=terms)), 1)
    assert found == ["You may share [-Covered Weights-] {+Covered Data+} with each of Your friends."]


def test_a_lone_stop_word_does_not_stand_between_two_changes() -> None:
    before = "You must give notice by letter of the breach to every licensor who asks You for it in time."
    after = "You must give notice by telegram of the default to every licensor who asks You for it in time."
    assert "[-letter of the breach-] {+telegram of the default+}" in one(before, after)


def test_words_that_carry_meaning_hold_two_changes_apart() -> None:
    before = "You must give the source code and the training data to each small user within a month."
    after = "You must give the object code and the training data to each large user within a month."
    assert one(before, after) == (
        "You must give the [-source-] {+object+} code and the training data to each [-small-] {+large+} "
        "user within a month."
    )


def test_a_sentence_beyond_recognition_is_replaced_whole() -> None:
    kept = f"{A} {B} {C} "
    before = "The licensor grants a license that ends when the licensee brings a claim for patents."
    after = "A court of law decides where the parties do not agree on what is owed."
    assert one(kept + before, kept + after) == f"{kept}[-{before}-] {{+{after}+}}"


def test_an_inserted_sentence_begins_where_a_sentence_begins() -> None:
    before = "The copy is free. The notice stays. The name changes."
    after = "The copy is free. The notice stays. The notice is short. The name changes."
    assert (
        one(before, after) == "The copy is free. The notice stays. {+The notice is short.+} The name changes."
    )


def test_a_single_letter_is_no_island() -> None:
    found = one(
        "pay x alpha A beta to the steward of the license",
        "pay y gamma A delta to the steward of the license",
    )
    assert found == "pay [-x alpha A beta-] {+y gamma A delta+} to the steward of the license"


# --- paragraphs and sections


def test_a_text_and_itself_say_the_same() -> None:
    text = document({"Use": [A, B], "Duty": [C, D]})
    found = compare(text, text)
    assert found.same
    assert changed_words(found) == found.counts.hunks == 0
    assert not found.ripples and not found.duties


def test_a_moved_section_is_moved_and_no_word_is_changed() -> None:
    found = compare(
        document({"Use": [A], "Duty": [B, C], "End": [D, E]}),
        document({"Duty": [B, C], "End": [D, E], "Use": [A]}),
    )
    assert not found.same
    assert changed_words(found) == 0
    assert [("".join(r.after for r in s.heading), s.moved) for s in found.sections] == [
        ("Duty", False), ("End", False), ("Use", True),
    ]  # fmt: skip
    assert found.counts.paragraphs_moved == 0


def test_a_renumbering_shows_no_changed_word() -> None:
    rows = {"Duty": ["#b See <form:end> and <test:d>.", "#c " + C], "End": ["#d " + D]}
    before = document(rows, library=True)
    after = document({"New": ["#n " + E], **rows}, library=True)
    found = by_heading(compare(before, after))
    assert found["New"].status == "added"
    assert found["Duty"].status == "same" and found["Duty"].renumbered
    assert [run.kind for run in found["Duty"].paragraphs[0].runs].count("renumbered") == 2
    assert rejected(compare(before, after))[2].endswith("See Section\u00a02 and Section\u00a02(a).")


def test_a_printed_reference_in_plain_text_follows_its_section() -> None:
    rows = {"Duty": ["You keep to Section 2(a) of this text at all times and places.", C], "End": [D]}
    before = document(rows)
    after = document({"New": [E], "Duty": [rows["Duty"][0].replace("2(a)", "3(a)"), C], "End": [D]})
    assert by_heading(compare(before, after))["Duty"].status == "same"


def test_a_reference_to_other_text_is_a_changed_word() -> None:
    before = document({"Duty": ["#b See <test:c> for the rest of it.", "#c " + C, "#d " + D]}, library=True)
    after = document({"Duty": ["#b See <test:d> for the rest of it.", "#c " + C, "#d " + D]}, library=True)
    assert marked(compare(before, after))[0] == "See [-Section 1(b)-] {+Section 1(c)+} for the rest of it."


def test_a_new_heading_is_a_renaming() -> None:
    found = compare(document({"Use": [A, B]}), document({"Permission": [A, B]}))
    (section,) = found.sections
    assert section.renamed and section.status == "changed"
    assert found.counts.sections_renamed == 1 and changed_words(found) == 0


def test_a_split_section_is_split_and_not_inserted() -> None:
    found = compare(
        document({"Use": [A, B, C, D], "End": [E]}), document({"Use": [A, B], "Duty": [C, D], "End": [E]})
    )
    section = by_heading(found)["Duty"]
    assert section.split_from is not None and section.split_from.cite == "Section\u00a01"
    assert changed_words(found) == 0 and found.counts.sections_split == 1
    assert found.counts.sections_added == found.counts.paragraphs_moved == 0


def test_merged_sections_are_merged_and_not_deleted() -> None:
    found = compare(
        document({"Use": [A, B], "Duty": [C, D], "End": [E]}), document({"Use": [A, B, C, D], "End": [E]})
    )
    section = by_heading(found)["Duty"]
    assert section.merged_into is not None and section.merged_into.cite == "Section\u00a01"
    assert changed_words(found) == 0 and found.counts.sections_removed == 0


def test_a_moved_paragraph_names_both_places() -> None:
    found = compare(document({"Use": [A, B, C], "End": [D, E]}), document({"Use": [A, C], "End": [D, E, B]}))
    rows = [p for s in found.sections for p in s.paragraphs if p.moved]
    assert sorted(p.status for p in rows) == ["moved-away", "same"]
    assert {(p.before.cite, p.after.cite) for p in rows if p.before and p.after} == {
        ("Section\u00a01(b)", "Section\u00a02(c)")
    }
    assert changed_words(found) == 0


def test_a_moved_sentence_is_moved_in_both_places() -> None:
    found = compare(
        document({"Use": [f"{A} {B}", C], "End": [D]}), document({"Use": [A, f"{C} {B}"], "End": [D]})
    )
    assert marked(found) == [f"{A} [~{B}~]", f"{C} {{~{B}~}}"]
    assert found.counts.words_deleted == found.counts.words_inserted == 0
    assert {run.move for p in found.sections[0].paragraphs for run in p.runs if run.kind != "same"} == {1}


def test_identity_wins_over_likeness() -> None:
    before = document({"Duty": [f"#first {A}", f"#second {B}"]}, library=True)
    after = document({"Duty": [f"#first {B}", f"#second {A}"]}, library=True)
    found = compare(before, after)
    pairs = {(p.before.id, p.after.id) for p in found.sections[0].paragraphs if p.before and p.after}
    assert pairs == {("test:first", "test:first"), ("test:second", "test:second")}


def test_the_assignment_is_the_best_and_not_the_first() -> None:
    x = "one two three four five six seven eight nine ten apple berry"
    y = "one two three four five six seven eight nine ten cherry plum"
    before = document({"": [f"{x} grape melon", f"{x} lemon"]})
    after = document({"": [f"{x} lemon olive", f"{y} grape melon"]})
    found = compare(before, after)
    pairs = {(p.before.order, p.after.order) for p in found.sections[0].paragraphs if p.before and p.after}
    assert pairs == {(0, 1), (1, 0)}


# --- definitions and duties


def test_a_changed_definition_touches_every_section_that_uses_the_term() -> None:
    rows = {"Use": ["You may use [[Weights]] freely.", A], "Duty": [B], "End": ["Keep [[Weights]] safe."]}
    before = document(rows, definitions={"Weights": "means numbers.", "Copy": "means a file of [[Weights]]."})
    after = document(
        rows, definitions={"Weights": "means numbers and code.", "Copy": "means a file of [[Weights]]."}
    )
    own, other = compare(before, after).ripples
    assert (own.term, own.status, own.through) == ("Weights", "changed", "")
    assert [place.cite for place in own.touched] == ["Section\u00a02", "Section\u00a04"]
    assert (other.term, other.through) == ("Copy", "Weights")
    assert compare(after, after).ripples == ()


def test_a_duty_with_another_time_says_both_times() -> None:
    body = "extends: network-copyleft\nclauses: {{api-disclosure: {{offer_days: {}}}}}\n"
    found = compare(composed(body.format(30)), composed(body.format(14)))
    (duty,) = found.duties
    assert duty.sentence == (
        "As operator of a service, you now owe Service Users the Corresponding Materials within 14 days of the "
        "request, without a fee, when you serve the public; it was 30."
    )
    assert duty.after is not None and duty.after.cite == "Section\u00a09(a)"
    assert (duty.status, duty.slots) == ("changed", ("within",))


def test_a_clause_left_out_is_a_duty_lost() -> None:
    found = compare(
        composed("extends: strong-copyleft\n"),
        composed("extends: strong-copyleft\nclauses: {technical-measures: omit}\n"),
    )
    lost = [duty for duty in found.duties if duty.status == "lost"]
    assert any("no longer owe recipients the installation information" in duty.sentence for duty in lost)
    assert all(duty.before is not None and duty.after is None for duty in lost)


def test_nothing_is_said_of_duties_where_one_side_has_no_provisions() -> None:
    assert compare(composed("extends: permissive\n"), document({"Use": [A]})).duties == ()


def test_every_sentence_on_duties_ends_and_has_no_placeholder() -> None:
    found = compare(composed("extends: permissive\n"), composed("extends: network-copyleft\n"))
    assert len(found.duties) > 20
    for duty in (
        *found.duties,
        *compare(composed("extends: network-copyleft\n"), composed("extends: permissive\n")).duties,
    ):
        assert duty.sentence.endswith(".") and duty.sentence[0].isupper() or duty.sentence[0] == "“"
        assert not set(duty.sentence) & set("{}[]_'")


# --- both ends


def test_long_paragraphs_are_compared_by_sentences_within_bounded_memory() -> None:
    import tracemalloc

    rows = [f"Sentence number {n} says what stands at place {n * 7}." for n in range(3000)]
    other = [row.replace("stands", "lies") if n % 50 == 0 else row for n, row in enumerate(rows)]
    before, after = document({"": [" ".join(rows)]}), document({"": [" ".join(other)]})
    tracemalloc.start()
    found = compare(before, after)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
    assert found.counts.hunks == 60
    assert accepted(found)[-1] == " ".join(other)


def texts(text: Document) -> tuple[str, ...]:
    from clausewright.document import blocks, plain

    heads = tuple(s.heading or "" for s in text.sections)
    return heads + tuple(plain(text, b.content) for b in blocks(text) if hasattr(b, "content"))


def test_accepting_gives_the_second_text_and_rejecting_the_first() -> None:
    before, after = composed("extends: permissive\n"), composed("extends: network-copyleft\n", "2")
    found = compare(before, after)
    assert accepted(found) == texts(after)
    assert rejected(found) == texts(before)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("GPL-2.0-only", "GPL-3.0-only", {"0": "0", "1": "4", "2": "5", "3": "6", "4": "8", "5": "9", "6": "10",
                                          "7": "12", "9": "14", "11": "15", "12": "16"}),
        ("Apache-2.0", "GPL-3.0-only", {"1": "0", "7": "15", "8": "16"}),
    ],
)  # fmt: skip
def test_sections_written_anew_are_found_in_their_place(
    one: str, other: str, expected: dict[str, str]
) -> None:
    found = compare(*(read_license(license_texts.texts()[name].encode()) for name in (one, other)))
    pairs = {
        s.before.number.strip(". "): s.after.number.strip(". ")
        for s in found.sections
        if s.before and s.after and s.before.number and s.after.number
    }
    assert pairs == expected
