"""The clause reference: what stands in docs/clauses is what the generator makes, and the command shows the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from clausewright.cli.main import main
from clausewright.publish.clause_page import page
from clausewright.publish.profiles import chosen, compose_profile, shipped_profiles
from clausewright.publish.reference import in_order, pages
from clausewright.publish.reference import main as write_pages
from clausewright.source.files import Report
from clausewright.source.index import Index, shipped_index

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "clauses"
STALE = "run `make docs`"


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index(Report())


@pytest.fixture(scope="module")
def made(index: Index) -> dict[str, str]:
    return pages(index)


def test_the_committed_pages_are_up_to_date(made: dict[str, str]) -> None:
    there = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in FOLDER.rglob("*.md")}
    assert sorted(there) == sorted(made), STALE
    assert [name for name in made if there[name] != made[name]] == [], STALE


def test_a_page_of_a_clause_that_is_no_more_is_removed(tmp_path: Path, made: dict[str, str]) -> None:
    (tmp_path / "gone.md").write_text("old")
    write_pages(tmp_path)
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.md")} == set(made)


def test_every_clause_and_definition_has_a_page_and_every_variant_its_place(
    index: Index, made: dict[str, str]
) -> None:
    assert len(made) == len(index.clauses) + len(index.terms) + 1
    for subject in (*index.clauses.values(), *index.terms.values()):
        local = subject.id.partition(":")[2]
        text = made[f"{local}.md" if subject.id in index.clauses else f"definitions/{local}.md"]
        for variant in subject.variants.values():
            assert f"\n## {variant.name}\n" in text
            for word in (variant.summary, *variant.seen_in, *variant.circumventions, *variant.parameters):
                assert word in text, (variant.name, word)


def test_a_page_says_who_chooses_what(made: dict[str, str]) -> None:
    text = made["api-disclosure.md"]
    assert "- **Chosen by**: `network-copyleft`" in text
    assert "- **Chosen by**: `lesser-copyleft`, `strong-copyleft`" in text
    assert "Left out by `permissive`, `research-only`, `responsible-use`." in text
    assert "`network-copyleft`, `strong-copyleft`; default of `gpl-style`" in made["weights-share-alike.md"]


def test_what_is_told_of_a_profile_is_what_it_composes_to(index: Index) -> None:
    who = chosen(index)
    for profile in shipped_profiles(index):
        document = compose_profile(profile).document
        told = {key for key, names in who.profiles.items() if profile in names}
        assert told == {(c.id, c.variant) for c in document.choices}
        left = {id for id, names in who.omitted.items() if profile in names}
        assert left == set(index.clauses) - {c.id for c in document.choices}


def test_a_page_marks_contested_and_aspirational_variants_and_conditions(made: dict[str, str]) -> None:
    text = made["generated-data.md"]
    assert "- **Contested**: reviewers of record object" in text
    assert "- **Reaches further than a right**: `model`; binds only by agreement" in text
    assert "- **Cannot stand beside**: `definition:you=plain`" in made["api-disclosure.md"]
    assert "- **Requires**: `weights-share-alike=foundation-only`" in made["value-chain-role.md"]


def test_every_link_between_the_pages_has_an_end(made: dict[str, str]) -> None:
    broken = []
    for name, text in made.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            path, _, anchor = target.partition("#")
            place = (Path(name).parent / path).as_posix() if path else name
            place = place.removeprefix("definitions/../")
            there = made.get(place)
            known = there is not None and (
                not anchor or f'<a id="{anchor}">' in there or f"\n## {anchor}\n" in there
            )
            broken += [] if known else [(name, target)]
    assert broken == []


def test_a_page_holds_no_markup_but_its_anchors(made: dict[str, str]) -> None:
    for name, text in made.items():
        for token in MarkdownIt().enable("table").parse(text):
            assert token.type not in {"html_block", "code_block", "fence"}, (name, token.content)
            html = [child.content for child in token.children or () if child.type == "html_inline"]
            assert all(re.fullmatch(r'<a id="[a-z0-9./-]+">|</a>|<br>', tag) for tag in html), (name, html)


def test_the_list_follows_the_form(index: Index, made: dict[str, str]) -> None:
    clauses = made["README.md"].partition("## Definitions")[0]
    listed = re.findall(r"^\| [^|]+ \| \[([a-z-]+)\]", clauses, re.MULTILINE)
    placed = [id for form in index.forms.values() for s in form.sections for id in s.clauses]
    assert [f"core:{name}" for name in listed] == placed == [c.id for _, c in in_order(index)]
    assert all(clause.question in made["README.md"] for clause in index.clauses.values())


def words(text: str) -> str:
    """The words of Markdown or of a terminal, without their marks."""
    text = re.sub(r"<a id=[^>]*></a>|\[([^\]]*)\]\([^)]*\)|[`*#|\\]", r"\1", text)
    return " ".join(re.sub(r"^\s*[-•─]+\s", "", text, flags=re.MULTILINE).split())


def test_the_command_shows_the_page(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "show", "sunset", "--no-pager"]) == 0
    text = page(index.clauses["core:sunset"], index, chosen(index), links=False)
    assert "duties" in text
    shown = words(capsys.readouterr().out)
    for paragraph in text.split("\n\n"):
        if not paragraph.startswith("|"):
            for line in paragraph.split("\n"):
                assert words(line) in shown


def test_the_command_says_in_json_who_chooses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "show", "generated-data", "--format", "json"]) == 0
    by_name = {v["name"]: v for v in json.loads(capsys.readouterr().out)["variants"]}
    assert "permissive" in by_name["unrestricted"]["chosen-by"]
    assert by_name["unrestricted"]["default-of"] == ["gpl-style"]
    assert by_name["model-share-alike"]["aspirational"] == ["core:generated-data/model"]
