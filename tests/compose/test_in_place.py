"""Every profile as a whole, and every variant in its place: a change of one word is seen by a person first.

A variant is composed into the first profile that can hold it, with what it requires, and only the
paragraphs that come from it are kept, wherever in the license they landed. One file holds one clause.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from clausewright import Document, render_license
from clausewright.compose import compose_manifest
from clausewright.diagnostic import Refused
from clausewright.document import Section, blocks
from clausewright.document.record import replace
from clausewright.publish.profiles import compose_profile, manifest_of, shipped_profiles
from clausewright.source.files import Report
from clausewright.source.index import shipped_index
from clausewright.source.model import Clause, Variant

INDEX = shipped_index(Report())
SUBJECTS = {**INDEX.clauses, **INDEX.terms}
BASES = ("network-copyleft", "lesser-copyleft", "permissive")


class TextExtension(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("profile", shipped_profiles(INDEX))
def test_a_profile_reads_as_it_did(profile: str, snapshot: SnapshotAssertion) -> None:
    text = render_license(compose_profile(profile).document, "txt").decode()
    assert text == snapshot(extension_class=TextExtension)


def wanted(variant: Variant) -> dict[str, str]:
    """A variant and the first of what each of its requirements allows, by the local name of what it chooses."""
    out = {}
    for condition in variant.requires:
        for test in condition.literals:
            if test.variants and not test.negated:
                out[test.subject] = test.variants[0]
    return {**out, variant.subject: variant.name}


def left_out(variant: Variant) -> dict[str, str]:
    """The clauses that a variant cannot stand beside, all of them omitted."""
    return {t.subject: "omit" for c in variant.conflicts for t in c.literals if t.subject in INDEX.clauses}


def written(picks: dict[str, str]) -> str:
    """Choices as a manifest writes them."""
    lines: dict[str, list[str]] = {"clauses": [], "definitions": []}
    for subject, name in picks.items():
        held = INDEX.clauses.get(subject)
        several = held is not None and held.choose == "any" and name != "omit"
        value = f"[{name}]" if several else name
        lines["clauses" if held else "definitions"].append(f"  {subject.partition(':')[2]}: {value}\n")
    return "".join(f"{kind}:\n{''.join(made)}" for kind, made in lines.items() if made)


BRINGS_A_TERM = (
    {},
    {"core:api-disclosure": "weights-to-users"},
    {"core:legal-basis": "license-and-agreement"},
)
"""Choices without which some terms are in no license."""


def composed(variant: Variant) -> tuple[str, Document]:
    """The first license that takes a variant in, with the name of the profile that it starts from."""
    for base in BASES:
        for more in ({}, left_out(variant)):
            for brings in BRINGS_A_TERM:
                text = manifest_of(base) + written({**brings, **more, **wanted(variant)})
                try:
                    made = compose_manifest(Path("profile.yaml"), text=text).document
                except Refused:
                    continue
                if any(c.id == variant.subject and c.variant == variant.name for c in made.choices):
                    return base, made
    raise AssertionError(f"no license takes in {variant.subject}={variant.name}")


def own(document: Document, subject: str) -> str:
    """The paragraphs of a clause or definition as the license prints them, without those of others."""
    kept = []
    for section in document.sections:
        mine = tuple(b for b in section.blocks if any(belongs(x.id, subject) for x in blocks(b)))
        if mine:
            kept.append(replace(section, blocks=mine))
    body: tuple[Section, ...] = tuple(kept)
    lines = render_license(replace(document, body=body), "txt").decode().split("\n")
    # the title stands above the first empty line
    return "\n".join(lines[lines.index("") :]).strip("\n")


def belongs(id: str, subject: str) -> bool:
    return id == subject or id.startswith(f"{subject}/")


@pytest.mark.parametrize("subject", [pytest.param(s, id=s.partition(":")[2]) for s in SUBJECTS])
def test_every_variant_reads_as_it_did_in_its_place(subject: str, snapshot: SnapshotAssertion) -> None:
    parts = []
    for name, variant in SUBJECTS[subject].variants.items():
        base, document = composed(variant)
        text = own(document, subject)
        assert text, f"{subject}={name} left no words"
        parts.append(f"=== {name} (in {base}) ===\n\n{text}\n")
    assert "\n".join(parts) == snapshot(extension_class=TextExtension)


def test_every_clause_of_the_library_is_among_them() -> None:
    assert len(SUBJECTS) == len(INDEX.clauses) + len(INDEX.terms) > 50
    assert sum(isinstance(s, Clause) for s in SUBJECTS.values()) == len(INDEX.clauses)
