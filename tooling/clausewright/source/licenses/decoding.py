"""Bytes become text, by one rule: a byte order mark decides, then UTF-8, then Windows-1252."""

from __future__ import annotations

import codecs
import re

from ...diagnostic import WARNING, Diagnostic, Position, Refused
from ..limits import LICENSE_CHARACTERS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_SAVE = "Save it as UTF-8 text."


def decoded(data: bytes, name: str, format: str = "text") -> tuple[str, tuple[Diagnostic, ...]]:
    """Return bytes as text with LF line ends, and a warning where the encoding was guessed.

    A byte order mark of UTF-8, UTF-16 or UTF-32 decides. Without one the bytes are UTF-8 where they can be;
    else they are Windows-1252, which has every character of Latin-1, and a warning says so.

    Args:
        data: The bytes.
        name: The name of the file, for complaints.
        format: The format; only plain text and Markdown come without control characters.

    Raises:
        Refused: The bytes are no text (`CW-READ-032`), too long (`CW-READ-033`), or empty (`CW-READ-031`).
    """
    if len(data) > LICENSE_CHARACTERS:
        message = f"`{name}` has {len(data):,} bytes; a license has at most {LICENSE_CHARACTERS:,}."
        raise _refused("CW-READ-033", message, "Give the license alone.", name)
    text, warnings = _text(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\x0b\x0c\u200b"):
        raise _refused("CW-READ-031", f"`{name}` is empty.", "Give a file that holds a license.", name)
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
        message = f"`{name}` is no text: it holds the character U+{ord(bad[0]):04X}."
        raise Refused([Diagnostic("CW-READ-032", message, _SAVE, Position(name, line, column))])
    return text, warnings


def _text(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                message = (
                    f"`{name}` begins as {encoding.upper()}, and byte {error.start + len(mark):,} is none."
                )
                raise _refused("CW-READ-032", message, _SAVE, name) from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        at = error.start
    if b"\x00" in data:
        message = f"`{name}` is no text: it holds zero bytes."
        raise _refused("CW-READ-032", message, _SAVE, name)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"`{name}` is neither UTF-8 nor Windows-1252: byte {error.start:,} is in neither."
        raise _refused("CW-READ-032", message, _SAVE, name) from None
    line = data.count(b"\n", 0, at) + 1
    message = f"`{name}` is not UTF-8 (byte {at:,}); it was read as Windows-1252."
    return text, (Diagnostic("CW-READ-034", message, _SAVE, Position(name, line), severity=WARNING),)


def is_zip(data: bytes) -> bool:
    """Tell whether bytes are an archive, or an old or encrypted document of an office program."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def is_json(data: bytes) -> bool:
    """Tell whether bytes may be the JSON of a document."""
    head = data[:200].lstrip()
    return head.startswith(b"{") and b'"' in head[:40] and b'"type"' in data[:4096]


def looks_like_html(data: bytes) -> bool:
    """Tell whether bytes begin as a page of HTML does."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in data[:4096].lower()


def _refused(code: str, message: str, mend: str, name: str) -> Refused:
    return Refused([Diagnostic(code, message, mend, Position(name, 1))])
