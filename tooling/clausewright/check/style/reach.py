"""Text that reaches further than a right says so, and does not stand in a license that rests on rights alone.

A right in weights can forbid acts with the weights. What somebody does with outputs or with the states
that a model computed is, as far as is known, no such act; only an agreement binds there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...document import Provision
from .unit import Finding, Unit

BEYOND_RIGHTS = frozenset({"distil", "collect-outputs", "train-on-outputs", "publish-outputs"})
"""Acts that need no permission under a right in weights."""
BINDING = frozenset({"reaches", "requires", "forbids"})
RIGHTS_ALONE = frozenset({"license-only", "covenant"})
"""Variants of the legal basis under which nothing is owed for an act that no right forbids."""


def look(unit: Unit) -> Iterator[Finding]:
    """Find reach without a basis, and reach that is not marked."""
    first = next(iter(unit.sentences()), (0, len(unit.text)))
    if unit.aspirational and unit.basis in RIGHTS_ALONE:
        yield Finding(
            *first,
            "This reaches further than a right, and "
            f"`legal-basis={unit.basis}` gives nothing else to stand on.",
            "Choose `legal-basis: license-and-agreement`, or leave the variant out.",
        )
    acts = sorted({act for p in unit.provisions if p.verb in BINDING for act in _acts(p)} & BEYOND_RIGHTS)
    if acts and not unit.aspirational:
        local = unit.id.partition("/")[2]
        yield Finding(
            *first,
            f"The paragraph binds {' and '.join(acts)}, which no right in weights forbids, "
            "and is not marked.",
            f"Add `aspirational: [{local}]` to the front matter, so that authors see it.",
        )


def _acts(provision: Provision) -> Iterator[str]:
    """Yield every act that a provision names."""
    when = provision.slots.get("when")
    values: list[object] = [provision.value, when.get("act") if isinstance(when, Mapping) else None]
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            values.append(value.get("by"))
        elif isinstance(value, (tuple, list)):
            values.extend(value)
