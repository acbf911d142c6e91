"""A small bundle, made of a library of a few lines."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clausewright.compose import compose_manifest
from clausewright.publish.bundle import make_bundle, moment, read_sources
from clausewright.publish.sums import write_sums
from clausewright.render.options import Options
from library_builder import write

LIBRARY = {
    "grant/plain": "1. You may use Weights. {#use}\n2. You may share Weights with everyone. {#share}",
    "ending/standard": "1. These permissions do not end. {#end}",
    "definitions/weights/standard": "means numbers that were learned. {#def}",
}
WHEN = 1_795_392_000


@cache
def small(formats: tuple[str, ...] = ("md", "json")) -> dict[str, bytes]:
    """The files of the bundle."""
    with TemporaryDirectory() as place:
        path = write(Path(place), LIBRARY)
        libraries = [p.parent for p in Path(place).rglob("library.yaml")]
        composition = compose_manifest(path, libraries)
        assert moment(composition.document) == WHEN
        return make_bundle(read_sources(composition, formats, Options()))


def resummed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same with sums that fit: what somebody does who changes a bundle on purpose."""
    return {**files, "SHA256SUMS": write_sums(files)}


def with_lock(files: dict[str, bytes], **more: object) -> dict[str, bytes]:
    """The same with another lock."""
    record = json.loads(files["bundle.json"])
    record["lock"].update(more)
    data = (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()
    return resummed({**files, "bundle.json": data})
