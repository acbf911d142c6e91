"""Lineages from what people have: model cards, merge configurations, adapter configurations, ML-BOMs.

Each file says a little. What none of them says becomes unknown, and no edge is invented: a card that names a
base model and not how it was made from it gives a step by an unknown act.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...diagnostic import Position, Refused
from ..files import Report, SourceFile, Unreadable, decode, read_bytes, shown
from ..limits import CARD_BYTES
from ..provisions import plain_yaml
from ..yaml_nodes import parse_yaml
from .model import UNKNOWN_ACT, Artifact, Input, Lineage, Step
from .order import put_in_order

UNSTATED = "license that nobody stated for "
"""How the license of a model is called whose file does not name one."""

_RELATIONS = {
    "finetune": "fine-tune",
    "adapter": "train-adapter",
    "quantized": "quantize",
    "merge": "merge",
}
"""What model cards call the way from a base model, and the activity that it is."""

_TAGS = {
    "llama3": "llama-3.0",
    "llama3.1": "llama-3.1",
    "llama3.2": "llama-3.1",
    "llama3.3": "llama-3.1",
    "llama4": "llama-4",
    "openrail": "creativeml-openrail-m",
    "bigscience-bloom-rail-1.0": "bigscience-openrail-m",
}
"""License tags of model cards whose name here is another one. The others are compared as they are."""

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)


def is_found(path: Path) -> bool:
    """Tell whether a file is one that people have, and no lineage of ours, by its name and first words."""
    if path.suffix.lower() in {".md", ".markdown"} or path.name == "adapter_config.json":
        return True
    if path.suffix.lower() not in {".json", ".yaml", ".yml"} or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(65_536)
    if path.suffix.lower() == ".json":
        return b'"bomFormat"' in head
    return re.search(rb"^merge_method\s*:", head, re.MULTILINE) is not None


def read_found(paths: Sequence[Path]) -> Lineage:
    """Return the lineage that some files tell together.

    Args:
        paths: Model cards (`README.md`), `adapter_config.json`, configurations of merges, ML-BOMs in JSON. A
            model is called after the folder of its file, or after the file itself.

    Raises:
        Refused: A file cannot be read, or they go round in a circle.
    """
    report = Report()
    made = Lineage(", ".join(shown(path) for path in paths[:3]), path=shown(paths[0]))
    for path in paths:
        try:
            file = SourceFile(path.name, shown(path), decode(read_bytes(path, CARD_BYTES, follow=True)))
        except Unreadable as reason:
            report.add(reason.code, f"{shown(path)}: {reason}.", reason.mend)
            continue
        _read(path, file, made, report)
    if not report.failed:
        for artifact in made.artifacts.values():
            made_here = any(step.out == artifact.id for step in made.steps)
            if not artifact.licenses and not made_here:
                artifact.licenses = ((UNSTATED + artifact.id,),)
        put_in_order(made, SourceFile("", made.path, ""), report)
    if report.failed:
        raise Refused(report.diagnostics)
    return made


def _read(path: Path, file: SourceFile, made: Lineage, report: Report) -> None:
    name = _name(path)
    if path.suffix.lower() == ".json":
        data = _json(file, report)
        if data is None:
            return
        if "bomFormat" in data:
            _bom(data, file, made)
        else:
            base = data.get("base_model_name_or_path")
            _artifact(name, made, kind="adapter", position=file.position(1))
            if isinstance(base, str):
                _step("train-adapter", [base], name, made, file.position(1))
        return
    if path.suffix.lower() in {".yaml", ".yml"}:
        data = _yaml(file, file.text, 1, report)
        if data is not None:
            _artifact(name, made, position=file.position(1))
            _step("merge", _merged(data), name, made, file.position(1))
        return
    front = _FRONT.match(file.text)
    _artifact(name, made, position=file.position(1))
    if front is None:
        return
    data = _yaml(file, front[1], 2, report)
    if data is not None:
        _card(data, name, file, made)


def _card(data: Mapping[str, Any], name: str, file: SourceFile, made: Lineage) -> None:
    artifact = made.artifacts[name]
    tags = _texts(data.get("license"))
    if tags == ["other"]:
        tags = _texts(data.get("license_name")) or tags
    if tags:
        artifact.licenses = tuple((_TAGS.get(tag.lower(), tag.lower()),) for tag in tags)
    bases = _texts(data.get("base_model"))
    if bases:
        act = _RELATIONS.get(str(data.get("base_model_relation") or ""), UNKNOWN_ACT)
        _step(act, bases, name, made, file.position(1))


def _bom(data: Mapping[str, Any], file: SourceFile, made: Lineage) -> None:
    components = data.get("components")
    parts = [*components] if isinstance(components, list) else []
    top = data.get("metadata")
    if isinstance(top, Mapping) and isinstance(top.get("component"), Mapping):
        parts.append(top["component"])
    for part in parts:
        if not isinstance(part, Mapping) or part.get("type") != "machine-learning-model":
            continue
        name = _clean(part.get("name"))
        if not name:
            continue
        _artifact(name, made, position=file.position(1))
        licenses = _bom_licenses(part.get("licenses"))
        if licenses:
            made.artifacts[name].licenses = tuple((one,) for one in licenses)
        pedigree = part.get("pedigree")
        ancestors = pedigree.get("ancestors") if isinstance(pedigree, Mapping) else None
        bases = []
        for one in ancestors if isinstance(ancestors, list) else []:
            base = _clean(one.get("name")) if isinstance(one, Mapping) else ""
            if base:
                bases.append(base)
                _artifact(base, made, position=file.position(1))
                found = _bom_licenses(one.get("licenses"))
                if found:
                    made.artifacts[base].licenses = tuple((name,) for name in found)
        if bases:
            # a bill of materials names ancestors, and not by which act
            _step(UNKNOWN_ACT, bases, name, made, file.position(1))


def _bom_licenses(value: object) -> list[str]:
    out = []
    for entry in value if isinstance(value, list) else []:
        inner = entry.get("license") if isinstance(entry, Mapping) else None
        name = inner.get("id") or inner.get("name") if isinstance(inner, Mapping) else None
        if name is None and isinstance(entry, Mapping):
            name = entry.get("expression")
        text = _clean(name)
        if text:
            out.append(_TAGS.get(text.lower(), text.lower()))
    return out


def _merged(data: Mapping[str, Any]) -> list[str]:
    """Return the models of a merge, its base among them, each once."""
    out: dict[str, None] = {}
    entries = _list(data.get("models"))
    for piece in _list(data.get("slices")):
        if isinstance(piece, Mapping):
            entries += _list(piece.get("sources"))
    for entry in entries:
        name = _clean(entry.get("model") if isinstance(entry, Mapping) else entry)
        if name:
            # `model+adapter` applies an adapter first
            for part in name.split("+"):
                out[part] = None
    base = _clean(data.get("base_model"))
    if base:
        out[base] = None
    return list(out)


def _artifact(name: str, made: Lineage, kind: str = "", position: Position | None = None) -> None:
    artifact = made.artifacts.setdefault(name, Artifact(name, position=position))
    artifact.kind = artifact.kind or kind


def _step(act: str, bases: list[str], out: str, made: Lineage, position: Position) -> None:
    for old in made.steps:
        if old.out == out:
            # a card and a configuration may tell of the same model: what says more counts
            if old.do == UNKNOWN_ACT and act != UNKNOWN_ACT:
                old.do, old.inputs = act, tuple(Input(_known(base, made)) for base in bases)
            return
    names = [_known(base, made) for base in bases]
    for name in names:
        _artifact(name, made, position=position)
    if names:
        made.steps.append(Step(act, tuple(Input(name) for name in names), out, position=position))


def _known(base: str, made: Lineage) -> str:
    """Return the artifact that a base is: one that is there under its full name, or under its last part."""
    if base in made.artifacts:
        return base
    last = base.rstrip("/").rpartition("/")[2]
    return last if last in made.artifacts else base


def _name(path: Path) -> str:
    folder = path.resolve().parent.name
    generic = path.stem.lower() in {"readme", "adapter_config", "mergekit_config", "config"}
    return _clean(folder if generic and folder else path.stem)


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, (list, tuple)) else (value,)
    return [text for item in items if (text := _clean(item))]


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _clean(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return "".join(c for c in text if c.isprintable()).strip()[:200]


def _json(file: SourceFile, report: Report) -> Mapping[str, Any] | None:
    try:
        data = json.loads(file.text)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    report.add(
        "CW-LIN-002", "This is no JSON object.", "Give the file as it was downloaded.", file.position(1)
    )
    return None


def _yaml(file: SourceFile, text: str, line: int, report: Report) -> Mapping[str, Any] | None:
    node = parse_yaml(file, report, text, line)
    data = plain_yaml(node) if node is not None else None
    if isinstance(data, Mapping):
        return data
    if not report.diagnostics:
        report.add(
            "CW-LIN-002", "This is no mapping.", "Give the file as it was downloaded.", file.position(line)
        )
    return None
