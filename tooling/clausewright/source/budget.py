"""What checking one library may cost: hostile conditions multiply, and the work stops at a fixed amount."""

from __future__ import annotations

from ..diagnostic import Refused
from ..document.record import entity
from .files import Report
from .limits import STEPS


@entity
class Budget:
    """Steps that are left. They are counted and not timed, so that every machine decides alike."""

    report: Report
    left: int = STEPS

    def spend(self, steps: int) -> None:
        """Take off some steps.

        Raises:
            Refused: None are left.
        """
        self.left -= steps
        if self.left < 0:
            self.report.add(
                "CW-LIB-014",
                "The conditions and texts of this library are too tangled to be checked.",
                "Write fewer conditions, and fewer variants that are `like` others.",
            )
            raise Refused(self.report.diagnostics)
