"""HTML as pieces. Nothing is fetched or run, and no tree is built, so nesting costs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ...diagnostic import Diagnostic, Position, Refused
from ...document import Level
from ...document.labels import counter_text
from ..limits import LICENSE_DEPTH, LICENSE_PIECES
from .links import address
from .pieces import Piece

_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul caption legend",
    )
)
_SKIPPED = frozenset({"script", "style", "template", "title", "noscript", "svg", "math", "object", "iframe"})
_KINDS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


def pieces(text: str, name: str = "LICENSE.html") -> list[Piece]:
    """Return the pieces of a page: what a reader sees, the numbers of lists among it.

    Args:
        text: The HTML.
        name: The name of the file, for complaints.

    Raises:
        Refused: Lists are nested too deeply (`CW-READ-012`), or there are too many pieces (`CW-READ-033`).
    """
    reader = _Reader(name)
    reader.feed(_closed(text))
    reader.close()
    reader.end()
    return reader.out


def _closed(text: str) -> str:
    """Return a page in which every comment and tag that begins also ends: to look for ends is slow."""
    out: list[str] = []
    start = 0
    while (at := text.find("<!--", start)) >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        out.append(text[start:at])
        start = end + 3
    rest = text[start:]
    joined = "".join([*out, rest.replace("<!--", "&lt;!--")]).replace("<![", "&lt;![")
    last = joined.rfind(">") + 1
    return joined[:last] + joined[last:].replace("<", "&lt;")


class _List:
    __slots__ = ("count", "kind", "step")

    def __init__(self, kind: str, count: int, step: int) -> None:
        self.kind, self.count, self.step = kind, count, step

    def next(self) -> str:
        """Return the printed number of the next item, or an empty string for a bullet."""
        count, self.count = self.count, self.count + self.step
        if not self.kind:
            return ""
        letters = self.kind != "decimal" and 0 < count < 4_000
        return f"{counter_text(Level(self.kind), count) if letters else count}."


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.out: list[Piece] = []
        self.parts: list[str] = []
        self.lists: list[_List] = []
        self.skipped = 0
        self.skip_tag = ""
        self.pre = 0
        self.level = 0
        self.mark = ""
        self.bullet = False
        self.links: list[tuple[str, int]] = []

    # -- events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if self.skipped:
            self.skipped += tag == self.skip_tag
            return
        given = {key: value or "" for key, value in attrs}
        if tag in _SKIPPED:
            self.skipped, self.skip_tag = 1, tag
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.parts.append(given.get("alt", ""))
        elif tag == "q":
            self.parts.append("“")
        elif tag == "a":
            self.links.append((given.get("href", ""), len(self.parts)))
        elif tag in _BLOCKS:
            self.end()
            self.begin(tag, given)

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"ol", "ul", "menu", "dir"}:
            if len(self.lists) >= LICENSE_DEPTH:
                message = f"`{self.name}` nests lists more than {LICENSE_DEPTH} deep."
                raise Refused([Diagnostic("CW-READ-012", message, "Flatten them.", Position(self.name, 1))])
            unmarked = _UNMARKED.search(given.get("style", ""))
            kind = _KINDS.get(given.get("type", "1"), "decimal") if tag == "ol" and not unmarked else ""
            start = given.get("start", "1").strip()
            first = int(start) if re.fullmatch(r"-?[0-9]{1,6}", start) else 1
            self.lists.append(_List(kind, first, -1 if "reversed" in given else 1))
        elif tag == "li":
            if self.mark:
                self.put(self.mark)
            inner = self.lists[-1] if self.lists else None
            value = given.get("value", "").strip()
            if inner and re.fullmatch(r"-?[0-9]{1,6}", value):
                inner.count = int(value)
            self.mark = inner.next() if inner else ""
            self.bullet = not self.mark
        elif tag == "pre":
            self.pre += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if self.skipped:
            self.skipped -= tag == self.skip_tag
        elif tag == "q":
            self.parts.append("”")
        elif tag == "a" and self.links:
            href, start = self.links.pop()
            self.parts.append(address(href, "".join(self.parts[start:])))
        elif tag in _BLOCKS:
            self.end()
            if tag in {"ol", "ul", "menu", "dir"} and self.lists:
                if self.mark:
                    self.put(self.mark)
                    self.mark = ""
                self.lists.pop()
            elif tag == "pre":
                self.pre = max(0, self.pre - 1)
            elif len(tag) == 2 and tag[0] == "h":
                self.level = 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<br/>`; browsers take `<p/>` for `<p>`."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self.skipped:
            self.parts.append(data if self.pre else _SPACE.sub(" ", data))

    # -- pieces

    def end(self) -> None:
        """End the piece that is open."""
        text, self.parts, self.links = "".join(self.parts), [], []
        if not text.strip():
            return
        if self.pre and "\n" in text.strip():
            if self.mark:
                self.put(self.mark)
                self.mark = ""
            self.put(text.strip("\n"), verbatim=True)
            return
        lines = "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
        if self.mark:
            lines, self.mark = f"{self.mark} {lines}", ""
            self.put(lines, inner=-2)
        else:
            self.put(lines)

    def put(self, text: str, verbatim: bool = False, inner: int = 0) -> None:
        if len(self.out) >= LICENSE_PIECES:
            message = f"`{self.name}` has more than {LICENSE_PIECES:,} paragraphs."
            raise Refused(
                [Diagnostic("CW-READ-033", message, "Give the license alone.", Position(self.name, 1))]
            )
        bullet, self.bullet = self.bullet and not verbatim, False
        depth = len(self.lists)
        line = self.getpos()[0]
        self.out.append(Piece(text, line, 4 * depth + inner, self.level, verbatim, bullet, depth))
