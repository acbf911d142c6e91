"""The parsed text of one file, before names are resolved and terms are marked."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Level
from ..document.record import entity, field
from .files import SourceFile


@entity
class RawInline:
    """One inline node with its place in the file."""

    kind: str
    """`text`, `break`, `emphasis`, `strong`, `link`, `value`, `ref`, `span`."""
    line: int
    column: int
    text: str = ""
    """Words, the address of a link, the name of a value."""
    children: list[RawInline] = field(default_factory=list)
    names: tuple[str, ...] = ()
    """Filters of a value, targets of a reference."""
    id: str = ""
    condition: str = ""
    term: str = ""
    escaped: bool = False
    """Text that the author escaped, which stays as it is."""


@entity
class RawBlock:
    """One block with its place in the file."""

    kind: str
    """`item`, `plain`, `bullet`, `bullets`, `notice`."""
    file: SourceFile
    line: int
    column: int
    id: str = ""
    content: list[RawInline] = field(default_factory=list)
    condition: str = ""
    into: str = ""
    source: str = ""
    conspicuous: bool = False
    level: Level | None = None
    items: list[RawBlock] = field(default_factory=list)
    wrap_up: RawBlock | None = None
    text: str = ""
    attributes_column: int = 1
    """Column of the braces, for complaints about them."""
    attributes_line: int = 1

    @property
    def carrier(self) -> bool:
        """Whether the block has an id and no words: it stands for an inherited one."""
        return not self.content and self.kind not in {"notice", "bullets"}

    def walk(self) -> Iterator[RawBlock]:
        """Yield the block and all below it."""
        yield self
        for item in self.items:
            yield from item.walk()
        if self.wrap_up is not None:
            yield from self.wrap_up.walk()


def walk_inlines(content: list[RawInline]) -> Iterator[RawInline]:
    """Yield every inline, parents before children."""
    for node in content:
        yield node
        yield from walk_inlines(node.children)


def words(content: list[RawInline]) -> str:
    """Return the text of inlines, with U+FFFC for each value and reference."""
    out = []
    for node in walk_inlines(content):
        if node.kind == "text":
            out.append(node.text)
        elif node.kind in {"value", "ref"}:
            out.append("\ufffc")
        elif node.kind == "break":
            out.append("\n")
    return "".join(out)
