"""Libraries and manifests that multiply: many of everything, long chains, and little that becomes much."""

from __future__ import annotations

from pathlib import Path

import pytest

from trust.place import CLAUSE, FORM, LIBRARY, LICENSE, MANIFEST, compose, compose_apart, fragment, place

pytestmark = pytest.mark.timeout(120)

Files = dict[str, str | bytes]


def clauses(count: int, text: str = "Words of {n}. {{#p}}\n", more: str = "") -> tuple[Files, str]:
    """Some clauses of one variant each, and a manifest that chooses all."""
    files: Files = {}
    for n in range(count):
        files[f"c{n}/clause.yaml"] = CLAUSE.format("v") + more.format(n=n, before=n - 1, after=n + 1)
        files[f"c{n}/v.md"] = fragment(text.format(n=n, before=n - 1, after=n + 1))
    return files, "".join(f"  c{n}: v\n" for n in range(count))


def test_thousands_of_clauses_compose(tmp_path: Path) -> None:
    files, chosen = clauses(3_000, "1. Words of {n}. {{#p}}\n")
    files["forms/plain.yaml"] = FORM.replace("[words]", "[" + ", ".join(f"c{n}" for n in range(3_000)) + "]")
    manifest = MANIFEST.replace('{"mine:words": said}', "\n" + chosen)
    found = compose_apart(place(tmp_path, more=files, manifest=manifest), seconds=40)
    assert found["document"], found
    assert found["labels"] == 3_001


@pytest.mark.parametrize("direction", ["before", "after"])
def test_thousands_of_clauses_that_follow_each_other_find_their_places(
    tmp_path: Path, direction: str
) -> None:
    count = 3_000
    files, chosen = clauses(count, more="after: c{" + direction + "}\n")
    last = "c0" if direction == "before" else f"c{count - 1}"
    files[f"{last}/clause.yaml"] = CLAUSE.format("v") + "after: words\n"
    manifest = MANIFEST.replace('{"mine:words": said}', '\n  "mine:words": said\n' + chosen)
    found = compose_apart(place(tmp_path, more=files, manifest=manifest), seconds=40, text=10_000_000)
    assert found["document"], found
    places = [found["text"].index(f"Words of {n}.") for n in range(count)]
    assert places == sorted(places, reverse=direction == "after")


def test_clauses_that_follow_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    files, chosen = clauses(1_000, more="after: c{after}\n")
    files["c999/clause.yaml"] = CLAUSE.format("v") + "after: c0\n"
    manifest = MANIFEST.replace('{"mine:words": said}', '\n  "mine:words": said\n' + chosen)
    found = compose_apart(place(tmp_path, more=files, manifest=manifest), seconds=40)
    assert "CW-CHO-012" in found["errors"]


def test_thousands_of_variants_of_one_clause_compose(tmp_path: Path) -> None:
    count = 8_000
    files: Files = {f"words/v{n}.md": fragment("1. Words. {#use}\n") for n in range(count)}
    files["words/clause.yaml"] = CLAUSE.format(", ".join(["said", *(f"v{n}" for n in range(count))]))
    found = compose_apart(place(tmp_path, more=files), seconds=60)
    assert found["document"], found


def test_thousands_of_definitions_with_hundreds_of_forms_compose(tmp_path: Path) -> None:
    files: Files = {}
    for n in range(2_000):
        forms = ", ".join(f"Common Word{n}x{m}" for m in range(100))
        files[f"definitions/t{n}/definition.yaml"] = f"term: Common Word{n}x0\nforms: [{forms}]\n"
        files[f"definitions/t{n}/v.md"] = fragment(f"means Common Word{(n + 1) % 2_000}x1. {{#def}}\n")
    text = "1. " + "Common Word0x3 and Common WordNone of Common. " * 3_000 + "{#use}\n"
    found = compose_apart(place(tmp_path, text, more=files), seconds=60, megabytes=1_000)
    assert found["document"], found


def test_a_definition_with_ten_thousand_forms_composes(tmp_path: Path) -> None:
    files: Files = {
        "definitions/t/definition.yaml": "term: A0\nforms: ["
        + ",".join(f"A{n:x}" for n in range(9_000))
        + "]\n",
        "definitions/t/v.md": fragment("means it. {#def}\n"),
    }
    found = compose_apart(place(tmp_path, "1. " + "A10 is Aword. " * 15_000 + "{#use}\n", more=files))
    assert found["document"], found


