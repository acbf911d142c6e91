"""The table of printers: one set of complaints, four formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .diagnostic import Diagnostic
from .github import print_github
from .json import print_json
from .sarif import print_sarif
from .terminal import print_text

Printer = Callable[[Sequence[Diagnostic], bool], str]
"""Takes complaints in order and whether color is wanted; returns text that ends with its last line."""

PRINTERS: dict[str, Printer] = {
    "text": print_text,
    "json": print_json,
    "sarif": print_sarif,
    "github": print_github,
}
"""Every printer by the name that the user gives after `--format`."""
