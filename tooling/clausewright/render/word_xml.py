"""Words as WordprocessingML: escaped, with breaks and tabs; what XML cannot hold is shown as its code."""

from __future__ import annotations

import re
from functools import cache

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WHITE = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Ends of lines and pages that are no line feed."""
_SIGNS = re.compile("([\t\n])")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"([{_RIGHT}](?:[{_RIGHT}\\s\\d.,;:'\"!?-]*[{_RIGHT}])?)")


def visible(text: str) -> str:
    """Return text in which control characters are written as their code points, `[U+0007]`."""
    return _CONTROL.sub(lambda match: f"[U+{ord(match[0]):04X}]", _WHITE.sub(" ", text))


def content(text: str) -> str:
    """Return text for the inside of an element."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return text for the inside of a quoted attribute, on one line."""
    return content(" ".join(text.split())).replace('"', "&quot;")


def run(text: str, properties: str = "", tag: str = "w:t") -> str:
    """Return text as runs; what is written from right to left is a run of its own.

    Args:
        text: The words, with line feeds where lines end.
        properties: Elements for `w:rPr`, in the order of the schema.
        tag: `w:t`, or `w:delText` for what is deleted.
    """
    out = []
    for place, piece in enumerate(_RIGHT_TO_LEFT.split(text)):
        if piece:
            right = "<w:rtl/>" if place % 2 else ""
            inside = _before_language(properties, right)
            head = f"<w:rPr>{inside}</w:rPr>" if inside else ""
            out.append(f"<w:r>{head}{_inside(piece, tag)}</w:r>")
    return "".join(out)


def _before_language(properties: str, right: str) -> str:
    """Return properties of a run with `w:rtl` at its place in the schema."""
    at = properties.find("<w:lang ")
    return properties + right if at < 0 else properties[:at] + right + properties[at:]


def _inside(text: str, tag: str) -> str:
    return "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part)
        or f'<{tag} xml:space="preserve">{content(part)}</{tag}>'
        for part in _SIGNS.split(text)
        if part
    )


def field(code: str, shown: str, properties: str = "") -> str:
    """Return a field with the words that it last gave."""
    return (
        f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> {content(code)} </w:instrText></w:r>'
        f"{_mark('separate')}{run(shown, properties)}{_mark('end')}"
    )


@cache
def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def runs_right(text: str) -> bool:
    """Tell whether a paragraph is written from right to left: whether its first letter is."""
    from unicodedata import bidirectional

    for sign in text:
        kind = bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
