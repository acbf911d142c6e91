"""Rendering templates by name: the shipped ones, or a user's own in front of them.

The shipped pages run as they were compiled (`compiled.py`, `stage.py`); other shipped templates, which no
build waits for, in Jinja itself. As soon as a user's folder is in play, every template runs in Jinja's
sandbox (`sandbox.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from ..source.shipped import folder
from .options import Options
from .template_settings import SETTINGS, STAGED

if TYPE_CHECKING:
    from jinja2 import Environment

    from .stage import Stage


def render(name: str, context: Mapping[str, object], options: Options) -> str:
    """Return the template `name`, as `html/page.html.j2`, filled with `context`.

    Raises Refused where a template of the user's own is at fault.
    """
    if options.templates is not None:
        from .sandbox import Sandbox

        return Sandbox(options.templates, folder("templates")).run(name, context)
    if name.startswith(STAGED):
        return _shipped().render(name, context)
    return _whole().get_template(name).render(context)


@cache
def _shipped() -> Stage:
    from .compiled import finder
    from .stage import Stage

    return Stage(finder())


@cache
def _whole() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(folder("templates"))
    return Environment(loader=loader, undefined=StrictUndefined, **SETTINGS)  # noqa: S701
