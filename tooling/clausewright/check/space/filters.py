"""Point (6): filters are total over the declared range of each parameter.

A filter is tried where its words can change their shape: at both ends of the range, about zero, and about
each power of ten between them; a list with as few and as many entries as it can have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...compose.choices import short
from ...diagnostic import Diagnostic, Position
from ...document import Origin, language
from ...source.filters import show
from ...source.index import Index, related
from ...source.limits import LIST_ENTRIES, NUMBER_DIGITS
from ...source.linking import holes
from ...source.model import Parameter, ValueHole, Variant
from .manifest import Values, manifest_text
from .session import Session
from .text import Node, Text

if TYPE_CHECKING:
    from ...document.inlines import ParameterValue


def look(forms: Sequence[tuple[Text, Session]]) -> Iterator[Diagnostic]:
    """Find filters that give up on a value which their parameter can have.

    Args:
        forms: Each form's text with its solver.
    """
    seen: set[tuple[str, int, int]] = set()
    known: dict[tuple[Parameter, tuple[str, ...]], ParameterValue | None] = {}
    for text, session in forms:
        for node in text.nodes():
            for hole in holes(node.block.content):
                parameter = node.variant.parameters.get(hole.name)
                key = node.block.origin.file, hole.line, hole.column
                if parameter is None or key in seen:
                    continue
                pair = parameter, hole.filters
                if pair not in known:
                    known[pair] = _fails(parameter, hole)
                value = known[pair]
                if value is not None:
                    seen.add(key)
                    yield _fault(text, session, node, hole, value)


def _fails(parameter: Parameter, hole: ValueHole) -> ParameterValue | None:
    """Return a value on which the filters of a hole give up."""
    table = language("en")
    for value in edges(parameter):
        try:
            show(table, parameter.type, value, hole.filters)
        except Exception:
            return value
    return None


def edges(parameter: Parameter) -> list[ParameterValue]:
    """Return the values of a parameter's range at which words can change their shape."""
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    low, high = parameter.minimum, parameter.maximum
    if parameter.type == "list":
        sizes = sorted({max(1, int(low or 1)), 2, 3, int(high or LIST_ENTRIES)})  # type: ignore[arg-type]
        fits = [n for n in sizes if int(low or 1) <= n <= int(high or LIST_ENTRIES)]  # type: ignore[arg-type]
        return [("text",) * n for n in fits]
    if parameter.type == "date":
        return [low or date(1, 1, 1), high or date(9999, 12, 31)]
    if parameter.type == "choice":
        return list(parameter.choices)
    if parameter.type not in {"integer", "decimal", "fraction"}:
        return ["text"]
    make = {"integer": int, "decimal": Decimal, "fraction": Fraction}[parameter.type]
    most = NUMBER_DIGITS if parameter.type != "fraction" else 18
    whole = [sign * 10**power + step for power in range(most) for sign in (1, -1) for step in (-1, 0, 1)]
    numbers = [make(x) for x in {*whole, 0, 10**most - 1, 1 - 10**most}]
    if parameter.type != "integer":
        numbers += [make(1) / make(n) for n in (2, 3, 7, 10, 1000)]
    numbers += [x for x in (low, high, parameter.default) if x is not None]
    fits_range = [x for x in numbers if (low is None or x >= low) and (high is None or x <= high)]
    return sorted(set(fits_range))


def _fault(text: Text, session: Session, node: Node, hole: ValueHole, value: ParameterValue) -> Diagnostic:
    space = text.space
    index = space.index
    variant = node.variant
    values: Values = {(variant.subject, variant.name, hole.name): value}
    manifest = ""
    if session.can((node.stands,)):
        manifest = manifest_text(space, session.smallest((node.stands,)).selection, values)
    shown = f"{len(value)} entries" if isinstance(value, tuple) else f"{value}"
    return Diagnostic(
        "CW-SPC-008",
        f"`{' | '.join((hole.name, *hole.filters))}` in `{short(variant.subject)}={variant.name}` "
        f"has no words for {shown}, which the parameter can be.",
        "Narrow the range of the parameter, or take another filter.",
        index.position(Origin(node.block.origin.file, hole.line, hole.column)),
        related(_declared(index, variant, hole.name), "the parameter"),
        manifest=manifest,
    )


def _declared(index: Index, variant: Variant, name: str) -> Position | None:
    """Return the place where a parameter is declared, or that of its variant."""
    file = index.files.get(variant.origin.file)
    if file is None:
        return None
    for line in range(1, variant.origin.line):
        bare = file.line(line).lstrip(" {")
        if bare.startswith((f"{name}:", f"parameters: {{{name}:")) or f"{{{name}:" in bare:
            return file.position(line, file.line(line).find(name) + 1, len(name))
    return file.position(1)
