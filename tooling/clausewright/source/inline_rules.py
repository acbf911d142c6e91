"""markdown-it rules of the text language: values, references, bracketed spans, links.

The parser is switched on rule by rule from the empty preset, never off from a full one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from .schema import ID

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

NAME = r"[a-z][a-z0-9_]*"
VALUE = re.compile(rf"\s*({NAME}(?:\.{NAME})?)\s*((?:\|\s*{NAME}\s*)*)\Z")
REF = re.compile(r'\s*ref\(\s*((?:"[^"]*"\s*(?:,\s*"[^"]*"\s*)*)?)\)\s*\Z')
TARGET = re.compile(rf"(?:{ID}:)?{ID}(?:/{ID})?(?:\.[0-9]+)?\Z")
_ATTRIBUTE = re.compile(
    r'\s*(?:#(?P<id>[^\s"=]+)|(?P<key>[a-z][a-z-]*)="(?P<value>[^"]*)"|(?P<flag>[^\s"=]+))(?=\s|\Z)'
)
_BRACES = re.compile(r"\{(?!\{)\s*(?:#|if=|into=|from=|number=|conspicuous\b|term=)[^{}]*\}")
"""What is plainly meant as attributes."""
HREF = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+\Z")

PARAGRAPH_ATTRIBUTES = ("id", "if", "into", "from", "number", "conspicuous")
SPAN_ATTRIBUTES = ("id", "if", "term")


class Complaint(Exception):
    """Something in the text that is refused, with its offset inside the paragraph."""

    def __init__(self, code: str, message: str, mend: str, offset: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.mend, self.offset = code, message, mend, offset


def attributes(text: str, allowed: tuple[str, ...], offset: int = 0) -> dict[str, str]:
    """Read what stands between braces: `#id if="..." conspicuous`.

    Raises:
        Complaint: An attribute is unknown, repeated or written wrongly.
    """
    found: dict[str, str] = {}
    place = 0
    text = text.rstrip()
    while place < len(text):
        # a complaint points at the attribute, not at the space before it
        place += len(text) - place - len(text[place:].lstrip())
        match = _ATTRIBUTE.match(text, place)
        if match is None:
            raise Complaint(
                "CW-TXT-004",
                f"`{text[place:].strip()[:60]}` is not an attribute.",
                'Write `#id`, `key="value"` or `conspicuous`, separated by spaces.',
                offset + place,
            )
        if match["id"] is not None:
            key, value = "id", match["id"]
        elif match["key"] is not None:
            key, value = match["key"], match["value"]
        else:
            key, value = match["flag"], "yes"
        wrong_shape = (key == "conspicuous") != (match["flag"] is not None)
        if key not in allowed or (wrong_shape and match["id"] is None):
            from .suggest import mend_for

            raise Complaint(
                "CW-TXT-004",
                f"The attribute `{key[:60]}` is not known here.",
                mend_for(key, allowed, "attribute"),
                offset + place,
            )
        if key in found:
            raise Complaint(
                "CW-TXT-024", f"The attribute `{key}` stands twice.", "Keep one of the two.", offset + place
            )
        if key in {"id", "into", "from"} and not re.fullmatch(ID, value):
            raise Complaint(
                "CW-TXT-005",
                f"`{value[:60]}` cannot be an id.",
                "Use small letters, digits and hyphens, beginning with a letter.",
                offset + place,
            )
        found[key] = value
        place = match.end()
    return found


@cache
def parser() -> MarkdownIt:
    """Return the parser of the text language."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("zero")
    md.enable(["list", "blockquote", "emphasis", "escape", "newline"])
    md.inline.ruler.before("emphasis", "value", _value)
    md.inline.ruler.before("emphasis", "bracket", _bracket)
    md.inline.ruler.before("emphasis", "stray", _stray)
    return md


def _complain(state: StateInline, complaint: Complaint) -> None:
    errors: list[Complaint] = state.env.setdefault("complaints", [])
    errors.append(complaint)


def _push(state: StateInline, kind: str, nesting: Any, start: int, end: int, meta: dict[str, Any]) -> None:
    token = state.push(kind, "", nesting)
    token.meta = {"start": start, "end": end, **meta}


