"""The cache of loaded libraries: JSON, keyed by content and tool version; it may be deleted at any time.

Fragments stay encoded until their text is needed, so a library of a hundred variants is there in
milliseconds. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from .. import __version__
from .. import document as d
from ..diagnostic import Diagnostic, Position, Related
from . import model as m
from .files import SourceFile
from .library import Library, Profile, texts_of
from .names import Subject
from .yaml_nodes import Node

_FORMAT = "1"
_KEEP = 40
"""Caches kept in the user's folder."""
_CLASSES: tuple[type, ...] = (
    d.Text,
    d.Emphasis,
    d.Strong,
    d.Term,
    d.Link,
    d.Break,
    d.Span,
    d.Origin,
    d.Level,
    d.Provision,
    m.Literal,
    m.Condition,
    m.ValueHole,
    m.RefHole,
    m.SpanHole,
    m.Wrapped,
    m.FragmentBlock,
    m.Fragment,
    m.Parameter,
    m.Variant,
    m.Clause,
    m.DefinedTerm,
    m.FormSection,
    m.Form,
    m.Pick,
    m.PickedVariant,
    m.Selection,
    Profile,
    Subject,
    Node,
    Diagnostic,
    Position,
    Related,
)
_NUMBER = {cls: number for number, cls in enumerate(_CLASSES, 1)}
_SKIP = {m.Variant: {"load", "_fragment"}, m.Selection: {"file"}}
_FIELDS = {cls: tuple(f.name for f in fields(cls) if f.name not in _SKIP.get(cls, ())) for cls in _CLASSES}