def test_terms_inside_terms_inside_terms_are_found_soon(tmp_path: Path) -> None:
    files: Files = {
        "definitions/t/definition.yaml": "term: A\nforms: ["
        + ", ".join(" ".join("A" * n) for n in range(1, 100))
        + "]\n",
        "definitions/t/v.md": fragment("means it. {#def}\n"),
    }
    found = compose_apart(
        place(tmp_path, "1. " + "A " * 60_000 + "a" + " A" * 10_000 + ". {#use}\n", more=files)
    )
    assert found["document"] or found["errors"] == ["CW-TRM-003"], found


def test_definitions_that_use_each_other_in_a_chain_compose(tmp_path: Path) -> None:
    files: Files = {}
    for n in range(2_000):
        files[f"definitions/t{n}/definition.yaml"] = f"term: T{n}\nforms: [T{n}]\n"
        files[f"definitions/t{n}/v.md"] = fragment(f"means T{n + 1 if n < 1_999 else 0}. {{#def}}\n")
    found = compose_apart(place(tmp_path, "1. T0. {#use}\n", more=files), seconds=40)
    assert found["document"], found


# -- chains -----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("closed", [True, False])
def test_a_chain_of_a_thousand_likes_ends(tmp_path: Path, step: int, closed: bool) -> None:
    names = [f"v{n:04}" for n in range(1_000)][::step]
    files: Files = {
        f"words/{name}.md": fragment(
            f"1. Words. {{#p{n}}}\n", f"like: {names[n - 1]}\n" if n or closed else ""
        )
        for n, name in enumerate(names)
    }
    files["words/clause.yaml"] = CLAUSE.format(", ".join(["said", *sorted(names)]))
    found = compose_apart(place(tmp_path, more=files), seconds=60)
    assert found["errors"], found


def test_variants_that_are_like_a_long_one_do_not_fill_the_memory(tmp_path: Path) -> None:
    long = "\n\n".join(f"Words. {{#p{n}}}" for n in range(8_000))
    files: Files = {f"words/v{n}.md": fragment(f"Words. {{#q{n}}}\n", "like: said\n") for n in range(2_000)}
    files["words/clause.yaml"] = CLAUSE.format(", ".join(["said", *(f"v{n}" for n in range(2_000))]))
    found = compose_apart(place(tmp_path, long, more=files), seconds=60)
    assert "CW-LIB-015" in found["errors"]


def test_a_variant_that_replaces_every_paragraph_of_a_long_one_ends(tmp_path: Path) -> None:
    long = "\n\n".join(f"Words. {{#p{n}}}" for n in range(8_000))
    files: Files = {
        "words/clause.yaml": CLAUSE.format("said, other"),
        "words/other.md": fragment(long, "like: said\n"),
    }
    found = compose_apart(place(tmp_path, long, more=files), seconds=60)
    assert found["document"] or "CW-LIB-014" in found["errors"]


@pytest.mark.parametrize("closed", [True, False])
def test_a_chain_of_a_thousand_profiles_ends(tmp_path: Path, closed: bool) -> None:
    files: Files = {
        f"profiles/p{n}.yaml": f"summary: A profile.\nextends: p{n + 1}\n"
        if closed or n < 999
        else "summary: The last.\n"
        for n in range(1_000)
    }
    files["profiles/p999.yaml"] = "summary: A profile.\n" + ("extends: p0\n" if closed else "")
    outcome = compose(place(tmp_path, more=files, manifest=MANIFEST + "extends: p0\n"))
    assert "CW-PRO-002" in outcome.errors or "CW-PRO-004" in outcome.errors, outcome.errors


def test_libraries_that_use_each_other_are_refused(tmp_path: Path) -> None:
    path = place(tmp_path, more={"library.yaml": LIBRARY + "uses: [other, mine, core]\n"})
    assert compose(path).errors


# -- slots ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'All of these: {#a into="s" from="s"}\n',
        'All of these: {#a into="s" from="t"}\n\nAll of these: {#b into="t" from="s"}\n',
        'All of these: {#a from="s"}\n\nAll of these: {#b into="s" from="s"}\n',
        'All of these: {#a from="s"}\n\nAll of these: {#b into="s" from="t"}\n\nAll of these: {#c into="t" from="s"}\n',
        'All of these: {#a into="s" from="t"}\n\nAll of these: {#b into="t" from="u"}\n\nAll of these: {#c into="u" from="s"}\n',
        '1. All of these: {#a from="s"}\n2. All of these: {#b from="s"}\n\nWords. {#c into="s"}\n',
    ],
)
@pytest.mark.parametrize("taken", [True, False])
def test_slots_that_hold_themselves_are_refused(tmp_path: Path, text: str, taken: bool) -> None:
    form = FORM + ("  - {id: slot, heading: Slot, slot: s}\n" if taken else "")
    outcome = compose(place(tmp_path, "Words. {#use}\n\n" + text, more={"forms/plain.yaml": form}))
    assert outcome.errors, "text vanished or came twice"


