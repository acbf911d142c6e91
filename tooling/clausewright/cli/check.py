"""`clausewright check`: complaints about manifests and the licenses that they make."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright check license.yaml
  clausewright check examples/*.yaml --format sarif > findings.sarif
  clausewright check license.yaml --strict             warnings count as findings
  clausewright check --explain CW-REF-002              what a code means, and its mend
  clausewright check --space                           prove the shipped library as a whole
  clausewright check --space ./my-clauses --library ../theirs
  clausewright check --style license.yaml              the drafting rules instead
  clausewright check --style                           the same for the whole shipped library
  clausewright check --readability license.yaml        how hard each section is to read
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("manifests", nargs="*", metavar="MANIFEST", help="a manifest")
    parser.add_argument(
        "--library",
        action="append",
        default=[],
        metavar="DIR",
        help="folder of a library that manifests name; may be repeated",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of complaints (default: text)",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--space",
        nargs="?",
        const="",
        metavar="LIBRARY",
        help="prove that every selection of a library composes: the shipped one, or that in a folder",
    )
    instead.add_argument(
        "--style",
        action="store_true",
        help="apply the drafting rules: to manifests, to folders of libraries, or to the shipped library",
    )
    instead.add_argument(
        "--readability",
        action="store_true",
        help="print how hard each section is to read, as text or json",
    )
    instead.add_argument(
        "--explain", metavar="CODE", help="say what a code means, with an example and its mend"
    )


def run(args: argparse.Namespace) -> int:
    """Check manifests, prove a library, or explain a code."""
    if args.explain:
        return _explain(args.explain)
    if args.space is not None:
        return _space(args)
    if args.style:
        from . import style

        return style.run(args)
    if args.readability:
        from . import readability

        return readability.run(args)
    if not args.manifests:
        print("clausewright check: name a manifest, or a code with --explain.", file=sys.stderr)
        return 2
    from ..check import check
    from ..compose import compose_manifest
    from ..diagnostic import WARNING, Diagnostic, Refused, has_errors, ordered
    from .report import print_diagnostics

    missing = [name for name in args.manifests if not Path(name).exists()]
    for name in missing:
        print(f"clausewright check: there is no file `{name}`.", file=sys.stderr)
    if missing:
        return 2
    found: list[Diagnostic] = []
    for name in dict.fromkeys(args.manifests):
        try:
            found.extend(check(compose_manifest(Path(name), [Path(p) for p in args.library])))
        except Refused as refused:
            found.extend(refused.diagnostics)
    everything = ordered(found)
    print_diagnostics(everything, args.format)
    if args.format == "text" and not everything:
        print("No complaints.")
    return (
        1 if has_errors(everything) or args.strict and any(d.severity == WARNING for d in everything) else 0
    )


def _space(args: argparse.Namespace) -> int:
    if args.manifests:
        print("clausewright check: --space proves a library; check manifests apart.", file=sys.stderr)
        return 2
    from .space import run as prove

    return prove(args.space, args.library, args.format)


def _explain(code: str) -> int:
    from ..diagnostic.codes import CODES
    from ..source.suggest import mend_for

    entry = CODES.get(code.upper())
    if entry is None:
        print(
            f"clausewright check: there is no code `{code}`. {mend_for(code.upper(), CODES, 'code')}",
            file=sys.stderr,
        )
        return 2
    print(f"{entry.code} ({entry.severity}): {entry.title}\n\n{entry.why}")
    for title, text in (("Example", entry.bad), ("Mended", entry.good)):
        if text:
            print(f"\n{title}:\n\n" + "\n".join(f"    {line}" for line in text.splitlines()))
    return 0
