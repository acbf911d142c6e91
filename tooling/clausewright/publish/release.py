"""The next version of a license: its number, its id and its date, written into the manifest as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..diagnostic import Diagnostic, Refused
from ..source.index import Manifest
from ..source.yaml_nodes import Node, at

_SCALAR = re.compile(
    r"""'(?:[^'\n]|'')*'|"(?:[^"\\\n]|\\.)*"|[^\s,}{\[\]#'"][^,}\]\n#]*?(?=\s*(?:[,}\]\n]|\s#|\Z))"""
)


def next_version(version: str, part: str) -> str:
    """Return the version that follows.

    Args:
        version: Numbers with stops between them, such as `1.0`.
        part: `major` or `minor`: the first number, or the second with what follows it left out.

    Raises:
        Refused: The version is no such number (`CW-REL-001`).
    """
    numbers = version.split(".")
    if not all(number.isascii() and number.isdecimal() for number in numbers) or len(numbers) > 4:
        raise _refused(
            "CW-REL-001", f"What follows the version `{version}` cannot be told.", "Give --version."
        )
    first, second = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    out = [first + 1, 0] if part == "major" else [first, second + 1]
    return ".".join(map(str, out + [0] * (len(numbers) - 2)))


def next_id(id: str, before: str, after: str) -> str:
    """Return the id of the next version.

    Raises:
        Refused: The id does not end in its version, so that the next would share it (`CW-REL-002`).
    """
    if not id.endswith(f"-{before}"):
        raise _refused(
            "CW-REL-002",
            f"The id `{id}` does not end in the version, and two texts never share one id.",
            f"Give --id, such as `{id}-{after}`.",
        )
    return f"{id.removesuffix(before)}{after}"


def with_names(manifest: Manifest, names: Mapping[str, str]) -> str:
    """Return a manifest's text with other values under `license`, and nothing else changed.

    Args:
        manifest: The manifest as read.
        names: Values of `id`, `version` and `date`.

    Raises:
        Refused: A value is written in a way that cannot be replaced in its place (`CW-REL-003`).
    """
    text = manifest.file.text
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    license = manifest.node.get("license")
    assert license is not None
    edits = []
    for key, value in names.items():
        node = license.get(key)
        found = _SCALAR.match(text, starts[node.line - 1] + node.column - 1) if node is not None else None
        if node is None or found is None or _bare(found[0]) != node.text:
            raise _cannot(manifest, node or license, key)
        plain = found[0][0] not in "'\"" and key != "version"
        edits.append((found.start(), found.end(), value if plain else f'"{value}"'))
    for start, end, value in sorted(edits, reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _bare(scalar: str) -> str:
    return scalar[1:-1] if scalar[0] in "'\"" else scalar


def _cannot(manifest: Manifest, node: Node, key: str) -> Refused:
    message = f"The {key} of the license cannot be replaced where it stands."
    mend = f"Write `{key}` as one plain value on a line of the manifest."
    return Refused([Diagnostic("CW-REL-003", message, mend, at(manifest.file, node))])


def _refused(code: str, message: str, mend: str) -> Refused:
    return Refused([Diagnostic(code, message, mend)])
