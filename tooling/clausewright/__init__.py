"""Clausewright: an authoring and templating toolkit for licenses over AI model weights.

The functions here have the same powers as the command line:

    from clausewright import check_license, compose_license, render_license

    composition = compose_license("examples/minimal.yaml")
    print(render_license(composition.document, "txt").decode())
    for diagnostic in check_license(composition):
        print(diagnostic.code, diagnostic.message)
"""

from __future__ import annotations

# importing `typing` for this alone would cost a fifth of the start; type checkers know the name
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .api import (
        Attachment,
        ClausewrightError,
        Comparison,
        Composition,
        Diagnostic,
        Document,
        Index,
        Options,
        Proof,
        Refused,
        build_license,
        check_license,
        compare_licenses,
        compose_license,
        json_schema,
        output_formats,
        prove_library,
        read_license,
        read_markdown,
        render_license,
        shipped_library,
    )

from .version import __version__  # noqa: E402 (what is above names types only)

__all__ = [
    "Attachment",
    "ClausewrightError",
    "Comparison",
    "Composition",
    "Diagnostic",
    "Document",
    "Index",
    "Options",
    "Proof",
    "Refused",
    "__version__",
    "build_license",
    "check_license",
    "compare_licenses",
    "compose_license",
    "json_schema",
    "output_formats",
    "prove_library",
    "read_license",
    "read_markdown",
    "render_license",
    "shipped_library",
]


def __getattr__(name: str) -> object:
    # nothing is imported before it is asked for: the command line starts in milliseconds
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
