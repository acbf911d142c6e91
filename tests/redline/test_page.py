"""The page of a redline in a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clausewright.cli.variants import all_variants
from clausewright.redline import compare, matrix_html
from clausewright.redline.html import render
from clausewright.redline.matrix import matrix
from clausewright.redline.options import ShowOptions
from redline.test_compare import A, B, C, D, E
from redline.texts import document

SIZES = {"desktop": (1440, 900), "tablet": (900, 900), "phone": (390, 844), "small phone": (320, 640)}
AXIS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "redline.html"
    rows = {f"More {n}": [f"{C} {n}", D] for n in range(8)}
    before = document({"Use": [f"{A} {B}", C, "Give it within 30 days."], **rows})
    after = document({**rows, "Use": [A, f"{C} {B}", "Give it within 14 days.", E], "End": [A]})
    path.write_bytes(render(compare(before, after, ("old.yaml", "new.yaml")), ShowOptions()))
    return path


def opened(browser: Any, file: Path, size: str, scheme: str = "light", script: bool = True) -> Any:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["page.inline", "page.side"])
def test_axe_finds_no_violation(browser: Any, file: Path, scheme: str, size: str, view: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, file, size, scheme)
    page.check(f'[id="{view}"]')
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    assert page.evaluate(AXIS) <= 0
    assert page.said == []
    page.context.close()


def test_axe_finds_no_violation_in_the_matrix(browser: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "matrix.html"
    path.write_bytes(matrix_html.render(matrix("patents", all_variants("patents", ())), ShowOptions()))
    for scheme in ("light", "dark"):
        page = opened(browser, path, "phone", scheme)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate(AXIS) <= 0
        page.context.close()


@pytest.mark.parametrize("view", ["page.inline", "page.side"])
def test_n_and_p_go_from_change_to_change(browser: Any, file: Path, view: str) -> None:
    page = opened(browser, file, "desktop")
    page.check(f'[id="{view}"]')
    tops = []
    for key in "nnp":
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.hasAttribute('data-change')")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert tops[0] == tops[2] < tops[1]
    assert re.fullmatch(r"Change 1 of \d+", page.inner_text('[id="page.said"]'))
    page.keyboard.press("p")
    last = page.inner_text('[id="page.said"]')
    assert last.split()[1] == last.split()[3]
    page.context.close()


def test_both_views_have_as_many_changes(browser: Any, file: Path) -> None:
    page = opened(browser, file, "desktop")
    counts = []
    for view in ("page.inline", "page.side"):
        page.check(f'[id="{view}"]')
        page.keyboard.press("n")
        counts.append(page.inner_text('[id="page.said"]').split()[-1])
    assert counts[0] == counts[1] != "0"
    page.context.close()


def test_the_page_reads_without_script(browser: Any, file: Path) -> None:
    page = opened(browser, file, "desktop", script=False)
    assert page.locator("p.inline").first.is_visible()
    assert not page.locator(".hint").is_visible()
    page.check('[id="page.side"]')
    assert page.locator(".pair").first.is_visible() and not page.locator("p.inline").first.is_visible()
    page.check('[id="page.only"]')
    assert page.locator(".row.same").count() > 0
    assert not any(row.is_visible() for row in page.locator(".row.same").all())
    page.context.close()


def test_only_our_own_script_may_run(file: Path) -> None:
    text = file.read_text()
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.S)
    hashed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in text
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=\"(?!#)|@import|url\((?!data:)", text)


def test_words_of_a_text_are_no_markup() -> None:
    hostile = document({"</main><script>x()</script>": ["raw:<img src=x onerror=y()> & more words of it"]})
    text = render(compare(document({"Use": [A]}), hostile, ("<i>", '"><b>')), ShowOptions()).decode()
    assert "<img" not in text and "<script>x" not in text and "<b>" not in text and "<i>" not in text


def test_print_shows_the_text_inline_and_no_controls(browser: Any, file: Path) -> None:
    page = opened(browser, file, "desktop")
    page.check('[id="page.side"]')
    page.emulate_media(media="print")
    assert page.locator("p.inline").first.is_visible()
    for what in (".view", "nav.contents", ".pair >> nth=0"):
        assert not page.locator(what).is_visible()
    page.context.close()
