"""Opens a bundle that may come from a stranger: a folder, a zip or a tar archive becomes bytes by path.

Nothing is unpacked to the disk. A member that could lead elsewhere, hide behind another, or fill the memory
makes the whole archive unacceptable.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from ..diagnostic import Diagnostic, Position, Refused
from ..document.record import record
from ..source.files import Unreadable, read_bytes
from ..source.limits import BUNDLE_BYTES, BUNDLE_FILE_BYTES, BUNDLE_FILES
from .archives import ending
from .sums import NAME as SUMS

_PART = re.compile(r"[A-Za-z0-9_@+-](?:[A-Za-z0-9._@+-]{0,148}[A-Za-z0-9_@+-])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that are devices on Windows."""
_DEPTH = 12
_CHUNK = 1024 * 1024
_TAR_OVERHEAD = 1_024
"""Bytes that a tar archive adds to a member, its header and its filling up."""

_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, LookupError, OverflowError,
)  # fmt: skip
"""What the readers of archives raise on bytes that are none."""


@record
class Opened:
    """A bundle as it was found."""

    path: str
    files: dict[str, bytes]
    """By path inside the bundle, sorted."""
    archive: bytes = b""
    """The bytes of the archive, where it is one."""
    ending: str = ""
    """`.zip`, `.tar.gz`, or an empty string for a folder."""
    top: str = ""
    """The folder inside the archive in which everything lies, or an empty string."""


def wrong_name(name: str) -> str:
    """Return why a path cannot stand in a bundle, or an empty string."""
    parts = name.split("/")
    if len(parts) > _DEPTH:
        return f"it lies more than {_DEPTH} folders deep"
    for part in parts:
        if part in {"", ".", ".."}:
            return "it may lead out of the bundle"
        if not _PART.fullmatch(part):
            return "it has signs that not every system can hold"
        if _RESERVED.fullmatch(part):
            return "it is the name of a device"
    return ""


def open_bundle(path: Path) -> Opened:
    """Return all files of a bundle.

    Args:
        path: A folder, or an archive that ends in `.zip`, `.tar.gz` or `.tgz`.

    Raises:
        Refused: It is neither (`CW-VER-001`), or holds what no bundle holds (`CW-VER-002`).
    """
    if path.is_dir():
        return Opened(str(path), dict(sorted(_Members(str(path)).take(_walk(path)).items())))
    end = ending(path.name)
    if not end:
        raise _refused("CW-VER-001", str(path), "It is neither a folder nor a .zip, .tar.gz or .tgz archive.")
    try:
        data = read_bytes(path, BUNDLE_BYTES, follow=True)
    except Unreadable as error:
        raise _refused("CW-VER-001", str(path), f"It cannot be read: {error}.") from None
    return open_archive(data, end, str(path))


def open_archive(data: bytes, end: str, path: str) -> Opened:
    """Return all files of an archive.

    Args:
        data: The bytes of the archive.
        end: The ending of its name.
        path: What to call it in complaints.

    Raises:
        Refused: As for `open_bundle`.
    """
    try:
        files = _Members(path).take(_zip(data) if end == ".zip" else _tar(data))
    except _Hostile as found:
        raise _refused("CW-VER-002", path, f"{found}.") from None
    except _DAMAGED as error:
        raise _refused("CW-VER-001", path, f"The archive is damaged: {str(error)[:200]}.") from None
    tops = {name.partition("/")[0] for name in files}
    top = tops.pop() if len(tops) == 1 and SUMS not in files else ""
    inside = {name.removeprefix(f"{top}/") if top else name: data for name, data in files.items()}
    return Opened(path, dict(sorted(inside.items())), data, ".zip" if end == ".zip" else ".tar.gz", top)


class _Hostile(Exception):
    """A member that no bundle has."""


