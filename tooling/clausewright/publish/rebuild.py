"""Builds a bundle again from the sources that lie in it, and says how far that can be relied on."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..compose import compose_manifest
from ..diagnostic import Refused
from ..document.record import record
from ..render.options import Options
from ..render.table import formats as known_formats
from ..source.document_json import parse
from . import bundle as b
from .surroundings import packages, template_hashes, tool, versions


@record
class Rebuilt:
    """What came out of the sources."""

    files: Mapping[str, bytes]
    """The files that could be made, by path; none where the sources do not compose."""
    why: str = ""
    """Why nothing could be made, or an empty string."""
    apart: Mapping[str, str] = b.NOTHING
    """For each rendering, why another result proves nothing: in what this installation differs from the
    lock, or an empty string."""
    text_apart: str = ""
    """The same for all files that are no renderings."""


def rebuild(files: Mapping[str, bytes], record: Mapping[str, Any]) -> Rebuilt:
    """Build a bundle again.

    Args:
        files: The files of the bundle.
        record: Its record, `bundle.json`, as far as it could be read.
    """
    lock = record.get("lock")
    lock = lock if isinstance(lock, Mapping) else {}
    renderings = record.get("renderings")
    named = (
        {str(key): str(value) for key, value in renderings.items()} if isinstance(renderings, Mapping) else {}
    )
    here = known_formats()
    able = tuple(name for name in named if name in here)
    apart = {
        named[name]: _apart(lock, name) if name in here else f"there is no format `{name[:40]}` here"
        for name in named
    }
    text_apart = _apart(lock, "txt")
    with tempfile.TemporaryDirectory(prefix="clausewright-") as place:
        root = Path(place).resolve()
        for name, data in files.items():
            if name.startswith("source/"):
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        try:
            made = b.make_bundle(_sources(root, files, able, record))
        except Refused as refused:
            first = next((d for d in refused.diagnostics if d.severity == "error"), None)
            why = first.message if first else "the sources cannot be composed"
            return Rebuilt({}, _placeless(why, root), apart, text_apart)
    return Rebuilt(made, "", apart, text_apart)


def _sources(
    root: Path, files: Mapping[str, bytes], formats: tuple[str, ...], record: Mapping[str, Any]
) -> b.Sources:
    libraries = root / b.LIBRARIES
    places = {p.name: p for p in sorted(libraries.iterdir())} if libraries.is_dir() else {}
    composition = compose_manifest(root / b.MANIFEST, places=places)
    templates = root / b.TEMPLATES
    options = Options(
        templates=templates if templates.is_dir() else None,
        paper="letter" if record.get("paper") == "letter" else "a4",
    )
    previous = parse(files[b.PREVIOUS], b.PREVIOUS) if b.PREVIOUS in files else None
    return b.read_sources(composition, formats, options, previous)


def _placeless(message: str, root: Path) -> str:
    return message.replace(f"{root}/", "")


def _apart(lock: Mapping[str, Any], format: str) -> str:
    """Return in what this installation differs from a lock, as far as a format depends on it."""
    program = lock.get("tool")
    if not isinstance(program, Mapping) or program.get("version") != tool()["version"]:
        theirs = str(program.get("version", "unknown"))[:40] if isinstance(program, Mapping) else "unknown"
        return f"it was made with clausewright {theirs}, here is {tool()['version']}"
    if program.get("code") != tool()["code"]:
        return f"it was made with another build of clausewright {tool()['version']}"
    if format != "txt" and lock.get("templates") != template_hashes():
        return "it was made with other templates"
    theirs_all = lock.get("made_with")
    theirs_all = theirs_all if isinstance(theirs_all, Mapping) else {}
    ours = versions((format,))
    for name, version in ours.items():
        if theirs_all.get(name) != version:
            return f"it was made with {name} {str(theirs_all.get(name, 'unknown'))[:40]}, here is {version}"
    assert set(packages(format)) <= ours.keys()
    return ""


def same_record(theirs: bytes, ours: bytes) -> bool:
    """Tell whether two records differ in nothing but what they were made with."""
    try:
        one, other = json.loads(theirs), json.loads(ours)
        written = (json.dumps(one, indent=2, ensure_ascii=False) + "\n").encode()
        for data in (one, other):
            for key in ("tool", "made_with", "templates"):
                data["lock"].pop(key, None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return bool(one == other) and written == theirs
