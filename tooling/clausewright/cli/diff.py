"""`clausewright diff`: a redline of two licenses that knows sections, definitions and duties."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..redline import Comparison
    from ..redline.options import ShowOptions

SAME, DIFFERENT, WRONG = 0, 1, 2

_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".pdf": "pdf",
    ".docx": "docx",
    ".json": "json",
}
_FILES = {"pdf": "PDF", "docx": "Word file"}
"""Formats that no terminal shows."""

_EPILOG = """\
examples:
  clausewright diff old.yaml new.yaml
  clausewright diff strong-copyleft network-copyleft --stat
  clausewright diff HEAD~1:license.yaml license.yaml
  clausewright diff LICENSE.md license.yaml --to html --out redline.html
  clausewright diff old.docx license.yaml --out redline.docx --author "Ann Counsel" --date 2026-11-24
  clausewright diff api-disclosure/weights-to-users api-disclosure/materials-on-request
  clausewright diff --variants api-disclosure          all variants side by side

A and B are each a manifest, a profile, a variant `clause/variant`, a license file, a bundle, or REV:path in
git.

exit status: 0 the same, 1 different, 2 wrong use or input that cannot be read
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("texts", nargs="*", metavar="A B", help="what to compare")
    parser.add_argument("--variants", metavar="CLAUSE", help="all variants of a clause side by side")
    parser.add_argument(
        "--to",
        choices=("terminal", "md", "html", "pdf", "docx", "json"),
        default=None,
        help="format (default: terminal, or what the ending of --out says)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json is --to json")
    parser.add_argument("--out", metavar="FILE", help="write into a file")
    parser.add_argument("--stat", action="store_true", help="figures by section, and no text")
    parser.add_argument("--full", action="store_true", help="show paragraphs without a change, too")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper of PDF and Word")
    parser.add_argument("--author", metavar="NAME", help="whose the tracked changes in Word are")
    parser.add_argument(
        "--date",
        metavar="DATE",
        help="when they were made, ISO date or time (default: that of B; never the clock)",
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )
    parser.add_argument("--no-pager", action="store_true", help="print without a pager")
    parser.add_argument(
        "--git", action="store_true", help="be git's diff driver: take the arguments that git gives"
    )


def run(args: argparse.Namespace) -> int:
    """Compare and show."""
    from ..diagnostic import ClausewrightError, Refused

    format = "json" if args.format == "json" else args.to or _by_ending(args.out)
    wrong = _wrong(args, format)
    if wrong:
        return _usage(wrong)
    try:
        if args.git:
            return _driver(args)
        if args.variants:
            return _matrix(args, format)
        return _two(args, format)
    except Refused as refused:
        from .report import print_diagnostics

        print_diagnostics(refused.diagnostics, "text", stream=sys.stderr)
        return WRONG
    except ClausewrightError as error:
        return _usage(str(error))


def _usage(message: str) -> int:
    print(f"clausewright diff: {message}", file=sys.stderr)
    return WRONG


def _wrong(args: argparse.Namespace, format: str) -> str:
    """Return what is wrong with the arguments together, or an empty string."""
    if args.git:
        return "" if len(args.texts) >= 7 else "--git is for git, which gives seven arguments or more."
    if args.variants:
        if args.texts:
            return "give --variants, or two texts."
        return "--variants goes to terminal, md, html and json." if format in _FILES else ""
    if len(args.texts) != 2:
        return "two texts are needed. Try `clausewright diff --help`."
    if format in _FILES and not args.out and sys.stdout.isatty():
        return f"a {_FILES[format]} needs --out."
    return _wrong_signature(args, format)


def _wrong_signature(args: argparse.Namespace, format: str) -> str:
    """Return what is wrong with the author and the date of tracked changes, or an empty string."""
    if format != "docx":
        given = next((name for name in ("author", "date") if getattr(args, name) is not None), "")
        return f"--{given} is for Word: give --to docx." if given else ""
    if args.author is not None and not args.author.strip():
        return "--author is empty; Word shows a name beside each change."
    if args.date is None:
        return ""
    from ..redline.docx import moment

    try:
        moment(args.date)
    except (ValueError, OverflowError):
        return f"--date `{args.date}` is no date. Write 2026-11-24, or 2026-11-24T10:30:00Z."
    return ""


