"""Text in ASCII, with nothing lost: typographic signs, accents, fractions, exponents."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, decomposition, normalize

_SIGNS = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "‹": "'", "›": "'", "′": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "—": "--", "―": "--",
    "…": "...", "•": "*", "·": "*", "×": "x", "÷": "/", "⁄": "/", "±": "+/-",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "→": "->", "←": "<-",
    "©": "(c)", "®": "(R)", "™": "(TM)", "§": "Sec. ", "¶": "Para. ",
    "€": "EUR", "£": "GBP", "¥": "JPY", "¢": "c", "°": " deg", "µ": "u", "№": "No.", "†": "[+]",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "\u00ad": "", "\ufeff": "",
}  # fmt: skip
"""Signs and letters with an ASCII form that readers know."""
_SPACES = "\u00a0\u2007\u202f"
_OTHER = re.compile(r"[^\n\x20-\x7e]")
_POWERS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
_DEPTHS = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋]+")
_FRACTION = re.compile("([0-9]?)([¼-¾⅐-⅞↉])")
_PLAIN_MARKS = re.compile("[\u0300-\u0314\u031b\u0323-\u0328\u032d-\u0331]+\\Z")
"""Accents and cedillas. A stroke through a letter or sign changes what it says and stays out."""


def to_ascii(text: str) -> str:
    """Return text in printable ASCII, line feeds and the three non-breaking spaces.

    What has no ASCII form becomes its code point, `[U+4E2D]`; exponents are written `10^25`, indices
    `x_1`, fractions `1 1/2`. Non-breaking spaces stay: whoever breaks lines takes them out.
    """
    if text.isascii() and not _OTHER.search(text):
        return text
    text = normalize("NFC", text)
    text = _POWERS.sub(lambda match: "^" + _script(match[0]), text)
    text = _DEPTHS.sub(lambda match: "_" + _script(match[0]), text)
    # "1½" is one and a half; without the space it would be eleven halves
    text = _FRACTION.sub(
        lambda match: f"{match[1]} {_vulgar(match[2])}" if match[1] else _vulgar(match[2]), text
    )
    return _OTHER.sub(lambda match: _ascii(match[0]), text)


def _script(text: str) -> str:
    return normalize("NFKD", text).replace("−", "-")


def _vulgar(sign: str) -> str:
    return normalize("NFKD", sign).replace("⁄", "/")


@cache
def _ascii(sign: str) -> str:
    if sign in _SPACES:
        return sign
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isspace():
        return " "
    kind = decomposition(sign).partition(">")[0]
    if kind.startswith("<") and kind[1:] not in {"compat", "wide", "narrow", "noBreak"}:
        return f"[U+{ord(sign):04X}]"
    broken = _PLAIN_MARKS.sub("", normalize("NFKD", sign))
    if broken and broken.isascii() and broken.isprintable():
        return broken
    if category(sign) == "Mn" and _PLAIN_MARKS.fullmatch(sign):
        return ""
    return f"[U+{ord(sign):04X}]"
