"""SHA-256 without OpenSSL: loading that library costs more than hashing everything we read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol


class Digest(Protocol):
    """A hash in the making."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def digest(self) -> bytes:
        """Return the hash as bytes."""

    def hexdigest(self) -> str:
        """Return the hash in hexadecimal."""


def _find() -> Callable[..., Digest]:
    # the interpreter's own module has another name from version to version
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(name).sha256  # type: ignore[no-any-return]
        except (ImportError, AttributeError):
            continue
    raise ImportError("no SHA-256")


sha256 = _find()
"""As `hashlib.sha256`."""
