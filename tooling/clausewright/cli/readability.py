"""`clausewright check --readability`: how hard each section of a license is to read."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..check.readability import MeasuredSection


def run(args: argparse.Namespace) -> int:
    """Print a table a manifest, or JSON."""
    from ..check.readability import measure_sections
    from ..compose import compose_manifest

    if not args.manifests:
        print("clausewright check: name a manifest for --readability.", file=sys.stderr)
        return 2
    if args.format not in {"text", "json"}:
        print("clausewright check: --readability prints text or json.", file=sys.stderr)
        return 2
    missing = [name for name in args.manifests if not Path(name).is_file()]
    for name in missing:
        print(f"clausewright check: there is no file `{name}`.", file=sys.stderr)
    if missing:
        return 2
    libraries = [Path(name) for name in args.library]
    found = {
        name: measure_sections(compose_manifest(Path(name), libraries).document)
        for name in dict.fromkeys(args.manifests)
    }
    if args.format == "json":
        data = [
            {"manifest": name, "sections": [_as_json(row) for row in rows]} for name, rows in found.items()
        ]
        print(json.dumps(data, indent=2, ensure_ascii=False))
        return 0
    for place, rows in enumerate(found.values()):
        if place:
            print()
        _print(rows)
    return 0


def _as_json(row: MeasuredSection) -> dict[str, object]:
    measures = row.readability
    return {
        "id": row.id,
        "number": row.number,
        "heading": row.heading,
        "words": measures.words,
        "sentences": measures.sentences,
        "words-a-sentence": measures.words_a_sentence,
        "automated-readability-index": measures.automated_readability_index,
        "coleman-liau-index": measures.coleman_liau_index,
    }


def _print(rows: tuple[MeasuredSection, ...]) -> None:
    """Print one table of at most 80 columns; the whole license stands last."""
    print(f"{'':34}{'words':>7}{'sentences':>11}{'words each':>12}{'ARI':>7}{'CLI':>7}")
    for row in rows:
        if not row.id:
            print("-" * 78)
        mark = f"{row.number}. " if row.number else ""
        name = f"{mark}{row.heading}"
        name = f"{name[:32]}…" if len(name) > 33 else name
        m = row.readability
        print(
            f"{name:34}{m.words:>7}{m.sentences:>11}{m.words_a_sentence:>12.1f}"
            f"{m.automated_readability_index:>7.1f}{m.coleman_liau_index:>7.1f}"
        )
    print(
        "\nARI: Automated Readability Index; CLI: Coleman-Liau Index; both in years of schooling in English."
    )
