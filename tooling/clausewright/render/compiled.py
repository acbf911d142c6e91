"""Keeps what a checkout compiles of the shipped templates, so that the next start need not.

The files are Python's own byte code in the user's cache folder, as trusted as the `__pycache__` beside our
modules; in a wheel the templates are compiled already and nothing of this is used. The folder may be deleted
at any time, and a file that is not what was written is made anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from ..version import __version__

_VERSIONS = f"{__version__} {jinja2.__version__} {sys.version}".encode()
_KEEP = 60
"""Files kept in the user's folder."""


class Kept(BytecodeCache):
    """A folder of byte code, one file a template and state of its text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if the folder has its code whole."""
        try:
            data = self._path(bucket).read_bytes()
        except OSError:
            return
        if sha256(data[32:]).digest() == data[:32]:
            bucket.code = marshal.loads(data[32:])  # noqa: S302 - see the head of this file

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket's code, whole or not at all; a folder that cannot be written to is no fault."""
        path = self._path(bucket)
        part = path.with_suffix(f".{os.getpid()}.part")
        code = marshal.dumps(bucket.code)
        try:
            part.write_bytes(sha256(code).digest() + code)
            part.replace(path)
            old = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime)[:-_KEEP]
            for file in old:
                file.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, bucket: Bucket) -> Path:
        key = sha256(_VERSIONS + bucket.key.encode() + bucket.checksum.encode()).hexdigest()
        return self._folder / f"{key[:40]}.code"


def kept() -> Kept | None:
    """Return the cache in the user's own folder, or None where there is none that only the user writes to."""
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
        folder = Path(home) / "clausewright" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return Kept(folder)
