"""Makes a bundle: all that is published of one license, as files that depend on nothing but their sources.

`read_sources` collects what a bundle is made of, and `make_bundle` makes it. Both are used again by `verify`,
with the sources that lie in the bundle itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..compose import Composition
from ..diagnostic import Diagnostic, Refused
from ..document import Document
from ..document.record import record
from ..render import json as document_json
from ..render.apply import canonical
from ..render.options import Attachment, Options
from ..render.table import FORMATS, Format
from ..source.files import Report
from ..source.folder import read_folder
from ..source.hashing import sha256
from ..source.loading import folder_hash
from . import review
from .citation_file import citation_file
from .opened import wrong_name
from .resolved import resolved_manifest
from .spdx import spdx_document
from .sums import NAME as SUMS
from .sums import write_sums
from .surroundings import template_hashes, tool, versions

LICENSE = "LICENSE"
RECORD = "bundle.json"
MANIFEST, RESOLVED = "source/manifest.yaml", "source/resolved.yaml"
LIBRARIES, LOCAL, TEMPLATES = "source/libraries/", "source/clauses/", "source/templates/"
PREVIOUS = "source/previous.json"
NOTHING: Mapping[str, str] = MappingProxyType({})
FORMAT = 1
"""Version of the form of a bundle, in its record."""

_TEMPLATE_FILES = 2_000
_TEMPLATE_BYTES = 40 * 1024 * 1024


@record
class Sources:
    """All that a bundle is made of."""

    composition: Composition
    files: Mapping[str, bytes]
    """The manifest, the libraries and the templates, by their paths in the bundle."""
    formats: tuple[str, ...]
    options: Options
    previous: Document | None = None
    """The version before, to which the changes are shown."""


def default_formats() -> tuple[str, ...]:
    """Return the formats of a bundle: all that are shipped but plain text, which is the LICENSE itself."""
    return tuple(name for name in FORMATS if name != "txt")


def read_sources(
    composition: Composition,
    formats: tuple[str, ...],
    options: Options,
    previous: Document | None = None,
) -> Sources:
    """Collect what a bundle is made of.

    Args:
        composition: The composed license.
        formats: Names of formats.
        options: `templates` and `paper` count.
        previous: The version before.

    Raises:
        Refused: A file changed since the license was composed, or cannot go into a bundle.
    """
    files = {MANIFEST: composition.manifest.file.text.encode()}
    for library in composition.index.libraries.values():
        report = Report()
        # the texts as they lie there, line ends aside, so that they have the hash that the document names
        found = {
            name: data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            for name, data in read_folder(library.folder, report).items()
        }
        if report.failed:
            raise Refused(report.diagnostics)
        if folder_hash(found) != library.hash:
            raise _refused("CW-BND-001", f"The library `{library.id}` changed meanwhile.", "Try again.")
        base = LOCAL if library.local else f"{LIBRARIES}{library.id}/"
        files |= {f"{base}{name}": data for name, data in found.items()}
    if options.templates is not None:
        files |= _own_templates(options.templates)
    return Sources(composition, dict(sorted(files.items())), formats, options, previous)


def _own_templates(folder: Path) -> dict[str, bytes]:
    out: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if wrong_name(name):
            raise _refused(
                "CW-BND-002",
                f"The template `{name}` has a name that not every system can hold.",
                "Use letters, digits, `_`, `-`, `+`, `@` and, not at an end, `.`.",
            )
        out[f"{TEMPLATES}{name}"] = path.read_bytes()
        if len(out) > _TEMPLATE_FILES or sum(map(len, out.values())) > _TEMPLATE_BYTES:
            raise _refused(
                "CW-BND-002",
                f"The folder of templates has more than {_TEMPLATE_FILES:,} files or "
                f"{_TEMPLATE_BYTES:,} bytes.",
                "Keep in it only what the renderings need.",
            )
    return out


def make_bundle(sources: Sources) -> dict[str, bytes]:
    """Return every file of a bundle by its path, sorted.

    Raises:
        Refused: A template is at fault, or the PDF engine is missing.
    """
    from ..document.record import replace

    composition, document = sources.composition, sources.composition.document
    text = canonical(document)
    digest = sha256(text).hexdigest()
    manifest = Attachment(
        "manifest.yaml", sources.files[MANIFEST], "application/yaml", "The choices that made this license"
    )
    # the clock and the machine have no say in what is published
    reviews = composition.manifest.reviews
    options = replace(
        sources.options, attachments=(manifest,), epoch=False, draft=not review.matching(reviews, digest)
    )
    files: dict[str, bytes] = {
        **sources.files,
        LICENSE: text,
        "CITATION.cff": citation_file(document.license, digest),
        review.NAME: review.review_record(reviews, digest),
        RESOLVED: resolved_manifest(composition, _folders(composition)),
        f"{stem(document)}.spdx.json": spdx_document(document.license, text.decode(), digest),
    }
    for format in sources.formats:
        files[rendering_name(document, format)] = _table(format).render(document, options)
    if sources.previous is not None:
        files |= _changes(sources.previous, document)
    files[RECORD] = _record(sources, digest, files)
    files[SUMS] = write_sums(files)
    return dict(sorted(files.items()))


def stem(document: Document) -> str:
    """Return the name of a license's files without ending: `AWPL-1.0`."""
    return document.license.id.removeprefix("LicenseRef-")