def _by_ending(out: str | None) -> str:
    ending = Path(out).suffix.lower() if out else ""
    return _ENDINGS.get(ending, "terminal")


def _two(args: argparse.Namespace, format: str) -> int:
    from ..redline import compare
    from ..redline.table import FORMATS
    from .sides import read_side

    libraries = [Path(p) for p in args.library]
    first, second = (read_side(name, libraries) for name in args.texts)
    comparison = compare(first, second, (args.texts[0], args.texts[1]))
    _give(FORMATS[format].render(comparison, _options(args)), args, format)
    return SAME if comparison.same else DIFFERENT


def _matrix(args: argparse.Namespace, format: str) -> int:
    from ..redline.matrix import matrix
    from .variants import all_variants, subjects

    libraries = [Path(p) for p in args.library]
    variants = all_variants(args.variants, libraries)
    if not variants:
        from ..source.suggest import mend_for

        mend = mend_for(args.variants, subjects(libraries), "clause")
        return _usage(f"there is no clause or definition `{args.variants}`. {mend}")
    made = matrix(args.variants, variants)
    if format == "html":
        from ..redline.matrix_html import render
    else:
        from ..redline import matrix_text

        render = {"terminal": matrix_text.terminal, "md": matrix_text.markdown, "json": matrix_text.json}[
            format
        ]
    _give(render(made, _options(args)), args, format)
    return SAME if made.same else DIFFERENT


def _options(args: argparse.Namespace) -> ShowOptions:
    import os
    import shutil

    from ..redline.options import AUTHOR, ShowOptions
    from .report import wants_color

    width = (
        shutil.get_terminal_size().columns if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 80)
    )
    color = wants_color(sys.stdout) and not args.out
    return ShowOptions(
        columns=max(40, min(width, 100)),
        color=color,
        stat=args.stat,
        full=args.full,
        paper=args.paper,
        author=args.author or AUTHOR,
        date=args.date or "",
    )


def _give(data: bytes, args: argparse.Namespace, format: str) -> None:
    """Write the result to the file, through the pager, or to standard output."""
    if args.out:
        from ..publish.whole import write_whole

        write_whole(Path(args.out), data)
        return
    if format == "terminal" and sys.stdout.isatty() and not args.no_pager:
        import os
        import pydoc

        # as in `show`: a pager that passes color on and leaves short texts on the screen
        os.environ.setdefault("LESS", "-RFX")
        pydoc.pager(data.decode())
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


# -- git


def _driver(args: argparse.Namespace) -> int:
    """Show one file as git asks for it; git takes any status but 0 for a failure.

    git gives: path, old file, its hash and mode, new file, its hash and mode; for a renamed file also the
    new path and what to say of it. The two files are copies in a folder of their own.
    """
    from ..diagnostic import ClausewrightError, Refused

    path, old, new = args.texts[0], args.texts[1], args.texts[4]
    where = args.texts[7] if len(args.texts) > 7 else path
    print(f"diff --clausewright a/{path} b/{where}")
    try:
        comparison = _compared(path, where, old, new, [Path(p) for p in args.library])
    except (ClausewrightError, OSError) as error:
        reason = error.diagnostics[0].message if isinstance(error, Refused) else str(error)
        print(f"(not compared as licenses: {reason})")
        sys.stdout.writelines(_plain(f"a/{path}", f"b/{where}", old, new))
        return SAME
    from ..redline.terminal import render

    args.out = None
    options = _options(args)
    sys.stdout.flush()
    sys.stdout.buffer.write(render(comparison, options))
    return SAME


def _compared(path: str, where: str, old: str, new: str, libraries: Sequence[Path]) -> Comparison:
    from ..redline import compare
    from .sides import read_side

    first = read_side(old, libraries, path=Path(path))
    second = read_side(new, libraries, path=Path(where))
    return compare(first, second, (f"a/{path}", f"b/{where}"))


def _plain(before: str, after: str, old: str, new: str) -> Sequence[str]:
    """Return an ordinary diff of two files, by lines."""
    from difflib import unified_diff

    def lines(name: str) -> list[str]:
        text = "" if name == "/dev/null" else Path(name).read_text(encoding="utf-8", errors="replace")
        return [line + "\n" for line in text.splitlines()]

    return list(unified_diff(lines(old), lines(new), before, after))
