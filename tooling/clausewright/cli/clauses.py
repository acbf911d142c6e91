"""`clausewright clauses`: browse the clauses of a library."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..publish.profiles import Chosen
    from ..source.index import Index
    from ..source.model import Clause, DefinedTerm, Variant

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
    """List, search or show; what is shown is the page of the clause reference."""
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


def _matches(subject: Clause | DefinedTerm, words: list[str]) -> bool:
    from ..publish.clause_text import fragment_text

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

    from ..publish.clause_text import short
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
    from ..publish.profiles import chosen

    if args.format == "json":
        data = as_json(subject, chosen(index))
        if variant:
            data["variants"] = [v for v in data["variants"] if v["name"] == variant]
        print(json.dumps(data, indent=2, ensure_ascii=False))
        return 0
    from .console import console, paged

    screen = console()
    from rich.markdown import Markdown

    from ..publish.clause_page import page

    text = page(subject, index, chosen(index), variant, links=False)
    with paged(screen, not args.no_pager):
        screen.print(Markdown(text, hyperlinks=False))
    return 0


def as_json(subject: Clause | DefinedTerm, who: Chosen | None = None) -> dict[str, Any]:
    """Return a clause or definition as plain data for `--format json`, with who chooses it where given."""
    from ..publish.clause_page import shown
    from ..publish.clause_text import fragment_text

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
            "aspirational": list(v.aspirational),
            **(_chosen_by(v, who) if who else {}),
            "text": fragment_text(v),
        }
        for v in subject.variants.values()
    ]
    return head


def _chosen_by(variant: Variant, who: Chosen) -> dict[str, list[str]]:
    key = (variant.subject, variant.name)
    return {"chosen-by": list(who.profiles.get(key, ())), "default-of": list(who.defaults.get(key, ()))}
