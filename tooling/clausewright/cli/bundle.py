"""`clausewright bundle`: everything that is published of a license, in one folder or archive."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diagnostic import Diagnostic
    from ..document import Document

_EPILOG = """\
examples:
  clausewright bundle license.yaml --out build/AWPL-1.0
  clausewright bundle license.yaml --out build/AWPL-1.0.zip
  clausewright bundle license.yaml --out build/AWPL-1.1.tar.gz --previous build/AWPL-1.0
  clausewright verify build/AWPL-1.0

The bundle holds LICENSE, the renderings, the manifest as written and as resolved, the sources of the text,
the lock, the record of reviews, CITATION.cff and SHA256SUMS. The same sources and versions give the same
bytes. A text that stands there under the same version is never replaced by another.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("manifest", metavar="MANIFEST", help="a manifest")
    parser.add_argument(
        "--out", metavar="PLACE", help="a folder, or a .zip or .tar.gz file (default: build/ID-VERSION)"
    )
    parser.add_argument(
        "--previous",
        metavar="LICENSE",
        help="the version before, whose changes are shown: a bundle, a manifest or a license file",
    )
    parser.add_argument("--to", metavar="FORMATS", help="formats, separated by commas (default: all)")
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )
    parser.add_argument(
        "--templates", metavar="DIR", help="folder of your own templates, looked into before the shipped ones"
    )
    parser.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper of the PDF (default: a4)"
    )
    parser.add_argument(
        "--replace-draft", action="store_true", help="replace a text that stands there and was not reviewed"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of complaints; json also says what was written (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Compose, check, render and place."""
    from ..check import check
    from ..compose import compose_manifest
    from ..diagnostic import Refused, has_errors, ordered
    from ..publish.bundle import make_bundle, moment, read_sources, stem
    from ..publish.place import place
    from ..render.options import Options

    formats = _formats(args)
    if isinstance(formats, int):
        return formats
    if not Path(args.manifest).exists():
        print(f"clausewright bundle: there is no file `{args.manifest}`.", file=sys.stderr)
        return 2
    if args.templates and not Path(args.templates).is_dir():
        print(f"clausewright bundle: there is no folder `{args.templates}`.", file=sys.stderr)
        return 2
    libraries = [Path(p) for p in args.library]
    options = Options(templates=Path(args.templates) if args.templates else None, paper=args.paper)
    try:
        composition = compose_manifest(Path(args.manifest), libraries)
        found = check(composition, provisions=False)
        if has_errors(found):
            raise Refused(found)
        document = composition.document
        sources = read_sources(composition, formats, options, _previous(args.previous, libraries))
        target = Path(args.out) if args.out else Path("build") / stem(document)
        placed = place(
            target, make_bundle(sources), moment(document), stem(document), drafts=args.replace_draft
        )
    except Refused as refused:
        return _complain(refused.diagnostics, args)
    if args.format == "json":
        record = {
            "bundle": str(placed.path),
            "license": document.license.id,
            "unchanged": placed.unchanged,
            "signature_dropped": placed.signature_dropped,
        }
        print(json.dumps(record, indent=2, ensure_ascii=False))
        return 0
    if found:
        _complain(ordered(found), args)
    print(f"{document.license.title}\n  {placed.path}{' (up to date)' if placed.unchanged else ''}")
    if placed.signature_dropped:
        print("  The bundle that stood there was signed; sign this one anew.", file=sys.stderr)
    return 0


def _formats(args: argparse.Namespace) -> tuple[str, ...] | int:
    from ..publish.bundle import default_formats
    from ..render.table import formats
    from ..source.suggest import mend_for

    if args.to is None:
        return default_formats()
    names = tuple(dict.fromkeys(name.strip() for name in args.to.split(",") if name.strip()))
    table = formats()
    for name in names:
        if name not in table:
            print(
                f"clausewright bundle: there is no format `{name}`. {mend_for(name, table, 'format')}",
                file=sys.stderr,
            )
            return 2
    return names


def _previous(name: str | None, libraries: list[Path]) -> Document | None:
    if name is None:
        return None
    from ..publish.archives import ending
    from ..publish.published import document_of
    from .sides import read_side

    path = Path(name)
    if path.is_dir() or ending(path.name):
        return document_of(path)
    return read_side(name, libraries)


def _complain(found: Sequence[Diagnostic], args: argparse.Namespace) -> int:
    from .report import print_diagnostics

    print_diagnostics(found, args.format, stream=sys.stderr if args.format == "text" else None)
    return 1
