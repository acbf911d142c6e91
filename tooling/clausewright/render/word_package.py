"""The parts of a Word file around its text, and the archive that holds them, the same bytes every time."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ..document.language import language
from ..document.record import record
from .word_layout import paper
from .word_xml import attribute, content, field, run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "footer1": "footer",
    "footer2": "footer",
}
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OFFICE = "http://schemas.microsoft.com/office/word"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name; that of packing would be another one every time."""


@record
class Word:
    """A Word file before it is packed."""

    title: str
    """What stands in the header of every page but the first."""
    author: str
    """Who publishes it, or an empty string."""
    identifier: str
    version: str
    language: str
    created: datetime
    body: str
    """The paragraphs as XML."""
    styles: str
    numbering: str
    fonts: str
    links: Mapping[str, str]
    """Ids of relationships by address."""
    paper: str = "a4"
    tracks: bool = False
    """Whether the program goes on to track what its user changes."""
    description: str = ""
    draft: str = ""
    """What every page says of a text that nobody reviewed."""


def pack(word: Word) -> bytes:
    """Return a Word file."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [
                ("rId1", f"{_R}/officeDocument", "word/document.xml", ""),
                ("rId2", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml", ""),
                ("rId3", f"{_R}/extended-properties", "docProps/app.xml", ""),
            ]
        ),
        "docProps/core.xml": _core(word),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Clausewright</Application></Properties>"
        ),
        "word/document.xml": _part("document", f"<w:body>{word.body}{_section(word)}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            [
                *(
                    (f"rId{at}", f"{_R}/{kind}", f"{name}.xml", "")
                    for at, (name, kind) in enumerate(_NEEDED, 1)
                ),
                *(
                    (id, f"{_R}/hyperlink", address, ' TargetMode="External"')
                    for address, id in word.links.items()
                ),
            ]
        ),
        "word/styles.xml": _part("styles", word.styles),
        "word/numbering.xml": _part("numbering", word.numbering),
        "word/settings.xml": _part("settings", _settings(word)),
        "word/fontTable.xml": _part("fonts", word.fonts),
        "word/header1.xml": _part("hdr", _paragraph("Header", run(word.title))),
        "word/footer1.xml": _part("ftr", _page(word)),
        "word/footer2.xml": _part("ftr", _page(word)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, (_HEAD + text).encode())
    return out.getvalue()


_NEEDED = (
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("header1", "header"),
    ("footer1", "footer"),
    ("footer2", "footer"),
)
LINKS_FROM = len(_NEEDED) + 1
"""The number of the first relationship that is free."""


def date_of(*dates: str, epoch: bool = True) -> datetime | None:
    """Return SOURCE_DATE_EPOCH, or the first of some ISO dates that is one, or None; never the clock.

    Args:
        dates: Dates that may be empty or no dates.
        epoch: Whether SOURCE_DATE_EPOCH counts.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "") if epoch else ""
    if seconds.isascii() and seconds.isdigit():
        return datetime.fromtimestamp(int(seconds), UTC)
    for text in dates:
        try:
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def stamp(when: datetime) -> str:
    """Return a time in UTC as Word writes it."""
    return f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _part(root: str, inner: str) -> str:
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{_R}">{inner}</w:{root}>'


def _content_types() -> str:
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{kind}+xml"/>'
        for name, kind in _KINDS.items()
    )
    return (
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relations(rows: Sequence[tuple[str, str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{attribute(target)}"{mode}/>'
        for id, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'


def _core(word: Word) -> str:
    when = stamp(word.created)
    creator = f"<dc:creator>{content(word.author)}</dc:creator>" if word.author else ""
    about = f"<dc:description>{content(word.description)}</dc:description>" if word.description else ""
    version = f"<cp:version>{content(word.version)}</cp:version>" if word.version else ""
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{content(word.title)}</dc:title>{creator}{about}"
        f"<dc:identifier>{content(word.identifier)}</dc:identifier><dc:language>{content(word.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>{version}</cp:coreProperties>'
    )


def _settings(word: Word) -> str:
    tracks = "<w:trackRevisions/>" if word.tracks else ""
    return (
        f'{tracks}<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{_OFFICE}" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{attribute(word.language)}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def _section(word: Word) -> str:
    """Return the page: its paper and margins, and the header and footer of the first page and the others."""
    width, height = paper(word.paper)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId7"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        '<w:pgMar w:top="1531" w:right="1701" w:bottom="1531" w:left="1701" w:header="794" w:footer="794" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _page(word: Word) -> str:
    """Return what stands at the foot of every page."""
    mark = _paragraph("Footer", run(word.draft, "<w:b/>")) if word.draft else ""
    before, _, rest = language(word.language).page.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    return mark + _paragraph(
        "Footer", f"{run(before)}{field('PAGE', '1')}{run(between)}{field('NUMPAGES', '1')}{run(behind)}"
    )


def _paragraph(style: str, inner: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'
