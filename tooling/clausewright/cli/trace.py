"""`clausewright trace`: what the licenses of a lineage say of everything in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_FORMATS = {".svg": "svg", ".mmd": "mermaid", ".dot": "dot", ".gv": "dot", ".json": "json"}
_EPILOG = """\
examples:
  clausewright trace examples/scenarios/guanaco.yaml --under strong-copyleft
  clausewright trace lineage.yaml --under license.yaml --out build/lineage.svg
  clausewright trace lineage.jsonl --format json       a large lineage, one step a line
  clausewright trace lineage.yaml --act distil --act publish
  clausewright trace my-model/README.md base/README.md my-model/adapter_config.json

`under-test` in a lineage is the license of --under; other names are profiles, manifests, JSON documents and
known licenses. Exit status 1: something was done against a license.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "lineage",
        metavar="LINEAGE",
        nargs="+",
        help="a lineage or scenario (YAML, JSON Lines); or model cards, merge and adapter settings, ML-BOMs",
    )
    parser.add_argument("--under", metavar="LICENSE", help="the license that `under-test` stands for")
    parser.add_argument(
        "--act",
        metavar="WORD",
        action="append",
        default=[],
        help="ask this of every artifact; may be repeated",
    )
    parser.add_argument(
        "--to",
        choices=("terminal", "svg", "mermaid", "dot", "json"),
        help="form; default: by the ending of --out, or terminal",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json is --to json")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Trace a lineage and print it."""
    from ..document.record import replace
    from ..meaning.facts import carry
    from ..meaning.known import names
    from ..meaning.reading import undescribed_terms
    from ..meaning.trace import trace
    from ..source.lineages import read_lineage
    from ..source.lineages.cards import is_found, read_found
    from ..source.lineages.entries import leaves
    from ..source.lineages.model import UNDER_TEST
    from ..source.suggest import mend_for
    from .licenses import license_terms

    for word in args.act:
        if word not in leaves():
            mend = mend_for(word, leaves(), "activity")
            print(f"clausewright trace: `{word[:80]}` is no activity. {mend}", file=sys.stderr)
            return 2
    paths = [Path(name) for name in args.lineage]
    found_files = all(is_found(path) for path in paths)
    if len(paths) > 1 and not found_files:
        print(
            "clausewright trace: several files are read together where all of them are model cards, "
            "merge or adapter configurations, or ML-BOMs.",
            file=sys.stderr,
        )
        return 2
    lineage = read_found(paths) if found_files else read_lineage(paths[0])
    libraries = tuple(args.library)
    terms = {}
    for name in lineage.license_names:
        if found_files and name not in names():
            # a tag that we do not know says nothing but itself
            terms[name] = undescribed_terms(name)
        elif name != UNDER_TEST:
            terms[name] = license_terms(name, libraries)
        elif args.under is None:
            print(
                "clausewright trace: the lineage has a license `under-test`; say which with --under.",
                file=sys.stderr,
            )
            return 2
        else:
            terms[name] = replace(license_terms(args.under, libraries), key=UNDER_TEST)
    found = trace(carry(lineage, terms), tuple(args.act))
    format = "json" if args.format == "json" else args.to
    format = format or _FORMATS.get(Path(args.out or "").suffix.lower(), "terminal")
    if format in {"svg", "mermaid", "dot"}:
        from ..meaning import graphs

        count = len(lineage.artifacts)
        if count > graphs.MOST:
            print(
                f"clausewright trace: a graph shows at most {graphs.MOST} artifacts; there are {count:,}. "
                "Use the terminal or JSON.",
                file=sys.stderr,
            )
            return 2
        text = {"svg": graphs.svg, "mermaid": graphs.mermaid, "dot": graphs.dot}[format](found)
    else:
        from ..meaning import trace_text
        from .explain import columns

        text = trace_text.as_json(found) if format == "json" else trace_text.terminal(found, columns())
    from .explain import give

    give(text.encode(), args.out)
    return 1 if found.faults else 0
