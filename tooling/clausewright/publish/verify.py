"""Verifies a bundle: every file against its sum, and every file that is made against a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..diagnostic import ERROR, NOTE, WARNING, Diagnostic, Position, has_errors, ordered
from ..document.record import entity, field
from ..source.hashing import sha256
from . import bundle as b
from .archives import PACKERS
from .opened import Opened, open_bundle
from .rebuild import Rebuilt, rebuild, same_record
from .sums import NAME as SUMS
from .sums import UNSUMMED, BadSums, read_sums

_ANEW = "Get the bundle anew from where it was published."


@entity
class Verification:
    """What was found."""

    path: str
    license: Mapping[str, str] = field(default_factory=dict)
    """Name, id, version, date and steward, as the record says."""
    text: str = ""
    """SHA-256 of LICENSE as it lies there, or an empty string."""
    diagnostics: tuple[Diagnostic, ...] = ()
    rebuilt: list[str] = field(default_factory=list)
    """Files that came out the same when they were made again."""
    not_rebuilt: dict[str, str] = field(default_factory=dict)
    """Files of which nothing is known beyond their sums, with the reason."""
    different: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """Files that came out otherwise: as they should be, and as they are."""

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return has_errors(self.diagnostics)


def verify(path: Path, *, again: bool = True) -> Verification:
    """Verify a bundle.

    Args:
        path: A folder or an archive.
        again: Whether what is made from the sources inside is made again and compared.

    Raises:
        Refused: It cannot be opened, or holds what no bundle holds.
    """
    opened = open_bundle(path)
    found = Verification(str(path))
    complaints, record = check_files(opened)
    if opened.files.get(b.LICENSE) is not None:
        found.text = sha256(opened.files[b.LICENSE]).hexdigest()
    license = record.get("license")
    if isinstance(license, Mapping):
        found.license = {str(key): str(value) for key, value in license.items()}
    damaged = {d.position.path for d in complaints if d.position and d.severity == ERROR}
    if again and record:
        harmed = sorted(name for name in damaged if name.startswith("source/") or name in {SUMS, b.RECORD})
        made = (
            Rebuilt({}, f"`{harmed[0]}` is not what was published")
            if harmed
            else rebuild(opened.files, record)
        )
        complaints += _compare(opened, made, found, damaged)
    found.diagnostics = ordered(complaints)
    return found


def check_files(opened: Opened) -> tuple[list[Diagnostic], dict[str, Any]]:
    """Check the files of a bundle against their sums, and an archive against the one that was written.

    Returns:
        Complaints, and the record of the bundle, empty where it cannot be read.
    """
    out: list[Diagnostic] = []
    files = opened.files
    try:
        sums = read_sums(files[SUMS])
    except KeyError:
        return [_found("CW-VER-003", "There is no file SHA256SUMS.", SUMS)], {}
    except BadSums as error:
        sums = {}
        out.append(_found("CW-VER-003", f"The sums cannot be read: {error}.", SUMS))
    else:
        for name, digest in sums.items():
            if name not in files:
                out.append(_found("CW-VER-005", f"`{name[:200]}` is absent.", name[:200]))
            elif sha256(files[name]).hexdigest() != digest:
                out.append(_found("CW-VER-004", f"`{name}` is not the file that was published.", name))
        for name in files.keys() - sums.keys() - UNSUMMED:
            out.append(_found("CW-VER-006", f"`{name}` is no part of the bundle.", name))
    record = _record(files.get(b.RECORD, b""))
    if record is None:
        out.append(_found("CW-VER-007", "The record of the bundle cannot be read.", b.RECORD))
    if opened.archive and not _packed_as_written(opened, record or {}):
        out.append(
            _found(
                "CW-VER-008",
                "The archive is not, byte for byte, one that was written here: it was packed anew or damaged "
                "outside of its files.",
                opened.path,
                WARNING,
            )
        )
    return out, record or {}


def _record(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("bundle") == b.FORMAT else None


def _packed_as_written(opened: Opened, record: Mapping[str, Any]) -> bool:
    try:
        moment = datetime.fromisoformat(record["license"]["date"]).replace(tzinfo=UTC).timestamp()
        files = {f"{opened.top}/{name}": data for name, data in opened.files.items()}
        return bool(opened.top) and PACKERS[opened.ending](files, int(moment)) == opened.archive
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return False


def _compare(opened: Opened, made: Rebuilt, found: Verification, damaged: set[str]) -> list[Diagnostic]:
    """Hold what is there against what was made again.

    Args:
        opened: The bundle.
        made: What was made again.
        found: Where the outcome goes.
        damaged: Files of which a complaint was made already.
    """
    out: list[Diagnostic] = []
    files = opened.files
    expected = {
        name
        for name in files
        if (not name.startswith("source/") or name == b.RESOLVED) and name not in UNSUMMED
    }
    if not made.files:
        found.not_rebuilt = dict.fromkeys(sorted(expected), made.why)
        if not damaged and not made.text_apart:
            out.append(_found("CW-VER-009", f"The sources do not compose: {made.why}", b.MANIFEST))
    for name in sorted(expected | _made(made)) if made.files else ():
        theirs, ours = files.get(name), made.files.get(name)
        why = _why(made, name, theirs, ours)
        if theirs == ours:
            found.rebuilt.append(name)
        elif why:
            found.not_rebuilt[name] = why
        else:
            if theirs is not None and ours is not None:
                found.different[name] = ours, theirs
            if name not in damaged:
                out.append(_found("CW-VER-009", f"`{name}` is not what the sources give.", name))
    if found.not_rebuilt:
        names = ", ".join(f"`{name}`" for name in found.not_rebuilt)
        reasons = "; ".join(dict.fromkeys(found.not_rebuilt.values()))
        out.append(
            _found("CW-VER-010", f"Could not be rebuilt: {names}: {reasons.rstrip('.')}.", opened.path, NOTE)
        )
    return out


def _made(made: Rebuilt) -> set[str]:
    """Return the files that were made and are no sources."""
    return {name for name in made.files if not name.startswith("source/") and name not in UNSUMMED}


def _why(made: Rebuilt, name: str, theirs: bytes | None, ours: bytes | None) -> str:
    """Return why it proves nothing that a file came out otherwise, or an empty string where it does."""
    if name == b.RECORD:
        # it names what the bundle was made with; all else in it is the same everywhere
        apart = made.text_apart or next(filter(None, made.apart.values()), "")
        return apart if theirs and ours and same_record(theirs, ours) else ""
    return made.apart.get(name, made.text_apart)


def _found(code: str, message: str, name: str, severity: str = ERROR) -> Diagnostic:
    mend = _MENDS.get(code, _ANEW)
    return Diagnostic(code, message, mend, Position(name, 1), (), severity)


_MENDS = {
    "CW-VER-006": "Remove it, or get the bundle anew from where it was published.",
    "CW-VER-008": "What matters are the files; get the archive anew if it is to be passed on.",
    "CW-VER-010": "Install the versions that `bundle.json` names under `lock`, or rely on a signature.",
}
