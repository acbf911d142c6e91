"""`clausewright explain`: the deed of a license, or the answer for one path of activities."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..meaning.answer import Answer
    from ..meaning.deed import Deed
    from ..meaning.terms import Terms

_FORMATS = {".html": "html", ".md": "md", ".json": "json"}
_EPILOG = """\
examples:
  clausewright explain license.yaml
  clausewright explain network-copyleft --out build/deed.html
  clausewright explain llama-3.1 --to md               a known license
  clausewright explain license.yaml --against apache-2.0,llama-3.1,creativeml-openrail-m
  clausewright explain strong-copyleft --ask "fine-tune > serve-public"
  clausewright explain lesser-copyleft --ask "fine-tune > publish" --task "sorting mail"

A LICENSE is a manifest, a profile, a JSON document, or a known license. A deed follows from the provisions
of its text; text that nobody described gives a deed that says so and nothing else.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "license", metavar="LICENSE", help="manifest, profile, JSON document or known license"
    )
    parser.add_argument("--ask", metavar="PATH", help="one path of activities: `fine-tune > serve-public`")
    parser.add_argument(
        "--against",
        metavar="LICENSES",
        help="beside these, joined by commas, row by row: `apache-2.0,llama-3.1`",
    )
    parser.add_argument("--task", metavar="TEXT", help="with --ask: the one task that what is made states")
    parser.add_argument(
        "--purpose", metavar="WORD", action="append", default=[], help="with --ask: an aim; may be repeated"
    )
    parser.add_argument(
        "--to",
        choices=("terminal", "md", "html", "json"),
        help="form; default: by the ending of --out, or terminal",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json is --to json")
    parser.add_argument("--out", metavar="FILE", help="write to this file")
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Print the deed, or the answer for a path."""
    from .licenses import license_terms

    format = "json" if args.format == "json" else args.to
    format = format or _FORMATS.get(Path(args.out or "").suffix.lower(), "terminal")
    terms = license_terms(args.license, tuple(args.library))
    if args.ask is not None:
        return _ask(args, terms, format)
    from ..meaning.deed import deed

    made = deed(terms)
    if args.against:
        return _against(args, made, format)
    if format == "html":
        from ..meaning.deed_html import html

        data = html(made)
    else:
        from ..meaning import deed_text

        width = columns()
        data = {
            "terminal": lambda: deed_text.terminal(made, width),
            "md": lambda: deed_text.markdown(made),
            "json": lambda: deed_text.as_json(made),
        }[format]().encode()
    give(data, args.out)
    return 0


def _against(args: argparse.Namespace, first: Deed, format: str) -> int:
    from ..meaning import against
    from ..meaning.deed import deed
    from .licenses import license_terms

    if format == "html":
        print(
            "clausewright explain: --against prints to the terminal, as Markdown and as JSON.",
            file=sys.stderr,
        )
        return 2
    names = [name.strip() for name in args.against.split(",") if name.strip()]
    others = [deed(license_terms(name, tuple(args.library))) for name in names]
    side = against.side_by_side((first, *others))
    width = columns()
    text = {
        "terminal": lambda: against.terminal(side, width),
        "md": lambda: against.markdown(side),
        "json": lambda: against.as_json(side),
    }[format]()
    give(text.encode(), args.out)
    return 0


def columns() -> int:
    """Return the width of what is printed, 40 to 100."""
    import os
    import shutil

    width = (
        shutil.get_terminal_size().columns if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 80)
    )
    return max(40, min(width, 100))


def give(data: bytes, out: str | None) -> None:
    """Write to a file, or to standard output."""
    if out:
        from ..publish.whole import write_whole

        write_whole(Path(out), data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _ask(args: argparse.Namespace, terms: Terms, format: str) -> int:
    from ..meaning.paths import Given, ask
    from ..source.lineages.entries import leaves, purposes
    from ..source.suggest import mend_for

    path = [word.strip() for word in args.ask.split(">")]
    for words, known, what in ((path, leaves(), "activity"), (args.purpose, purposes(), "purpose")):
        for word in words:
            if word not in known:
                print(
                    f"clausewright explain: `{word[:80]}` is no {what}. {mend_for(word, known, what)}",
                    file=sys.stderr,
                )
                print(f"The words are: {', '.join(sorted(known))}.", file=sys.stderr)
                return 2
    if not terms.described:
        print("Nobody described what this text permits and asks, so nothing is said of it.")
        return 0
    answers = ask(path, terms, Given(task=args.task or "general", purpose=tuple(args.purpose)))
    if format == "json":
        import json

        give(
            (json.dumps([_plain(a, terms) for a in answers], indent=2, ensure_ascii=False) + "\n").encode(),
            args.out,
        )
        return 0
    lines = [f"{terms.title}", ""]
    for answer in answers:
        lines += _told(answer, terms)
    give(("\n".join(lines) + "\n").encode(), args.out)
    return 0


def _plain(answer: Answer, terms: Terms) -> dict[str, object]:
    return {
        "act": answer.question.act,
        "verdict": answer.verdict,
        "owes": [{"what": d.what, "cite": terms.cite(d.rule.id), "id": d.rule.id} for d in answer.duties],
        "because": [{"cite": terms.cite(id), "id": id} for _, id in answer.because],
        "missing": list(answer.missing),
        "basis": list(answer.basis),
        "flags": list(answer.flags),
    }


def _told(answer: Answer, terms: Terms) -> list[str]:
    from ..meaning.deed import owed
    from ..meaning.deed_text import owed_words
    from ..meaning.phrases import MARKS, VERDICTS

    cited = ", ".join(dict.fromkeys(terms.cite(id) for _, id in answer.because))
    basis = f", by {' and '.join(answer.basis)}" if answer.basis else ""
    lines = [f"{MARKS[answer.verdict]} {answer.question.act}: {VERDICTS[answer.verdict]}{basis}"]
    if answer.missing:
        lines[0] += f": {'; '.join(answer.missing)}"
    if cited:
        lines.append(f"    because of {cited}")
    lines += [f"    – {owed_words(one)}  [{one.cite}]" for one in (owed(d, terms) for d in answer.duties)]
    return lines