def encode(value: Any) -> Any:
    """Return a value of the model as JSON: a list whose first entry says what it is."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return [0, *map(encode, value)]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    number = _NUMBER.get(type(value))
    if number is not None:
        return [number, *(encode(getattr(value, name)) for name in _FIELDS[type(value)])]
    if isinstance(value, frozenset):
        return [-4, *sorted(value)]
    name = type(value).__name__
    return [
        {"Decimal": -1, "Fraction": -2, "date": -3}[name],
        value.isoformat() if name == "date" else str(value),
    ]


def decode(data: Any) -> Any:
    """Return the value that `encode` was given. Raises ValueError, KeyError, TypeError or IndexError."""
    if type(data) is list:
        tag = data[0]
        if tag == 0:
            return tuple(
                [decode(item) if type(item) is list or type(item) is dict else item for item in data[1:]]
            )
        if tag > 0:
            return _CLASSES[tag - 1](
                *[decode(item) if type(item) is list or type(item) is dict else item for item in data[1:]]
            )
        return _other(tag, data)
    if type(data) is dict:
        return {key: decode(item) for key, item in data.items()}
    return data


def _other(tag: int, data: list[Any]) -> Any:
    if tag == -1:
        from decimal import Decimal

        return Decimal(data[1])
    if tag == -2:
        from fractions import Fraction

        return Fraction(data[1])
    if tag == -3:
        from datetime import date

        return date.fromisoformat(data[1])
    return frozenset(data[1:])


def tool_key() -> str:
    """Return what stands for the version of the tool: in a checkout, the state of its own files."""
    package = Path(__file__).resolve().parent.parent
    if (package / "data").is_dir():
        return f"{__version__}/{_FORMAT}"
    parts = []
    for wing in ("document", "source"):
        for folder, _, names in os.walk(package / wing):
            for name in sorted(names):
                if name.endswith(".py"):
                    info = os.stat(os.path.join(folder, name))
                    parts.append(f"{name}:{info.st_mtime_ns}:{info.st_size}")
    return f"{__version__}/{_FORMAT}/{sha256(' '.join(sorted(parts)).encode()).hexdigest()}"


def cache_key(digest: str, others: Mapping[str, str], local: bool) -> str:
    """Return the name under which a library is kept.

    Args:
        digest: Hash of its files.
        others: Hashes of the libraries that it was loaded beside, by id.
        local: Whether it is a manifest's own folder.
    """
    parts = [tool_key(), digest, "local" if local else "", *(f"{k}={v}" for k, v in sorted(others.items()))]
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def user_folder() -> Path:
    """Return the user's cache folder; CLAUSEWRIGHT_CACHE names another, or `off`."""
    chosen = os.environ.get("CLAUSEWRIGHT_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "clausewright"


def read_cache(
    digest: str, others: Mapping[str, str], folder: Path, files: dict[str, bytes], local: bool
) -> Library | None:
    """Return a library from the shipped or the user's cache, or None."""
    if os.environ.get("CLAUSEWRIGHT_CACHE") == "off":
        return None
    name = f"library-{cache_key(digest, others, local)}.json"
    shipped = Path(__file__).resolve().parent.parent / "data" / "cache"
    for place in (shipped, user_folder()):
        try:
            raw = (place / name).read_bytes()
        except OSError:
            continue
        head, _, body = raw.partition(b"\n")
        if head.decode("ascii", "replace") != sha256(body).hexdigest():
            continue
        try:
            return _library(json.loads(body), digest, folder, files, local)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            continue
    return None


def write_cache(library: Library, others: Mapping[str, str], destination: Path | None = None) -> None:
    """Keep a library. A folder that cannot be written is passed over: the cache is only for speed."""
    if destination is None and os.environ.get("CLAUSEWRIGHT_CACHE") == "off":
        return
    folder = destination or user_folder()
    body = json.dumps(_payload(library), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    data = sha256(body).hexdigest().encode() + b"\n" + body
    target = folder / f"library-{cache_key(library.hash, others, library.local)}.json"
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, target)
        if destination is None:
            _prune(folder)
    except OSError:
        temporary.unlink(missing_ok=True)
        if destination is not None:
            raise


def _prune(folder: Path) -> None:
    found = sorted(folder.glob("library-*.json"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    for old in found[_KEEP:]:
        old.unlink(missing_ok=True)


def write_shipped_cache(destination: Path) -> None:
    """Write the cache of the shipped library into a folder; the wheel carries it.

    Raises:
        RuntimeError: The shipped library has errors.
    """
    from .files import Report
    from .library import load_library
    from .shipped import folder

    report = Report()
    library = load_library(folder("clauses"), report, cached=False)
    if library is None or report.failed:
        raise RuntimeError("; ".join(d.message for d in report.diagnostics))
    body = json.dumps(_payload(library), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    destination.mkdir(parents=True, exist_ok=True)
    # in the wheel the tool is known by its version alone
    parts = [f"{__version__}/{_FORMAT}", library.hash, ""]
    name = f"library-{sha256(chr(0).join(parts).encode()).hexdigest()[:40]}.json"
    (destination / name).write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)


def _payload(library: Library) -> dict[str, Any]:
    logical = {file.path: file.logical for file in library.files.values()}
    return {
        "id": library.id,
        "version": library.version,
        "language": library.language,
        "uses": encode(library.uses),
        "clauses": encode(library.clauses),
        "terms": encode(library.terms),
        "forms": encode(library.forms),
        "profiles": encode(library.profiles),
        "subjects": encode(library.subjects),
        "plain_slots": sorted(library.plain_slots),
        "selections": {
            **{f.id: f.defaults.file.logical for f in library.forms.values()},
            **{p.id: p.selection.file.logical for p in library.profiles.values()},
        },
        "diagnostics": [encode(_moved(x, logical)) for x in library.diagnostics],
        "fragments": {f"{v.subject}={v.name}": encode(v.fragment) for v in library.variants()},
    }


def _moved(diagnostic: Diagnostic, names: Mapping[str, str]) -> Diagnostic:
    """Return a complaint with its paths replaced: real ones by logical ones, or back."""

    def move(position: Position) -> Position:
        return replace(position, path=names.get(position.path, position.path))

    return replace(
        diagnostic,
        position=move(diagnostic.position) if diagnostic.position else None,
        related=tuple(replace(r, position=move(r.position)) for r in diagnostic.related),
    )


def _library(
    data: dict[str, Any], digest: str, folder: Path, files: dict[str, bytes], local: bool
) -> Library:
    texts = texts_of(files, data["id"], folder)
    by_logical = {file.logical: file for file in texts.values()}
    library = Library(
        data["id"],
        data["version"],
        data["language"],
        decode(data["uses"]),
        digest,
        folder,
        texts,
        local,
        subjects=decode(data["subjects"]),
        plain_slots=frozenset(data["plain_slots"]),
    )
    fragments = data["fragments"]
    for part in ("clauses", "terms"):
        for id, encoded in data[part].items():
            getattr(library, part)[id] = _subject(encoded, fragments)
    selections: dict[str, SourceFile] = {k: by_logical[v] for k, v in data["selections"].items()}
    for id, encoded in data["forms"].items():
        form = _with_file(encoded, m.Form, "defaults", selections[id])
        library.forms[id] = form
    for id, encoded in data["profiles"].items():
        library.profiles[id] = _with_file(encoded, Profile, "selection", selections[id])
    paths = {file.logical: file.path for file in texts.values()}
    library.diagnostics = tuple(_moved(decode(x), paths) for x in data["diagnostics"])
    return library


def _subject(encoded: list[Any], fragments: Mapping[str, Any]) -> Any:
    cls = _CLASSES[encoded[0] - 1]
    names = _FIELDS[cls]
    values = dict(zip(names, encoded[1:], strict=True))
    variants = values.pop("variants")
    out = {name: decode(value) for name, value in values.items()}
    out["variants"] = {name: _variant(v, fragments) for name, v in variants.items()}
    return cls(**out)


def _variant(encoded: list[Any], fragments: Mapping[str, Any]) -> m.Variant:
    values = {name: decode(v) for name, v in zip(_FIELDS[m.Variant], encoded[1:], strict=True)}
    data = fragments[f"{values['subject']}={values['name']}"]
    return m.Variant(**values, load=lambda: decode(data))


def _with_file(encoded: list[Any], cls: type, name: str, file: SourceFile) -> Any:
    values = dict(zip(_FIELDS[cls], encoded[1:], strict=True))
    selection = dict(zip(_FIELDS[m.Selection], values.pop(name)[1:], strict=True))
    out = {key: decode(value) for key, value in values.items()}
    out[name] = m.Selection(**{key: decode(value) for key, value in selection.items()}, file=file)
    return cls(**out)
