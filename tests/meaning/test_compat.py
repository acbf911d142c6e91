"""Whether two licenses can meet in one model: what is commonly known of them is found again."""

from __future__ import annotations

import json

import pytest

from clausewright.cli.licenses import PROFILES, license_terms
from clausewright.cli.main import main
from clausewright.meaning.compat import compat
from clausewright.meaning.known import names

ALL = [*PROFILES, *(name for name in names() if name != "api-terms")]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("mit", "gpl-3.0", True),
        ("apache-2.0", "gpl-3.0", True),
        ("gpl-3.0", "agpl-3.0", True),
        ("gpl-3.0", "gpl-3.0", True),
        ("cc0-1.0", "gpl-3.0", True),
        ("cc-by-4.0", "mit", True),
        # the steward of BY-SA lists GPL-3.0 as compatible
        ("cc-by-sa-4.0", "gpl-3.0", True),
        ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", True),
        ("strong-copyleft", "network-copyleft", True),
        ("lesser-copyleft", "strong-copyleft", True),
        ("permissive", "strong-copyleft", True),
        ("openmdw-1.1", "apache-2.0", True),
        ("strong-copyleft", "gpl-3.0", False),
        ("cc-by-sa-4.0", "cc-by-nc-4.0", False),
        ("cc-by-nd-4.0", "mit", False),
        ("llama-3.1", "gpl-3.0", False),
        ("creativeml-openrail-m", "gpl-3.0", False),
        ("responsible-use", "strong-copyleft", False),
        ("cc-by-sa-4.0", "strong-copyleft", False),
    ],
)
def test_what_is_known_of_two_licenses_is_found(first: str, second: str, expected: bool) -> None:
    assert compat(license_terms(first), license_terms(second)).conveyable is expected


@pytest.mark.parametrize("first", ALL)
def test_the_order_of_the_two_does_not_matter(first: str) -> None:
    for second in ALL:
        one, other = (
            compat(license_terms(a), license_terms(b)) for a, b in ((first, second), (second, first))
        )
        assert [a.verdict for _, a in one.answers] == [a.verdict for _, a in other.answers]
        assert [set(a.owes) for _, a in one.answers] == [set(a.owes) for _, a in other.answers]


def test_the_command_says_why(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert main(["compat", "strong-copyleft", "gpl-3.0"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "Section 6(a)(i) and GNU General Public License 3.0, Section 5(c)" in out
    assert main(["compat", "mit", "gpl-3.0", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["under"] == "GNU General Public License 3.0, with what MIT License asks for its parts"
