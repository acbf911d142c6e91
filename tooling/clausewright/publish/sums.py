"""SHA256SUMS: written as `sha256sum` writes it, and read back strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..source.hashing import sha256

NAME = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
UNSUMMED = frozenset({NAME, SIGNATURE})
"""Files that the sums do not cover: themselves, and what signs them."""

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]+)")


class BadSums(Exception):
    """The sums cannot be read; the message says why."""


def write_sums(files: Mapping[str, bytes]) -> bytes:
    """Return the sums of files by their paths, sorted."""
    lines = [f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name not in UNSUMMED]
    return "".join(lines).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Return the sum of each file by its path.

    Raises:
        BadSums: It is not what `write_sums` writes, by as much as one byte.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadSums(f"byte {error.start:,} is not UTF-8") from None
    lines = text.split("\n")
    if lines.pop():
        raise BadSums("the last line has no end")
    out: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise BadSums(f"line {number} is not a sum and a name")
        out[match[2]] = match[1]
    if len(out) != len(lines) or list(out) != sorted(out):
        raise BadSums("the names are not in order, each once")
    return out
