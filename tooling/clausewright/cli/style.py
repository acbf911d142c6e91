"""`clausewright check --style`: what the drafting rules find in manifests, or in whole libraries."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..diagnostic import Diagnostic
    from ..source.library import Library


def run(args: argparse.Namespace) -> int:
    """Look at each manifest and each library folder; without either, at the shipped library."""
    from ..diagnostic import WARNING, has_errors, ordered
    from ..source.shipped import folder
    from .report import print_diagnostics

    places = [Path(name) for name in dict.fromkeys(args.manifests)] or [folder("clauses")]
    missing = [path for path in places if not path.exists()]
    for path in missing:
        print(f"clausewright check: there is no file or folder `{path}`.", file=sys.stderr)
    if missing:
        return 2
    others = [Path(name) for name in args.library]
    found = ordered(d for path in places for d in _look(path, others))
    print_diagnostics(found, args.format)
    if args.format == "text" and not found:
        print("No complaints.")
    return 1 if has_errors(found) or args.strict and any(d.severity == WARNING for d in found) else 0


def _look(path: Path, others: list[Path]) -> Iterator[Diagnostic]:
    from ..check.style import look_at_license
    from ..compose import compose_manifest
    from ..diagnostic import Refused

    try:
        if path.is_dir():
            yield from _library(path, others)
        else:
            yield from look_at_license(compose_manifest(path, others))
    except Refused as refused:
        yield from refused.diagnostics


def _library(path: Path, others: list[Path]) -> Iterator[Diagnostic]:
    """Look at one library; the shipped one and those after `--library` are there for it to use."""
    from ..check.style import look_at_library
    from ..diagnostic import Refused
    from ..source.files import Report
    from ..source.index import build_index
    from ..source.loading import load_library
    from ..source.shipped import folder

    report = Report()
    shipped = folder("clauses")
    libraries: dict[str, Library] = {}
    for place in dict.fromkeys(p.resolve() for p in (shipped, *others, path)):
        # a manifest's own folder may have no head of its own
        local = place == path.resolve() and not (place / "library.yaml").exists()
        library = load_library(place, report, libraries, local=local)
        if library is not None:
            libraries[library.id] = library
    if report.failed:
        raise Refused(report.diagnostics)
    wanted = next(x for x in libraries.values() if x.folder.resolve() == path.resolve())
    yield from look_at_library(wanted, build_index(libraries))
