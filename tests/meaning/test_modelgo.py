"""What docs/modelgo.md says of the published cases is what this program finds."""

from __future__ import annotations

from pathlib import Path

from clausewright.cli.licenses import license_terms
from clausewright.meaning.answer import Answer, answer
from clausewright.meaning.facts import Facts, carry
from clausewright.meaning.situation import Question
from clausewright.source.lineages import read_lineage

LINEAGES = Path(__file__).resolve().parents[2] / "examples" / "lineages"


def facts(name: str) -> Facts:
    lineage = read_lineage(LINEAGES / f"{name}.yaml")
    return carry(lineage, {license: license_terms(license) for license in lineage.license_names})


def ask(name: str, act: str, of: str, by: str = "seller") -> Answer:
    return answer(Question(act, of, by, "customer" if act.startswith("serve") else ""), facts(name))


def test_a_combined_model_owes_source_to_users_under_agpl_alone() -> None:
    got = ask("combined-gpl-agpl", "serve-public", "c")
    assert got.verdict == "permitted"
    assert {duty.license for duty in got.duties} == {"agpl-3.0"}
    assert "inference-code" in got.owes
    assert ask("combined-gpl-agpl", "publish", "c").verdict == "permitted"
    assert ask("combined-gpl-agpl", "publish-outputs", "d").verdict == "not-governed"


def test_an_unmodified_model_owes_nothing_for_serving() -> None:
    assert ask("agpl-unmodified-service", "serve-public", "c").owes == ()


def test_non_commercial_models_may_not_be_combined_for_money() -> None:
    assert ask("combined-cc-nc", "merge", "a").verdict == "forbidden"
    assert ask("combined-cc-nc", "merge", "b").verdict == "forbidden"
    assert ask("combined-cc-nc", "serve-public", "c").verdict == "permitted"
    assert ask("combined-cc-nc", "publish-outputs", "d").verdict == "not-governed"
    free = answer(Question("publish", "c", "seller", "", (), ()), facts("combined-cc-nc"))
    assert free.verdict == "permitted"
    assert "same-license" in free.owes


def test_a_model_tuned_on_answers_owes_the_name_where_the_license_was_accepted() -> None:
    got = ask("mixtral-to-smollm", "publish", "release", "hub")
    assert (got.verdict, got.owes) == ("permitted", ("original-name",))
    assert ask("mixtral-to-smollm", "train-on-outputs", "textbooks", "reader").verdict == "not-governed"
    assert ask("mixtral-to-smollm", "train-on-outputs", "answers", "reader").verdict == "not-governed"
    assert ask("mixtral-to-smollm", "publish", "release", "reader").verdict == "forbidden"
