"""Writes bundles as archives whose bytes depend on nothing but the files.

Nothing is compressed: what one version of zlib makes of a text is not what another makes of it, and a
bundle is the same wherever it is built (docs/decisions/bundles.md).
"""

from __future__ import annotations

import struct
import tarfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zlib import crc32

_MODE = 0o644
_FIRST, _LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 0, 0, 0)
_BLOCK = 0xFFFF


def pack_zip(files: Mapping[str, bytes], when: int) -> bytes:
    """Return a zip archive.

    Args:
        files: The bytes of each file by its path, with `/`.
        when: The time that every file gets, in seconds since 1970.
    """
    moment = datetime.fromtimestamp(when, UTC).timetuple()[:6]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, min(max(moment, _FIRST), _LAST))
            info.create_system = 3  # Unix, so that the mode counts
            info.external_attr = (0o100000 | _MODE) << 16
            archive.writestr(info, files[name])
    return out.getvalue()


def pack_tar(files: Mapping[str, bytes], when: int) -> bytes:
    """Return a tar archive in a gzip stream of stored blocks; the arguments are those of `pack_zip`."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = len(files[name]), max(0, when), _MODE
            archive.addfile(info, BytesIO(files[name]))
    return _stored(out.getvalue())


def _stored(data: bytes) -> bytes:
    """Return data as a gzip stream without compression (RFC 1951, 3.2.4; RFC 1952)."""
    out = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        last = start + _BLOCK >= len(data)
        out.append(struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF) + block)
    out.append(struct.pack("<II", crc32(data), len(data) & 0xFFFFFFFF))
    return b"".join(out)


PACKERS = {".zip": pack_zip, ".tar.gz": pack_tar}
"""How an archive is written, by the ending of its name."""


def ending(name: str) -> str:
    """Return the ending of an archive's name, or an empty string for a folder."""
    return next((end for end in (*PACKERS, ".tgz") if name.lower().endswith(end)), "")
