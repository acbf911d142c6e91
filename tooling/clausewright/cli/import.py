"""`clausewright import`: a license that exists becomes a library, a form and a manifest."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..author import Imported

_EPILOG = """\
examples:
  clausewright import LICENSE.txt --out my-library
  clausewright import license.docx --out my-library --date 2024-05-01
  clausewright build my-library/license.yaml           the same words, in every format
  clausewright import LICENSE --out my-library --format json

Plain text, Markdown, HTML, Word (.docx) and our own JSON are read. Every section becomes a clause with
one variant, `imported`; what cannot be held so is kept word for word as a notice, and reported.
The folder is written whole or not at all, and never into one that has files.

exit status: 0 written, 1 the license cannot be read or held, 2 wrong use
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("license", metavar="LICENSE", help="the file of a license")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to make; it must not have files")
    parser.add_argument("--name", default="", help="name of the license where its text has no title")
    parser.add_argument("--date", default="", help="date of the license, as 2024-05-01")
    parser.add_argument(
        "--as",
        dest="kind",
        choices=("text", "markdown", "html", "docx", "json"),
        default="",
        help="format of the file (default: found from its name and bytes)",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="format of the report (default: text)"
    )


def run(args: argparse.Namespace) -> int:
    """Read the license and write the library."""
    source, out = Path(args.license), Path(args.out)
    if not source.is_file():
        return _wrong(f"there is no file `{args.license}`.")
    if args.date and not _is_date(args.date):
        return _wrong(f"`{args.date}` is no date; write it as 2024-05-01.")
    if out.is_symlink() or out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _wrong(f"`{args.out}` has files; give a folder that is empty or not there.")
    from ..author import import_license
    from ..diagnostic import Refused, ordered
    from ..source.licenses import read_license_fully
    from .report import print_diagnostics

    try:
        document, warnings = read_license_fully(source, format=args.kind)
        name = args.name or source.stem.replace("_", " ").strip() or "Imported license"
        made = import_license(document, out, name=name, file=str(source), date=args.date)
    except Refused as refused:
        print_diagnostics(refused.diagnostics, args.format)
        return 1
    found = ordered((*warnings, *made.diagnostics))
    if args.format == "json":
        print(_report(made, found))
        return 0
    print_diagnostics(found, "text")
    print(
        f"{made.folder}: {len(made.files)} files, {made.words:,} words, {made.verbatim:,} of them in notices."
    )
    return 0


def _report(made: Imported, found: tuple[object, ...]) -> str:
    from ..diagnostic.printers import PRINTERS

    diagnostics = json.loads(PRINTERS["json"](found, False) or "{}")  # type: ignore[arg-type]
    out = {
        "folder": str(made.folder),
        "files": list(made.files),
        "words": made.words,
        "verbatim_words": made.verbatim,
        "report": diagnostics,
    }
    return json.dumps(out, ensure_ascii=False, indent=2)


def _is_date(text: str) -> bool:
    from datetime import date

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrong(message: str) -> int:
    print(f"clausewright import: {message}", file=sys.stderr)
    return 2
