"""Looks at a composed license and its sources for what a careful reader would object to."""

from __future__ import annotations

from .table import RULES, Rule, check

__all__ = ["RULES", "Rule", "check"]
