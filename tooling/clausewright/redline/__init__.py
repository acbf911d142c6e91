"""Two documents become one comparison, and a comparison becomes a redline in any format."""

from __future__ import annotations

from .compare import compare
from .comparison import Comparison, accepted, rejected

__all__ = ["Comparison", "accepted", "compare", "rejected"]
