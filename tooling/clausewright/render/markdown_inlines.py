"""The inside of one paragraph as Markdown in which no word can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import category

from ..document import (
    Break,
    Definiendum,
    Document,
    Emphasis,
    Inline,
    Link,
    Ref,
    Span,
    Strong,
    Text,
    Value,
    anchor,
    reference_parts,
)
from ..document.record import entity

_EM, _STRONG, _DEFINED = 1, 2, 4
_HREF = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f\x7f]+\Z", re.IGNORECASE)
_AUTOLINK = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+\Z")
_EMAIL = re.compile(r"[A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
# what would be markup in CommonMark or on a forge: strikethrough, tables, formulas, bare addresses
_MARKUP = re.compile(
    r"[\\`*\[\]<~|$\x00-\x1f\x7f-\x9f\u2028\u2029]|(?<![^\W_]{2})_|_(?![^\W_]{2})|&(?=#?\w+;)|\{(?=[{%])"
    r"|:(?=//)|(?<=[wW]{3})\."
)
_SUSPECT = re.compile(r"[\\`*\[\]<~|$_&{:\x00-\x1f\x7f-\x9f\u2028\u2029]|[wW]\.")
"""Finds quickly that a text has nothing of the kind."""
_ATTRIBUTE = re.compile(r"[&<>\"\s]")
_DESTINATION = re.compile(r"[\\()`]|&(?=#?\w+;)")


def write_line(document: Document, loud: bool, content: Sequence[Inline]) -> str:
    """Return a paragraph's words as raw Markdown; a break is a backslash and a line end.

    Args:
        document: The document, which prints references.
        loud: Whether all of it is bold (conspicuous).
        content: The inlines.
    """
    return _Line(document, loud).write(content)


def escape(text: str) -> str:
    """Return words in which no sign is markup; the head of a line needs more (see `markdown.py`)."""
    return _MARKUP.sub(_escaped, text) if _SUSPECT.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if sign == "\0":
        return "\ufffd"
    return f"\\{sign}" if " " < sign < "\x7f" else f"&#{ord(sign)};"


def anchors(*ids: str) -> str:
    """Return the anchors of ids, the only HTML that is written."""
    return "".join(f'<a id="{_attribute(anchor(id))}"></a>' for id in ids)


def _attribute(text: str) -> str:
    return _ATTRIBUTE.sub(lambda match: f"&#{ord(match[0])};", text) if _ATTRIBUTE.search(text) else text


@entity
class _Atom:
    kind: str
    """`text`, `break` or `anchor`."""
    text: str
    flags: int
    link: int = 0
    """Place in the list of destinations, from 1; 0 is none."""


class _Line:
    """Writes the inlines of one paragraph: first as flat atoms, then with signs around them."""

    def __init__(self, document: Document, loud: bool) -> None:
        self.document = document
        self.loud = loud
        self.atoms: list[_Atom] = []
        self.links: list[str] = []
        self.out: list[tuple[str, str]] = []

    def write(self, content: Sequence[Inline]) -> str:
        if len(content) == 1 and isinstance(content[0], Text) and not self.loud:
            return escape(content[0].text)
        self._flatten(content, _STRONG if self.loud else 0, 0)
        while self.atoms and self.atoms[0].kind == "break":
            del self.atoms[0]
        while self.atoms and self.atoms[-1].kind == "break":
            del self.atoms[-1]
        if not any(atom.flags or atom.link for atom in self.atoms):
            return "".join([_plain(atom) for atom in self.atoms])
        atoms = _settled(self.atoms) if any(atom.flags for atom in self.atoms) else self.atoms
        stressed = [a.flags & _STRONG for a in atoms if a.text.strip() and not a.flags & _DEFINED]
        self._emit(atoms, 0)
        only_stressed = bool(stressed) and all(stressed) and not self.loud
        return _signed(self.out, "_" if only_stressed else "*")

    def _flatten(self, content: Iterable[Inline], flags: int, link: int) -> None:
        for node in content:
            if isinstance(node, Text):
                self._add(node.text, flags, link)
            elif isinstance(node, Value):
                self._add(node.shown, flags, link)
            elif isinstance(node, Ref):
                for text, target in reference_parts(self.document, node):
                    here = link or (self._link(f"#{anchor(target)}") if target is not None else 0)
                    self._add(text, flags, here)
            elif isinstance(node, Definiendum):
                self._add(f"“{node.text}”", _DEFINED, link)
            elif isinstance(node, Break):
                self.atoms.append(_Atom("break", "", flags, link))
            elif isinstance(node, Link):
                outer = link or not _HREF.match(node.href)
                self._flatten(node.children, flags, link if outer else self._link(node.href))
            else:
                if isinstance(node, Span):
                    self.atoms.append(_Atom("anchor", anchors(node.id), flags, link))
                more = _EM if isinstance(node, Emphasis) else _STRONG if isinstance(node, Strong) else 0
                self._flatten(node.children, flags | more, link)

    def _add(self, text: str, flags: int, link: int) -> None:
        last = self.atoms[-1] if self.atoms else None
        if last and last.kind == "text" and last.flags == flags and last.link == link:
            last.text += text
        elif text:
            self.atoms.append(_Atom("text", text, flags, link))

    def _link(self, destination: str) -> int:
        self.links.append(destination)
        return len(self.links)

    def _emit(self, atoms: list[_Atom], link: int) -> None:
        """Write atoms; what all atoms of a link share stands around it, the rest inside."""
        place = 0
        while place < len(atoms):
            atom = atoms[place]
            if atom.flags and _is_edge(atom, link):
                # no style begins or ends with a space
                self.out.append(("text", _plain(atom)))
                end = place + 1
            elif atom.flags:
                # the style that runs farthest goes outside
                ends = {
                    flag: _run(atoms, place, flag) for flag in (_DEFINED, _STRONG, _EM) if atom.flags & flag
                }
                flag = max(ends, key=lambda key: ends[key])
                end = ends[flag]
                while _is_edge(atoms[end - 1], link):
                    end -= 1
                inner = [_Atom(a.kind, a.text, a.flags & ~flag, a.link) for a in atoms[place:end]]
                length = 1 if flag == _EM else 2
                self.out.append(("open", "*" * length))
                self._emit(inner, link)
                self.out.append(("close", "*" * length))
            elif atom.link and not link:
                end = place + 1
                while end < len(atoms) and atoms[end].link == atom.link:
                    end += 1
                self._write_link(atoms[place:end], self.links[atom.link - 1])
            else:
                end = place + 1
                self.out.append(("text", _plain(atom)))
            place = end

    def _write_link(self, atoms: list[_Atom], destination: str) -> None:
        words = "".join(atom.text for atom in atoms)
        plain = not any(atom.flags for atom in atoms) and all(atom.kind == "text" for atom in atoms)
        if (plain and words == destination and _AUTOLINK.match(words) and "xn--" not in words) or (
            plain and f"mailto:{words}" == destination and _EMAIL.match(words)
        ):
            self.out.append(("text", f"<{words}>"))
        else:
            for atom in atoms:
                if atom.kind == "anchor":
                    self.out.append(("text", atom.text))
            self.out.append(("link", "["))
            self._emit([atom for atom in atoms if atom.kind != "anchor"], 1)
            self.out.append(("text", f"]({_DESTINATION.sub(lambda m: chr(92) + m[0], destination)})"))


def _is_edge(atom: _Atom, link: int) -> bool:
    """Tell whether an atom shows no sign, so that no style can begin or end with it; links stay whole."""
    return bool(link or not atom.link) and (atom.kind != "text" or not atom.text.strip())


def _plain(atom: _Atom) -> str:
    if atom.kind == "text":
        return escape(atom.text)
    return "\\\n" if atom.kind == "break" else atom.text


def _run(atoms: list[_Atom], start: int, flag: int) -> int:
    """Return the end of the run of atoms from `start` that have a flag; a link is not cut in two."""
    end = start
    while end < len(atoms) and atoms[end].flags & flag:
        end += 1
    return end


def _settled(atoms: list[_Atom]) -> list[_Atom]:
    """Return atoms with spaces and breaks taken out of the edges of emphasis and links made whole."""
    out: list[_Atom] = []
    for atom in atoms:
        if atom.kind != "text" or not atom.flags:
            out.append(atom)
            continue
        text = atom.text
        head, tail = len(text) - len(text.lstrip()), len(text.rstrip())
        cuts = ((text[:head], 0), (text[head:tail], 1), (text[max(head, tail) :], 0))
        out += [_Atom("text", part, atom.flags, atom.link) for part, _ in cuts if part]
    solid = [bool(atom.text.strip()) and atom.kind == "text" for atom in out]
    before: list[int] = []
    last = 0
    for atom, is_solid in zip(out, solid, strict=True):
        last = atom.flags if is_solid else last
        before.append(last)
    last = 0
    for place in range(len(out) - 1, -1, -1):
        atom = out[place]
        if solid[place]:
            last = atom.flags
        else:
            atom.flags = before[place] & last & (_EM | _STRONG)
    _keep_links_whole(out, solid)
    return out


def _keep_links_whole(atoms: list[_Atom], solid: list[bool]) -> None:
    """Give spaces at the edges of a link the style that all its words share."""
    start = 0
    while start < len(atoms):
        end = start + 1
        while end < len(atoms) and atoms[end].link == atoms[start].link:
            end += 1
        words = [place for place in range(start, end) if solid[place]]
        if atoms[start].link and words:
            shared = _EM | _STRONG
            for place in words:
                shared &= atoms[place].flags
            for place in (*range(start, words[0]), *range(words[-1] + 1, end)):
                atoms[place].flags = shared
        start = end


def _kind(sign: str) -> str:
    """Return how emphasis sees a neighbor: `space`, `sign`, `letter`, or `either` where parsers differ."""
    if not sign or sign.isspace():
        return "space"
    group = category(sign)[0]
    if group == "S" and sign > "\x7f":
        return "either"
    return "sign" if group in "PS" else "letter"


def _begins_with_sign(tokens: list[tuple[str, str]], place: int) -> bool:
    """Tell whether what follows an opening sign begins, or may yet begin, with punctuation."""
    kind, text = tokens[place]
    # a single character before the next opening sign may still become a reference
    alone = kind == "text" and len(text) == 1 and place + 1 < len(tokens) and tokens[place + 1][0] == "open"
    return alone or _kind(text[:1]) in {"sign", "either"}


def _signed(tokens: list[tuple[str, str]], preferred: str) -> str:
    """Return tokens as raw text with emphasis signs that every parser sees as meant.

    Where a neighbor would keep a sign from opening or closing, it is written as a numeric reference,
    which begins and ends with punctuation.
    """
    out = ""
    stack: list[str] = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "open":
            used = preferred
            if (stack and stack[-1] == used) or (not stack and out.endswith(used)):
                used = "_" if used == "*" else "*"
            if _kind(out[-1:]) in {"letter", "either"} and (
                used == "_" or _begins_with_sign(tokens, place + 1)
            ):
                out = f"{out[:-1]}&#{ord(out[-1])};"
            stack.append(used)
            out += used * len(text)
        elif kind == "close":
            used = stack.pop()
            after_kind, after = tokens[place + 1] if place + 1 < len(tokens) else ("", "")
            blocked = used == "_" or _kind(out[-1:]) in {"sign", "either"}
            if after_kind == "text" and blocked and _kind(after[:1]) in {"letter", "either"}:
                tokens[place + 1] = ("text", f"&#{ord(after[0])};{after[1:]}")
            out += used * len(text)
        else:
            if kind == "link" and out.endswith("!"):
                out = f"{out[:-1]}\\!"
            out += text
    return out
