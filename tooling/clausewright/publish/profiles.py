"""Who chooses which variant: every shipped profile is composed, and its choices are counted."""

from __future__ import annotations

from pathlib import Path

from ..compose import Composition, compose_manifest
from ..document.record import record
from ..source.index import SHIPPED, Index


@record
class Chosen:
    """What the shipped profiles and forms choose."""

    profiles: dict[tuple[str, str], tuple[str, ...]]
    """Names of the profiles that choose a variant, by full id of its clause or definition and its name."""
    omitted: dict[str, tuple[str, ...]]
    """Names of the profiles that leave a clause out, by its full id."""
    defaults: dict[tuple[str, str], tuple[str, ...]]
    """Names of the forms whose default a variant is."""


def manifest_of(profile: str) -> str:
    """Return a manifest that takes a profile as it is, under a name of its own."""
    title = profile.replace("-", " ").capitalize()
    return (
        "clausewright: 1\n"
        f"license: {{name: {title} weights license (profile), id: LicenseRef-profile-{profile}, "
        "version: '0', date: 2026-01-01}\n"
        f"extends: {profile}\n"
    )


def compose_profile(profile: str) -> Composition:
    """Return the license of a shipped profile. Raises Refused where there is none of that name."""
    return compose_manifest(Path(__file__).with_name("profile.yaml"), text=manifest_of(profile))


def shipped_profiles(index: Index) -> list[str]:
    """Return the names of the shipped profiles, the freest first."""
    found = [id.partition(":")[2] for id in index.profiles if id.partition(":")[0] == SHIPPED]
    return sorted(found)


def chosen(index: Index) -> Chosen:
    """Return what each shipped profile and each form chooses."""
    profiles: dict[tuple[str, str], list[str]] = {}
    omitted: dict[str, list[str]] = {}
    for profile in shipped_profiles(index):
        document = compose_profile(profile).document
        present = set()
        for choice in document.choices:
            profiles.setdefault((choice.id, choice.variant), []).append(profile)
            present.add(choice.id)
        for id in index.clauses:
            if id not in present:
                omitted.setdefault(id, []).append(profile)
    defaults: dict[tuple[str, str], list[str]] = {}
    for form in index.forms.values():
        picks = (*form.defaults.clauses.values(), *form.defaults.definitions.values())
        for pick in picks:
            for variant in pick.variants:
                defaults.setdefault((pick.subject, variant.name), []).append(form.id.partition(":")[2])
    return Chosen(
        {key: tuple(names) for key, names in profiles.items()},
        {key: tuple(names) for key, names in omitted.items()},
        {key: tuple(names) for key, names in defaults.items()},
    )
