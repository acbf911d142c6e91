"""The HTML page: escaped, self-contained, the same each time, and one that everyone can read."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from clausewright.document import (
    Bullets,
    Document,
    LicenseInfo,
    Link,
    Notice,
    Origin,
    Paragraph,
    Section,
    Text,
    anchor,
    blocks,
)
from clausewright.render.html import render
from clausewright.render.options import Options
from render.sample import sample

HOSTILE = "</script><script>alert(1)</script>\"'&<b>"
HERE = Origin("core:x", 1)


class Page(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self._silent = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag in ("style", "script", "title"):
            self._silent = tag
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.hrefs.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def page_of(document: Document) -> str:
    return render(document, Options()).decode("utf-8")


def with_blocks(*more: Any, **changes: Any) -> Document:
    document = sample()
    section = Section("sample:more", "More", tuple(more), HERE, numbered=False)
    return replace(document, body=(*document.body, section), **changes)


def many_sections(count: int) -> Document:
    document = sample()
    extra = tuple(
        Section(
            f"sample:extra-{n}",
            f"Extra {n}",
            (Paragraph(f"core:e/p{n}", (Text("Words."),), HERE),),
            HERE,
            numbered=False,
        )
        for n in range(count)
    )
    return replace(document, body=(*document.body, *extra))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(sample(), Options()) == render(sample(), Options())


def test_every_paragraph_and_section_can_be_linked_to() -> None:
    document = sample()
    page = Page(page_of(document))
    wanted = {anchor(b.id) for b in blocks(document) if not isinstance(b, Bullets)}
    wanted |= {anchor(section.id) for section in document.sections}
    assert wanted <= set(page.ids)
    linked = {href.removeprefix("#") for href in page.hrefs}
    numbered = {anchor(b.id) for b in blocks(document) if isinstance(b, (Paragraph, Notice))}
    assert numbered <= linked


def test_no_id_comes_twice_and_no_link_leads_nowhere() -> None:
    page = Page(page_of(sample()))
    assert [id for id, count in Counter(page.ids).items() if count > 1] == []
    inside = {href[1:] for href in page.hrefs if href.startswith("#")} - {"page.close"}
    assert inside <= set(page.ids)


def test_all_words_of_the_document_are_on_the_page() -> None:
    page = page_of(sample())
    text = re.sub(r"\s+", " ", "".join(Page(page).words))
    for words in (
        "an Operator & its staff <are> one.",
        "große Haftung included",
        "“Derivative Weights” means Weights that are made by any of these acts:",
        "until 31 January 2027, by post and wire",
        "paragraph (b) of the definition of Derivative Weights",
    ):
        assert words in text.replace("\u00a0", " ")


def test_nothing_is_loaded_and_nothing_runs() -> None:
    text = page_of(many_sections(9))
    page = Page(text)
    assert page.tags["script"] == 1
    assert page.tags["link"] == 2
    assert not page.attributes & {"src", "onclick", "onload", "style", "srcset"}
    assert re.findall(r"url\((?!data:font/woff2)", text) == []
    assert "@import" not in text
    assert "default-src 'none'" in unescape(text)


def test_words_from_a_stranger_stay_words() -> None:
    hostile = with_blocks(
        Paragraph("core:h/a", (Text(HOSTILE),), HERE),
        Paragraph("core:h/b", (Link('https://e.org/"><script>x', (Text(HOSTILE),)),), HERE),
        Notice("core:h/c", HOSTILE, HERE),
        license=LicenseInfo(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    )
    page = Page(page_of(hostile))
    assert page.tags["script"] == 1
    assert page.tags["b"] == 0
    assert HOSTILE in "".join(page.words)


def test_metadata_for_machines_survives_any_name() -> None:
    document = replace(sample(), license=LicenseInfo(HOSTILE, "LicenseRef-X", "1", "2026-11-23", "A & B"))
    text = page_of(document)
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert match is not None
    data = json.loads(match[1])
    assert data["name"] == HOSTILE
    assert data["publisher"]["name"] == "A & B"
    assert '<meta name="DC.identifier" content="LicenseRef-X">' in text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//e.org", "file:///etc", " javascript:x"]
)
def test_only_web_and_mail_addresses_become_links(href: str) -> None:
    page = Page(page_of(with_blocks(Paragraph("core:h/a", (Link(href, (Text("words"),)),), HERE))))
    assert href not in page.hrefs


def test_contents_stand_only_where_there_are_more_than_eight_sections() -> None:
    have = len(sample().sections)
    assert "<nav" not in page_of(many_sections(8 - have))
    assert "<nav" in page_of(many_sections(9 - have))


def test_a_definition_is_written_once_beside_its_place_however_often_it_is_used() -> None:
    document = sample()
    text = page_of(document)
    tip = re.search(r'<div class="tip" id="covered-weights.tip".*?</div>', text, re.S)
    assert tip is not None
    assert 'class="term"' not in tip[0]
    assert Page(text).ids.count("covered-weights.tip") == 1
    assert text.count('href="#covered-weights.tip"') >= 4
    assert 'class="term" href="#covered-weights.tip"' not in text.split("<aside")[1]


def test_numbers_of_each_level_have_a_width_of_their_own() -> None:
    assert re.search(r":root\{--hang-1:[\d.]+rem;--hang-2:[\d.]+rem;--hang-3:[\d.]+rem;", page_of(sample()))


def test_conspicuous_neighbors_share_one_box() -> None:
    assert page_of(sample()).count('<div class="conspicuous"') == 1


def test_a_page_of_ordinary_size_stays_below_400_kilobytes() -> None:
    assert len(render(sample(), Options())) < 200_000


def test_a_page_renders_quickly() -> None:
    many = tuple(
        Section(f"sample:s{n}", "More", tuple(_renamed(b, n) for b in s.blocks), HERE, numbered=False)
        for n in range(12)
        for s in sample().sections[2:4]
    )
    document = replace(sample(), body=(*sample().body, *many))
    render(document, Options())
    start = time.perf_counter()
    render(document, Options())
    assert time.perf_counter() - start < 0.25


def _renamed(block: Any, n: int) -> Any:
    return (
        replace(block, id=f"{block.id}-{n}", items=(), numbered=False)
        if isinstance(block, Paragraph)
        else block
    )


# --- in a browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_bytes(render(many_sections(6), Options()))
    return path


SIZES = {"desktop": (1440, 900), "tablet": (900, 900), "phone": (390, 844), "small phone": (320, 640)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_violation(browser: Any, page_file: Path, scheme: str, size: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(page_file.as_uri())
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    page.goto(f"{page_file.as_uri()}#covered-weights.tip")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_has_to_be_scrolled_sideways(browser: Any, page_file: Path, size: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.close()


def test_a_card_shows_on_hover_and_on_focus_without_moving_the_line(browser: Any, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(page_file.as_uri())
    term = page.locator('a.term[href="#covered-weights.tip"]').nth(1)
    card = page.locator('[id="covered-weights.tip"]')
    term.scroll_into_view_if_needed()
    before = term.bounding_box()
    assert not card.is_visible()
    term.hover()
    card.wait_for(state="visible", timeout=3000)
    assert term.bounding_box() == before
    column = page.locator("main").bounding_box()
    assert card.bounding_box()["x"] >= column["x"] + column["width"]
    page.mouse.move(2, 2)
    card.wait_for(state="hidden", timeout=3000)
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card.wait_for(state="visible", timeout=3000)
    page.close()


def test_a_tap_shows_the_card_where_the_reader_is(browser: Any, page_file: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    term = page.locator('a.term[href="#covered-weights.tip"]').nth(1)
    term.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    term.tap()
    card = page.locator('[id="covered-weights.tip"]')
    card.wait_for(state="visible", timeout=3000)
    assert page.evaluate("scrollY") == before
    card.locator("a.close").tap()
    card.wait_for(state="hidden", timeout=3000)
    assert page.evaluate("scrollY") == before
    context.close()


def test_copied_text_has_the_numbers_and_no_definition_in_the_middle(browser: Any, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(page_file.as_uri())
    text = page.evaluate(
        "(getSelection().selectAllChildren(document.querySelector('main')), getSelection().toString())"
    )
    assert (
        "(b) The duty in Section\u00a02(a) ends 365\u00a0days after You last Served those Covered Weights."
        in text
    )
    assert "¶" not in text
    page.close()


def test_text_of_one_level_shares_one_left_edge(browser: Any, page_file: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(page_file.as_uri())
    edges = page.evaluate(
        """() => ['main > section > p', 'main section > ol.level-1 > li > p', 'main h2', 'main h3'].map(
             query => [...document.querySelectorAll(query)].map(
                 found => Math.round(found.getBoundingClientRect().left)))"""
    )
    assert len({edge for group in edges for edge in group}) == 1
    page.close()
