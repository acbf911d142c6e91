"""Every code with its meaning: the modules of this folder together, one an area."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .code import Code

AREAS: dict[str, tuple[Code, ...]] = {
    module.name: import_module(f"{__name__}.{module.name}").CODES
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
    if module.name != "code"
}
"""The codes of each module, by its name."""

CODES: dict[str, Code] = {code.code: code for codes in AREAS.values() for code in codes}
"""Every code."""

__all__ = ["AREAS", "CODES", "Code"]
