"""The deed says what follows from the provisions, each line with its section, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from clausewright.cli.licenses import PROFILES, license_document, license_terms
from clausewright.cli.main import main
from clausewright.document.labels import anchor
from clausewright.meaning.deed import deed
from clausewright.meaning.deed_html import html
from clausewright.meaning.deed_text import as_json, markdown, terminal
from clausewright.meaning.known import names
from clausewright.render.json import render as json_of
from clausewright.render.options import Options

SIZES = {"desktop": (1440, 900), "phone": (390, 844), "small phone": (320, 640)}
AXIS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing; `tooling/setup.sh test` installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("name", ["network-copyleft", "research-only", "gpl-3.0"])
def test_the_deed_in_the_terminal(name: str, snapshot: SnapshotAssertion) -> None:
    assert terminal(deed(license_terms(name))) == snapshot


@pytest.mark.parametrize("name", PROFILES)
def test_every_line_cites_a_paragraph_that_is_there(name: str) -> None:
    made = deed(license_terms(name))
    document = license_document(name)
    known = {anchor(id) for id in document.labels}
    quoted = {id for id, _, words in made.quotes if words}
    for row in made.rows:
        for one in (*row.owed, *row.on_event):
            assert one.id in quoted
            assert one.cite.startswith(("Section ", "the definition"))
        if row.verdict in {"permitted", "forbidden"}:
            assert row.cites, row.label
    for line in (*made.limits, *made.never, *made.promises, *made.ends, *made.powers, *made.events):
        assert line.id in known, line


@pytest.mark.parametrize("name", [*PROFILES, *names()])
def test_every_form_is_made_of_every_license(name: str) -> None:
    made = deed(license_terms(name))
    assert made.title in terminal(made)
    rows = [line for line in markdown(made).splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} <= {3, 6}
    assert json.loads(as_json(made))["title"] == made.title
    assert html(made) == html(deed(license_terms(name)))


def test_a_document_in_json_gives_the_same_deed(tmp_path: Path) -> None:
    path = tmp_path / "license.json"
    path.write_bytes(json_of(license_document("lesser-copyleft"), Options()))
    assert terminal(deed(license_terms(str(path)))) == terminal(deed(license_terms("lesser-copyleft")))


def test_text_that_nobody_described_is_not_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "LICENSE"
    path.write_text("Some License\n\n1. You may do as you like.\n")
    for form in ("terminal", "md", "html"):
        assert main(["explain", str(path), "--to", form]) == 0
        out = capsys.readouterr().out
        assert "Nobody described what this text permits and asks" in out
        assert "Fine-tune" not in out


def test_a_path_of_activities_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "network-copyleft", "--ask", "fine-tune > serve-public"]) == 0
    out = capsys.readouterr().out
    assert "✓ serve-public: Yes, by right and agreement" in out
    assert "the Corresponding Materials, to each user of the service, within 30 days of a request" in out
    assert main(["explain", "network-copyleft", "--ask", "fine-tune>publish", "--format", "json"]) == 0
    assert [step["verdict"] for step in json.loads(capsys.readouterr().out)] == ["permitted", "permitted"]


def test_a_task_makes_a_model_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "lesser-copyleft", "--ask", "fine-tune > relicense"])
    assert "✗ relicense" in capsys.readouterr().out
    main(["explain", "lesser-copyleft", "--ask", "fine-tune > relicense", "--task", "sorting mail"])
    assert "✓ relicense" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["finetune", "modify", ""])
def test_an_unknown_activity_lists_the_words_it_knows(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "mit", "--ask", word]) == 2
    assert "The words are: add-permission" in capsys.readouterr().err


def test_an_unknown_license_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "apache-2"]) == 1
    assert "Did you mean `apache-2.0`?" in capsys.readouterr().err


def test_deeds_stand_side_by_side_with_a_section_in_each_cell(capsys: pytest.CaptureFixture[str]) -> None:
    names = "apache-2.0,llama-3.1,creativeml-openrail-m"
    assert main(["explain", "network-copyleft", "--against", names, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["licenses"]) == 4
    for row in found["rows"]:
        assert len(row["cells"]) == 4
        for cell in row["cells"]:
            assert cell["cites"] or cell["verdict"] != "permitted"
            assert all(one["cite"] for one in cell["owes"])
    serving = next(row for row in found["rows"] if row["activity"] == "Serve it as received")
    assert len(serving["cells"][0]["owes"]) == 3
    assert serving["cells"][1]["owes"] == []
    assert main(["explain", "network-copyleft", "--against", names, "--to", "md"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {6}
    assert main(["explain", "lesser-copyleft", "--against", "mit"]) == 0
    assert "  B ✓ Yes (as A)  [paragraph 1]" in capsys.readouterr().out
    assert main(["explain", "lesser-copyleft", "--against", "mti"]) == 1


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_every_screen(browser: Any, size: str, tmp_path: Path) -> None:
    path = tmp_path / "deed.html"
    path.write_bytes(html(deed(license_terms("network-copyleft"))))
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate(AXIS) == 0
    assert said == []
    broken = page.evaluate(
        "Array.from(document.querySelectorAll('a[href^=\"#\"]')).filter(a => !document.getElementById("
        "decodeURIComponent(a.getAttribute('href').slice(1)))).length"
    )
    assert broken == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(browser: Any, scheme: str, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "deed.html"
    path.write_bytes(html(deed(license_terms("network-copyleft"))))
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    context.close()
