"""Writes files whole or not at all."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

_COUNT = count()


def write_whole(path: Path, data: bytes) -> None:
    """Put bytes into a file; a reader sees the old file or the new one, never a part.

    Args:
        path: The file. Its folder is made where it does not exist.
        data: The bytes.

    Raises:
        OSError: The folder or the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # a name that no other process has, in the same folder, so that the rename cannot cross a disk;
    # `tempfile` would do the same and costs as much as rendering the license
    temporary = path.parent / f".{path.name}.{os.getpid()}-{next(_COUNT)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
