"""`clausewright completion`: a script that completes commands in a shell."""

from __future__ import annotations

import argparse

_EPILOG = """\
examples:
  clausewright completion bash > ~/.local/share/bash-completion/completions/clausewright
  clausewright completion zsh > ~/.zfunc/_clausewright
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from .main import parser

    print(shtab.complete(parser(), shell=args.shell))
    return 0
