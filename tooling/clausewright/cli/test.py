"""`clausewright test`: scenarios, run like tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..meaning.scenarios import Outcome

_PLACES = ("scenarios", "examples/scenarios")
_EPILOG = """\
examples:
  clausewright test                                    every scenario in scenarios/ or examples/scenarios/
  clausewright test examples/scenarios/vicuna.yaml --verbose
  clausewright test --under license.yaml my-case.yaml  one's own license on trial
  clausewright test --junit build/scenarios.xml

Without --under, the six shipped profiles are on trial. With it, expectations count that stand without
`under`, or that name the license.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("scenarios", metavar="SCENARIO", nargs="*", help="a scenario, or a folder of them")
    parser.add_argument(
        "--under",
        metavar="LICENSE",
        action="append",
        default=[],
        help="license on trial: manifest, profile, JSON document or known license; may be repeated",
    )
    parser.add_argument("--junit", metavar="FILE", help="write a report in JUnit's form")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="name what passed too, with the deciding section"
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Run scenarios and print what came of them."""
    from ..meaning.scenarios import run as run_scenario
    from ..source.lineages import read_lineage
    from .licenses import PROFILES, license_terms
    from .scenario_report import as_json, as_junit, print_text

    files = _files(args.scenarios)
    if not files:
        where = ", ".join(args.scenarios) or " and ".join(f"{place}/" for place in _PLACES)
        print(f"clausewright test: there is no scenario in {where}.", file=sys.stderr)
        return 2
    libraries = tuple(args.library)
    outcomes: list[Outcome] = []
    from ..diagnostic import Diagnostic, Refused

    refused: list[Diagnostic] = []
    for file in files:
        try:
            lineage = read_lineage(file)
        except Refused as error:
            refused.extend(error.diagnostics)
            continue
        outcomes += run_scenario(
            lineage, tuple(args.under) or PROFILES, lambda name: license_terms(name, libraries)
        )
    if refused:
        from .report import print_diagnostics

        print_diagnostics(refused, "text", stream=sys.stderr)
    if args.junit:
        from ..publish.whole import write_whole

        write_whole(Path(args.junit), as_junit(outcomes))
    if args.format == "json":
        sys.stdout.write(as_json(outcomes))
    else:
        print_text(outcomes, args.verbose)
    if not outcomes and not refused:
        print("clausewright test: no expectation concerns these licenses.", file=sys.stderr)
        return 2
    return 1 if refused or any(not one.passed for one in outcomes) else 0


def _files(names: list[str]) -> list[Path]:
    if not names:
        folder = next((Path(place) for place in _PLACES if Path(place).is_dir()), None)
        return sorted(folder.glob("*.yaml")) if folder else []
    out: list[Path] = []
    for name in names:
        path = Path(name)
        out += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return out
