"""What decides the bytes of a rendering besides the license: the tool, its templates, and what it runs on."""

from __future__ import annotations

import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..source.hashing import sha256
from ..source.shipped import folder
from ..version import __version__

_TEXT = ("jinja2", "markdown-it-py", "markupsafe", "num2words", "pyyaml")
_MORE = {
    "pdf": (
        "brotli",
        "cffi",
        "fonttools",
        "pydyf",
        "pyphen",
        "tinycss2",
        "tinyhtml5",
        "weasyprint",
        "zopfli",
    ),
    "html": ("brotli", "fonttools"),
    "docx": ("lxml", "python-docx"),
    "deed": ("brotli", "fonttools"),
}
"""Packages that decide the bytes of a format, beside those that decide the text."""


def packages(format: str) -> tuple[str, ...]:
    """Return the packages that a format depends on; the text of the license is the format `txt`."""
    return tuple(sorted((*_TEXT, *_MORE.get(format, ()))))


@cache
def tool_code() -> str:
    """Return a hash over the program itself: two checkouts of one version may differ."""
    package = Path(__file__).resolve().parent.parent
    total = sha256()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if not name.startswith("data/"):
            total.update(f"{name}\0".encode() + sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def template_hashes() -> dict[str, str]:
    """Return the hash of each shipped template, style and font by its path."""
    root = folder("templates")
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def versions(formats: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of everything that some formats are made with, by name."""
    names = {name for format in ("txt", *formats) for name in packages(format)}
    out = {name: _installed(name) for name in sorted(names)}
    out["python"] = ".".join(platform.python_version_tuple()[:2])
    if "pdf" in formats:
        out["zlib"] = zlib.ZLIB_RUNTIME_VERSION
        out |= _native()
    return out


def tool() -> dict[str, str]:
    """Return the name, the version and the hash of the program."""
    return {"name": "clausewright", "version": __version__, "code": tool_code()}


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _native() -> dict[str, str]:
    """Return the versions of the libraries that lay out a PDF."""
    import ctypes

    out = {"harfbuzz": "unknown", "pango": "unknown"}
    try:
        from weasyprint.text.ffi import pango

        number = int(pango.pango_version())
        out["pango"] = f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
    except (ImportError, OSError, AttributeError):
        return out
    for name in ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"):
        try:
            told = ctypes.CDLL(name).hb_version_string
        except (OSError, AttributeError):
            continue
        told.restype = ctypes.c_char_p
        out["harfbuzz"] = told().decode("ascii")
        break
    return out
