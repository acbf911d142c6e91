"""The numbers of a Word file: the levels of its lists, and which numbers Word will count as they must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..document import Level
from ..document.labels import counter_text
from ..document.record import entity, field, record
from .word_layout import bulleted, hung, indent
from .word_rows import BULLET, ITEM, Row
from .word_xml import attribute

MAIN, INSIDE, BULLETS = 1, 2, 3
"""The kinds of lists: the sections and their items, the items of a definition, and bullets."""
LEVELS = 9
"""The most that Word knows."""
_KINDS = {
    "decimal": "decimal",
    "decimal-from-0": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_LETTERS = 26
"""Word counts on with `aa`, `bb`, `cc`, and a license with `aa`, `ab`, `ac`."""
_ROMAN = 3_999


@record
class ListLevel:
    """One level of a list, as Word prints it."""

    format: str
    start: int
    text: str
    """With `%1` for the number of the outermost level."""

    @property
    def named(self) -> bool:
        """Whether a word stands before the number, as in "Section 1"."""
        return len(self.text) > 6 and self.text[0].isalpha()


def levels(numbering: Sequence[Level], inside: bool) -> tuple[ListLevel, ...]:
    """Return the levels of the lists of a document.

    Args:
        numbering: The scheme of the document.
        inside: Whether those of definitions are meant, which begin below the level of sections.
    """
    used = numbering[1:] if inside else numbering
    made = []
    for depth, level in enumerate(used[:LEVELS]):
        own = f"%{depth + 1}"
        text = _path(used, depth, inside) if level.path else own
        if level.mark:
            text = level.mark.replace("#", text)
        elif level.path:
            text = text if "." in text else f"{text}."
        else:
            text = f"({own})" if depth or inside else f"{own}."
        made.append(ListLevel(_KINDS[level.kind], 0 if level.kind.endswith("from-0") else 1, text))
    return tuple(made)


def _path(used: Sequence[Level], depth: int, inside: bool) -> str:
    out = ""
    for place in range(depth + 1):
        own = f"%{place + 1}"
        if place == 0 and not inside:
            out = own
        elif used[place].path:
            out = f"{out}.{own}" if out else own
        else:
            out += f"({own})"
    return out


@entity
class Counters:
    """Counts as Word does: a list goes on until a number above it is counted."""

    counts: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def takes(self, list_name: str, label: tuple[int, ...]) -> bool:
        """Tell whether the next number of a list at that depth is the one wanted, and count it if so.

        Args:
            list_name: The id of the definition, or an empty string for the main list.
            label: Its counters, from 1.
        """
        held = self.counts.get(list_name, ())
        depth = len(label)
        if depth > LEVELS or len(held) < depth - 1:
            return False
        last = held[depth - 1] if len(held) >= depth else 0
        if (*held[: depth - 1], last + 1) != label:
            return False
        self.counts[list_name] = label
        return True


def counted(rows: Iterable[Row], numbering: Sequence[Level]) -> set[str]:
    """Return the ids of paragraphs whose numbers Word prints as they must be; the others are words."""
    counters = Counters()
    return {
        row.id
        for row in rows
        if row.label and is_printable(row, numbering) and counters.takes(row.owner, row.label)
    }


def is_printable(row: Row, numbering: Sequence[Level]) -> bool:
    """Tell whether a scheme prints the number of a paragraph as the license does, and Word its letters."""
    used = numbering[1:] if row.owner else numbering
    depth = len(row.label)
    if depth > min(len(used), LEVELS):
        return False
    limits = {"alpha": _LETTERS, "roman": _ROMAN}
    text = levels(numbering, bool(row.owner))[depth - 1].text
    for place, (level, count) in enumerate(zip(used, row.label, strict=False), 1):
        if count > limits.get(level.kind.rpartition("-")[2], 10**6):
            return False
        text = text.replace(f"%{place}", counter_text(level, count))
    # an item of a license that was read can have a kind of number of its own
    return text == row.number


@record
class Lists:
    """Which list each paragraph of a file belongs to."""

    numbering: tuple[Level, ...]
    counted: frozenset[str]
    """Ids of the paragraphs that Word numbers."""
    own: dict[str, int]
    """The number of the list of each definition, by the id of the definition."""

    def of(self, row: Row) -> tuple[int, int] | None:
        """Return list and level of a paragraph, or None where it has no number that Word counts."""
        if row.role == BULLET:
            return BULLETS, min(row.level, LEVELS) - 1
        if not row.label or row.id not in self.counted:
            return None
        return (self.own[row.owner] if row.owner else MAIN), len(row.label) - 1


def lists(rows: Sequence[Row], numbering: tuple[Level, ...]) -> Lists:
    """Return the lists of a document."""
    held = frozenset(counted(rows, numbering))
    return lists_of(rows, numbering, held)


def lists_of(rows: Iterable[Row], numbering: tuple[Level, ...], held: frozenset[str]) -> Lists:
    """Return the lists of a file in which the numbers of some paragraphs are counted by Word."""
    owners = dict.fromkeys(row.owner for row in rows if row.role == ITEM and row.owner and row.id in held)
    return Lists(numbering, held, {owner: BULLETS + 1 + at for at, owner in enumerate(owners)})


def numbering_xml(made: Lists, heading: str, steps: Sequence[int]) -> str:
    """Return the lists as the inside of the part `word/numbering.xml`.

    Args:
        made: The lists.
        heading: The id of the style of sections.
        steps: As `word_layout.steps` gives them.
    """
    styles = (heading, *(f"Level{at}" for at in range(1, LEVELS)))
    dots = tuple(ListLevel("bullet", 1, "•") for _ in range(LEVELS))
    main = [hung(steps, max(depth, 1)) for depth in range(LEVELS)]
    inside = [hung(steps, depth + 2) for depth in range(LEVELS)]
    bullets = [bulleted(steps, depth + 1) for depth in range(LEVELS)]
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride>'
    first = [level.start for level in levels(made.numbering, True)[:1]] or [1]
    return "".join(
        (
            _abstract(MAIN, levels(made.numbering, False), styles, main),
            _abstract(INSIDE, levels(made.numbering, True), (), inside),
            _abstract(BULLETS, dots, (), bullets),
            *(_num(id, id, "") for id in (MAIN, INSIDE, BULLETS)),
            *(_num(id, INSIDE, again % first[0]) for id in made.own.values()),
        )
    )


def _abstract(
    id: int, used: Sequence[ListLevel], styles: Sequence[str], indents: Sequence[tuple[int, int]]
) -> str:
    rows = []
    for depth, (level, (left, hang)) in enumerate(zip(used, indents, strict=False)):
        style = f'<w:pStyle w:val="{styles[depth]}"/>' if styles else ""
        space = '<w:suff w:val="space"/>' if level.named else ""
        edge = '<w:ind w:left="0" w:firstLine="0"/>' if level.named else indent(left, hang)
        rows.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.format}"/>'
            f'{style}{space}<w:lvlText w:val="{attribute(level.text)}"/><w:lvlJc w:val="left"/>'
            f"<w:pPr>{edge}</w:pPr></w:lvl>"
        )
    return (
        f'<w:abstractNum w:abstractNumId="{id}"><w:nsid w:val="4C57000{id}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="4C57010{id}"/>{"".join(rows)}</w:abstractNum>'
    )


def _num(id: int, abstract: int, inner: str) -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'
