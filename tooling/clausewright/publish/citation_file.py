"""CITATION.cff: how the license itself is cited, in the Citation File Format 1.2.0."""

from __future__ import annotations

import json

from ..document import LicenseInfo


def citation_file(info: LicenseInfo, digest: str) -> bytes:
    """Return the citation of a license.

    Args:
        info: The names of the license.
        digest: The SHA-256 of its text, in hexadecimal.
    """
    author = info.steward or f"The authors of the {info.name}"
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('If you refer to this license, cite this text.')}",
        f"title: {_quoted(info.name)}",
        f"version: {_quoted(info.version)}",
        f"date-released: {_quoted(info.date)}",
        "authors:",
        f"  - name: {_quoted(author)}",
        "identifiers:",
        "  - type: other",
        f"    value: {_quoted(info.id)}",
        "    description: SPDX license reference",
        "  - type: other",
        f"    value: {_quoted(f'sha256:{digest}')}",
        "    description: hash of the text, the file LICENSE",
        "preferred-citation:",
        "  type: legal-rule",
        f"  title: {_quoted(info.title)}",
        "  authors:",
        f"    - name: {_quoted(author)}",
        f"  date-released: {_quoted(info.date)}",
        f"  year: {int(info.date[:4])}",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
