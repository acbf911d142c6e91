"""Looks at the words of clauses for what the drafting rules forbid, in a license or in a whole library."""

from __future__ import annotations

from .table import STYLE_RULES, StyleRule, look_at_library, look_at_license

__all__ = ["STYLE_RULES", "StyleRule", "look_at_library", "look_at_license"]
