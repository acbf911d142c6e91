"""A terminal to print on: width, color and paging in one place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


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
        highlight=False, markup=False, no_color=not color, force_terminal=color or None, width=max(40, width)
    )


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
