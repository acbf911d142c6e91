"""`clausewright compat`: whether weights under two licenses can meet in one model."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..meaning.answer import Answer
    from ..meaning.compat import Compatibility

_EPILOG = """\
examples:
  clausewright compat strong-copyleft gpl-3.0
  clausewright compat license.yaml apache-2.0 --format json

Exit status 0: a model made of both can be given to others. 1: it cannot, or nobody knows.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("first", metavar="A", help="manifest, profile, JSON document or known license")
    parser.add_argument("second", metavar="B", help="another one")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Say whether two licenses can meet, and why."""
    from ..meaning.compat import compat
    from .licenses import license_terms

    libraries = tuple(args.library)
    found = compat(license_terms(args.first, libraries), license_terms(args.second, libraries))
    if args.format == "json":
        import json

        tree = {
            "first": found.first.title,
            "second": found.second.title,
            "conveyable": found.conveyable,
            "under": found.under,
            "answers": [_plain(words, answer, found) for words, answer in found.answers],
        }
        sys.stdout.write(json.dumps(tree, indent=2, ensure_ascii=False) + "\n")
    else:
        _print(found)
    return 0 if found.conveyable else 1


def _print(found: Compatibility) -> None:
    from textwrap import wrap

    from ..meaning.phrases import MARKS, VERDICTS, thing
    from .explain import columns

    width = columns()

    def put(text: str, indent: int) -> None:
        print("\n".join(wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))))

    titles = {found.first.key: found.first, found.second.key: found.second}
    put(f"{found.first.title} and {found.second.title}", 0)
    print()
    for words, answer in found.answers:
        tail = f" on {'; '.join(answer.missing)}" if answer.verdict == "depends" else ""
        put(f"{MARKS[answer.verdict]} {words}: {VERDICTS[answer.verdict]}{tail}", 0)
        if answer.verdict in {"forbidden", "not-granted", "depends"}:
            for name, id in answer.because[:3]:
                put(f"because of {titles[name].title}, {titles[name].cite(id)}", 4)
        for duty in answer.duties if answer.verdict == "permitted" else ():
            terms = titles[duty.license]
            put(f"– {thing(duty.what, terms)}  [{terms.title}, {terms.cite(duty.rule.id)}]", 4)
        for clash in answer.clashes:
            cited = " and ".join(
                f"{titles[name].title}, {titles[name].cite(rule.id)}" if rule else titles[name].title
                for name, rule in zip(clash.licenses, clash.rules, strict=True)
            )
            put(f"! {cited}: {clash.why}", 4)
    print()
    put(
        f"The result can be given under {found.under}."
        if found.under
        else "The result cannot simply be given on.",
        0,
    )


def _plain(words: str, answer: Answer, found: Compatibility) -> dict[str, object]:
    titles = {found.first.key: found.first, found.second.key: found.second}
    return {
        "question": words,
        "act": answer.question.act,
        "verdict": answer.verdict,
        "owes": [
            {"what": d.what, "license": titles[d.license].title, "cite": titles[d.license].cite(d.rule.id)}
            for d in answer.duties
        ],
        "missing": list(answer.missing),
        "clashes": [
            {
                "cites": [
                    f"{titles[n].title}, {titles[n].cite(r.id)}" if r else titles[n].title
                    for n, r in zip(clash.licenses, clash.rules, strict=True)
                ],
                "why": clash.why,
            }
            for clash in answer.clashes
        ],
    }
