"""A license on a repository of a model: what every file should hold, written or compared."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..diagnostic import Diagnostic, Position, Refused
from ..document import Document
from ..document.record import record
from ..render.apply import slug
from ..source.files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from ..source.formats import WORK
from ..source.hashing import sha256
from ..source.limits import MANIFEST_BYTES
from ..source.schema import MISSING, Context
from ..source.yaml_nodes import parse_yaml
from .bundle import LICENSE
from .front_matter import NotSpliced, set_keys
from .opened import open_bundle
from .published import document_of
from .review import NAME as REVIEW
from .stamp import Stamp, check_stamp
from .whole import write_whole

CARD, NOTICE, REUSE = "README.md", "NOTICE", "REUSE.toml"
_BYTES = 4 * 1024 * 1024
_COVERS = (
    "**.safetensors", "**.gguf", "**.bin", "**.pt", "**.json", "**.txt", "**.model", "**.jinja",
    ".gitattributes", CARD, NOTICE, REUSE,
)  # fmt: skip
"""What a repository of a model holds; in REUSE, two stars go through folders."""
_WEIGHTS = ("*.safetensors", "*.gguf")
_BEGIN, _END = "# clausewright: begin", "# clausewright: end"
_GATES = ("extra_gated_prompt", "extra_gated_fields", "extra_gated_heading", "extra_gated_button_content")


@record
class Work:
    """The work that a license is put on."""

    name: str
    copyright: str
    """`2026 Aurora Lab`."""
    licensor: str
    base_models: tuple[str, ...]
    relation: str
    link: str
    covers: tuple[str, ...]


@record
class Plan:
    """What the files of a repository should hold."""

    document: Document
    files: Mapping[str, bytes]
    """By path inside the repository."""
    stamp: Stamp


def read_work(path: Path) -> Work:
    """Return what a `work.yaml` says. Raises Refused with every complaint."""
    report = Report()
    try:
        file = SourceFile("work", shown(path), decode(read_bytes(path, MANIFEST_BYTES, follow=True)))
    except Unreadable as error:
        report.add(error.code, f"`{shown(path)}` cannot be read: {error}.", error.mend)
        raise Refused(report.diagnostics) from None
    node = parse_yaml(file, report)
    data: Any = WORK.read(node, Context(file, report)) if node is not None else MISSING
    if node is None and not report.failed:
        report.add("CW-FMT-006", "The file on the work is empty.", "Begin with `name:`.", file.position(1))
    if data is MISSING or report.failed:
        raise Refused(report.diagnostics)
    return Work(
        data["name"], data["copyright"], data["licensor"], data["base_models"], data["relation"] or "",
        data["link"] or "", data["covers"] or _COVERS,
    )  # fmt: skip


def plan(bundle: Path, repository: Path, work: Work, *, drafts: bool = False, replace: bool = False) -> Plan:
    """Return what the files of a repository should hold under a license.

    Args:
        bundle: The bundle of the license.
        repository: The folder of the model.
        work: What the license is put on.
        drafts: Whether a text may be used that nobody reviewed.
        replace: Whether another LICENSE may be replaced.

    Raises:
        Refused: The text is a draft (`CW-APP-001`), the repository has another LICENSE (`CW-APP-002`), or a
            file cannot be changed in its place (`CW-APP-003`).
    """
    files = open_bundle(bundle).files
    document, text = document_of(bundle), files[LICENSE]
    digest = sha256(text).hexdigest()
    if not drafts and _draft(files.get(REVIEW, b"")):
        message = f"Nobody has reviewed the text of {document.license.title}."
        raise _refused("CW-APP-001", bundle, message, "Record a review in the manifest, or add --draft.")
    old = _old(repository / LICENSE)
    if old is not None and old != text and not replace:
        message = "The repository has another LICENSE."
        raise _refused("CW-APP-002", repository / LICENSE, message, "Add --replace if that is meant.")
    values: dict[str, Any] = {"license": "other", "license_name": slug(document), "license_link": LICENSE}
    if work.base_models:
        values["base_model"] = list(work.base_models) if len(work.base_models) > 1 else work.base_models[0]
    if work.relation:
        values["base_model_relation"] = work.relation
    notice, annotation = _notice(document, digest, work), _annotation(document, work)
    return Plan(
        document,
        {
            LICENSE: text,
            f"LICENSES/{document.license.id}.txt": text,
            CARD: _card(repository / CARD, values, work),
            NOTICE: _block(repository / NOTICE, notice, ""),
            REUSE: _block(repository / REUSE, annotation, "version = 1\n\n"),
        },
        Stamp(document.license.id, document.license.title, digest, work.link, work.base_models),
    )


def write(repository: Path, what: Plan) -> list[str]:
    """Write the files of a plan that differ, each whole or not at all, and return their paths.

    Raises:
        OSError: A file cannot be written.
    """
    changed = []
    for name, data in what.files.items():
        if _old(repository / name) != data:
            write_whole(repository / name, data)
            changed.append(name)
    return changed


def contradictions(repository: Path, what: Plan) -> list[Diagnostic]:
    """Return what in a repository contradicts its license.

    Args:
        repository: The folder of the model.
        what: What its files should hold.
    """
    out = []
    for name, data in what.files.items():
        here = _old(repository / name)
        if here is None:
            out.append(_found("CW-REP-001", f"`{name}` is absent.", repository / name))
        elif here != data:
            out.append(_found("CW-REP-002", f"`{name}` is not what the license asks for.", repository / name))
    card = _old(repository / CARD) or b""
    access = {c.id.partition(":")[2]: c.variant for c in what.document.choices if c.kind == "clause"}
    gates = [key for key in _GATES if re.search(rf"(?m)^{key}\s*:", card.decode("utf-8", "replace"))]
    if access.get("access") == "no-gating" and gates:
        message = f"The card has `{gates[0]}`, and the license forbids to gate the weights (clause `access`)."
        out.append(_found("CW-REP-003", message, repository / CARD))
    for path in weights(repository):
        try:
            out += check_stamp(path, what.stamp)
        except Refused as refused:
            out += refused.diagnostics
    return out


def weights(repository: Path) -> list[Path]:
    """Return the files of weights that lie in a repository, links left out."""
    found = (path for pattern in _WEIGHTS for path in repository.rglob(pattern))
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _draft(data: bytes) -> bool:
    try:
        return bool(json.loads(data)["status"] != "reviewed")
    except (ValueError, KeyError, TypeError, RecursionError):
        return True


def _card(path: Path, values: Mapping[str, Any], work: Work) -> bytes:
    old = _old(path)
    try:
        text = old.decode("utf-8") if old is not None else f"# {work.name}\n"
        return set_keys(text, values).encode()
    except (NotSpliced, UnicodeDecodeError) as error:
        message = f"The front matter of the card cannot be changed in its place: {error}."
        mend = "Write one key a line between two lines of `---`."
        raise _refused("CW-APP-003", path, message, mend) from None


def _notice(document: Document, digest: str, work: Work) -> str:
    info = document.license
    out = f"{work.name} is offered by {work.licensor} under the {info.title} ({info.id}).\n"
    out += f"The text of the license is in the file {LICENSE}, whose SHA-256 is\n{digest}.\n"
    if work.link:
        out += f"It is also at {work.link}\n"
    if work.base_models:
        out += f"It was made from: {', '.join(work.base_models)}.\n"
    return out


def _annotation(document: Document, work: Work) -> str:
    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    return (
        "[[annotations]]\n"
        f"path = [{', '.join(quoted(path) for path in work.covers)}]\n"
        'precedence = "closest"\n'
        f"SPDX-FileCopyrightText = {quoted(work.copyright)}\n"
        f"SPDX-License-Identifier = {quoted(document.license.id)}\n"
    )


def _block(path: Path, content: str, start: str) -> bytes:
    """Return a file with a block of our own in it; all else in it stays."""
    block = f"{_BEGIN}\n{content}{_END}\n"
    old = _old(path)
    if old is None:
        return f"{start}{block}".encode()
    data = old.decode("utf-8", "surrogateescape")
    begin, end = data.find(f"{_BEGIN}\n"), data.find(f"{_END}\n")
    if 0 <= begin < end:
        data = data[:begin] + block + data[end + len(_END) + 1 :]
    else:
        data = f"{data}{'' if not data or data.endswith(chr(10)) else chr(10)}\n{block}"
    return data.encode("utf-8", "surrogateescape")


def _old(path: Path) -> bytes | None:
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return read_bytes(path, _BYTES)
    except Unreadable as error:
        mend = error.mend
        raise _refused("CW-APP-003", path, f"`{path.name}` cannot be read: {error}.", mend) from None


def _refused(code: str, path: Path, message: str, mend: str) -> Refused:
    return Refused([Diagnostic(code, message, mend, Position(str(path), 1))])


def _found(code: str, message: str, path: Path) -> Diagnostic:
    mend = {
        "CW-REP-003": "Take the gate away, or choose a license that allows one.",
    }.get(code, "Run `clausewright apply` again.")
    return Diagnostic(code, message, mend, Position(str(path), 1))


__all__ = ["Plan", "Work", "contradictions", "plan", "read_work", "weights", "write"]
