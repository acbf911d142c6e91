"""Markdown of any hand as pieces: CommonMark without what would make words vanish."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ...diagnostic import Diagnostic, Position, Refused
from .html import pieces as html_pieces
from .links import address
from .pieces import Piece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NESTING = 100
_SIGNS = 2_000
_OURS = re.compile(r"\s*# [^\n]+\n\n[^\n]*(?:Identifier: |Version )[^\n]*\n\n")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_ours(text: str) -> bool:
    """Tell whether a text is a license as this package renders it, which has a reader of its own."""
    return _OURS.match(text) is not None and '\n<a id="' in text


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # definitions of links vanish where nothing refers to them, and indented text is no code in a license
    md = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    return md.disable(["reference", "code"])


def pieces(text: str, name: str = "LICENSE.md") -> list[Piece]:
    """Return the pieces of a Markdown text.

    Args:
        text: The Markdown, with LF line ends.
        name: The name of the file, for complaints.

    Raises:
        Refused: Lists or quotations are nested too deeply (`CW-READ-012`).
    """
    return _Reader(text, name).read()


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.tokens: list[Any] = []
        # the words of each block are read later, where they have not too many signs
        _parser().block.parse(text, _parser(), {}, self.tokens)
        if any(token.level >= _NESTING - 2 for token in self.tokens):
            message = f"`{name}` nests lists or quotations more than {_NESTING // 2} deep."
            raise Refused([Diagnostic("CW-READ-012", message, "Flatten them.", Position(name, 1))])
        self.name = name
        self.out: list[Piece] = []
        self.lists: list[str] = []
        self.mark = ""
        """The number of the item that has just begun."""
        self.bullet = False

    def read(self) -> list[Piece]:
        level = 0
        for token in self.tokens:
            if token.type in {"ordered_list_open", "bullet_list_open"}:
                self.lists.append(token.type)
            elif token.type in {"ordered_list_close", "bullet_list_close"}:
                self.lists.pop()
            elif token.type == "list_item_open":
                self.begin(token)
            elif token.type == "list_item_close":
                self.flush(token)
            elif token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "heading_close":
                level = 0
            elif token.type == "inline":
                self.add(_words(token.content), token, level)
            elif token.type in {"fence", "code_block"}:
                info = f"{token.info.strip()}\n" if token.info.strip() else ""
                self.add(f"{info}{token.content}".strip("\n"), token, verbatim=True)
            elif token.type == "html_block":
                for piece in html_pieces(token.content, self.name):
                    self.add(piece.text, token, piece.level, piece.verbatim)
        self.flush(None)
        return self.out

    def begin(self, token: Any) -> None:
        self.flush(token)
        self.bullet = self.lists[-1] == "bullet_list_open"
        if not self.bullet:
            self.mark = f"{token.info or '1'}{token.markup}"

    def flush(self, token: Any) -> None:
        """Keep the number of an item that has no words."""
        if self.mark:
            line = token.map[0] + 1 if token is not None and token.map else 1
            self.out.append(Piece(self.mark, line, self.indent))
        self.mark, self.bullet = "", False

    @property
    def indent(self) -> int:
        return 4 * len(self.lists)

    def add(self, text: str, token: Any, level: int = 0, verbatim: bool = False) -> None:
        if not text.strip():
            return
        line = token.map[0] + 1 if token.map else 1
        if self.mark and verbatim:
            self.flush(token)
        if self.mark:
            text, self.mark = f"{self.mark} {text}", ""
            # an item stands less deep than the paragraphs below it
            self.out.append(Piece(text, line, self.indent - 2, level))
            return
        bullet, self.bullet = self.bullet and not verbatim, False
        self.out.append(Piece(text, line, self.indent, level, verbatim, bullet, len(self.lists)))


def _words(content: str) -> str:
    """Return the words of a block; one full of signs is taken as it stands, since matching them is slow."""
    if sum(content.count(sign) for sign in "[]*_`<!\\&") > _SIGNS:
        return content
    children: list[Any] = []
    _parser().inline.parse(content, _parser(), {}, children)
    return inline_text(children)


def inline_text(children: list[Any]) -> str:
    """Return the words of inline tokens; behind the words of a link stands its address, if they differ."""
    out: list[str] = []
    links: list[tuple[str, int]] = []
    for token in children:
        if token.type in {"text", "text_special", "code_inline"}:
            out.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            out.append("\n")
        elif token.type == "html_inline":
            out.append("\n" if _BREAK.match(token.content) else "")
        elif token.type == "image":
            out.append(inline_text(token.children or []))
        elif token.type == "link_open":
            links.append((str(token.attrGet("href") or ""), len(out)))
        elif token.type == "link_close":
            href, start = links.pop()
            out.append(address(href, "".join(out[start:])))
    return "".join(out)
