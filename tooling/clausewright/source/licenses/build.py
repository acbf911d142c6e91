"""Builds the document from the pieces of a license and their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ...document import (
    Break,
    Bullets,
    Definiendum,
    Definition,
    Document,
    Inline,
    Level,
    LicenseInfo,
    Notice,
    Origin,
    Paragraph,
    Part,
    Section,
    Text,
)
from ...document.record import entity, field
from .headings import is_title, split_heading
from .marks import marks
from .outline import Place, outline
from .pieces import Piece
from .references import with_references
from .words import DRAWING

LIBRARY = "imported"
"""The id under which the clauses of a license that was read stand."""
FORM = "license"
_DEFINES = re.compile(
    r"[\"“]([^\s\"“”](?:[^\"“”\n]{0,78}[^\s\"“”])?)[\"”](?=\s(?:\([^)\n]{1,60}\)\s|[a-z]{2,12}\s){0,2}(?:shall\s|will\s)?"
    r"(?:means?|is|are|refers?|includes?|has|have|be|denotes?|mean)\b|:\s)"
)
_VERSION = re.compile(r"\bv(?:ersion)?\.?\s*([0-9]+(?:\.[0-9]+){0,3})", re.IGNORECASE)
_NARROW = 0.7
"""Lines that are all shorter than this share of the widest end where their author ended them."""


@entity
class _Item:
    id: str
    text: str
    origin: Origin
    counters: tuple[int, ...] = ()
    broken: bool = False
    level: Level | None = None
    items: list[_Item] = field(default_factory=list)
    bullets: list[_Item] = field(default_factory=list)
    wrap_up: _Item | None = None

    def last(self) -> _Item:
        """Return what holds the words that were added last, the item itself or its wrap-up."""
        return self.wrap_up or self


@entity
class _Section:
    id: str
    heading: str
    origin: Origin
    counters: tuple[int, ...] = ()
    level: int = 0
    blocks: list[_Item | list[_Item] | Notice] = field(default_factory=list)
    count: int = 0


def build(pieces: Sequence[Piece], file: str, language: str = "en") -> Document:
    """Return the document of the pieces of a license.

    Args:
        pieces: The pieces in reading order.
        file: The name of the source, for origins.
        language: BCP 47 tag of a language that the tool knows.
    """
    return _Builder(file, language).document(list(pieces))


class _Builder:
    def __init__(self, file: str, language: str) -> None:
        self.file, self.language = file, language
        self.names: dict[str, int] = {"license": 1, "section": 1, "omit": 1, LIBRARY: 1}
        self.sections: list[_Section] = []
        self.open: list[_Item] = []
        self.labels: dict[str, tuple[int, ...]] = {}
        self.within: dict[str, str] = {}
        self.levels: dict[str, Level] = {}
        self.terms: dict[str, str] = {}
        self.width = 80

    def document(self, pieces: list[Piece]) -> Document:
        title, pieces = self.title(joined(pieces))
        lengths = [len(line) for p in pieces for line in p.text.split("\n")]
        self.width = min(80, max(lengths, default=0))
        found = outline(pieces)
        last = max((at for at, place in enumerate(found.places) if place.depth == 0), default=-1)
        for at, (piece, place) in enumerate(zip(pieces, found.places, strict=True)):
            if at > last and self.closes(piece, place):
                self.begin("", Origin(self.file, piece.line), (), 0)
            self.add(piece, place)
        body = self.body()
        version = _VERSION.search("\n".join([title, *(p.text for p in pieces[:2])])[:400])
        info = LicenseInfo(
            title, f"LicenseRef-{_slug(title, 8) or 'imported'}", version[1] if version else "", "", ""
        )
        ranges = {
            f"{LIBRARY}:{id.partition(':')[2]}": (id, id) for id in self.labels if id.startswith(f"{FORM}:")
        }
        forms = {id: (term,) for id, term in self.terms.items()}
        made = Document(info, self.language, f"{LIBRARY}:{FORM}", body, found.scheme, self.labels,
                        self.within, ranges, self.terms, forms=forms, levels=self.levels)  # fmt: skip
        return with_references(made)

    def title(self, pieces: list[Piece]) -> tuple[str, list[Piece]]:
        """Take the name of the license off its first piece."""
        if not pieces or not is_title(pieces[0], pieces[1] if len(pieces) > 1 else None):
            return "", pieces
        head, _, rest = pieces[0].text.strip().partition("\n")
        if marks(head) and pieces[0].level == 0:
            return "", pieces
        first = pieces[0]
        left = [Piece(rest, first.line + 1, first.indent)] if rest.strip() else []
        return _undrawn(_single(head)), [*left, *pieces[1:]]

    # -- pieces

    def name(self, words: str, otherwise: str) -> str:
        """Return an id that nothing else has."""
        base = made = _slug(words, 6) or otherwise
        while made in self.names:
            self.names[base] = self.names.get(base, 1) + 1
            made = f"{base}-{self.names[base]}"
        self.names.setdefault(made, 1)
        return made

    def closes(self, piece: Piece, place: Place) -> bool:
        """Tell whether capitals behind a last section without heading belong to the whole license."""
        section = self.sections[-1] if self.sections else None
        if section is None or not section.counters or section.heading or place.depth >= 0 or place.within > 0:
            return False
        texts = [block.text for block in section.blocks if isinstance(block, _Item)]
        return _shouts(piece.text) and bool(texts) and not any(map(_shouts, texts))

    def add(self, piece: Piece, place: Place) -> None:
        origin = Origin(self.file, piece.line)
        if place.heading:
            self.begin(piece.text, origin, (), piece.level)
        elif place.depth == 0:
            text = piece.text[place.end :]
            heading, rest = (text, "") if piece.level else split_heading(text)
            self.begin(heading, origin, place.counters, piece.level)
            if rest.strip():
                self.put(self.item(rest, origin, ()))
        elif place.depth > 0:
            item = self.item(piece.text[place.end :], origin, place.counters)
            item.level = place.level
            self.numbered(item, place.depth)
        elif place.within > 0 and len(self.open) >= place.within:
            self.go_on(piece, place, origin)
        elif piece.verbatim:
            self.section().blocks.append(Notice(self.next_id(), _notice(piece.text), origin))
        elif piece.bullet:
            self.bullet(self.item(piece.text, origin, ()))
        else:
            self.put(self.item(piece.text, origin, ()))

    def begin(self, heading: str, origin: Origin, counters: tuple[int, ...], level: int) -> None:
        heading = _undrawn(_single(heading))
        number = f"section-{counters[0]}" if counters else "text"
        made = _Section(f"{FORM}:{self.name(heading, number)}", heading, origin, counters, level)
        self.sections.append(made)
        self.open = []

    def section(self) -> _Section:
        if not self.sections:
            self.begin("", Origin(self.file, 1), (), 0)
        return self.sections[-1]

    def next_id(self) -> str:
        section = self.section()
        section.count += 1
        return f"{LIBRARY}:{section.id.partition(':')[2]}/p{section.count}"

    def item(self, text: str, origin: Origin, counters: tuple[int, ...]) -> _Item:
        lines = [line for line in text.split("\n") if line.strip()]
        broken = len(lines) > 1 and max(map(len, lines)) < self.width * _NARROW
        return _Item(self.next_id(), text, origin, counters, broken)

    def put(self, item: _Item) -> None:
        self.section().blocks.append(item)

    def numbered(self, item: _Item, depth: int) -> None:
        del self.open[depth - 1 :]
        if self.open:
            self.open[-1].items.append(item)
        else:
            self.lead_in(item)
        self.open.append(item)

    def lead_in(self, item: _Item) -> None:
        """Put an item of the first level below the plain paragraph that leads it in, or into the section."""
        blocks = self.section().blocks
        last = blocks[-1] if blocks else None
        if isinstance(last, _Item) and not last.counters and not last.bullets and _leads(last.text):
            last.items.append(item)
        else:
            blocks.append(item)

    def bullet(self, item: _Item) -> None:
        blocks = self.section().blocks
        last = blocks[-1] if blocks else None
        if isinstance(last, list):
            last.append(item)
        elif isinstance(last, _Item) and not last.counters and not last.items and _leads(last.text):
            last.bullets.append(item)
        else:
            blocks.append([item])

    def go_on(self, piece: Piece, place: Place, origin: Origin) -> None:
        """Add words to an item that is open: bullets, a wrap-up, or more lines of its own."""
        del self.open[place.within :]
        holder = self.open[-1]
        if piece.bullet and not holder.items and holder.wrap_up is None:
            holder.bullets.append(self.item(piece.text, origin, ()))
        elif holder.wrap_up is None and (holder.items or holder.bullets):
            holder.wrap_up = self.item(piece.text, origin, ())
        else:
            last = holder.last()
            lines = _single(last.text) if not last.broken else last.text.strip()
            last.text, last.broken = f"{lines}\n{_single(piece.text)}", True

    # -- the tree

    def body(self) -> tuple[Part | Section, ...]:
        out: list[Part | Section] = []
        at = 0
        while at < len(self.sections):
            head = self.sections[at]
            inner = self.part(at) if head.heading and not head.counters and not head.blocks else 0
            if inner:
                below = self.sections[at + 1 : at + 1 + inner]
                made = tuple(self.done(section) for section in below)
                out.append(Part(head.id, head.heading, made, head.origin))
            else:
                out.append(self.done(head))
            at += 1 + inner
        return tuple(out)

    def part(self, at: int) -> int:
        """Return how many sections stand in the part that a heading without text begins."""
        level = self.sections[at].level
        count = 0
        for section in self.sections[at + 1 :]:
            inner = section.level > level if level and section.level else bool(section.counters)
            if not inner:
                break
            count += 1
        return count

    def done(self, section: _Section) -> Section:
        if section.counters:
            self.labels[section.id] = section.counters
        if section.counters and not section.blocks and section.heading.endswith("."):
            # a sentence alone behind a number is what the section says
            id = f"{LIBRARY}:{section.id.partition(':')[2]}/p1"
            section.blocks.append(_Item(id, section.heading, section.origin))
            section.heading = ""
        blocks = [self.block(block) for block in section.blocks]
        heading = section.heading or None
        return Section(section.id, heading, tuple(blocks), section.origin, bool(section.counters))

    def block(self, block: _Item | list[_Item] | Notice) -> Paragraph | Bullets | Notice | Definition:
        if isinstance(block, Notice):
            return block
        if isinstance(block, list):
            return self.bullets(block)
        made = self.paragraph(block)
        found = _DEFINES.match(_single(block.text)) if not block.counters else None
        if found is None or block.items or block.bullets or made.wrap_up is not None:
            return made
        return self.definition(block, found)

    def definition(self, block: _Item, found: re.Match[str]) -> Definition:
        term = found[1].strip()
        id = f"{LIBRARY}:{self.name(term, 'term')}"
        self.terms[id] = term
        inside = f"{id}/def"
        self.within[inside] = id
        rest = _single(block.text)[found.end() :]
        content = (Definiendum(id, term), Text(rest))
        return Definition(id, term, (Paragraph(inside, content, block.origin),), block.origin)

    def bullets(self, items: list[_Item]) -> Bullets:
        made = tuple(self.paragraph(item) for item in items)
        return Bullets(made[0].id, made, made[0].origin)

    def paragraph(self, item: _Item) -> Paragraph:
        if item.counters:
            self.labels[item.id] = item.counters
        if item.level is not None:
            self.levels[item.id] = item.level
        items: tuple[Paragraph | Bullets, ...] = tuple(self.paragraph(inner) for inner in item.items)
        if item.bullets:
            items = (self.bullets(item.bullets), *items)
        wrap_up = self.paragraph(item.wrap_up) if item.wrap_up else None
        content = _content(item.text, item.broken)
        return Paragraph(item.id, content, item.origin, bool(item.counters), items, wrap_up, level=item.level)


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which a number alone has the words of the piece behind it."""
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        bare = before is not None and not before.verbatim and not before.bullet and "\n" not in before.text
        alone = bare and before is not None and any(m.end == len(before.text) for m in marks(before.text))
        plain = not piece.verbatim and not piece.bullet and not marks(piece.text)
        if before is not None and alone and plain and (before.level == 0 or piece.level):
            level = before.level or (piece.level if piece.level else 0)
            out[-1] = Piece(f"{before.text}\n{piece.text}", before.line, before.indent, level)
        else:
            out.append(piece)
    return out


def _content(text: str, broken: bool) -> tuple[Inline, ...]:
    if not broken:
        return (Text(_single(text)),) if text.strip() else ()
    out: list[Inline] = []
    for line in text.split("\n"):
        if line.strip():
            out += [Break(), Text(_single(line))] if out else [Text(_single(line))]
    return tuple(out)


def _notice(text: str) -> str:
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    return "\n".join(line[min(indents, default=0) :] for line in lines).strip("\n")


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 60 and sum(map(str.isupper, letters)) > 0.85 * len(letters)


def _leads(text: str) -> bool:
    return text.rstrip().endswith(":")


def _single(text: str) -> str:
    return " ".join(text.split())


def _undrawn(words: str) -> str:
    """Return words without the drawing signs around them."""
    parts = words.split(" ")
    while parts and DRAWING.issuperset(parts[0]):
        del parts[0]
    while parts and DRAWING.issuperset(parts[-1]):
        del parts[-1]
    return " ".join(parts)


def _slug(words: str, most: int) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:most]
    while parts and not parts[0][0].isalpha():
        del parts[0]
    return "-".join(parts)[:60].strip("-")
