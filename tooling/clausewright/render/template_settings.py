"""What is a template, and the settings under which every template runs."""

from __future__ import annotations

from typing import Any

SUFFIXES = ("j2", "css")
"""What is a template: a file with one of these endings."""

STAGED = ("html/", "pdf/", "css/")
"""Folders of the shipped templates that run without Jinja: the pages of a license and their styles."""

SETTINGS: dict[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": False,
    "auto_reload": False,
}
"""Settings of every environment. Everything is escaped, whatever the file is called."""
