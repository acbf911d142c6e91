"""The shape of a language table."""

from __future__ import annotations

from collections.abc import Sequence

from ..record import record
from .style import Style


@record
class Language:
    """The words that the tool makes itself, in one language."""

    tag: str
    """BCP 47 tag."""
    section: str
    sections: str
    to: str
    and_: str
    or_: str
    definition_of: str
    """With `{term}`."""
    paragraph_of: str
    """With `{number}` and `{owner}`, the words of `definition_of`."""
    version: str
    contents: str
    page: str
    """With `{page}` and `{pages}`, as CSS or a renderer fills them."""
    units: dict[str, tuple[str, str]]
    """Singular and plural by filter name: `days`, `years`."""
    scales: tuple[tuple[int, str], ...]
    """Names of powers of ten, largest first: `(21, "sextillion")`."""
    fractions: dict[tuple[int, int], str]
    """Common fractions in words, by numerator and denominator."""
    sentence_ends: str
    """Characters that end a sentence."""
    closers: str
    """Characters that may follow the end of a sentence before the space."""
    articles: tuple[str, ...]
    """Words that sorting ignores at the head of a term."""
    list_words: tuple[str, ...] = ()
    """Phrases, one of which a lead-in holds whose list can lose items."""
    proper_words: tuple[str, ...] = ()
    """Words that are capitalized in the middle of a sentence and need no definition."""
    operative: tuple[str, ...] = ()
    """Words and phrases, one of which a sentence with legal effect holds."""
    binding: tuple[str, ...] = ()
    """Those of them that make a duty or a prohibition, which no provision can explain away."""
    months: tuple[str, ...] = ()
    date_pattern: str = "{year}-{month}-{day}"
    """With `{month}` (its name), `{day}` and `{year}`."""
    labels: tuple[tuple[str, str], ...] = ()
    """Words of the furniture of rendered pages by key, `("steward", "Steward")`."""
    style: Style | None = None
    """What the drafting rules look for, or None where the language has none yet."""

    def date(self, iso: str) -> str:
        """Return an ISO date as the language writes it, or the text itself where it is no date."""
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (self.months and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
            return iso
        return self.date_pattern.format(month=self.months[int(month) - 1], day=int(day), year=year)

    def label(self, key: str) -> str:
        """Return the word for a piece of furniture. Raises KeyError for an unknown key."""
        return dict(self.labels)[key]

    def joints(self, count: int, last: str = "") -> list[str]:
        """Return the separators between `count` things: commas, and `and` before the last."""
        word = last or self.and_
        if count < 2:
            return []
        if count == 2:
            return [f" {word} "]
        return [", "] * (count - 2) + [f", {word} "]

    def join(self, parts: Sequence[str], last: str = "") -> str:
        """Return `parts` as one phrase, joined with `last` (`and` where empty)."""
        joints = [*self.joints(len(parts), last), ""]
        return "".join(part + joint for part, joint in zip(parts, joints, strict=True))

    def sort_key(self, term: str) -> tuple[str, str]:
        """Return the key by which definitions are put in order."""
        folded = term.casefold()
        for article in self.articles:
            folded = folded.removeprefix(article + " ")
        return folded, term
