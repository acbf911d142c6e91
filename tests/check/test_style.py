"""The drafting rules, each for and against; the shipped library keeps all of them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from clausewright.check.style import STYLE_RULES, look_at_library, look_at_license
from clausewright.check.style.exceptions import exceptions_of
from clausewright.check.style.readings import clash
from clausewright.cli.main import main
from clausewright.diagnostic import Diagnostic
from clausewright.diagnostic.codes.style import CODES
from clausewright.document import language
from clausewright.source.files import Report
from clausewright.source.index import build_index, shipped_index
from clausewright.source.loading import load_library
from clausewright.source.model import Literal
from clausewright.source.shipped import folder
from library_builder import composed, underlined, write

WORLD = {
    "definitions/you/std": "means each person. {#def}",
    "definitions/you/definition.yaml": "term: You\nforms: [You, Your, Yours]\n",
    "definitions/weights/std": "means numbers. {#def}",
    "definitions/host/std": "means a person who keeps Weights for another. {#def}",
    "definitions/buyer/std": "means a person who pays. {#def}",
    "service/free": "1. You must name the service. {#serve}",
    "ending/std": "1. Nothing else binds. {#end}",
}


def library_findings(root: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """What the rules find in a small library."""
    write(root, {**WORLD, **files})
    report = Report()
    library = load_library(root / "lib", report, cached=False)
    assert library is not None and not report.failed, report.diagnostics
    return look_at_library(library, build_index({library.id: library}))


def findings(root: Path, text: str) -> list[tuple[str, str]]:
    """Code and underlined words of what the rules find in the text of one variant."""
    return [
        (d.code, underlined(d)[: d.position.length])
        for d in library_findings(root, {"grant/plain": text})
        if d.position and d.position.path.endswith("grant/plain.md")
    ]


def test_every_rule_has_a_name_a_sentence_and_a_code() -> None:
    assert len({rule.name for rule in STYLE_RULES}) == len(STYLE_RULES) == 11
    assert all(rule.about.endswith(".") for rule in STYLE_RULES)
    named = {code.code for code in CODES}
    assert {rule.code for rule in STYLE_RULES} <= named


def test_the_shipped_library_keeps_every_rule() -> None:
    index = shipped_index(Report())
    assert look_at_library(index.libraries["core"], index) == ()


def test_the_shipped_library_makes_few_exceptions_and_each_has_a_reason() -> None:
    """A list that grows is a rule that nobody believes in."""
    library = shipped_index(Report()).libraries["core"]
    made = exceptions_of(library, [rule.name for rule in STYLE_RULES])
    assert (folder("clauses") / "style.yaml").is_file() and made.diagnostics == []
    assert [(e.rule, e.at) for e in made.entries] == [("antecedent", "core:compatibility/rule")]
    assert all(len(e.reason.split()) > 5 for e in made.entries)


@pytest.mark.parametrize("code", [c for c in CODES if c.code < "CW-STY-012"], ids=lambda c: c.code)
def test_the_example_of_a_code_gives_it_and_the_mended_one_nothing(code, tmp_path: Path) -> None:
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
    assert {found for found, _ in findings(tmp_path / "bad", code.bad)} == {code.code}
    assert findings(tmp_path / "good", code.good) == []


BAD = [
    ("CW-STY-001", "1. You shall keep it. {#a}", "shall"),
    (
        "CW-STY-001",
        "1. You must keep it, including but not limited to this. {#a}",
        "including but not limited to",
    ),
    ("CW-STY-001", "1. You must keep the notices and the place thereof. {#a}", "thereof"),
    ("CW-STY-002", "1. A term of that kind is null and void. {#a}", "null and void"),
    ("CW-STY-002", "1. Any and all notices stay. {#a}", "Any and all"),
    ("CW-STY-003", "1. You must use best efforts. {#a}", "best efforts"),
    ("CW-STY-003", "1. You must take reasonable care. {#a}", "reasonable"),
    ("CW-STY-003", "1. You must answer as appropriate. {#a}", "as appropriate"),
    ("CW-STY-004", "1. You must keep the Model Card. {#a}", "Model Card"),
    ("CW-STY-005", "1. You must keep notices and must not hide them. {#a}", "must not"),
    ("CW-STY-005", "1. You must keep notices, and each maker must give them. {#a}", "must"),
    ("CW-STY-005", "1. You must give the notices and name the place. {#a}", "name"),
    ("CW-STY-007", "1. The notices are to be kept. {#a}", "are to be kept"),
    ("CW-STY-010", '1. You must keep. {#a}\n\nThey can run it. {#p into="preamble"}', "They"),
    ("CW-STY-010", "1. A term of this section ends. {#a}", "this section"),
    ("CW-STY-007", "1. The notices must be provided. {#a}", "must be provided"),
    ("CW-STY-007", "1. The notices must directly be sent. {#a}", "must directly be sent"),
    ("CW-STY-007", "1. The notices must be kept by the end of the year. {#a}", "must be kept"),
    ("CW-STY-007", "1. A notice that must be kept is short. {#a}", "must be kept"),
    ("CW-STY-008", "1. You must give notices and/or names. {#a}", "and/or"),
    ("CW-STY-009", '1. You must keep. {#a}\n\nAnyone may run it. {#p into="preamble"}', "may"),
    ("CW-STY-010", "1. You must keep a notice or a name, and the latter stands first. {#a}", "the latter"),
    ("CW-STY-010", "1. When the Host and the Buyer disagree, it must say why. {#a}", "it"),
    ("CW-STY-010", "1. You must keep such a promise. {#a}", "such a promise"),
    (
        "CW-STY-010",
        "1. A copy from a shop or a copy of a friend is free, and such a copy stays so. {#a}",
        "such a copy",
    ),
]


@pytest.mark.parametrize(("code", "text", "words"), BAD, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(BAD)])
def test_a_rule_finds_the_words_and_points_at_them(code: str, text: str, words: str, tmp_path: Path) -> None:
    assert findings(tmp_path, text) == [(code, words)]


GOOD = {
    "a plain duty": "1. You must give each recipient the notices within 30 days. {#a}",
    "marshall is not shall": "1. You must tell a marshall. {#a}",
    "a relative clause tells of a duty": "1. You must tell the person who must give the notices. {#a}",
    "two objects of one duty": "1. You must keep the notices and names of each person. {#a}",
    "verbs that another verb governs": "1. You must let each person use and keep the copy. {#a}",
    "verbs of an aim": "1. You must use no lock to hinder a person and keep the copy. {#a}",
    "an aim is no duty": "1. Research is work whose aim is to gain or to test what is known. {#a}",
    "two duties in two sentences": "1. You must keep notices. You must not hide them. {#a}",
    "a passive with its actor": "1. The notices must be kept by the person who got them. {#a}",
    "an adjective is no passive": "1. You must be ready. {#a}",
    "possibility": "1. You can ask, and You may answer. {#a}",
    "such as gives examples": "1. You must keep notices, such as names. {#a}",
    "such with one antecedent": "1. You may send a change. Such a change stays Yours. {#a}",
    "such from the paragraph before": "1. You may send a change. {#a}\n2. You must keep such a change. {#b}",
    "one thing only": "1. When a Host stops, it must say so. {#a}",
    "you is never meant by it": "1. When You ask the Host, it must answer. {#a}",
    "plural beside singular": "1. When the Host gets Weights, it must keep them. {#a}",
    "and, or": "1. You must give notices, names or both. {#a}",
    "a preamble of facts": '1. You must keep. {#a}\n\nAnyone can run it. {#p into="preamble"}',
    "capitals that are known": "1. Nothing in this License binds before March. The English text counts. {#a}",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_honest_text_is_left_alone(text: str, tmp_path: Path) -> None:
    assert findings(tmp_path, text) == []


def sentence(words: int) -> str:
    return " ".join(["You", "must", *["go"] * (words - 2)]) + "."


def test_a_sentence_may_have_as_many_words_as_the_table_says(tmp_path: Path) -> None:
    most = language("en").style.longest
    assert findings(tmp_path / "a", f"1. {sentence(most)} {{#a}}") == []
    found = library_findings(tmp_path / "b", {"grant/plain": f"1. {sentence(most + 1)} {{#a}}"})
    assert [d.message for d in found] == [f"The sentence has {most + 1} words; the most is {most}."]


def test_alternatives_are_read_one_by_one(tmp_path: Path) -> None:
    """Two halves of which no license holds both are not one long sentence."""
    half = " ".join(["go"] * 40)
    text = f'1. You must[ {half}]{{if="service"}}[ {half}]{{if="not service"}}. {{#a}}'
    assert findings(tmp_path / "a", text) == []
    both = f'1. You must[ {half}]{{if="service"}}[ {half}]{{if="ending"}}. {{#a}}'
    assert [code for code, _ in findings(tmp_path / "b", both)] == ["CW-STY-006"]


def test_an_and_or_in_a_span_is_found(tmp_path: Path) -> None:
    text = '1. You must keep notices[ and/or names]{if="service"}. {#a}'
    assert findings(tmp_path, text) == [("CW-STY-008", "and/or")]


def test_conditions_clash_only_where_no_license_can_meet_both() -> None:
    a, b = Literal("core:x", ("one",)), Literal("core:x", ("two",))
    present, absent = Literal("core:x", ()), Literal("core:x", (), True)
    assert clash([a], [b]) and clash([a], [absent]) and clash([present], [absent])
    assert not clash([a], [present]) and not clash([a], [Literal("core:y", ("two",))])
    assert not clash([present], [Literal("core:x", ("one",), True)])


def test_the_second_use_of_a_word_is_underlined_at_its_own_place(tmp_path: Path) -> None:
    text = "1. You must take reasonable care of what is reasonable. {#a}"
    found = [d for d in library_findings(tmp_path, {"grant/plain": text}) if d.code == "CW-STY-003"]
    assert [d.position.column for d in found if d.position] == [
        m.start() + 1 for m in re.finditer("reas", text)
    ]


def test_words_over_two_lines_are_found_at_the_first(tmp_path: Path) -> None:
    text = "1. You must use best\n   efforts in all that You do here. {#a}"
    found = [d for d in library_findings(tmp_path, {"grant/plain": text}) if d.code == "CW-STY-003"]
    assert [(d.position.line, d.position.column) for d in found if d.position] == [(4, 17)]


def test_operative_words_in_headings_and_definitions_are_found(tmp_path: Path) -> None:
    files = {
        "grant/plain": "1. You must keep notices. {#a}",
        "grant/clause.yaml": "title: What You must keep\n",
        "definitions/weights/std": "means numbers that a person may use. Everyone must keep them. {#def}",
    }
    found = [d for d in library_findings(tmp_path, files) if d.code == "CW-STY-009"]
    assert sorted(underlined(d)[: d.position.length] for d in found if d.position) == ["may", "must", "must"]


ASPIRATIONAL = (
    "---\nsummary: A text.\n{mark}provisions:\n  - {{at: train, reaches: {{by: [distil], from: reached}}}}\n---\n"
    "1. A model that learned from this one stands under this License. {{#train}}\n"
)


def test_reach_beyond_a_right_is_marked_in_a_library(tmp_path: Path) -> None:
    for mark, expected in (("", ["CW-STY-011"]), ("aspirational: [train]\n", [])):
        root = tmp_path / str(len(mark))
        assert [c for c, _ in findings(root, ASPIRATIONAL.format(mark=mark))] == expected


def test_a_mark_at_no_paragraph_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {**WORLD, "grant/plain": ASPIRATIONAL.format(mark="aspirational: [trian]\n")})
    report = Report()
    load_library(tmp_path / "lib", report, cached=False)
    assert [d.code for d in report.diagnostics] == ["CW-PRV-002"]


def test_a_mark_is_inherited_by_a_text_that_is_like_it(tmp_path: Path) -> None:
    more = "---\nsummary: More.\nlike: plain\n---\n2. Nothing else binds. {#more}\n"
    marked = ASPIRATIONAL.format(mark="aspirational: [train]\n")
    write(tmp_path, {**WORLD, "grant/plain": marked, "grant/wide": more})
    library = load_library(tmp_path / "lib", Report(), cached=False)
    assert library is not None
    assert library.clauses["core:grant"].variants["wide"].aspirational == ("core:grant/train",)


@pytest.mark.parametrize(
    ("basis", "codes"),
    [("license-only", ["CW-STY-011"]), ("covenant", ["CW-STY-011"]), ("license-and-agreement", [])],
)
def test_reach_under_rights_alone_is_flagged_in_a_license(
    basis: str, codes: list[str], tmp_path: Path
) -> None:
    from clausewright import compose_license

    path = tmp_path / "license.yaml"
    path.write_text(
        "clausewright: 1\nlicense: {name: T, id: LicenseRef-T, version: '1', date: 2026-11-23, steward: Lab}\n"
        f"extends: network-copyleft\nclauses: {{legal-basis: {basis}}}\n"
    )
    assert [d.code for d in look_at_license(compose_license(path))] == codes


def test_a_license_is_read_with_its_own_words_and_the_place_in_its_clause(tmp_path: Path) -> None:
    text = '1. You must keep notices[ and/or names]{if="service"}[ or/and things]{if="not service"}. {#a}'
    found = look_at_license(composed(tmp_path, {**WORLD, "grant/plain": text}))
    assert [(d.code, underlined(d)[:6]) for d in found] == [("CW-STY-008", "and/or")]
    assert found[0].position is not None and found[0].position.path.endswith("grant/plain.md")


LONG = {"grant/plain": f"1. {sentence(60)} {{#a}}\n2. {sentence(60)} {{#b}}"}


def exceptions(root: Path, *entries: str) -> list[tuple[str, int]]:
    root.mkdir(exist_ok=True)
    files = {**LONG, "style.yaml!": "exceptions:\n" + "".join(f"  - {{{e}}}\n" for e in entries)}
    return [(d.code, d.position.line) for d in library_findings(root, files) if d.position]


def test_an_exception_with_a_reason_is_kept(tmp_path: Path) -> None:
    one = exceptions(tmp_path / "a", "rule: length, at: grant/a, reason: A list of acts.")
    assert one == [("CW-STY-006", 5)]
    assert exceptions(tmp_path / "b", "rule: length, at: grant, reason: A list of acts.") == []


def test_an_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    found = exceptions(tmp_path, "rule: length, at: grant")
    assert ("CW-FMT-003", 2) in found and ("CW-STY-006", 4) in found


def test_an_exception_that_nothing_needs_is_told(tmp_path: Path) -> None:
    found = exceptions(
        tmp_path, "rule: length, at: grant, reason: Acts.", "rule: hedges, at: grant/a, reason: None."
    )
    assert found == [("CW-STY-012", 3)]


@pytest.mark.parametrize(
    "entry", ["rule: lenght, at: grant", "rule: length, at: gran", "rule: length, at: grant/x"]
)
def test_an_exception_for_nothing_is_an_error(entry: str, tmp_path: Path) -> None:
    found = exceptions(tmp_path, f"{entry}, reason: Acts.")
    assert ("CW-STY-013", 2) in found
    assert [code for code, _ in found].count("CW-STY-006") == 2


def test_an_exceptions_file_is_never_read_through_a_link(tmp_path: Path) -> None:
    write(tmp_path, {**WORLD, **LONG})
    (tmp_path / "secret").write_text("exceptions: []")
    (tmp_path / "lib" / "style.yaml").symlink_to(tmp_path / "secret")
    library = load_library(tmp_path / "lib", Report(), cached=False)
    assert library is not None
    found = look_at_library(library, build_index({library.id: library}))
    assert "CW-FILE-003" in {d.code for d in found}


def test_the_command_looks_at_the_shipped_library_at_folders_and_at_manifests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--style", "--strict"]) == 0
    assert capsys.readouterr().out.strip() == "No complaints."
    own = tmp_path / "clauses" / "extra"
    own.mkdir(parents=True)
    (own / "clause.yaml").write_text(
        "title: Extra\nquestion: What else?\nvariants: [only]\nsection: notices\n"
    )
    (own / "only.md").write_text("---\nsummary: Extra.\n---\n1. The notices must be provided. {#a}\n")
    manifest = tmp_path / "license.yaml"
    manifest.write_text(
        "clausewright: 1\nlicense: {name: T, id: LicenseRef-T, version: '1', date: 2026-11-23, steward: Lab}\n"
        "extends: permissive\nclauses: {extra: only}\n"
    )
    for place in (manifest, tmp_path / "clauses"):
        assert main(["check", "--style", str(place)]) == 0
        assert main(["check", "--style", "--strict", str(place)]) == 1
        shown = capsys.readouterr().out
        assert "CW-STY-007" in shown and "only.md:4:16" in shown and "^^^^" in shown
    assert main(["check", "--style", str(tmp_path / "none")]) == 2


def test_a_manifests_own_folder_is_not_asked_for_what_it_takes_from_a_library(tmp_path: Path) -> None:
    """The family rule needs the exception of its own library, which another library's folder does not have."""
    own = tmp_path / "clauses" / "compatibility"
    own.mkdir(parents=True)
    text = "---\nsummary: More.\nlike: same-family\n---\n9. Nothing else binds. {#more}\n"
    (own / "same-family-and-more.md").write_text(text)
    assert main(["check", "--style", "--strict", str(tmp_path / "clauses")]) == 0


@pytest.mark.parametrize(
    "piece",
    [
        "such x ",
        "it must ",
        "The Host and ",
        "must be provided and name the ",
        "a b. A ",
        "X y ",
        "who who must ",
    ],
)
def test_hostile_text_takes_a_bounded_time(piece: str, tmp_path: Path) -> None:
    text = "1. " + piece * (200_000 // len(piece)) + ". {#a}"
    started = time.monotonic()
    found = library_findings(tmp_path, {"grant/plain": text})
    assert time.monotonic() - started < 20
    assert any("no rule looks at the others" in d.message for d in found)
    assert len(found) <= 300


def test_there_are_never_more_complaints_than_anyone_reads(tmp_path: Path) -> None:
    lines = [f"{n}. You shall keep notices and/or names hereby. {{#a{n}}}" for n in range(1, 400)]
    found = library_findings(tmp_path, {"grant/plain": "\n".join(lines)})
    assert len(found) < 520
    assert [d.code for d in found if d.severity == "note"] == ["CW-RUN-001"]