def _value(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("{{", start):
        return False
    end = state.src.find("}}", start + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        inner = state.src[start + 2 : end]
        try:
            kind, meta = read_value(inner, start + 2)
            _push(state, kind, 0, start, end + 2, meta)
        except Complaint as complaint:
            _complain(state, complaint)
            state.pending += state.src[start : end + 2]
    state.pos = end + 2
    return True


def read_value(inner: str, offset: int) -> tuple[str, dict[str, Any]]:
    """Read what stands between `{{` and `}}`: a value with filters, or a reference.

    Raises:
        Complaint: It is neither.
    """
    match = VALUE.match(inner)
    if match and match[1] != "ref":
        filters = tuple(part.strip() for part in match[2].split("|")[1:])
        return "value", {"name": match[1], "filters": filters}
    match = REF.match(inner)
    if match is None:
        raise Complaint(
            "CW-TXT-006",
            f"`{{{{{inner[:60]}}}}}` is neither a value nor a reference.",
            'Write `{{ name | filter }}` or `{{ ref("clause/id") }}`; nothing else is read.',
            offset,
        )
    targets = tuple(re.findall(r'"([^"]*)"', match[1]))
    if not targets:
        raise Complaint(
            "CW-TXT-006", "The reference names nothing.", 'Write `{{ ref("clause/id") }}`.', offset
        )
    for target in targets:
        if not TARGET.match(target):
            raise Complaint(
                "CW-TXT-006",
                f"`{target[:60]}` cannot be the target of a reference.",
                "Write `id`, `clause/id` or `library:clause/id`.",
                offset,
            )
    if len(set(targets)) != len(targets):
        raise Complaint("CW-REF-005", "The reference names one target twice.", "Keep one of the two.", offset)
    return "ref", {"targets": targets}


def _bracket(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[":
        return False
    if start and state.src[start - 1] == "!" and not silent:
        _complain(
            state,
            Complaint(
                "CW-TXT-002", "Images are not part of the text language.", "Remove the image.", start - 1
            ),
        )
    close = state.md.helpers.parseLinkLabel(state, start)
    if close < 0 or close + 1 >= state.posMax:
        return False
    follows = state.src[close + 1]
    if follows == "(":
        return _link(state, silent, start, close)
    if follows != "{" or state.src.startswith("{{", close + 1):
        return False
    end = state.src.find("}", close + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        try:
            found = attributes(state.src[close + 2 : end], SPAN_ATTRIBUTES, close + 2)
            if not found:
                raise Complaint(
                    "CW-TXT-004", "The span has no attribute.", 'Write `[words]{if="clause"}`.', close + 1
                )
        except Complaint as complaint:
            _complain(state, complaint)
            found = {}
        _nest(state, "span", start, close, end + 1, found)
    state.pos = end + 1
    return True


def _link(state: StateInline, silent: bool, start: int, close: int) -> bool:
    end = state.src.find(")", close + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        href = state.src[close + 2 : end]
        if not HREF.match(href):
            _complain(
                state,
                Complaint(
                    "CW-TXT-007",
                    f"`{href[:60]}` is not an address that a license may link to.",
                    "Write an `https:`, `http:` or `mailto:` address without spaces or title.",
                    close + 2,
                ),
            )
        _nest(state, "link", start, close, end + 1, {"href": href})
    state.pos = end + 1
    return True


def _nest(state: StateInline, kind: str, start: int, close: int, end: int, meta: dict[str, Any]) -> None:
    after = state.posMax
    state.pos, state.posMax = start + 1, close
    _push(state, f"{kind}_open", 1, start, start + 1, meta)
    state.md.inline.tokenize(state)
    _push(state, f"{kind}_close", -1, close, end, {})
    state.posMax = after


def _stray(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if sign not in "[]{}":
        return False
    if not silent:
        if _BRACES.match(state.src, state.pos):
            _complain(
                state,
                Complaint(
                    "CW-TXT-025",
                    "Attributes stand inside the paragraph.",
                    "Put them at its very end, behind a space; those of a span follow its bracket at once.",
                    state.pos,
                ),
            )
            state.pending += " "
            state.pos = state.src.index("}", state.pos) + 1
            return True
        _complain(
            state,
            Complaint(
                "CW-TXT-003",
                f"A `{sign}` stands in the text by itself.",
                f'Write `\\{sign}` for the character; a span needs `[words]{{if="..."}}`.',
                state.pos,
            ),
        )
        state.pending += sign
    state.pos += 1
    return True
