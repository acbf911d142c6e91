"""Hostile YAML: in manifests, in the heads of libraries, and in front matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from trust.place import LIBRARY, LICENSE, MANIFEST, compose, compose_apart, place

pytestmark = pytest.mark.timeout(60)

BILLION = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 12)
)
BOMBS: dict[str, str | bytes] = {
    "open brackets": "[" * 60_000,
    "open braces": "{" * 60_000,
    "brackets and braces": "[{" * 30_000,
    "open braces with keys": "{a: " * 15_000,
    "brackets in a value": "a: " + "[" * 60_000,
    "brackets that close": "a: " + "[" * 30_000 + "]" * 30_000,
    "dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "question marks and dashes": "? - " * 15_000,
    "colons": ": " * 30_000,
    "keys nested by indents": "".join(" " * n + "a:\n" for n in range(350)),
    "billion laughs": BILLION,
    "quadratic blow-up": "a: &a " + "x" * 30_000 + "\nb: [" + "*a, " * 8_000 + "]\n",
    "an alias of itself": "a: &a [*a]\n",
    "an alias of its own mapping": "&a {a: *a}\n",
    "an alias of nothing": "a: *b\n",
    "an alias as a key": "&a a: 1\n*a : 2\n",
    "many anchors": "".join(f"a{n}: &a{n} 1\n" for n in range(4_000)),
    "merge keys": "a: &a {b: 1}\n<<: *a\n",
    "a Python object": "!!python/object/apply:os.system ['touch owned']\n",
    "a Python name": "a: !!python/name:os.system\n",
    "a Python module": "a: !!python/module:os\n",
    "a Python object made new": "a: !!python/object/new:tuple [[1]]\n",
    "a tag of its own": "a: !mine x\n",
    "a tag of the core": "a: !!int 1\n",
    "a binary": "a: !!binary aGVsbG8=\n",
    "a set": "!!set {a, b}\n",
    "a time": "a: !!timestamp 2001-01-01\n",
    "a tag that is not UTF-8": "a: !%ff x\n",
    "a tag that is a surrogate": "a: !%ED%A0%80 x\n",
    "a verbatim tag": "a: !<tag:yaml.org,2002:python/object:os.system> x\n",
    "a tag directive": "%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system x\n",
    "a version of YAML from the future": "%YAML 9.9\n---\na: 1\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "many documents": "---\n" * 15_000,
    "documents that end": "...\n" * 15_000,
    "a key twice": "a: 1\na: 2\n",
    "a key ten thousand times": "a: 1\n" * 10_000,
    "a key twice inside": "license: {name: A, name: B}\n",
    "keys of every kind": "[a]: 1\n{b: c}: 2\n? |\n  long\n: 3\n",
    "a huge scalar": "a: " + "x" * 64_000,
    "a huge scalar in quotes": 'a: "' + "\\x41" * 15_000 + '"',
    "a huge key": "x" * 64_000 + ": 1",
    "a huge number of keys": "".join(f"a{n}: 1\n" for n in range(7_000)),
    "a huge anchor": "a: &" + "x" * 60_000 + " 1",
    "a huge alias": "a: *" + "x" * 60_000,
    "a huge tag": "a: !" + "x" * 60_000 + " 1",
    "a huge comment": "# " + "x" * 60_000,
    "blank": "",
    "spaces": " \n  \n",
    "a comment alone": "# nothing\n",
    "a scalar alone": "hello\n",
    "a list alone": "- a\n- b\n",
    "null": "null\n",
    "a tab for an indent": "a:\n\tb: 1\n",
    "quotes without end": 'a: "b\n',
    "a bracket without end": "a: [b\n",
    "a block scalar with a wild indent": "a: |9\n  b\n",
    "NUL": "a: \0\n",
    "an escaped NUL": 'a: "\\0"\n',
    "an escaped surrogate": 'a: "\\ud800"\n',
    "an escaped character beyond Unicode": 'a: "\\UFFFFFFFF"\n',
    "controls": "a: \x01\x02\x1b[31m\n",
    "line ends of Unicode": "a: b\u2028c: d\x85e: f\u2029g: [\n",
    "not UTF-8": b"a: \xff\xfe\n",
    "UTF-16": "a: 1\n".encode("utf-16"),
    "a byte order mark": "\ufeffa: 1\n",
    "two byte order marks": "\ufeff\ufeffa: 1\n",
    "carriage returns": b"a: 1\rb: [\r",
    "a noncharacter": "a: \uffff\n",
    "a word that runs right to left": "a: \u202eb\n",
}


def manifest(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, manifest=bomb)


def manifest_behind_a_good_one(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, manifest=MANIFEST.encode() + (bomb if isinstance(bomb, bytes) else bomb.encode()))


def library_head(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, more={"library.yaml": bomb})


def clause_head(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, more={"words/clause.yaml": bomb})


def definition_head(folder: Path, bomb: str | bytes) -> Path:
    return place(
        folder,
        more={
            "definitions/term/definition.yaml": bomb,
            "definitions/term/plain.md": "---\nsummary: x\n---\nmeans it. {#def}\n",
        },
    )


def form(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, more={"forms/plain.yaml": bomb})


def profile(folder: Path, bomb: str | bytes) -> Path:
    return place(folder, more={"profiles/base.yaml": bomb})


def front_matter(folder: Path, bomb: str | bytes) -> Path:
    bomb = bomb if isinstance(bomb, bytes) else bomb.encode()
    return place(folder, more={"words/said.md": b"---\n" + bomb + b"\n---\n1. Words. {#use}\n"})


PLACES: tuple[Callable[[Path, str | bytes], Path], ...] = (
    manifest, manifest_behind_a_good_one, library_head, clause_head, definition_head, form, profile, front_matter,
)  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_yaml_is_refused_wherever_it_stands(tmp_path: Path, name: str) -> None:
    for number, put in enumerate(PLACES):
        outcome = compose(put(tmp_path / str(number), BOMBS[name]))
        harmless = {"blank", "spaces", "a comment alone", "a huge comment", "null", "documents that end"}
        assert outcome.errors or name in harmless and put is manifest_behind_a_good_one, put
        assert not (tmp_path / "owned").exists()
        assert not Path("owned").exists()


@pytest.mark.parametrize(
    "name", ["open brackets", "billion laughs", "quadratic blow-up", "a key ten thousand times"]
)
def test_hostile_yaml_takes_little_memory(tmp_path: Path, name: str) -> None:
    found = compose_apart(manifest(tmp_path, BOMBS[name]), megabytes=200)
    assert found["errors"]
    assert found["megabytes"] < 120


def test_two_hundred_thousand_brackets_in_a_text_end_no_process(tmp_path: Path) -> None:
    found = compose_apart(front_matter(tmp_path, "a: " + "[" * 200_000), megabytes=200)
    assert "CW-YAML-003" in found["errors"]


def test_a_manifest_of_ten_megabytes_is_not_read(tmp_path: Path) -> None:
    found = compose_apart(manifest(tmp_path, b"a: b\n" * 2_000_000), megabytes=200)
    assert found["errors"] == ["CW-FILE-005"]
    assert found["megabytes"] < 100


def test_a_manifest_of_ten_megabytes_from_an_editor_is_not_read(tmp_path: Path) -> None:
    outcome = compose(place(tmp_path), text="a: b\n" * 2_000_000)
    assert outcome.errors == {"CW-FILE-005"}


@pytest.mark.parametrize("text", ["\ud800", "a: \ud800", 'a: "\udfff"', "a: b\r\nc: [\r", "\ufeffa: 1", "\0"])
def test_the_text_of_an_editor_may_hold_what_no_file_does(tmp_path: Path, text: str) -> None:
    assert compose(place(tmp_path), text=text).errors


def test_a_fragment_of_ten_megabytes_is_not_read(tmp_path: Path) -> None:
    found = compose_apart(place(tmp_path, "Words. {#a}\n\n" * 800_000), megabytes=200)
    assert "CW-FILE-005" in found["errors"]
    assert found["megabytes"] < 100


# -- values -----------------------------------------------------------------------------------

NUMBERS = ("1e99", "9" * 60, "9" * 61, "-1", "-" + "9" * 60, "0", "-0", "00014", "0x10", "0o7", "1_000", "1e9", "1.5", ".5", "5.", "+3",
           "1e-99", "0e99", "0.0e-99", "1e999999999", "nan", ".nan", ".inf", "-.inf", "inf", "Infinity", "1/3", "1/0", "0/1", "-1/3",
           "999999999999999999/999999999999999998", "1" * 30 + "." + "1" * 30, "0." + "0" * 59 + "1", "٣", "１２", "1 000", "1,000",
           "true", "null", "~", "2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-23T00:00:00Z",
           "[]", "[a, b]", "{a: b}", "[[a]]", "[" + ", ".join(["x"] * 500) + "]", '"' + "x" * 2_001 + '"', '" "', '""', '"\\0"',
           '"\\u2028"', '"\\x85"', "words", "mine:words", "*")  # fmt: skip
USES = {
    "integer": ("", "| days", "| words", "| large", "| flop", "| percent", "| months", "| years"),
    "decimal": ("", "| percent", "| large", "| flop", "| fraction"),
    "fraction": ("", "| percent", "| fraction"),
    "date": ("", "| date"),
    "string": ("",),
    "list": ("| join_or", "| join_and"),
    "choice": ("",),
    "term": ("",),
}


@pytest.mark.parametrize("type_", USES)
def test_every_value_of_every_type_passes_its_filters_or_is_refused(tmp_path: Path, type_: str) -> None:
    text = "1. Words" + "".join(f" {{{{ v {use} }}}}," for use in USES[type_]) + " end. {#use}\n"
    more = "choices: [words, nan], " if type_ == "choice" else ""
    head = f"parameters: {{v: {{type: {type_}, {more}about: a value}}}}\n"
    path = place(tmp_path, text, head)
    for number in NUMBERS:
        outcome = compose(path, text=MANIFEST.replace("said}", f"{{variant: said, v: {number}}}}}"))
        if outcome.composition:
            assert len(repr(outcome.composition.document)) < 20_000


@pytest.mark.parametrize("type_", USES)
def test_every_default_and_bound_of_every_type_is_read_or_refused(tmp_path: Path, type_: str) -> None:
    for place_, number in enumerate(NUMBERS):
        head = (
            f"parameters:\n  v:\n    type: {type_}\n    about: a value\n    default: {number}\n"
            f"    minimum: {number}\n    maximum: {number}\n"
        )
        compose(place(tmp_path / str(place_), "1. Words. {#use}\n", head))


@pytest.mark.parametrize(
    "head",
    [
        "provisions: [{at: use, requires: give, to: {parameter: {a: b}}}]\n",
        "provisions: [{at: use, requires: give, to: {parameter: [a]}}]\n",
        "provisions: [{at: use, requires: give, to: {parameter: ~}}]\n",
        "provisions: [{at: use, requires: {a: [b, {c: d}]}, if: [words]}]\n",
        "provisions: [{at: use, requires: give, if: nothing-known}]\n",
        "provisions: [{at: nothing, requires: give}]\n",
        "provisions: [{at: use}]\n",
        "provisions: [{at: use, requires: a, forbids: b}]\n",
        "provisions: {at: use}\n",
        "provisions: [~, [], a]\n",
        "contested: [a]\n",
        "contested: {a: b}\n",
        "contested: ~\n",
        "tradeoffs: ~\nrequires: ~\nconflicts: ~\nprovisions: ~\nparameters: ~\ndrop: ~\n",
        "requires: [~]\n",
        "requires: [[words]]\n",
        'requires: [words, "", " ", "=", "words=", "=said", "not", "not not words", "words=said=said", ":", "definition:"]\n',
        "parameters: {v: ~}\n",
        "parameters: {v: {}}\n",
        "parameters: {v: []}\n",
        "parameters: {variant: {type: string, about: x}}\n",
        "parameters: {license: {type: string, about: x}}\n",
        "parameters: {__class__: {type: string, about: x}}\n",
        "parameters: {v: {type: choice, about: x}}\n",
        "parameters: {v: {type: list, about: x, minimum: a}}\n",
        "parameters: {v: {type: list, about: x, minimum: 5, maximum: 1}}\n",
        "parameters: {v: {type: list, about: x, maximum: 100000000}}\n",
        "aspirational: [use, gone, {}]\n",
        "like: said\n",
        "like: gone\n",
        "like: [said]\n",
        "drop: [use]\n",
    ],
)
def test_odd_front_matter_is_read_or_refused(tmp_path: Path, head: str) -> None:
    compose(place(tmp_path, "1. Words. {#use}\n", head))


@pytest.mark.parametrize(
    "manifest",
    [
        MANIFEST.replace("said}", "[said, said]}"),
        MANIFEST.replace("said}", "[]}"),
        MANIFEST.replace("said}", "{variant: [said]}}"),
        MANIFEST.replace("said}", "{after: [x]}}"),
        MANIFEST.replace("said}", '{after: "mine:words", variant: said}}'),
        MANIFEST.replace("said}", "{section: gone}}"),
        MANIFEST.replace("said}", "[{variant: said, v: 1}, [said], ~]}"),
        MANIFEST.replace("said}", "~}"),
        MANIFEST.replace("said}", "omit}"),
        MANIFEST.replace("said}", "[omit]}"),
        MANIFEST.replace('"mine:words": said', '"mine:words": said, words: said'),
        MANIFEST.replace('"mine:words"', '"a:b:c"'),
        MANIFEST.replace('"mine:words"', '""'),
        MANIFEST + "definitions: {gone: x}\n",
        MANIFEST + 'definitions: {"mine:words": said}\n',
        MANIFEST + "extends: gone\n",
        MANIFEST.replace("2026-01-02", "2026-02-30"),
        MANIFEST.replace("plain", "gone"),
        MANIFEST.replace('form: "mine:plain"', "form: [a]"),
        MANIFEST.replace("./lib}", "[./lib]}"),
        MANIFEST.replace("{mine: ./lib}", "[mine]"),
        MANIFEST.replace("{mine: ./lib}", "~"),
        MANIFEST.replace(LICENSE, "~"),
        MANIFEST.replace(LICENSE, "[]"),
        MANIFEST.replace("clausewright: 1", "clausewright: 2"),
        MANIFEST.replace("clausewright: 1", "clausewright: " + "9" * 60),
    ],
)
def test_odd_manifests_are_read_or_refused(tmp_path: Path, manifest: str) -> None:
    compose(place(tmp_path, manifest=manifest))


def test_a_library_may_not_take_the_name_of_another(tmp_path: Path) -> None:
    for number, name in enumerate(("definition", "local", "core", "a.b", "A", "../x", "''", "-a")):
        compose(place(tmp_path / str(number), more={"library.yaml": LIBRARY.replace("mine", name)}))
