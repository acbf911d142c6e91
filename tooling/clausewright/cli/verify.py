"""`clausewright verify`: whether a bundle is what was published."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..publish.verify import Verification

_EPILOG = """\
examples:
  clausewright verify build/AWPL-1.0
  clausewright verify AWPL-1.0.zip
  clausewright verify AWPL-1.0.tar.gz --no-rebuild --format json

Every file is held against its sum, and what was made from the sources inside is made again and compared.
What cannot be made here as it was made there is named and not called verified.

exit status: 0 nothing is wrong, 1 something is, 2 wrong use
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("bundle", metavar="BUNDLE", help="a folder, or a .zip, .tar.gz or .tgz file")
    parser.add_argument("--no-rebuild", action="store_true", help="check the sums only")
    parser.add_argument("--quiet", action="store_true", help="print complaints only, without redlines")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of what is found (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Verify and tell."""
    from ..diagnostic import Refused
    from ..publish.verify import verify
    from .report import print_diagnostics

    path = Path(args.bundle)
    if not path.exists():
        print(f"clausewright verify: there is no `{args.bundle}`.", file=sys.stderr)
        return 2
    try:
        found = verify(path, again=not args.no_rebuild)
    except Refused as refused:
        if args.format == "json":
            print(_json(str(path), refused.diagnostics))
        else:
            stream = sys.stderr if args.format == "text" else None
            print_diagnostics(refused.diagnostics, args.format, stream=stream)
        return 1
    if args.format == "json":
        print(_json(found.path, found.diagnostics, found))
    elif args.format == "text":
        _tell(found, args.quiet)
    else:
        print_diagnostics(found.diagnostics, args.format)
    return 1 if found.failed else 0


def _json(path: str, diagnostics: object, found: Verification | None = None) -> str:
    from ..diagnostic.json import as_json

    data = {
        "bundle": path,
        "verdict": "wrong" if found is None or found.failed else "right",
        "license": dict(found.license) if found else {},
        "sha256": found.text if found else "",
        "rebuilt": found.rebuilt if found else [],
        "not_rebuilt": found.not_rebuilt if found else {},
        "different": sorted(found.different) if found else [],
        "diagnostics": [as_json(d) for d in diagnostics],  # type: ignore[attr-defined]
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _tell(found: Verification, quiet: bool) -> None:
    from ..publish.difference import difference
    from ..redline.options import ShowOptions
    from .report import print_diagnostics, wants_color

    print_diagnostics(found.diagnostics, "text", stream=sys.stderr)
    if quiet:
        return
    sys.stderr.flush()
    options = ShowOptions(color=wants_color(sys.stdout))
    for name, (before, after) in found.different.items():
        print(f"\n{name}:\n{difference(name, before, after, options).rstrip()}\n")
    title = f"{found.license.get('name', '?')}, version {found.license.get('version', '?')}"
    print(f"{title} ({found.license.get('id', '?')})\n  LICENSE has the SHA-256 {found.text or '?'}")
    if found.rebuilt:
        print(f"  made again from the sources and found the same: {', '.join(found.rebuilt)}")
    for why in dict.fromkeys(found.not_rebuilt.values()):
        names = [name for name, reason in found.not_rebuilt.items() if reason == why]
        print(f"  not made again ({why.rstrip('.')}): {', '.join(names)}")
    print("  This is not the bundle that was published." if found.failed else "  Nothing is wrong.")
