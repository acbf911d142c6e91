"""`clausewright confirm`: read provisions against their words, and record that someone did."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..source.confirmations import Record, Unconfirmed
    from ..source.library import Library

_EPILOG = """\
examples:
  clausewright confirm                                   what nobody confirmed, one after the other
  clausewright confirm ./my-clauses --by "A. Lawyer"
  clausewright confirm access/no-gating definitions/you
  clausewright confirm --list --format json
  clausewright confirm --all --by "A. Lawyer"            for scripts: confirms everything unread

WHAT is the folder of a library, or a clause, CLAUSE/VARIANT or definitions/TERM in it. Without a folder:
`./clauses` or this folder where it is a library, else the library that comes with the package.
The record is `confirmed.json` in the library's folder; keep it under version control.

exit status: 0 everything named is confirmed, 1 something is unconfirmed, 2 wrong use
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("what", nargs="*", metavar="WHAT", help="a library's folder, or what of it to read")
    parser.add_argument(
        "--library",
        action="append",
        default=[],
        metavar="DIR",
        help="folder of a library that the named one uses; may be repeated",
    )
    parser.add_argument("--by", metavar="NAME", help="who confirms; asked for where it is left out")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--all", action="store_true", help="confirm without asking; needs --by")
    how.add_argument("--list", action="store_true", help="only list what is unconfirmed")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format of --list")


def run(args: argparse.Namespace) -> int:
    """List or confirm the provisions of one library."""
    from ..diagnostic import Refused
    from ..source.confirmations import is_name, own_variants, read_confirmed, unconfirmed
    from ..source.files import Report
    from ..source.shipped import is_shipped

    folders = [name for name in args.what if Path(name).is_dir()]
    names = [name for name in args.what if name not in folders]
    if len(folders) > 1:
        return _wrong("name one library at a time.")
    if args.all and not args.by:
        return _wrong("`--all` needs `--by NAME`: a record says who confirmed.")
    if args.by is not None and not is_name(args.by):
        return _wrong("`--by` takes a name of at most 200 printable characters.")
    if args.format == "json" and not args.list:
        return _wrong("`--format json` goes with `--list`.")
    report = Report()
    library = _library(Path(folders[0]) if folders else _here(), args.library, report)
    record = read_confirmed(library.folder, report) if library is not None else None
    if library is None or report.failed:
        raise Refused(report.diagnostics)
    missing, variants = _named(names, own_variants(library))
    if missing:
        return _wrong(missing)
    found = unconfirmed(variants, record or {})
    if args.list:
        _print_list(found, args.format)
        return 1 if found else 0
    if not found:
        print("Everything is confirmed.")
        return 0
    if library.folder.parent.name == "data" and is_shipped(library.folder):
        return _wrong("the package's own library is confirmed by those who write it; use `--list`.")
    if args.all:
        return _write(library, record or {}, found, args.by, len(found))
    if not sys.stdin.isatty():
        _print_list(found, "text")
        print("clausewright confirm: no terminal to ask on; use `--all --by NAME`.", file=sys.stderr)
        return 1
    return _ask(library, record or {}, found, args.by)


def _wrong(message: str) -> int:
    print(f"clausewright confirm: {message}", file=sys.stderr)
    return 2


def _here() -> Path:
    from ..source.shipped import folder

    for place in (Path("clauses"), Path()):
        if (place / "library.yaml").is_file() or (place.name == "clauses" and place.is_dir()):
            return place
    return folder("clauses")


def _library(place: Path, others: list[str], report: Any) -> Library | None:
    """Load a library and those that it uses; the package's own comes first where it is another."""
    from ..source.index import SHIPPED, library_id
    from ..source.loading import load_library
    from ..source.shipped import folder, is_shipped

    loaded: dict[str, Library] = {}
    if not is_shipped(place):
        beside = [Path(name) for name in others]
        if library_id(place / "library.yaml") != SHIPPED:
            beside.insert(0, folder("clauses"))
        for other in beside:
            found = load_library(other.resolve(), report, loaded)
            if found is not None:
                loaded[found.id] = found
    local = not (place / "library.yaml").is_file()
    return load_library(place.resolve(), report, loaded, local=local)


