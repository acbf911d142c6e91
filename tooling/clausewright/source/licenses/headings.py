"""What looks like a heading: the title, a line between paragraphs, the words right behind a number."""

from __future__ import annotations

import re

from .pieces import Piece

_LONGEST = 100
_WORDS = 12
_FEW = 6
_RUN_IN = re.compile(r"([^.:;\n]{2,90}[.:]|[^.:;\n]{2,60} [-–—])(?=\s)")
_SMALL = frozenset(
    re.findall(
        r"\S+",
        "a an and as at but by for from in into is nor not of on or per than that the to under upon via "
        "vs with without within your our its de la le les des du et der die das und",
    )
)
_NO_HEADING = re.compile(
    r"copyright\b|v(?:ersion|\.)? ?[0-9]|\(c\)|©|https?:|www\.|<|\S+@\S+|[0-9]+ "
    r"|portions |all rights|by |permission|redistribution",
    re.I,
)
_TITLE = re.compile(
    r"licen[sc]e|agreement|\bterms\b|notice|charter|deed|dedication|covenant|statement|lizenz|licencia|permit",
    re.I,
)
_APPENDIX = re.compile(r"(?:appendix|exhibit|annex|schedule|attachment|addendum)\b", re.IGNORECASE)
_CLOSED = re.compile(r"[.;:,!?]\Z")


def is_heading(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Tell whether an unnumbered piece of text is a heading.

    Args:
        piece: The piece.
        before: The piece before it, or None at the beginning.
        after: The piece behind it, or None at the end.
    """
    if piece.bullet or piece.verbatim:
        return False
    if piece.level:
        return True
    text = piece.text.strip()
    if "\n" in text or not 3 <= len(text) <= _LONGEST or after is None or _NO_HEADING.match(text):
        return False
    spoken = text.split()
    if len(spoken) > _WORDS or not any(len(re.sub(r"\W", "", word)) > 2 for word in spoken):
        return False
    if before is not None and re.search(r"[,;]\Z|:\Z", before.text.rstrip()) and not text.isupper():
        return False
    if _APPENDIX.match(text) and not text.endswith(("of", ",", ";")):
        return True
    if text.isupper():
        return not re.search(r"[,;]\Z", text) and sum(map(str.isalpha, text)) > 3
    if text.endswith(":") and len(spoken) <= 6:
        text = text[:-1]
    return not _CLOSED.search(text) and len(spoken) <= 9 and in_title_case(text) and text[0].isupper()


def heads_sentence(line: str, below: str) -> bool:
    """Tell whether a line heads the one below it, in a text whose lines were not wrapped.

    Args:
        line: The words of a line that ends where its author ended it.
        below: The words of the next line.
    """
    spoken = line.split()
    if not line[:1].isupper() or len(line) > _LONGEST or len(spoken) > _FEW or _CLOSED.search(line):
        return False
    if _NO_HEADING.match(line) or "@" in line or not any(sum(map(str.islower, word)) > 2 for word in spoken):
        return False
    return below[:1].isupper() and below.endswith((".", ":")) and len(below) > len(line)


def is_title(piece: Piece, after: Piece | None) -> bool:
    """Tell whether the first line of the first piece names the license."""
    line = piece.text.strip().split("\n")[0]
    if piece.bullet or piece.verbatim or _NO_HEADING.match(line) or len(line) > _LONGEST:
        return False
    if piece.level:
        return True
    if len(line.split()) > 14 or re.search(r"[.;,:]\Z", line) or (after is None and "\n" not in piece.text):
        return False
    if line.isupper() or _TITLE.search(line) and line[0].isupper():
        return True
    return in_title_case(line) and 2 <= len(line.split()) <= 8 and "\n" not in piece.text.strip()


def in_title_case(text: str) -> bool:
    """Tell whether all words but the small ones begin with a capital."""
    spoken = [word.strip("“”\"'()[],.:&/-–*") for word in text.split()]
    counted = [word for word in spoken if word and word.lower() not in _SMALL]
    return bool(counted) and all(not word[0].isalpha() or word[0] != word[0].lower() for word in counted)


def split_heading(text: str) -> tuple[str, str]:
    """Return the heading behind a section's number, or an empty string, and the words behind the heading.

    Args:
        text: The words behind the number, with line ends.
    """
    lines = text.strip().split("\n")
    first = lines[0].strip()
    rest = "\n".join(lines[1:])
    spoken = first.split()
    if _looks_whole(first, spoken) and (not rest or first.isupper() or len(first) < 50 and _starts(rest)):
        return first, rest
    found = _RUN_IN.match(text)
    if found:
        head = found[1]
        few = len(head.split()) <= 10
        if (
            few
            and not text[found.end() :].lstrip()[:1].islower()
            and in_title_case(head.rstrip(".:-–— "))
            and text[found.end() :].strip()
        ):
            return head, text[found.end() :].strip()
    return "", text


def _looks_whole(first: str, spoken: list[str]) -> bool:
    if not first or len(first) > _LONGEST or len(spoken) > _WORDS or re.search(r"[,;]\Z", first):
        return False
    if first.isupper() or not re.search(r"[.:!?]\Z", first):
        return first.isupper() or in_title_case(first) or len(spoken) <= 6 and first[0].isupper()
    return len(spoken) <= 9 and in_title_case(first.rstrip(".:"))


def _starts(rest: str) -> bool:
    return rest.lstrip("“\"'([")[:1].isupper() or not rest
