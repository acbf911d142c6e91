"""The resolved manifest: every choice and every parameter written out, nothing left to a default."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..compose import Composition
    from ..compose.choices import Chosen
    from ..document.inlines import ParameterValue


def resolved_manifest(composition: Composition, libraries: dict[str, str]) -> bytes:
    """Return a manifest that composes to the same text, whatever defaults and profiles will say.

    Args:
        composition: The composed license.
        libraries: The folder of each library by its id, as the manifest shall name it.
    """
    return "".join(f"{line}\n" for line in _lines(composition, libraries)).encode()


def _lines(composition: Composition, libraries: dict[str, str]) -> Iterator[str]:
    info, choices = composition.document.license, composition.choices
    base = f", laid over the profile {choices.profile}" if choices.profile else ""
    yield f"# What the manifest beside this file comes to{base}. Made by `clausewright bundle`."
    yield "clausewright: 1"
    yield "libraries:"
    for id, folder in libraries.items():
        yield f"  {_quoted(id)}: {_quoted(folder)}"
    yield "license:"
    for key in ("name", "id", "version", "date", "steward"):
        if value := getattr(info, key):
            yield f"  {key}: {_quoted(value)}"
    yield f"form: {_quoted(choices.form.id)}"
    yield "clauses:"
    places = _places(composition)
    for id, chosen in choices.clauses.items():
        if len(chosen) == 1:
            yield f"  {_quoted(id)}: {_variant(chosen[0], places.get(id, ''))}"
        else:
            yield f"  {_quoted(id)}:"
            for one in chosen:
                yield f"    - {_variant(one)}"
    for id in choices.omitted:
        yield f"  {_quoted(id)}: omit"
    if choices.definitions:
        yield "definitions:"
        for id, one in choices.definitions.items():
            yield f"  {_quoted(id)}: {_variant(one)}"
    if composition.manifest.reviews:
        yield "reviews:"
        for review in composition.manifest.reviews:
            inner = ", ".join(f"{key}: {_quoted(value)}" for key, value in review.items())
            yield f"  - {{{inner}}}"


def _places(composition: Composition) -> dict[str, str]:
    """Return where each clause goes that the form does not place, as keys of its choice."""
    listed = {section.id: section.clauses for section in composition.choices.form.sections}
    out: dict[str, str] = {}
    for section, clauses in composition.choices.sections.items():
        before = ""
        for id in clauses:
            if id not in listed[section]:
                out[id] = f"after: {_quoted(before)}" if before else f"section: {_quoted(section)}"
            before = id
    return out


def _variant(chosen: Chosen, place: str = "") -> str:
    keys = [f"variant: {_quoted(chosen.variant.name)}"]
    keys += [f"{name}: {_value(value)}" for name, value in chosen.values.items()]
    keys += [place] if place else []
    return f"{{{', '.join(keys)}}}"


def _value(value: ParameterValue) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(str(one)) for one in value)}]"
    if isinstance(value, str):
        return _quoted(value)
    # numbers, fractions and dates are kept as they are written
    return value.isoformat() if isinstance(value, date) else str(value)


def _quoted(text: str) -> str:
    """Return text as a scalar in double quotes, whose escapes YAML shares with JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")
