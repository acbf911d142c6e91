"""Compiles the shipped templates with Jinja, and keeps what was compiled.

A wheel carries them as Python. A checkout keeps Python's own byte code in the user's cache folder, as trusted
as the `__pycache__` beside our modules. That folder may be deleted at any time, and a file that is not what
was written is made anew. Jinja is imported only where something has to be compiled.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType

from ..source.hashing import sha256
from ..source.shipped import folder
from ..version import __version__
from .stage import NAMES, Context, Stage
from .template_settings import SETTINGS, STAGED, SUFFIXES

_KEEP = 60
"""Files kept in the user's folder."""


def source(name: str, text: str) -> str:
    """Return a shipped template as Python that runs on the stage.

    Raises:
        RuntimeError: The template uses a part of the language that the stage does not have.
    """
    from jinja2 import Environment, StrictUndefined

    compiler = Environment(undefined=StrictUndefined, **SETTINGS)  # noqa: S701
    made: str = compiler.compile(text, name, name, raw=True)
    head, _, body = made.partition("\n")
    assert head.startswith("from jinja2.runtime import ")
    lost = _lost(body)
    if lost:
        raise RuntimeError(f"The template {name} uses what the stage does not have: {', '.join(lost)}.")
    return body


def _lost(body: str) -> list[str]:
    """Return what the code of a template asks for and the stage does not have."""
    import ast
    import builtins

    tree = ast.parse(body)
    has = {
        "environment": dir(Stage),
        "context": dir(Context),
        "eval_ctx": ["autoescape"],
        "parent_template": [],
    }
    known = {*NAMES, *has, *dir(builtins)}
    known |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    known |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    known |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    lost = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - known
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in has:
            lost |= {node.attr} - set(has[node.value.id])
    return sorted(lost)


def write_compiled(destination: Path) -> None:
    """Write the shipped pages, compiled to Python, into `destination`; same templates, same bytes."""
    templates = folder("templates")
    for path in sorted(templates.rglob("*")):
        name = path.relative_to(templates).as_posix()
        if path.suffix.removeprefix(".") in SUFFIXES and name.startswith(STAGED):
            target = destination / f"{name}.py"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source(name, path.read_text(encoding="utf-8")), encoding="utf-8")


def finder() -> Callable[[str], CodeType]:
    """Return what gives the code of a shipped template by its name."""
    compiled = folder("compiled")
    return _from_wheel(compiled) if compiled.is_dir() else _from_checkout(folder("templates"))


def _from_wheel(compiled: Path) -> Callable[[str], CodeType]:
    def code(name: str) -> CodeType:
        # the byte code that was made when the wheel was installed is used, as for any module
        module = "clausewright_template_" + "".join(c if c.isalnum() else "_" for c in name)
        found = SourceFileLoader(module, str(compiled / f"{name}.py")).get_code(module)
        assert found is not None
        return found

    return code


def _from_checkout(templates: Path) -> Callable[[str], CodeType]:
    place = kept()

    def code(name: str) -> CodeType:
        text = (templates / name).read_text(encoding="utf-8")
        if place is None:
            return compile(source(name, text), name, "exec")
        path = place / f"{_key(name, text)}.code"
        found = _read(path)
        if found is None:
            found = compile(source(name, text), name, "exec")
            _write(path, found)
        return found

    return code


def _key(name: str, text: str) -> str:
    parts = (__version__, sys.version, _compiler(), _own(), name, text)
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


@cache
def _compiler() -> str:
    """Tell which Jinja would compile, without importing it."""
    spec = PathFinder.find_spec("jinja2")
    return _stamp(spec.origin) if spec is not None and spec.origin else ""


@cache
def _own() -> str:
    return _stamp(__file__)


def _stamp(file: str) -> str:
    status = Path(file).stat()
    return f"{file} {status.st_mtime_ns} {status.st_size}"


def _read(path: Path) -> CodeType | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if sha256(data[32:]).digest() != data[:32]:
        return None
    found = marshal.loads(data[32:])  # noqa: S302 - see the head of this file
    return found if isinstance(found, CodeType) else None


def _write(path: Path, code: CodeType) -> None:
    """Write code whole or not at all; a folder that cannot be written to is no fault."""
    part = path.with_suffix(f".{os.getpid()}.part")
    data = marshal.dumps(code)
    try:
        part.write_bytes(sha256(data).digest() + data)
        part.replace(path)
        old = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime)[:-_KEEP]
        for file in old:
            file.unlink(missing_ok=True)
    except OSError:
        return


def kept() -> Path | None:
    """Return the user's own folder, or None where there is none that only the user writes to."""
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
        place = Path(home) / "clausewright" / "templates"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = place.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return place