class _Members:
    """Takes members one by one and refuses what is too much."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files: dict[str, bytes] = {}
        self.folded: set[str] = set()

    def take(self, members: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
        """Return all members by name; their names are checked before they are read on."""
        size = 0
        try:
            for name, data in members:
                self._name(name)
                size += len(data)
                if size > BUNDLE_BYTES:
                    raise _Hostile(f"It holds more than {BUNDLE_BYTES:,} bytes")
                self.files[name] = data
        except _Hostile as found:
            raise _refused("CW-VER-002", self.path, f"{found}.") from None
        folders = {folded.rpartition("/")[0] for folded in self.folded}
        for folder in [f for f in folders if f]:
            while folder:
                if folder in self.folded:
                    raise _refused("CW-VER-002", self.path, f"`{_shown(folder)}` is a file and a folder.")
                folder = folder.rpartition("/")[0]
        return self.files

    def _name(self, name: str) -> None:
        if why := wrong_name(name):
            raise _Hostile(f"The name `{_shown(name)}` is not accepted: {why}")
        folded = name.casefold()
        if folded in self.folded:
            raise _Hostile(f"The name `{_shown(name)}` stands twice, or differs from another in case only")
        self.folded.add(folded)
        if len(self.folded) > BUNDLE_FILES:
            raise _Hostile(f"It has more than {BUNDLE_FILES:,} files")


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    waiting = [(str(folder), "")]
    while waiting:
        place, base = waiting.pop()
        if base.count("/") > _DEPTH:
            raise _Hostile(f"`{_shown(base)}` lies more than {_DEPTH} folders deep")
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            raise _Hostile(f"`{_shown(base) or '.'}` cannot be read: {error.strerror}") from None
        for entry in entries:
            name = f"{base}{entry.name}"
            if entry.is_symlink():
                raise _Hostile(f"`{_shown(name)}` is a link")
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}/"))
                continue
            try:
                yield name, read_bytes(entry.path, BUNDLE_FILE_BYTES)
            except Unreadable as error:
                raise _Hostile(f"`{_shown(name)}` cannot be read: {error}") from None


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            mode = info.external_attr >> 16
            if info.is_dir():
                _folder(info.filename)
                continue
            if info.create_system == 3 and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
                raise _Hostile(f"`{_shown(info.filename)}` is a link or a device")
            if info.flag_bits & 0x1:
                raise _Hostile(f"`{_shown(info.filename)}` is encrypted")
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise _Hostile(f"`{_shown(info.filename)}` is packed in a way that is not accepted")
            if why := wrong_name(info.orig_filename):
                # before it is cut at a NUL or its backslashes are turned
                raise _Hostile(f"The name `{_shown(info.orig_filename)}` is not accepted: {why}")
            with archive.open(info) as file:
                yield info.filename, _limited(info.filename, file.read)


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=BytesIO(_gunzipped(data)), mode="r:") as archive:
        for count, info in enumerate(archive):
            if count > 2 * BUNDLE_FILES:
                raise _Hostile(f"It has more than {BUNDLE_FILES:,} files")
            if info.isdir():
                _folder(info.name)
                continue
            if info.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or info.issparse():
                raise _Hostile(f"`{_shown(info.name)}` is a link or a device")
            file = archive.extractfile(info)
            assert file is not None
            yield info.name, _limited(info.name, file.read)


def _folder(name: str) -> None:
    if why := wrong_name(name.rstrip("/").removeprefix("./") or "x"):
        raise _Hostile(f"The name `{_shown(name)}` is not accepted: {why}")


def _gunzipped(data: bytes) -> bytes:
    """Return what a gzip stream holds, as long as it is no more than a bundle can hold."""
    most = BUNDLE_BYTES + BUNDLE_FILES * _TAR_OVERHEAD
    engine = zlib.decompressobj(31)
    out = engine.decompress(data, most + 1)
    if len(out) > most:
        raise _Hostile(f"It holds more than {BUNDLE_BYTES:,} bytes")
    if not engine.eof:
        raise EOFError("it ends too early")
    return out


def _limited(name: str, read: Callable[[int], bytes]) -> bytes:
    """Return what a member holds, whatever it says of its size."""
    parts: list[bytes] = []
    size = 0
    while chunk := read(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > BUNDLE_FILE_BYTES:
            raise _Hostile(f"`{_shown(name)}` has more than {BUNDLE_FILE_BYTES:,} bytes")
    return b"".join(parts)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() and c != "`" else "\N{REPLACEMENT CHARACTER}" for c in name[:120])


def _refused(code: str, path: str, message: str) -> Refused:
    mend = "Get the bundle anew from where it was published."
    return Refused([Diagnostic(code, message, mend, Position(path, 1))])
