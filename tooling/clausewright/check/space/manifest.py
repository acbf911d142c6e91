"""A selection as a manifest that its reader can save and build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ...source.index import SHIPPED
from ...source.library import Library
from ...source.model import CLAUSE, DEFINITION, Parameter, Variant
from ...source.shipped import folder
from .selection import Selection, Space, TermKey

if TYPE_CHECKING:
    from ...document.inlines import ParameterValue

Values: TypeAlias = "Mapping[TermKey, ParameterValue]"
"""Parameters with values of their own, by clause or definition, variant and name."""

_HEAD = """\
license:
  name: Smallest Failing License
  id: LicenseRef-Smallest-Failing
  version: "1.0"
  date: 2026-01-01
  steward: Nobody
"""


def manifest_text(space: Space, selection: Selection, values: Values | None = None) -> str:
    """Return the manifest that makes a selection, with no more than it has to say.

    Args:
        space: The form and the libraries.
        selection: What is chosen.
        values: Parameters that do not keep their defaults.
    """
    values = values or {}
    out = ["clausewright: 1\n", _libraries(space), _HEAD, f"form: {_form(space)}\n"]
    for kind, key in ((CLAUSE, "clauses"), (DEFINITION, "definitions")):
        lines = []
        for id in space.index.clauses if kind == CLAUSE else space.index.terms:
            line = _pick(space, id, kind, selection, values)
            if line:
                lines.append(f"  {line}\n")
        if lines:
            out += [f"{key}:\n", *lines]
    return "".join(out)


def _libraries(space: Space) -> str:
    lines = []
    for library in space.index.libraries.values():
        if library.id == SHIPPED and library.folder.resolve() == folder("clauses").resolve():
            continue
        lines.append(f"  {library.id}: {json.dumps(_path(library), ensure_ascii=False)}\n")
    return "".join(("libraries:\n", *lines)) if lines else ""


def _path(library: Library) -> str:
    """Return a library's folder as seen from the current one."""
    import os.path

    path = os.path.relpath(library.folder.resolve(), Path.cwd())
    return path if path.startswith(".") else f"./{path}"


def _form(space: Space) -> str:
    name = space.form.id.partition(":")[2]
    alike = [id for id in space.index.forms if id.partition(":")[2] == name]
    return name if len(alike) == 1 else space.form.id


def _name(space: Space, id: str, kind: str) -> str:
    """Return a clause or definition as a manifest names it: by its library only where that is needed."""
    name = id.partition(":")[2]
    subjects = space.index.visible.subjects
    alike = [x for x in space.index.visible.by_local.get(name, ()) if subjects[x].kind == kind]
    return name if len(alike) == 1 else f'"{id}"'


def _pick(space: Space, id: str, kind: str, selection: Selection, values: Values) -> str:
    """Return the line for one clause or definition, or nothing where the form says it all."""
    chosen = selection.get(id, frozenset())
    held = space.held(id)
    name = _name(space, id, kind)
    default = space.defaults.get(id, frozenset())
    if kind == DEFINITION and not default and len(held.variants) == 1:
        default = frozenset(held.variants)
    several = kind == CLAUSE and space.index.clauses[id].choose == "any" and len(chosen) > 1
    written = {n: _parameters(space, held.variants[n], values) for n in held.variants if n in chosen}
    if chosen == default and not any(written.values()):
        return ""
    if not chosen:
        return f"{name}: omit" if kind == CLAUSE else ""
    entries = [f"{{variant: {n}, {', '.join(p)}}}" if p else n for n, p in written.items()]
    return f"{name}: [{', '.join(entries)}]" if several else f"{name}: {entries[0]}"


def _parameters(space: Space, variant: Variant, values: Values) -> list[str]:
    """Return the parameters that have to be written: those without a default, and those that differ."""
    out = []
    for parameter in variant.parameters.values():
        key = variant.subject, variant.name, parameter.name
        if key in values:
            out.append(f"{parameter.name}: {_yaml(space, parameter, values[key])}")
        elif parameter.default is None:
            out.append(f"{parameter.name}: {_yaml(space, parameter, sample(space, parameter))}")
    return out


def sample(space: Space, parameter: Parameter) -> ParameterValue:
    """Return a value that fits a parameter: its default, or the smallest plain one."""
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    if parameter.default is not None:
        return parameter.default
    low, high = parameter.minimum, parameter.maximum
    if parameter.type == "choice":
        return parameter.choices[0]
    if parameter.type == "term":
        return next(iter(space.index.terms))
    if parameter.type == "string":
        return "text".ljust(int(low or 1), "x")[: int(high or 2000)]  # type: ignore[arg-type]
    if parameter.type == "list":
        entries: tuple[str, ...] = ("text",) * max(1, int(low or 1))  # type: ignore[arg-type]
        return entries
    bound = low if low is not None else high
    if bound is not None:
        return bound
    plain: dict[str, ParameterValue] = {
        "integer": 1, "decimal": Decimal(1), "fraction": Fraction(1, 2), "date": date(2026, 1, 1)
    }  # fmt: skip
    return plain[parameter.type]


def _yaml(space: Space, parameter: Parameter, value: ParameterValue) -> str:
    """Return a value as a manifest writes it."""
    if parameter.type == "term":
        return _name(space, str(value), DEFINITION)
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    if parameter.type in {"string", "choice"}:
        return json.dumps(str(value), ensure_ascii=False)
    if parameter.type == "decimal":
        return f"{value:f}"
    return str(value)
