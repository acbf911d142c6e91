"""Shows what differs between a file as it should be and as it is."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath

from ..diagnostic import ClausewrightError
from ..redline.options import ShowOptions

_LICENSES = {"": "text", ".md": "markdown", ".json": "json"}
"""Files that are read as licenses, by their ending."""
_LINES = 60
_COLUMNS = 200
_BYTES = 4 * 1024 * 1024


def difference(name: str, before: bytes, after: bytes, options: ShowOptions) -> str:
    """Return a redline, or lines that differ, or where two files part that are no text.

    Args:
        name: The path of the file.
        before: The file as it should be.
        after: The file as it is.
        options: Width and color of a redline.
    """
    first = next((i for i, (x, y) in enumerate(zip(before, after, strict=False)) if x != y), None)
    at = min(len(before), len(after)) if first is None else first
    where = f"The files part at byte {at:,}: {len(before):,} bytes are expected, {len(after):,} are here."
    if b"\0" in before or b"\0" in after or max(len(before), len(after)) > _BYTES:
        return where
    ending = PurePosixPath(name).suffix.lower()
    as_license = ending in _LICENSES and "/" not in name
    if as_license and (shown := _redline(before, after, _LICENSES[ending], options)):
        return shown
    return _lines(before, after) or where


def _redline(before: bytes, after: bytes, format: str, options: ShowOptions) -> str:
    from ..redline import compare
    from ..redline.table import FORMATS
    from ..source.licenses import read_license

    try:
        documents = [
            read_license(data, name, format) for name, data in (("as published", before), ("here", after))
        ]
        comparison = compare(documents[0], documents[1], ("as published", "here"))
    except ClausewrightError:
        return ""
    return "" if comparison.same else FORMATS["terminal"].render(comparison, options).decode()


def _lines(before: bytes, after: bytes) -> str:
    try:
        one, other = before.decode("utf-8").splitlines(), after.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return ""
    found = []
    for line in difflib.unified_diff(one, other, "as published", "here", lineterm="", n=1):
        shown = "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in line)
        found.append(shown if len(shown) <= _COLUMNS else f"{shown[:_COLUMNS]} …")
        if len(found) == _LINES:
            found.append("…")
            break
    return "\n".join(found)
