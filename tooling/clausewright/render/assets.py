"""What a page may load while it becomes a PDF: fonts and images of the template folders, nothing else."""

from __future__ import annotations

from pathlib import Path

from ..diagnostic import Diagnostic, Refused
from ..source.shipped import folder
from .inside import OutsideError, find

SCHEME = "asset:"
"""`asset:fonts/SourceSerif4-Regular.ttf` is that file in the user's folder or in the shipped one, and
`asset:shipped/fonts/SourceSerif4-Regular.ttf` the shipped one in any case."""

LIMIT = 20_000_000
"""Most bytes of one asset."""

TYPES = {
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
"""Endings of what counts as an asset, with its media type."""

_COMMON = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) - {"\xad"} | frozenset(
    "\n‐–—‘’“”†•…→≤≥☐"
)
"""Signs that both shipped typefaces have; a test compares."""


def asset(url: str, templates: Path | None) -> tuple[bytes, str]:
    """Return the bytes and the media type of what `url` names.

    Raises Refused for every address but `asset:`, and for what leads out of the template folders.
    """
    name = url.removeprefix(SCHEME).lstrip("/")
    kind = TYPES.get(Path(name).suffix)
    if not url.startswith(SCHEME) or kind is None:
        raise _refusal(url, "only fonts, images and style sheets of the template folders are served")
    roots = (templates, folder("templates"))
    if name.startswith("shipped/"):
        roots, name = (None, roots[1]), name.removeprefix("shipped/")
    try:
        for root in roots:
            path = find(root, name) if root is not None else None
            if path is not None:
                if path.stat().st_size > LIMIT:
                    raise _refusal(url, f"it is larger than {LIMIT:,} bytes")
                return path.read_bytes(), kind
    except OutsideError as error:
        raise _refusal(url, str(error)) from None
    raise _refusal(url, "there is no such file in the template folders")


def covered(text: str) -> bool:
    """Tell whether the shipped typefaces have every sign of `text`."""
    rare = set(text) - _COMMON
    if not rare:
        return True
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    codes = {ord(sign) for sign in rare}
    fonts = folder("templates") / "fonts"
    for name in ("SourceSerif4-Regular", "SourceSans3-Regular"):
        with TTFont(fonts / f"{name}.ttf", lazy=True) as font:
            if not codes <= font.getBestCmap().keys():
                return False
    return True


def _refusal(url: str, why: str) -> Refused:
    shown = url if len(url) <= 80 else f"{url[:77]}..."
    return Refused(
        [
            Diagnostic(
                "CW-TPL-008",
                f"The page asks for `{shown}`, which is not served: {why}.",
                "Put the file into your template folder and write `asset:` and its path there.",
            )
        ]
    )
