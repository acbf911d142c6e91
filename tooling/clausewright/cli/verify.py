"""`clausewright verify`: whether a bundle is what was published."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diagnostic import Diagnostic
    from ..publish.signing import Signed
    from ..publish.verify import Verification

_EPILOG = """\
examples:
  clausewright verify build/AWPL-1.0
  clausewright verify AWPL-1.0.zip
  clausewright verify AWPL-1.0.tar.gz --no-rebuild --format json
  clausewright verify AWPL-1.0.zip --allowed-signers signers --signed-by ada@example.org

Every file is held against its sum, and what was made from the sources inside is made again and compared.
What cannot be made here as it was made there is named and not called verified.

exit status: 0 nothing is wrong, 1 something is, 2 wrong use
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("bundle", metavar="BUNDLE", help="a folder, or a .zip, .tar.gz or .tgz file")
    parser.add_argument("--no-rebuild", action="store_true", help="check the sums only")
    parser.add_argument(
        "--allowed-signers",
        metavar="FILE",
        help="who may sign, as ssh-keygen reads it; a signature is then asked for",
    )
    parser.add_argument("--signed-by", metavar="WHO", default="", help="who of them must have signed")
    parser.add_argument(
        "--on", metavar="DATE", help="the day on which the key must have been valid (default: today)"
    )
    parser.add_argument("--namespace", default="clausewright-bundle", help="what the signature must be for")
    parser.add_argument("--quiet", action="store_true", help="print complaints only, without redlines")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of what is found (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Verify and tell."""
    from ..diagnostic import Refused, ordered
    from ..publish.signing import check_signature
    from ..publish.verify import verify
    from .report import print_diagnostics

    path = Path(args.bundle)
    if not path.exists():
        print(f"clausewright verify: there is no `{args.bundle}`.", file=sys.stderr)
        return 2
    wrong = _wrong(args)
    if wrong:
        print(f"clausewright verify: {wrong}", file=sys.stderr)
        return 2
    try:
        found = verify(path, again=not args.no_rebuild)
        signers = Path(args.allowed_signers) if args.allowed_signers else None
        signed = check_signature(path, signers, args.signed_by, _day(args.on), args.namespace)
        if signed is not None:
            found.diagnostics = ordered((*found.diagnostics, *signed.diagnostics))
    except Refused as refused:
        if args.format == "json":
            print(_json(str(path), refused.diagnostics))
        else:
            stream = sys.stderr if args.format == "text" else None
            print_diagnostics(refused.diagnostics, args.format, stream=stream)
        return 1
    if args.format == "json":
        print(_json(found.path, found.diagnostics, found, signed))
    elif args.format == "text":
        _tell(found, signed, args.quiet)
    else:
        print_diagnostics(found.diagnostics, args.format)
    return 1 if found.failed else 0


def _wrong(args: argparse.Namespace) -> str:
    """Return what is wrong with the arguments, or an empty string."""
    if args.allowed_signers and not Path(args.allowed_signers).is_file():
        return f"there is no file `{args.allowed_signers}`."
    if (args.signed_by or args.on) and not args.allowed_signers:
        return "--signed-by and --on go with --allowed-signers."
    try:
        _day(args.on)
    except ValueError:
        return "--on takes a date such as 2026-11-23."
    return ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _json(
    path: str,
    diagnostics: Sequence[Diagnostic],
    found: Verification | None = None,
    signed: Signed | None = None,
) -> str:
    from ..diagnostic.json import as_json

    data = {
        "bundle": path,
        "verdict": "wrong" if found is None or found.failed else "right",
        "license": dict(found.license) if found else {},
        "sha256": found.text if found else "",
        "rebuilt": found.rebuilt if found else [],
        "not_rebuilt": found.not_rebuilt if found else {},
        "different": sorted(found.different) if found else [],
        "signed_by": signed.by if signed else "",
        "key": signed.key if signed else "",
        "diagnostics": [as_json(d) for d in diagnostics],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _tell(found: Verification, signed: Signed | None, quiet: bool) -> None:
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
    if signed is not None and signed.by:
        print(f"  signed by {signed.by} with the key {signed.key}")
    elif signed is None or not signed.key:
        print("  not signed" + (", and not all of it was made again" if found.not_rebuilt else ""))
    print("  This is not the bundle that was published." if found.failed else "  Nothing is wrong.")