def test_slots_that_double_at_every_step_are_refused(tmp_path: Path) -> None:
    text = 'All of these: {#a from="s0"}\n\n' + "\n\n".join(
        f'All of these: {{#a{n} into="s{n}" from="s{n + 1}"}}\n\nAll of these: {{#b{n} into="s{n}" from="s{n + 1}"}}'
        for n in range(60)
    )
    found = compose_apart(place(tmp_path, text + '\n\nWords. {#z into="s60"}\n'), seconds=20)
    assert found["errors"]


def test_a_chain_of_a_thousand_slots_ends(tmp_path: Path) -> None:
    text = 'All of these: {#a from="s0"}\n\n' + "\n\n".join(
        f'All of these: {{#a{n} into="s{n}" from="s{n + 1}"}}' for n in range(1_000)
    )
    found = compose_apart(place(tmp_path, text + '\n\nWords. {#z into="s1000"}\n'), seconds=20)
    assert found["errors"]


def test_a_list_deeper_than_the_form_numbers_is_refused(tmp_path: Path) -> None:
    text = (
        "".join(f"{'   ' * n}1. All of these: {{#a{n}}}\n\n" for n in range(5))
        + "   " * 5
        + "1. Words. {#z}\n"
    )
    assert "CW-NUM-001" in compose(place(tmp_path, text)).errors


# -- output -----------------------------------------------------------------------------------

ENTRIES = '[&a "' + "x" * 1_990 + '"' + ", *a" * 199 + "]"


@pytest.mark.parametrize("use", ["{{ l | join_or }}", "{{ l | join_and }}", "{{ l }}"])
def test_a_long_list_that_is_repeated_does_not_become_a_huge_document(tmp_path: Path, use: str) -> None:
    head = f"parameters: {{l: {{type: list, about: a list, default: {ENTRIES}}}}}\n"
    text = "".join(f"{n}. {use}. {{#p{n}}}\n" for n in range(1, 6_000))
    found = compose_apart(place(tmp_path, text, head), seconds=30, megabytes=400)
    assert "CW-DOC-002" in found["errors"]


def test_a_long_list_in_one_paragraph_does_not_become_a_huge_document(tmp_path: Path) -> None:
    head = f"parameters: {{l: {{type: list, about: a list, default: {ENTRIES}}}}}\n"
    found = compose_apart(
        place(tmp_path, "1. Words " + "{{ l | join_or }} " * 700 + "end. {#use}\n", head), megabytes=400
    )
    assert "CW-DOC-002" in found["errors"]


def test_a_long_name_that_is_repeated_does_not_become_a_huge_document(tmp_path: Path) -> None:
    manifest = MANIFEST.replace("Test License", "x" * 1_990)
    text = "".join(f"{n}. {'{{ license.name }} ' * 4}. {{#p{n}}}\n" for n in range(1, 2_500))
    found = compose_apart(place(tmp_path, text, manifest=manifest), megabytes=400)
    assert "CW-DOC-002" in found["errors"]


def test_a_long_term_that_is_repeated_takes_little(tmp_path: Path) -> None:
    term = "T" + "x" * 190
    files: Files = {
        "definitions/t/definition.yaml": f"term: {term}\nforms: [{term}]\n",
        "definitions/t/v.md": fragment("means it. {#def}\n"),
    }
    head = "parameters: {t: {type: term, about: a term, default: t}}\n"
    for use in ("{{ t }}", '{{ ref("t") }}'):
        text = "".join(f"{n}. {' '.join([use] * 40)}. {{#p{n}}}\n" for n in range(1, 380))
        found = compose_apart(place(tmp_path / use[3], text, head, files), megabytes=400)
        assert found["document"], str(found)


def test_a_term_of_many_words_is_refused(tmp_path: Path) -> None:
    files: Files = {
        "definitions/t/definition.yaml": "term: A\nforms: [A, " + " ".join("A" * 200) + "]\n",
        "definitions/t/v.md": fragment("means it. {#def}\n"),
    }
    assert "CW-FMT-005" in compose(place(tmp_path, more=files)).errors


