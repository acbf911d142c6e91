"""Writes a license into a file of weights, and reads it back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ..diagnostic import WARNING, Diagnostic, Position, Refused
from ..document.record import record
from ..source.hashing import sha256
from . import gguf_head, safetensors_head
from .bundle import LICENSE, RECORD
from .opened import open_bundle
from .weights import Corrupt, apply_edit, recover, undo_place

_EXPRESSION = re.compile(r"\(*[A-Za-z0-9.+-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*")
_NO_LICENSE = frozenset({"other", "unknown", "custom", "proprietary", "none"})
"""What cards say where SPDX knows no id; in GGUF it claims to be one."""


@record
class Stamp:
    """What is written into a file of weights."""

    id: str
    """SPDX license reference."""
    name: str
    """Name and version."""
    sha256: str
    """The hash of the text."""
    link: str = ""
    """The address of the text, or an empty string."""
    base_models: tuple[str, ...] = ()
    """What the weights were made from: ids as the Hub gives them, `owner/name`."""


def stamp_of(bundle: Path, link: str = "", base_models: tuple[str, ...] = ()) -> Stamp:
    """Return the stamp of a bundle.

    Raises:
        Refused: It is no bundle, or its text is not the one that it names (`CW-STP-005`).
    """
    files = open_bundle(bundle).files
    try:
        data = json.loads(files[RECORD])
        license, digest = data["license"], sha256(files[LICENSE]).hexdigest()
        if digest != data["text"]["sha256"]:
            raise ValueError("the text is not the one that the record names")
        return Stamp(
            str(license["id"]), f"{license['name']}, version {license['version']}", digest, link, base_models
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        message = f"`{bundle}` is not a sound bundle: {str(error)[:100]}."
        raise Refused([_found("CW-STP-005", message, bundle, "Try `clausewright verify` on it.")]) from None


def stamp(path: Path, what: Stamp) -> str:
    """Write a stamp and return how: `unchanged`, `in place` or `rewritten`.

    Args:
        path: A `.safetensors` or `.gguf` file.
        what: The stamp.

    Raises:
        Refused: It is no such file, or a damaged one (`CW-STP-001`).
        OSError: The file cannot be written; it is as it was.
    """
    kind = _kind(path)
    recover(path)
    try:
        if kind == "safetensors":
            with path.open("rb") as file:
                head = safetensors_head.read(file, path.stat().st_size)
            return apply_edit(path, safetensors_head.edit(head, _metadata(what)))
        keys = gguf_head.head_of(path)
        return apply_edit(path, gguf_head.edit(keys, _texts(what), _numbers(what)))
    except Corrupt as error:
        raise _corrupt(path, error) from None


def _metadata(what: Stamp) -> dict[str, str]:
    """Return the metadata of safetensors, with the keys of the page on how to apply a license."""
    out = {
        "license": what.id,
        "license_name": what.name,
        "license_link": what.link or LICENSE,
        "license_sha256": what.sha256,
    }
    return {**out, "base_model": ", ".join(what.base_models)} if what.base_models else out


def _texts(what: Stamp) -> dict[str, str]:
    out = {
        "general.license": what.id,
        "general.license.name": what.name,
        "clausewright.license.sha256": what.sha256,
    }
    if what.link:
        out["general.license.link"] = what.link
    for number, model in enumerate(what.base_models):
        owner, _, name = model.rpartition("/")
        out[f"general.base_model.{number}.name"] = name
        if owner:
            out[f"general.base_model.{number}.organization"] = owner
            out[f"general.base_model.{number}.repo_url"] = f"https://huggingface.co/{model}"
    return out


def _numbers(what: Stamp) -> dict[str, int]:
    return {"general.base_model.count": len(what.base_models)} if what.base_models else {}


def check_stamp(path: Path, what: Stamp | None) -> list[Diagnostic]:
    """Read a file of weights and return what is wrong with what it says of its license.

    Args:
        path: A `.safetensors` or `.gguf` file.
        what: The stamp that it should have; None where only the form is checked.

    Raises:
        Refused: It is no such file, or a damaged one (`CW-STP-001`).
    """
    kind = _kind(path)
    try:
        if kind == "safetensors":
            found, key = safetensors_head.values_in(path), "license"
            wanted: Mapping[str, str] = _metadata(what) if what else {}
            doubts = _safetensors_doubts(found)
        else:
            head = gguf_head.head_of(path)
            found, key = dict(head.texts), "general.license"
            found |= {name: str(number) for name, number in head.numbers.items()}
            wanted = {**_texts(what), **{k: str(v) for k, v in _numbers(what).items()}} if what else {}
            doubts = _gguf_doubts(head.texts)
    except Corrupt as error:
        raise _corrupt(path, error) from None
    out = [_found("CW-STP-004", message, path, mend, WARNING) for message, mend in doubts]
    if key not in found:
        return [*out, _found("CW-STP-002", f"`{path.name}` names no license.", path, _STAMP)]
    for name, value in wanted.items():
        if name not in found:
            out.append(_found("CW-STP-002", f"`{path.name}` has no `{name}`.", path, _STAMP))
        elif found[name] != value:
            message = f"`{name}` is `{_shown(found[name])}`, not `{_shown(value)}`."
            out.append(_found("CW-STP-003", message, path, _STAMP))
    return out


def _gguf_doubts(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    out = []
    license, link = texts.get("general.license"), texts.get("general.license.link")
    if license is not None and (license.casefold() in _NO_LICENSE or not _EXPRESSION.fullmatch(license)):
        out.append(
            (
                f"`general.license` is `{_shown(license)}`, which is no SPDX expression.",
                "Write the LicenseRef there, and the name under `general.license.name`.",
            )
        )
    if link is not None and not re.match(r"https?://", link):
        out.append((f"`general.license.link` is `{_shown(link)}`, which is no address.", "Give --link."))
    return out


def _safetensors_doubts(found: Mapping[str, str]) -> list[tuple[str, str]]:
    out = []
    if "modelspec.license" in found and "modelspec.sai_model_spec" not in found:
        out.append(
            ("`modelspec.license` stands there without the keys that ModelSpec asks for.", "Remove it.")
        )
    if found.get("license", "").casefold() in _NO_LICENSE:
        out.append((f"`license` is `{_shown(found['license'])}`, which names no license.", _STAMP))
    return out


def _kind(path: Path) -> str:
    kind = {".safetensors": "safetensors", ".gguf": "gguf"}.get(path.suffix.lower())
    if kind is None:
        raise Refused([_found("CW-STP-001", f"`{path.name}` is neither safetensors nor GGUF.", path, _WHICH)])
    if path.is_symlink() or not path.is_file():
        message = f"`{path.name}` is a link or no file."
        raise Refused([_found("CW-STP-001", message, path, "Name the file itself.")])
    return kind


def _corrupt(path: Path, error: Corrupt) -> Refused:
    message = f"`{path.name}` cannot be used: {error}."
    mend = "Make the file anew; nothing was changed."
    if undo_place(path).exists():
        mend = "A run was stopped half-way: stamp the file again, which first puts back what stood there."
    return Refused([_found("CW-STP-001", message, path, mend)])


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() and c != "`" else "\N{REPLACEMENT CHARACTER}" for c in text[:80])


_STAMP = "Stamp the file: `clausewright stamp FILE --bundle BUNDLE`."
_WHICH = "Name files that end in .safetensors or .gguf."


def _found(code: str, message: str, path: Path, mend: str, severity: str = "error") -> Diagnostic:
    return Diagnostic(code, message, mend, Position(str(path), 1), (), severity)
