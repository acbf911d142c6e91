"""A license on a repository: only what is named changes, the second run changes nothing, and clients read it."""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml
from huggingface_hub import ModelCard
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from clausewright.cli.main import main
from clausewright.publish.front_matter import NotSpliced, set_keys
from trust.test_fuzz import thrown

MANIFEST = """\
clausewright: 1
license: {name: Test License, id: LicenseRef-Test-1.0, version: "1.0", date: 2026-11-23, steward: Lab}
extends: strong-copyleft
"""
WORK = "name: Aurora 7B\nlicensor: Aurora Lab\ncopyright: 2026 Aurora Lab\nbase_models: [lab/base-7b]\n"
VALUES = {"license": "other", "license_name": "test-1.0", "license_link": "LICENSE", "base_model": "lab/base"}

CARDS = {
    "plain": "---\nlicense: mit\ntags:\n- a\n- b\n---\n# Card\n\nBody --- here.\n",
    "comments": "---\n# head\nlanguage: [en,  fr] # two\nlicense:   'mit'   # was\n\nlibrary_name: transformers\n---\nx\n",
    "crlf": "---\r\nlicense: mit\r\nbase_model:\r\n- a/b\r\n- c/d\r\n# after the list\r\npipeline_tag: x\r\n---\r\nBody\r\n",
    "block list": "---\nbase_model:\n  - a/b\n\n  - c/d\n  # about the next\ntags: [x]\nlicense: apache-2.0\n---\n",
    "empty values": "---\nlicense:\nlicense_name: ~\ntags: null\n---\nBody\n",
    "scalar block": "---\nlicense: |\n  mit\n  and more\nsummary: >-\n  folded\n  text\n---\n",
    "quoted keys": '---\n\'license\': mit\n"license_name": "x"\nmodel-index:\n- name: m\n  results: []\n---\nBody\n',
    "anchors elsewhere": "---\na: &x [1]\nb: *x\nlicense: mit\n---\n",
    "byte order mark": "\ufeff---\nlicense: mit\n---\nBody\n",
    "no end of line": "---\nlicense: mit\n---",
    "norwegian": "---\nlanguage: no\nlicense: mit\n---\n",
    "value below": "---\nlicense:\n  mit\ntags: []\n---\n",
    "empty block": "---\n---\nBody\n",
    "comment only": "---\n# nothing yet\n---\nBody\n",
    "no block": "# A card\n\nBody\n",
    "no block crlf": "# A card\r\n\r\n---\r\n\r\nBody\r\n",
    "nothing": "",
}


def changed_lines(before: str, after: str) -> list[str]:
    found = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line[2:] for line in found if line[:2] in {"- ", "+ "}]


@pytest.mark.parametrize("name", CARDS)
def test_only_the_named_keys_change_in_a_card(name: str) -> None:
    before = CARDS[name]
    after = set_keys(before, VALUES)
    assert set_keys(after, VALUES) == after
    # as the Hub's client reads a file
    card = ModelCard(after.removeprefix("\ufeff"))
    data = card.data.to_dict()
    assert {key: data[key] for key in VALUES} == VALUES
    for line in changed_lines(before, after):
        # a named key, or a line of its old value
        assert re.match(r"\s*['\"]?(license|base_model)|\s*(mit|and more|- a/b|- c/d)?\s*$|---", line), repr(
            line
        )
    kept = before.partition("---")[2] if "no" not in name else before
    assert ("\r\n" in after) == ("\r\n" in before) and (
        "\r\n" not in before or "\n" not in after.replace("\r\n", "")
    )
    assert "#" not in kept or all(c in after for c in re.findall(r"#.*", kept))


@pytest.mark.parametrize(
    "card",
    [
        "---\n{license: mit}\n---\n",
        "---\n- a\n---\n",
        "---\nlicense: &x mit\nother: *x\n---\n",
        "---\nlicense: !t mit\n---\n",
        "---\na: [\n---\n",
        "---\nlicense: mit\nlicense: x\n---\n",
        "---\njust words\n---\n",
        "---\n? license\n---\n",
        "---\nlicense: mit\ndate: 2026-99-99\n---\n",
        "---\n  text\n}\n\t\n---\n",
        "---\n[a, b]: c\nlicense: mit\n---\n",
        "---\na: " + "[" * 5_000 + "\n---\n",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d]\n---\n",
    ],
)
def test_what_cannot_be_changed_in_its_place_is_refused(card: str) -> None:
    with pytest.raises(NotSpliced):
        set_keys(card, VALUES)


PIECES = ("license: mit", "license:", "tags:", "- a", "  - b", "# c", "a: &x 1", "b: *x", "base_model: [x, y]", "'license_name': q",
          "t: |", "  text", "---", "", "{", "}", "x: {y: z}", "? k", "? license", ": v", "language: no", "\t", "é: ü", "license: \"a\\n\"", "!!str a: b")  # fmt: skip
heaps = st.lists(st.sampled_from(PIECES), max_size=12)


@thrown
@pytest.mark.timeout(1_500)
@given(heaps, st.sampled_from(["\n", "\r\n"]), st.text(max_size=20))
def test_any_card_is_changed_in_its_keys_alone_or_refused(lines: list[str], end: str, body: str) -> None:
    text = f"---{end}{end.join(lines)}{end}---{end}{body}"
    try:
        after = set_keys(text, VALUES)
    except NotSpliced:
        return
    assert set_keys(after, VALUES) == after
    assert after.endswith(body)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("license")
    (place / "license.yaml").write_text(MANIFEST)
    target = place / "Test-1.0.zip"
    assert main(["bundle", str(place / "license.yaml"), "--to", "json", "--out", str(target)]) == 0
    return target


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    place = tmp_path / "model"
    (place / "sub").mkdir(parents=True)
    (place / "README.md").write_text(CARDS["comments"])
    (place / "config.json").write_text("{}\n")
    (place / "sub/tokenizer.json").write_text("{}\n")
    for name in ("model-1.safetensors", "model-2.safetensors"):
        save_file({"w": np.arange(6, dtype=np.float32)}, place / name)
    (tmp_path / "work.yaml").write_text(WORK)
    return place


