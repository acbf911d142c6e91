"""Turns straight quotation marks into the marks that a printer would set."""

from __future__ import annotations

from .raw import RawInline, walk_inlines

_BEFORE_OPENING = " \n\u00a0([{—–-/“‘"


def smarten(content: list[RawInline]) -> None:
    """Replace `"` and `'` in the text of a paragraph by curly marks, one for one.

    A mark opens where nothing or a space stands before it. What the author escaped stays.
    """
    before = "\n"
    for node in walk_inlines(content):
        if node.kind in {"value", "ref"}:
            before = "x"
        elif node.kind == "break":
            before = "\n"
        elif node.kind == "text":
            if node.escaped:
                before = node.text[-1:]
                continue
            if '"' in node.text or "'" in node.text:
                out = []
                for sign in node.text:
                    if sign == '"':
                        sign = "“" if before in _BEFORE_OPENING else "”"
                    elif sign == "'":
                        sign = "‘" if before in _BEFORE_OPENING else "’"
                    out.append(sign)
                    before = sign
                node.text = "".join(out)
            else:
                before = node.text[-1:] or before
