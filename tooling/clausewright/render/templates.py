"""Finding, compiling and rendering templates: the shipped ones, or a user's own in front of them.

The shipped templates are ours and run as they are, compiled ahead in a wheel. As soon as a user's folder
is in play, every template runs in the sandbox (`sandbox.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..source.shipped import folder
from .options import Options
from .template_settings import SETTINGS, SUFFIXES

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(options: Options) -> Environment:
    """Return the environment in which templates are found by name, `html/page.html.j2`."""
    if options.templates is not None:
        from .sandbox import Sandbox

        return Sandbox(options.templates, folder("templates"))
    return _shipped()


def render(name: str, context: Mapping[str, object], options: Options) -> str:
    """Return the template `name`, filled with `context`.

    Raises Refused where a user's own template is at fault.
    """
    if options.templates is not None:
        from .sandbox import Sandbox

        return Sandbox(options.templates, folder("templates")).run(name, context)
    return _shipped().get_template(name).render(context)


def write_compiled(destination: Path) -> None:
    """Write the shipped templates, compiled to Python, into `destination`; same templates, same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    source = FileSystemLoader(folder("templates"))
    compiler = Environment(loader=source, undefined=StrictUndefined, **SETTINGS)  # noqa: S701
    destination.mkdir(parents=True, exist_ok=True)
    compiler.compile_templates(destination, extensions=SUFFIXES, zip=None, ignore_errors=False)


@cache
def _shipped() -> Environment:
    from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

    loader: BaseLoader
    store = None
    if (compiled := folder("compiled")).is_dir():
        loader = ModuleLoader(compiled)
    else:
        from .compiled import kept

        loader, store = FileSystemLoader(folder("templates")), kept()
    return Environment(  # noqa: S701
        loader=loader, bytecode_cache=store, undefined=StrictUndefined, **SETTINGS
    )
