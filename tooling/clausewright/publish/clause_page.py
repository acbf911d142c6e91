"""One page of the clause reference: a question or a term, its variants side by side, and their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..source.model import Clause
from .clause_text import bracketed, rows, short

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue
    from ..source.index import Index
    from ..source.model import Condition, DefinedTerm, Parameter, Variant
    from .profiles import Chosen

_FOOT = "*This page is made from the library. It is not legal advice.*"


def page(
    subject: Clause | DefinedTerm, index: Index, chosen: Chosen, only: str = "", *, links: bool = True
) -> str:
    """Return the page of a clause or definition as Markdown.

    Args:
        subject: The clause or definition.
        index: What its texts can refer to.
        chosen: Who chooses what.
        only: The name of the one variant to show, or an empty string for all.
        links: Whether references are links and paragraphs have anchors; a terminal has use for neither.
    """
    variants = [v for v in subject.variants.values() if not only or v.name == only]
    out = [*_head(subject, chosen)]
    if len(variants) > 1:
        out.append(_side_by_side(variants, chosen, links))
    for variant in variants:
        out.extend(_variant(variant, index, chosen, links))
    out.append(_FOOT)
    return "\n\n".join(out) + "\n"


def _head(subject: Clause | DefinedTerm, chosen: Chosen) -> Iterator[str]:
    if not isinstance(subject, Clause):
        yield f"# “{subject.term}”"
        yield f"Definition `{short(subject.id)}`. A license takes it in where its text uses the term."
        others = [form for form in subject.forms if form != subject.term]
        if others:
            yield f"Forms that count as the term: {', '.join(others)}."
        return
    yield f"# {subject.title}"
    yield f"**{subject.question}**"
    several = "Several variants can stand side by side." if subject.choose == "any" else ""
    omit = "A license can do without it." if subject.omit else "Every license has it."
    yield " ".join(part for part in (f"Clause `{short(subject.id)}`.", several, omit) if part)
    omitted = chosen.omitted.get(subject.id)
    if omitted:
        yield f"Left out by {_listed(omitted)}."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _side_by_side(variants: list[Variant], chosen: Chosen, links: bool) -> str:
    """Return the table of the variants: what each does, costs and buys, and who chooses it."""
    heads = ["variant", "effect", "freedom", "adoption", *(["chosen by"] if links else [])]
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for variant in variants:
        cells = [
            f"[`{variant.name}`](#{variant.name})" if links else variant.name,
            variant.summary,
            variant.tradeoffs.get("freedom", ""),
            variant.tradeoffs.get("adoption", ""),
            _chosen_by(variant, chosen) or "nobody",
        ]
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells[: len(heads)])} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _chosen_by(variant: Variant, chosen: Chosen) -> str:
    """Return the profiles that choose a variant, and the form whose default it is."""
    key = (variant.subject, variant.name)
    parts = [_listed(chosen.profiles[key])] if key in chosen.profiles else []
    parts += [f"default of {_listed(chosen.defaults[key])}"] if key in chosen.defaults else []
    return "; ".join(parts)


def _variant(variant: Variant, index: Index, chosen: Chosen, links: bool) -> Iterator[str]:
    yield f"## {variant.name}"
    yield variant.summary
    yield "\n".join(f"- **{label}**: {text}" for label, text in _facts(variant, index, chosen))
    if variant.parameters:
        lines = ["| parameter | type | default | meaning |", "| --- | --- | --- | --- |"]
        lines += [_parameter(p) for p in variant.parameters.values()]
        yield "\n".join(lines)
    yield "### Text of " + variant.name
    yield from _text(variant, index, links)


def _facts(variant: Variant, index: Index, chosen: Chosen) -> Iterator[tuple[str, str]]:
    from ..check.readability import measure
    from ..check.style.readings import fullest

    marked = ", ".join(f"`{id.partition('/')[2]}`" for id in variant.aspirational)
    facts = (
        ("Freedom", variant.tradeoffs.get("freedom", "")),
        ("Adoption", variant.tradeoffs.get("adoption", "")),
        ("Chosen by", _chosen_by(variant, chosen) or "no shipped profile"),
        ("Contested", "by reviewers" if variant.contested == "yes" else variant.contested),
        ("Reaches further than a right", f"{marked}; binds only by agreement" if marked else ""),
        ("Requires", _conditions(variant.requires, index)),
        ("Cannot stand beside", _conditions(variant.conflicts, index)),
        ("Known ways round", ", ".join(f"`{way}`" for way in variant.circumventions)),
        ("A like term is seen in", "; ".join(variant.seen_in)),
        ("Changes the text of", f"`{variant.like}`" if variant.like else ""),
    )
    yield from ((label, text) for label, text in facts if text)
    found = measure(fullest(variant, "Section 1"))
    yield (
        "Readability",
        f"{found.words} words, {found.words_a_sentence} a sentence; Automated Readability Index "
        f"{found.automated_readability_index}, Coleman-Liau Index {found.coleman_liau_index}",
    )


def _conditions(conditions: tuple[Condition, ...], index: Index) -> str:
    """Return conditions as an author writes them."""
    out = []
    for condition in conditions:
        parts = [
            f"{'not ' if test.negated else ''}{'definition:' if test.subject in index.terms else ''}"
            f"{short(test.subject)}{'=' if test.variants else ''}{','.join(test.variants)}"
            for test in condition.literals
        ]
        out.append(f"`{' and '.join(parts)}`")
    return "; ".join(out)


def _parameter(parameter: Parameter) -> str:
    bounds = ""
    if parameter.minimum is not None and parameter.maximum is not None:
        bounds = f", {parameter.minimum} to {parameter.maximum}"
    elif parameter.choices:
        bounds = f", one of {', '.join(parameter.choices)}"
    default = "none" if parameter.default is None else shown(parameter.default)
    cells = (f"`{parameter.name}`", f"{parameter.type}{bounds}", default, parameter.about)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def shown(value: ParameterValue) -> str:
    """Return a parameter's value as an author writes it."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _text(variant: Variant, index: Index, links: bool) -> Iterator[str]:
    """Yield the paragraphs; each group of deeper ones is one list."""
    held: list[str] = []
    for row in rows(variant, _linker(variant, index) if links else bracketed):
        anchor = f'<a id="{variant.name}/{row.id}"></a>' if row.id and links else ""
        note = f" ⟨{row.note}⟩" if row.note else ""
        mark = f"{row.mark} " if row.mark not in {"", "•"} else ""
        line = f"{anchor}{mark}{row.text}{note}".replace("\n", "\\\n")
        if row.depth:
            held.append(f"{'  ' * (row.depth - 1)}- {line}")
            continue
        if held:
            yield "\n".join(held)
            held = []
        yield line
    if held:
        yield "\n".join(held)


def _linker(variant: Variant, index: Index) -> Callable[[tuple[str, ...]], str]:
    """Return a function that writes references as links between the pages."""
    up = "../" if variant.subject in index.terms else ""

    def one(target: str) -> str:
        subject, _, paragraph = target.partition("/")
        if subject == variant.subject:
            place = f"{variant.name}/{paragraph}" if paragraph else variant.name
            return f"[{paragraph or short(subject)}](#{place})"
        name = subject.partition(":")[2]
        way = f"{up}definitions/{name}.md" if subject in index.terms else f"{up}{name}.md"
        return f"[{short(target)}]({way})"

    return lambda targets: ", ".join(one(target) for target in targets)
