"""Codes of the drafting rules, which `check --style` applies."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-STY-001",
        "A word of old legal prose",
        "`shall` is read as a duty, a promise or a forecast. `must` is a duty and nothing else, and each of"
        " the other words has a plain one that every reader knows.",
        "1. You shall give the recipient the notices thereof. {#give}",
        "1. You must give the recipient its notices. {#give}",
        "warning",
    ),
    Code(
        "CW-STY-002",
        "Two words for one thing",
        "A reader takes two words for two things and looks for the difference.",
        "1. You must keep any and all notices. {#keep}",
        "1. You must keep all notices. {#keep}",
        "warning",
    ),
    Code(
        "CW-STY-003",
        "A hedge in place of a measure",
        "Whoever wants to keep the license cannot know when it is kept, and whoever wants to break it has an"
        " excuse.",
        "1. You must answer each request promptly. {#answer}",
        "1. You must answer each request within 30 days. {#answer}",
        "warning",
    ),
    Code(
        "CW-STY-004",
        "A capitalized word without a definition",
        "Readers take a capitalized word in the middle of a sentence for a defined term, and look for its"
        " definition.",
        "1. You must keep the Model Card. {#keep}",
        "1. You must keep the model card. {#keep}",
        "warning",
    ),
    Code(
        "CW-STY-005",
        "Two duties in one sentence",
        "Each duty is kept, broken, cited and described by itself. In one sentence with another, its actor,"
        " its time and its exception can be read for both.",
        "1. You must give the recipient the notices and must name the place of the copy. {#give}",
        "1. You must give the recipient the notices. {#give}\n"
        "2. You must name the place of the copy. {#name}",
        "warning",
    ),
    Code(
        "CW-STY-006",
        "A long sentence",
        "A sentence that is longer than the language's table allows is read twice, or not to its end.",
        "1. You must give the recipient, with the copy or at a place that is named beside the copy, without"
        " charge and for as long as the copy can be had there, the notices that came with the copy that You"
        " received, those that You added, and those that other persons added between. {#give}",
        "1. You must give the recipient the notices that came with Your copy and Your own. {#give}",
        "warning",
    ),
    Code(
        "CW-STY-007",
        "A passive duty without an actor",
        "“Must be provided” does not say by whom: the duty binds nobody, or everybody.",
        "1. The notices must be given to each recipient. {#give}",
        "1. You must give the notices to each recipient. {#give}",
        "warning",
    ),
    Code(
        "CW-STY-008",
        "An `and/or`",
        "It leaves open whether both are owed, or one at the choice of whoever owes it.",
        "1. You must give the notices and/or the license text. {#give}",
        "1. You must give the notices and the license text. {#give}",
        "warning",
    ),
    Code(
        "CW-STY-009",
        "An operative word in a preamble, heading or definition",
        "A preamble and headings explain, and definitions say what words mean. A duty or leave that hides"
        " there is found too late, or given another weight.",
        "1. You must keep what You owe. {#keep}\n\n"
        'You may do anything with this model. {#preamble into="preamble"}',
        "1. You must keep what You owe. {#keep}\n\n"
        'Anyone can do anything with this model. {#preamble into="preamble"}',
        "warning",
    ),
    Code(
        "CW-STY-010",
        "A pronoun or “such” with more than one antecedent",
        "Two readers choose two different things, and both are right.",
        "1. When a shop sends a copy to a school, it must name the place of the copy. {#name}",
        "1. When a shop sends a copy to a school, the shop must name the place of the copy. {#name}",
        "warning",
    ),
    Code(
        "CW-STY-011",
        "Reach without a basis",
        "Rights in weights forbid acts with the weights. What somebody does with outputs, or with what a"
        " model computed inside, needs an agreement; in a license that rests on rights alone such words are"
        " a wish.",
        "---\nsummary: A text.\nprovisions:\n"
        "  - {at: train, forbids: [train-on-outputs], who: licensee}\n---\n"
        "1. You must not train a model on answers. {#train}",
        "---\nsummary: A text.\naspirational: [train]\nprovisions:\n"
        "  - {at: train, forbids: [train-on-outputs], who: licensee}\n---\n"
        "1. You must not train a model on answers. {#train}",
        "warning",
    ),
    Code(
        "CW-STY-012",
        "An exception that nothing needs",
        "An exception that outlives its reason hides the next fault at the same place.",
        "exceptions:\n  - {rule: length, at: grant/use, reason: The list is long.}   # the sentence is short",
        "exceptions: []",
        "warning",
    ),
    Code(
        "CW-STY-013",
        "An exception for nothing",
        "An exception that names a rule or a place that does not exist has no effect, and its author believes"
        " that it has.",
        "exceptions:\n  - {rule: lenght, at: grant/use, reason: The list is long.}",
        "exceptions:\n  - {rule: length, at: grant/use, reason: The list is long.}",
    ),
)
