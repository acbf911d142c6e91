"""`clausewright apply`: put a license on the repository of a model."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright apply build/AWPL-1.0 my-model --work work.yaml
  clausewright apply AWPL-1.0.zip my-model --work work.yaml --stamp
  clausewright check-repo my-model --bundle AWPL-1.0.zip --work work.yaml

work.yaml:
  name: Aurora 7B
  licensor: Aurora Lab
  copyright: 2026 Aurora Lab
  base_models: [lab/base-7b]

Writes LICENSE, LICENSES/, NOTICE and REUSE.toml, and three keys of the card's front matter; nothing else
in the card changes. A second run changes nothing.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("bundle", metavar="BUNDLE", help="the bundle of the license")
    parser.add_argument("repository", metavar="REPO", help="the folder of the model")
    parser.add_argument("--work", required=True, metavar="FILE", help="what the license is put on, as YAML")
    parser.add_argument("--stamp", action="store_true", help="write the license into the weight files, too")
    parser.add_argument("--replace", action="store_true", help="replace another LICENSE")
    parser.add_argument("--draft", action="store_true", help="accept a text that nobody reviewed")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format (default: text)")


def run(args: argparse.Namespace) -> int:
    """Plan and write."""
    from ..publish.repository import plan, read_work, weights, write
    from ..publish.stamp import stamp

    repository = Path(args.repository)
    for name in (args.bundle, args.work, args.repository):
        if not Path(name).exists():
            print(f"clausewright apply: there is no `{name}`.", file=sys.stderr)
            return 2
    work = read_work(Path(args.work))
    what = plan(Path(args.bundle), repository, work, drafts=args.draft, replace=args.replace)
    changed = write(repository, what)
    stamped = {}
    if args.stamp:
        for path in weights(repository):
            stamped[path.relative_to(repository).as_posix()] = stamp(path, what.stamp)
    if args.format == "json":
        print(json.dumps({"changed": changed, "stamped": stamped}, indent=2))
        return 0
    print(what.document.license.title)
    for name in changed:
        print(f"  {name}")
    for name, how in stamped.items():
        print(f"  {name}: {how}")
    if not changed and not set(stamped.values()) - {"unchanged"}:
        print("  nothing to change")
    return 0
