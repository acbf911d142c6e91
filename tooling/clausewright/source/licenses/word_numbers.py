"""The numbers that Word prints before paragraphs, worked out from its numbering and styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...document import Level
from ...document.labels import counter_text
from ...document.record import entity, field, record

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_HOLE = re.compile(r"%([1-9])")
_LEVELS = 9
_CHAIN = 30
"""Styles that are based on each other."""


@record
class _Level:
    format: str
    text: str
    start: int
    legal: bool


@entity
class Style:
    """What a paragraph style says of numbers and headings."""

    number: str = ""
    """The id of its list, or an empty string."""
    depth: int = 0
    level: int = 0
    """1 to 9 for a heading."""
    based: str = ""
    contents: bool = False
    """Whether it is that of a table of contents, which repeats headings."""


@entity
class Numbers:
    """Counts the lists of a document."""

    abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = field(default_factory=dict)
    """The definition of each list, where it starts anew, and the levels that it has of its own."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, number: str, depth: int) -> tuple[str, bool, bool]:
        """Return the printed number of the next paragraph of a list.

        Args:
            number: The id of the list.
            depth: The level in it, from 0.

        Returns:
            The number or an empty string; whether it is a bullet; whether the paragraph goes on an item.
        """
        if number not in self.lists or not 0 <= depth < _LEVELS:
            return "", False, False
        definition, starts, own = self.lists[number]
        levels = {**self.abstract.get(definition, {}), **own}
        level = levels.get(depth)
        if level is None:
            return "", False, False
        if level.format == "bullet":
            return "", bool(level.text.strip()), not level.text.strip()
        counts = self.counts.setdefault(definition, {})
        if number not in self.begun:
            self.begun.add(number)
            for at, start in starts.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return (
            _HOLE.sub(lambda hole: _text(int(hole[1]) - 1, level, levels, counts), level.text),
            False,
            False,
        )


def _text(depth: int, shown: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    level = levels.get(depth)
    if level is None or level.format == "none":
        return ""
    count = counts.get(depth, level.start)
    kind = "decimal" if shown.legal else _KINDS.get(level.format, "decimal")
    if kind == "decimal" or not 0 < count < 4_000:
        return f"{count:02d}" if level.format == "decimalZero" else str(count)
    if kind.endswith("alpha"):
        # behind z, Word prints aa, bb, cc
        return counter_text(Level(kind), (count - 1) % 26 + 1) * ((count - 1) // 26 + 1)
    return counter_text(Level(kind), count)


def read_numbers(root: _Element | None) -> Numbers:
    """Return the lists that `numbering.xml` defines.

    Args:
        root: The root of the part, or None where the document has none.
    """
    made = Numbers()
    if root is None:
        return made
    for node in root.iterfind(f"{W}abstractNum"):
        levels = dict(_level(inner) for inner in node.iterfind(f"{W}lvl"))
        made.abstract[node.get(f"{W}abstractNumId", "")] = levels
    for node in root.iterfind(f"{W}num"):
        starts: dict[int, int] = {}
        own: dict[int, _Level] = {}
        for change in node.iterfind(f"{W}lvlOverride"):
            at = whole(change.get(f"{W}ilvl"), 0)
            start = change.find(f"{W}startOverride")
            if start is not None:
                starts[at] = whole(start.get(f"{W}val"), 1)
            inner = change.find(f"{W}lvl")
            if inner is not None:
                own[at] = _level(inner)[1]
        made.lists[node.get(f"{W}numId", "")] = (value(node, "abstractNumId"), starts, own)
    return made


def _level(node: _Element) -> tuple[int, _Level]:
    legal = node.find(f"{W}isLgl") is not None
    made = _Level(
        value(node, "numFmt") or "decimal", value(node, "lvlText"), whole(value(node, "start"), 1), legal
    )
    return whole(node.get(f"{W}ilvl"), 0), made


def read_styles(root: _Element | None) -> dict[str, Style]:
    """Return what the paragraph styles of `styles.xml` say, those that they are based on included."""
    made: dict[str, Style] = {}
    if root is None:
        return made
    for node in root.iterfind(f"{W}style"):
        style = Style(based=value(node, "basedOn"))
        name = value(node, "name").lower()
        heading = re.fullmatch(r"heading ([1-9])", name)
        style.level = int(heading[1]) if heading else 1 if name == "title" else 0
        style.contents = re.fullmatch(r"toc (?:heading|[1-9])", name) is not None
        properties = node.find(f"{W}pPr")
        if properties is not None:
            style.number, style.depth = numbering(properties)
        made[node.get(f"{W}styleId", "")] = style
    for style in made.values():
        above = made.get(style.based)
        for _ in range(_CHAIN):
            if above is None:
                break
            style.level = style.level or above.level
            if not style.number:
                style.number, style.depth = above.number, style.depth or above.depth
            above = made.get(above.based)
    return made


def numbering(properties: _Element) -> tuple[str, int]:
    """Return the list and the level that a paragraph's properties name."""
    node = properties.find(f"{W}numPr")
    if node is None:
        return "", 0
    return value(node, "numId"), whole(value(node, "ilvl"), 0)


def value(node: _Element, name: str) -> str:
    """Return the `w:val` of a child, or an empty string."""
    child = node.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def whole(text: str | None, otherwise: int) -> int:
    """Return a whole number of at most six digits, or `otherwise`."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise
