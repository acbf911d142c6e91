"""The entry of the command line: the table of verbs, and what happens when something goes wrong.

Only argparse is imported here. A verb's own module is imported when the verb is asked for, and what
that verb needs when it runs, so `--help` costs a few milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module

from ..version import __version__

FINE, FINDINGS, WRONG_USE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130

VERBS: dict[str, str] = {
    "build": "compose manifests and write the licenses in every format",
    "bundle": "publish a license: every format with its sources, lock, sums and record of reviews",
    "release": "publish the next version of a license, with its changes",
    "stamp": "write a license into files of weights, safetensors and GGUF",
    "apply": "put a license on the repository of a model",
    "check-repo": "find what in a repository contradicts its license",
    "sign": "sign a bundle with an SSH key",
    "verify": "check that a bundle is what was published",
    "check": "look for errors and doubtful places in manifests",
    "show": "show a composed license in the terminal",
    "confirm": "read provisions against their words, and record who did",
    "diff": "compare two licenses, variants or versions as a redline",
    "explain": "say what a license lets people do and what they owe: its deed",
    "trace": "follow licenses through a lineage: who may do what with which artifact",
    "compat": "say whether weights under two licenses can meet in one model",
    "conform": "hold the criteria of others against a license",
    "loopholes": "try known ways round a license",
    "test": "run scenarios: what a license is expected to say, and what it says",
    "clauses": "browse the library: list, search, show",
    "import": "turn a license that exists into a library, a form and a manifest",
    "schema": "print JSON Schemas, so that an editor completes manifests",
    "completion": "print a script that completes commands in a shell",
}
"""Every verb with one line of help; its module is `clausewright.cli.VERB`."""

_EPILOG = """\
examples:
  clausewright build license.yaml                      all formats into build/
  clausewright build license.yaml --to html,pdf --watch
  clausewright check license.yaml --format github
  clausewright show strong-copyleft                    a profile as a license
  clausewright diff strong-copyleft network-copyleft
  clausewright clauses show api-disclosure

exit status: 0 fine, 1 findings, 2 wrong use, 3 a fault of the program
Nothing here is legal advice.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints end with how to get help."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Print a complaint and exit with 2."""
        self.exit(WRONG_USE, f"{self.prog}: {message}\nTry `{self.prog} --help`.\n")


def _columns() -> int:
    try:
        return int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(1).columns
    except OSError:
        return 80


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Lay out help; the width is asked for here, since argparse loads a library of archives to ask."""
    return argparse.RawDescriptionHelpFormatter(prog, width=max(20, _columns() - 2))


def parser(verb: str | None = None) -> argparse.ArgumentParser:
    """Return the parser.

    Args:
        verb: The verb whose arguments are needed; None for all of them (shell completion).
    """
    top = Parser(
        prog="clausewright",
        description="Compose licenses for AI model weights from clauses, and check, show and render them.",
        epilog=_EPILOG,
        formatter_class=_formatter,
    )
    top.add_argument("--version", action="version", version=f"clausewright {__version__}")
    # named here, since argparse would lay out a whole usage text to find its own name
    verbs = top.add_subparsers(
        dest="verb", metavar="VERB", title="verbs", parser_class=Parser, prog="clausewright"
    )
    for name, about in VERBS.items():
        sub = verbs.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            formatter_class=_formatter,
        )
        if verb is None or verb == name:
            import_module(f"clausewright.cli.{name}").configure(sub)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit status.

    Args:
        argv: The arguments; those of the process where left out.
    """
    arguments = sys.argv[1:] if argv is None else argv
    # what a run makes it keeps to the end: looking for garbage as often as usual only costs time
    gc.set_threshold(400_000, 50, 50)
    verb = next((a for a in arguments if not a.startswith("-")), "")
    try:
        args = parser(verb or "-").parse_args(arguments)
        if args.verb is None:
            parser("-").print_help()
            return WRONG_USE
        status: int = import_module(f"clausewright.cli.{args.verb}").run(args)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("\nInterrupted; every file is as it was or whole.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader went away (`| head`): not a failure; keep the interpreter from complaining on exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except SystemExit:
        raise
    except BaseException as error:
        return _failed(error)


def _failed(error: BaseException) -> int:
    from ..diagnostic import ClausewrightError, Refused

    if isinstance(error, Refused):
        from .report import print_diagnostics

        print_diagnostics(error.diagnostics, "text", stream=sys.stderr)
        return FINDINGS
    if isinstance(error, ClausewrightError):
        print(f"clausewright: {error}", file=sys.stderr)
        return FINDINGS
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        print(f"clausewright: {error.strerror or error}{where}", file=sys.stderr)
        return FAULT
    if os.environ.get("CLAUSEWRIGHT_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return FAULT
    if isinstance(error, MemoryError):
        print("clausewright: there is not enough memory.", file=sys.stderr)
        return FAULT
    print(
        f"clausewright: a fault of the program, not of your files: {type(error).__name__}: {error}\n"
        "Please report it with what you ran; CLAUSEWRIGHT_DEBUG=1 shows where it happened.",
        file=sys.stderr,
    )
    return FAULT


def entry() -> None:
    """Run the command and leave without taking the interpreter apart, which would cost a tenth of a build."""
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    if "concurrent.futures.process" in sys.modules:
        sys.exit(status)  # the pool of processes has to be wound up
    os._exit(status)


if __name__ == "__main__":
    entry()
