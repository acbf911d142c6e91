"""The package keeps the shape that it was designed with: data flows one way, and no import goes round.

Imports are read from the source and not by importing, so that those inside functions and those for types
alone count like the others.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "tooling" / "clausewright"

ORDER = (
    ("document",),
    ("diagnostic",),
    ("source",),
    ("compose",),
    ("render",),
    ("meaning",),
    ("redline",),
    ("check",),
    ("publish",),
    ("author",),
    ("cli", "studio"),
)
"""The wings from left to right. A wing imports only wings to its left; the last two stand side by side."""

RANK = {wing: rank for rank, wings in enumerate(ORDER) for wing in wings}

FREE_OF_OTHERS_CODE = ("document",)
"""Wings that import nothing but the standard library and themselves."""


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def wing_of(module: str) -> str | None:
    """The wing, or nothing for the entrances, which stand above the wings, and for the version."""
    parts = module.split(".")
    if len(parts) == 1 or parts[1] in {"__main__", "api", "version"}:
        return None
    return parts[1]


def imported(module: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Full names of all that a module imports, with the line.

    `from .a import b` is the module `a.b` where there is one, and else the module `a`.
    """
    is_package = MODULES[module].name == "__init__.py"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = module.split(".")[: len(module.split(".")) - node.level + is_package]
                base = ".".join([*up, base]) if base else ".".join(up)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in MODULES else base, node.lineno


def named_in_text(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Modules of the package that stand as text, as in a table whose entries are imported when needed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in MODULES:
            yield node.value, node.lineno


TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in MODULES.items()}
IMPORTS = {module: list(imported(module, tree)) for module, tree in TREES.items()}


def test_every_folder_of_the_package_is_a_wing_of_the_design() -> None:
    folders = {path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE}
    assert folders <= set(RANK), f"not in the design: {sorted(folders - set(RANK))}"


def test_nothing_but_the_entrance_stands_beside_the_wings() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "api.py",
        "version.py",
    }


def test_no_wing_looks_at_the_entrances() -> None:
    entrances = {"clausewright.api", "clausewright.__main__", "clausewright"}
    wrong = [
        f"{MODULES[module]}:{line} {target}"
        for module, targets in IMPORTS.items()
        if wing_of(module)
        for target, line in targets
        if target in entrances
    ]
    assert not wrong, "\n".join(wrong)


def test_the_version_looks_at_nothing() -> None:
    assert [target for target, _ in IMPORTS["clausewright.version"]] == ["__future__"]


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").is_file()]


@pytest.mark.parametrize("module", [module for module in MODULES if wing_of(module)])
def test_a_wing_imports_only_wings_to_its_left(module: str) -> None:
    wing = wing_of(module)
    assert wing is not None
    wrong = []
    for target, line in [*IMPORTS[module], *named_in_text(TREES[module])]:
        other = wing_of(target) if target in MODULES else None
        if other and other != wing and RANK[other] >= RANK[wing]:
            wrong.append(f"{MODULES[module]}:{line} {wing} imports {target}")
    assert not wrong, "\n".join(wrong)


def test_every_import_within_the_package_names_a_module_that_exists() -> None:
    wrong = [
        f"{MODULES[module]}:{line} {target}"
        for module, targets in IMPORTS.items()
        for target, line in targets
        if target.split(".")[0] == PACKAGE.name and target not in MODULES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_imports_go_round() -> None:
    edges = {module: {t for t, _ in targets if t in MODULES} for module, targets in IMPORTS.items()}
    assert not (circle := find_circle(edges)), " -> ".join(circle)


@pytest.mark.parametrize("wing", FREE_OF_OTHERS_CODE)
def test_the_document_needs_nothing_from_outside(wing: str) -> None:
    wrong = [
        f"{MODULES[module]}:{line} {target}"
        for module, targets in IMPORTS.items()
        if wing_of(module) == wing
        for target, line in targets
        if (first := target.split(".")[0]) != PACKAGE.name and first not in sys.stdlib_module_names
    ]
    assert not wrong, "\n".join(wrong)


def find_circle(edges: dict[str, set[str]]) -> list[str]:
    """A circle as the list of its modules, the first one again at the end; empty where there is none."""
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return []
        for target in sorted(edges.get(module, ())):
            if circle := visit(target, [*trail, module]):
                return circle
        done.add(module)
        return []

    for module in edges:
        if circle := visit(module, []):
            return circle
    return []


def test_a_circle_would_be_found() -> None:
    assert find_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert find_circle({"a": {"a"}}) == ["a", "a"]
    assert find_circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_imports_in_functions_and_for_types_are_seen() -> None:
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from ..document import Document\n"
        "def f():\n    from .. import diagnostic\n    import os.path\n"
    )
    module = next(
        name for name, path in MODULES.items() if wing_of(name) == "source" and path.stem != "__init__"
    )
    names = [name for name, _ in imported(module, tree)]
    assert names == ["typing", "clausewright.document", "clausewright.diagnostic", "os.path"]
