"""`clausewright sign`: sign a bundle with an SSH key."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

_EPILOG = """\
examples:
  clausewright sign build/AWPL-1.0 --key ~/.ssh/id_ed25519
  clausewright sign AWPL-1.0.zip --key ~/.ssh/id_ed25519.pub      the private half is in your agent
  clausewright verify build/AWPL-1.0 --allowed-signers signers

Of a folder, SHA256SUMS is signed into SHA256SUMS.sig; of an archive, the archive into ARCHIVE.sig.
Anyone can check it without this program:
  ssh-keygen -Y verify -f signers -I ada@example.org -n clausewright-bundle -s SHA256SUMS.sig < SHA256SUMS
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("bundle", metavar="BUNDLE", help="a folder, or a .zip, .tar.gz or .tgz file")
    parser.add_argument("--key", required=True, metavar="FILE", help="a private key, or a public one")
    parser.add_argument(
        "--namespace", default="clausewright-bundle", metavar="NAME", help="what the signature is for"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format (default: text)")


def run(args: argparse.Namespace) -> int:
    """Sign and say where the signature lies."""
    from ..publish.signing import sign

    for name in (args.bundle, args.key):
        if not Path(name).exists():
            print(f"clausewright sign: there is no `{name}`.", file=sys.stderr)
            return 2
    place = sign(Path(args.bundle), Path(args.key), args.namespace)
    print(json.dumps({"signature": str(place)}) if args.format == "json" else place)
    return 0
