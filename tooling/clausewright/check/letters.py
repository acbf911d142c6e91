"""Letters that cannot be seen, turn the line round, or look like others: a contract can hide in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..diagnostic import WARNING, Diagnostic
from ..source.files import SourceFile
from .context import Subject

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d"
    "\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
# compiled when a text that is not ASCII asks for them: few are, and these two are slow to compile
_ODD = rf"[{_BIDI}{_HIDDEN}\U000e0000-\U000e007f]"
_FOREIGN = r"[^\x00-\u024f\u2000-\u206f\u20a0-\u20cf\u2100-\u214f\u2190-\u22ff\u2500-\u27bf]"
_WORD = re.compile(r"[^\W\d_]+")
# letters of other scripts that a reader takes for Latin ones
_LOOKALIKES = frozenset("аеорсухіјѕԁһӏвкмнтАВЕЅІЈКМНОРСТУХαορυνιτκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")


def look(subject: Subject) -> Iterator[Diagnostic]:
    """Find hidden, turning and look-alike letters in the sources of a license."""
    for file in subject.files():
        if file.text.isascii():
            continue
        for number, line in enumerate(file.text.split("\n"), 1):
            if not line.isascii():
                yield from _line(file, number, line)


def _line(file: SourceFile, number: int, line: str) -> Iterator[Diagnostic]:
    for match in re.finditer(_ODD, line):
        sign = match[0]
        kind = "turns the direction of the line" if sign in _BIDI else "cannot be seen"
        name = unicodedata.name(sign, "a control")
        yield Diagnostic(
            "CW-UNI-001",
            f"The character U+{ord(sign):04X} ({name.lower()}) {kind}.",
            "Remove it: what a reader sees must be what the text says.",
            file.position(number, match.start() + 1),
            severity=WARNING,
        )
    for match in _WORD.finditer(line):
        word = match[0]
        if word.isascii() or not re.search(_FOREIGN, word) and unicodedata.is_normalized("NFKC", word):
            continue
        scripts = {_script(sign) for sign in word}
        disguised = all(sign in _LOOKALIKES or sign.isascii() for sign in word)
        if len(scripts - {"COMMON"}) > 1 or disguised or not unicodedata.is_normalized("NFKC", word):
            names = " and ".join(sorted(s.capitalize() for s in scripts - {"COMMON"}))
            yield Diagnostic(
                "CW-UNI-002",
                f"“{word}” has letters of {names} that look like others.",
                "Write the word in the letters of one script.",
                file.position(number, match.start() + 1, len(word)),
                severity=WARNING,
            )


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "COMMON")
    first = name.partition(" ")[0]
    return "COMMON" if first in {"COMBINING", "MODIFIER"} else first
