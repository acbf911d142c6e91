"""docs/readings.md: each paragraph that it cites is in the clause reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
LINKS = sorted(
    set(re.findall(r"\]\((clauses/[a-z/-]+\.md)#([^)]+)\)", (DOCS / "readings.md").read_text("utf-8")))
)


def test_the_page_cites_paragraphs() -> None:
    assert len(LINKS) > 20


@pytest.mark.parametrize(("page", "anchor"), LINKS)
def test_a_cited_paragraph_is_in_the_reference(page: str, anchor: str) -> None:
    assert f'<a id="{anchor}"></a>' in (DOCS / page).read_text("utf-8")
