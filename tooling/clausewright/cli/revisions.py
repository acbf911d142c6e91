"""Files as they stood at a revision in git: read as plain objects, without hooks, filters or a checkout."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ..diagnostic import ClausewrightError

_KEPT = (".yaml", ".yml", ".md", ".json", ".txt", ".html", ".htm", ".docx")
"""Endings of what a license can be made of."""
_FILES = 20_000
_BYTES = 100_000_000
_ONE = 10_000_000


class RevisionError(ClausewrightError):
    """Raised where git has no such revision or file; the message says which."""


@contextmanager
def at_revision(revision: str, path: str) -> Iterator[Path]:
    """Give the path of a file as it stood at a revision, with all that lay beside it.

    Args:
        revision: A commit, tag or branch, `HEAD~2`.
        path: The file, from the top of the repository, or from the working folder with `./` before it.

    Raises:
        RevisionError: This is no repository, or it has no such revision or file.
    """
    top, prefix = _git("rev-parse", "--show-toplevel", "--show-prefix").decode().split("\n")[:2]
    # `--end-of-options` keeps a revision that begins with a dash from being an option
    found = _git(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", what=revision
    )
    commit = found.decode().strip()
    name = os.path.normpath(prefix + path) if path.startswith(("./", "../")) else os.path.normpath(path)
    if name.startswith(("..", "/")):
        raise RevisionError(f"`{path}` lies outside the repository.")
    with TemporaryDirectory(prefix="clausewright-") as folder:
        _export(top, commit, Path(folder))
        wanted = Path(folder) / name
        if not wanted.is_file():
            raise RevisionError(f"there is no file `{name}` at `{revision}`.")
        yield wanted


def _git(*arguments: str, what: str = "", data: bytes | None = None, where: str = ".") -> bytes:
    """Run git without hooks, without a pager, and without a program that a repository could name."""
    command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-C", where, *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    environment["GIT_NO_LAZY_FETCH"] = "1"
    try:
        ended = subprocess.run(command, input=data, capture_output=True, env=environment, check=False)  # noqa: S603
    except FileNotFoundError:
        raise RevisionError("git is not installed, and a revision was asked for.") from None
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip().removeprefix("fatal: ").split("\n")[0]
        raise RevisionError(f"git knows no revision `{what}`." if what else f"git: {said or 'it failed'}.")
    return ended.stdout


def _export(top: str, commit: str, folder: Path) -> None:
    """Write the files of a commit that a license can be made of into a folder."""
    entries = []
    for entry in _git("ls-tree", "-r", "-z", "--full-tree", commit, where=top).split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if not name or not head.startswith((b"100644 ", b"100755 ")):
            continue  # a link or another repository
        path = PurePosixPath(os.fsdecode(name))
        if path.suffix.lower() in _KEPT and ".." not in path.parts and ".git" not in path.parts:
            entries.append((head.split()[2], path))
    if len(entries) > _FILES:
        raise RevisionError(f"the repository has more than {_FILES:,} files that a license can be made of.")
    out = _git("cat-file", "--batch", where=top, data=b"".join(hash + b"\n" for hash, _ in entries))
    if len(out) > _BYTES:
        raise RevisionError(f"the files of the revision have more than {_BYTES:,} bytes.")
    start = 0
    for _, path in entries:
        end = out.index(b"\n", start)
        size = int(out[start:end].split()[2])
        if size <= _ONE:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(out[end + 1 : end + 1 + size])
        start = end + 1 + size + 1
