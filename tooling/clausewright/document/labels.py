"""Printed numbers and printed references, worked out from the counters of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .inlines import Ref
from .language import language

if TYPE_CHECKING:
    from .document import Document
    from .level import Level

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HEADS = ("Section", "SECTION", "Article", "ARTICLE", "Clause", "CLAUSE", "Part", "PART", "§")
MARKS = (
    "#.",
    "#)",
    "(#)",
    "#",
    "#:",
    "#.)",
    "#.0",
    "#.0.",
    *(f"{head} #{tail}" for head in _HEADS for tail in ("", ".", ":", " -", " –", " —")),
)
"""Every way but the usual ones in which a number can stand before its text; `#` is the number."""


def counter_text(level: Level, counter: int) -> str:
    """Return a counter (from 1) in the digits or letters of its level, without punctuation."""
    kind = level.kind
    if kind == "decimal":
        return str(counter)
    if kind == "decimal-from-0":
        return str(counter - 1)
    if kind.endswith("alpha"):
        letters = ""
        while counter:
            counter, rest = divmod(counter - 1, 26)
            letters = chr(97 + rest) + letters
    else:
        letters = ""
        for value, sign in _ROMAN:
            while counter >= value:
                letters += sign
                counter -= value
    return letters.upper() if kind.startswith("upper") else letters


def number(document: Document, id: str) -> str:
    """Return the number printed before a section or paragraph: `6.`, `(a)`, `1.1`.

    Raises KeyError for an id without a number.
    """
    counters = document.labels[id]
    inside = id in document.within
    depth = len(counters) - (0 if inside else 1)
    level = document.levels.get(id) or document.numbering[depth]
    if level.path and len(counters) > 1:
        text = citation(document, id)
    else:
        text = counter_text(level, counters[-1])
    if level.path:
        if level.mark:
            return level.mark.replace("#", text)
        return text if "." in text else f"{text}."
    if level.mark:
        return level.mark.replace("#", text)
    return f"{text}." if depth == 0 else f"({text})"


def citation(document: Document, id: str) -> str:
    """Return the full number with which other text cites an id: `6`, `6(a)(i)`, `1.1.1`."""
    counters, inside = document.labels[id], id in document.within
    levels = _levels(document, id)
    out = ""
    for place, (level, counter) in enumerate(zip(levels, counters, strict=True)):
        text = counter_text(level, counter)
        if place == 0:
            # in a definition a path begins with a number that prints as one without a path does; what is
            # cited must follow from what is printed, since a reader of the print knows no more
            joined = any(below.path for below in levels[1:])
            out = f"({text})" if inside and _bracketed(level) and not joined else text
        elif level.path:
            out = f"{out}.{text}"
        else:
            out += f"({text})"
    return out


def _levels(document: Document, id: str) -> list[Level]:
    """Return the kinds of the numbers of an id, outermost first."""
    counters, owner = document.labels[id], document.within.get(id)
    first = 0 if owner is None else 1
    levels = list(document.numbering[first : first + len(counters)])
    if document.levels:
        own = _own_levels(document)
        for end in range(1, len(counters) + 1):
            levels[end - 1] = own.get((owner, counters[:end]), levels[end - 1])
    return levels


_Own: TypeAlias = "dict[tuple[str | None, tuple[int, ...]], Level]"
_LAST: list[tuple[Document, int, _Own]] = []
"""The own levels of the document that was asked for last, found by definition and counters."""


def _own_levels(document: Document) -> _Own:
    """Return the levels that items have of their own; thousands of numbers are asked for in a row."""
    for last, count, found in _LAST:
        if last is document and count == len(document.levels):
            return found
    own = {(document.within.get(id), document.labels[id]): level for id, level in document.levels.items()}
    _LAST[:] = [(document, len(document.levels), own)]
    return own


def _bracketed(level: Level) -> bool:
    """Tell whether a level below the sections prints a bracket behind its number."""
    return level.mark.endswith(")") if level.mark else not level.path


def reference_parts(document: Document, ref: Ref) -> tuple[tuple[str, str | None], ...]:
    """Return a reference as pieces of text, each with the id that it links to or None.

    "Sections 6(a) and 9" gives `(("Sections ", None), ("6(a)", id), (" and ", None), ("9", id))`.
    """
    words = language(document.language)
    numbered = [t for t in ref.targets if _is_numbered_text(document, t)]
    others = [t for t in ref.targets if t not in numbered]
    groups: list[list[tuple[str, str | None]]] = []
    if numbered:
        single = len(numbered) == 1
        pieces: list[tuple[str, str | None]] = []
        head = words.section if single else words.sections
        joints = words.joints(len(numbered))
        for place, target in enumerate(numbered):
            if place:
                pieces.append((joints[place - 1], None))
            text, where = _cite(document, target)
            # the word "Section" is part of the link where there is one target only
            pieces.append((f"{head}\u00a0{text}" if single else text, where))
        if not single:
            pieces.insert(0, (f"{head}\u00a0", None))
        groups.append(pieces)
    for target in others:
        groups.append([(_cite_definition(document, target), target)])
    out: list[tuple[str, str | None]] = []
    joints = words.joints(len(groups))
    for place, group in enumerate(groups):
        if place:
            out.append((joints[place - 1], None))
        out.extend(group)
    return tuple(out)


def reference_text(document: Document, ref: Ref) -> str:
    """Return a reference as one string: `Section 6(a)`, with a non-breaking space."""
    return "".join(text for text, _ in reference_parts(document, ref))


def has_number(document: Document, target: str) -> bool:
    """Tell whether a reference to `target` can be printed in this document."""
    return target in document.labels or target in document.ranges or target in document.terms


def _is_numbered_text(document: Document, target: str) -> bool:
    return target not in document.within and target not in document.terms


def _cite(document: Document, target: str) -> tuple[str, str]:
    span = document.ranges.get(target)
    if span is None:
        return citation(document, target), target
    first, last = span
    if first == last:
        return citation(document, first), first
    # "9(a) to (c)": the last item is cited by its own number alone
    words = language(document.language)
    return f"{citation(document, first)}\u00a0{words.to}\u00a0{number(document, last)}", first


def _cite_definition(document: Document, target: str) -> str:
    words = language(document.language)
    if target in document.terms:
        return words.definition_of.format(term=document.terms[target])
    owner = words.definition_of.format(term=document.terms[document.within[target]])
    if target not in document.labels:
        return owner
    return words.paragraph_of.format(number=citation(document, target), owner=owner)


def anchor(id: str) -> str:
    """Return the anchor of an id in rendered text: `core:` is left out, the rest is kept."""
    return id.removeprefix("core:")


def from_anchor(text: str) -> str:
    """Return the full id for an anchor: the inverse of `anchor`."""
    return text if ":" in text else f"core:{text}"
