"""The cache of loaded libraries: JSON, keyed by content and tool version; it may be deleted at any time.

Fragments stay encoded until their text is needed, so a library of a hundred variants is there in
milliseconds. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from ..diagnostic import ClausewrightError, Diagnostic, Position
from ..document.record import replace
from ..version import __version__
from . import model as m
from .encoding import CLASSES, FIELDS, decode, encode
from .files import Report, SourceFile, Unreadable, read_bytes
from .folder import texts
from .hashing import sha256
from .library import Library, Profile
from .limits import CACHE_BYTES
from .yaml_nodes import Node

_FORMAT = "4"
_KEEP = 40
"""Caches kept in the user's folder."""


@cache
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
    return _name(tool_key(), digest, others, local)


def _name(tool: str, digest: str, others: Mapping[str, str], local: bool) -> str:
    parts = [tool, digest, "local" if local else "", *(f"{k}={v}" for k, v in sorted(others.items()))]
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
    name = f"library-{cache_key(digest, others, local)}.jsonl"
    shipped = Path(__file__).resolve().parent.parent / "data" / "cache"
    for place in (shipped, user_folder()):
        try:
            raw = read_bytes(place / name, CACHE_BYTES)
        except Unreadable:
            continue
        head, _, body = raw.partition(b"\n")
        # the sum finds a file that was cut short or damaged; who can forge one owns the folder anyway
        if head != b"%08x" % crc32(body):
            continue
        try:
            return _library(body, digest, folder, files, local)
        except _WRONG:
            continue
    return None


def read_nodes(text: str) -> Node | None:
    """Return the parsed YAML of a manifest from the user's cache, or None."""
    if os.environ.get("CLAUSEWRIGHT_CACHE") == "off":
        return None
    try:
        raw = read_bytes(user_folder() / _nodes_name(text), CACHE_BYTES)
        head, _, body = raw.partition(b"\n")
        found = decode(json.loads(body)) if head == b"%08x" % crc32(body) else None
    except (Unreadable, *_WRONG):
        return None
    return found if isinstance(found, Node) else None


def write_nodes(text: str, node: Node) -> None:
    """Keep the parsed YAML of a manifest that was read without complaint."""
    if os.environ.get("CLAUSEWRIGHT_CACHE") == "off":
        return
    body = _line(encode(node))
    _keep(user_folder() / _nodes_name(text), b"%08x\n" % crc32(body) + body, "manifest-*.json")


def _nodes_name(text: str) -> str:
    return f"manifest-{_name(tool_key(), text, {}, False)}.json"


_WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


class CacheDamaged(ClausewrightError):
    """Raised when a cached text cannot be read although its sum is right."""


def write_cache(library: Library, others: Mapping[str, str]) -> None:
    """Keep a library. A folder that cannot be written is passed over: the cache is only for speed."""
    if os.environ.get("CLAUSEWRIGHT_CACHE") == "off":
        return
    name = f"library-{cache_key(library.hash, others, library.local)}.jsonl"
    _keep(user_folder() / name, payload(library), "library-*.json*")


def _keep(target: Path, data: bytes, like: str) -> None:
    """Write a file of the cache, and forget the oldest of its kind."""
    # a name that nobody can guess and lay a link under
    temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
        os.replace(temporary, target)
        found = sorted(target.parent.glob(like), key=lambda p: p.stat().st_mtime_ns, reverse=True)
        for old in found[_KEEP:]:
            old.unlink(missing_ok=True)
    except OSError:
        try:
            temporary.unlink(missing_ok=True)
        except OSError:
            return


def shipped_name(library: Library) -> str:
    """Return the name of the cache that the wheel carries, where the tool is known by its version alone."""
    return f"library-{_name(f'{__version__}/{_FORMAT}', library.hash, {}, False)}.jsonl"


def payload(library: Library) -> bytes:
    """Return a library as lines: a sum, the heads, and one line for each fragment."""
    logical = {file.path: file.logical for file in library.files.values()}
    heads = {
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
    }
    lines = [_line(heads)]
    for variant in library.variants():
        key = f"{variant.subject}={variant.name}"
        lines.append(key.encode() + b"\t" + _line(encode(variant.fragment)))
    body = b"\n".join(lines)
    return b"%08x\n" % crc32(body) + body


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _moved(diagnostic: Diagnostic, names: Mapping[str, str]) -> Diagnostic:
    """Return a complaint with its paths replaced: real ones by logical ones, or back."""

    def move(position: Position) -> Position:
        return replace(position, path=names.get(position.path, position.path))

    return replace(
        diagnostic,
        position=move(diagnostic.position) if diagnostic.position else None,
        related=tuple(replace(r, position=move(r.position)) for r in diagnostic.related),
    )


