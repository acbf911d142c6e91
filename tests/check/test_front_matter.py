"""The front matter of every variant is complete; what is missing is named with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from clausewright.source.files import Report, SourceFile
from clausewright.source.model import Clause, DefinedTerm, Variant
from clausewright.source.yaml_nodes import Node, parse_yaml
from shipped_library import CLAUSES, shipped

BOUNDED = ("integer", "decimal", "fraction", "list", "date")
"""Types of parameters that need a least and a greatest value."""
UNKNOWN = "no known license for models"
"""What `seen-in` says where no like term is known."""
CONTESTED = (
    "generated-data/provenance-label",
    "generated-data/model-share-alike",
    "generated-data/dataset-share-alike",
    "generated-data/no-competing-models",
    "use-restrictions/behavioral",
    "use-restrictions/non-commercial",
    "use-restrictions/research-only",
    "use-restrictions/scale-threshold",
    "names/name-display",
)
"""Variants to which reviewers of record have objected: whatever follows output, and whatever limits use."""


def head(path: Path) -> Node:
    text = path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
    node = parse_yaml(SourceFile(path.name, path.name, text), Report())
    assert node is not None
    return node


def owner(variant: Variant) -> Clause | DefinedTerm:
    subjects: Mapping[str, Clause | DefinedTerm] = {**shipped().clauses, **shipped().terms}
    return subjects[variant.subject]


def missing(variant: Variant, written: Node) -> list[str]:
    """Return what the front matter of a variant lacks, each as a few words."""
    out = []
    if not variant.summary.rstrip().endswith("."):
        out.append("summary: no sentence")
    if "\n" in variant.summary or len(variant.summary) > 140:
        out.append("summary: not one line")
    out += [f"tradeoffs: no {name}" for name in ("freedom", "adoption") if not variant.tradeoffs.get(name)]
    out += [
        f"{name}: missing"
        for name in ("circumventions", "seen-in", "provisions")
        if written.get(name) is None
    ]
    if not variant.provisions:
        out.append("provisions: empty")
    if not variant.seen_in:
        out.append(f"seen-in: empty; write `{UNKNOWN}` where none is known")
    if UNKNOWN in variant.seen_in and len(variant.seen_in) > 1:
        out.append("seen-in: known and unknown at once")
    out += [f"seen-in: `{cited}` says too little" for cited in variant.seen_in if len(cited) < 12]
    for parameter in variant.parameters.values():
        where = f"parameters: {parameter.name}"
        if parameter.default is None:
            out.append(f"{where} has no default")
        if ";" not in parameter.about or len(parameter.about) < 30:
            out.append(f"{where} gives no reason for its default behind a semicolon")
        if parameter.type in BOUNDED and (parameter.minimum is None or parameter.maximum is None):
            out.append(f"{where} has no bounds")
        if not parameter.about.partition(";")[0].strip():
            out.append(f"{where} does not say what it means")
    return out


def test_no_field_is_missing_in_any_variant() -> None:
    found = []
    for variant in shipped().variants():
        relative = variant.origin.file.partition(":")[2]
        found += [f"{relative}: {what}" for what in missing(variant, head(CLAUSES / relative))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("summary: \"Users of a service may obtain the weights that answer them, with what belongs to them.\"",
         "summary: Users", "summary: no sentence"),
        ("  freedom: closes the hosted-service gap\n", "", "tradeoffs: no freedom"),
        ("circumventions: [serve-work-made-with-output, stand-behind-a-second-service]\n", "", "circumventions: missing"),
        ("    default: 365\n", "", "parameters: keep_days has no default"),
        ("; one month lets a small operator upload a large file", "", "offer_days gives no reason"),
        ("    maximum: 90\n", "", "parameters: step_days has no bounds"),
        ("seen-in: [\"AGPL-3.0 section 13, for modified programs\", \"FAIPL-1.0, for network users of a model\"]\n",
         "seen-in: []\n", "seen-in: empty"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    import shutil

    from clausewright.source.loading import load_library

    shutil.copytree(CLAUSES, tmp_path / "clauses")
    path = tmp_path / "clauses" / "api-disclosure" / "weights-to-users.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    library = load_library(tmp_path / "clauses", Report(), cached=False)
    assert library is not None
    variant = library.clauses["core:api-disclosure"].variants["weights-to-users"]
    assert any(said in what for what in missing(variant, head(path)))


def test_every_definition_and_clause_is_in_the_count() -> None:
    assert len(shipped().variants()) == len(list(CLAUSES.rglob("*.md"))) > 100


def test_contested_terms_are_marked_with_the_objection_and_no_others() -> None:
    marked = {
        f"{v.subject.partition(':')[2]}/{v.name}": v.contested for v in shipped().variants() if v.contested
    }
    assert set(marked) == set(CONTESTED)
    assert all(len(objection) > 20 for objection in marked.values())


def test_whatever_follows_output_is_contested() -> None:
    """By the provisions and not by a list: a duty or a reach that hangs on output."""
    for variant in shipped().variants():
        for provision in variant.provisions:
            if provision.verb in {"requires", "reaches", "forbids"}:
                said = f"{provision.value} {provision.slots.get('when')}"
                if "publish-outputs" in said or "train-on-outputs" in said:
                    assert variant.contested, f"{variant.subject}={variant.name}"


def test_a_variant_that_limits_use_says_that_it_gives_up_freedom_zero() -> None:
    for variant in shipped().variants():
        limits = [p for p in variant.provisions if p.verb == "forbids" and p.value == "use"]
        if limits:
            assert "freedom 0" in variant.contested and "freedom 0" in variant.tradeoffs["freedom"]


def test_the_ways_round_fit_what_the_provisions_leave_open() -> None:
    for variant in shipped().clauses["core:weights-share-alike"].variants.values():
        closes = any(p.verb == "requires" for p in variant.provisions) and variant.name != "none"
        assert ("serve-only" in variant.circumventions) is closes
    reached = {
        v.name: str([p.value for p in v.provisions if p.verb == "reaches"])
        for v in shipped().terms["core:derivative-weights"].variants.values()
    }
    for name, variant in shipped().terms["core:derivative-weights"].variants.items():
        if variant.circumventions:
            assert ("distil" in variant.circumventions) is ("distil" not in reached[name]), name


def test_a_parameter_is_named_by_its_words() -> None:
    """No parameter is declared that neither the text nor a provision takes."""
    for variant in shipped().variants():
        own = head(CLAUSES / variant.origin.file.partition(":")[2]).get("parameters")
        text = (CLAUSES / variant.origin.file.partition(":")[2]).read_text(encoding="utf-8")
        for name, _ in own.pairs if own is not None else ():
            assert re.search(rf"\{{\{{ {name.text}\b", text), (variant.name, name.text)
