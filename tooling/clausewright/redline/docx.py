"""A redline as a Word file with tracked changes: accept all for the second text, reject all for the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import quoteattr

from ..document.record import entity
from ..render.docx import END, form, has_parts, properties
from ..render.word_layout import steps
from ..render.word_numbering import numbering_xml
from ..render.word_package import Word, date_of, pack, stamp
from ..render.word_rows import Row
from ..render.word_styles import Styles, fonts_xml
from ..render.word_xml import run, visible
from .comparison import DELETED, INSERTED, MOVED_AWAY, MOVED_HERE, SAME, Comparison
from .options import ShowOptions
from .word_merge import Tracked, merge
from .word_words import Words

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_APART = 2
"""Minutes between changes that LibreOffice must not take for one: it looks at no smaller difference."""
_NEW = ([INSERTED], [MOVED_HERE])
_TAGS = {DELETED: "w:del", INSERTED: "w:ins", MOVED_AWAY: "w:moveFrom", MOVED_HERE: "w:moveTo"}


def render(comparison: Comparison, options: ShowOptions) -> bytes:
    """Return the comparison as a Word file.

    The same comparison gives the same bytes. The changes are dated as the options say, or as the second text,
    or SOURCE_DATE_EPOCH.

    Args:
        comparison: The comparison, with its texts.
        options: `author`, `date` and `paper` are used.
    """
    assert comparison.texts is not None
    before, after = comparison.texts
    merged = merge(comparison)
    made: list[Row] = [one.row for one in merged.paragraphs]
    made += [one.before for one in merged.paragraphs if one.before is not None]
    edges = steps(made)
    styles = Styles(merged.lists, edges, has_parts(before) or has_parts(after))
    when = moment(options.date) or date_of(comparison.after.date, comparison.before.date)
    late = when is not None and when.hour * 60 + when.minute >= 1440 - _APART
    later = (when or _NEVER) + timedelta(minutes=-_APART if late else _APART)
    signed = _signed(options.author, when), _signed(options.author, later)
    body = _Writer(styles, signed).body(merged.paragraphs)
    info = after.license
    return pack(
        Word(
            title=f"{comparison.before.name} → {comparison.after.name}",
            author=options.author,
            identifier=info.id,
            version=info.version,
            language=comparison.language,
            created=when or _NEVER,
            body=body,
            styles=styles.xml(comparison.language),
            numbering=numbering_xml(merged.lists, styles.section, edges),
            fonts=fonts_xml(),
            links={},
            paper=options.paper,
            tracks=True,
        )
    )


def moment(text: str) -> datetime | None:
    """Return an ISO date or time in UTC, or None for an empty text. Raises ValueError for another text.

    OverflowError is raised for one that in UTC lies outside of the years 1 to 9999.
    """
    if not text:
        return None
    when = datetime.fromisoformat(text)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _signed(author: str, when: datetime | None) -> str:
    """Return the attributes that each change bears; one without a date is allowed, a wrong date is not."""
    date = f' w:date="{stamp(when)}"' if when else ""
    return f" w:author={quoteattr(visible(author))}{date}"


@entity
class _Writer:
    styles: Styles
    signed: tuple[str, str]
    """Author and date of each change, and the same at another minute."""
    used: int = 0
    apart: bool = False
    """Whether the changes of this paragraph must not grow together with those before them."""
    open_end: bool = False
    """Whether the paragraph before this one stays and ends in new words."""

    def body(self, paragraphs: Sequence[Tracked]) -> str:
        out: list[str] = []
        open_group = ("", 0, 0)
        for at, one in enumerate(paragraphs):
            self._keep_apart(one)
            start = ""
            if one.group and (one.fate, one.group) != open_group[:2]:
                open_group = (one.fate, one.group, self._id())
                start = self._range(one.fate, open_group[2], f"move{one.group}")
            out.append(self._paragraph(one, start))
            following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
            if one.group and (following is None or (following.fate, following.group) != open_group[:2]):
                # the mark at the end of the paragraph has moved, too
                out.append(f'<{_TAGS[one.fate]}RangeEnd w:id="{open_group[2]}"/>')
        return "".join((*out, END))

    def _keep_apart(self, one: Tracked) -> None:
        """Date new words some minutes apart from new words at the end of the paragraph before them.

        LibreOffice makes one change of the two where author and minute are the same, and to reject it joins
        the paragraphs.
        """
        fates = [words.fate for words in one.words]
        self.apart = self.open_end and fates[:1] in _NEW and not self.apart
        self.open_end = one.fate == SAME and fates[-1:] in _NEW

    def _id(self) -> int:
        self.used += 1
        return self.used

    def _change(self, fate: str, inner: str = "") -> str:
        head = f'<{_TAGS[fate]} w:id="{self._id()}"{self.signed[self.apart]}'
        return f"{head}>{inner}</{_TAGS[fate]}>" if inner else f"{head}/>"

    def _range(self, fate: str, id: int, name: str) -> str:
        return f'<{_TAGS[fate]}RangeStart w:id="{id}"{self.signed[self.apart]} w:name="{name}"/>'

    def _paragraph(self, one: Tracked, start: str) -> str:
        mark = self._change(one.fate) if one.fate != SAME else ""
        words = "".join(self._words(words, one.row) for words in one.words)
        return f"<w:p>{properties(one.row, self.styles, mark, self._style(one))}{start}{words}</w:p>"

    def _style(self, one: Tracked) -> str:
        """Return the change of style of a paragraph that stands in both texts."""
        if one.before is None or self.styles.of(one.before) == self.styles.of(one.row):
            return ""
        was = properties(one.before, self.styles)
        return f'<w:pPrChange w:id="{self._id()}"{self.signed[self.apart]}>{was}</w:pPrChange>'

    def _words(self, words: Words, row: Row) -> str:
        tag = "w:delText" if words.fate == DELETED else "w:t"
        inner = "".join(_runs(words, row, tag))
        if words.fate == SAME or not inner:
            return inner
        if not words.move:
            return self._change(words.fate, inner)
        id = self._id()
        start = self._range(words.fate, id, f"words{words.move}")
        return f'{start}{self._change(words.fate, inner)}<{_TAGS[words.fate]}RangeEnd w:id="{id}"/>'


def _runs(words: Words, row: Row, tag: str) -> Iterable[str]:
    for piece in words.pieces:
        yield run(piece.text, form(piece, row), tag)