def _library(body: bytes, digest: str, folder: Path, files: dict[str, bytes], local: bool) -> Library:
    head, *lines = body.split(b"\n")
    data = json.loads(head)
    fragments: dict[str, bytes] = {}
    for line in lines:
        key, _, text = line.partition(b"\t")
        fragments[key.decode()] = text
    # complaints about the files were made when the cache was written
    found = texts(files, data["id"], folder, Report())
    by_logical = {file.logical: file for file in found.values()}
    library = Library(
        data["id"],
        data["version"],
        data["language"],
        decode(data["uses"]),
        digest,
        folder,
        found,
        local,
        subjects=decode(data["subjects"]),
        plain_slots=frozenset(data["plain_slots"]),
    )
    for part in ("clauses", "terms"):
        for id, encoded in data[part].items():
            getattr(library, part)[id] = _subject(encoded, fragments)
    selections: dict[str, SourceFile] = {k: by_logical[v] for k, v in data["selections"].items()}
    for id, encoded in data["forms"].items():
        library.forms[id] = _with_file(encoded, m.Form, "defaults", selections[id])
    for id, encoded in data["profiles"].items():
        library.profiles[id] = _with_file(encoded, Profile, "selection", selections[id])
    paths = {file.logical: file.path for file in found.values()}
    library.diagnostics = tuple(_moved(decode(x), paths) for x in data["diagnostics"])
    return library


def _subject(encoded: list[Any], fragments: Mapping[str, bytes]) -> Any:
    cls = CLASSES[encoded[0] - 1]
    values = dict(zip(FIELDS[cls], encoded[1:], strict=True))
    variants = values.pop("variants")
    out = {name: decode(value) for name, value in values.items()}
    if not isinstance(variants, dict) or not all(f"{out['id']}={v}" in fragments for v in variants):
        raise TypeError("variants")
    out["variants"] = _Variants(variants, fragments)
    return cls(**out)


class _Variants(dict[str, m.Variant]):
    """The variants of one subject, each decoded when it is first asked for."""

    def __init__(self, encoded: dict[str, Any], fragments: Mapping[str, bytes]) -> None:
        super().__init__(dict.fromkeys(encoded))  # type: ignore[arg-type]
        self._encoded = encoded
        self._fragments = fragments

    def __getitem__(self, name: str) -> m.Variant:
        found: m.Variant | None = super().__getitem__(name)
        if found is None:
            found = _variant(self._encoded[name], self._fragments)
            self[name] = found
        return found

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 (this is that method)

    def __iter__(self) -> Iterator[str]:
        # a class of its own that says how it is gone through is not copied past `__getitem__` by `{**it}`
        return super().__iter__()

    def copy(self) -> _Variants:
        out = _Variants(self._encoded, self._fragments)
        for name in self:
            if (found := super().get(name)) is not None:
                out[name] = found
        return out

    def values(self) -> Any:
        return [self[name] for name in self]

    def items(self) -> Any:
        return [(name, self[name]) for name in self]


def _variant(encoded: list[Any], fragments: Mapping[str, bytes]) -> m.Variant:
    try:
        values = {name: decode(v) for name, v in zip(FIELDS[m.Variant], encoded[1:], strict=True)}
        data = fragments[f"{values['subject']}={values['name']}"]
    except _WRONG as error:
        raise _damaged() from error

    def load() -> m.Fragment:
        try:
            found = decode(json.loads(data))
        except _WRONG as error:
            raise _damaged() from error
        if not isinstance(found, m.Fragment):
            raise _damaged()
        return found

    return m.Variant(**values, load=load)


def _damaged() -> CacheDamaged:
    return CacheDamaged(f"the cache in {user_folder()} is damaged; delete it and try again.")


def _with_file(encoded: list[Any], cls: type, name: str, file: SourceFile) -> Any:
    values = dict(zip(FIELDS[cls], encoded[1:], strict=True))
    selection = dict(zip(FIELDS[m.Selection], values.pop(name)[1:], strict=True))
    out = {key: decode(value) for key, value in values.items()}
    out[name] = m.Selection(**{key: decode(value) for key, value in selection.items()}, file=file)
    return cls(**out)