def rendering_name(document: Document, format: str) -> str:
    """Return the name of a rendering in the bundle."""
    return f"{stem(document)}{_table(format).suffix}"


def moment(document: Document) -> int:
    """Return the date of a license in seconds since 1970, the time of every file in its bundle."""
    return int(datetime.fromisoformat(document.license.date).replace(tzinfo=UTC).timestamp())


def _table(format: str) -> Format:
    if format in FORMATS:
        return FORMATS[format]
    from ..render.table import formats

    return formats()[format]


def _folders(composition: Composition) -> dict[str, str]:
    """Return where each library lies beside the resolved manifest; the manifest's own is found by itself."""
    return {
        library.id: f"./libraries/{library.id}"
        for library in composition.index.libraries.values()
        if not library.local
    }


def _changes(previous: Document, document: Document) -> dict[str, bytes]:
    from ..redline import compare
    from ..redline.table import FORMATS as REDLINES

    comparison = compare(previous, document, (previous.license.title, document.license.title))
    return {
        "CHANGES.md": REDLINES["md"].render(comparison),
        "REDLINE.html": REDLINES["html"].render(comparison),
        PREVIOUS: document_json.render(previous, Options()),
    }


def _record(sources: Sources, digest: str, files: Mapping[str, bytes]) -> bytes:
    """Return the record of a bundle: what it is, and the lock of everything that it was made with."""
    document = sources.composition.document
    info, previous = document.license, sources.previous
    data: dict[str, Any] = {
        "bundle": FORMAT,
        "license": {key: getattr(info, key) for key in ("name", "id", "version", "date", "steward")},
        "text": {"file": LICENSE, "sha256": digest},
        "renderings": {format: rendering_name(document, format) for format in sources.formats},
        "paper": sources.options.paper,
        "form": document.form,
        "profile": document.profile,
        "previous": None
        if previous is None
        else {
            "name": previous.license.name,
            "id": previous.license.id,
            "version": previous.license.version,
            "sha256": sha256(canonical(previous)).hexdigest(),
        },
        "lock": {
            "tool": tool(),
            "made_with": versions(sources.formats),
            "libraries": [
                {"id": one.id, "version": one.version, "sha256": one.hash} for one in document.libraries
            ],
            "fragments": _fragments(sources, files),
            "templates": template_hashes(),
        },
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _fragments(sources: Sources, files: Mapping[str, bytes]) -> list[dict[str, str]]:
    out = []
    local = {library.id for library in sources.composition.index.libraries.values() if library.local}
    for choice in sources.composition.document.choices:
        library, _, name = choice.origin.file.partition(":")
        path = f"{LOCAL if library in local else f'{LIBRARIES}{library}/'}{name}"
        out.append(
            {
                "kind": choice.kind,
                "id": choice.id,
                "variant": choice.variant,
                "file": path,
                "sha256": sha256(files[path]).hexdigest(),
            }
        )
    return out


def _refused(code: str, message: str, mend: str) -> Refused:
    return Refused([Diagnostic(code, message, mend)])
