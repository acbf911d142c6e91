"""What a user may name to be compared: a manifest, a profile, a variant, a license file, `REV:path`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostic import ClausewrightError

if TYPE_CHECKING:
    from ..document import Document

_MANIFESTS = (".yaml", ".yml")
_LICENSES = (".txt", ".html", ".htm", ".docx")
_EMPTY = ("/dev/null", "nul")


class NoSuchSide(ClausewrightError):
    """Raised where a name stands for nothing that can be compared; the message says what was tried."""


def read_side(name: str, libraries: Sequence[Path], *, path: Path | None = None) -> Document:
    """Return the document that a name stands for.

    Args:
        name: A file, a profile, `clause/variant`, or `REV:path`.
        libraries: Folders of libraries beside the shipped one.
        path: Where the file would lie, where `name` is a copy of it in another folder.

    Raises:
        NoSuchSide: The name stands for nothing.
        Refused: The file cannot be read or composed.
    """
    if name.lower() in _EMPTY:
        return _nothing()
    if Path(name).is_file():
        return _file(Path(name), libraries, path)
    from ..source.files import Report
    from ..source.index import shipped_index

    profiles = {id.partition(":")[2] for id in shipped_index(Report()).profiles}
    if name in profiles:
        return _profile(name, libraries)
    if "/" in name:
        from .variants import variant_document

        made = variant_document(name, libraries)
        if made is not None:
            return made
    revision, colon, inside = name.partition(":")
    if revision and colon and inside:
        from .revisions import at_revision

        with at_revision(revision, inside) as found:
            return _file(found, libraries, None)
    from ..source.suggest import mend_for

    mend = mend_for(name, profiles, "profile") if "/" not in name else ""
    raise NoSuchSide(
        f"no file, profile, `clause/variant` or `REV:path` is called `{name}`." + (f" {mend}" if mend else "")
    )


def _file(file: Path, libraries: Sequence[Path], path: Path | None) -> Document:
    suffix = file.suffix.lower()
    if suffix in _MANIFESTS:
        from ..compose import compose_manifest

        if path is not None and path.parent.is_dir() and path.resolve() != file.resolve():
            # git hands over a copy in another folder; what the manifest names lies beside the original
            text = file.read_text(encoding="utf-8", errors="replace")
            return compose_manifest(path, libraries, text=text).document
        return compose_manifest(file, libraries).document
    data = _bytes(file)
    if suffix == ".json":
        from ..source.document_json import parse

        return parse(data, str(file))
    if suffix == ".md":
        return _markdown(data, file)
    return _license(data, file)


def _markdown(data: bytes, file: Path) -> Document:
    """Return our own Markdown as the document it came from, and any other as a license text."""
    from ..diagnostic import Refused
    from ..source.markdown_reader import read_markdown

    try:
        return read_markdown(data.decode("utf-8"), str(file))[0]
    except UnicodeDecodeError:
        return _license(data, file)
    except Refused:
        if b'<a id="' in data:
            raise
        return _license(data, file)


def _license(data: bytes, file: Path) -> Document:
    from importlib import import_module

    try:
        reader = import_module("..source.licenses", __package__)
    except ModuleNotFoundError:
        raise NoSuchSide(
            f"`{file.name}` is no manifest, and this version reads only its own .md and .json as licenses."
        ) from None
    document: Document = reader.read_license(data, str(file))
    return document


def _bytes(file: Path) -> bytes:
    from ..source.limits import DOCUMENT_CHARACTERS

    with file.open("rb") as stream:
        data = stream.read(DOCUMENT_CHARACTERS + 1)
    if len(data) > DOCUMENT_CHARACTERS:
        raise ClausewrightError(f"`{file.name}` has more than {DOCUMENT_CHARACTERS:,} bytes.")
    return data


def _profile(name: str, libraries: Sequence[Path]) -> Document:
    from ..compose import compose_manifest
    from ..publish.profiles import manifest_of

    here = Path(__file__).with_name("profile.yaml")
    return compose_manifest(here, libraries, text=manifest_of(name)).document


def _nothing() -> Document:
    from ..document import Document, LicenseInfo

    return Document(LicenseInfo("Nothing", "", "0", "", ""), "en", "", (), (), {}, {}, {}, {})
