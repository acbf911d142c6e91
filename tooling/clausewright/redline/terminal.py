"""A redline on the terminal: marks around changed words, a sign before each changed paragraph.

Color only repeats what the marks say. Paragraphs without a change are counted and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .comparison import (
    AWAY,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    SAME,
    Comparison,
    ParagraphChange,
    Run,
    SectionChange,
)
from .options import ShowOptions
from .phrases import (
    LEGEND,
    MARKS,
    SIGNS,
    apart,
    duty_line,
    paragraph_note,
    plural,
    ripple_line,
    section_name,
    section_notes,
    shows_change,
    split_ripples,
    summary,
)

_COLORS = {
    DELETED: "31",
    INSERTED: "32",
    MOVED_AWAY: "36",
    MOVED_HERE: "36",
    "bold": "1",
    "quiet": "2",
}
_GUTTER = 2
_STEP = 4
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"\s+|\S+")


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as text for a terminal."""
    return ("\n".join(Printer(options).lines(comparison)) + "\n").encode()


class Printer:
    """Makes lines of a certain width, with color or without."""

    def __init__(self, options: ShowOptions) -> None:
        """Take the settings."""
        self._options = options
        self._width = max(40, options.columns)

    def lines(self, comparison: Comparison) -> list[str]:
        """Return a comparison as lines."""
        out = [self.paint("bold", f"--- {_safe(comparison.before.name)}")]
        out += [self.paint("bold", f"+++ {_safe(comparison.after.name)}"), ""]
        for line in summary(comparison):
            out += self._wrapped([(line, "")], 0)
        if self._options.stat:
            return [*out, *self._stat(comparison)] if not comparison.same else out
        out += self._listed("Duties", [duty_line(d) for d in comparison.duties])
        own, others = split_ripples(comparison)
        out += self._listed("Definitions", [ripple_line(r) for r in own] + ([others] if others else []))
        for section in comparison.sections:
            out += self._section(section)
        if not comparison.same:
            shown = ", ".join(f"{MARKS[k][0]}{word}{MARKS[k][1]}" for k, word in LEGEND)
            out += ["", *self._wrapped([(f"{shown}; < moved away, > moved here.", "quiet")], 0)]
        return [line.rstrip() for line in out]

    def _listed(self, head: str, lines: Sequence[str]) -> list[str]:
        out = ["", self.paint("bold", head)] if lines else []
        for line in lines:
            out += self.hung("", "-", [(line, "")], 0, 2)
        return out

    def _stat(self, comparison: Comparison) -> list[str]:
        rows = []
        for section in comparison.sections:
            more = sum(_words(r.after) for r in _runs(section) if r.kind == INSERTED)
            less = sum(_words(r.before) for r in _runs(section) if r.kind == DELETED)
            moved = sum(_words(r.after) for r in _runs(section) if r.kind == MOVED_HERE)
            notes = ", ".join(section_notes(section))
            if more or less or moved or notes:
                rows.append((_safe(section_name(section)), more, less, notes))
        if not rows:
            return []
        width = min(max(len(name) for name, *_ in rows), self._width - 34)
        most = max(max(more + less for _, more, less, _ in rows), 1)
        out = [""]
        for name, more, less, notes in rows:
            shown = name if len(name) <= width else f"{name[: width - 1]}…"
            room = 12
            plus, minus = -(-more * room // most), -(-less * room // most)
            bar = self.paint(INSERTED, "+" * plus) + self.paint(DELETED, "-" * minus)
            line = f"{shown:<{width}} {f'+{more}':>6} {f'-{less}':>6} "
            spare = self._width - len(line) - plus - minus - 1
            out.append(f"{line}{bar} {self.paint('quiet', notes if len(notes) <= spare else '')}".rstrip())
            if len(notes) > spare:
                out += self._wrapped([(notes, "quiet")], _STEP)
        return out

    # -- the text

    def _section(self, section: SectionChange) -> list[str]:
        shown = [p for p in section.paragraphs if self._options.full or shows_change(p)]
        notes = section_notes(section)
        if not shown and not notes:
            return []
        out = [""]
        head = self.pieces(section.heading, "bold")
        place = section.after or section.before
        assert place is not None
        mark = place.number or ("" if head else place.cite)
        pieces = [(mark, "bold"), (" ", ""), *head] if mark else head
        if notes:
            pieces = [*pieces, (f"  ({', '.join(notes)})", "quiet")]
        out += self._wrapped(pieces, 0)
        skipped = 0
        for one in section.paragraphs:
            if one not in shown:
                skipped += one.status == SAME
                continue
            out += self._skipped(skipped)
            skipped = 0
            out += self._paragraph(one)
        return out + self._skipped(skipped)

    def _skipped(self, count: int) -> list[str]:
        if not count:
            return []
        return [self.paint("quiet", f"  … {plural(count, 'paragraph')} without a change")]

    def _paragraph(self, one: ParagraphChange) -> list[str]:
        place = one.after if one.status != AWAY and one.after else one.before
        assert place is not None
        sign = ">" if one.moved and one.status != AWAY else SIGNS[one.status]
        note = paragraph_note(one)
        pieces = [(f"({note}) ", "quiet")] if note else []
        pieces += self.pieces(one.runs, "")
        kind = {"+": INSERTED, "-": DELETED, "<": MOVED_AWAY, ">": MOVED_HERE}.get(sign, "")
        return self.hung(self.paint(kind, sign), place.number, pieces, one.level * _STEP, _STEP)

    def pieces(self, runs: Sequence[Run], plain: str) -> list[tuple[str, str]]:
        """Return runs as words with a style, changed ones between their marks."""
        out: list[tuple[str, str]] = []
        for last, run in zip((None, *runs), runs, strict=False):
            text = apart(last, run) + (run.after or run.before)
            if run.kind not in MARKS:
                out.append((text, plain))
                continue
            body = text.strip()
            lead = text[: len(text) - len(text.lstrip())]
            open_, close = MARKS[run.kind]
            number = f"{run.move}: " if run.move else ""
            # without a space two marks would run into the word before them
            out += [
                (lead, ""),
                (f"{open_}{number}{body}{close}", run.kind),
                (text[len(lead) + len(body) :], ""),
            ]
        return out

    # -- lines

    def hung(
        self, sign: str, mark: str, pieces: Sequence[tuple[str, str]], indent: int, least: int
    ) -> list[str]:
        """Return lines whose number hangs to the left of the text and whose sign stands in the margin."""
        width = max(len(mark) + 1, least) if mark else 0
        lines = self._wrapped(pieces, _GUTTER + indent + width)
        gutter = f"{sign or ' '} " if sign else "  "
        first = f"{gutter}{' ' * indent}{mark.ljust(width)}"
        rest = f"{gutter}{' ' * (indent + width)}"
        cut = _GUTTER + indent + width
        return [f"{rest if count else first}{line[cut:]}" for count, line in enumerate(lines)]

    def _wrapped(self, pieces: Iterable[tuple[str, str]], indent: int) -> list[str]:
        room = max(20, self._width - indent)
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0
        for word in _glued(pieces):
            size = sum(len(text) for text, _ in word)
            if word[0][0].isspace():
                if "\n" in word[0][0]:
                    lines.append([])
                    used = 0
                elif used and used + 1 <= room:
                    lines[-1].append((" ", word[0][1]))
                    used += 1
                continue
            if used and used + size > room:
                lines.append([])
                used = 0
            lines[-1].extend(word)
            used += size
        for line in lines:
            while line and line[-1][0].isspace():
                line.pop()
        pad = " " * indent
        return [pad + "".join(self.paint(style, text) for text, style in _merged(line)) for line in lines]

    def paint(self, style: str, text: str) -> str:
        """Return text in the color of a style, where color is wanted."""
        code = _COLORS.get(style, "")
        return f"\x1b[{code}m{text}\x1b[0m" if code and text and self._options.color else text


def _glued(pieces: Iterable[tuple[str, str]]) -> Iterable[list[tuple[str, str]]]:
    """Yield words, which may have several styles, and the spaces between them."""
    word: list[tuple[str, str]] = []
    for text, style in pieces:
        for found in _WORD.finditer(_safe(text)):
            if found[0].isspace() and "\u00a0" not in found[0]:
                if word:
                    yield word
                    word = []
                yield [(found[0], style)]
            else:
                word.append((found[0].replace("\u00a0", " "), style))
    if word:
        yield word


def _merged(line: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for text, style in line:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + text, style)
        else:
            out.append((text, style))
    return out


def _safe(text: str) -> str:
    """Return text without what a terminal would obey, and without what would turn its direction around."""
    return _OBEYED.sub("\ufffd", text)


def _runs(section: SectionChange) -> Iterable[Run]:
    for one in section.paragraphs:
        if one.status != AWAY:
            yield from one.runs


def _words(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())
