"""Fill the wheel: the library, the templates, the library's cache and the compiled templates.

The library and the templates are copied from the checkout. The cache and the compiled templates are
made while the wheel is built, by the same code that would otherwise make them on the user's machine.
An editable install gets none of it: it reads the checkout.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_COPIED = ("clauses", "templates")
"""Top-level folders that go to `clausewright/data/` as they are."""

_MADE = (
    ("cache", "clausewright.source.loading", "write_shipped_cache"),
    ("compiled", "clausewright.render.compiled", "write_compiled"),
)
"""What is made: folder under `clausewright/data/`, module, function from a folder to nothing."""


class CustomBuildHook(BuildHookInterface):
    """The hook that hatchling calls around the making of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is to be made and name everything that the wheel takes in.

        Raises `RuntimeError` when a folder or a function is missing or makes nothing: a wheel without
        its data would install and then fail on its first use.
        """
        if version == "editable":
            return
        root = Path(self.root)
        self._workspace = tempfile.TemporaryDirectory(prefix="clausewright-wheel-")
        taken: dict[str, str] = build_data["force_include"]
        for name in _COPIED:
            taken[str(_full(root / name, f"the folder {name}/"))] = f"clausewright/data/{name}"
        with _importable(root / "tooling"):
            for name, module, function in _MADE:
                folder = Path(self._workspace.name) / name
                folder.mkdir()
                _function(module, function)(folder)
                taken[str(_full(folder, f"what {module}.{function} wrote"))] = f"clausewright/data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made: it is in the wheel now."""
        if version != "editable":
            self._workspace.cleanup()


class _importable:  # noqa: N801 - reads as the statement it stands for
    """While it lasts, modules come from `folder` first and leave no byte code there."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __enter__(self) -> None:
        self._before = sys.dont_write_bytecode
        sys.dont_write_bytecode = True
        sys.path.insert(0, self._folder)

    def __exit__(self, *_: object) -> None:
        sys.path.remove(self._folder)
        sys.dont_write_bytecode = self._before


def _function(module: str, name: str) -> Callable[[Path], None]:
    try:
        found: Callable[[Path], None] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise RuntimeError(
            f"The wheel needs {module}.{name}(destination), which cannot be used: {error}. "
            "It may import only the packages that build-system.requires in pyproject.toml names."
        ) from error
    return found


def _full(folder: Path, what: str) -> Path:
    if not any(path.is_file() for path in folder.rglob("*")):
        raise RuntimeError(f"The wheel needs {what}, but there is no file in it.")
    return folder
