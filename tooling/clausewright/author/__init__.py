"""What helps an author: a license that exists becomes a library."""

from __future__ import annotations

from .importing import Plan, files
from .trial import Imported, import_license

__all__ = ["Imported", "Plan", "files", "import_license"]
