"""The terms of a license that a user names: a manifest, a profile, a JSON document, or a known license."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostic import ClausewrightError

if TYPE_CHECKING:
    from ..document import Document
    from ..meaning.terms import Terms

PROFILES = (
    "permissive",
    "lesser-copyleft",
    "strong-copyleft",
    "network-copyleft",
    "responsible-use",
    "research-only",
)
"""The shipped profiles, the freest first."""


class NoSuchLicense(ClausewrightError):
    """Raised where a name stands for no license; the message says what was tried."""


@cache
def license_document(name: str, libraries: tuple[str, ...] = ()) -> Document:
    """Return the document of a license that is a file or a profile.

    Args:
        name: A manifest, a JSON document, a license as text, or the name of a profile.
        libraries: Folders of libraries beside the shipped one.

    Raises:
        NoSuchLicense: The name stands for nothing.
        Refused: The file cannot be read or composed.
    """
    path = Path(name)
    if path.suffix.lower() == ".json" and path.is_file():
        from ..source.document_json import parse
        from ..source.files import read_bytes
        from ..source.limits import DOCUMENT_CHARACTERS

        return parse(read_bytes(path, 4 * DOCUMENT_CHARACTERS, follow=True), str(path))
    from .sides import NoSuchSide, read_side

    try:
        return read_side(name, [Path(p) for p in libraries])
    except NoSuchSide:
        from ..meaning.known import names
        from ..source.suggest import mend_for

        mend = mend_for(name, [*PROFILES, *names()], "license")
        raise NoSuchLicense(
            f"no manifest, JSON document, profile or known license is called `{name}`. {mend}"
        ) from None


@cache
def license_terms(name: str, libraries: tuple[str, ...] = ()) -> Terms:
    """Return the terms of a license that a user names.

    Args:
        name: As for `license_document`, or the name of a known license, such as `apache-2.0`.
        libraries: Folders of libraries beside the shipped one.

    Raises:
        NoSuchLicense: The name stands for nothing.
        Refused: The file cannot be read or composed.
    """
    from ..meaning.known import known_terms, names

    if name in names() and not Path(name).is_file():
        return known_terms(name)
    from ..meaning.reading import terms_of

    return terms_of(license_document(name, libraries), name)
