"""Turns provisions into rules: from a composed document, or from a description of a known license."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Definition, Document, Provision, blocks, citation
from ..document.inlines import Span
from ..document.labels import anchor
from ..document.walk import inlines, plain
from .tables import leaves
from .terms import Clock, Defined, Rule, Terms

_BASES = {
    "license-only": (True, False),
    "license-and-agreement": (True, True),
    "covenant": (True, False),
    "waiver": (False, False),
}
"""For each variant of `legal-basis`: whether the license stands on rights, and on agreement."""


def terms_of(document: Document, key: str = "") -> Terms:
    """Return the terms of a composed license, or of one that was read and described by nobody.

    Args:
        document: The license; its provisions are the source, and its text is only cited.
        key: The name under which a lineage speaks of it.
    """
    values = {anchor(choice.id): dict(choice.parameters) for choice in document.choices}
    basis = next((c.variant for c in document.choices if anchor(c.id) == "legal-basis"), "license-only")
    right, agreement = _BASES.get(basis, (True, False))
    found = list(_provisions(document))
    builder = _Builder({anchor(id): anchor(id) for id in document.terms}, values)
    for at, provision in found:
        builder.define(at, provision)
    rules = builder.rules(found)
    # one accepts a license of the library by conveying or serving (its `acceptance` paragraph)
    cites, texts, undescribed = _places(document, {rule.id for rule in rules})
    return Terms(
        key or document.license.id or document.license.name,
        document.license.title,
        rules,
        cites,
        builder.frozen(),
        right,
        builder.acts(("convey", "serve"), narrow=False) if agreement else frozenset(),
        agreement,
        within=_lists(document),
        compatible=_compatible(found, values),
        described=bool(rules),
        undescribed=undescribed,
        texts=texts,
        terms={anchor(id): term for id, term in document.terms.items()},
        choices={
            f"{'definition:' if c.kind == 'definition' else ''}{anchor(c.id)}": c.variant
            for c in document.choices
        },
        name=document.license.id or document.license.name,
    )


def undescribed_terms(key: str) -> Terms:
    """Return the terms of a license of which nothing is known but its name."""
    return Terms(key, key, (), {}, described=False, name=key)


def described_terms(key: str, head: Mapping[str, Any], found: Iterable[tuple[str, str, Provision]]) -> Terms:
    """Return the terms of a license from a description.

    Args:
        key: Its name.
        head: `title`, `right`, `agreement`, `accepted-by`, `by-interpretation`, `compatible-with`, `source`.
        found: Each provision with its id and the section that it describes.
    """
    entries = [(at, provision) for at, _, provision in found]
    builder = _Builder({}, {})
    for at, provision in entries:
        builder.define(at, provision)
    rules = builder.rules(entries)
    accepted = leaves(tuple(head.get("accepted-by", ())))
    return Terms(
        key,
        str(head["title"]),
        rules,
        {at: section for at, section, _ in found},
        builder.frozen(),
        bool(head.get("right", True)),
        accepted,
        bool(head.get("agreement", False)),
        bool(head.get("by-interpretation", False)),
        compatible=frozenset(str(name) for name in head.get("compatible-with", ())),
        source=str(head.get("source", "")),
        name=key,
    )


def _provisions(document: Document) -> Iterable[tuple[str, Provision]]:
    seen: set[int] = set()
    for block in blocks(document):
        for provision in block.provisions:
            if id(provision) not in seen:
                seen.add(id(provision))
                yield anchor(provision.at), provision


class _Builder:
    """Resolves the words of provisions, definitions first."""

    def __init__(self, terms: Mapping[str, str], values: Mapping[str, Mapping[str, Any]]) -> None:
        self.terms, self.values = terms, values
        self.defined: dict[str, list[Defined]] = {}

    def frozen(self) -> dict[str, tuple[Defined, ...]]:
        return {id: tuple(entries) for id, entries in self.defined.items()}

    def define(self, at: str, provision: Provision) -> None:
        """Keep what a term, or an entry of a set, takes in."""
        if provision.verb != "covers":
            return
        owner = at.partition("/")[0]
        # an item that a clause puts into a definition counts there; a definition's own id is its owner
        number, unit = self._threshold(provision, owner)
        fallback = self.values.get(owner, {}).get("fallback")
        entry = Defined(
            at,
            _words(provision.value),
            _words(provision.slots.get("except")),
            _words(provision.slots.get("of")),
            number,
            unit,
            float(fallback) if fallback is not None else None,
        )
        self.defined.setdefault(self._holder(at, owner), []).append(entry)

    def _holder(self, at: str, owner: str) -> str:
        return "corresponding-materials" if at.endswith(("/item", "-item")) else owner

    def rules(self, found: Iterable[tuple[str, Provision]]) -> tuple[Rule, ...]:
        """Return every provision with an effect as a rule."""
        out = [
            self._rule(at, provision, order)
            for order, (at, provision) in enumerate(found)
            if provision.verb not in {"states", "covers"}
        ]
        return tuple(self._manners(out))

    def _rule(self, at: str, provision: Provision, order: int) -> Rule:
        slots, owner = provision.slots, at.partition("/")[0]
        when = slots.get("when")
        when = when if isinstance(when, Mapping) else {}
        value = provision.value
        takes = value if isinstance(value, Mapping) else {}
        verb = provision.verb
        number, unit = self._threshold(provision, owner)
        knows = slots.get("knows")
        all_of = isinstance(knows, Mapping)
        materials = _words(slots.get("material"))
        excepted = _words(slots.get("except") if verb != "reaches" else takes.get("except"))
        depends = slots.get("depends")
        acts = leaves(value)
        if verb == "reaches":
            acts = leaves(takes.get("by"))
        elif verb == "requires":
            acts = self.acts(when.get("act"), narrow=True)
        elif verb == "forbids":
            acts = self.acts(value, narrow=True)
        elif verb == "permits":
            acts = self.acts(value, narrow=False)
        of = _words(when.get("of")) or _words(slots.get("of"))
        things = _words(when.get("in"))
        return Rule(
            at,
            verb,
            order,
            acts,
            _words(slots.get("who")),
            of if verb != "forbids" or not slots.get("of") else _words(slots.get("of")),
            tuple(word for thing in things for word in (self._covered(thing) or (thing,))),
            () if takes or acts and verb != "requires" else _words(value),
            materials,
            self._supplies(materials, excepted),
            _words(slots.get("to")),
            _words(slots.get("purpose")),
            excepted,
            str(slots.get("trigger") or ""),
            number,
            unit,
            _words(knows["all"]) if all_of and isinstance(knows, Mapping) else _words(knows),
            all_of,
            str(slots.get("terms") or ""),
            str(slots.get("fee") or ""),
            self._clock(slots.get("within"), owner),
            self._clock(slots.get("for"), owner),
            tuple(_full(at, word) for word in _words(slots.get("meets"))),
            tuple(_full(at, word) for word in _words(depends.get("duty")))
            if isinstance(depends, Mapping)
            else (),
            str(takes.get("from") or ""),
            takes.get("when") == "contains",
            bool(slots.get("ways")) or slots.get("terms") == "open" or slots.get("trigger") == "place-fails",
            slots["condition"] if isinstance(slots.get("condition"), bool) else None,  # type: ignore[arg-type]
            bool(slots.get("by-interpretation")),
        )

    def _manners(self, rules: list[Rule]) -> Iterable[Rule]:
        """Say of each duty whether it only tells how another one is met."""
        from ..document.record import replace

        plain_duties = {
            (name, act)
            for rule in rules
            if rule.verb == "requires" and not rule.manner
            for name in rule.materials
            for act in rule.acts
        }
        for rule in rules:
            if rule.manner:
                alone = not any((m, a) in plain_duties for m in rule.materials for a in rule.acts)
                rule = replace(rule, manner=rule.verb == "requires" and not alone)
            yield rule

    def acts(self, words: object, *, narrow: bool) -> frozenset[str]:
        """Return the acts of some words; a defined term takes in what its definition says.

        A duty or prohibition (`narrow`) means the term as defined; a permission means the word's whole
        branch as well, since whoever may convey may also convey to a contractor.
        """
        out: frozenset[str] = frozenset()
        for word in _words(words):
            entries = self.defined.get(word, ()) if word in self.terms else ()
            own: frozenset[str] = frozenset()
            for entry in entries:
                own |= leaves(entry.words) - leaves(entry.except_)
            out |= own if own and narrow else own | leaves(word)
        return out

    def _covered(self, word: str) -> tuple[str, ...]:
        return tuple(w for entry in self.defined.get(word, ()) for w in entry.words)

    def _supplies(self, materials: tuple[str, ...], excepted: tuple[str, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for material in materials:
            for word in self._covered(material) or (material,):
                if word not in excepted:
                    found[word] = None
        return tuple(found)

    def _threshold(self, provision: Provision, owner: str) -> tuple[float | None, str]:
        given = provision.slots.get("threshold")
        if not isinstance(given, Mapping):
            return None, ""
        number = given.get("number")
        if number is None:
            number = self.values.get(owner, {}).get(str(given.get("parameter")))
        return (float(number) if number is not None else None), str(given.get("unit") or "")

    def _clock(self, given: object, owner: str) -> Clock | None:
        if not isinstance(given, Mapping):
            return None
        name = str(given.get("parameter") or "")
        number = given.get("number", self.values.get(owner, {}).get(name))
        unit = str(given.get("unit") or (name.rsplit("_", 1)[-1] if name else "days"))
        return Clock("" if number is None else str(number), unit, str(given.get("from") or ""))


def _full(at: str, word: str) -> str:
    """Return a paragraph of the same clause with its clause; other names, and sections, stay."""
    return word if "/" in word or "/" not in at else f"{at.partition('/')[0]}/{word}"


def _words(value: object) -> tuple[str, ...]:
    if value is None or isinstance(value, (bool, Mapping)):
        return ()
    if isinstance(value, (tuple, list)):
        return tuple(str(item) for item in value)
    return (str(value),)


def _compatible(
    found: list[tuple[str, Provision]], values: Mapping[str, Mapping[str, Any]]
) -> frozenset[str]:
    out: set[str] = set()
    for at, provision in found:
        if provision.verb != "compatible-with":
            continue
        if isinstance(provision.value, Mapping):
            names = values.get(at.partition("/")[0], {}).get(str(provision.value.get("parameter")), ())
            out |= set(names if isinstance(names, (tuple, list)) else [str(names)])
        else:
            out |= set(_words(provision.value))
    return frozenset(out)


def _places(document: Document, wanted: set[str]) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """Return how each paragraph is cited, its words, and the numbered ones that nobody described."""
    cites: dict[str, str] = {}
    texts: dict[str, str] = {}
    undescribed: list[str] = []
    for section in document.sections:
        if section.plain:
            continue
        below: set[str] = set()
        told: set[str] = set()
        for block in blocks(section):
            if isinstance(block, Definition):
                # what the text inside cites, it cites as that definition
                for inner in blocks(block):
                    cites[anchor(inner.id)] = f"the definition of “{block.term}”"
                    texts[anchor(inner.id)] = plain(document, getattr(inner, "content", ()))
                    below.add(inner.id)
                continue
            if block.id in below:
                continue
            if block.provisions:
                told.update(inner.id for inner in blocks(block))
            content = getattr(block, "content", ())
            texts[anchor(block.id)] = plain(document, content) or getattr(block, "text", "")
            if block.id in document.labels:
                cites[anchor(block.id)] = citation(document, block.id)
                if block.id not in told and not _is_described(block):
                    undescribed.append(citation(document, block.id))
            elif section.heading:
                cites[anchor(block.id)] = f"“{section.heading}”"
            for node in inlines(content):
                if isinstance(node, Span) and anchor(block.id) in cites:
                    cites[anchor(node.id)] = cites[anchor(block.id)]
                    texts[anchor(node.id)] = texts[anchor(block.id)]
    for id in wanted:
        cites.setdefault(id, id)
    return cites, texts, tuple(undescribed)


def _is_described(block: object) -> bool:
    return any(inner.provisions for inner in blocks(block))  # type: ignore[arg-type]


def _lists(document: Document) -> dict[str, frozenset[str]]:
    out = {}
    for block in blocks(document):
        inner = frozenset(anchor(b.id) for b in blocks(block))
        if len(inner) > 1:
            out[anchor(block.id)] = inner
    return out
