"""The parts of a Word document, checked before they are opened: a stranger may have made it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ...diagnostic import WARNING, Diagnostic, Position, Refused
from ..limits import WORD_BYTES, WORD_PARTS, WORD_RATIO

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLD = b"\xd0\xcf\x11\xe0"
_FAULTS = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)
_SMALL = 1024 * 1024
_SAVE = "Open it in a word processor, and save it as a plain .docx without a password."


class Package:
    """A Word document whose parts can be read one by one.

    Attributes:
        warnings: What is odd and was left alone.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package.

        Raises:
            Refused: It is encrypted or of an old format (`CW-READ-035`), damaged (`CW-READ-036`), or unpacks
                to far more than a license needs (`CW-READ-038`).
        """
        self.name = name
        self.warnings: tuple[Diagnostic, ...] = ()
        if data.startswith(_OLD):
            raise self.refused(
                "CW-READ-035", f"`{name}` is encrypted, or of an older format than .docx.", _SAVE
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise self.damaged(str(error)) from None
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > WORD_PARTS or len(self._members) != len(infos):
            message = f"`{self.name}` has {len(infos):,} parts, some perhaps twice; no license needs them."
            raise self.refused("CW-READ-038", message, _SAVE)
        for info in infos:
            if info.flag_bits & 0x1:
                raise self.refused("CW-READ-035", f"`{self.name}` is encrypted.", _SAVE)
            grown = info.file_size > _SMALL and info.file_size > WORD_RATIO * max(1, info.compress_size)
            if info.filename.endswith((".xml", ".rels")) and (info.file_size > WORD_BYTES or grown):
                message = f"`{self.name}` unpacks to {info.file_size:,} bytes in one part."
                raise self.refused("CW-READ-038", message, _SAVE)
        if any(name.lower().endswith("vbaproject.bin") for name in self._members):
            message = f"`{self.name}` carries macros; they were left alone, and its words were read."
            self.warnings = (
                Diagnostic("CW-READ-037", message, _SAVE, Position(self.name, 1), severity=WARNING),
            )

    def refused(self, code: str, message: str, mend: str) -> Refused:
        """Return the complaint as an exception."""
        return Refused([Diagnostic(code, message, mend, Position(self.name, 1))])

    def damaged(self, why: str) -> Refused:
        """Return the complaint about a part that cannot be read."""
        return self.refused("CW-READ-036", f"`{self.name}` is no sound Word document: {why[:200]}.", _SAVE)

    def part(self, path: str) -> _Element | None:
        """Return the root of a part, or None where there is none.

        Raises:
            Refused: It is not well-formed (`CW-READ-036`), larger than it says, or declares entities
                (`CW-READ-038`).
        """
        from lxml import etree

        info = self._members.get(path)
        if info is None:
            return None
        try:
            with self._zip.open(info) as file:
                data = file.read(WORD_BYTES + 1)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise self.damaged(str(error)) from None
        except Exception as error:  # a spoiled stream: each packing method has an error of its own
            if type(error).__module__ not in {"zlib", "_lzma", "lzma", "_bz2"}:
                raise
            raise self.damaged(str(error)) from None
        if len(data) > WORD_BYTES or len(data) > max(_SMALL, WORD_RATIO * max(1, info.compress_size)):
            raise self.refused("CW-READ-038", f"`{self.name}` unpacks to more than it says.", _SAVE)
        parser: Any = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, dtd_validation=False
        )
        try:
            root: _Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"{path}: {error}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.refused("CW-READ-038", f"`{self.name}` declares entities in {path}.", _SAVE)
        return root
