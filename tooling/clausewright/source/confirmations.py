"""The record of what someone confirmed: `confirmed.json` beside the files of a library.

A provision is confirmed where the record holds the hash of its words and of the provision as they stand
now. The record is no part of the library's text: confirming changes no license and no hash of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..document.record import record
from .bonds import Bond, Bound, bonds, bound_words
from .files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from .library import Library
from .limits import CONFIRMED_BYTES
from .model import Variant

NAME = "confirmed.json"
NEW, WORDS, PROVISION, BOTH = "new", "words", "provision", "both"
"""What changed since a provision was confirmed."""

_MEND = "Restore the file, or delete it and run `clausewright confirm` again."
_KEY = re.compile(r"(?:[a-z0-9-]{1,200}/){1,2}[a-z0-9-]{1,200}\Z")
_PARAGRAPH = re.compile(r"[a-z0-9-]{1,200}\Z")
_HASH = re.compile(r"[0-9a-f]{16}\Z")
_BY = 200


@record
class Confirmed:
    """One entry of the record."""

    words: str
    provisions: str
    by: str
    """Who confirmed, as that person gave the name."""


@record
class Unconfirmed:
    """Provisions of one paragraph that nobody confirmed as they stand."""

    variant: Variant
    bond: Bond
    change: str
    """`new`, `words`, `provision` or `both`."""
    bound: Bound
    """The words."""

    @property
    def paragraph(self) -> str:
        """Id of the paragraph in its clause."""
        return self.bond.at.partition("/")[2]


Record = Mapping[str, Mapping[str, Confirmed]]
"""Entries by the variant's file without its ending, `definitions/you/plain`, and by paragraph."""


def key(variant: Variant) -> str:
    """Return the name of a variant in the record: its file inside the library."""
    return variant.origin.file.partition(":")[2].removesuffix(".md")


def owner(variant: Variant) -> str:
    """Return the id of the library in whose folder a variant lies."""
    return variant.origin.file.partition(":")[0]


def read_confirmed(folder: Path, report: Report) -> Record | None:
    """Return the record of a library, or None where it has none.

    Args:
        folder: The library's folder.
        report: Where complaints go; a record with any counts as empty, so that nothing passes for
            confirmed that nobody confirmed.
    """
    path = folder / NAME
    try:
        text = decode(read_bytes(path, CONFIRMED_BYTES))
    except Unreadable as error:
        if not path.exists() and not path.is_symlink():
            return None
        report.add(error.code, f"`{shown(path)}` cannot be read: {error}.", error.mend)
        return {}
    file = SourceFile(NAME, shown(path), text)
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_int=_integer)
    except json.JSONDecodeError as error:
        report.add("CW-CNF-001", f"The record is not JSON: {error.msg}.", _MEND, file.position(error.lineno))
        return {}
    except (_Refused, RecursionError, ValueError) as error:
        why = str(error) if isinstance(error, _Refused) else "it is nested too deep, or a number is too long"
        report.add("CW-CNF-001", f"The record cannot be used: {why}.", _MEND, file.position(1))
        return {}
    found = _entries(data)
    if isinstance(found, str):
        report.add("CW-CNF-001", f"The record cannot be used: {found}.", _MEND, file.position(1))
        return {}
    return found


def write_confirmed(record: Record) -> bytes:
    """Return a record as the bytes of its file: sorted, one paragraph a line, so that changes merge."""
    lines = ["{", ' "confirmed": 1,', ' "provisions": {']
    variants = []
    for name, paragraphs in sorted(record.items()):
        entries = [
            f"   {_json(at)}: {{{_json('words')}: {_json(e.words)}, {_json('provisions')}: "
            f"{_json(e.provisions)}, {_json('by')}: {_json(e.by)}}}"
            for at, e in sorted(paragraphs.items())
        ]
        if entries:
            variants.append(f"  {_json(name)}: {{\n" + ",\n".join(entries) + "\n  }")
    lines.append(",\n".join(variants))
    return "\n".join([*(line for line in lines if line), " }", "}", ""]).encode()


def unconfirmed(variants: Iterable[Variant], record: Record) -> list[Unconfirmed]:
    """Return the provisions of some variants that a record does not confirm, in their order."""
    out = []
    for variant in variants:
        known = record.get(key(variant), {})
        changes = [(bond, _change(bond, known.get(bond.at.partition("/")[2]))) for bond in bonds(variant)]
        if any(change for _, change in changes):
            words = bound_words(variant)
            out += [Unconfirmed(variant, bond, change, words[bond.at]) for bond, change in changes if change]
    return out


def with_confirmed(library: Library, record: Record, more: Iterable[Unconfirmed], by: str) -> Record:
    """Return a record with some provisions confirmed, and without what the library no longer has.

    Args:
        library: The library.
        record: What was confirmed before.
        more: What is confirmed now.
        by: Who confirms.
    """
    out: dict[str, dict[str, Confirmed]] = {}
    for variant in own_variants(library):
        known = record.get(key(variant), {})
        present = dict.fromkeys(p.at.partition("/")[2] for p in variant.provisions)
        kept = {at: known[at] for at in present if at in known}
        if kept:
            out[key(variant)] = kept
    for item in more:
        entry = Confirmed(item.bond.words, item.bond.provisions, by)
        out.setdefault(key(item.variant), {})[item.paragraph] = entry
    return out


def own_variants(library: Library) -> list[Variant]:
    """Return the variants whose files lie in a library's own folder, one that replaces another's included."""
    files = {file.logical for file in library.files.values()}
    return [variant for variant in library.variants() if variant.origin.file in files]


def _change(bond: Bond, entry: Confirmed | None) -> str:
    if entry is None:
        return NEW
    words, provisions = entry.words != bond.words, entry.provisions != bond.provisions
    if words and provisions:
        return BOTH
    return WORDS if words else PROVISION if provisions else ""


class _Refused(Exception):
    """The record holds something that a record never holds."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        # two people's entries after a merge: the later one would win in silence
        raise _Refused("a key stands twice")
    return out


def _integer(text: str) -> int:
    if len(text) > 9:
        raise _Refused("a number is too long")
    return int(text)


def _entries(data: Any) -> dict[str, dict[str, Confirmed]] | str:
    """Return the entries of a record, or what is wrong with it."""
    if not isinstance(data, dict) or set(data) != {"confirmed", "provisions"}:
        return "it does not hold `confirmed` and `provisions`, and nothing else"
    if data["confirmed"] is True or data["confirmed"] != 1:
        return "its version is not 1"
    if not isinstance(data["provisions"], dict):
        return "`provisions` is no object"
    out: dict[str, dict[str, Confirmed]] = {}
    for name, paragraphs in data["provisions"].items():
        if not _KEY.match(name) or not isinstance(paragraphs, dict):
            return f"`{ascii(name[:80])[1:-1]}` is not a variant with its paragraphs"
        out[name] = {}
        for at, entry in paragraphs.items():
            if not _PARAGRAPH.match(at) or not _is_entry(entry):
                where = f"`{ascii(at[:80])[1:-1]}` of `{name}`"
                return f"the entry {where} is not as `clausewright confirm` writes it"
            out[name][at] = Confirmed(**entry)
    return out


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"words", "provisions", "by"}:
        return False
    if not all(isinstance(value, str) for value in entry.values()):
        return False
    hashes = all(_HASH.match(entry[name]) for name in ("words", "provisions"))
    return hashes and is_name(entry["by"])


def is_name(by: str) -> bool:
    """Tell whether something can stand as the name of who confirms."""
    return bool(by.strip()) and len(by) <= _BY and by.isprintable()


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