def applied(bundle: Path, repo: Path, *more: str) -> int:
    work = str(repo.parent / "work.yaml")
    return main(["apply", str(bundle), str(repo), "--work", work, "--draft", "--stamp", *more])


def checked(bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    capsys.readouterr()
    work = str(repo.parent / "work.yaml")
    main(["check-repo", str(repo), "--bundle", str(bundle), "--work", work, "--format", "json"])
    return {d["code"] for d in json.loads(capsys.readouterr().out)["diagnostics"]}


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_a_second_run_changes_no_byte(bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert applied(bundle, repo) == 0
    before = everything(repo)
    assert {"LICENSE", "LICENSES/LicenseRef-Test-1.0.txt", "NOTICE", "REUSE.toml"} <= before.keys()
    assert applied(bundle, repo) == 0
    assert everything(repo) == before and "nothing to change" in capsys.readouterr().out
    assert checked(bundle, repo, capsys) == set()


def test_the_card_is_read_by_the_hubs_own_classes(bundle: Path, repo: Path) -> None:
    applied(bundle, repo)
    card = ModelCard.load(repo / "README.md")
    assert card.data.license == "other" and card.data.license_name == "test-1.0"
    assert card.data.license_link == "LICENSE" and card.data.base_model == "lab/base-7b"
    assert card.data.language == ["en", "fr"] and "# two" in (repo / "README.md").read_text()


def test_reuse_lint_passes(bundle: Path, repo: Path) -> None:
    applied(bundle, repo)
    ended = subprocess.run(
        [Path(sys.executable).parent / "reuse", "--root", repo, "lint", "--json"],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    assert json.loads(ended.stdout)["summary"]["compliant"] is True


def test_what_others_wrote_stays(bundle: Path, repo: Path) -> None:
    (repo / "NOTICE").write_text("Ours since 2020.\n")
    (repo / "REUSE.toml").write_text(
        'version = 1\n\n[[annotations]]\npath = "src/**"\nSPDX-License-Identifier = "MIT"\n'
    )
    applied(bundle, repo)
    assert (repo / "NOTICE").read_text().startswith("Ours since 2020.\n")
    assert 'path = "src/**"' in (repo / "REUSE.toml").read_text()
    before = everything(repo)
    applied(bundle, repo)
    assert everything(repo) == before
    work = repo.parent / "work.yaml"
    work.write_text(work.read_text().replace("Aurora 7B", "Aurora 8B"))
    applied(bundle, repo)
    text = (repo / "NOTICE").read_text()
    assert text.startswith("Ours since 2020.\n") and "Aurora 8B" in text and "Aurora 7B" not in text


def test_another_license_and_a_draft_are_refused(
    bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = str(repo.parent / "work.yaml")
    before = everything(repo)
    assert main(["apply", str(bundle), str(repo), "--work", work]) == 1
    assert "CW-APP-001" in capsys.readouterr().err and everything(repo) == before
    (repo / "LICENSE").write_text("MIT License\n")
    before = everything(repo)
    assert applied(bundle, repo) == 1 and "CW-APP-002" in capsys.readouterr().err
    assert everything(repo) == before
    assert applied(bundle, repo, "--replace") == 0


def test_links_are_not_followed(bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = repo.parent / "elsewhere"
    target.write_text("precious")
    (repo / "NOTICE").symlink_to(target)
    assert applied(bundle, repo) == 1 and "CW-APP-003" in capsys.readouterr().err
    assert target.read_text() == "precious" and not (repo / "LICENSE").exists()


def test_contradictions_are_found(bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    applied(bundle, repo)
    planted = {
        "CW-REP-001": lambda: (repo / "NOTICE").unlink(),
        "CW-REP-002": lambda: (repo / "LICENSE").write_text("MIT License\n"),
        "CW-REP-003": lambda: (repo / "README.md").write_text(
            (repo / "README.md").read_text().replace("---\n", "---\nextra_gated_prompt: Sign first\n", 1)
        ),
        "CW-STP-002": lambda: save_file({"w": np.ones(3, dtype=np.float32)}, repo / "model-2.safetensors"),
        "CW-STP-001": lambda: (repo / "model-1.safetensors").write_bytes(b"cut"),
    }
    for code, plant in planted.items():
        plant()
        found = checked(bundle, repo, capsys)
        assert code in found, code
    # a card of another license, and a notice that is stale
    applied(bundle, repo, "--replace")
    for name, old, new in (
        ("README.md", "license:   other", "license: mit"),
        ("NOTICE", "Aurora 7B", "Aurora 6B"),
    ):
        text = (repo / name).read_text()
        assert old in text
        (repo / name).write_text(text.replace(old, new))
        assert "CW-REP-002" in checked(bundle, repo, capsys)
        (repo / name).write_text(text)


def test_a_work_is_read_with_complaints(bundle: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = repo.parent / "work.yaml"
    for text in (
        "",
        "name: x\n",
        WORK + "base_model: a\n",
        WORK.replace("lab/base-7b", "a b"),
        "[",
        WORK + "link: x\n",
    ):
        work.write_text(text)
        assert applied(bundle, repo) == 1, text
        assert "CW-" in capsys.readouterr().err
    assert yaml.safe_load(WORK)["name"] == "Aurora 7B"
