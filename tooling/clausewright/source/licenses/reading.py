"""Reads a license file of any kind: finds its format, and hands it to the reader of that format."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ...diagnostic import Diagnostic, Position, Refused
from ...document import Document
from ..files import Unreadable, read_bytes, shown
from ..limits import LICENSE_BYTES, LICENSE_LINES, LICENSE_PIECES
from .build import build
from .decoding import decoded, is_json, is_zip, looks_like_html
from .pieces import Piece

FORMATS = ("text", "markdown", "html", "docx", "json")
_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".json": "json",
}

_PARAGRAPH = re.compile(r"\S[ \t]*\n[ \t]*\n")


def read_license(source: str | os.PathLike[str] | bytes, name: str = "", format: str = "") -> Document:
    """Return the document of a license in plain text, Markdown, HTML, Word or our own JSON.

    Args:
        source: A path, or the bytes of the file.
        name: What to call it in complaints and origins; the path where left out.
        format: One of `FORMATS`; found from the name and the bytes where left out.

    Returns:
        The document: title, sections, items and definitions as far as they could be found. No word is
        lost: what has no structure stands as plain paragraphs.

    Raises:
        Refused: It cannot be read; the complaint has a code from `CW-READ-001` on.
        ValueError: `format` is none of `FORMATS`.
    """
    return read_license_fully(source, name, format)[0]


def read_license_fully(
    source: str | os.PathLike[str] | bytes, name: str = "", format: str = ""
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document of a license with the warnings of its reader; see `read_license`."""
    if format and format not in FORMATS:
        raise ValueError(f"{format!r} is not one of {', '.join(FORMATS)}")
    if isinstance(source, bytes):
        data, name = source, name or "LICENSE"
    else:
        path = Path(source)
        name = name or shown(path)
        try:
            data = read_bytes(path, LICENSE_BYTES, follow=True)
        except Unreadable as error:
            message = f"`{name}` cannot be read: {error}."
            raise Refused([Diagnostic(error.code, message, error.mend, Position(name, 1))]) from None
    return _read(data, name, format or _format(data, name))


def _format(data: bytes, name: str) -> str:
    ending = _ENDINGS.get(os.path.splitext(name)[1].lower(), "")
    if is_zip(data):
        return "docx"
    if ending == "docx":
        return "docx"
    if is_json(data) and ending in {"", "json"}:
        return "json"
    if ending:
        return ending
    return "html" if looks_like_html(data) else "text"


def _read(data: bytes, name: str, format: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    if format == "docx":
        from .word import pieces as word_pieces

        words, oddities = word_pieces(data, name)
        return _built(words, name), oddities
    if format == "json":
        from ..document_json import parse

        return parse(data, name), ()
    text, warnings = decoded(data, name, format)
    # before anything is built of them
    _bounded(text.count("\n"), LICENSE_LINES, "lines", name)
    if format != "html":
        _bounded(sum(1 for _ in _PARAGRAPH.finditer(text)), LICENSE_PIECES, "paragraphs", name)
    found: list[Piece]
    if format == "markdown":
        from .any_markdown import is_ours
        from .any_markdown import pieces as markdown_pieces

        if is_ours(text):
            from ..markdown_reader import read_markdown

            document, more = read_markdown(text, name)
            return document, (*warnings, *more)
        found = markdown_pieces(text, name)
    elif format == "html":
        from .html import pieces as html_pieces

        found = html_pieces(text, name)
    else:
        from .plain_text import pieces as text_pieces

        found = text_pieces(text)
    if not found:
        mend = "Give a file that holds a license."
        raise Refused([Diagnostic("CW-READ-031", f"`{name}` holds no words.", mend, Position(name, 1))])
    return _built(found, name), warnings


def _built(found: list[Piece], name: str) -> Document:
    _bounded(len(found), LICENSE_PIECES, "paragraphs", name)
    return build(found, name)


def _bounded(count: int, limit: int, what: str, name: str) -> None:
    if count > limit:
        message = f"`{name}` has more than {limit:,} {what}."
        mend = "Give the license alone."
        raise Refused([Diagnostic("CW-READ-033", message, mend, Position(name, 1))])
