"""Where the files that come with the package lie: clauses, templates, caches."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def folder(name: str) -> Path:
    """Return the folder `clauses` or `templates` that came with the package.

    In a wheel they lie in `clausewright/data/`; in a checkout at the top level.
    """
    inside = _PACKAGE / "data" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def is_shipped(place: Path) -> bool:
    """Tell whether a folder is that of the library that came with the package."""
    return place == folder("clauses") or place.resolve() == folder("clauses")
