"""docs/hostile-questions.md: each answer for each profile cites paragraphs that are there, by their right numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clausewright.document import Paragraph, blocks
from clausewright.publish.citations import WrongCitation, citations, corrected, main
from clausewright.publish.profiles import compose_profile, shipped_profiles
from clausewright.source.files import Report
from clausewright.source.index import shipped_index

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "hostile-questions.md"
TEXT = PAGE.read_text("utf-8")
PROFILES = shipped_profiles(shipped_index(Report()))


def answers(profile: str) -> list[str]:
    """The five answers for a profile."""
    part = TEXT.partition(f"## `{profile}`\n")[2].partition("\n## ")[0]
    return re.split(r"^[1-5]\. ", part, flags=re.MULTILINE)[1:]


def test_every_citation_prints_what_the_license_prints() -> None:
    wrong = [(c.profile, c.printed, c.right) for c in citations(TEXT) if c.printed != c.right]
    assert wrong == [], "run `make docs`"
    assert len(citations(TEXT)) > 100
    assert corrected(TEXT) == TEXT


def test_every_link_to_a_clause_is_a_citation_that_is_looked_up() -> None:
    links = re.findall(r"\]\(clauses/[^)]*#[^)]*\)", TEXT)
    assert len(links) == len(citations(TEXT))


def test_every_cited_place_is_on_its_page() -> None:
    for link in re.findall(r"\]\((clauses/[^)#]*)#([^)]*)\)", TEXT):
        path, anchor = link
        assert f'<a id="{anchor}"></a>' in (DOCS / path).read_text("utf-8"), link


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_answers_all_five_and_each_answer_cites(profile: str) -> None:
    found = answers(profile)
    assert len(found) == 5
    assert all("](clauses/" in answer for answer in found)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_answer_cites_what_decides_it(profile: str) -> None:
    """The paragraphs that a careful reader would ask for, where the profile has them."""
    document = compose_profile(profile).document
    there = {b.id.removeprefix("core:") for b in blocks(document) if isinstance(b, Paragraph)}
    needed = (
        {"running/private", "use-restrictions/research", "use-restrictions/behavior"},
        {"running/output", "generated-data/not-reached", "running/contains", "derivative-weights/internal"},
        {"api-disclosure/free", "api-disclosure/software", "weights-share-alike/independent"},
        {"api-disclosure/free", "api-disclosure/public", "api-disclosure/identity", "access/gate"},
        {"interpretation/fixed", "interpretation/hash", "grant/duration", "termination/who", "patents/ends"},
    )
    for answer, ids in zip(answers(profile), needed, strict=True):
        cited = {
            f"{name}/{paragraph}"
            for name, paragraph in re.findall(r"/([a-z-]+)\.md#[a-z-]+/([a-z0-9.-]+)\)", answer)
        }
        missing = {id for id in ids & there if id not in cited}
        # `running/contains` is for those who ask what output is; the limits on use already say no
        assert missing <= ({"running/contains"} if profile in {"research-only", "responsible-use"} else set())


def test_a_stale_number_is_corrected_and_a_wrong_paragraph_refused(tmp_path: Path) -> None:
    page = "# Title\n\n[Section 99](clauses/x.md#a/b)\n\n## `permissive`\n\n"
    link = "[Section 99(z)](clauses/running.md#short/run)"
    assert corrected(page + link).endswith("[Section 4(a)](clauses/running.md#short/run)")
    assert "[Section 99](clauses/x.md#a/b)" in corrected(page + link), (
        "before the first profile nothing is cited"
    )
    for bad in ("running.md#standard/run", "running.md#short/nothing", "access.md#no-gating/gate"):
        with pytest.raises(WrongCitation):
            corrected(f"{page}[?](clauses/{bad})")
    path = tmp_path / "page.md"
    path.write_text(page + link)
    main([path])
    assert "Section 4(a)" in path.read_text()


def test_a_definition_is_cited_by_its_name_and_an_item_by_its_letter() -> None:
    page = "## `network-copyleft`\n\n"
    assert "[the definition of Serve]" in corrected(page + "[?](clauses/definitions/serve.md#standard/def)")
    item = "[?](clauses/definitions/derivative-weights.md#with-distillation/internal)"
    assert "[paragraph (g) of the definition of Derivative Weights]" in corrected(page + item)


def test_the_page_says_once_that_it_is_no_advice() -> None:
    assert TEXT.count("not\nlegal advice") + TEXT.count("not legal advice") == 1
