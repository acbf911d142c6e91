"""Imports a license: writes the library beside its place, composes it, and moves it there if it is right."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from tempfile import mkdtemp

from ..compose import Memo, compose_manifest
from ..diagnostic import Diagnostic, Position, Refused, ordered
from ..document import Document
from ..document.record import record, replace
from ..source.files import Report
from ..source.library import Library
from ..source.licenses import words
from ..source.loading import load_library
from ..source.shipped import folder as shipped_folder
from .importing import FOLDER, MANIFEST, Files, Plan, clause_id, files


@record
class Imported:
    """What an import made."""

    folder: Path
    files: tuple[str, ...]
    """Paths below the folder, in order."""
    diagnostics: tuple[Diagnostic, ...]
    words: int
    """Words of the license."""
    verbatim: int
    """Words that stand in notices."""


def import_license(document: Document, out: Path, *, name: str, file: str, date: str = "") -> Imported:
    """Write a library, a form and a manifest that compose to the words of a document.

    Args:
        document: The license as it was read.
        out: The folder to make; it may exist where it is empty.
        name: What to call the license where it has no title.
        file: The file that it came from, for complaints.
        date: ISO date for the manifest.

    Returns:
        What was written, and what could only be kept as a notice.

    Raises:
        FileExistsError: The folder has files, or is none.
        Refused: The format cannot hold the license at all (`CW-IMP-005`); nothing is written.
        OSError: The folder cannot be written.
    """
    if out.is_symlink() or out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"`{out}` is there already and not an empty folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        made = _settled(Plan(document, name, file, date=date), folder)
        folder.chmod(0o777 & ~_umask())
        if out.exists():
            out.rmdir()
        os.replace(folder, out)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    spoken = len(words(document, title=False))
    return Imported(out, tuple(sorted(made.texts)), ordered(made.diagnostics), spoken, made.verbatim)


def _settled(plan: Plan, folder: Path) -> Files:
    """Write the library so that it composes to the same words: what does not is kept as a notice."""
    everything = frozenset(section.id for section in plan.document.sections)
    said = words(plan.document, title=False)
    why = ""
    shipped = _shipped()
    for _ in range(3):
        made = files(plan)
        _write(made, folder)
        try:
            composed = compose_manifest(folder / MANIFEST, cached=False, memo=Memo(), loaded=shipped).document
        except Refused as refused:
            why = str(refused)
            bad = _sections(refused.diagnostics, plan.document)
        else:
            if words(composed, title=False) == said:
                return made
            why, bad = "its words come out in another order", frozenset()
        more = plan.flat | bad
        plan = replace(plan, flat=more if more != plan.flat else everything)
    message = f"The license cannot be held as clauses: {why[:300]}"
    raise Refused([Diagnostic("CW-IMP-005", message, "Write it as clauses by hand.", Position(plan.file, 1))])


def _shipped() -> dict[Path, Library]:
    """Return the shipped library, which every manifest loads; what is on trial must not enter the cache."""
    where = shipped_folder("clauses")
    library = load_library(where, Report())
    return {where: library} if library is not None and not library.diagnostics else {}


def _sections(found: tuple[Diagnostic, ...], document: Document) -> frozenset[str]:
    """Return the ids of the sections whose files have complaints."""
    named = set()
    for complaint in found:
        path = complaint.position.path.replace(os.sep, "/") if complaint.position else ""
        match = re.search(rf"(?:\A|/){FOLDER}/([^/]+)/[^/]+\Z", path)
        if match:
            named.add(match[1])
    return frozenset(s.id for s in document.sections if clause_id(s.id) in named)


def _write(made: Files, folder: Path) -> None:
    for inner in folder.iterdir():
        shutil.rmtree(inner) if inner.is_dir() else inner.unlink()
    for path, text in made.texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
