"""Text and provisions agree, sentence by sentence, in the shipped library and in the rule itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewright.check import check
from clausewright.check.agreement import disagreements, library_disagreements
from clausewright.check.wording import sentences
from clausewright.check.worlds import worlds
from clausewright.diagnostic import Diagnostic
from clausewright.diagnostic.codes.agreement import CODES
from clausewright.document import language
from clausewright.document.record import replace
from clausewright.source.index import Index
from clausewright.source.library import sight
from clausewright.source.model import FragmentBlock, Variant
from library_builder import composed
from shipped_library import CLAUSES, index, shipped

USE = "{at: use, permits: run, who: licensee}"
KEEP = "{at: keep, requires: provide, who: conveyor, when: {act: convey}, material: notices, to: recipient}"


def written(text: str, *provisions: str) -> str:
    lines = "\n".join(f"  - {provision}" for provision in provisions)
    return f"---\nsummary: A text.\n{'provisions:' if lines else ''}\n{lines}\n---\n{text}"


def found(root: Path, text: str, *provisions: str, **more: str) -> list[Diagnostic]:
    files = {"grant/a": written(text, *provisions), "tail/a": written("1. It is short. {#short}"), **more}
    diagnostics = check(composed(root, files))
    return [d for d in diagnostics if d.code.startswith("CW-AGR")]


# -- the shipped library ---------------------------------------------------------------------


def test_every_text_of_the_shipped_library_agrees_with_its_provisions_whatever_is_chosen() -> None:
    assert list(library_disagreements(shipped(), index())) == []


def blocks(variant: Variant) -> list[FragmentBlock]:
    out: list[FragmentBlock] = []

    def visit(block: FragmentBlock) -> None:
        out.append(block)
        for item in block.items:
            visit(item)
        if block.wrap_up is not None:
            visit(block.wrap_up)

    for top in variant.fragment.blocks:
        visit(top)
    return out


def test_no_operative_sentence_of_the_library_goes_without_a_provision() -> None:
    """By another way than the rule: taking a provision away is noticed wherever it described an effect."""
    visible = sight(shipped(), index().libraries)
    unnoticed = []
    for variant in shipped().variants():
        seen = list(worlds(variant, visible))
        for place, provision in enumerate(variant.provisions):
            fewer = (*variant.provisions[:place], *variant.provisions[place + 1 :])
            less = replace(variant, provisions=fewer, load=lambda v=variant: v.fragment, _fragment=None)
            if not any(disagreements(less, world, visible, "en") for world in seen):
                unnoticed.append((provision.at.removeprefix("core:"), provision.verb, provision.slots))
    # those that describe a part of a sentence, and those of sentences that only tell
    telling = {"data-in-weights/warning", "training-data-disclosure/what", "derivative-weights/internal"}
    for at, _, slots in unnoticed:
        assert slots.get("sentences") == 0 or at in telling, at


def test_every_paragraph_outside_the_preamble_is_described_or_part_of_one_that_is() -> None:
    for variant in shipped().variants():
        described = {p.at for p in variant.provisions}
        for top in variant.fragment.blocks:
            if top.into != "preamble":
                assert covered(top, described), top.id


def covered(block: FragmentBlock, described: set[str]) -> bool:
    return block.id in described or bool(block.items) and all(covered(i, described) for i in block.items)


def test_the_preamble_carries_no_provisions() -> None:
    for variant in shipped().variants():
        plain = {b.id for b in blocks(variant) if b.into == "preamble"}
        assert not plain & {p.at for p in variant.provisions}


def test_each_sentence_that_a_provision_describes_holds_an_operative_word() -> None:
    """So the list of words is long enough for the library's own text."""
    visible = sight(shipped(), index().libraries)
    table = language("en")
    without = set()
    for variant in shipped().variants():
        effective = {p.at for p in variant.provisions if p.verb not in {"states", "covers", "reaches"}}
        for world in worlds(variant, visible):
            for block in blocks(variant):
                said = sentences(block, world, table)
                if block.id in effective and said and not any(s.operative for s in said):
                    without.add(block.id)
    # an item takes its verb from the lead-in
    assert without <= {"core:weights-share-alike/same", "core:weights-share-alike/materials",
                       "core:weights-share-alike/no-more", "core:giving-materials/ways"}  # fmt: skip


