"""The head of a GGUF file: read strictly, and written with other keys and the same tensors."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from pathlib import Path

from ..document.record import record
from .weights import Corrupt, Edit

_MAGIC = b"GGUF"
_STRING, _ARRAY, _UINT32 = 8, 9, 4
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of a value by its type, for all types but texts and arrays."""
TENSOR_TYPES = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 40),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""Values of a block, and its bytes, by the type of a tensor."""
RESERVED = "clausewright.reserved"
"""A key that holds spaces: room for the next time."""
_SLACK = 1_024
_KEYS, _TENSORS, _DEPTH, _KEY = 100_000, 1_000_000, 8, 65_535
_ALIGNMENT = "general.alignment"


@record
class Head:
    """What stands before the tensors."""

    order: str
    """`<` for little-endian files, `>` for big-endian ones."""
    version: int
    entries: Mapping[str, bytes]
    """Each key with its whole entry as it stands in the file."""
    texts: Mapping[str, str]
    """The values that are texts."""
    numbers: Mapping[str, int]
    """The values that are unsigned 32-bit numbers."""
    tensor_count: int
    infos: bytes
    alignment: int
    data: int
    """Where the tensors begin."""


class _Reader:
    """Walks through a file, never past its end."""

    def __init__(self, data: mmap.mmap | bytes) -> None:
        self.data, self.at, self.order = data, 0, "<"

    def take(self, kind: str) -> int:
        size = struct.calcsize(kind)
        if self.at + size > len(self.data):
            raise Corrupt("it is cut short")
        (value,) = struct.unpack_from(self.order + kind, self.data, self.at)
        self.at += size
        return int(value)

    def skip(self, count: int) -> None:
        if count > len(self.data) - self.at:
            raise Corrupt("it is cut short")
        self.at += count

    def text(self, most: int | None = None) -> bytes:
        size = self.take("Q")
        if most is not None and size > most:
            raise Corrupt("a key is too long")
        start = self.at
        self.skip(size)
        return bytes(self.data[start : self.at])

    def value(self, kind: int, depth: int = 0) -> None:
        if kind in _SIZES:
            self.skip(_SIZES[kind])
        elif kind == _STRING:
            self.skip(self.take("Q"))
        elif kind == _ARRAY and depth < _DEPTH:
            inner, count = self.take("I"), self.take("Q")
            if inner in _SIZES:
                self.skip(_SIZES[inner] * count)
                return
            if count > len(self.data):
                raise Corrupt("a list has more entries than the file has bytes")
            for _ in range(count):
                self.value(inner, depth + 1)
        else:
            raise Corrupt(f"a value has the unknown type {kind}")


def read(data: mmap.mmap | bytes) -> Head:
    """Return the head of a file. Raises Corrupt where it is no whole GGUF file."""
    reader = _Reader(data)
    if bytes(data[:4]) != _MAGIC:
        raise Corrupt("it does not begin with GGUF")
    reader.at = 4
    version = reader.take("I")
    if version and version & 0xFFFF == 0:
        reader.order, reader.at = ">", 4
        version = reader.take("I")
    if version not in {2, 3}:
        raise Corrupt(f"version {version} of the format is not known")
    tensors, keys = reader.take("Q"), reader.take("Q")
    if tensors > _TENSORS or keys > _KEYS:
        raise Corrupt("it claims more tensors or keys than there can be")
    entries, texts, numbers = {}, {}, {}
    for _ in range(keys):
        start = reader.at
        key = _utf8(reader.text(_KEY))
        kind = reader.take("I")
        at = reader.at
        reader.value(kind)
        if key in entries:
            raise Corrupt(f"the key `{key[:80]}` stands twice")
        entries[key] = bytes(data[start : reader.at])
        if kind == _STRING:
            texts[key] = bytes(data[at + 8 : reader.at]).decode("utf-8", "replace")
        elif kind == _UINT32:
            (numbers[key],) = struct.unpack_from(reader.order + "I", data, at)
    alignment = numbers.get(_ALIGNMENT, 32)
    if alignment % 8 or not 8 <= alignment <= 1 << 20:
        raise Corrupt(f"the alignment {alignment} is none")
    start = reader.at
    spans = [_tensor(reader, alignment) for _ in range(tensors)]
    infos = bytes(data[start : reader.at])
    begin = _aligned(reader.at, alignment)
    _check_spans(spans, alignment, len(data) - begin)
    if any(data[reader.at : begin]):
        raise Corrupt("something stands between the head and the tensors")
    return Head(reader.order, version, entries, texts, numbers, tensors, infos, alignment, begin)


def _tensor(reader: _Reader, alignment: int) -> tuple[int, int]:
    """Return where a tensor begins and how many bytes it has; 0 where its type is not known."""
    _utf8(reader.text(_KEY))
    dimensions = reader.take("I")
    if dimensions > 8:
        raise Corrupt("a tensor has more dimensions than there can be")
    count = 1
    for _ in range(dimensions):
        count *= reader.take("Q")
    block, size = TENSOR_TYPES.get(reader.take("I"), (1, 0))
    offset = reader.take("Q")
    if offset % alignment or count % block:
        raise Corrupt("a tensor does not fit the alignment or its blocks")
    return offset, count // block * size


def _check_spans(spans: list[tuple[int, int]], alignment: int, room: int) -> None:
    at = 0
    for offset, size in sorted(spans):
        if offset < at:
            raise Corrupt("two tensors overlap")
        at = offset + size
    if spans and at > room:
        raise Corrupt(f"the tensors need {at:,} bytes, and there are {max(0, room):,}")
    if spans and all(size for _, size in spans) and room > _aligned(at, alignment):
        raise Corrupt("there is more in the file than its tensors")


def edit(head: Head, texts: Mapping[str, str], numbers: Mapping[str, int]) -> Edit:
    """Return how a file changes so that its keys hold some values; other keys stay as they are."""
    entries = {key: entry for key, entry in head.entries.items() if key != RESERVED}
    for key, text in sorted(texts.items()):
        entries[key] = _entry(head, key, _STRING, _text(head, text.encode()))
    for key, number in sorted(numbers.items()):
        entries[key] = _entry(head, key, _UINT32, struct.pack(head.order + "I", number))
    bare = len(_head(head, entries))
    overhead = len(_entry(head, RESERVED, _STRING, _text(head, b"")))
    room = head.data - bare - overhead
    if room < 0:
        end = _aligned(bare + overhead + _SLACK, head.alignment)
        room = end - bare - overhead
    entries[RESERVED] = _entry(head, RESERVED, _STRING, _text(head, b" " * room))
    return Edit(_head(head, entries), head.data)


def _head(head: Head, entries: Mapping[str, bytes]) -> bytes:
    start = struct.pack(head.order + "IQQ", head.version, head.tensor_count, len(entries))
    return _MAGIC + start + b"".join(entries.values()) + head.infos


def _entry(head: Head, key: str, kind: int, value: bytes) -> bytes:
    return _text(head, key.encode()) + struct.pack(head.order + "I", kind) + value


def _text(head: Head, data: bytes) -> bytes:
    return struct.pack(head.order + "Q", len(data)) + data


def _aligned(at: int, alignment: int) -> int:
    return -(-at // alignment) * alignment


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Corrupt("a name is not UTF-8") from None


def head_of(path: Path) -> Head:
    """Return the head of a file. Raises Corrupt where it is none."""
    with path.open("rb") as file:
        try:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return read(data)
        except ValueError:
            raise Corrupt("it is empty") from None