def _named(names: list[str], variants: list[Any]) -> tuple[str, list[Any]]:
    """Return the variants that some names mean, and a sentence where one means none."""
    from ..source.confirmations import key
    from ..source.suggest import mend_for

    if not names:
        return "", variants
    keys = {key(variant): variant for variant in variants}
    out: dict[str, Any] = {}
    for name in names:
        wanted = name.replace("=", "/").removesuffix(".md")
        for prefix in (wanted, f"definitions/{wanted}"):
            fits = {k: v for k, v in keys.items() if k == prefix or k.startswith(f"{prefix}/")}
            out.update(fits)
            if fits:
                break
        else:
            return f"there is no `{name}` here. {mend_for(wanted, keys, 'variant')}", []
    return "", list(out.values())


def _print_list(found: list[Unconfirmed], format: str) -> None:
    import json

    if format == "json":
        print(json.dumps({"unconfirmed": [_data(item) for item in found]}, indent=2, ensure_ascii=False))
        return
    for item in found:
        print(f"{_name(item)}  ({_CHANGES[item.change]})")
    print(f"{len(found)} unconfirmed." if found else "Everything is confirmed.")


_CHANGES = {
    "new": "never confirmed",
    "words": "the words changed",
    "provision": "the provision changed",
    "both": "the words and the provision changed",
}


def _name(item: Unconfirmed) -> str:
    from ..source.confirmations import key

    return f"{key(item.variant)}#{item.paragraph}"


def _data(item: Unconfirmed) -> dict[str, Any]:
    return {
        "at": item.bond.at,
        "variant": item.variant.name,
        "change": item.change,
        "words": _words(item),
        "provisions": [_shown(p) for p in item.variant.provisions if p.at == item.bond.at],
    }


def _words(item: Unconfirmed) -> str:
    """Return the words as an author knows them: lead-ins above, the paragraph, its items."""
    from ..publish.clause_text import block_text

    above = [line for block in item.bound.above for line in block_text(block, items=False)]
    return "\n".join([*above, *block_text(item.bound.block)])


def _shown(provision: Any) -> str:
    facts = {provision.verb: provision.value, **provision.slots}
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in facts.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_value(v)}" for k, v in value.items()) + "}"
    return str(value)


def _ask(library: Library, record: Record, found: list[Unconfirmed], by: str | None) -> int:
    """Show each provision with its words and ask; what was answered is written once, at the end."""
    from ..diagnostic.terminal import safe
    from ..source.confirmations import is_name

    print(f"{len(found)} to read. y: they agree; n: they do not; q: stop and keep the answers.\n")
    agreed = []
    for number, item in enumerate(found, 1):
        print(f"{number} of {len(found)}: {_name(item)}  ({_CHANGES[item.change]})\n")
        print("\n".join(f"    {safe(line)}" for line in _words(item).splitlines()) + "\n")
        for provision in item.variant.provisions:
            if provision.at == item.bond.at:
                print(f"    {safe(_shown(provision))}")
        answer = _answer("\nDo the provisions say what the words say? [y/n/q] ")
        if answer == "q":
            break
        if answer == "y":
            agreed.append(item)
        print()
    while agreed and (by is None or not is_name(by)):
        by = _line("Who confirms? ")
        if by is None:
            print("\nNothing is confirmed without a name.", file=sys.stderr)
            return 1
    if not agreed or by is None:
        print("Nothing was confirmed.")
        return 1
    return _write(library, record, agreed, by, len(found))


def _answer(question: str) -> str:
    while True:
        line = _line(question)
        if line is None:
            return "q"
        if line.strip().lower() in {"y", "yes", "n", "no", "q", "quit"}:
            return line.strip().lower()[0]


def _line(question: str) -> str | None:
    try:
        return input(question)
    except EOFError:
        return None


def _write(library: Library, record: Record, agreed: list[Unconfirmed], by: str, total: int) -> int:
    from ..publish.whole import write_whole
    from ..source.confirmations import NAME, with_confirmed, write_confirmed
    from ..source.files import shown

    path = library.folder / NAME
    write_whole(path, write_confirmed(with_confirmed(library, record, agreed, by.strip())))
    left = total - len(agreed)
    print(f"{len(agreed)} confirmed in {shown(path)}" + (f", {left} left." if left else "."))
    return 1 if left else 0
