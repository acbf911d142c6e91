"""Which changed choice would meet a criterion: every single change is composed and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..diagnostic import Refused
from ..document.record import record
from ..source.index import Index
from .conform import Result, conform
from .terms import Terms


@record
class Change:
    """One changed choice."""

    kind: str
    """`clauses` or `definitions`."""
    subject: str
    """`api-disclosure`."""
    variant: str
    """A variant, or `omit`."""

    @property
    def shown(self) -> str:
        """The change as an author would write it."""
        prefix = "definition:" if self.kind == "definitions" else ""
        return f"{prefix}{self.subject}={self.variant}"


def single_changes(terms: Terms, index: Index) -> Iterator[Change]:
    """Yield every change of one choice of a composed license to another variant of the shipped library.

    Args:
        terms: The license, with its choices.
        index: The shipped library.
    """
    by_subject: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for variant in index.libraries["core"].variants():
        subject = variant.subject.partition(":")[2]
        by_subject.setdefault(subject, []).append(variant.name)
        kinds[subject] = "clauses" if variant.subject in index.clauses else "definitions"
    for subject, variants in sorted(by_subject.items()):
        kind = kinds[subject]
        key = subject if kind == "clauses" else f"definition:{subject}"
        chosen = terms.choices.get(key)
        for name in (*variants, *(("omit",) if kind == "clauses" and chosen else ())):
            if name != chosen:
                yield Change(kind, subject, name)


def mends(
    terms: Terms, index: Index, compose: Callable[[Change], Terms], name: str, results: tuple[Result, ...]
) -> dict[str, Change | None]:
    """Return, for each criterion that is not met or contested, a single change that meets it, or None.

    Changes of the choices that cause it come first, and an omission before another variant. Sets of two
    or more changes are not searched.

    Args:
        terms: The license.
        index: The shipped library.
        compose: From a change to the terms of the changed license; raises Refused where it does not compose.
        name: The set of criteria.
        results: What came of it.
    """
    wanted = {one.criterion.id: one for one in results if one.result in {"not-met", "contested"}}
    out: dict[str, Change | None] = dict.fromkeys(wanted)
    causes = {
        choice.partition("=")[0].removeprefix("definition:")
        for one in wanted.values()
        for choice in one.choices
    }
    changes = sorted(
        single_changes(terms, index), key=lambda c: (c.subject not in causes, c.variant != "omit", c.shown)
    )
    for change in changes if wanted else ():
        if all(out.values()):
            break
        try:
            changed = compose(change)
        except Refused:
            continue
        for one in conform(changed, name):
            id = one.criterion.id
            if id in out and out[id] is None and one.result == "met":
                out[id] = change
    return out


def with_change(manifest: dict[str, Any], change: Change) -> dict[str, Any]:
    """Return the values of a manifest with one choice changed."""
    picks = dict(manifest.get(change.kind) or {})
    picks[change.subject] = change.variant
    return {**manifest, change.kind: picks}
