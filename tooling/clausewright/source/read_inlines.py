"""Reads the inside of one paragraph of rendered Markdown.

What is accepted means the same in CommonMark; whatever a program might see otherwise is a complaint.
"""

from __future__ import annotations

import re
from unicodedata import category

from ..document import from_anchor
from ..document.inlines import Break, Emphasis, Inline, Link, Span, Strong, Text

ANCHOR = re.compile(r'<a id="([A-Za-z0-9][A-Za-z0-9._:/-]{0,400})"></a>')
"""The one form of HTML that is read."""
_SPECIAL = re.compile(r"[\\`*_\[\]<&!\n]")
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(((?:[^\s()\\<>]|\\[!-/:-@\[-`{-~])*)\)", re.DOTALL)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>")
_EMAIL = re.compile(r"<([A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f\x7f]+\Z", re.IGNORECASE)
_ADDRESS_PART = re.compile(_ENTITY.pattern + r"|\\([!-/:-@\[-`{-~])")
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Underlined(Strong):
    """Strong words that were written with `__`, which are never a whole conspicuous paragraph."""


class Wrong(Exception):
    """Something in a paragraph that is refused, with its place in the paragraph."""

    def __init__(self, code: str, message: str, mend: str, offset: int, length: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend
        self.offset, self.length = offset, length


def read_inlines(
    text: str, start: int = 0, end: int | None = None, in_link: bool = False
) -> tuple[Inline, ...]:
    """Return the inlines of a paragraph; a link inside the text is a `Link` to `#` and its anchor.

    Args:
        text: The raw paragraph, its lines separated by line ends.
        start: Where to begin; what stands before still counts as the neighbor of an emphasis sign.
        end: Where to stop, by default at the end.
        in_link: Whether it is the text of a link, which holds no other link.

    Raises:
        Wrong: There is markup that a rendered license does not have.
    """
    return _Inlines(text, start, len(text) if end is None else end, in_link).read()


def address(raw: str) -> str:
    """Return the destination of a link with its escapes and references taken off, in one pass."""
    return (
        _ADDRESS_PART.sub(lambda m: m[4] if m[4] else _character(m), raw)
        if _ADDRESS_PART.search(raw)
        else raw
    )


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()[:3]
    if name:
        from html.entities import html5

        return html5.get(f"{name};", match[0])
    point = int(decimal) if decimal else int(hexadecimal, 16)
    if point == 0 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return "\ufffd"
    return chr(point)


class _Inlines:
    def __init__(self, text: str, start: int, end: int, in_link: bool) -> None:
        self.text, self.place, self.end, self.in_link = text, start, end, in_link
        self.nodes: list[Inline] = []
        self.words: list[str] = []
        self.open: list[tuple[str, int, list[Inline]]] = []
        """Open emphasis: its sign, where it stands, and the nodes before it."""

    def read(self) -> tuple[Inline, ...]:
        text, end = self.text, self.end
        while (found := _SPECIAL.search(text, self.place, end)) is not None:
            if found.start() > self.place:
                self.words.append(text[self.place : found.start()])
            self.place = found.start()
            self._special(found[0])
        self.words.append(text[self.place : end])
        self._flush()
        if self.open:
            sign, place, _ = self.open[-1]
            raise _unmatched(sign, place)
        return tuple(self.nodes)

    def _flush(self) -> None:
        if words := "".join(self.words):
            self.nodes.append(Text(words))
        self.words.clear()

    def _node(self, node: Inline, length: int) -> None:
        self._flush()
        self.nodes.append(node)
        self.place += length

    def _special(self, sign: str) -> None:
        text, place = self.text, self.place
        if sign == "\\":
            self._backslash()
        elif sign == "\n":
            self._line_end()
        elif sign == "&":
            found = _ENTITY.match(text, place, self.end)
            self.words.append(_character(found) if found else "&")
            self.place += len(found[0]) if found else 1
        elif sign in "*_":
            self._emphasis(sign)
        elif sign == "[":
            self._link()
        elif sign == "<":
            self._angle()
        elif sign == "!" and text[place + 1 : place + 2] != "[":
            self.words.append("!")
            self.place += 1
        else:
            what = {"`": "Code", "!": "An image", "]": "A bracket without its partner"}[sign]
            raise Wrong("CW-READ-005", f"{what} is not part of a rendered license.",
                        f"Write `\\{sign}` for the sign itself.", place)  # fmt: skip

    def _backslash(self) -> None:
        after = self.text[self.place + 1 : min(self.place + 2, self.end)]
        if after == "\n":
            self._node(Break(), 2)
            self._skip_spaces()
        elif after in _SIGNS and after:
            self.words.append(after)
            self.place += 2
        else:
            self.words.append("\\")
            self.place += 1

    def _line_end(self) -> None:
        before = "".join(self.words)
        bare = before.rstrip(" ")
        self.words[:] = [bare]
        if len(before) - len(bare) >= 2:
            self._node(Break(), 1)
        else:
            self.words.append(" ")
            self.place += 1
        self._skip_spaces()

    def _skip_spaces(self) -> None:
        while self.place < self.end and self.text[self.place] == " ":
            self.place += 1

    def _angle(self) -> None:
        text, place = self.text, self.place
        if found := ANCHOR.match(text, place, self.end):
            if self.in_link:
                raise Wrong("CW-READ-003", "An anchor stands inside a link.", "Put it before the link.",
                            place, len(found[0]))  # fmt: skip
            self._node(Span(from_anchor(found[1]), ()), len(found[0]))
        elif not self.in_link and (found := _AUTOLINK.match(text, place, self.end)):
            self._node(Link(found[1], (Text(found[1]),)), len(found[0]))
        elif not self.in_link and (found := _EMAIL.match(text, place, self.end)):
            self._node(Link(f"mailto:{found[1]}", (Text(found[1]),)), len(found[0]))
        elif re.match(r"<[A-Za-z/!?]", text[place : place + 2]):
            mend = 'Anchors are written `<a id="…"></a>`; write `\\<` for the sign itself.'
            raise Wrong("CW-READ-005", "HTML other than an anchor is not read.", mend, place)
        else:
            self.words.append("<")
            self.place += 1

    def _link(self) -> None:
        found = None if self.in_link else _LINK.match(self.text, self.place, self.end)
        if found is None:
            raise Wrong("CW-READ-005", "A bracket begins no link that can be read.",
                        "Write `\\[` for the sign itself, or `[words](address)`.", self.place)  # fmt: skip
        target = address(found[2])
        if not (target.startswith("#") or _ADDRESS.match(target)):
            message = "The link goes neither to an anchor nor to an https:, http: or mailto: address."
            raise Wrong("CW-READ-010", message, "Mend the address.", found.start(2), len(found[2]) or 1)
        children = read_inlines(self.text, found.start(1), found.end(1), in_link=True)
        self._node(Link(target, children), len(found[0]))

    def _emphasis(self, sign: str) -> None:
        text, place = self.text, self.place
        end = place
        while end < self.end and text[end] == sign:
            end += 1
        run = text[place:end]
        # the neighbors in the whole paragraph count, as brackets of a link do
        answers = flanks(sign, text[place - 1 : place], text[end : end + 1])
        opens, closes = all(a[0] for a in answers), all(a[1] for a in answers)
        inside = any(other[0][0] == sign for other in self.open)
        if not any(a[0] or a[1] for a in answers):
            self.words.append(run)
        elif len(run) > 2:
            raise _unmatched(run, place)
        elif closes and self.open and self.open[-1][0] == run:
            self._flush()
            _, _, outer = self.open.pop()
            kind = Emphasis if len(run) == 1 else Strong if sign == "*" else Underlined
            outer.append(kind(tuple(self.nodes)))
            self.nodes = outer
        elif opens and not inside:
            self._flush()
            self.open.append((run, place, self.nodes))
            self.nodes = []
        else:
            raise _unmatched(run, place)
        self.place = end


def _unmatched(run: str, place: int) -> Wrong:
    return Wrong(
        "CW-READ-006",
        f"The sign `{run[:4]}` opens or closes no emphasis that every program reads alike.",
        "Put a backslash before each sign that is meant as itself; inside `*` use `_`, and the reverse.",
        place,
        len(run),
    )


def flanks(sign: str, before: str, after: str) -> set[tuple[bool, bool]]:
    """Return whether a run of emphasis signs can open and can close, by the rules of CommonMark.

    There is one answer, unless a neighbor is a symbol outside ASCII, which is punctuation in some
    editions only.
    """
    return {_flanks(sign, b, a) for b in _kinds(before) for a in _kinds(after)}


def _kinds(sign: str) -> tuple[str, ...]:
    if not sign or sign.isspace():
        return ("space",)
    group = category(sign)[0]
    if sign in _SIGNS or group == "P":
        return ("sign",)
    return ("sign", "letter") if group == "S" else ("letter",)


def _flanks(sign: str, before: str, after: str) -> tuple[bool, bool]:
    left = after != "space" and (after != "sign" or before != "letter")
    right = before != "space" and (before != "sign" or after != "letter")
    if sign == "*":
        return left, right
    return left and (not right or before == "sign"), right and (not left or after == "sign")
