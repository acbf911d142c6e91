"""`clausewright show`: a composed license in the terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright show license.yaml
  clausewright show strong-copyleft                    a profile, under a name of its own
  clausewright show license.yaml --section 9           one section
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("license", metavar="LICENSE", help="a manifest, or the name of a profile")
    parser.add_argument("--section", metavar="N", help="only this section, by number or id")
    parser.add_argument(
        "--library",
        action="append",
        default=[],
        metavar="DIR",
        help="folder of a library that the manifest names; may be repeated",
    )
    parser.add_argument("--no-pager", action="store_true", help="print without a pager")


def run(args: argparse.Namespace) -> int:
    """Compose and print."""
    from ..compose import Composition, compose_manifest
    from ..source.files import Report
    from ..source.index import shipped_index

    folders = [Path(p) for p in args.library]
    composition: Composition
    if Path(args.license).exists():
        composition = compose_manifest(Path(args.license), folders)
    else:
        profiles = {id.partition(":")[2] for id in shipped_index(Report()).profiles}
        if args.license not in profiles:
            from ..source.suggest import mend_for

            mend = mend_for(args.license, profiles, "profile")
            print(f"clausewright show: no manifest and no profile `{args.license}`. {mend}", file=sys.stderr)
            return 2
        composition = compose_manifest(
            Path(__file__).with_name("profile.yaml"), folders, text=profile_manifest(args.license)
        )
    from .console import console, paged
    from .terminal_license import print_license

    screen = console()
    wanted = args.section
    if wanted is not None:
        from ..document import citation

        document = composition.document
        known = {citation(document, s.id): s.id for s in document.sections if s.id in document.labels}
        ids = {s.id for s in document.sections} | {s.id.partition(":")[2] for s in document.sections}
        if wanted not in known and wanted not in ids:
            print(f"clausewright show: there is no section `{wanted}`.", file=sys.stderr)
            return 2
        wanted = known.get(wanted, wanted)
    with paged(screen, not args.no_pager):
        print_license(screen, composition.document, wanted)
    return 0


def profile_manifest(profile: str) -> str:
    """Return a manifest that makes a license of a profile alone."""
    title = profile.replace("-", " ").capitalize()
    return (
        "clausewright: 1\n"
        f"license: {{name: {title} weights license (profile), id: LicenseRef-profile-{profile}, "
        "version: '0', date: 2026-01-01}\n"
        f"extends: {profile}\n"
    )
