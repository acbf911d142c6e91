"""`clausewright conform`: criteria of others held against a license."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..meaning.conform import Result
    from ..meaning.terms import Terms

_MARKS = {"met": "✓", "not-met": "✗", "needs-human": "?", "contested": "!"}
_WORDS = {"met": "met", "not-met": "not met", "needs-human": "needs a human", "contested": "contested"}
_EPILOG = """\
examples:
  clausewright conform license.yaml
  clausewright conform network-copyleft --to osd,eu-ai-act
  clausewright conform license.yaml --mend             which changed choice would meet it
  clausewright conform llama-3.1 --to four-freedoms --format json

sets: four-freedoms, osd, osaid, dfsg, mof, eu-ai-act
Nothing is called met because nothing was found. Results are no approval and no legal advice.
Exit status 1: a criterion is not met.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "license", metavar="LICENSE", help="manifest, profile, JSON document or known license"
    )
    parser.add_argument(
        "--mend", action="store_true", help="name a single changed choice that would meet what is not met"
    )
    parser.add_argument("--to", metavar="SETS", help="sets of criteria, joined by commas (default: all)")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="DIR", help="folder of a library; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Hold criteria against the license and print what came of them."""
    from ..meaning.conform import NOT_MET, SETS, all_met, conform, criteria
    from ..source.suggest import mend_for
    from .licenses import license_terms

    names = tuple(name.strip() for name in args.to.split(",")) if args.to else SETS
    for name in names:
        if name not in SETS:
            print(
                f"clausewright conform: there is no set `{name[:80]}`. {mend_for(name, SETS, 'set')}",
                file=sys.stderr,
            )
            return 2
    terms = license_terms(args.license, tuple(args.library))
    found = {name: conform(terms, name) for name in names}
    mended: dict[str, str] = {}
    if args.mend:
        if not terms.choices:
            print("clausewright conform: --mend takes a manifest or a profile.", file=sys.stderr)
            return 2
        for name, results in found.items():
            mended.update(_mended(args, terms, name, results))
    if args.format == "json":
        import json

        tree = {
            "license": terms.title,
            "sets": [
                {
                    "set": name,
                    "title": criteria(name).title,
                    "source": criteria(name).source,
                    "note": criteria(name).prints,
                    "criteria": [
                        {
                            "id": one.criterion.id,
                            "about": one.criterion.about,
                            "source": one.criterion.source,
                            "result": one.result,
                            "why": one.why,
                            "because": [{"cite": cite, "id": id} for cite, id in one.cites],
                            "choices": list(one.choices),
                            "mend": mended.get(one.criterion.id),
                        }
                        for one in results
                    ],
                }
                for name, results in found.items()
            ],
        }
        sys.stdout.write(json.dumps(tree, indent=2, ensure_ascii=False) + "\n")
    else:
        from textwrap import wrap

        from .explain import columns

        width = columns()
        print(terms.title)
        for name, results in found.items():
            given = criteria(name)
            print(f"\n{given.title}\n")
            for one in results:
                cited = ", ".join(cite for cite, _ in one.cites)
                tail = f"  [{cited}]" if cited else ""
                print(f"{_MARKS[one.result]} {one.criterion.id}: {_WORDS[one.result]}{tail}")
                lines = [one.criterion.about, one.why and f"{one.why[0].upper()}{one.why[1:].rstrip('.')}."]
                if one.choices:
                    lines.append(f"Caused by {', '.join(f'`{choice}`' for choice in one.choices)}.")
                if one.criterion.id in mended:
                    lines.append(mended[one.criterion.id])
                for line in filter(None, lines):
                    print("\n".join(wrap(line, width, initial_indent="    ", subsequent_indent="      ")))
            counts = {word: sum(one.result == key for one in results) for key, word in _WORDS.items()}
            print("\n" + "; ".join(f"{count} {word}" for word, count in counts.items() if count) + ".")
            note = given.prints + (" Literal conformance is not approval." if all_met(results) else "")
            print("\n".join(wrap(f"{note} Source: {given.source}.", width)))
    return 1 if any(one.result == NOT_MET for results in found.values() for one in results) else 0


def _mended(args: argparse.Namespace, terms: Terms, name: str, results: tuple[Result, ...]) -> dict[str, str]:
    """Return, for each criterion that is not met or contested, a sentence on what would meet it."""
    from pathlib import Path

    import yaml

    from ..compose import compose_manifest
    from ..meaning.mending import Change, mends, with_change
    from ..meaning.reading import terms_of
    from ..publish.profiles import manifest_of
    from ..source.files import Report
    from ..source.index import shipped_index

    path = Path(args.license)
    text = path.read_text(encoding="utf-8") if path.is_file() else manifest_of(args.license)
    here = path if path.is_file() else Path(__file__).with_name("profile.yaml")
    manifest = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - every value stays text

    def compose(change: Change) -> Terms:
        changed = yaml.safe_dump(with_change(manifest, change), allow_unicode=True, default_style='"')
        folders = [Path(p) for p in args.library]
        return terms_of(
            compose_manifest(
                here, folders, text=changed.replace('"clausewright": "1"', "clausewright: 1")
            ).document
        )

    found = mends(terms, shipped_index(Report()), compose, name, results)
    return {
        id: f"Met with `{change.shown}`." if change else "No single changed choice meets it."
        for id, change in found.items()
    }
