"""The redline in Word: to accept all gives the second text, to reject all the first, in words, order and numbers.

Twice over: by the rules of the format (`word_files.settled`), and by LibreOffice, which has its own numbers.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from syrupy.assertion import SnapshotAssertion

import license_texts
import office
from clausewright.cli.sides import read_side
from clausewright.document import Document
from clausewright.document.record import replace
from clausewright.redline import compare
from clausewright.redline.docx import render
from clausewright.redline.options import ShowOptions
from clausewright.render.docx import render as rendered
from clausewright.render.options import Options
from clausewright.source.licenses import read_license
from redline.test_properties import pairs
from redline.texts import document
from render.strategies import documents
from word_files import W, part, settled, shape, words


def redline(before: Document, after: Document, **options: Any) -> bytes:
    return render(compare(before, after), ShowOptions(**options))


def as_word(text: Document) -> bytes:
    return rendered(text, Options())


def license(name: str) -> Document:
    return read_license(license_texts.texts()[name].encode(), f"{name}.txt")


def shuffled(text: Document) -> Document:
    body = list(text.body)
    random.Random(7).shuffle(body)
    return read_license(as_word(replace(text, body=tuple(body))), "shuffled.docx")


def kept(before: Document, after: Document) -> None:
    data = redline(before, after)
    assert words(settled(data, accept=True)) == words(as_word(after))
    assert words(settled(data, accept=False)) == words(as_word(before))


def marks(data: bytes) -> dict[str, int]:
    """How often each kind of change stands in the file."""
    root = part(data)
    found = {tag: sum(1 for _ in root.iter(f"{W}{tag}")) for tag in ("ins", "del", "moveFrom", "moveTo")}
    return {tag: count for tag, count in found.items() if count}


LIST = {"Duties": ["#one One must give notice.", "#two Two must keep records.", "#three Three must pay."]}


def renumbered() -> tuple[Document, Document]:
    before = document({"Use": ["You may use it."], "Duties": LIST["Duties"]}, library=True)
    longer = [LIST["Duties"][0], "#new New must sign.", *LIST["Duties"][1:]]
    return before, document(
        {"Scope": ["It covers all."], "Use": ["You may use it."], "Duties": longer}, library=True
    )


PAIRS = ("GPL-2.0-only/GPL-3.0-only", "Apache-2.0/ECL-2.0", "MPL-1.1/MPL-2.0")


def known() -> dict[str, tuple[Document, Document]]:
    made = {pair: (license(pair.split("/")[0]), license(pair.split("/")[1])) for pair in PAIRS}
    made |= {f"{pair} back": (two, one) for pair, (one, two) in made.items()}
    made["two profiles"] = (read_side("network-copyleft", []), read_side("lesser-copyleft", []))
    made["two schemes"] = (license("Apache-2.0"), read_side("permissive", []))
    mpl = license("MPL-2.0")
    made["shuffled"] = (mpl, replace(mpl, body=tuple(reversed(mpl.body))))
    made["shuffled profile"] = (made["two profiles"][0], shuffled(made["two profiles"][0]))
    made["renumbered"] = renumbered()
    made["nothing"] = (read_side("/dev/null", []), license("Apache-2.0"))
    made["all gone"] = (license("Apache-2.0"), read_side("/dev/null", []))
    return made


# -- what is marked


def test_a_pure_renumbering_marks_nothing_but_what_is_new() -> None:
    data = redline(*renumbered())
    lines = [line for line in shape(data) if "{" in line]
    assert lines == [
        "Heading1 [1.0] (ins): {ins: Scope}",
        "Level1 [1.1] (ins): {ins: It covers all.}",
        "Level1 [1.1] (ins): {ins: New must sign.}",
    ]


def test_two_profiles_as_paragraphs(snapshot: SnapshotAssertion) -> None:
    before, after = (read_side(name, []) for name in ("network-copyleft", "lesser-copyleft"))
    assert "\n".join(shape(redline(before, after))) == snapshot


def test_a_moved_section_is_one_move_and_nothing_else() -> None:
    one = {"Use": ["You may use the weights."], "Duty": ["Give notice to users.", "Keep the records of each."],
           "End": ["All permission ends at some time, and this is the text of it."]}  # fmt: skip
    other = {name: one[name] for name in ("Duty", "Use", "End")}
    data = redline(document(one), document(other))
    assert set(marks(data)) == {"moveFrom", "moveTo"}
    root = part(data)
    names = [
        [node.get(f"{W}name") for node in root.iter(f"{W}{side}RangeStart")]
        for side in ("moveFrom", "moveTo")
    ]
    assert names == [["move1"], ["move1"]]
    kept(document(one), document(other))


def test_a_moved_sentence_has_one_name_at_both_places() -> None:
    moved = "The steward may publish a later version of this text at any time."
    one = {
        "Use": [f"You may use the weights for all purposes. {moved}"],
        "Law": ["The courts decide what is left."],
    }
    other = {
        "Use": ["You may use the weights for all purposes."],
        "Law": [f"The courts decide what is left. {moved}"],
    }
    root = part(redline(document(one), document(other)))
    assert [node.get(f"{W}name") for node in root.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")] == [
        "words1", "words1",
    ]  # fmt: skip
    kept(document(one), document(other))


def test_a_heading_is_renamed_in_its_place() -> None:
    data = redline(document({"Use of weights": ["Words."]}), document({"Use of models": ["Words."]}))
    assert "Heading1 [1.0]: Use of{del:  weights}{ins:  models}" in shape(data)


def test_the_shape_of_a_quotation_mark_is_a_change_here() -> None:
    one, other = document({"A": ['raw:The "Work" is meant.']}), document({"A": ["raw:The “Work” is meant."]})
    assert 'BodyText: The {del: "}{ins:  “}Work{del: "}{ins: ”} is meant.' in [
        line.replace("The  ", "The ") for line in shape(redline(one, other))
    ] or marks(redline(one, other)) == {"del": 2, "ins": 2}
    kept(one, other)


def test_the_same_text_twice_has_no_mark() -> None:
    text = read_side("permissive", [])
    assert marks(redline(text, text)) == {}


# -- by whom, when, and always alike


def test_author_and_date_are_those_given() -> None:
    data = redline(*renumbered(), author='Ann "A" & Co <x>\x07', date="2026-11-24T10:30:00+02:00")
    change = next(part(data).iter(f"{W}ins"))
    assert change.get(f"{W}author") == 'Ann "A" & Co <x>[U+0007]'
    assert change.get(f"{W}date") == "2026-11-24T08:30:00Z"
    assert docx.Document(io.BytesIO(data)).core_properties.author == 'Ann "A" & Co <x>[U+0007]'


def test_the_clock_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = license("Apache-2.0"), license("ECL-2.0")
    data = redline(one, other)
    assert data == redline(one, other)
    change = next(part(data).iter(f"{W}ins"))
    assert change.get(f"{W}author") == "Clausewright"
    assert change.get(f"{W}date") is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert next(part(redline(one, other)).iter(f"{W}ins")).get(f"{W}date") == "2027-01-15T08:00:00Z"


def test_ids_of_changes_are_there_once() -> None:
    root = part(redline(license("MPL-1.1"), license("MPL-2.0")))
    starts = [node for node in root.iter() if node.get(f"{W}id") and "RangeEnd" not in node.tag]
    assert len({node.get(f"{W}id") for node in starts}) == len(starts)
    assert {node.get(f"{W}id") for node in root.iter(f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd")} == {
        node.get(f"{W}id") for node in root.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")
    }


# -- both texts come out of it


@pytest.mark.parametrize("name", list(known()))
def test_known_licenses_come_out_of_it_by_the_rules_of_the_format(name: str) -> None:
    kept(*known()[name])


@pytest.mark.parametrize("name", ["MPL-1.1/MPL-2.0", "two profiles", "renumbered"])
def test_our_own_reader_takes_an_unsettled_redline_for_the_second_text(name: str) -> None:
    before, after = known()[name]
    assert words(redline(before, after)) == words(as_word(after))


@settings(max_examples=150)
@given(pairs())
def test_any_two_texts_come_out_of_it(both: tuple[Document, Document]) -> None:
    kept(*both)


@settings(suppress_health_check=list(HealthCheck), max_examples=30,
          phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
@given(documents(), documents())
def test_texts_of_every_shape_come_out_of_it(before: Document, after: Document) -> None:
    kept(before, after)


def test_libreoffice_gives_both_texts_back(tmp_path: Path) -> None:
    made = [*known().values(), *drawn(24)]
    jobs: list[tuple[Path, str, Path | None]] = []
    for at, (before, after) in enumerate(made):
        for name, data in (("r", redline(before, after)), ("a", as_word(before)), ("b", as_word(after))):
            (tmp_path / f"{name}{at}.docx").write_bytes(data)
        jobs += [(tmp_path / f"r{at}.docx", "accept", None), (tmp_path / f"b{at}.docx", "", None),
                 (tmp_path / f"r{at}.docx", "reject", None), (tmp_path / f"a{at}.docx", "", None)]  # fmt: skip
    found = [office.words(rows) for rows in office.opened(jobs)]
    for at in range(0, len(found), 2):
        assert found[at] == found[at + 1], jobs[at]


def test_what_libreoffice_saves_is_read_as_the_text_that_was_accepted(tmp_path: Path) -> None:
    before, after = license("Apache-2.0"), license("ECL-2.0")
    (tmp_path / "r.docx").write_bytes(redline(before, after))
    office.opened([(tmp_path / "r.docx", "accept", tmp_path / "accepted.docx")])
    saved = [text for text, _ in words((tmp_path / "accepted.docx").read_bytes())]
    assert saved == [text for text, _ in words(as_word(after))]


def drawn(count: int) -> Sequence[tuple[Document, Document]]:
    out: list[tuple[Document, Document]] = []

    @settings(suppress_health_check=list(HealthCheck), max_examples=count, database=None, phases=(Phase.generate,),
              derandomize=True)  # fmt: skip
    @given(pairs())
    def collect(both: tuple[Document, Document]) -> None:
        out.append(both)

    collect()
    return out
