"""Turns the links of rendered Markdown back into references, and only where the words stay the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from ..document import Block as Node
from ..document import Bullets, Document, Notice, Paragraph, Part, Section, from_anchor, language
from ..document.inlines import Emphasis, Inline, Link, Ref, Strong, Text
from ..document.labels import citation, has_number, number, reference_parts, reference_text
from ..document.record import replace

_TARGETS = 40
"""Targets of one reference."""
_TRIES = 20_000
"""Attempts to join links into one reference, in one document."""
_RANGE = re.compile(r"(?:\S+\u00a0)?(\S+)\u00a0\S+\u00a0(\S+)\Z")


def with_references(
    document: Document, known: Iterable[str], wrong: Callable[[str, str, str], None]
) -> Document:
    """Return the document with links to anchors as references.

    Args:
        document: The document as read, with `Link` nodes whose address is `#` and an anchor.
        known: All ids.
        wrong: Called with a code, the id of the paragraph and the words of a link that goes nowhere
            (`CW-READ-010`) or whose words are not those of a reference (`CW-READ-011`).
    """
    return _Resolver(document, frozenset(known), wrong).resolve()


def clause_ranges(
    sections: Iterable[Section], labels: dict[str, tuple[int, ...]]
) -> dict[str, tuple[str, str]]:
    """Return the first and last numbered paragraph of each clause; a clause that fills a section is it."""
    out: dict[str, tuple[str, str]] = {}
    for section in sections:
        owners: dict[str, list[str]] = {}
        for block in section.blocks:
            ids = [block.id]
            if isinstance(block, Paragraph) and not block.numbered:
                ids += [item.id for item in block.items]
            for id in ids:
                owners.setdefault(_owner(id), []).extend([id] if id in labels else [])
        for owner, numbered in owners.items():
            if len(owners) == 1 and section.id in labels:
                out.setdefault(owner, (section.id, section.id))
            elif numbered:
                out.setdefault(owner, (numbered[0], numbered[-1]))
    return out


def _owner(id: str) -> str:
    owner, _, _ = id.partition("/")
    return owner


class _Resolver:
    def __init__(
        self, document: Document, known: frozenset[str], wrong: Callable[[str, str, str], None]
    ) -> None:
        self.document = document
        self.known = known
        self.wrong = wrong
        self.ranges = dict(document.ranges)
        self.document = replace(document, ranges=self.ranges)
        self.owners: dict[str, list[str]] = {}
        for owner, (first, _) in self.ranges.items():
            self.owners.setdefault(first, []).append(owner)
        self.at = ""
        self.siblings: dict[tuple[str | None, tuple[int, ...], str], str] | None = None
        self.tries = _TRIES

    def resolve(self) -> Document:
        body = tuple(
            replace(node, sections=tuple(self._section(s) for s in node.sections))
            if isinstance(node, Part)
            else self._section(node)
            for node in self.document.body
        )
        return replace(self.document, body=body)

    def _section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self._block(block) for block in section.blocks))

    def _block(self, node: Node) -> Node:
        if isinstance(node, Paragraph):
            return self._paragraph(node)
        if isinstance(node, Bullets):
            return replace(node, items=tuple(self._paragraph(item) for item in node.items))
        if isinstance(node, Notice):
            return node
        return replace(node, blocks=tuple(self._block(block) for block in node.blocks))

    def _paragraph(self, node: Paragraph) -> Paragraph:
        self.at = node.id
        content = self._inlines(node.content)
        items = tuple(
            replace(item, items=tuple(self._paragraph(bullet) for bullet in item.items))
            if isinstance(item, Bullets)
            else self._paragraph(item)
            for item in node.items
        )
        wrap_up = self._paragraph(node.wrap_up) if node.wrap_up else None
        return replace(node, content=content, items=items, wrap_up=wrap_up)

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        place = 0
        while place < len(content):
            node = content[place]
            if isinstance(node, Link) and node.href.startswith("#"):
                place = self._reference(content, place, out)
                continue
            if isinstance(node, (Emphasis, Strong)):
                kind = Emphasis if isinstance(node, Emphasis) else Strong
                node = kind(self._inlines(node.children))
            out.append(node)
            place += 1
        return _merged(out)

    def _reference(self, content: tuple[Inline, ...], start: int, out: list[Inline]) -> int:
        """Read one reference from `start`, the longest that fits; return the place behind it."""
        pieces: list[tuple[str, str | None]] = []
        ends: list[int] = []
        joints = {
            ", ",
            *language(self.document.language).joints(2),
            *language(self.document.language).joints(3),
        }
        place = start
        while place < len(content) and len(ends) < _TARGETS:
            node = content[place]
            if not (isinstance(node, Link) and node.href.startswith("#")):
                break
            pieces.append((_words(node.children), from_anchor(node.href[1:])))
            ends.append(place + 1)
            between = content[place + 1] if place + 1 < len(content) else None
            if not (isinstance(between, Text) and between.text in joints):
                break
            pieces.append((between.text, None))
            place += 2
        for count in range(len(ends), 0, -1):
            self.tries -= 1
            if count > 1 and self.tries < 0:
                continue
            if self._fits(pieces[: 2 * count - 1], out):
                return ends[count - 1]
        words, target = pieces[0]
        code = "CW-READ-011" if target in self.known else "CW-READ-010"
        self.wrong(code, self.at, words)
        out.append(Text(words))
        return start + 1

    def _fits(self, pieces: list[tuple[str, str | None]], out: list[Inline]) -> bool:
        targets = []
        for text, id in pieces:
            if id is not None:
                target = self._target(text, id)
                if target is None:
                    return False
                targets.append(target)
        ref = Ref(tuple(targets))
        printed = [(text, where) for text, where in reference_parts(self.document, ref)]
        if printed == pieces:
            out.append(ref)
            return True
        head, nowhere = printed[0]
        last = out[-1] if out else None
        if nowhere is None and isinstance(last, Text) and last.text.endswith(head) and printed[1:] == pieces:
            out[-1:] = [Text(last.text[: -len(head)]), ref]
            return True
        return False

    def _target(self, text: str, id: str) -> str | None:
        """Return the id or clause whose reference prints `text` and links to `id`."""
        candidates: list[str] = [id, *self.owners.get(id, [])]
        for candidate in candidates:
            if has_number(self.document, candidate):
                ref = Ref((candidate,))
                if reference_text(self.document, ref).endswith(text):
                    return candidate
        found = _RANGE.match(text)
        owner: str = _owner(id)
        counters = self.document.labels.get(id)
        if not (found and counters and owner not in self.known and citation(self.document, id) == found[1]):
            return None
        last: str | None = self._siblings().get((self.document.within.get(id), counters[:-1], found[2]))
        if last is None:
            return None
        self.ranges[owner] = (id, last)
        self.owners.setdefault(id, []).append(owner)
        return owner

    def _siblings(self) -> dict[tuple[str | None, tuple[int, ...], str], str]:
        """Return each numbered id by the definition and the counters above it, and its own number."""
        if self.siblings is None:
            self.siblings = {
                (self.document.within.get(id), place[:-1], number(self.document, id)): id
                for id, place in self.document.labels.items()
            }
        return self.siblings


def _words(content: Iterable[Inline]) -> str:
    return "".join(
        node.text if isinstance(node, Text) else _words(getattr(node, "children", ())) for node in content
    )


def _merged(nodes: list[Inline]) -> tuple[Inline, ...]:
    """Return nodes with neighboring texts as one and without empty ones."""
    out: list[Inline] = []
    for is_text, group in groupby(nodes, key=lambda node: isinstance(node, Text)):
        if not is_text:
            out += group
        elif words := "".join(node.text for node in group if isinstance(node, Text)):
            out.append(Text(words))
    return tuple(out)
