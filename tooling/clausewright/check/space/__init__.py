"""The proof over a whole library: what no selection of its variants can do (docs/proof.md)."""

from __future__ import annotations

from .proof import POINTS, FormProof, PointOfProof, Proof, prove

__all__ = ["POINTS", "FormProof", "PointOfProof", "Proof", "prove"]
