"""The vocabulary of provisions is one closed table, and whatever is not in it is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from clausewright.diagnostic import Refused
from clausewright.document import VERBS
from clausewright.document.vocabulary import (
    ACTIVITIES,
    CIRCUMVENTIONS,
    COMMON,
    GROUPS,
    LEAVES,
    SLOTS,
    VERB_SHAPES,
    Keys,
    Shape,
    Words,
    branch_of,
)
from clausewright.document.vocabulary.reference import markdown
from clausewright.source.files import Report, SourceFile
from clausewright.source.formats import json_schema
from clausewright.source.names import Visible
from clausewright.source.provision_words import WordReader
from clausewright.source.provisions import plain_yaml
from clausewright.source.yaml_nodes import Node, parse_yaml
from library_builder import complaint, complaints, place
from shipped_library import CLAUSES, index, shipped

ROOT = CLAUSES.parent


def test_every_word_stands_once_in_its_group_with_one_line() -> None:
    for group in GROUPS.values():
        assert group.about.endswith("."), group.name
        for word, about in group.words.items():
            assert about and "\n" not in about and not about.endswith("."), word
    for line in CIRCUMVENTIONS.values():
        assert line and not line.endswith(".")


def test_the_activities_are_a_tree_of_one_level() -> None:
    assert not set(LEAVES) & set(ACTIVITIES)
    assert sum(len(leaves) for _, leaves in ACTIVITIES.values()) == len(LEAVES)
    assert branch_of("fine-tune") == "modify" == branch_of("modify")
    assert set(GROUPS["activities"].words) == {*ACTIVITIES, *LEAVES}


def test_the_verbs_are_those_of_a_provision_and_each_slot_stands_beside_known_ones() -> None:
    assert tuple(sorted(VERB_SHAPES)) == tuple(sorted(VERBS))
    for verb in VERB_SHAPES.values():
        assert set(verb.required) <= set(SLOTS)
        assert all(verb.name in SLOTS[name].verbs for name in verb.required)
    for slot in SLOTS.values():
        assert slot.verbs and set(slot.verbs) <= set(VERBS)


def shapes() -> list[Shape]:
    out = [verb.shape for verb in VERB_SHAPES.values()]
    out += [slot.shape for slot in (*SLOTS.values(), *COMMON.values())]
    for shape in out:
        if isinstance(shape, Keys):
            out += [*shape.keys.values(), *((shape.word,) if shape.word else ())]
    return out


def test_every_group_is_used_by_a_shape_and_no_shape_names_another() -> None:
    used = {name for shape in shapes() if isinstance(shape, Words) for name in shape.groups}
    assert used == set(GROUPS)


def words(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return {word for item in inner for word in words(item)}


@pytest.mark.parametrize(
    "group",
    ["duties", "materials", "portions", "promises", "purposes", "triggers", "starts", "exceptions", "units"],
)
def test_the_library_uses_every_word_that_was_made_for_it(group: str) -> None:
    used: set[str] = set()
    for variant in shipped().variants():
        for provision in variant.provisions:
            used |= words(provision.value) | words(provision.slots)
    assert set(GROUPS[group].words) - used == set()


def test_the_library_names_every_way_round_and_no_other() -> None:
    used = {name for variant in shipped().variants() for name in variant.circumventions}
    assert used == set(CIRCUMVENTIONS)


def test_the_page_of_words_is_up_to_date() -> None:
    page = (ROOT / "docs" / "provisions.md").read_text(encoding="utf-8")
    assert page == markdown(), (
        "run: python -m clausewright.document.vocabulary.reference > docs/provisions.md"
    )


def test_a_library_from_the_cache_is_read_without_the_vocabulary(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from clausewright.source.files import Report\n"
        "from clausewright.source.index import shipped_index\n"
        "index = shipped_index(Report())\n"
        "index.clauses['core:access'].variants['no-gating'].provisions[0]\n"
        "print([name for name in sys.modules if 'vocabulary' in name or name.endswith('provision_words')])\n"
    )
    env = {"CLAUSEWRIGHT_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT / "tooling"), "PATH": ""}
    out = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "vocabulary" in out[0].stdout, "it was parsed, and held against the words"
    assert out[1].stdout.strip() == "[]"


# -- what is found ---------------------------------------------------------------------------


def head(provision: str, more: str = "") -> str:
    return f"---\nsummary: A text.\n{more}provisions:\n  - {{{provision}}}\n---\n1. You may use it. {{#use}}"


@pytest.mark.parametrize(
    ("provision", "code", "column", "mend"),
    [
        ("at: use, permits: runn, who: licensee", "CW-PRV-005", 24, "Did you mean `run`?"),
        ("at: use, permits: [use, runn], who: licensee", "CW-PRV-005", 30, "Did you mean `run`?"),
        ("at: use, permits: run, who: licencee", "CW-PRV-005", 34, "Did you mean `licensee`?"),
        ("at: use, permits: run, who: licensee, on: reached", "CW-PRV-004", 44, ""),
        ("at: use, permits: run, who: licensee, purpos: any", "CW-PRV-004", 44, "Did you mean `purpose`?"),
        ("at: use, permits: run, who: licensee, stays: run", "CW-PRV-008", 44, "It stands beside `ends`."),
        ("at: use, permits: run", "CW-PRV-007", 5, "Add `who: ...`"),
        ("at: use, permits: {act: run}, who: licensee", "CW-PRV-006", 24, ""),
        ("at: use, permits: run, who: licensee, fee: [none, cost]", "CW-PRV-006", 49, ""),
        ("at: use, permits: run, who: licensee, sentences: two", "CW-PRV-006", 55, ""),
        ("at: use, permits: run, who: licensee, sentences: -1", "CW-PRV-006", 55, ""),
        ("at: use, permits: [], who: licensee", "CW-PRV-006", 24, ""),
        ("at: use, states: false", "CW-PRV-006", 23, ""),
        ("at: use, states: 'true'", "CW-PRV-006", 23, ""),
        ("at: use, promises: irrevocble", "CW-PRV-005", 25, "Did you mean `irrevocable`?"),
        ("at: use, permits: run, who: licensee, meets: used", "CW-PRV-005", 51, "Did you mean `use`?"),
        ("at: use, permits: run, who: licensee, meets: tail/kept", "CW-PRV-005", 51, ""),
        ("at: use, permits: run, who: licensee, of: weightz", "CW-PRV-005", 48, "Did you mean `weights`?"),
        ("at: use, requires: provide, who: operator, when: {act: run}, to: public", "CW-PRV-007", 5, ""),
        ("at: use, requires: keep, who: operator, when: {act: run}", "CW-PRV-007", 5, "Add `keeps: ...`"),
        ("at: use, permits: run, who: licensee, within: {number: 3}", "CW-PRV-007", 52, "Add `from: ...`"),
        ("at: use, permits: run, who: licensee, within: {from: then}", "CW-PRV-005", 59, ""),
        ("at: use, permits: run, who: licensee, when: {acts: run}", "CW-PRV-004", 51, "Did you mean `act`?"),
        ("at: use, compatible-with: {parameter: days}", "CW-PRV-003", 44, ""),
    ],
)
def test_what_the_vocabulary_does_not_have_is_found_where_it_stands(
    tmp_path: Path, provision: str, code: str, column: int, mend: str
) -> None:
    files = {"grant/a": head(provision), "tail/a": "1. Keep it. {#keep}"}
    found = complaints(tmp_path, files)
    hit = next(d for d in found if d.code == code)
    assert place(hit) == f"grant/a.md:4:{column}"
    assert hit.severity == "error"
    assert hit.mend and mend in hit.mend


def test_a_definition_and_a_paragraph_of_another_clause_are_words(tmp_path: Path) -> None:
    provision = "at: use, permits: run, who: licensee, of: small-weights, meets: [use, tail/keep]"
    files = {
        "grant/a": head(provision),
        "tail/a": "1. Keep Small Weights. {#keep}",
        "definitions/small-weights/a": "means few numbers. {#def}",
    }
    assert complaints(tmp_path, files) == ()


def test_an_unknown_word_is_an_error_in_the_manifests_own_folder_too(tmp_path: Path) -> None:
    files = {
        "grant/a": "1. You may use it. {#use}",
        "@clauses/grant/b": head("at: use, permits: runn, who: licensee"),
    }
    found = complaint(tmp_path, files, "CW-PRV-005", "clauses: {grant: b}\n")
    assert found.severity == "error"


def test_an_inherited_slip_is_complained_of_once(tmp_path: Path) -> None:
    files = {
        "grant/a": head("at: use, permits: runn, who: licensee"),
        "grant/b": "---\nsummary: B.\nlike: a\n---\n1. More. {#more}",
        "grant/c": "---\nsummary: C.\nlike: b\n---\n1. Most. {#most}",
    }
    assert len(complaints(tmp_path, files)) == 1


def test_an_unknown_way_round_is_an_error_with_the_nearest_one(tmp_path: Path) -> None:
    text = "---\nsummary: A.\ncircumventions: [serve-only, serve-onyl]\n---\n1. You may use it. {#use}"
    found = complaint(tmp_path, {"grant/a": text}, "CW-PRV-009")
    assert place(found) == "grant/a.md:3:30"
    assert found.mend.startswith("Did you mean `serve-only`?")


# -- the schema ------------------------------------------------------------------------------


def front_matter(path: Path) -> Any:
    report = Report()
    text = path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
    node = parse_yaml(SourceFile(path.name, path.name, text), report)
    assert node is not None

    def listed(value: object) -> object:
        if isinstance(value, tuple):
            return [listed(item) for item in value]
        return {k: listed(v) for k, v in value.items()} if isinstance(value, dict) else value

    return listed(plain_yaml(node))


def test_the_schema_fits_every_head_of_the_library() -> None:
    validator = Draft202012Validator(json_schema("variant"))
    Draft202012Validator.check_schema(json_schema("variant"))
    for path in sorted(CLAUSES.rglob("*.md")):
        assert [e.message for e in validator.iter_errors(front_matter(path))] == [], path


@pytest.mark.parametrize(
    "provision",
    [
        {"at": "a", "permits": "runn", "who": "licensee"},
        {"at": "a", "permits": "run"},
        {"at": "a", "permits": "run", "forbids": "run", "who": "licensee"},
        {"at": "a", "permits": "run", "who": "licensee", "stays": "run"},
        {"at": "a", "permits": "run", "who": "licensee", "on": "reached"},
        {"permits": "run", "who": "licensee"},
        {"at": "a", "states": False},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(provision: dict[str, Any]) -> None:
    validator = Draft202012Validator(json_schema("variant"))
    good = {"at": "a", "permits": "run", "who": "licensee"}
    assert validator.is_valid({"summary": "A.", "provisions": [good]})
    assert not validator.is_valid({"summary": "A.", "provisions": [provision]})


_ANY = st.recursive(
    st.builds(lambda t, p: Node("scalar", 1, 1, t, p), st.text(max_size=8) | st.sampled_from(sorted(SLOTS)), st.booleans()),
    lambda inner: st.one_of(
        st.builds(lambda items: Node("sequence", 1, 1, items=tuple(items)), st.lists(inner, max_size=3)),
        st.builds(
            lambda pairs: Node("mapping", 1, 1, pairs=tuple(pairs)),
            st.lists(
                st.tuples(
                    st.sampled_from([*SLOTS, *COMMON, "act", "from", "x"]).map(
                        lambda t: Node("scalar", 1, 1, t)
                    ),
                    inner,
                ),
                max_size=4,
            ),
        ),
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.sampled_from(VERBS), _ANY, st.lists(st.tuples(st.sampled_from([*SLOTS, *COMMON, "?"]), _ANY)))
def test_whatever_stands_in_a_provision_complaints_come_out(
    verb: str, value: Node, slots: list[tuple[str, Node]]
) -> None:
    pairs = [(verb, value), *slots]
    node = Node("mapping", 1, 1, pairs=tuple((Node("scalar", 1, 1, name), inner) for name, inner in pairs))
    report = Report()
    file = SourceFile("x", "x", "")
    visible: Visible = index().visible
    try:
        WordReader(file, ("use",), {}, visible, report).read(verb, node)
    except Refused:
        assert report.failed
    assert all(d.code.startswith("CW-PRV-") and d.mend for d in report.diagnostics)