def test_text_chosen_often_does_not_become_a_huge_document(tmp_path: Path) -> None:
    count = 60
    files: Files = {
        f"words/v{n}.md": fragment("".join(f"{m}. {'x' * 240_000}. {{#p{n}}}\n" for m in (1,)))
        for n in range(1, count)
    }
    files["words/said.md"] = fragment("1. " + "x" * 240_000 + ". {#use}\n")
    files["words/clause.yaml"] = (
        CLAUSE.format(", ".join(["said", *(f"v{n}" for n in range(1, count))])) + "choose: any\n"
    )
    manifest = MANIFEST.replace("said}", "[said, " + ", ".join(f"v{n}" for n in range(1, count)) + "]}")
    found = compose_apart(place(tmp_path, more=files, manifest=manifest), seconds=40)
    assert found["errors"] == ["CW-DOC-002"]


# -- conditions -------------------------------------------------------------------------------


def other_clauses(count: int, variants: int = 1, choose: str = "one") -> Files:
    files: Files = {}
    for n in range(count):
        names = [f"v{m}" for m in range(variants)]
        files[f"c{n}/clause.yaml"] = CLAUSE.format(", ".join(names)) + f"choose: {choose}\n"
        files.update({f"c{n}/{name}.md": fragment(f"Words. {{#p-{name}}}\n") for name in names})
    return files


def test_a_condition_with_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    condition = " and ".join(["not c0"] * 5_000)
    outcome = compose(place(tmp_path, f'1. Words. {{#use if="{condition}"}}\n', more=other_clauses(1)))
    assert outcome.errors & {"CW-CND-001", "CW-CND-005"}


def test_a_condition_over_thirty_variants_that_stand_together_takes_little(tmp_path: Path) -> None:
    names = ",".join(f"v{n}" for n in range(30))
    text = f'1. Words[ and more]{{if="c0={names}"}}. {{#use}}\n'
    found = compose_apart(place(tmp_path, text, more=other_clauses(1, 40, "any")))
    assert found["document"], found


def test_spans_on_forty_clauses_take_little(tmp_path: Path) -> None:
    spans = "".join(f'[ and more {n}]{{if="c{n}"}}' for n in range(40))
    found = compose_apart(place(tmp_path, f"1. Words{spans}. {{#use}}\n", more=other_clauses(40)), seconds=40)
    assert found["document"] or found["errors"] == ["CW-LIB-014"], found


def test_a_thousand_spans_in_one_paragraph_are_refused(tmp_path: Path) -> None:
    spans = "".join(f'[ x{n}]{{if="c{n % 40}"}}' for n in range(900))
    found = compose_apart(place(tmp_path, f"1. Words{spans}. {{#use}}\n", more=other_clauses(40)))
    assert found["errors"]


def test_many_paragraphs_with_many_spans_stop_at_a_fixed_amount_of_work(tmp_path: Path) -> None:
    text = "".join(
        f"{m}. Words"
        + "".join(f'[ and more {n}]{{if="c{(n + m) % 40}"}}' for n in range(14))
        + f". {{#use{m}}}\n"
        for m in range(1, 300)
    )
    found = compose_apart(place(tmp_path, text, more=other_clauses(40)), seconds=60)
    assert "CW-LIB-014" in found["errors"]


def test_requires_and_conflicts_that_explode_stop_at_a_fixed_amount_of_work(tmp_path: Path) -> None:
    lists = ", ".join('"' + " and ".join(f"c{(n + m) % 40}" for m in range(12)) + '"' for n in range(190))
    text = "".join(f'{m}. Words[ and more]{{if="c{m % 40}"}}. {{#use{m}}}\n' for m in range(1, 400))
    files = other_clauses(40, 3)
    found = compose_apart(place(tmp_path, text, f"conflicts: [{lists}]\n", files), seconds=60)
    assert "CW-LIB-014" in found["errors"]


def test_thousands_of_requires_are_refused(tmp_path: Path) -> None:
    head = "requires: [" + ", ".join(["c0"] * 5_000) + "]\n"
    found = compose_apart(place(tmp_path, head=head, more=other_clauses(1)))
    assert found["errors"]


def test_paragraphs_that_share_an_id_under_conditions_stop_soon(tmp_path: Path) -> None:
    text = "".join(f'{n}. Words. {{#use if="c0=v{n % 200}"}}\n' for n in range(1, 5_000))
    found = compose_apart(place(tmp_path, text, more=other_clauses(1, 200)), seconds=40)
    assert "CW-IDS-001" in found["errors"]


