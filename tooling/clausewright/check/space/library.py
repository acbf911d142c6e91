"""Loads a library by itself, without a manifest, with those that it uses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...diagnostic import Refused
from ...source.files import Report, SourceFile, Unreadable, decode, read_bytes
from ...source.index import SHIPPED, Index, build_index
from ...source.library import Library
from ...source.limits import MANIFEST_BYTES
from ...source.loading import load_library
from ...source.shipped import folder as shipped
from ...source.yaml_nodes import parse_yaml


def library_index(folder: Path | None = None, libraries: Iterable[Path] = ()) -> Index:
    """Return the index of a library with those that it uses.

    Args:
        folder: Its folder; the shipped library where left out.
        libraries: Folders of libraries that it uses, each after those that it uses itself. The shipped
            one is found by itself.

    Raises:
        Refused: One of them has errors.
    """
    report = Report()
    main = folder or shipped("clauses")
    given = tuple(libraries)
    missing = SHIPPED in _head(main)[1] and SHIPPED not in {_head(path)[0] for path in given}
    order = {path.resolve(): path for path in ([shipped("clauses")] if missing else []) + [*given]}
    order.pop(main.resolve(), None)
    found: dict[str, Library] = {}
    for path in (*order.values(), main):
        library = load_library(path, report, found)
        if library is not None:
            found[library.id] = library
    if report.failed:
        raise Refused(report.diagnostics)
    return build_index(found)


def _head(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Return the id of a library and those that it uses, as its `library.yaml` says."""
    try:
        text = decode(read_bytes(folder / "library.yaml", MANIFEST_BYTES))
    except Unreadable:
        return "", ()
    node = parse_yaml(SourceFile("", "library.yaml", text), Report())
    if node is None or node.kind != "mapping":
        return "", ()
    id, uses = node.get("id"), node.get("uses")
    return id.text if id else "", tuple(item.text for item in uses.items) if uses else ()
