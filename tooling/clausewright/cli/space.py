"""`clausewright check --space`: the proof over a whole library."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..check.space import Proof

_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def run(folder: str, libraries: Iterable[str], format: str) -> int:
    """Prove a library and print what came of it.

    Args:
        folder: Folder of the library; empty for the shipped one.
        libraries: Folders of libraries that it uses.
        format: One of `report.FORMATS`.

    Returns:
        0 where every point holds, 1 where one does not or the library has errors, 2 where there is no
        such folder.
    """
    from ..diagnostic import ERROR, Refused
    from .report import print_diagnostics

    missing = [name for name in (*([folder] if folder else []), *libraries) if not Path(name).is_dir()]
    for name in missing:
        print(f"clausewright check: there is no folder `{name}`.", file=sys.stderr)
    if missing:
        return 2
    bar = _Progress()
    try:
        from ..check.space import library_index, prove

        proof = prove(library_index(Path(folder) if folder else None, map(Path, libraries)), bar.show)
    except Refused as refused:
        errors = [d for d in refused.diagnostics if d.severity == ERROR]
        print_diagnostics(errors, format)
        return 1
    finally:
        bar.clear()
    print_diagnostics(proof.diagnostics, format)
    if format == "text":
        _tell(proof)
    return 1 if proof.diagnostics else 0


def _tell(proof: Proof) -> None:
    """Print what was proved of each form."""
    from ..check.space import POINTS

    for form in proof.forms:
        name = form.form.removeprefix("core:")
        count = "more valid selections than can be counted"
        if form.selections is not None:
            count = f"{form.selections:,} valid selections{scale(form.selections)}"
        print(f"{name}: {form.queries:,} queries, {count}.")
    if not proof.diagnostics:
        print("Every one of them composes:")
        for point in POINTS:
            print(f"  ({point.number}) {point.about}.")


def scale(count: int) -> str:
    """Return a large count in the form ` (3.5 × 10¹³)`, and nothing for one that is read at a glance."""
    if count < 1_000_000:
        return ""
    power = len(str(count)) - 1
    tenths = (count * 10 + 10**power // 2) // 10**power
    if tenths == 100:
        tenths, power = 10, power + 1
    return f" ({tenths // 10}.{tenths % 10} × 10{str(power).translate(_DIGITS)})"


class _Progress:
    """One line on the terminal while a proof takes more than a second, gone when it is done."""

    def __init__(self) -> None:
        self.start, self.shown = time.monotonic(), False

    def show(self, form: str, done: int, total: int) -> None:
        if sys.stderr.isatty() and time.monotonic() - self.start > 1:
            self.shown = True
            name = form.removeprefix("core:")
            print(f"\r\x1b[KProving {name}: {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
