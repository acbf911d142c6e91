"""A terminal to print on: width, color and paging in one place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from rich.console import Console

_FILLING = re.compile(r" +$", re.MULTILINE)


def console() -> Console:
    """Return a console on standard output, at most 100 columns wide, with color where it is wanted."""
    import os

    from rich.console import Console

    from .report import wants_color

    color = wants_color(sys.stdout)
    plain = Console(
        highlight=False, markup=False, no_color=not color, force_terminal=color or None, soft_wrap=False
    )
    width = min(plain.width, 100) if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "80"))
    return Console(
        file=sys.stdout if sys.stdout.isatty() else cast("TextIO", _Trimmed(sys.stdout)),
        highlight=False,
        markup=False,
        no_color=not color,
        force_terminal=color or None,
        width=max(40, width),
    )


class _Trimmed:
    """A file for lines without the blanks with which the layout fills them: nobody sees those but `diff`."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.encoding = file.encoding

    def write(self, text: str) -> int:
        """Write some lines."""
        return self._file.write(_FILLING.sub("", text))

    def flush(self) -> None:
        """Pass on what was written."""
        self._file.flush()

    def isatty(self) -> bool:
        """Tell that this is no terminal."""
        return False

    def fileno(self) -> int:
        """Return the number of the file below."""
        return self._file.fileno()


@contextmanager
def paged(screen: Console, pager: bool) -> Iterator[None]:
    """Print through the user's pager where standard output is a terminal and a pager is wanted."""
    if pager and sys.stdout.isatty():
        import os

        # a pager that passes color on and leaves short texts on the screen
        os.environ.setdefault("LESS", "-RFX")
        with screen.pager(styles=not screen.no_color):
            yield
    else:
        yield
