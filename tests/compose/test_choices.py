"""What a manifest settles: its own keys, profiles, the form's defaults, libraries and its own folder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from clausewright.compose import Composition, compose_manifest
from clausewright.diagnostic import Refused
from library_builder import Files, complaint, complaints, compose, composed, place, shown, write

PAID = """
---
summary: For a fee.
parameters:
  days: {type: integer, minimum: 1, maximum: 365, default: 30, about: days to pay}
  fee: {type: decimal, minimum: 0.5, default: 1, about: the fee}
---
1. Pay {{ fee }} within {{ days | days }}. {#pay}
"""
WORLD: Files = {
    "grant/a": "1. Use it. {#use}",
    "grant/b": "1. Use it well. {#use}",
    "serving/free": "1. Serve it. {#serve}",
    "serving/paid": PAID,
    "extras/one": "1. Print it. {#print}",
    "extras/two": "1. Sing it. {#sing}",
    "extras/three": "1. Dance it. {#dance}",
    "extras/clause.yaml": "choose: any\nvariants: [one, two, three]\n",
    "profiles/base": "summary: Base.\nform: simple\nclauses: {grant: a, serving: {variant: paid, days: 7}}\n",
    "profiles/next": "summary: Next.\nextends: base\nclauses: {serving: {fee: 2}, extras: [one, two]}\n",
}


VALUE = """\
---
summary: A.
parameters:
  p: {{type: {declared}, about: a value}}
---
1. P: {{{{ p{filter} }}}}. {{#use}}
"""


def settled(root: Path, manifest: str, **more: str) -> dict[str, list[tuple[str, dict[str, object], str]]]:
    result: Composition = composed(root, {**WORLD, **more}, manifest)
    return {
        id.partition(":")[2]: [(c.variant.name, dict(c.values), c.decided_by) for c in chosen]
        for id, chosen in result.choices.clauses.items()
    }


# -- merging ---------------------------------------------------------------------------------


def test_a_variant_may_be_named_alone_or_with_parameters(tmp_path: Path) -> None:
    found = settled(tmp_path, "clauses: {grant: b, serving: {variant: paid, days: 14}}\n")
    assert found["grant"] == [("b", {}, "manifest")]
    assert found["serving"] == [("paid", {"days": 14, "fee": Decimal(1)}, "manifest")]


def test_a_mapping_without_variant_adds_to_the_inherited_choice(tmp_path: Path) -> None:
    found = settled(tmp_path, "extends: next\nclauses: {serving: {days: 9}}\n")
    assert found["serving"] == [("paid", {"days": 9, "fee": Decimal(2)}, "manifest")]


def test_naming_a_variant_discards_the_inherited_parameters(tmp_path: Path) -> None:
    found = settled(tmp_path, "extends: next\nclauses: {serving: paid}\n")
    assert found["serving"] == [("paid", {"days": 30, "fee": Decimal(1)}, "manifest")]


def test_profiles_of_several_levels_lie_over_each_other(tmp_path: Path) -> None:
    found = settled(tmp_path, "form:\nextends: next\nclauses: {}\n")
    assert found["grant"] == [("a", {}, "base")]
    assert found["serving"] == [("paid", {"days": 7, "fee": Decimal(2)}, "next")]
    assert [v for v, _, _ in found["extras"]] == ["one", "two"]


def test_the_document_names_the_profile_and_who_decided(tmp_path: Path) -> None:
    document = compose(tmp_path, WORLD, "extends: next\nclauses: {grant: b}\n")
    assert document.profile == "next"
    assert {c.id: c.decided_by for c in document.choices if c.kind == "clause"}["core:grant"] == "manifest"


def test_the_form_s_defaults_lie_below_everything(tmp_path: Path) -> None:
    form = """
        numbering: [decimal, lower-alpha]
        sections: [{id: grant, clauses: [grant]}, {id: serving, clauses: [serving]}]
        defaults: {clauses: {grant: b, serving: free}}
        """
    found = settled(tmp_path, "clauses: {serving: paid}\n", **{"forms/simple": form})
    assert found["grant"] == [("b", {}, "form")]
    assert found["serving"][0][0] == "paid"


def test_a_list_replaces_the_inherited_one_and_stands_in_the_order_of_the_clause(tmp_path: Path) -> None:
    lines = shown(compose(tmp_path, WORLD, "extends: next\nclauses: {extras: [three, one]}\n"))
    assert lines[-3:] == ["# 3. Extras", "(a) Print it.", "(b) Dance it."]


def test_an_entry_of_a_list_may_bring_parameters(tmp_path: Path) -> None:
    extra = PAID.replace("#pay", "#fee")
    found = settled(
        tmp_path,
        "clauses: {grant: a, extras: [one, {variant: two, days: 3}]}\n",
        **{"extras/two": extra},
    )
    assert found["extras"][1] == ("two", {"days": 3, "fee": Decimal(1)}, "manifest")


def test_omit_leaves_out_what_a_profile_chose(tmp_path: Path) -> None:
    document = compose(tmp_path, WORLD, "extends: next\nclauses: {serving: omit}\n")
    assert "core:serving" in document.omitted
    assert [s.id for s in document.sections] == ["simple:grant", "simple:extras"]


def test_a_clause_without_choice_or_default_is_omitted(tmp_path: Path) -> None:
    assert compose(tmp_path, WORLD, "clauses: {grant: a}\n").omitted == ("core:extras", "core:serving")


def test_a_variant_called_none_counts_as_present(tmp_path: Path) -> None:
    files = {
        "serving/none": "1. Do not serve it. {#serve}",
        "grant/a": '1. Use it[, not serve it]{if="serving"}. {#use}',
    }
    assert "(a) Use it, not serve it." in shown(compose(tmp_path, files))


def test_a_clause_with_omit_false_must_be_chosen(tmp_path: Path) -> None:
    files = {**WORLD, "grant/clause.yaml": "omit: false\n"}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    missing = complaint(tmp_path / "one", files, "CW-CHO-007", "clauses: {serving: free}\n")
    assert missing.mend == "Choose one of: `a`, `b`."
    omitted = complaint(tmp_path / "two", files, "CW-CHO-007", "clauses: {serving: free, grant: omit}\n")
    assert place(omitted) == "manifest.yaml:10:33"


def test_a_place_alone_chooses_the_only_variant_and_asks_where_there_are_several(tmp_path: Path) -> None:
    files = {**WORLD, "@clauses/own/a": "1. Do it. {#do}"}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert "(b) Do it." in shown(
        compose(tmp_path / "one", files, "clauses: {grant: a, own: {after: grant}}\n")
    )
    files["@clauses/own/b"] = "1. Leave it. {#leave}"
    complaint(tmp_path / "two", files, "CW-CHO-003", "clauses: {grant: a, own: {after: grant}}\n")


# -- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "given", "value"),
    [
        ("integer, minimum: 1, maximum: 9", "9", 9),
        ("decimal, minimum: 0.1", "0.10", Decimal("0.10")),
        ("fraction, maximum: 1/2", "1/3", Fraction(1, 3)),
        ("fraction", "0.25", Fraction(1, 4)),
        ("date, minimum: 2026-01-01", "2026-11-23", date(2026, 11, 23)),
        ("choice, choices: [red, blue]", "blue", "blue"),
        ("string, minimum: 2, maximum: 3", "NO", "NO"),
        ("list, minimum: 2", "[a, 'b, c']", ("a", "b, c")),
        ("term", "weights", "core:weights"),
    ],
)
def test_a_value_is_typed_by_the_parameter(tmp_path: Path, declared: str, given: str, value: object) -> None:
    filter = " | join_and" if declared.startswith("list") else ""
    files = {
        "grant/a": VALUE.format(declared=declared, filter=filter),
        "definitions/weights/a": "means numbers. {#def}",
    }
    result = composed(tmp_path, files, f"clauses:\n  grant: {{variant: a, p: {given}}}\n")
    assert result.choices.clauses["core:grant"][0].values == {"p": value}


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        ("integer, minimum: 1", "0"),
        ("integer, maximum: 9", "10"),
        ("integer", "1.5"),
        ("integer", "'5'"),
        ("integer", "0x10"),
        ("integer", "1_000"),
        ("decimal, maximum: 1", "1.01"),
        ("decimal", "half"),
        ("decimal", ".nan"),
        ("decimal", "1e99"),
        ("fraction", "1/0"),
        ("fraction, maximum: 1/2", "2/3"),
        ("date", "2026-02-30"),
        ("date, maximum: 2026-12-31", "2027-01-01"),
        ("choice, choices: [red, blue]", "green"),
        ("string, maximum: 3", "long"),
        ("string", "''"),
        ("string", "[a]"),
        ("list", "a"),
        ("list", "[]"),
        ("list, maximum: 1", "[a, b]"),
        ("list", "[[a]]"),
        ("term", "wights"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_where_it_stands(
    tmp_path: Path, declared: str, given: str
) -> None:
    filter = " | join_and" if declared.startswith("list") else ""
    files = {
        "grant/a": VALUE.format(declared=declared, filter=filter),
        "definitions/weights/a": "means numbers. {#def}",
    }
    found = complaint(tmp_path, files, "CW-CHO-005", f"clauses:\n  grant: {{variant: a, p: {given}}}\n")
    assert place(found) == "manifest.yaml:11:26"


@pytest.mark.parametrize(
    "declared",
    [
        "integer, default: x",
        "integer, minimum: 9, maximum: 1",
        "integer, minimum: 5, default: 4",
        "choice",
        "choice, choices: [a], default: b",
        "string, choices: [a]",
        "term, minimum: 3",
        "list, minimum: -1",
        "date, minimum: tomorrow",
        "fraction, default: 1/0",
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused_where_it_stands(
    tmp_path: Path, declared: str
) -> None:
    text = (
        f"---\nsummary: A.\nparameters:\n  p: {{type: {declared}, about: a value}}\n---\n1. Use it. {{#use}}"
    )
    found = complaint(tmp_path, {"grant/a": text}, "CW-PAR-003")
    assert place(found) == "grant/a.md:4:6"


# -- the manifest's keys ------------------------------------------------------------------------


def test_the_names_of_the_license_are_kept_as_written(tmp_path: Path) -> None:
    manifest = """
        license:
          name: NO Public License
          id: LicenseRef-NO-1.10
          version: 1.10
          date: 2026-11-23
        """
    info = compose(tmp_path, WORLD, manifest).license
    assert (info.name, info.id, info.version, info.date, info.steward) == (
        "NO Public License",
        "LicenseRef-NO-1.10",
        "1.10",
        "2026-11-23",
        "",
    )


@pytest.mark.parametrize(
    ("manifest", "code", "mend"),
    [
        ("form: simpel\n", "CW-MAN-004", "Did you mean `simple`?"),
        ("form:\n", "CW-MAN-001", "Add `form: ...`. Known here: `simple`."),
        ("extends: nxt\n", "CW-PRO-001", "Did you mean `next`?"),
        ("clauses: {gant: a}\n", "CW-MAN-002", "Did you mean `grant`?"),
        ("definitions: {gant: a}\n", "CW-MAN-003", "There is no definition to choose from."),
        ("clauses: {grant: c}\n", "CW-CHO-001", "Known here: `a`, `b`."),
        ("clauses: {serving: {variant: paid, day: 3}}\n", "CW-CHO-004", "Did you mean `days`?"),
        ("clauses: {grant: [a, b]}\n", "CW-CHO-002", "Name one variant."),
        ("clauses: {extras: [one, one]}\n", "CW-CHO-014", "Keep one."),
        ("clauses: {serving: {days: 3}}\n", "CW-CHO-003", "Add `variant: ...`, one of `free`, `paid`."),
        ("clausewright: 2\n", "CW-FMT-002", "Write a number from 1 to 1."),
        ("clausses: {}\n", "CW-FMT-001", "Did you mean `clauses`?"),
        (
            "license: {name: A, id: A-1.0, version: '1', date: 2026-11-23}\n",
            "CW-FMT-002",
            "Write `LicenseRef-` and then letters, digits, `.` and `-`.",
        ),
        (
            "license: {name: A, id: LicenseRef-A, version: '1', date: 2026-13-01}\n",
            "CW-FMT-002",
            "Write it as 2026-11-23.",
        ),
        ("libraries: {core: ./lib, mine: '1'}\n", "CW-LIB-011", ""),
        ("libraries: {core: ./lib, mine: ./mine}\n", "CW-LIB-012", "Correct the path."),
        ("libraries: {core: ./lib, mine: ../mine}\n", "CW-FILE-004", ""),
    ],
)
def test_a_manifest_that_cannot_be_meant_is_refused_with_a_mend(
    tmp_path: Path, manifest: str, code: str, mend: str
) -> None:
    found = complaint(tmp_path, WORLD, code, manifest)
    assert place(found).startswith("manifest.yaml:")
    assert not mend or found.mend == mend


def test_all_complaints_of_a_run_come_together(tmp_path: Path) -> None:
    manifest = """
        clauses: {gant: a, serving: {variant: paid, day: 3, days: 900}, extras: [one, six]}
        definitions: {x: y}
        """
    codes = [d.code for d in complaints(tmp_path, WORLD, manifest)]
    assert sorted(codes) == ["CW-CHO-001", "CW-CHO-004", "CW-CHO-005", "CW-MAN-002", "CW-MAN-003"]


def test_a_profile_that_is_not_there_hides_no_other_complaint(tmp_path: Path) -> None:
    manifest = """
        extends: nothing
        clauses: {grant: no, serving: {variant: paid, day: 3, days: 900}}
        definitions: {}
        """
    codes = [d.code for d in complaints(tmp_path, WORLD, manifest)]
    assert sorted(codes) == ["CW-CHO-001", "CW-CHO-004", "CW-CHO-005", "CW-PRO-001"]


def test_a_choice_that_only_a_profile_completes_is_not_complained_of_without_it(tmp_path: Path) -> None:
    manifest = "extends: nothing\nclauses: {serving: {days: 9}}\n"
    assert [d.code for d in complaints(tmp_path, WORLD, manifest)] == ["CW-PRO-001"]


def test_all_complaints_of_a_library_come_together(tmp_path: Path) -> None:
    files = {
        "grant/a": '1. Use it {#use}\n2. See {{ ref("no") }}. {#see}\n3. [. {#three}',
        "tail/a": "1. Keep it.",
        "tail/b": "---\nsumary: B.\n---\n1. Lose it. {#lose}",
        "forms/simple": "numbering: [decimals]\nsections: []\n",
    }
    codes = {d.code for d in complaints(tmp_path, files)}
    assert {"CW-TXT-018", "CW-REF-001", "CW-TXT-003", "CW-TXT-013", "CW-FMT-001", "CW-FMT-002"} <= codes


# -- profiles ----------------------------------------------------------------------------------


def test_a_circle_of_profiles_names_them(tmp_path: Path) -> None:
    files = {**WORLD, "profiles/base": "summary: Base.\nextends: next\n"}
    # what else is wrong without the profiles is not said
    found = complaint(tmp_path, files, "CW-PRO-002", "extends: next\n")
    assert found.message.endswith("next → base → next.")
    assert place(found) == "profiles/base.yaml:2:1"


def test_a_profile_means_its_own_library_where_another_has_the_name(tmp_path: Path) -> None:
    files = {**WORLD, "@more/profiles/base.yaml": "summary: Other.\n", "@more/x/a": "1. Do it. {#do}"}
    assert compose(tmp_path, files, "extends: next\nclauses: {}\n").profile == "next"


def test_a_profile_needs_no_license_and_takes_none(tmp_path: Path) -> None:
    files = {**WORLD, "profiles/base": "summary: Base.\nlicense: {name: A}\n"}
    assert place(complaint(tmp_path, files, "CW-FMT-001")) == "profiles/base.yaml:2:1"


# -- requires and conflicts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "condition", "code"),
    [
        ("requires", "serving=paid", "CW-CHO-008"),
        ("requires", "serving=paid,free", None),
        ("requires", "not extras", None),
        ("conflicts", "serving=free", "CW-CHO-009"),
        ("conflicts", "serving=paid", None),
        ("conflicts", "serving and extras", None),
    ],
)
def test_requirements_and_conflicts_are_conditions_on_the_choices(
    tmp_path: Path, key: str, condition: str, code: str | None
) -> None:
    text = f"---\nsummary: A.\n{key}: ['{condition}']\n---\n1. Use it. {{#use}}"
    found = complaints(tmp_path, {**WORLD, "grant/a": text}, "clauses: {grant: a, serving: free}\n")
    assert [d.code for d in found] == ([code] if code else [])
    for d in found:
        assert place(d) == "manifest.yaml:10:18"
        assert d.related[0].position.path.endswith("grant/a.md")


# -- libraries -----------------------------------------------------------------------------------

MORE: Files = {
    **WORLD,
    "definitions/weights/a": "means numbers. {#def}",
    "@more/library.yaml": "uses: [core]\n",
    "@more/own/a": '1. Weigh the Weights as {{ ref("grant/use") }} says. {#weigh}',
    "@more/own/clause.yaml": "after: grant\n",
}


def test_a_library_sees_those_that_it_uses(tmp_path: Path) -> None:
    lines = shown(compose(tmp_path, MORE, "clauses: {grant: a, own: a}\n"))
    assert lines[-1] == "(b) Weigh the Weights as Section 2(a) says."


def test_a_library_does_not_see_others(tmp_path: Path) -> None:
    files = {**MORE, "@more/library.yaml": ""}
    assert complaint(tmp_path, files, "CW-REF-001", "clauses: {grant: a, own: a}\n")


def test_clauses_of_two_libraries_with_one_name_need_the_library(tmp_path: Path) -> None:
    files = {**WORLD, "@more/grant/a": "1. Do it. {#do}", "@more/grant/clause.yaml": "section: serving\n"}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    found = complaint(tmp_path / "one", files, "CW-MAN-002", "clauses: {grant: a}\n")
    assert found.mend == "Write the library before it."
    lines = shown(
        compose(tmp_path / "two", files, "clauses: {'core:grant': a, serving: free, 'more:grant': a}\n")
    )
    assert lines == ["# 1. Grant", "(a) Use it.", "# 2. Serving", "(a) Serve it.", "(b) Do it."]


@pytest.mark.parametrize(
    ("asked", "fits"), [("1", True), ("1.0", True), ("1.0.0", True), ("1.1", False), ("2", False)]
)
def test_a_version_fits_where_the_library_s_begins_with_it(tmp_path: Path, asked: str, fits: bool) -> None:
    path = write(
        tmp_path, MORE, f'libraries: {{core: ./lib, more: "{asked}"}}\nclauses: {{grant: a, own: a}}\n'
    )
    if fits:
        compose_manifest(path, [tmp_path / "more"], cached=False)
        return
    with pytest.raises(Refused) as refused:
        compose_manifest(path, [tmp_path / "more"], cached=False)
    (found,) = refused.value.diagnostics
    assert found.code == "CW-LIB-008"
    assert "Upgrade" in found.mend


# -- the manifest's own folder ---------------------------------------------------------------------


def test_the_own_folder_adds_a_clause_and_says_where_it_goes(tmp_path: Path) -> None:
    files = {**WORLD, "@clauses/own/a": "1. Do it. {#do}"}
    for name, where in (("one", "after: grant"), ("two", "section: grant")):
        (tmp_path / name).mkdir()
        lines = shown(
            compose(tmp_path / name, files, f"clauses: {{grant: a, own: {{variant: a, {where}}}}}\n")
        )
        assert lines == ["# 1. Grant", "(a) Use it.", "(b) Do it."]


def test_clauses_may_follow_each_other_in_a_chain(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "@clauses/own/a": "1. Do it. {#do}",
        "@clauses/own/clause.yaml": "after: last\n",
        "@clauses/last/a": "1. Stop it. {#stop}",
        "@clauses/last/clause.yaml": "after: grant\n",
    }
    lines = shown(compose(tmp_path, files, "clauses: {grant: a, own: a, last: a}\n"))
    assert lines[1:] == ["(a) Use it.", "(b) Stop it.", "(c) Do it."]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("", "CW-CHO-010"),
        (", after: serving", None),
        (", after: own", "CW-CHO-012"),
        (", section: definitions", "CW-CHO-013"),
    ],
)
def test_a_clause_without_a_place_is_refused(tmp_path: Path, where: str, code: str | None) -> None:
    files = {**WORLD, "@clauses/own/a": "1. Do it. {#do}"}
    found = complaints(tmp_path, files, f"clauses: {{grant: a, own: {{variant: a{where}}}}}\n")
    assert [d.code for d in found] == ([code] if code else [])


def test_the_own_folder_adds_a_variant_to_a_library_s_clause(tmp_path: Path) -> None:
    files = {**WORLD, "@clauses/grant/mine": "---\nsummary: Mine.\nlike: a\n---\n1. Use it twice. {#twice}"}
    document = compose(tmp_path, files, "clauses: {grant: mine}\n")
    assert shown(document) == ["# 1. Grant", "(a) Use it.", "(b) Use it twice."]
    assert document.choices[0].replaces is False


def test_the_own_folder_replaces_a_variant_and_says_so(tmp_path: Path) -> None:
    files = {**WORLD, "@clauses/grant/a": "1. Use it once. {#use}"}
    result = composed(tmp_path, files, "clauses: {grant: a}\n")
    assert shown(result.document) == ["# 1. Grant", "(a) Use it once."]
    assert [(d.code, d.severity) for d in result.diagnostics] == [("CW-LIB-009", "note")]
    assert result.document.choices[0].replaces is True


def test_a_replacement_may_start_from_what_it_replaces(tmp_path: Path) -> None:
    files = {**WORLD, "@clauses/grant/a": "---\nsummary: A.\nlike: a\n---\n1. Use it twice. {#twice}"}
    assert shown(composed(tmp_path, files, "clauses: {grant: a}\n").document)[1:] == [
        "(a) Use it.",
        "(b) Use it twice.",
    ]


def test_the_own_folder_replaces_a_definition_for_all_texts(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "grant/a": "1. Use Weights. {#use}",
        "definitions/weights/a": "means numbers. {#def}",
        "@clauses/definitions/weights/a": "means my numbers. {#def}",
    }
    result = composed(tmp_path, files, "clauses: {grant: a}\n")
    assert shown(result.document)[1] == "“Weights” means my numbers."
    assert [d.code for d in result.diagnostics] == ["CW-LIB-009"]


def test_the_own_folder_adds_a_form_and_a_profile(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "@clauses/forms/mine.yaml": """
            numbering: [upper-roman, decimal]
            sections: [{id: all, heading: All, clauses: [grant]}]
            """,
        "@clauses/profiles/mine.yaml": "summary: Mine.\nform: mine\nclauses: {grant: b}\n",
    }
    assert shown(compose(tmp_path, files, "form:\nextends: mine\nclauses: {}\n")) == [
        "# I. All",
        "(1) Use it well.",
    ]


def test_libraries_do_not_see_the_own_folder(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "grant/a": "1. Use Toys and toys. {#use}",
        "@clauses/definitions/toys/a": "means dolls. {#def}",
    }
    assert compose(tmp_path, files, "clauses: {grant: a}\n").terms == {}
