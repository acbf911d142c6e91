"""The table of formats, and how another package adds one."""

from __future__ import annotations

import sys
from importlib import metadata
from types import ModuleType

import pytest

from clausewright import output_formats, render_license
from clausewright.render.table import ENTRY_POINTS, FORMATS, formats
from render.sample import sample


@pytest.fixture
def tex(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that adds `tex`, and tries to take over `md`."""
    module = ModuleType("a_package_with_tex")
    module.render = lambda document, options: f"\\title{{{document.license.name}}}".encode()  # type: ignore[attr-defined]
    module.SUFFIX = ".tex"  # type: ignore[attr-defined]
    module.ABOUT = "for printers"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    points = [metadata.EntryPoint(name, module.__name__, ENTRY_POINTS) for name in ("tex", "md")]

    def entry_points(*, group: str) -> list[metadata.EntryPoint]:
        assert group == ENTRY_POINTS
        return points

    monkeypatch.setattr(metadata, "entry_points", entry_points)


def test_every_shipped_format_is_a_module_with_one_signature() -> None:
    assert list(FORMATS) == ["md", "txt", "html", "pdf", "docx", "json", "apply"]
    for format in FORMATS.values():
        assert (
            format.suffix.startswith((".", "-"))
            and "." in format.suffix
            and "/" in format.media_type
            and format.about
        )


@pytest.mark.usefixtures("tex")
def test_another_package_adds_a_format_by_entry_point() -> None:
    document = sample()
    assert output_formats()["tex"] == "for printers"
    assert formats()["tex"].suffix == ".tex"
    assert render_license(document, "tex") == f"\\title{{{document.license.name}}}".encode()


@pytest.mark.usefixtures("tex")
def test_a_shipped_format_cannot_be_taken_over() -> None:
    assert formats()["md"].module == "clausewright.render.markdown"


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render_license(sample(), "docs")
