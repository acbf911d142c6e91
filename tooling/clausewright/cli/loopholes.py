"""`clausewright loopholes`: known ways to a closed product, tried against a license."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..meaning.loopholes import Found
    from ..source.index import Index

_STATUS = {
    "closed": ("✓", "closed"),
    "closed-hard-to-detect": ("✓", "closed in words, hard to detect"),
    "open": ("✗", "open"),
    "open-by-choice": ("○", "open by choice"),
    "beyond": ("–", "beyond what a license can hold"),
    "depends": ("?", "hangs on a fact"),
    "not-described": ("?", "not described"),
}
_EPILOG = """\
examples:
  clausewright loopholes license.yaml
  clausewright loopholes agpl-3.0
  clausewright loopholes license.yaml --ways my-ways.yaml
  clausewright loopholes network-copyleft --format json

A file of ways has the form of the one that comes with the package (docs/meaning.md). Exit status 1: a way is
open that the license does not leave open by choice.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "license", metavar="LICENSE", help="manifest, profile, JSON document or known license"
    )
    parser.add_argument("--ways", metavar="FILE", help="try the ways of this file too")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Try every way and print what came of it."""
    from ..meaning.loopholes import read_ways, shipped_ways, try_ways
    from ..source.files import Report
    from ..source.index import shipped_index
    from .licenses import license_terms

    ways = shipped_ways()
    if args.ways:
        from ..diagnostic import Refused
        from ..source.files import SourceFile, Unreadable, decode, read_bytes, shown
        from ..source.limits import FRAGMENT_BYTES

        try:
            text = decode(read_bytes(args.ways, FRAGMENT_BYTES, follow=True))
        except Unreadable as reason:
            report = Report()
            report.add(reason.code, f"{args.ways}: {reason}.", reason.mend)
            raise Refused(report.diagnostics) from None
        ways = (*ways, *read_ways(SourceFile(args.ways, shown(Path(args.ways)), text)))
    terms = license_terms(args.license, tuple(args.library))
    found = try_ways(terms, ways)
    index = shipped_index(Report())
    if args.format == "json":
        import json

        tree = [_plain(one, index) for one in found]
        sys.stdout.write(
            json.dumps({"license": terms.title, "ways": tree}, indent=2, ensure_ascii=False) + "\n"
        )
    else:
        _print(terms.title, found, bool(terms.texts), index)
    return 1 if any(one.status == "open" for one in found) else 0


def _print(title: str, found: tuple[Found, ...], composed: bool, index: Index) -> None:
    from textwrap import wrap

    from .explain import columns

    width = columns()
    print(f"{title}\n")
    for one in found:
        mark, words = _STATUS[one.status]
        cited = ", ".join(cite for cite, _ in one.cites) if one.status.startswith("closed") else ""
        print(f"{mark} {one.way.name}: {words}{f'  [{cited}]' if cited else ''}")
        lines = [one.way.about]
        if one.status == "closed-hard-to-detect":
            lines.append(f"{one.way.hidden}; seen by {one.way.seen_by}")
        if one.status == "beyond":
            lines.append(one.way.beyond)
        if one.status == "depends":
            lines.append(f"it hangs on this: {'; '.join(one.answer.missing)}")
        if one.status in {"open", "open-by-choice"} and composed:
            for choice in one.way.closed_by:
                cost = _cost(choice, index)
                lines.append(f"closed by `{choice}`{f', at this cost: {cost}' if cost else ''}")
        for line in lines:
            print("\n".join(wrap(f"{line}.", width, initial_indent="    ", subsequent_indent="      ")))
    counts = {words: sum(one.status == status for one in found) for status, (_, words) in _STATUS.items()}
    print("\n" + "; ".join(f"{count} {words}" for words, count in counts.items() if count) + ".")


def _cost(choice: str, index: Index) -> str:
    """Return what a variant of the shipped library costs in adoption."""
    name, _, variant = choice.partition("=")
    wanted = f"core:{name.removeprefix('definition:')}"
    for one in index.libraries["core"].variants():
        if one.subject == wanted and one.name == variant:
            return one.tradeoffs.get("adoption", "")
    return ""


def _plain(one: Found, index: Index) -> dict[str, object]:
    return {
        "way": one.way.name,
        "about": one.way.about,
        "status": one.status,
        "verdict": one.answer.verdict,
        "because": [{"cite": cite, "id": id} for cite, id in one.cites],
        "missing": list(one.answer.missing),
        "hidden": one.way.hidden,
        "seen_by": one.way.seen_by,
        "beyond": one.way.beyond,
        "closed_by": [{"choice": choice, "cost": _cost(choice, index)} for choice in one.way.closed_by],
    }
