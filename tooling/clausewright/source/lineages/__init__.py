"""Reads lineages: which artifacts there are, who did what with them, and what is expected of a license."""

from __future__ import annotations

from .model import Artifact, Expectation, Input, Lineage, Party, Step
from .reading import read_lineage

__all__ = ["Artifact", "Expectation", "Input", "Lineage", "Party", "Step", "read_lineage"]
