"""`clausewright check-repo`: find what in a repository contradicts its license."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright check-repo my-model --bundle build/AWPL-1.0 --work work.yaml
  clausewright check-repo my-model --bundle AWPL-1.0.zip --work work.yaml --format github
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("repository", metavar="REPO", help="the folder of the model")
    parser.add_argument("--bundle", required=True, metavar="BUNDLE", help="the bundle of the license")
    parser.add_argument("--work", required=True, metavar="FILE", help="what the license is put on, as YAML")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of what is found (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Compare a repository with what its license asks for."""
    from ..diagnostic import has_errors, ordered
    from ..publish.repository import contradictions, plan, read_work
    from .report import print_diagnostics

    repository = Path(args.repository)
    for name in (args.bundle, args.work, args.repository):
        if not Path(name).exists():
            print(f"clausewright check-repo: there is no `{name}`.", file=sys.stderr)
            return 2
    work = read_work(Path(args.work))
    what = plan(Path(args.bundle), repository, work, drafts=True, replace=True)
    found = ordered(contradictions(repository, what))
    print_diagnostics(found, args.format, stream=sys.stderr if args.format == "text" else None)
    if args.format == "text" and not found:
        print("Nothing contradicts the license.")
    return 1 if has_errors(found) else 0
