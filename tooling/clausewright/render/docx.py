"""Word: the license as a document with named styles, numbers and references that Word keeps up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from ..document import Document, Part, language
from ..document.record import entity, field
from .options import Options
from .view import CONTENTS_FROM
from .word_layout import steps
from .word_numbering import Lists, lists, numbering_xml
from .word_package import LINKS_FROM, Word, date_of, pack
from .word_references import Piece
from .word_rows import DETAIL, HEADING, ITEM, PART, TITLE, Row, rows
from .word_styles import Styles, fonts_xml, numbered
from .word_xml import attribute, run, runs_right
from .word_xml import field as field_xml

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
END = (
    '<w:p><w:pPr><w:pStyle w:val="DocumentEnd"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">\u00a0</w:t></w:r></w:p>'
)
"""What follows the text: the last paragraph of a Word file can be neither a deleted nor an inserted one."""
_ADDRESS = "!#$%&'()*+,/:;=?@-._~"


def render(document: Document, options: Options) -> bytes:
    """Return the document as a Word file.

    The same document gives the same bytes. Dates are the license's, or SOURCE_DATE_EPOCH where that is set.

    Args:
        document: The composed license.
        options: `paper` is used.
    """
    made = rows(document)
    listed = lists(made, document.numbering)
    edges = steps(made)
    styles = Styles(listed, edges, has_parts(document))
    writer = _Writer(document, styles)
    body = writer.body(made)
    info = document.license
    return pack(
        Word(
            title=info.title if info.version else info.name,
            author=info.steward,
            identifier=info.id,
            version=info.version,
            language=document.language,
            created=date_of(info.date, epoch=options.epoch) or _NEVER,
            body=body,
            styles=styles.xml(document.language),
            numbering=numbering_xml(listed, styles.section, edges),
            fonts=fonts_xml(),
            links=writer.links,
            paper=options.paper,
            draft=language(document.language).label("draft") if options.draft else "",
        )
    )


def has_parts(document: Document) -> bool:
    """Tell whether sections stand in parts."""
    return any(isinstance(node, Part) for node in document.body)


def properties(row: Row, styles: Styles, mark: str = "", change: str = "") -> str:
    """Return the properties of a paragraph.

    Args:
        row: The paragraph.
        styles: The styles of the file.
        mark: Properties of the mark at its end.
        change: What its properties were before a tracked change.
    """
    level, list_id = reversed(styles.lists.of(row) or (0, 0))
    # the style of an item has a number, which words can stand in for
    number = numbered(level, list_id) if list_id or row.role == ITEM else ""
    lead = "<w:keepNext/>" if row.leads else ""
    right = "<w:bidi/>" if runs_right(row.text) else ""
    mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:pPr><w:pStyle w:val="{styles.of(row)}"/>{lead}{number}{right}{mark}{change}</w:pPr>'


def form(piece: Piece, row: Row, linked: bool = False) -> str:
    """Return the properties of a run of words."""
    style = "DefinedTerm" if piece.term else "Hyperlink" if linked else ""
    return "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/><w:bCs/>" if piece.bold else "",
            "<w:i/><w:iCs/>" if piece.slanted else "",
            f'<w:lang w:val="{attribute(row.language)}"/>' if row.language else "",
        )
    )


def printed(row: Row, lists: Lists) -> str:
    """Return the number of a paragraph where Word does not count it, as words before the others."""
    return f"{row.number}\t" if row.number and lists.of(row) is None else ""


@entity
class _Writer:
    document: Document
    styles: Styles
    links: dict[str, str] = field(default_factory=dict)
    """Ids of relationships by address."""
    names: dict[str, str] = field(default_factory=dict)
    """The bookmark of each id to which something leads."""
    unset: set[str] = field(default_factory=set)
    """Ids whose bookmark is not yet set."""
    marks: int = 0

    def body(self, made: tuple[Row, ...]) -> str:
        here = {row.id for row in made} | {row.owner for row in made if row.owner}
        for row in made:
            for piece in row.pieces:
                if piece.target in here:
                    self.names.setdefault(piece.target, f"_Ref{700_000_001 + len(self.names)}")
        heads = [row for row in made if row.role in (PART, HEADING) and row.text.strip()]
        contents = sum(row.role == HEADING for row in made) >= CONTENTS_FROM
        entries = {row.id: f"_Toc{700_000_001 + at}" for at, row in enumerate(heads)} if contents else {}
        self.unset = set(self.names)
        out: list[str] = []
        for at, row in enumerate(made):
            out.append(self._paragraph(row, entries.get(row.id, "")))
            last = at + 1 == len(made) or made[at + 1].role not in (TITLE, DETAIL)
            if contents and row.role in (TITLE, DETAIL) and last:
                out += self._contents([row for row in heads if row.id in entries], entries)
        return "".join((*out, END))

    def _paragraph(self, row: Row, entry: str) -> str:
        number = printed(row, self.styles.lists)
        inner = [run(number)] if number else []
        inner += [self._piece(piece, row) for piece in row.pieces]
        # a definition is marked where its text begins
        ids = [id for id in dict.fromkeys((row.id, row.owner)) if id in self.unset]
        self.unset.difference_update(ids)
        text = "".join(inner)
        for name in [self.names[id] for id in ids] + ([entry] if entry else []):
            self.marks += 1
            start = f'<w:bookmarkStart w:id="{self.marks}" w:name="{name}"/>'
            text = f'{start}{text}<w:bookmarkEnd w:id="{self.marks}"/>'
        return f"<w:p>{properties(row, self.styles)}{text}</w:p>"

    def _piece(self, piece: Piece, row: Row) -> str:
        if piece.link:
            id = self.links.setdefault(quote(piece.link, safe=_ADDRESS), f"rId{LINKS_FROM + len(self.links)}")
            words = run(piece.text, form(piece, row, True))
            return f'<w:hyperlink r:id="{id}" w:history="1">{words}</w:hyperlink>'
        words = form(piece, row)
        name = self.names.get(piece.target, "")
        if not name:
            return run(piece.text, words)
        if piece.numbers and piece.target in self.styles.lists.counted:
            return field_xml(f"REF {name} \\n \\h", piece.text, words)
        return _leading(name, run(piece.text, words))

    def _contents(self, heads: list[Row], entries: dict[str, str]) -> list[str]:
        """Return the contents, without pages: nothing but a layout knows them, and a wrong one misleads."""
        out = [_plain("ContentsHeading", run(language(self.document.language).contents))]
        for at, row in enumerate(heads):
            level = 2 if row.role == HEADING and self.styles.parts else 1
            number = f"{row.number}\t" if row.number else ""
            link = _leading(entries[row.id], run(number + row.text))
            if at == 0:
                depth = 2 if self.styles.parts else 1
                link = _CONTENTS[0] % depth + link
            last = at + 1 == len(heads)
            link += _CONTENTS[1] if last else ""
            out.append(_plain(f"TOC{level}", link, '<w:spacing w:after="360"/>' if last else ""))
        return out


_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\n \\o "1-%d" '
    '\\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)


def _leading(name: str, inner: str) -> str:
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def _plain(style: str, inner: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'
