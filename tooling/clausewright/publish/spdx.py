"""The license as an SPDX 2.3 document, so that a tool which reads SPDX has the text behind the LicenseRef."""

from __future__ import annotations

import json
from typing import Any

from ..document import LicenseInfo
from ..version import __version__


def spdx_document(info: LicenseInfo, text: str, digest: str) -> bytes:
    """Return an SPDX 2.3 document in JSON with the text as extracted licensing info.

    The package that it describes is the text itself; copy `hasExtractedLicensingInfos` into the document of
    a work.

    Args:
        info: The names of the license.
        text: Its text, the file LICENSE.
        digest: The SHA-256 of that file.
    """
    supplier = f"Organization: {info.steward}" if info.steward else "NOASSERTION"
    # the namespace has to be unique and needs not lead anywhere; the hash of the text makes it so
    namespace = f"urn:clausewright:spdx:{info.id}:{digest}"
    data: dict[str, Any] = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": info.id,
        "documentNamespace": namespace,
        "creationInfo": {
            "created": f"{info.date}T00:00:00Z",
            "creators": [f"Tool: clausewright-{__version__}"],
        },
        "documentDescribes": ["SPDXRef-License"],
        "packages": [
            {
                "SPDXID": "SPDXRef-License",
                "name": info.name,
                "versionInfo": info.version,
                "supplier": supplier,
                "downloadLocation": "NOASSERTION",
                "filesAnalyzed": False,
                "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
                "licenseConcluded": "NOASSERTION",
                "licenseDeclared": info.id,
                "copyrightText": "NOASSERTION",
                "comment": "The text of a license. Weights that are under it have documents of their own.",
            }
        ],
        "hasExtractedLicensingInfos": [
            {"licenseId": info.id, "name": info.title, "extractedText": text},
        ],
        "relationships": [
            {
                "spdxElementId": "SPDXRef-DOCUMENT",
                "relationshipType": "DESCRIBES",
                "relatedSpdxElement": "SPDXRef-License",
            }
        ],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
