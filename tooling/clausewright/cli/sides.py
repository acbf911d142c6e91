"""What a user may name to be compared: a manifest, profile, variant, license file, bundle, `REV:path`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostic import ClausewrightError

if TYPE_CHECKING:
    from ..document import Document

_MANIFESTS = (".yaml", ".yml")
_ARCHIVES = (".zip", ".tar.gz", ".tgz")
_EMPTY = ("/dev/null", "nul")


class NoSuchSide(ClausewrightError):
    """Raised where a name stands for nothing that can be compared; the message says what was tried."""


def read_side(name: str, libraries: Sequence[Path], *, path: Path | None = None) -> Document:
    """Return the document that a name stands for.

    Args:
        name: A file, a bundle, a profile, `clause/variant`, or `REV:path`.
        libraries: Folders of libraries beside the shipped one.
        path: Where the file would lie, where `name` is a copy of it in another folder.

    Raises:
        NoSuchSide: The name stands for nothing.
        Refused: The file cannot be read or composed.
    """
    if name.lower() in _EMPTY:
        return _nothing()
    if (Path(name) / "bundle.json").is_file() or (Path(name).is_file() and name.lower().endswith(_ARCHIVES)):
        from ..publish.published import document_of

        return document_of(Path(name))
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
        f"no file, bundle, profile, `clause/variant` or `REV:path` is called `{name}`."
        + (f" {mend}" if mend else "")
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
    from ..source.licenses import read_license

    return read_license(file)


def _profile(name: str, libraries: Sequence[Path]) -> Document:
    from ..compose import compose_manifest
    from ..publish.profiles import manifest_of

    here = Path(__file__).with_name("profile.yaml")
    return compose_manifest(here, libraries, text=manifest_of(name)).document


def _nothing() -> Document:
    from ..document import Document, LicenseInfo

    return Document(LicenseInfo("Nothing", "", "0", "", ""), "en", "", (), (), {}, {}, {}, {})
