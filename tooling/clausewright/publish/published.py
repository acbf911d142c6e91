"""Reads the license out of a bundle."""

from __future__ import annotations

import json
from pathlib import Path

from ..diagnostic import Diagnostic, Position, Refused
from ..document import Document
from ..source.document_json import parse
from .bundle import RECORD
from .opened import open_bundle


def document_of(path: Path) -> Document:
    """Return the document of a bundle, as its JSON holds it.

    Raises:
        Refused: It is no bundle, or it holds no document (`CW-BND-006`).
    """
    opened = open_bundle(path)
    try:
        name = json.loads(opened.files[RECORD])["renderings"]["json"]
        data = opened.files[name]
    except (KeyError, TypeError, ValueError, RecursionError):
        message = f"`{path}` holds no document as JSON."
        mend = "Make it with all formats, or name the manifest."
        raise Refused([Diagnostic("CW-BND-006", message, mend, Position(str(path), 1))]) from None
    return parse(data, f"{path}/{name}")
