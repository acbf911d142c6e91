"""Turns the inline tokens of one paragraph into a tree whose leaves know their places in the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from .limits import INLINE_DEPTH
from .raw import RawInline

_INLINE_MARKS = (
    (
        re.compile(r"<[A-Za-z/!?]"),
        "HTML and autolinks are not part of the text language.",
        "Remove the tag, or write `\\<` for the sign.",
    ),
    (
        re.compile(r"&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);"),
        "Entities are not part of the text language.",
        "Write the character itself, or `\\&` for the sign.",
    ),
    (re.compile(r"`"), "Code is not part of the text language.", "Remove the backtick, or write `\\``."),
)
_ITEM = re.compile(r"\s*(?:[0-9]{1,9}[.)]|[-*+])\s")
_SPACES = re.compile("  +")
Place: TypeAlias = tuple[int, int]
"""1-based line and column."""


class InlineTree:
    """Builds the tree of one paragraph."""

    def __init__(self, complain: Callable[..., None], content: str, offsets: Callable[[int], Place]) -> None:
        self._complain, self._content, self._offsets = complain, content, offsets
        self._cursor = 0

    def _find(self, text: str) -> int:
        place = self._content.find(text, self._cursor)
        return self._cursor if place < 0 else place

    def convert(self, tokens: list[Any]) -> list[RawInline]:
        """Return the tree of markdown-it's inline tokens."""
        stack: list[list[RawInline]] = [[]]
        deepest = 0
        for token in tokens:
            kind = token.type
            if kind == "text":
                if token.content:
                    self._text(stack[-1], token.content)
            elif kind == "text_special":
                start = self._find(token.markup)
                self._cursor = start + len(token.markup)
                stack[-1].append(RawInline("text", *self._offsets(start), token.content, escaped=True))
            elif kind in {"softbreak", "hardbreak"}:
                start = self._find("\n")
                self._cursor = start + 1
                if kind == "softbreak":
                    stack[-1].append(RawInline("text", *self._offsets(start), " "))
                else:
                    stack[-1].append(RawInline("break", *self._offsets(start)))
            elif kind in {"value", "ref"}:
                self._cursor = token.meta["end"]
                names = token.meta["filters"] if kind == "value" else token.meta["targets"]
                stack[-1].append(
                    RawInline(
                        kind, *self._offsets(token.meta["start"]), token.meta.get("name", ""), names=names
                    )
                )
            elif kind.endswith("_open"):
                node = self._open(token)
                stack[-1].append(node)
                stack.append(node.children)
                deepest = max(deepest, len(stack) - 1)
            elif kind.endswith("_close"):
                self._cursor = (
                    token.meta["end"] if token.meta else self._find(token.markup) + len(token.markup)
                )
                stack.pop()
        if deepest > INLINE_DEPTH:
            self._complain(
                "CW-TXT-009",
                f"Emphasis, links and spans are nested more than {INLINE_DEPTH} deep.",
                "Flatten them.",
                *self._offsets(0),
            )
            # what walks the tree later goes down one call a level
            return []
        return stack[0]

    def _open(self, token: Any) -> RawInline:
        if token.type in {"em_open", "strong_open"}:
            start = self._find(token.markup)
            self._cursor = start + len(token.markup)
            return RawInline("emphasis" if token.type == "em_open" else "strong", *self._offsets(start))
        start, self._cursor = token.meta["start"], token.meta["end"]
        line, column = self._offsets(start)
        if token.type == "link_open":
            return RawInline("link", line, column, token.meta["href"])
        meta = token.meta
        return RawInline(
            "span",
            line,
            column,
            id=meta.get("id", ""),
            condition=meta.get("if", ""),
            term=meta.get("term", ""),
        )

    def _text(self, into: list[RawInline], text: str) -> None:
        start = self._find(text)
        self._cursor = start + len(text)
        for pattern, message, mend in _INLINE_MARKS:
            match = pattern.search(text)
            if match:
                line, column = self._offsets(start + match.start())
                self._complain("CW-TXT-002", message, mend, line, column, len(match[0]))
        if _ITEM.match(text) and self._content[:start].rstrip(" ").endswith("\n"):
            self._complain(
                "CW-TXT-008",
                "This looks like an item, but no list begins here.",
                "Put a blank line before the list, or escape the mark.",
                *self._offsets(start),
            )
        into.append(RawInline("text", *self._offsets(start), _SPACES.sub(" ", text)))
