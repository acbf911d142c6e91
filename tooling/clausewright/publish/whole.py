"""Writes files and folders whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

_COUNT = count()
_FILE, _FOLDER = 0o644, 0o755


def write_whole(path: Path, data: bytes) -> None:
    """Put bytes into a file; a reader sees the old file or the new one, never a part.

    Args:
        path: The file. Its folder is made where it does not exist.
        data: The bytes.

    Raises:
        OSError: The folder or the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = beside(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def beside(path: Path) -> Path:
    """Return a name that no other process has, in the same folder, so that a rename cannot cross a disk."""
    # `tempfile` would do the same and costs as much as rendering the license
    return path.parent / f".{path.name}.{os.getpid()}-{next(_COUNT)}"


def write_folder(path: Path, files: Mapping[str, bytes], when: int) -> None:
    """Put a whole folder in the place of what is there; a reader sees the old one or the new one.

    Args:
        path: The folder. A folder that is there is replaced with all that it holds.
        files: The bytes of each file by its path inside, with `/`.
        when: The time that every file gets, in seconds since 1970.

    Raises:
        OSError: The folder cannot be written; it is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path)
    temporary = beside(path)
    try:
        _fill(temporary, files, when)
        while True:
            try:
                # onto nothing and onto an empty folder
                os.rename(temporary, path)
                return
            except OSError:
                if not path.is_dir() or path.is_symlink():
                    raise
            if _exchange(temporary, path):
                return
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes], when: int) -> None:
    folder.mkdir()
    folders = {folder}
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        folders.update(p for p in target.parents if p.is_relative_to(folder))
        with target.open("xb") as file:
            file.write(data)
        # whatever the umask says
        target.chmod(_FILE)
        os.utime(target, (when, when))
    for inner in sorted(folders, reverse=True):
        inner.chmod(_FOLDER)
        os.utime(inner, (when, when))


def _exchange(new: Path, old: Path) -> bool:
    """Let two folders change places; return False where the old one went away meanwhile."""
    if _swapped(new, old):
        return True
    # a system that cannot: for a moment nothing is there, and `clear` brings back what stood there
    aside = old.parent / f".{old.name}.{os.getpid()}-before"
    try:
        os.rename(old, aside)
    except FileNotFoundError:
        return False
    os.rename(new, old)
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two names in one step, where the system can do that."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux") and hasattr(libc, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        return bool(libc.renameat2(here, first, here, second, exchange) == 0)  # type: ignore[union-attr]
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        swap = 2  # RENAME_SWAP
        return bool(libc.renamex_np(first, second, swap) == 0)
    return False


def clear(path: Path) -> None:
    """Remove what processes left behind that were killed, and bring back what one had put aside."""
    for left in path.parent.glob(f".{path.name}.*-*"):
        process, _, number = left.name.removeprefix(f".{path.name}.").partition("-")
        if not process.isdecimal() or _alive(int(process)):
            continue
        if number == "before" and not path.exists():
            os.rename(left, path)
        elif number == "before" or number.isdecimal():
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name != "posix":
        # there, asking would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
