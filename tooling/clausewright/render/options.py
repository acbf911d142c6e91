"""What a renderer may be told besides the document."""

from __future__ import annotations

from pathlib import Path

from ..document.record import record


@record
class Attachment:
    """A file that a format can carry inside it."""

    name: str
    """File name without folders, `manifest.yaml`."""
    data: bytes
    media_type: str = "application/octet-stream"
    description: str = ""


@record
class Options:
    """Settings of one rendering. The defaults give what is published."""

    templates: Path | None = None
    """A folder of the user's own templates, looked into before the shipped ones."""
    attachments: tuple[Attachment, ...] = ()
    """Files for formats that can carry them (PDF)."""
    ascii: bool = False
    """Plain text in ASCII only."""
    columns: int = 72
    """Width of plain text in characters, 40 to 120."""
    paper: str = "a4"
    """Paper of paged formats: `a4` or `letter`."""
    draft: bool = False
    """Whether every page says that nobody reviewed the text."""
    epoch: bool = True
    """Whether SOURCE_DATE_EPOCH stands for the license's own date where it is set."""
