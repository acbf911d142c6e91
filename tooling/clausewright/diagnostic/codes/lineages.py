"""Codes of lineages and scenarios."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-LIN-001",
        "An unknown key in a lineage",
        "A fact under a key that nobody reads would be left out in silence, and the verdict hangs on it.",
        "artifacts: {base: {license: mit}}",
        "artifacts: {base: {licenses: mit}}",
    ),
    Code(
        "CW-LIN-002",
        "A value of a lineage has the wrong shape",
        "Each key takes text, a number, words, a list or a mapping.",
        "steps: fine-tune",
        "steps: [{do: fine-tune, in: [base], out: tuned}]",
    ),
    Code(
        "CW-LIN-003",
        "An unknown word in a lineage",
        "Activities, kinds, aims and verdicts are closed lists. Conclusions such as “derivative” are no"
        " words of a lineage: the license decides them.",
        "{do: finetune, in: [base], out: tuned}",
        "{do: fine-tune, in: [base], out: tuned}",
    ),
    Code(
        "CW-LIN-004",
        "An artifact, a party or a license that is not there",
        "A step can use only what the file declares or another step makes.",
        "steps: [{do: run, of: bsae}]",
        "steps: [{do: run, of: base}]",
    ),
    Code(
        "CW-LIN-005",
        "The same thing twice",
        "Two steps make one artifact, or a name stands twice; which of the two is meant cannot be told.",
        "two steps with `out: tuned`",
        "one step with `out: tuned`, one with `out: tuned-2`",
    ),
    Code(
        "CW-LIN-006",
        "A lineage is too large",
        "There is a limit, so that a file from a stranger takes bounded time.",
        "a lineage with three million lines",
        "the part of it that matters",
    ),
    Code(
        "CW-LIN-007",
        "A lineage goes round in a circle",
        "Nothing can be made from itself. Facts are carried once along the graph, from what was there first.",
        "steps: [{do: merge, in: [a, b], out: c}, {do: prune, in: [c], out: a}]",
        "steps: [{do: merge, in: [a, b], out: c}, {do: prune, in: [c], out: d}]",
    ),
)
