"""Composes one manifest with bounded memory and time, and prints what came of it as JSON.

Run as a program by `place.compose_apart`.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path


def peak() -> int:
    """Return the most memory that this program held, in megabytes.

    Not `ru_maxrss`: a new process inherits that from the one which started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) // 1024


def main() -> None:
    manifest, megabytes, seconds, options = sys.argv[1:5]
    settings = json.loads(options)
    # imports come first: the libraries themselves are not what is measured
    import markdown_it  # noqa: F401
    import yaml  # noqa: F401

    from trust.place import compose

    size = int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    outcome = compose(
        Path(manifest), [Path(p) for p in settings.get("folders", ())], cached=settings.get("cached", False)
    )
    document = outcome.composition.document if outcome.composition else None
    told = {
        "document": document is not None,
        "labels": len(document.labels) if document else 0,
        "hash": outcome.composition.index.libraries["mine"].hash if outcome.composition else "",
        "text": repr(document)[: settings.get("text", 0)] if document else "",
        "codes": sorted(outcome.codes),
        "errors": sorted(outcome.errors),
        "count": len(outcome.diagnostics),
        "megabytes": peak(),
        "seconds": resource.getrusage(resource.RUSAGE_SELF).ru_utime,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    sys.path[:0] = [
        str(Path(__file__).resolve().parents[1]),
        str(Path(__file__).resolve().parents[2] / "tooling"),
    ]
    main()
