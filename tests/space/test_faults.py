"""The proof finds each kind of fault: both places, and the smallest manifest, which really fails."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from clausewright.check.space import POINTS, Proof, prove
from clausewright.check.space.filters import edges
from clausewright.compose import Memo, compose_manifest
from clausewright.diagnostic import Diagnostic, Refused
from clausewright.diagnostic.codes import AREAS, Code
from clausewright.source.files import Report
from clausewright.source.filters import FILTERS, Filter
from clausewright.source.index import build_index
from clausewright.source.loading import load_library
from clausewright.source.model import Parameter
from library_builder import Files, place, write

FORM = """
numbering: [decimal, lower-alpha, lower-roman]
sections:
  - {id: preamble, slot: preamble, plain: true, numbered: false}
  - {id: definitions, definitions: true}
  - {id: grant, clauses: [grant]}
  - {id: service, clauses: [service]}
  - {id: ending, clauses: [ending]}
  - {id: extras, clauses: [extras]}
defaults:
  clauses: {grant: plain, service: free, ending: standard}
"""
WORLD: Files = {
    "grant/plain": "1. You may use it. {#use}",
    "grant/clause.yaml": "omit: false\n",
    "service/free": "1. You may serve it. {#serve}",
    "service/paid": "1. You may serve it for pay. {#serve}",
    "ending/standard": '1. All of these stay: {#list from="survival"}\n\n   1. This list. {#stay}',
    "extras/first": "1. You may print it. {#print}",
    "forms/simple": FORM,
}


def proved(root: Path, files: Files, *libraries: str) -> Proof:
    """Write a library and prove it, with what lies beside it in other libraries."""
    write(root, files)
    report, found = Report(), {}
    for name in ("lib", *libraries):
        library = load_library(root / name, report, found, cached=False)
        assert library is not None
        found[library.id] = library
    assert not report.failed, report.diagnostics
    return prove(build_index(found))


def sole(root: Path, files: Files, code: str, *libraries: str) -> Diagnostic:
    """Prove a library with exactly one fault, and return it: it names two places and a manifest."""
    (found,) = proved(root, files, *libraries).diagnostics
    assert (found.code, found.severity) == (code, "error")
    assert found.position is not None and found.related and found.mend and found.manifest
    return found


def codes_when_built(root: Path, text: str) -> set[str]:
    """Save a manifest, build it, and return what the composer says."""
    path = root / "failing.yaml"
    path.write_text(text)
    try:
        return {d.code for d in compose_manifest(path, [root], cached=False, memo=Memo()).diagnostics}
    except Refused as refused:
        return {d.code for d in refused.diagnostics}


def chosen(found: Diagnostic) -> list[str]:
    """Return the lines with which the manifest chooses."""
    lines = found.manifest.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("form: "))
    return [line.strip() for line in lines[head + 1 :] if line.startswith("  ")]


def where(found: Diagnostic) -> list[str]:
    """Return the two places."""
    second = Diagnostic(found.code, "", "", found.related[0].position)
    return [place(found), place(second)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a manifest names libraries as seen from here


# -- one library for each kind of fault --------------------------------------------------------

FAULTS: dict[str, tuple[Files, str, list[str], list[str], str]] = {
    "a reference to an omitted clause": (
        {"grant/plain": '1. You may use it, except as {{ ref("service") }} says. {#use}'},
        "CW-SPC-001",
        ["grant/plain.md:4:30", "service/clause.yaml:1:1"],
        ["service: omit"],
        "CW-REF-002",
    ),
    "a reference to a paragraph of another variant": (
        {
            "grant/plain": '1. You may use it, as {{ ref("service/price") }} says. {#use}',
            "grant/clause.yaml": "omit: false\n",
            "service/free": "1. You may serve it. {#serve}\n2. It costs nothing. {#price}",
            "service/clause.yaml": "omit: false\n",
        },
        "CW-SPC-001",
        ["grant/plain.md:4:23", "service/free.md:5:4"],
        ["service: paid"],
        "CW-REF-002",
    ),
    "a reference to text that has a number only in some place": (
        {
            "grant/plain": '1. You may use it, as {{ ref("service") }} says. {#use}',
            "service/paid": "You may serve it for pay. {#serve}",
            "service/clause.yaml": "omit: false\n",
            "extras/clause.yaml": "omit: false\n",
            "forms/simple": FORM.replace("  - {id: extras, clauses: [extras]}\n", "")
            .replace("[service]", "[service, extras]")
            .replace("ending: standard", "ending: standard, extras: first"),
        },
        "CW-SPC-001",
        ["grant/plain.md:4:23", "service/clause.yaml:1:1"],
        ["service: paid"],
        "CW-REF-004",
    ),
    "a lead-in whose items fall away": (
        {
            "grant/plain": '1. All of these are free: {#use}\n\n   1. Service. {#right if="service"}',
        },
        "CW-SPC-002",
        ["grant/plain.md:4:4", "grant/plain.md:6:7"],
        ["service: omit"],
        "CW-DOC-003",
    ),
    "a sentence that ends in a colon when its last words fall away": (
        {"grant/plain": '1. You may ask these:[ the steward.]{if="service"} {#use}'},
        "CW-SPC-002",
        ["grant/plain.md:4:4", "grant/plain.md:4:22"],
        ["service: omit"],
        "CW-DOC-003",
    ),
    "a lead-in whose slot gets nothing": (
        {
            "ending/standard": '1. All of these stay: {#list from="survival"}',
            "service/free": '1. You may serve it. {#serve}\n\nThe right to serve. {#stays into="survival"}',
            "service/clause.yaml": "omit: true\n",
            "service/paid": '---\nsummary: A text.\nrequires: [ending]\n---\n1. You may serve. {#serve}\n\nPay. {#stays into="survival"}',
            "grant/plain": "---\nsummary: A text.\nrequires: [ending]\n---\n1. You may use it. {#use}",
        },
        "CW-SPC-002",
        ["ending/standard.md:4:4", "service/free.md:6:1"],
        ["service: omit"],
        "CW-DOC-003",
    ),
    "a section whose text falls away": (
        {"extras/first": '1. You may print it. {#print if="service=paid"}'},
        "CW-SPC-003",
        ["forms/simple.yaml:8:1", "extras/first.md:4:1"],
        ["extras: first"],
        "CW-DOC-001",
    ),
    "a definition whose first words fall away": (
        {
            "grant/plain": "1. You may use Weights. {#use}",
            "definitions/weights/std": 'means numbers. {#def if="service"}',
        },
        "CW-SPC-003",
        ["definitions/weights/std.md:4:1", "grant/plain.md:4:4"],
        ["service: omit"],
        "CW-DOC-004",
    ),
    "a term that is used under a condition, by way of a circle of definitions": (
        {
            "grant/plain": '1. You may use it[ with Toys]{if="service=paid"}. {#use}',
            "definitions/toys/std": "means things made of Weights. {#def}",
            "definitions/weights/std": 'means numbers in Toys. {#def}\n\nSee {{ ref("extras/print") }}. {#see}',
        },
        "CW-SPC-001",
        ["definitions/weights/std.md:6:5", "extras/first.md:4:4"],
        ["service: paid"],
        "CW-REF-002",
    ),
    "a slot that nothing takes": (
        {"grant/plain": '1. You may use it. {#use}\n\nThe right. {#stays into="survival"}'},
        "CW-SPC-005",
        ["grant/plain.md:6:1", "ending/standard.md:4:4"],
        ["ending: omit"],
        "CW-SLT-001",
    ),
    "a slot that two lead-ins take": (
        {
            "extras/first": '1. All of these stay: {#also from="survival"}\n\n   1. This list. {#stay}',
        },
        "CW-SPC-005",
        ["extras/first.md:4:4", "ending/standard.md:4:4"],
        ["extras: first"],
        "CW-SLT-002",
    ),
    "an item that is too deep where it is taken": (
        {
            "grant/plain": '1. You may use it. {#use}\n\nThe right. {#stays into="survival" if="service=paid"}',
            "ending/clause.yaml": "omit: false\n",
            "ending/standard": '1. All of these stay: {#list from="survival"}\n\n   - This list. {#stay}',
            "forms/simple": FORM.replace(", lower-roman]", "]"),
        },
        "CW-SPC-009",
        ["grant/plain.md:6:1", "forms/simple.yaml:1:1"],
        ["service: paid"],
        "CW-NUM-001",
    ),
    "a numbered item in a section without a number": (
        {"extras/first": '1. You may print it. {#print}\n2. Be kind. {#kind into="preamble"}'},
        "CW-SPC-009",
        ["extras/first.md:5:4", "forms/simple.yaml:1:1"],
        ["extras: first"],
        "CW-NUM-002",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_both_places_and_the_smallest_manifest(tmp_path: Path, name: str) -> None:
    files, code, places, choices, built = FAULTS[name]
    found = sole(tmp_path, {**WORLD, **files}, code)
    assert where(found) == places
    assert chosen(found) == choices
    assert built in codes_when_built(tmp_path, found.manifest)


def test_the_world_without_a_fault_is_proved(tmp_path: Path) -> None:
    proof = proved(tmp_path, WORLD)
    assert proof.diagnostics == ()
    (form,) = proof.forms
    assert (form.form, form.selections) == ("core:simple", 1 * 3 * 2 * 2)


def test_two_libraries_that_define_one_word(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "grant/plain": "1. You may use Weights. {#use}",
        "definitions/weights/std": "means numbers. {#def}",
        "@more/library.yaml": "uses: []\n",
        "@more/own/a": "1. Weigh the Weights. {#weigh}",
        "@more/own/clause.yaml": "section: grant\n",
        "@more/definitions/weights/std": "means burdens. {#def}",
    }
    found = sole(tmp_path, files, "CW-SPC-004", "more")
    assert chosen(found) == ["own: a"]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-TRM-009"}


def test_a_paragraph_of_many_references_that_loses_all_its_words(tmp_path: Path) -> None:
    others = {f"other-{n}/a": f"1. Do {n}. {{#do}}" for n in range(7)}
    spans = " ".join(f'[As {{{{ ref("other-{n}/do", "other-{n}") }}}} says.]{{if="ref"}}' for n in range(7))
    form = FORM.replace(
        "defaults:", "".join(f"  - {{id: o{n}, clauses: [other-{n}]}}\n" for n in range(7)) + "defaults:"
    )
    files = {
        **WORLD,
        **others,
        "extras/first": f"1. Print. {{#print}}\n\n{spans} {{#see}}",
        "forms/simple": form,
    }
    found = sole(tmp_path, files, "CW-SPC-006")
    assert where(found) == ["extras/first.md:6:1", "extras/first.md:6:1"]
    assert chosen(found) == ["extras: first"]
    path = tmp_path / "failing.yaml"
    path.write_text(found.manifest)
    document = compose_manifest(path, cached=False, memo=Memo()).document
    (see,) = [b for s in document.sections for b in s.blocks if b.id == "core:extras/see"]
    assert see.content == ()


# -- variants and filters --------------------------------------------------------------------------


def test_a_variant_that_its_requirements_exclude_by_way_of_another(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "extras/first": "---\nsummary: A text.\nrequires: [service=paid]\n---\n1. You may print it. {#print}",
        "service/paid": "---\nsummary: A text.\nconflicts: [extras]\n---\n1. You may serve it. {#serve}",
    }
    found = sole(tmp_path, files, "CW-SPC-007")
    assert place(found) == "extras/first.md:1:1"
    assert {r.position.path.rpartition("lib/")[2] for r in found.related} == {
        "extras/first.md",
        "service/paid.md",
    }
    assert "extras: first" in chosen(found)
    assert codes_when_built(tmp_path, found.manifest) & {"CW-CHO-008", "CW-CHO-009"}
    files["service/paid"] = "1. You may serve it. {#serve}"
    assert proved(tmp_path, files).diagnostics == ()


def test_a_variant_that_no_form_places(tmp_path: Path) -> None:
    found = sole(tmp_path, {**WORLD, "lost/a": "1. Be lost. {#lost}"}, "CW-SPC-007")
    assert where(found) == ["lost/a.md:1:1", "forms/simple.yaml:1:1"]
    assert chosen(found) == ["lost: a"]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-CHO-010"}


def test_a_variant_of_a_definition_that_no_use_allows(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "grant/plain": "1. You may use Weights. {#use}",
        "definitions/weights/std": "means numbers. {#def}",
        "definitions/weights/odd": "---\nsummary: A text.\nconflicts: [grant]\n---\nmeans odd numbers. {#def}",
    }
    files["forms/simple"] = FORM + "  definitions: {weights: std}\n"
    found = sole(tmp_path, files, "CW-SPC-007")
    assert chosen(found) == ["weights: odd"]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-CHO-009"}


def test_a_filter_that_gives_up_within_the_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def numeral(language: object, value: int) -> str:
        return ("", "I", "II", "III", "IV")[value]

    monkeypatch.setitem(FILTERS, "numeral", Filter("numeral", ("integer",), numeral, "for the test"))
    text = """
        ---
        summary: A text.
        parameters:
          copies: {type: integer, minimum: 1, maximum: %d, default: 2, about: copies}
        ---
        1. You may print {{ copies | numeral }} copies. {#print}
        """
    found = sole(tmp_path, {**WORLD, "extras/first": text % 5}, "CW-SPC-008")
    assert where(found) == ["extras/first.md:6:18", "extras/first.md:4:3"]
    assert chosen(found) == ["extras: {variant: first, copies: 5}"]
    with pytest.raises(IndexError):
        codes_when_built(tmp_path, found.manifest)
    assert proved(tmp_path, {**WORLD, "extras/first": text % 4}).diagnostics == ()


def test_a_range_is_tried_at_its_ends_and_at_powers_of_ten() -> None:
    parameter = Parameter("n", "integer", "", None, -3, 2000, ())
    found = edges(parameter)
    assert {-3, -1, 0, 1, 9, 10, 11, 999, 1000, 1001, 2000} <= set(found)
    assert min(found) == -3 and max(found) == 2000
    assert [len(x) for x in edges(Parameter("n", "list", "", None, 2, 5, ()))] == [2, 3, 5]
    assert Decimal("0.5") in edges(Parameter("n", "decimal", "", None, Decimal(0), Decimal(1), ()))


def test_a_clause_stands_only_where_the_one_that_it_follows_does(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "loose/a": "1. Be loose. {#be}",
        "loose/clause.yaml": "section: grant\n",
        "tail/a": "1. Come last. {#come}",
        "tail/clause.yaml": "after: loose\n",
        "hidden/a": 'Be kind. {#kind into="preamble"}',
    }
    proof = proved(tmp_path, files)
    assert proof.diagnostics == ()
    # both, the first of them, or none; and the one that goes to a slot in any case
    assert proof.forms[0].selections == 1 * 3 * 2 * 2 * 3 * 2
    (tmp_path / "manifest.yaml").unlink()
    head = "clausewright: 1\nlibraries: {core: ./lib}\nlicense: {name: L, id: LicenseRef-L, version: '1', date: 2026-01-01, steward: S}\nform: simple\n"
    assert codes_when_built(tmp_path, f"{head}clauses: {{tail: a}}\n") == {"CW-CHO-012"}
    assert codes_when_built(tmp_path, f"{head}clauses: {{tail: a, loose: a, hidden: a}}\n") == set()


# -- manifests --------------------------------------------------------------------------------------


def test_a_manifest_gives_parameters_that_have_no_default(tmp_path: Path) -> None:
    text = """
        ---
        summary: A text.
        parameters:
          days: {type: integer, minimum: 3, about: days}
          who: {type: string, about: a name}
          names: {type: list, minimum: 2, about: names}
          share: {type: fraction, about: a share}
          start: {type: date, about: a day}
          kind: {type: choice, choices: [a, b], about: a kind}
          word: {type: term, about: a term}
        ---
        1. Pay {{ who }} within {{ days | days }} as {{ ref("service") }} says. {#pay}
        2. Tell {{ names }}. {#tell}
        3. From {{ start }}, {{ share | fraction }} of {{ kind }} is {{ word }}. {#share}
        """
    files = {**WORLD, "extras/first": text, "definitions/weights/std": "means numbers. {#def}"}
    found = sole(tmp_path, files, "CW-SPC-001")
    assert chosen(found) == [
        'extras: {variant: first, days: 3, who: "text", names: ["text", "text"], share: 1/2, '
        'start: 2026-01-01, kind: "a", word: weights}',
        "service: omit",
    ]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-REF-002"}


def test_a_term_that_a_parameter_names_counts_as_used(tmp_path: Path) -> None:
    text = """
        ---
        summary: A text.
        parameters: {word: {type: term, default: Toys, about: a term}}
        ---
        1. Print {{ word }}. {#print}
        """
    files = {
        **WORLD,
        "extras/first": text,
        "definitions/toys/std": "means things. {#def}",
        "definitions/weights/std": 'means numbers, as {{ ref("service") }} says. {#def}',
        "service/clause.yaml": "omit: true\n",
    }
    found = sole(tmp_path, files, "CW-SPC-001")
    assert chosen(found) == ["extras: {variant: first, word: weights}", "service: omit"]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-REF-002"}


def test_several_variants_side_by_side_are_written_as_a_list(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "extras/second": '1. All of these: {#all}\n\n   1. Singing. {#sing if="not extras=first"}',
        "extras/clause.yaml": "choose: any\n",
    }
    found = sole(tmp_path, files, "CW-SPC-002")
    assert chosen(found) == ["extras: [first, second]"]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-DOC-003"}
    assert proved(tmp_path, files).forms[0].selections == 1 * 3 * 2 * 4


def test_a_fault_that_takes_many_choices_names_all_of_them_and_no_more(tmp_path: Path) -> None:
    others = {f"other-{n}/a": f"1. Do {n}. {{#do}}" for n in range(12)}
    sections = "".join(f"  - {{id: o{n}, clauses: [other-{n}]}}\n" for n in range(12))
    test = " and ".join(f"other-{n}" for n in range(10))
    files = {
        **WORLD,
        **others,
        "extras/first": f'1. Print it[, as {{{{ ref("other-11") }}}} says]{{if="{test}"}}. {{#print}}',
        "forms/simple": FORM.replace("defaults:", f"{sections}defaults:"),
    }
    found = sole(tmp_path, files, "CW-SPC-001")
    assert sorted(chosen(found)) == ["extras: first", *(f"other-{n}: a" for n in range(10))]
    assert codes_when_built(tmp_path, found.manifest) == {"CW-REF-002"}


# -- the proof as a whole --------------------------------------------------------------------------


def test_every_form_is_proved(tmp_path: Path) -> None:
    files = {
        **WORLD,
        "service/free": '1. You may serve it, as {{ ref("ending") }} says. {#serve}',
        "ending/clause.yaml": "omit: false\n",
        "forms/other": FORM.replace("[ending]", "[extras]").replace("clauses: [extras]}\ndef", "clauses: [lost]}\ndef")
        .replace(", ending: standard", ""),
        "lost/a": "1. Be lost. {#lost}",
    }  # fmt: skip
    proof = proved(tmp_path, files)
    assert [f.form for f in proof.forms] == ["core:other", "core:simple"]
    (found,) = proof.diagnostics
    assert found.code == "CW-SPC-001"
    assert "form: other\n" in found.manifest


def test_a_library_without_a_form_is_not_called_proved(tmp_path: Path) -> None:
    files = {**{k: v for k, v in WORLD.items() if k != "forms/simple"}}
    write(tmp_path, files)
    (tmp_path / "lib/forms/simple.yaml").unlink()
    report = Report()
    library = load_library(tmp_path / "lib", report, cached=False)
    assert library is not None
    assert [d.code for d in prove(build_index({library.id: library})).diagnostics] == ["CW-SPC-011"]


def test_a_library_that_is_too_tangled_ends_in_a_complaint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clausewright.check.space.proof import _Budget

    monkeypatch.setattr(_Budget, "__init__", lambda self: setattr(self, "left", 20))
    with pytest.raises(Refused) as refused:
        proved(tmp_path, WORLD)
    assert [d.code for d in refused.value.diagnostics] == ["CW-SPC-010"]


def test_the_points_are_numbered_and_say_what_they_prove() -> None:
    assert [point.number for point in POINTS] == list(range(1, len(POINTS) + 1))
    assert all(point.modules and not point.about.endswith(".") for point in POINTS)


# -- the examples of the codes -----------------------------------------------------------------------


@pytest.mark.parametrize("code", [c for c in AREAS["space"] if c.bad], ids=lambda c: c.code)
def test_an_example_gives_its_code_and_the_mended_one_nothing(code: Code, tmp_path: Path) -> None:
    for name, example in (("bad", code.bad), ("good", code.good)):
        parts = re.split(r"(?m)^==> (\S+) <==\n", example)
        assert parts[0] == ""
        files = {**WORLD, **dict(zip(parts[1::2], parts[2::2], strict=True))}
        (tmp_path / name).mkdir()
        found = {d.code for d in proved(tmp_path / name, files).diagnostics}
        assert found == ({code.code} if name == "bad" else set()), name
