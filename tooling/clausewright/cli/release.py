"""`clausewright release`: the next version of a license, with its changes, as a bundle."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

_EPILOG = """\
examples:
  clausewright release license.yaml --previous build/AWPL-1.0
  clausewright release license.yaml --previous AWPL-1.0.zip --bump major --out build/AWPL-2.0.zip
  clausewright release license.yaml --previous build/AWPL-1.0 --version 1.0.1 --date 2026-12-01

The manifest holds the changed choices already. The verb gives it the next version, id and date, and not a
byte besides, and makes the bundle with CHANGES.md and REDLINE.html. Both happen or neither.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("manifest", metavar="MANIFEST", help="a manifest, with the version before in it")
    parser.add_argument(
        "--previous", required=True, metavar="BUNDLE", help="the bundle of the version before"
    )
    parser.add_argument("--bump", choices=("major", "minor"), default="minor", help="default: minor")
    parser.add_argument("--version", metavar="VERSION", help="the version, instead of the next one")
    parser.add_argument("--id", metavar="ID", help="the id, instead of the one with the next version")
    parser.add_argument("--date", metavar="DATE", help="the date (default: today, or SOURCE_DATE_EPOCH)")
    parser.add_argument("--out", metavar="PLACE", help="as for `bundle`")
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format (default: text)")


def run(args: argparse.Namespace) -> int:
    """Bump, date, compare, bundle."""
    from ..check import check
    from ..compose import compose_manifest
    from ..diagnostic import Diagnostic, Refused, has_errors
    from ..publish.bundle import default_formats, make_bundle, moment, read_sources, stem
    from ..publish.place import place
    from ..publish.published import document_of
    from ..publish.release import next_id, next_version, with_names
    from ..publish.whole import write_whole
    from ..render.apply import canonical
    from ..render.options import Options

    path, libraries = Path(args.manifest), [Path(p) for p in args.library]
    for name in (args.manifest, args.previous):
        if not Path(name).exists():
            print(f"clausewright release: there is no `{name}`.", file=sys.stderr)
            return 2
    before = document_of(Path(args.previous))
    old = compose_manifest(path, libraries)
    info = before.license
    version = args.version or next_version(info.version, args.bump)
    names = {
        "version": version,
        "id": args.id or next_id(info.id, info.version, version),
        "date": args.date or _today().isoformat(),
    }
    text = with_names(old.manifest, names)
    composition = compose_manifest(path, libraries, text=text)
    found = check(composition, provisions=False)
    if has_errors(found):
        raise Refused(found)
    document = composition.document
    if canonical(old.document) == canonical(before):
        message = f"The text says what version {info.version} says."
        raise Refused([Diagnostic("CW-REL-004", message, "Change the manifest first.")])
    sources = read_sources(composition, default_formats(), Options(), before)
    target = Path(args.out) if args.out else Path("build") / stem(document)
    place(target, make_bundle(sources), moment(document), stem(document))
    write_whole(path, text.encode())
    if args.format == "json":
        print(json.dumps({"bundle": str(target), **names}, indent=2))
    else:
        print(f"{document.license.title}\n  {target}\n  {path} has the new version, id and date")
    return 0


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
