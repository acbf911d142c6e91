"""How to apply the terms: notices outside the license, with its hash, and only what the license asks for."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from clausewright import Document, Options, compose_license, render_license
from clausewright.cli.main import main
from clausewright.document import citation
from clausewright.document.record import replace
from clausewright.document.vocabulary import GROUPS
from clausewright.publish.profiles import compose_profile
from clausewright.render import templates
from clausewright.render.apply import context, slug

PROFILES = (
    "lesser-copyleft", "network-copyleft", "permissive", "research-only", "responsible-use", "strong-copyleft",
)  # fmt: skip
HEAD = (
    "clausewright: 1\n"
    "license: {name: Harbor Weights License, id: LicenseRef-Harbor-1.0, version: '1.0', date: 2026-11-23, "
    "steward: Harbor Models}\n"
)


class MarkdownExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


def composed(folder: Path, more: str) -> Document:
    (folder / "license.yaml").write_text(HEAD + more)
    return compose_license(folder / "license.yaml").document


def applied(document: Document) -> str:
    return render_license(document, "apply").decode()


def fences(text: str) -> dict[str, str]:
    """What stands in the blocks of code, by their language."""
    return {t.info: t.content for t in MarkdownIt().parse(text) if t.type == "fence"}


@pytest.fixture(scope="module", params=PROFILES)
def document(request: pytest.FixtureRequest) -> Document:
    return compose_profile(request.param).document


@pytest.mark.parametrize("profile", ["network-copyleft", "permissive"])
def test_the_page_is_as_it_was(profile: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    text = applied(composed(tmp_path, f"extends: {profile}\n"))
    assert text == snapshot(extension_class=MarkdownExtension)


def test_the_hash_is_that_of_the_plain_text(document: Document) -> None:
    digest = hashlib.sha256(render_license(document, "txt")).hexdigest()
    text = applied(document)
    assert set(re.findall(r"\b[0-9a-f]{64}\b", text)) == {digest}
    narrow = render_license(document, "apply", Options(columns=50, ascii=True))
    assert narrow.decode() == text, "another width or alphabet of a copy changes no notice"


def test_blanks_stand_in_the_notices_and_not_in_the_license(document: Document) -> None:
    blank = re.compile(r"\[[a-z][^\]]*\]")
    assert blank.search(applied(document))
    assert not blank.search(render_license(document, "txt").decode())


def test_the_front_matter_of_the_card_is_what_the_hub_takes(document: Document) -> None:
    card = yaml.safe_load(fences(applied(document))["yaml"].strip().strip("-"))
    assert card == {"license": "other", "license_name": slug(document), "license_link": "LICENSE"}
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", card["license_name"])


def test_the_metadata_of_safetensors_maps_words_to_words(document: Document) -> None:
    data = json.loads(fences(applied(document))["json"])
    assert all(isinstance(value, str) for value in data.values())
    assert data["license"] == document.license.id and data["license_name"] == document.license.title


def test_the_license_key_of_gguf_is_the_identifier_and_nothing_else(document: Document) -> None:
    keys = dict(line.split(" = ", 1) for line in fences(applied(document))["text"].splitlines())
    assert keys["general.license"] == document.license.id
    assert keys["general.license.name"] == document.license.title


def test_the_reuse_file_can_be_read_and_is_hidden_from_its_linter(document: Document) -> None:
    text = applied(document)
    data = tomllib.loads(fences(text)["toml"])
    assert data["annotations"][0]["SPDX-License-Identifier"] == document.license.id
    start, end = text.index("REUSE-IgnoreStart"), text.index("REUSE-IgnoreEnd")
    tags = [m.start() for m in re.finditer("SPDX-License-Identifier", text)]
    assert tags and all(start < place < end for place in tags)


def test_the_notice_stands_in_the_card_and_in_the_repository(document: Document) -> None:
    info = document.license
    sentence = f"under the {info.name}, version {info.version} (`{info.id}`)"
    text = applied(document).replace("\\", "")
    assert text.count(f"is offered by [name of the licensor] {sentence}") == 2


@pytest.mark.parametrize(
    ("profile", "lineage", "service"),
    [
        ("permissive", False, False),
        ("research-only", False, False),
        ("responsible-use", False, False),
        ("lesser-copyleft", True, False),
        ("strong-copyleft", True, False),
        ("network-copyleft", True, True),
    ],
)
def test_a_page_speaks_of_lineage_and_of_a_service_only_where_the_license_does(
    profile: str, lineage: bool, service: bool, tmp_path: Path
) -> None:
    text = applied(composed(tmp_path, f"extends: {profile}\n"))
    assert ("Lineage Record" in text) is lineage
    assert ("general.base_model" in text) is lineage
    assert ("## On the page about a service" in text) is service
    assert ("A service that runs the weights owes its users no notice" in text) is not service


def test_a_page_says_what_the_terms_of_a_service_must_forbid(tmp_path: Path) -> None:
    sentence = (
        "The terms of a service that runs the weights must forbid the uses that the license forbids, as "
    )
    text = applied(composed(tmp_path, "extends: responsible-use\n"))
    assert f"{sentence}Section\u00a05(b) says." in text
    more = "extends: network-copyleft\nclauses: {use-restrictions: [behavioral, research-only]}\n"
    assert f"{sentence}Sections\u00a05(b) and 5(e) say." in applied(composed(tmp_path, more))
    assert sentence not in applied(composed(tmp_path, "extends: network-copyleft\n"))


def test_what_a_choice_takes_away_is_not_asked_for(tmp_path: Path) -> None:
    text = applied(composed(tmp_path, "extends: strong-copyleft\nclauses: {attribution: notices}\n"))
    assert "Lineage Record" not in text and "you changed the weights" not in text
    more = "extends: network-copyleft\nclauses: {api-disclosure: notice-and-lineage}\n"
    text = applied(composed(tmp_path, more))
    service = text.partition("## On the page about a service")[2].partition("## ")[0]
    assert "Lineage Record of these weights" in service and "You can get" not in service


def test_a_label_on_output_has_a_table_of_its_own(tmp_path: Path) -> None:
    more = "extends: strong-copyleft\nclauses: {generated-data: provenance-label}\n"
    assert "For a data set with output of the weights:" in applied(composed(tmp_path, more))
    assert "For a data set" not in applied(composed(tmp_path, "extends: strong-copyleft\n"))


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        ("steward-may-publish", "Only this version"),
        ("proxy", "decides on later versions"),
        ("this-version-only", ""),
    ],
)
def test_a_choice_that_the_license_leaves_to_the_notice_stands_in_it(
    variant: str, words: str, tmp_path: Path
) -> None:
    text = applied(composed(tmp_path, f"extends: strong-copyleft\nclauses: {{later-versions: {variant}}}\n"))
    assert (words or "[name of the weights]") in text
    if not words:
        assert "ater versions" not in text


def test_every_row_cites_the_paragraph_that_asks(document: Document) -> None:
    text = applied(document).replace("\u00a0", " ")
    for row in context(document)["convey"]:
        assert row["ids"]
        for id in row["ids"]:
            assert re.search(rf"Sections? [^|\n]*{re.escape(citation(document, id))}", text), id


def test_no_name_can_become_markup_or_leave_its_block(tmp_path: Path) -> None:
    document = composed(tmp_path, "extends: permissive\n")
    name = "Evil ``` <script>alert(1)</script> *License* | {{ 7 * 7 }}"
    text = applied(replace(document, license=replace(document.license, name=name, steward=name)))
    html = MarkdownIt().render(text)
    assert "<script" not in html and "<em>License" not in html
    assert set(fences(text)) == {"yaml", "json", "text", "toml"}
    assert "49" not in text.replace(json.loads(fences(text)["json"])["license_sha256"], "")


def test_an_identifier_becomes_a_name_for_the_hub(tmp_path: Path) -> None:
    document = composed(tmp_path, "extends: permissive\n")
    for id, expected in (
        ("LicenseRef-AWPL-1.0", "awpl-1.0"),
        ("LicenseRef--.X", "x"),
        ("LicenseRef-.", "license"),
    ):
        assert slug(replace(document, license=replace(document.license, id=id))) == expected


def test_a_template_of_the_users_own_takes_the_place_of_one_part(tmp_path: Path) -> None:
    document = composed(tmp_path, "extends: network-copyleft\n")
    own = tmp_path / "own"
    (own / "apply").mkdir(parents=True)
    # in the sandbox, the shipped templates give the same page
    assert render_license(document, "apply", Options(templates=own)).decode() == applied(document)
    (own / "apply" / "notice.md.j2").write_text("Ours: {{ license.title }}, {{ license.sha256 }}.")
    text = render_license(document, "apply", Options(templates=own)).decode()
    assert text.count("Ours: Harbor Weights License, version 1.0") == 2
    assert "[name of the licensor] under" not in text and "## In the file of the weights" in text


def test_every_material_has_words_for_whoever_owes_it() -> None:
    says = (templates.folder("templates") / "apply" / "says.md.j2").read_text("utf-8")
    words = set(re.findall(r'^  "([a-z-]+)": "', says, re.MULTILINE))
    materials = set(GROUPS["materials"].words)
    assert len(materials) > 15
    assert materials - words == set()


def test_the_command_builds_and_shows_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = composed(tmp_path, "extends: permissive\n")
    out = tmp_path / "out"
    assert main(["build", str(tmp_path / "license.yaml"), "--to", "txt,apply", "--out", str(out)]) == 0
    capsys.readouterr()
    page = (out / "Harbor-1.0-HOW-TO-APPLY.md").read_text("utf-8")
    assert page == applied(document)
    assert hashlib.sha256((out / "Harbor-1.0.txt").read_bytes()).hexdigest() in page
    assert main(["show", str(tmp_path / "license.yaml"), "--apply"]) == 0
    assert capsys.readouterr().out == page
