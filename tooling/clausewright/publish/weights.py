"""What both formats of weights share: how a head is exchanged without touching a tensor."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..document.record import record
from .whole import beside, clear, write_whole

_CHUNK = 8 * 1024 * 1024


class Corrupt(Exception):
    """A file is no whole file of weights; the message says why."""


@record
class Edit:
    """A new head for a file."""

    head: bytes
    """What stands before the data from now on."""
    before: int
    """How many bytes stood there."""


def undo_place(path: Path) -> Path:
    """Return where the old head lies while a file is changed in its place."""
    return path.with_name(f".{path.name}.clausewright-undo")


def recover(path: Path) -> bool:
    """Put back the old head that a run left behind which was killed; tell whether that was needed.

    The file is written to only if it begins with a part of the new head and goes on with the old one: another
    file that was put there meanwhile is left alone.

    Raises:
        OSError: The file cannot be written.
    """
    undo = undo_place(path)
    clear(undo)
    clear(path)
    if not undo.is_file() or undo.is_symlink():
        return False
    both = undo.read_bytes()
    old, new = both[: len(both) // 2], both[len(both) // 2 :]
    with path.open("r+b") as file:
        here = file.read(len(old))
        torn = here not in (old, new) and _parted(here, new, old)
        if torn:
            file.seek(0)
            file.write(old)
            file.flush()
            os.fsync(file.fileno())
    undo.unlink()
    return torn


def _parted(here: bytes, new: bytes, old: bytes) -> bool:
    """Tell whether bytes begin as the new ones and end as the old ones."""
    at = next((i for i, (x, y) in enumerate(zip(here, new, strict=False)) if x != y), len(new))
    return len(here) == len(old) and here[at:] == old[at:]


def apply_edit(path: Path, edit: Edit) -> str:
    """Give a file a new head and return how: `unchanged`, `in place` or `rewritten`.

    A head of the same length is exchanged in place, behind a copy of the old one, so that a run that is
    killed can be undone. Otherwise a whole new file takes the place of the old one; the tensors are
    copied in pieces.

    Raises:
        OSError: The file cannot be written; it is as it was.
    """
    with path.open("rb") as file:
        old = file.read(edit.before)
        if old == edit.head:
            return "unchanged"
        state = os.fstat(file.fileno())
        # another name of the same file would change with it
        if len(old) == len(edit.head) and state.st_nlink == 1:
            _in_place(path, old, edit.head)
            return "in place"
        temporary = beside(path)
        try:
            with temporary.open("xb") as new:
                new.write(edit.head)
                shutil.copyfileobj(file, new, _CHUNK)
                new.flush()
                os.fsync(new.fileno())
            temporary.chmod(state.st_mode & 0o7777)
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return "rewritten"


def _in_place(path: Path, old: bytes, new: bytes) -> None:
    undo = undo_place(path)
    write_whole(undo, old + new)
    try:
        with path.open("r+b") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        recover(path)
        raise
    undo.unlink()
