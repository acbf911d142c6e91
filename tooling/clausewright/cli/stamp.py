"""`clausewright stamp`: write a license into files of weights, and read it back."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright stamp model.gguf --bundle build/AWPL-1.0 --link https://example.org/awpl/1.0
  clausewright stamp model-*.safetensors --bundle AWPL-1.0.zip --base-model lab/base-7b
  clausewright stamp model.gguf --check --bundle build/AWPL-1.0
  clausewright stamp model.gguf --check --format json

No tensor is touched. Stamp before you sign: a signature is one over the stamped file.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="a .safetensors or .gguf file")
    parser.add_argument("--bundle", metavar="BUNDLE", help="the bundle of the license")
    parser.add_argument("--link", default="", metavar="URL", help="address of the license text")
    parser.add_argument(
        "--base-model",
        action="append",
        default=[],
        metavar="ID",
        help="what it was made from; may be repeated",
    )
    parser.add_argument("--check", action="store_true", help="read, and change nothing")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of what is found (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Stamp or check each file."""
    from ..diagnostic import Diagnostic, Refused, has_errors, ordered
    from ..diagnostic.json import as_json
    from ..publish.stamp import check_stamp, stamp, stamp_of
    from .report import print_diagnostics

    if wrong := _wrong(args):
        print(f"clausewright stamp: {wrong}", file=sys.stderr)
        return 2
    found: list[Diagnostic] = []
    done: dict[str, str] = {}
    try:
        what = stamp_of(Path(args.bundle), args.link, tuple(args.base_model)) if args.bundle else None
    except Refused as refused:
        print_diagnostics(refused.diagnostics, "text", stream=sys.stderr)
        return 1
    for name in args.files:
        try:
            if args.check or what is None:
                found += check_stamp(Path(name), what)
            else:
                done[name] = stamp(Path(name), what)
        except Refused as refused:
            found += refused.diagnostics
    found = list(ordered(found))
    if args.format == "json":
        print(json.dumps({"files": done, "diagnostics": [as_json(d) for d in found]}, indent=2))
    else:
        print_diagnostics(found, args.format, stream=sys.stderr if args.format == "text" else None)
        if args.format == "text":
            for name, how in done.items():
                print(f"{name}: {how}")
            if args.check and not found:
                print("Every file says what it should.")
    return 1 if has_errors(found) else 0


def _wrong(args: argparse.Namespace) -> str:
    """Return what is wrong with the arguments, or an empty string."""
    missing = [
        name for name in (*args.files, *([args.bundle] if args.bundle else [])) if not Path(name).exists()
    ]
    if missing:
        return f"there is no `{missing[0]}`."
    if not args.check and not args.bundle:
        return "--bundle names the license; or use --check."
    if args.link and not args.link.startswith(("https://", "http://")):
        return "--link takes an address that begins with https://."
    return ""