def test_the_binding_words_are_operative_words() -> None:
    table = language("en")
    assert set(table.binding) <= set(table.operative)
    assert len(set(table.operative)) == len(table.operative)


# -- the rule --------------------------------------------------------------------------------


def test_a_described_text_has_no_complaint(tmp_path: Path) -> None:
    text = "1. You may use it. {#use}\n2. You must keep the notices. {#keep}"
    assert found(tmp_path, text, USE, KEEP) == []


def test_a_sentence_without_a_provision_is_a_warning_at_its_paragraph(tmp_path: Path) -> None:
    text = "1. You may use it. {#use}\n2. You must keep the notices. {#keep}"
    only = found(tmp_path, text, USE)
    assert [(d.code, d.severity) for d in only] == [("CW-AGR-001", "warning")]
    assert only[0].position is not None and only[0].position.line == 7
    assert "`keep` has 1 sentence with legal effect" in only[0].message


@pytest.mark.parametrize(
    ("text", "provisions", "codes"),
    [
        ("1. You may use it. You may use it twice. {#use}", [USE], ["CW-AGR-001"]),
        ("1. You may use it. You may use it twice. {#use}", [USE, USE], []),
        ("1. You may use it. You may use it twice. {#use}", [USE.replace("}", ", sentences: 2}")], []),
        ("1. You may use it. {#use}", [USE.replace("}", ", sentences: 2}")], ["CW-AGR-002"]),
        ("1. You may use it. {#use}", [USE, USE], ["CW-AGR-002"]),
        ("1. You may use it. {#use}", [USE, USE.replace("}", ", sentences: 0}")], []),
        ("1. You may use it. It is green. {#use}", [USE], []),
        ("1. You may use it. It is green. {#use}", [USE, "{at: use, states: true}"], []),
        ("1. It is green. {#use}", ["{at: use, states: true}"], []),
        ("1. You may use it. {#use}", ["{at: use, states: true}"], []),
        ("1. You must not use it. {#use}", ["{at: use, states: true}"], ["CW-AGR-003"]),
        ("1. You must use it. You may sing. {#use}", ["{at: use, states: true}", USE], []),
        ("1. Use “it”. You may. {#use}", [USE], []),
        ("1. Version 1.5 may be used by you. {#use}", [USE], []),
        ("1. The maypole is tall. {#use}", ["{at: use, states: true}"], []),
    ],
)  # fmt: skip
def test_sentences_and_provisions_are_counted(
    tmp_path: Path, text: str, provisions: list[str], codes: list[str]
) -> None:
    assert [d.code for d in found(tmp_path, text, *provisions)] == codes


LIST = "1. You must do all of these: {#do}\n\n   1. Sing. {#sing}\n   2. Dance. You must not stop. {#dance}"


@pytest.mark.parametrize(
    ("provisions", "codes"),
    [
        ([KEEP.replace("keep", "do")], ["CW-AGR-001"]),
        ([KEEP.replace("at: keep", "at: do"), KEEP.replace("at: keep", "at: do")], []),
        ([KEEP.replace("at: keep", "at: do"), KEEP.replace("at: keep", "at: dance, sentences: 2")], []),
        ([KEEP.replace("at: keep", "at: sing"), KEEP.replace("at: keep", "at: dance")], []),
        ([KEEP.replace("at: keep", "at: sing")], ["CW-AGR-001", "CW-AGR-001"]),
    ],
)
def test_a_lead_in_and_its_items_are_one_sentence(
    tmp_path: Path, provisions: list[str], codes: list[str]
) -> None:
    assert [d.code for d in found(tmp_path, LIST, *provisions)] == codes


