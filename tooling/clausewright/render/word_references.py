"""Cross references as Word keeps them: words, and numbers that belong to a paragraph elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document, Ref, citation, language, number, reference_parts
from ..document.record import record


@record
class Piece:
    """Words of one paragraph that share their form."""

    text: str
    bold: bool = False
    slanted: bool = False
    term: bool = False
    """Whether it is the defined term at the head of its definition."""
    link: str = ""
    """The address of a page outside the document."""
    target: str = ""
    """The id of the paragraph or section to which it leads."""
    numbers: bool = False
    """Whether it is the number of its target, so that Word can work it out."""


class References:
    """The references of one document."""

    def __init__(self, document: Document) -> None:
        """Take the document."""
        self._document = document
        self._at = {tuple(label): id for id, label in document.labels.items() if id not in document.within}

    def cited(self, ref: Ref) -> Iterator[Piece]:
        """Yield a printed reference as pieces.

        A number is one piece for each level that prints its own, "6" and "(a)" of "6(a)": a field for the
        whole, with the full context, gives "6(a)" in Word and "6.(a)" in LibreOffice.
        """
        document = self._document
        spans = [document.ranges[target] for target in ref.targets if target in document.ranges]
        ends = {first: last for first, last in spans if first != last}
        for text, target in reference_parts(document, ref):
            if target is None:
                yield Piece(text)
            elif target not in document.labels or target in document.within:
                yield Piece(text, target=document.within.get(target, target))
            else:
                yield from self._numbered(text, target, ends.get(target, ""))

    def _numbered(self, text: str, target: str, last: str) -> Iterator[Piece]:
        document = self._document
        cite = citation(document, target)
        behind = f"\u00a0{language(document.language).to}\u00a0"
        end = number(document, last) if last else ""
        if last and text.endswith(f"{cite}{behind}{end}"):
            yield from _head(text[: -len(cite + behind + end)], target)
            yield from self._levels(cite, target)
            yield Piece(behind)
            field = self._is_usual(len(document.labels[last])) and not end.endswith(".")
            yield Piece(end, target=last, numbers=field)
        elif text.endswith(cite):
            yield from _head(text[: -len(cite)], target)
            yield from self._levels(cite, target)
        else:
            yield Piece(text, target=target)

    def _levels(self, cite: str, target: str) -> Iterator[Piece]:
        """Yield a citation as the numbers of which it is made, outermost first."""
        document = self._document
        counters = tuple(document.labels[target])
        found: list[Piece] = []
        rest = cite
        for depth in range(len(counters), 0, -1):
            id = self._at.get(counters[:depth], "")
            printed = number(document, id).rstrip(".") if id else ""
            whole = depth == 1 or document.numbering[depth - 1].path
            if not printed or (printed != rest if whole else not rest.endswith(printed)):
                break
            found.insert(0, Piece(printed, target=id, numbers=True))
            rest = rest[: -len(printed)]
            if not rest:
                break
        if rest or not self._is_usual(len(counters)):
            yield Piece(cite, target=target)
        else:
            yield from found

    def _is_usual(self, depth: int) -> bool:
        """Tell whether the numbers down to a depth are printed as they are cited."""
        return not any(level.mark for level in self._document.numbering[:depth])


def _head(text: str, target: str) -> Iterator[Piece]:
    """Yield the word before a number, where there is one."""
    if text:
        yield Piece(text, target=target)
