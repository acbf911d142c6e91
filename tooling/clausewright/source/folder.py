"""Lists and reads the files of a library folder: no link is followed, nothing outside is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from .limits import FRAGMENT_BYTES, LIBRARY_BYTES, LIBRARY_FILES, MANIFEST_BYTES
from .schema import ID

_NAME = re.compile(rf"{ID}\Z")
_KINDS = ("definitions", "forms", "profiles")


def read_folder(folder: Path, report: Report) -> dict[str, bytes]:
    """Return the files of a library by their path inside it, sorted; others in the folder are passed over.

    What counts: `library.yaml`, `CLAUSE/clause.yaml`, `CLAUSE/VARIANT.md`, `definitions/TERM/...`,
    `forms/NAME.yaml`, `profiles/NAME.yaml`.
    """
    found: dict[str, bytes] = {}
    total = 0
    for relative, path in _candidates(folder, report):
        limit = FRAGMENT_BYTES if relative.endswith(".md") else MANIFEST_BYTES
        try:
            found[relative] = data = read_bytes(path, limit)
        except Unreadable as error:
            report.add(error.code, f"`{shown(Path(path))}` cannot be read: {error}.", error.mend)
            continue
        total += len(data)
        if total > LIBRARY_BYTES or len(found) > LIBRARY_FILES:
            report.add(
                "CW-FILE-002",
                f"The library `{shown(folder)}` has more than {LIBRARY_BYTES:,} bytes of text.",
                "Split it into several libraries.",
            )
            break
    return dict(sorted(found.items()))


def _candidates(folder: Path, report: Report) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for entry in _scan(folder, report):
        if entry.name == "library.yaml":
            out.append((entry.name, entry.path))
        elif entry.is_dir(follow_symlinks=False) and _NAME.match(entry.name):
            if entry.name in {"forms", "profiles"}:
                out.extend(_files(entry, entry.name, ".yaml", report))
            elif entry.name == "definitions":
                for inner in _scan(Path(entry.path), report):
                    if inner.is_dir(follow_symlinks=False) and _NAME.match(inner.name):
                        out.extend(_subject(inner, f"definitions/{inner.name}", "definition.yaml", report))
                    else:
                        _refuse_link(inner, report)
            else:
                out.extend(_subject(entry, entry.name, "clause.yaml", report))
        else:
            _refuse_link(entry, report)
    return out


def _subject(entry: os.DirEntry[str], prefix: str, head: str, report: Report) -> list[tuple[str, str]]:
    out = []
    for file in _scan(Path(entry.path), report):
        if file.name == head or (file.name.endswith(".md") and _NAME.match(file.name[:-3])):
            out.append((f"{prefix}/{file.name}", file.path))
        else:
            _refuse_link(file, report)
    return out


def _files(entry: os.DirEntry[str], prefix: str, suffix: str, report: Report) -> list[tuple[str, str]]:
    return [
        (f"{prefix}/{file.name}", file.path)
        for file in _scan(Path(entry.path), report)
        if file.name.endswith(suffix) and _NAME.match(file.name.removesuffix(suffix))
    ]


def _scan(folder: Path, report: Report) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = []
            for entry in entries:
                found.append(entry)
                if len(found) > LIBRARY_FILES:
                    report.add(
                        "CW-FILE-002",
                        f"The folder `{shown(folder)}` has more than {LIBRARY_FILES:,} entries.",
                        "Split it.",
                    )
                    break
            return sorted(found, key=lambda e: e.name)
    except OSError as error:
        report.add(
            "CW-FILE-001",
            f"The folder `{shown(folder)}` cannot be read: {error.strerror}.",
            "Give the path of a folder with a `library.yaml`.",
        )
        return []


def _refuse_link(entry: os.DirEntry[str], report: Report) -> None:
    if entry.is_symlink() and (_NAME.match(entry.name) or entry.name.endswith((".md", ".yaml"))):
        report.add(
            "CW-FILE-003",
            f"`{shown(Path(entry.path))}` is a symbolic link, which is not followed.",
            "Put the file itself there.",
        )


def texts(files: dict[str, bytes], library: str, folder: Path, report: Report) -> dict[str, SourceFile]:
    """Return the files as text by their path inside the library."""
    out: dict[str, SourceFile] = {}
    base = shown(folder)
    for relative, data in files.items():
        path = os.path.join(base, relative)
        try:
            out[relative] = SourceFile(f"{library}:{relative}", path, decode(data))
        except Unreadable as error:
            report.add(error.code, f"`{path}` cannot be read: {error}.", error.mend)
    return out
