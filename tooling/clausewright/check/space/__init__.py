"""The proof over a whole library: what no selection of its variants can do (docs/proof.md)."""

from __future__ import annotations

from .library import library_index
from .proof import POINTS, FormProof, PointOfProof, Proof, prove

__all__ = ["POINTS", "FormProof", "PointOfProof", "Proof", "library_index", "prove"]
