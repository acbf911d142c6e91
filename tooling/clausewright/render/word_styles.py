"""The styles of a Word file: each kind of paragraph has a named one, to change all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..document.record import entity, field
from .word_layout import indent, placed
from .word_numbering import LEVELS, MAIN, Lists
from .word_rows import BODY, BULLET, DEFINITION, DETAIL, HEADING, ITEM, NOTICE, PART, TITLE, Row
from .word_xml import attribute

TEXT, LABELS = "Source Serif 4", "Source Sans 3"
"""Typefaces of the text and of headings; `fonts_xml` says what takes their place where they are missing."""
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="444444"/>'
    for side in ("top", "left", "bottom", "right")
)
_QUIET = '<w:color w:val="555555"/>'
_SANS = f'<w:rFonts w:ascii="{LABELS}" w:hAnsi="{LABELS}" w:cs="{LABELS}"/>'
_BOLD = "<w:b/><w:bCs/>"
_KEPT = "<w:keepNext/><w:keepLines/>"
_BUILT_IN = (
    "Title",
    "Heading1",
    "Heading2",
    "BodyText",
    "Header",
    "Footer",
    "TOC1",
    "TOC2",
    "ContentsHeading",
)
_DEFAULTS = (
    ("character", "DefaultParagraphFont", "Default Paragraph Font"),
    ("table", "TableNormal", "Normal Table"),
    ("numbering", "NoList", "No List"),
)


def fonts_xml() -> str:
    """Return the typefaces as the inside of the part `word/fontTable.xml`, with what stands in for each."""
    rows = ((TEXT, "Cambria", "roman"), (LABELS, "Calibri", "swiss"))
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, other, family in rows
    )


@entity
class Styles:
    """The styles that one file uses."""

    lists: Lists
    edges: Sequence[int]
    """As `word_layout.steps` gives them."""
    parts: bool
    """Whether sections stand in parts, whose headings are the first level then."""
    used: dict[str, str] = field(default_factory=dict)
    """Each style as XML, by its id."""

    @property
    def section(self) -> str:
        """The id of the style of headings of sections."""
        return "Heading2" if self.parts else "Heading1"

    def of(self, row: Row) -> str:
        """Return the id of the style of a paragraph."""
        if row.role == TITLE:
            return "Title"
        if row.role == DETAIL:
            return "LicenseDetails"
        if row.role == PART:
            return "Heading1"
        if row.role == HEADING:
            return self._heading(row)
        return self._text(row)

    def _heading(self, row: Row) -> str:
        if self.lists.of(row) is not None:
            return self.section
        id = f"{self.section}Unnumbered"
        level = self.section[-1]
        if id not in self.used:
            inner = f"{numbered(0, 0)}{indent(0)}"
            self.used[id] = _style(id, f"Heading {level} Unnumbered", self.section, inner, after="BodyText")
        return id

    def _text(self, row: Row) -> str:
        names = {
            BODY: ("BodyText", "Body Text"),
            NOTICE: ("Notice", "Notice"),
            DEFINITION: ("Definition",) * 2,
        }
        if row.role in (ITEM, BULLET):
            kind = "Bullet" if row.role == BULLET else "Definition Level" if row.owner else "Level"
            id, name = f"{kind.replace(' ', '')}{row.level}", f"{kind} {row.level}"
        elif row.level and row.role == BODY:
            id, name = f"Continuation{row.level}", f"Continuation {row.level}"
        else:
            id, name = names[row.role]
        if id not in self.used and id != "BodyText":
            self.used[id] = _style(id, name, "BodyText", self._properties(row), _run(row))
        if not row.loud:
            return id
        loud = f"Conspicuous{id}" if id != "BodyText" else "Conspicuous"
        if loud not in self.used:
            title = f"Conspicuous {name}" if id != "BodyText" else "Conspicuous"
            # the space before a box is outside of it, and boxes of equal indents grow together
            inner = f"<w:keepLines/><w:pBdr>{_BOX}</w:pBdr>"
            self.used[loud] = _style(loud, title, id, inner, _BOLD)
        return loud

    def _properties(self, row: Row) -> str:
        left, hang = placed(row, self.edges)
        space = indent(left + (280 if row.role == NOTICE else 0), hang)
        if row.role == NOTICE:
            return f'<w:suppressAutoHyphens/>{space}<w:jc w:val="left"/>'
        # items of definitions have lists of their own, which start anew and cannot hang on a style
        linked = row.role == ITEM and not row.owner and row.level < len(self.lists.numbering[:LEVELS])
        number = numbered(row.level, MAIN) if linked else ""
        return f"{number}{space}"

    def xml(self, language: str) -> str:
        """Return the styles as the inside of the part `word/styles.xml`."""
        for level in range(1, len(self.lists.numbering[:LEVELS])):
            # each level of the lists names its style, whether a paragraph has it or not
            self.of(Row("", ITEM, (), level, (1,) * (level + 1)))
        return (
            _defaults(language) + "".join(_fixed(self)) + "".join(self.used[id] for id in sorted(self.used))
        )


def _run(row: Row) -> str:
    return _SANS + _size(20) if row.role == NOTICE else ""


def _size(halves: int) -> str:
    """Return a size of type, in half points."""
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _defaults(language: str) -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{TEXT}" w:hAnsi="{TEXT}" w:cs="{TEXT}"/>'
        f'{_size(22)}<w:lang w:val="{attribute(language)}"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )


def _fixed(styles: Styles) -> Iterable[str]:
    """Yield the styles that every file has."""
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{_space(0, 140, 290)}</w:pPr></w:style>"
    )
    for kind, id, name in _DEFAULTS:
        yield (
            f'<w:style w:type="{kind}" w:default="1" w:styleId="{id}"><w:name w:val="{name}"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        )
    strong = _SANS + _BOLD
    small = f"{_SANS}{_QUIET}{_size(17)}"
    yield _style("BodyText", "Body Text", "Normal", indent(styles.edges[0]))
    yield _style(
        "Title", "Title", "Normal", f"{_KEPT}{_space(0, 80, 440)}", strong + _size(40), "LicenseDetails"
    )
    yield _style(
        "LicenseDetails", "License Details", "Normal", _space(0, 0, 260), f"{_SANS}{_QUIET}{_size(19)}"
    )
    yield _heading("Heading1", "heading 1", 0, styles)
    if styles.parts:
        yield _heading("Heading2", "heading 2", 1, styles)
    yield _style("ContentsHeading", "TOC Heading", "Normal", f"{_KEPT}{_space(320, 80, 290)}", strong)
    yield from _contents(styles)
    yield _style("Header", "header", "Normal", _space(0, 0, 240), small)
    yield _style("Footer", "footer", "Normal", f'{_space(0, 0, 240)}<w:jc w:val="right"/>', small)
    yield _style("DocumentEnd", "Document End", "Normal", _space(0, 0, 20, "exact"), _size(2))
    yield (
        '<w:style w:type="character" w:customStyle="1" w:styleId="DefinedTerm">'
        f'<w:name w:val="Defined Term"/><w:qFormat/><w:rPr>{_BOLD}</w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:u w:val="dotted" w:color="555555"/></w:rPr></w:style>'
    )


def _contents(styles: Styles) -> Iterable[str]:
    """Yield the styles of the table of contents, whose numbers hang as those of the sections do."""
    hang = styles.edges[0]
    levels = ((0, 0), (hang, hang)) if styles.parts else ((hang, hang),)
    for level, (left, back) in enumerate(levels, 1):
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>' if left else ""
        inner = f"{tabs}{_space(0, 20, 290)}{indent(left, back)}"
        yield _style(f"TOC{level}", f"toc {level}", "Normal", inner, _SANS + _size(20))


def _space(before: int, after: int, line: int, rule: str = "atLeast") -> str:
    """Return the space around a paragraph and the height of its lines, in twentieths of a point."""
    head = f' w:before="{before}"' if before else ""
    return f'<w:spacing{head} w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _heading(id: str, name: str, outline: int, styles: Styles) -> str:
    section = id == styles.section
    number = numbered(0, MAIN) if section and styles.lists.numbering else ""
    above = _space(360 if section else 480, 120, 320)
    inner = f'{_KEPT}{number}{above}<w:outlineLvl w:val="{outline}"/>'
    return _style(id, name, "Normal", inner, _SANS + _BOLD + _size(26 if section else 32), "BodyText")


def numbered(level: int, list_id: int) -> str:
    """Return the element that gives a paragraph a number: a list and a level of it, or list 0 for none."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def _style(id: str, name: str, based: str, paragraph: str, run: str = "", after: str = "") -> str:
    own = "" if id in _BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{after}"/>' if after else ""
    words = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{words}</w:style>'
    )
