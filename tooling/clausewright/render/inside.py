"""Finding a file inside a folder, and nowhere else: no absolute path, no way up, no symbolic link."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")


class OutsideError(ValueError):
    """Raised for a name that leads out of its folder; the message says how."""


def find(folder: Path, name: str) -> Path | None:
    """Return the file `name` (parts joined by `/`) inside `folder`, or None where there is none.

    Raises OutsideError for a name or a file that could lead out of the folder, whether it exists or not.
    """
    if len(name) > 200 or not _NAME.fullmatch(name):
        raise OutsideError("the name is not a plain path inside the folder")
    path = folder
    for part in name.split("/"):
        path = path / part
        if path.is_symlink():
            raise OutsideError(f"{part} is a symbolic link")
    return path if path.is_file() else None
