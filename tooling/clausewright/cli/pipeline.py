"""From a manifest to files: compose, check, render, write; and nothing again that is there already."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..check import check
from ..compose import Composition, compose_manifest
from ..diagnostic import ERROR, Diagnostic, Refused, has_errors, ordered
from ..document.record import entity, field, record
from ..publish.whole import write_whole
from ..render.options import Attachment, Options
from ..render.table import FORMATS, Format, formats
from ..source.files import SourceFile
from ..version import __version__

RECORD = ".clausewright.json"
"""File in the output folder that says from what each file was built."""


@record
class Job:
    """One manifest to build. Plain values only: a job may travel to another process."""

    manifest: str
    out: str
    to: tuple[str, ...]
    libraries: tuple[str, ...]
    options: Options
    fresh: bool = False
    """Whether to build even what is up to date."""


@entity
class Result:
    """What came of a job."""

    manifest: str
    files: list[str] = field(default_factory=list)
    diagnostics: tuple[Diagnostic, ...] = ()
    unchanged: bool = False
    """Whether every file was up to date."""
    name: str = ""
    stem: str = ""
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether an error kept the license from being written."""
        return has_errors(self.diagnostics)


def known_formats(names: tuple[str, ...]) -> dict[str, Format]:
    """Return formats by name; other packages are asked only for names that are not shipped.

    Raises:
        KeyError: With the first name that is unknown.
    """
    table = FORMATS if all(name in FORMATS for name in names) else formats()
    return {name: table[name] for name in names}


def stem(composition: Composition) -> str:
    """Return the name of a license's files without ending: `AWPL-1.0`."""
    return composition.document.license.id.removeprefix("LicenseRef-")


def run(job: Job, record: Mapping[str, Any] | None = None) -> Result:
    """Build one manifest.

    Args:
        job: What to build.
        record: What the output folder's record says of earlier builds.

    Raises:
        OSError: A file cannot be written.
    """
    result = Result(job.manifest)
    try:
        composition = compose_manifest(Path(job.manifest), [Path(p) for p in job.libraries])
    except Refused as refused:
        result.diagnostics = refused.diagnostics
        return result
    result.diagnostics = check(composition, provisions=False)
    result.name = composition.document.license.title
    result.stem = stem(composition)
    if result.failed:
        return result
    table = known_formats(job.to)
    options = _with_manifest(job.options, composition)
    out = Path(job.out)
    inputs = fingerprint(composition, options)
    old = (record or {}).get(result.stem, {})
    result.unchanged = True
    for name in job.to:
        path = out / f"{result.stem}{table[name].suffix}"
        result.files.append(str(path))
        if not job.fresh and old.get("inputs") == inputs and _same(path, old.get("files", {}).get(path.name)):
            continue
        result.unchanged = False
        try:
            write_whole(path, table[name].render(composition.document, options))
        except Refused as refused:
            result.diagnostics = ordered((*result.diagnostics, *refused.diagnostics))
            return result
    kept = old.get("files", {}) if old.get("inputs") == inputs else {}
    files = {**kept, **{Path(p).name: _digest(Path(p)) for p in result.files}}
    result.record = {"inputs": inputs, "files": files, "manifest": Path(job.manifest).name}
    return result


def _with_manifest(options: Options, composition: Composition) -> Options:
    """Attach the manifest for formats that can carry files."""
    from ..document.record import replace

    file: SourceFile = composition.manifest.file
    manifest = Attachment(
        "manifest.yaml", file.text.encode(), "application/yaml", "The choices that made this license"
    )
    return replace(options, attachments=(*options.attachments, manifest))


def fingerprint(composition: Composition, options: Options) -> str:
    """Return a hash over everything that decides the bytes of the files."""
    from ..source.cache import tool_key
    from ..source.hashing import sha256

    total = sha256()
    parts = [__version__, tool_key(), composition.manifest.file.text]
    parts += [f"{x.id} {x.version} {x.hash}" for x in composition.document.libraries]
    parts += [repr((options.ascii, options.columns, options.paper, os.environ.get("SOURCE_DATE_EPOCH", "")))]
    for part in parts:
        total.update(part.encode() + b"\0")
    for path, data in _templates(options):
        total.update(path.encode() + b"\0" + data + b"\0")
    return total.hexdigest()


def _templates(options: Options) -> list[tuple[str, bytes]]:
    """Return what stands for the templates: contents of the user's own, times of the shipped."""
    from ..source.shipped import folder

    out: list[tuple[str, bytes]] = []
    shipped = folder("templates")
    if shipped.parent.name != "data":
        code = Path(__file__).resolve().parent.parent / "render"
        for path in sorted((*shipped.rglob("*"), *code.glob("*.py"))):
            info = path.stat()
            out.append((str(path), f"{info.st_mtime_ns} {info.st_size}".encode()))
    if options.templates is not None:
        own = sorted(p for p in options.templates.rglob("*") if p.is_file() and not p.is_symlink())
        out += [(str(p.relative_to(options.templates)), p.read_bytes()) for p in own[:2000]]
    return out


def _digest(path: Path) -> str:
    from ..source.hashing import sha256

    return sha256(path.read_bytes()).hexdigest()


def _same(path: Path, digest: str | None) -> bool:
    try:
        return digest is not None and _digest(path) == digest
    except OSError:
        return False


def read_record(out: Path) -> dict[str, Any]:
    """Return the record of an output folder, or nothing where there is none that can be read."""
    try:
        data = json.loads((out / RECORD).read_bytes()[: 10 * 1024 * 1024])
        return data["licenses"] if data.get("record") == 1 and isinstance(data["licenses"], dict) else {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return {}


def write_record(out: Path, record: Mapping[str, Any]) -> None:
    """Write the record of an output folder where it changed."""
    data = (
        json.dumps({"record": 1, "licenses": dict(sorted(record.items()))}, indent=1, sort_keys=True).encode()
        + b"\n"
    )
    path = out / RECORD
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass
    write_whole(path, data)


def clashes(results: list[Result]) -> list[Diagnostic]:
    """Report two manifests that would write the same files: two texts never share one name."""
    seen: dict[str, str] = {}
    out = []
    for result in results:
        if not result.stem:
            continue
        other = seen.setdefault(result.stem.casefold(), result.manifest)
        if other != result.manifest:
            out.append(
                Diagnostic(
                    "CW-OUT-001",
                    f"`{result.manifest}` and `{other}` have the same license id, {result.stem}.",
                    "Give each license an id of its own: two texts never share one name.",
                    None,
                    (),
                    ERROR,
                )
            )
    return out