def test_an_entry_of_a_list_elsewhere_is_described_whatever_its_words(tmp_path: Path) -> None:
    more = {"end/a": written('1. All of these: {#all from="survival"}', "{at: all, states: true}")}
    text = '1. You may use it. {#use}\n\nThe singing. {#singing into="survival"}'
    assert [d.code for d in found(tmp_path / "a", text, USE, **more)] == ["CW-AGR-001"]
    assert found(tmp_path / "b", text, USE, "{at: singing, states: true}", **more) == []


def test_plain_words_carry_no_provisions(tmp_path: Path) -> None:
    text = '1. You may use it. {#use}\n\nYou may sing. {#hello into="preamble"}'
    assert found(tmp_path / "a", text, USE) == []
    codes = [d.code for d in found(tmp_path / "b", text, USE, "{at: hello, states: true}")]
    assert codes == ["CW-AGR-002"]


@pytest.mark.parametrize(("tail", "codes"), [("a", []), ("omit", ["CW-AGR-001"])])
def test_conditions_of_text_and_provision_are_settled_first(
    tmp_path: Path, tail: str, codes: list[str]
) -> None:
    text = '1. [You may use it.]{if="tail"}[You may not use it.]{if="not tail"} {#use}'
    files = {
        "grant/a": written(text, "{at: use, permits: run, who: licensee, if: tail}"),
        "tail/a": written("1. It stays. {#short}"),
    }
    diagnostics = check(composed(tmp_path, files, f"clauses: {{grant: a, tail: {tail}}}\n"))
    assert [d.code for d in diagnostics if d.code.startswith("CW-AGR")] == codes


def test_a_text_that_nobody_described_gives_one_complaint(tmp_path: Path) -> None:
    text = "1. You may use it. {#use}\n2. You must keep it. {#keep}\n3. You may sing. {#sing}"
    only = found(tmp_path, text)
    assert [d.code for d in only] == ["CW-AGR-001"]
    assert "never as permitted" in only[0].mend


def test_a_library_is_held_to_every_choice_and_not_to_one(tmp_path: Path) -> None:
    text = '1. You may use it.[ You must sing.]{if="tail=b"} {#use}'
    files = {
        "grant/a": written(text, USE),
        "tail/a": written("1. It stays. {#short}"),
        "tail/b": written("1. It stays. {#short}"),
    }
    result = composed(tmp_path, files, "clauses: {grant: a, tail: a}\n")
    assert [d.code for d in check(result) if d.code.startswith("CW-AGR")] == []
    library = result.index.libraries["core"]
    everywhere = list(library_disagreements(library, Index(dict(result.index.libraries))))
    assert [(d.code, d.severity) for d in everywhere] == [("CW-AGR-001", "warning")]


def test_what_is_wrong_in_the_shipped_library_is_an_error() -> None:
    """The severity hangs on the folder, so a copy of the library elsewhere gives warnings."""
    variant = shipped().clauses["core:access"].variants["no-gating"]
    less = replace(variant, provisions=variant.provisions[1:], load=lambda: variant.fragment, _fragment=None)
    clause = replace(shipped().clauses["core:access"], variants={"no-gating": less})
    broken = replace(shipped(), clauses={**shipped().clauses, "core:access": clause})
    codes = {d.severity for d in library_disagreements(broken, index())}
    assert codes == {"error"}
    elsewhere = replace(broken, folder=CLAUSES.parent / "elsewhere")
    assert {d.severity for d in library_disagreements(elsewhere, index())} == {"warning"}


@pytest.mark.parametrize("code", CODES, ids=lambda c: c.code)
def test_an_example_gives_its_code_and_the_mended_one_nothing(tmp_path: Path, code: object) -> None:
    for name, wanted in (("bad", [code.code]), ("good", [])):  # type: ignore[attr-defined]
        files = {"grant/a": getattr(code, name), "tail/a": written("1. Short. {#short}")}
        diagnostics = check(composed(tmp_path / name, files))
        assert [d.code for d in diagnostics if d.code.startswith("CW-AGR")] == wanted
