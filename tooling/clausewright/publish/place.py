"""Puts a bundle where it belongs, and never another text in the place of one that is published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..diagnostic import Diagnostic, Position, Refused
from ..document.record import record
from .archives import PACKERS, ending
from .bundle import RECORD
from .opened import Opened, open_bundle
from .review import NAME as REVIEW
from .sums import NAME as SUMS
from .sums import SIGNATURE, UNSUMMED, BadSums, read_sums
from .whole import clear, write_folder, write_whole

_NEIGHBORS = 500


@record
class Placed:
    """What came of placing a bundle."""

    path: Path
    unchanged: bool
    """Whether the same bundle was there already; then nothing was touched."""
    signature_dropped: bool = False
    """Whether the bundle that was there was signed."""


def place(target: Path, files: Mapping[str, bytes], when: int, top: str, *, drafts: bool = False) -> Placed:
    """Write a bundle whole or not at all.

    Args:
        target: A folder, or a file that ends in `.zip`, `.tar.gz` or `.tgz`.
        files: The files of the bundle.
        when: The time of every file, in seconds since 1970.
        top: The folder in which an archive holds everything.
        drafts: Whether a text that nobody reviewed may be replaced.

    Raises:
        Refused: Something else stands there (`CW-BND-003`), or another text under that name and version
            (`CW-BND-004`, `CW-BND-005`).
        OSError: It cannot be written.
    """
    end = ending(target.name)
    # also where nothing is to be written: what a killed run left lies there until somebody takes it away
    clear(target)
    old = _standing(target)
    ours = json.loads(files[RECORD])
    if old is not None:
        _may_replace(old, ours, target, drafts)
    for neighbor, theirs in _neighbors(target):
        _may_stand_beside(theirs, ours, neighbor)
    signed = old is not None and (SIGNATURE in old.files or _signature_of(target).is_file())
    if end:
        packed = PACKERS[".zip" if end == ".zip" else ".tar.gz"](
            {f"{top}/{name}": data for name, data in files.items()}, when
        )
        if old is not None and old.archive == packed:
            return Placed(target, True)
        write_whole(target, packed)
        _signature_of(target).unlink(missing_ok=True)
    else:
        if old is not None and {k: v for k, v in old.files.items() if k != SIGNATURE} == files:
            return Placed(target, True)
        write_folder(target, files, when)
    return Placed(target, False, signed)


def _signature_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.sig")


def _standing(target: Path) -> Opened | None:
    """Return the bundle that stands in a place, or None where nothing does."""
    if target.is_symlink():
        raise _refused("CW-BND-003", target, "It is a link.")
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    if target.is_dir() == bool(ending(target.name)):
        raise _refused("CW-BND-003", target, "A folder stands where an archive would go, or the other way.")
    try:
        old = open_bundle(target)
        sums = read_sums(old.files[SUMS])
    except (Refused, BadSums, KeyError):
        raise _refused("CW-BND-003", target, "What stands there is no bundle.") from None
    if others := sorted(old.files.keys() - sums.keys() - UNSUMMED):
        raise _refused("CW-BND-003", target, f"It holds `{others[0]}`, which is no part of the bundle.")
    return old


def _may_replace(old: Opened, ours: dict[str, Any], target: Path, drafts: bool) -> None:
    theirs = _record_of(old.files.get(RECORD, b""))
    if theirs is None:
        raise _refused("CW-BND-003", target, "What stands there has no record that can be read.")
    before, now = theirs["license"], ours["license"]
    if (before["id"], before["version"]) != (now["id"], now["version"]):
        raise _refused(
            "CW-BND-003",
            target,
            f"{before['name']}, version {before['version']}, stands there ({before['id']}).",
        )
    if theirs["text"]["sha256"] == ours["text"]["sha256"]:
        return
    if not _is_draft(old):
        raise _refused("CW-BND-004", target, f"Version {now['version']} stands there with another text.")
    if not drafts:
        raise _refused(
            "CW-BND-004",
            target,
            f"Version {now['version']} stands there with another text, which is a draft.",
            "Add --replace-draft if nobody was given that draft, or give the text a new version.",
        )


def _is_draft(old: Opened) -> bool:
    try:
        return bool(json.loads(old.files[REVIEW])["status"] == "draft")
    except (KeyError, ValueError, TypeError, RecursionError):
        return False


def _neighbors(target: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the records of the bundles in folders that lie beside a place."""
    if not target.parent.is_dir():
        return
    for path in sorted(target.parent.iterdir())[:_NEIGHBORS]:
        if path.name == target.name or path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir() and (path / RECORD).is_file() and (path / SUMS).is_file():
            found = _record_of((path / RECORD).read_bytes())
            if found is not None:
                yield path, found


def _may_stand_beside(theirs: dict[str, Any], ours: dict[str, Any], neighbor: Path) -> None:
    if theirs["text"]["sha256"] == ours["text"]["sha256"]:
        return
    one, other = theirs["license"], ours["license"]
    if one["id"].casefold() == other["id"].casefold():
        raise _refused("CW-BND-004", neighbor, f"Another text has the id {one['id']}.")
    same_version = one["version"] == other["version"]
    first, second = sorted((one["id"].casefold(), other["id"].casefold()), key=len)
    if same_version and (
        one["name"].casefold() == other["name"].casefold() or second.startswith(f"{first}-")
    ):
        raise _refused(
            "CW-BND-005",
            neighbor,
            f"{one['id']} and {other['id']} would be two texts of one name and version.",
        )


def _record_of(data: bytes) -> dict[str, Any] | None:
    """Return the record of a bundle, or None where it is not what this package writes."""
    try:
        found = json.loads(data)
        keys = [found["license"][key] for key in ("id", "name", "version")] + [found["text"]["sha256"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if all(isinstance(key, str) for key in keys) else None


_MENDS = {
    "CW-BND-003": "Name another place with --out, or move away what stands there.",
    "CW-BND-004": "Give the changed text a new version and a new id: `clausewright release` does.",
    "CW-BND-005": "Give the second text a name of its own.",
}


def _refused(code: str, path: Path, message: str, mend: str = "") -> Refused:
    return Refused([Diagnostic(code, message, mend or _MENDS[code], Position(str(path), 1))])
