"""`clausewright clauses`: browse the clauses of a library."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from ..source.index import Index
    from ..source.model import Clause, DefinedTerm, FragmentBlock, Variant

_EPILOG = """\
examples:
  clausewright clauses                                   every clause with its question
  clausewright clauses search adapter
  clausewright clauses show api-disclosure               its variants side by side
  clausewright clauses show api-disclosure/weights-to-users
  clausewright clauses show derivative-weights           a definition
  clausewright clauses list --format json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "search", "show"),
        default="list",
        help="what to do (default: list)",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="words to search for, or a clause, CLAUSE/VARIANT or definition to show",
    )
    parser.add_argument(
        "--library", metavar="DIR", help="folder of another library, shown beside the shipped one"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format (default: text)")
    parser.add_argument("--no-pager", action="store_true", help="print without a pager")


def run(args: argparse.Namespace) -> int:
    """List, search or show."""
    from ..diagnostic import Refused
    from ..source.files import Report
    from ..source.index import build_index, shipped_index
    from ..source.loading import load_library

    report = Report()
    index = shipped_index(report)
    if args.library:
        other = load_library(Path(args.library), report, index.libraries)
        if other is not None:
            index = build_index({**index.libraries, other.id: other})
    if report.failed:
        raise Refused(report.diagnostics)
    if args.action == "show":
        return _show(args, index)
    if args.action == "search" and not args.words:
        print("clausewright clauses search: name a word.", file=sys.stderr)
        return 2
    return _list(args, index)


def short(id: str) -> str:
    """Return an id as an author writes it: without the name of the shipped library."""
    return id.removeprefix("core:")


def _matches(subject: Clause | DefinedTerm, words: list[str]) -> bool:
    texts = [
        subject.id,
        getattr(subject, "question", ""),
        getattr(subject, "title", ""),
        getattr(subject, "term", ""),
    ]
    for variant in subject.variants.values():
        texts += [
            variant.name,
            variant.summary,
            *variant.circumventions,
            *variant.seen_in,
            *variant.tradeoffs.values(),
        ]
        texts += [p.about for p in variant.parameters.values()]
        texts.append(fragment_text(variant))
    everything = " ".join(texts).casefold()
    return all(word.casefold() in everything for word in words)


def _list(args: argparse.Namespace, index: Index) -> int:
    words = args.words if args.action == "search" else []
    clauses = (
        [c for c in index.clauses.values() if _matches(c, words)] if words else list(index.clauses.values())
    )
    terms = [t for t in index.terms.values() if _matches(t, words)] if words else list(index.terms.values())
    order = [c for form in index.forms.values() for s in form.sections for c in s.clauses]
    clauses.sort(key=lambda c: (order.index(c.id) if c.id in order else len(order), c.id))
    terms.sort(key=lambda t: t.term.casefold())
    if args.format == "json":
        data = {"clauses": [as_json(c) for c in clauses], "definitions": [as_json(t) for t in terms]}
        print(json.dumps(data, indent=2, ensure_ascii=False))
        return 0 if clauses or terms else 1
    if not clauses and not terms:
        print("Nothing has these words.")
        return 1
    from rich.padding import Padding
    from rich.text import Text

    from .console import console, paged

    screen = console()
    with paged(screen, not args.no_pager):
        for clause in clauses:
            screen.print(Text(short(clause.id), style="bold"))
            screen.print(Padding(Text(clause.question), (0, 0, 0, 4)))
            screen.print(Padding(Text(", ".join(clause.variants), style="dim"), (0, 0, 1, 4)))
        if terms:
            screen.print(Text("Definitions", style="bold underline"))
            for term in terms:
                line = Text(term.term)
                line.append(f"  {short(term.id)}: {', '.join(term.variants)}", style="dim")
                screen.print(Padding(line, (0, 0, 0, 4)))
        if words:
            screen.print()
        screen.print(
            Text(
                f"{len(clauses)} clauses, {len(terms)} definitions. "
                "`clausewright clauses show NAME` shows one.",
                style="dim",
            )
        )
    return 0


def _show(args: argparse.Namespace, index: Index) -> int:
    from ..source.suggest import mend_for

    if len(args.words) != 1:
        print("clausewright clauses show: name one clause, CLAUSE/VARIANT or definition.", file=sys.stderr)
        return 2
    name, _, variant = args.words[0].replace("=", "/").partition("/")
    subjects: dict[str, Clause | DefinedTerm] = {**index.clauses, **index.terms}
    found = [s for id, s in subjects.items() if name in {id, id.partition(":")[2]}]
    if len(found) != 1:
        known = {id.partition(":")[2] for id in subjects}
        why = (
            "several libraries have one; write the library before it"
            if found
            else mend_for(name, known, "clause")
        )
        print(f"clausewright clauses show: no clause or definition `{name}`. {why}", file=sys.stderr)
        return 2
    subject = found[0]
    if variant and variant not in subject.variants:
        mend = mend_for(variant, subject.variants, "variant")
        print(f"clausewright clauses show: `{name}` has no variant `{variant}`. {mend}", file=sys.stderr)
        return 2
    if args.format == "json":
        data = as_json(subject)
        if variant:
            data["variants"] = [v for v in data["variants"] if v["name"] == variant]
        print(json.dumps(data, indent=2, ensure_ascii=False))
        return 0
    from .console import console, paged

    screen = console()
    with paged(screen, not args.no_pager):
        _print_subject(screen, subject, variant)
    return 0


def _print_subject(screen: Console, subject: Clause | DefinedTerm, only: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    title = getattr(subject, "question", "") or f"“{getattr(subject, 'term', '')}”"
    screen.print(Text(short(subject.id), style="bold underline"))
    screen.print(Text(title))
    if getattr(subject, "choose", "one") == "any":
        screen.print(Text("Several variants can stand side by side.", style="dim"))
    for variant in subject.variants.values():
        if only and variant.name != only:
            continue
        screen.print()
        head = Text(variant.name, style="bold")
        if variant.contested:
            head.append("  contested", style="yellow")
        screen.print(head)
        screen.print(Padding(Text(variant.summary), (0, 0, 0, 2)))
        for label, lines in _facts(variant):
            screen.print(Padding(Text(label, style="dim"), (0, 0, 0, 2)))
            for line in lines:
                screen.print(Padding(Text(line), (0, 0, 0, 6)))
        screen.print()
        screen.print(Padding(Text(fragment_text(variant)), (0, 0, 0, 2)))


def _facts(variant: Variant) -> list[tuple[str, list[str]]]:
    out: list[tuple[str, list[str]]] = []
    parameters = []
    for p in variant.parameters.values():
        bounds = f", {p.minimum} to {p.maximum}" if p.minimum is not None and p.maximum is not None else ""
        choices = f", one of {', '.join(p.choices)}" if p.choices else ""
        default = "no default" if p.default is None else f"default {shown(p.default)}"
        parameters.append(f"{p.name} ({p.type}{bounds}{choices}; {default}): {p.about}")
    for label, lines in (
        ("Parameters", parameters),
        ("Requires", [str(c) for c in variant.requires]),
        ("Cannot stand beside", [str(c) for c in variant.conflicts]),
        ("Freedom", [variant.tradeoffs.get("freedom", "")]),
        ("Adoption", [variant.tradeoffs.get("adoption", "")]),
        ("Known ways round", list(variant.circumventions)),
        ("A like term is seen in", list(variant.seen_in)),
        ("Contested", [variant.contested] if variant.contested not in {"", "yes"} else []),
        ("Changes the text of", [variant.like] if variant.like else []),
    ):
        kept = [line for line in lines if line]
        if kept:
            out.append((label, kept))
    return out


def shown(value: Any) -> str:
    """Return a parameter's value as an author writes it."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def fragment_text(variant: Variant) -> str:
    """Return the text of a variant as a template.

    Values stand as ‹name›, references as [clause/id], spans with a condition in braces.
    """
    lines: list[str] = []
    for number, block in _numbered(variant.fragment.blocks):
        _block(block, number, 0, lines)
    return "\n".join(lines)


def block_text(block: FragmentBlock, *, items: bool = True) -> list[str]:
    """Return the lines of one paragraph as a template, with or without the items below it."""
    from ..document.record import replace

    lines: list[str] = []
    # its number depends on the license
    alone = replace(block, kind="plain" if block.kind == "item" else block.kind)
    _block(alone if items else replace(alone, items=(), wrap_up=None), 0, 0, lines)
    return lines


def _numbered(blocks: Any) -> list[tuple[int, Any]]:
    out = []
    count = 0
    for block in blocks:
        count += block.kind == "item"
        out.append((count, block))
    return out


def _block(block: Any, number: int, depth: int, lines: list[str]) -> None:
    pad = "    " * depth
    mark = {"item": f"{_digit(number, depth)} ", "bullet": "• ", "notice": "| "}.get(block.kind, "")
    notes = [f"if {short_condition(block.condition)}"] if block.condition else []
    notes += [f"to the slot {block.into}"] if block.into else []
    notes += [f"takes the slot {block.source}"] if block.source else []
    if block.kind != "bullets":
        text = block.text or _inline(block.content)
        note = f"  ⟨{'; '.join(notes)}⟩" if notes else ""
        lines.append(f"{pad}{mark}{text}{note}")
    for count, item in _numbered(block.items):
        _block(item, count, depth + (block.kind != "bullets"), lines)
    if block.wrap_up is not None:
        _block(block.wrap_up, 0, depth, lines)


def _digit(number: int, depth: int) -> str:
    from ..document import Level
    from ..document.labels import counter_text

    kinds = ("lower-alpha", "lower-roman", "upper-alpha")
    return f"({counter_text(Level(kinds[min(depth, 2)]), number)})"


def short_condition(condition: Any) -> str:
    """Return a condition as an author writes it."""
    return str(condition).replace("core:", "")


def _inline(pieces: Any) -> str:
    out = []
    for piece in pieces:
        name = type(piece).__name__
        if name == "Text":
            out.append(piece.text)
        elif name == "ValueHole":
            out.append(f"‹{piece.name}{''.join(f' {f}' for f in piece.filters)}›")
        elif name == "RefHole":
            out.append(f"[{', '.join(short(t) for t in piece.targets)}]")
        elif name == "SpanHole" and piece.condition is not None:
            note = "" if piece.condition.ref else f" ⟨if {short_condition(piece.condition)}⟩"
            out.append(f"{{{_inline(piece.children)}{note}}}")
        elif name == "Break":
            out.append("\n")
        else:
            out.append(_inline(piece.children))
    return "".join(out)


def as_json(subject: Clause | DefinedTerm) -> dict[str, Any]:
    """Return a clause or definition as plain data for `--format json`."""
    question = getattr(subject, "question", None)
    head: dict[str, Any] = {"id": subject.id}
    if question is not None:
        head |= {"title": subject.title, "question": question, "choose": subject.choose, "omit": subject.omit}  # type: ignore[union-attr]
    else:
        head |= {"term": subject.term, "forms": list(subject.forms)}  # type: ignore[union-attr]
    head["variants"] = [
        {
            "name": v.name,
            "summary": v.summary,
            "parameters": {
                p.name: {
                    "type": p.type,
                    "about": p.about,
                    "default": None if p.default is None else shown(p.default),
                }
                for p in v.parameters.values()
            },
            "requires": [str(c) for c in v.requires],
            "conflicts": [str(c) for c in v.conflicts],
            "tradeoffs": v.tradeoffs,
            "circumventions": list(v.circumventions),
            "seen-in": list(v.seen_in),
            "contested": v.contested,
            "text": fragment_text(v),
        }
        for v in subject.variants.values()
    ]
    return head
