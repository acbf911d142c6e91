"""The SPDX document of a bundle is found valid by the tools of SPDX."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from spdx_tools.spdx.model import Document
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from clausewright.document import LicenseInfo
from clausewright.publish.spdx import spdx_document
from publish.small_bundle import small

INFO = LicenseInfo("Test License", "LicenseRef-Test-1.0", "1.0", "2026-11-23", "The Lab")


def parsed(data: bytes, folder: Path) -> Document:
    path = folder / "x.spdx.json"
    path.write_bytes(data)
    return parse_file(str(path))


def test_the_document_is_valid_and_holds_the_text(tmp_path: Path) -> None:
    files = small()
    document = parsed(files["Test-1.0.spdx.json"], tmp_path)
    assert validate_full_spdx_document(document) == []
    (extracted,) = document.extracted_licensing_info
    assert extracted.license_id == "LicenseRef-Test-1.0"
    assert extracted.extracted_text == files["LICENSE"].decode()
    (package,) = document.packages
    assert str(package.license_declared) == "LicenseRef-Test-1.0"
    assert package.checksums[0].value == hashlib.sha256(files["LICENSE"]).hexdigest()


@pytest.mark.parametrize(
    "info",
    [
        LicenseInfo("Lizenz für Gewichte", "LicenseRef-a", "1", "2026-01-01", ""),
        LicenseInfo(
            'A "quoted" name', "LicenseRef-A.B-c-1.0", "1.0-rc.1", "0001-01-01", "Lab (Europe), Ltd."
        ),
    ],
)
def test_odd_names_are_valid_too(info: LicenseInfo, tmp_path: Path) -> None:
    text = "Text with \u2028 and “quotes”\n"
    document = parsed(spdx_document(info, text, hashlib.sha256(text.encode()).hexdigest()), tmp_path)
    assert validate_full_spdx_document(document) == []


def test_the_validator_would_find_a_fault(tmp_path: Path) -> None:
    data = spdx_document(INFO, "Text", "0" * 64).replace(
        b'"licenseId": "LicenseRef-Test-1.0"', b'"licenseId": "LicenseRef-X"'
    )
    assert validate_full_spdx_document(parsed(data, tmp_path))
