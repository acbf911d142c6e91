"""The head of a safetensors file: read strictly, and written with other metadata and the same tensors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from ..document.record import record
from .weights import Corrupt, Edit

_LIMIT = 25_000_000
"""Most bytes of a head; what is larger, other readers refuse, too."""
_SLACK = 1_024
"""Room that a rewritten head leaves for the next time."""
_LENGTH = 8
_METADATA = "__metadata__"


@record
class Head:
    """What stands before the tensors."""

    size: int
    """Bytes of the JSON with its padding."""
    metadata: Mapping[str, str]
    tensors: Mapping[str, Any]
    total: int
    """Bytes of the whole file."""


def read(file: BinaryIO, total: int) -> Head:
    """Return the head of a file.

    Args:
        file: The file, at its beginning.
        total: How many bytes it has.

    Raises:
        Corrupt: It is no whole safetensors file.
    """
    size = int.from_bytes(file.read(_LENGTH), "little")
    if total < _LENGTH + 2 or size > min(_LIMIT, total - _LENGTH):
        raise Corrupt("the head is cut short or too long")
    raw = file.read(size)
    if not raw.startswith(b"{"):
        raise Corrupt("the head does not begin with a brace")
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise Corrupt(f"the head is not JSON: {str(error)[:100]}") from None
    if not isinstance(data, dict) or raw.rstrip(b" ")[-1:] != b"}":
        raise Corrupt("the head is no object, filled up with spaces")
    metadata = data.pop(_METADATA, {})
    if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
        raise Corrupt("the metadata holds something else than text")
    _check_tensors(data, total - _LENGTH - size)
    return Head(size, metadata, data, total)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("a key stands twice")
    return out


def _check_tensors(tensors: Mapping[str, Any], length: int) -> None:
    """Refuse tensors that overlap, leave gaps, or do not end with the file."""
    spans = []
    for name, tensor in tensors.items():
        offsets = tensor.get("data_offsets") if isinstance(tensor, dict) else None
        if (
            not isinstance(offsets, list)
            or len(offsets) != 2
            or not all(type(x) is int and x >= 0 for x in offsets)
        ):
            raise Corrupt(f"the tensor `{name[:80]}` has no place")
        if not isinstance(tensor.get("dtype"), str) or not isinstance(tensor.get("shape"), list):
            raise Corrupt(f"the tensor `{name[:80]}` has no type or shape")
        spans.append((offsets[0], offsets[1]))
    at = 0
    for start, end in sorted(spans):
        if start != at or end < start:
            raise Corrupt("the tensors overlap or leave gaps")
        at = end
    if at != length:
        raise Corrupt(f"the tensors have {at:,} bytes, and the file has {length:,} for them")


def edit(head: Head, values: Mapping[str, str]) -> Edit:
    """Return how a file changes so that its metadata holds some values.

    Args:
        head: Its head.
        values: What to set; other keys stay.
    """
    metadata = dict(sorted({**head.metadata, **values}.items()))
    data = {_METADATA: metadata, **head.tensors}
    raw = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    size = head.size if len(raw) <= head.size else -(-(len(raw) + _SLACK) // 8) * 8
    written = size.to_bytes(_LENGTH, "little") + raw.ljust(size)
    return Edit(written, _LENGTH + head.size)


def values_in(path: Path) -> dict[str, str]:
    """Return the metadata of a file. Raises Corrupt where it is none."""
    with path.open("rb") as file:
        return dict(read(file, path.stat().st_size).metadata)
