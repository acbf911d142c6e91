"""The press: any page of HTML to PDF/UA-1, quietly, reproducibly, and without the network or the disk."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from io import BytesIO
from typing import Any

from ..diagnostic import Diagnostic, Refused
from ..source.shipped import folder
from .assets import asset, covered
from .options import Attachment, Options

_RELATIONSHIP = "/Source"
"""What an attachment is to the document: what it was made from (ISO 32000-2, 7.11.3)."""

_TO_UNICODE = b"/CMapName /Adobe-Identity-UCS def"
"""A line of each table from glyphs to letters."""

_LAST_RESORT = (
    '@font-face { font-family: "Clausewright Last Resort"; '
    "src: url(asset:shipped/fonts/SourceSerif4-Regular.ttf) }"
)

_environ = threading.Lock()


def write(page: str, options: Options, when: datetime) -> bytes:
    """Return a page of HTML as PDF/UA-1, with fonts and images from the template folders only.

    `when` is the date of the attachments. Raises Refused for anything else that the page asks for.
    """
    weasyprint = _engine()
    # WeasyPrint swallows every failure of a fetcher but this one, which is no Exception
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

    refusals: list[Diagnostic] = []

    def fetch(url: str) -> Any:
        try:
            data, kind = asset(url, options.templates)
        except Refused as refusal:
            refusals.extend(refusal.diagnostics)
            raise FatalURLFetchingError from refusal
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    attachments = [_embed(weasyprint, one, when, fetch) for one in options.attachments]
    # the names of attachments form a tree that must be in order
    attachments.sort(key=lambda one: str(one.name))
    with _quiet():
        fonts = _fonts(hermetic=covered(page))
        # without any font Pango takes the process down, and a page of the user's may name none
        weasyprint.CSS(string=_LAST_RESORT, font_config=fonts, url_fetcher=fetch, base_url="asset:")
        written = b""
        # inside an SVG even the fatal error is swallowed, so what was refused is asked in any case
        with suppress(FatalURLFetchingError):
            written = weasyprint.HTML(string=page, base_url="asset:", url_fetcher=fetch).write_pdf(
                font_config=fonts, pdf_variant="pdf/ua-1", attachments=attachments, finisher=_finish
            )
    if refusals:
        raise Refused(refusals)
    return written


def _engine() -> Any:
    try:
        with warnings.catch_warnings():
            # it complains of a machine without fonts, which is no fault: we bring ours
            warnings.simplefilter("ignore")
            import weasyprint
    except (ImportError, OSError) as error:
        raise Refused(
            [
                Diagnostic(
                    "CW-TPL-009",
                    f"The PDF engine cannot start: {str(error).splitlines()[0]}.",
                    "Install Pango: `apt-get install libpangoft2-1.0-0`, or `brew install pango`.",
                )
            ]
        ) from None
    return weasyprint


def _embed(weasyprint: Any, attachment: Attachment, when: datetime, fetch: Any) -> Any:
    embedded = weasyprint.Attachment(
        string=b"",
        url_fetcher=fetch,
        name=attachment.name,
        description=attachment.description,
        created=when,
        modified=when,
    )
    # given the type, WeasyPrint does not ask the machine's table of types, which is not the same everywhere
    embedded.source = nullcontext((BytesIO(attachment.data), None, None, attachment.media_type))
    return embedded


def _finish(_: Any, pdf: Any) -> None:
    """Add to the PDF what WeasyPrint leaves out."""
    import pydyf  # type: ignore[import-untyped]

    related = []
    for thing in pdf.objects:
        # it tells what attachments are to the document in PDF/A only
        if isinstance(thing, dict) and thing.get("Type") == "/Filespec":
            thing["AFRelationship"] = _RELATIONSHIP
            related.append(thing.reference)  # type: ignore[attr-defined]
        # both kinds of space are one glyph, which is read as the kind that came first: let it be the
        # plain one, so that "Section 6" is found by whoever looks for it
        elif isinstance(thing, pydyf.Stream) and _TO_UNICODE in thing.stream:
            thing.stream[:] = [
                line.replace(b"<00a0>", b"<0020>")
                if isinstance(line, bytes)
                else line.replace("<00a0>", "<0020>")
                for line in thing.stream
            ]
    if related:
        pdf.catalog["AF"] = pydyf.Array(related)


def _fonts(hermetic: bool) -> Any:
    """Return the font configuration: our typefaces alone, or the machine's behind them.

    The machine's fonts and its settings for hinting would make the same text come out in other bytes
    elsewhere, so they are left out wherever our typefaces have every sign of the text.
    """
    from weasyprint.text.fonts import FontConfiguration

    if not hermetic:
        return FontConfiguration()
    with _environ:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(folder("templates") / "pdf" / "fonts.conf")
        try:
            return FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the libraries would log about fonts and style sheets off the terminal."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
