"""An edit that changes the meaning is never missed, and one that only moves line ends is never flagged."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from clausewright.source.confirmations import Record, own_variants, unconfirmed, with_confirmed
from clausewright.source.files import Report
from clausewright.source.library import Library
from clausewright.source.loading import load_library
from clausewright.source.model import FragmentBlock
from planted_edits import RULES, Edit, chosen
from shipped_library import CLAUSES

COUNT = 300


def load(folder: Path) -> Library:
    report = Report()
    library = load_library(folder, report, cached=False)
    assert library is not None
    assert not report.failed, report.diagnostics
    return library


@cache
def confirmed() -> Record:
    """The record of someone who confirmed the whole library as it stands."""
    library = load(CLAUSES)
    return with_confirmed(library, {}, unconfirmed(own_variants(library), {}), "A reader")


def rounds() -> Iterator[list[Edit]]:
    """The edits, in rounds of one edit a file at most."""
    left = chosen(CLAUSES, COUNT)
    while left:
        now = {edit.file: edit for edit in reversed(left)}
        left = [edit for edit in left if edit not in now.values()]
        yield list(now.values())


def covers(block: FragmentBlock, paragraph: str) -> bool:
    if block.id.partition("/")[2] == paragraph:
        return True
    below = (*block.items, *((block.wrap_up,) if block.wrap_up else ()))
    return any(covers(item, paragraph) for item in below)


def test_there_are_three_hundred_edits_of_every_kind_and_no_two_alike() -> None:
    planted = chosen(CLAUSES, COUNT)
    assert len(set(planted)) == COUNT == len(planted)
    assert {edit.rule for edit in planted} == {rule for rule, _, _ in RULES}
    assert len({edit.file for edit in planted}) > 60
    assert planted == chosen(CLAUSES, COUNT)
    for edit in planted:
        ends = [len(re.findall(r"[.:](?=[\s\]]|$)", line)) for line in (edit.old, edit.new)]
        assert ends[0] == ends[1], edit


def test_three_hundred_edits_that_change_the_meaning_are_all_unconfirmed(tmp_path: Path) -> None:
    found = 0
    for number, planted in enumerate(rounds()):
        folder = tmp_path / str(number)
        shutil.copytree(CLAUSES, folder)
        for edit in planted:
            lines = (folder / edit.file).read_text(encoding="utf-8").split("\n")
            assert lines[edit.line] == edit.old
            lines[edit.line] = edit.new
            (folder / edit.file).write_text("\n".join(lines), encoding="utf-8")
        library = load(folder)
        touched = {str(edit.file)[:-3] for edit in planted}
        flagged = unconfirmed(own_variants(library), confirmed())
        for edit in planted:
            own = [i for i in flagged if i.variant.origin.file == f"core:{edit.file}"]
            hit = [i for i in own if i.change == "words" and _covers(i, edit.paragraph)]
            assert hit, edit
            found += 1
        # nothing else is flagged, but for the texts that are like an edited one
        for item in flagged:
            chain = item.variant
            names = {chain.origin.file.partition(":")[2][:-3]}
            while chain.like:
                subjects = {**library.clauses, **library.terms}
                chain = subjects[chain.subject].variants[chain.like]
                names.add(chain.origin.file.partition(":")[2][:-3])
            assert names & touched, item
    assert found == COUNT


def _covers(item: object, paragraph: str) -> bool:
    bound = item.bound  # type: ignore[attr-defined]
    above = any(block.id.partition("/")[2] == paragraph for block in bound.above)
    return above or covers(bound.block, paragraph)


@pytest.mark.parametrize("width", [30, 57, 100])
def test_other_line_ends_change_nothing(tmp_path: Path, width: int) -> None:
    folder = tmp_path / "clauses"
    shutil.copytree(CLAUSES, folder)
    moved = 0
    for path in sorted(folder.rglob("*.md")):
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        new = "\n".join(reflowed(line, width) for line in body.split("\n"))
        moved += new != body
        path.write_text(f"{head}\n---\n{new}", encoding="utf-8")
    assert moved > 60
    library = load(folder)
    assert unconfirmed(own_variants(library), confirmed()) == []


def reflowed(line: str, width: int) -> str:
    """Wrap a paragraph; values, references and conditions stay whole, as they must."""
    mark = re.match(r"\s*(?:\d+\. |[-*] )?", line)
    indent = " " * len(mark[0]) if mark else ""
    held = re.sub(r"\{\{.*?\}\}|\]\{[^{}]*\}|\{[^{}]*\}", lambda m: m[0].replace(" ", "\0"), line).rstrip()
    # attributes stay with the word before them
    held = re.sub(r" (\{#[^{}]*\})\Z", "\1\\1", held)
    wrapped = textwrap.wrap(
        held, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip
    return "\n".join(wrapped).replace("\0", " ").replace("\1", " ")


def test_a_reordered_provision_and_other_keys_change_nothing_but_a_word_does(tmp_path: Path) -> None:
    folder = tmp_path / "clauses"
    shutil.copytree(CLAUSES, folder)
    path = folder / "access" / "no-gating.md"
    text = path.read_text(encoding="utf-8")
    old = "{at: penalty, forbids: punish, who: licensee, of: reached}"
    assert old in text
    path.write_text(text.replace(old, "{who: licensee, of: reached, at: penalty, forbids: punish}"))
    assert unconfirmed(own_variants(load(folder)), confirmed()) == []
    path.write_text(text.replace(old, "{at: penalty, forbids: punish, who: conveyor, of: reached}"))
    found = unconfirmed(own_variants(load(folder)), confirmed())
    assert [(i.bond.at, i.change) for i in found] == [("core:access/penalty", "provision")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("maximum: 365\n    default: 30\n    about: \"days to answer", "maximum: 900\n    default: 30\n    about: \"days to answer"),
        ("default: 30\n    about: \"days to answer", "default: 300\n    about: \"days to answer"),
    ],
)  # fmt: skip
def test_a_number_of_a_parameter_is_part_of_the_words(tmp_path: Path, old: str, new: str) -> None:
    folder = tmp_path / "clauses"
    shutil.copytree(CLAUSES, folder)
    path = folder / "api-disclosure" / "weights-to-users.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = {i.bond.at for i in unconfirmed(own_variants(load(folder)), confirmed())}
    assert found == {"core:api-disclosure/offer"}
