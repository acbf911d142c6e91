"""`clausewright schema`: JSON Schemas of every format."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

NAMES = (
    "manifest",
    "profile",
    "form",
    "library",
    "clause",
    "definition",
    "variant",
    "lineage",
    "work",
    "document",
    "comparison",
    "diagnostics",
)
_EPILOG = """\
examples:
  clausewright schema manifest > manifest.schema.json
  clausewright schema --all --out schemas
  clausewright schema --comment                        the line that turns completion on in an editor

Put that line at the head of a manifest; editors with a YAML language server then complete clauses,
variants and parameters, and mark what is wrong while you type.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "name", nargs="?", choices=NAMES, default="manifest", help="the format (default: manifest)"
    )
    parser.add_argument("--all", action="store_true", help="write every schema into --out")
    parser.add_argument(
        "--out", default="schemas", metavar="DIR", help="folder for --all and --comment (default: schemas)"
    )
    parser.add_argument(
        "--comment", action="store_true", help="write the schema and print the comment for an editor"
    )


def run(args: argparse.Namespace) -> int:
    """Print or write schemas."""
    import json

    from ..publish.whole import write_whole

    def text(name: str) -> str:
        return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"

    out = Path(args.out)
    if args.all or args.comment:
        for name in NAMES if args.all else (args.name,):
            path = out / f"{name}.schema.json"
            write_whole(path, text(name).encode())
            if not args.comment:
                print(path)
    if args.comment:
        print(f"# yaml-language-server: $schema={(out / f'{args.name}.schema.json').as_posix()}")
    elif not args.all:
        print(text(args.name), end="")
    return 0


def schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema. Raises KeyError for an unknown name."""
    if name == "document":
        from ..render.json import schema as document_schema

        return document_schema()
    if name == "comparison":
        from ..redline.json import schema as comparison_schema

        return comparison_schema()
    if name == "lineage":
        from ..source.lineages.schema import json_schema as lineage_schema

        return lineage_schema()
    if name == "diagnostics":
        from ..diagnostic.json import schema as diagnostics_schema

        return diagnostics_schema()
    from ..source.formats import json_schema

    found = json_schema(name)
    if name in {"manifest", "profile"}:
        from ..source.completion import with_names
        from ..source.files import Report
        from ..source.index import shipped_index

        found = with_names(found, shipped_index(Report()))
    return found