def test_a_hundred_thousand_unknown_names_are_told_of_soon(tmp_path: Path) -> None:
    files = other_clauses(3_000)
    text = "".join(
        f'{n}. Words[ {{{{ ref("cc{n}/x") }}}}]{{if="d{n}"}}. {{#use{n} if="e{n}"}}\n'
        for n in range(1, 3_000)
    )
    found = compose_apart(place(tmp_path, text, more=files), seconds=60)
    assert found["errors"]
    assert found["count"] < 600


def test_a_manifest_with_thousands_of_unknown_names_is_told_of_soon(tmp_path: Path) -> None:
    files = other_clauses(3_000)
    chosen = "".join(f"  c{n}x: v0\n" for n in range(4_000))
    found = compose_apart(
        place(tmp_path, more=files, manifest=MANIFEST.replace('{"mine:words": said}', "\n" + chosen)),
        seconds=60,
    )
    assert found["errors"]
    assert found["count"] < 600


# -- forms ------------------------------------------------------------------------------------


def test_a_form_with_thousands_of_sections_composes(tmp_path: Path) -> None:
    form = FORM + "".join(f"  - {{id: s{n}, slot: s{n}}}\n" for n in range(1_800))
    found = compose_apart(place(tmp_path, more={"forms/plain.yaml": form}))
    assert found["document"], found


def test_a_form_with_a_thousand_levels_composes(tmp_path: Path) -> None:
    form = FORM.replace("upper-alpha]", "upper-alpha" + ", lower-roman" * 1_000 + "]")
    assert compose(place(tmp_path, more={"forms/plain.yaml": form})).composition


@pytest.mark.parametrize(
    "form",
    [
        "numbering: []\nsections: []\n",
        "numbering: [decimal]\nsections:\n  - {id: words, clauses: [words]}\n",
        "numbering: [decimal, lower-roman]\nsections:\n  - {id: words, clauses: [words], numbered: false}\n",
        "numbering: [decimal]\nsections:\n  - {part: p, heading: P, sections: [{id: words, clauses: [words]}]}\n",
        "numbering: [decimal]\nsections:\n  - {part: p, sections: [{part: q}]}\n",
        "numbering: [decimal]\nsections:\n  - {part: p, heading: P}\n",
        "numbering: [decimal]\nsections:\n  - {id: words, clauses: [words], slot: s, definitions: true}\n",
        "numbering: [decimal]\nsections:\n  - {id: words, clauses: [words, words]}\n",
        "numbering: [decimal]\nsections:\n  - {id: words, clauses: [gone]}\n",
        "numbering: [decimal]\nsections:\n  - {id: a, slot: s}\n  - {id: b, slot: s}\n",
        "numbering: [decimal]\nsections:\n  - {id: a}\n  - ~\n  - []\n",
        "numbering: decimal\nsections: words\n",
        FORM + "drops: [s]\ndefaults: {clauses: {words: {a: b}}, definitions: {x: y}}\n",
        FORM + "defaults: ~\n",
        FORM + "defaults: []\n",
        FORM + "defaults: {clauses: [words]}\n",
    ],
)
def test_odd_forms_are_read_or_refused(tmp_path: Path, form: str) -> None:
    compose(place(tmp_path, more={"forms/plain.yaml": form}))


def test_a_thousand_items_have_a_thousand_numbers(tmp_path: Path) -> None:
    from clausewright.document import number

    text = "".join(f"{n}. Words. {{#p{n}}}\n" for n in range(1, 5_001))
    for kind in ("decimal", "decimal-from-0", "decimal-path", "lower-alpha", "upper-roman"):
        form = FORM.replace("lower-alpha", kind)
        outcome = compose(place(tmp_path / kind, text, more={"forms/plain.yaml": form}))
        assert outcome.composition
        document = outcome.composition.document
        assert len({number(document, id) for id in document.labels}) == 5_001


def test_the_license_of_a_manifest_may_be_odd(tmp_path: Path) -> None:
    for number, odd in enumerate(
        ("x" * 2_001, "''", "~", "[a]", "{a: b}", '"\\0"', '"a\\nb"', "1.10", "true")
    ):
        for key in ("Test License", "LicenseRef-Test-1.0", '"1.0"', "2026-01-02", "Test Lab"):
            compose(
                place(tmp_path / str(number), manifest=MANIFEST.replace(LICENSE, LICENSE.replace(key, odd)))
            )
