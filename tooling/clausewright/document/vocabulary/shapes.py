"""What may stand where in a provision: the value of each verb, and the slots beside it."""

from __future__ import annotations

from typing import TypeAlias

from ..record import record


@record
class Words:
    """A word, or a list of words, from some groups."""

    groups: tuple[str, ...] = ()
    """Names of groups of words."""
    many: bool = True
    """Whether a list fits too."""
    definitions: bool = False
    """Whether the id of a definition that the text sees fits too."""
    paragraphs: bool = False
    """Whether the id of a paragraph fits too: `offer` of this clause, `clause/id` or `clause` of another."""


@record
class Flag:
    """`true` or `false`."""

    only: bool = False
    """Whether only `true` fits."""


@record
class Number:
    """A number that is not below zero."""

    whole: bool = True


@record
class Written:
    """A text that is read elsewhere: a condition, the id of a paragraph, the name of a parameter."""

    about: str


@record
class Keys:
    """A mapping with fixed keys."""

    keys: dict[str, Shape]
    required: tuple[str, ...] = ()
    word: Words | None = None
    """What may stand in place of the mapping."""


Shape: TypeAlias = Words | Flag | Number | Written | Keys


@record
class Verb:
    """What a provision does."""

    name: str
    about: str
    shape: Shape
    """What the verb takes."""
    required: tuple[str, ...] = ()
    """Slots without which it says nothing."""


@record
class Slot:
    """One further fact of a provision."""

    name: str
    about: str
    shape: Shape
    verbs: tuple[str, ...]
    """Verbs beside which it may stand."""


_ACTS = Words(("activities",))
_OF = Words(("portions", "artifacts"), definitions=True)
_EXCEPT = Words(
    ("exceptions", "activities", "artifacts", "materials", "portions", "parties", "roles"),
    definitions=True,
)
_PARAMETER = Written("the name of a parameter of the variant")
_CLOCK = Keys(
    {
        "parameter": _PARAMETER,
        "number": Number(),
        "unit": Words(("time-units",), many=False),
        "from": Words(("starts",), many=False),
    },
    required=("from",),
)
_WHEN = Keys(
    {"act": _ACTS, "of": _OF, "in": Words(("artifacts",), many=False, definitions=True)}, required=("act",)
)

VERB_SHAPES: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("permits", "The person under `who` may do these acts.", _ACTS, ("who",)),
        Verb(
            "requires",
            "The person under `who` owes this.",
            Words(("duties",), many=False),
            ("who", "when"),
        ),
        Verb("forbids", "The person under `who` must not do these acts.", _ACTS, ("who",)),
        Verb(
            "reaches",
            "The terms attach to what these acts make: `from: reached` again and again, `from: work` once.",
            Keys(
                {
                    "by": _ACTS,
                    "from": Words(("portions", "work"), many=False, definitions=True),
                    "except": _EXCEPT,
                    "when": Words(("contained",), many=False),
                },
                required=("by", "from"),
            ),
        ),
        Verb(
            "ends",
            "Permission for these acts, or these duties, end; without a `trigger`, they do not apply to what "
            "`of` names from the start.",
            Words(("activities", "duties", "materials"), paragraphs=True),
        ),
        Verb("restores", "Permission for these acts comes back.", _ACTS, ("who", "trigger")),
        Verb("powers", "The licensor keeps this power.", Words(("powers",)), ("who",)),
        Verb(
            "waives",
            "The person under `who` gives up a claim, or the right to forbid these acts.",
            Words(("claims", "activities")),
            ("who",),
        ),
        Verb(
            "promises",
            "A claim about the whole license, without priority and proved against all other provisions.",
            Words(("promises",), many=False),
        ),
        Verb(
            "compatible-with",
            "The weights may be combined with those under these licenses.",
            Keys({"parameter": _PARAMETER}, ("parameter",), Words(("siblings",))),
        ),
        Verb(
            "states",
            "The words explain, say how to read the license, or say what it stands on or does not give; "
            "they permit, require, forbid and free nothing of their own. An entry of a list whose lead-in "
            "has the effect, and what is computed from the chosen `legal-basis`, are stated too.",
            Flag(only=True),
        ),
        Verb(
            "covers",
            "A defined term, or an entry of a set, takes in these acts, things, persons or materials.",
            Words(("activities", "artifacts", "materials", "parties", "portions", "roles"), definitions=True),
        ),
    )
}
"""Every verb. A provision has exactly one."""

COMMON: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot(
            "at",
            "Id of the paragraph or span whose words it describes.",
            Written("the id of a paragraph"),
            (),
        ),
        Slot("if", "It stands only where this condition holds.", Written("a condition"), ()),
        Slot(
            "sentences",
            "How many sentences of the paragraph it describes: one where nothing is said, and 0 where it "
            "describes a part of a sentence that another provision counts.",
            Number(),
            (),
        ),
    )
}
"""Slots that stand beside every verb."""

SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot(
            "who",
            "Who may, must or must not.",
            Words(("roles",)),
            ("permits", "requires", "forbids", "ends", "restores", "powers", "waives"),
        ),
        Slot(
            "when",
            "The act on which it depends: `act`, `of` which weights or defined thing, `in` what it is given.",
            _WHEN,
            ("requires", "forbids", "permits"),
        ),
        Slot(
            "of",
            "The weights, thing or defined term that it speaks of.",
            _OF,
            ("permits", "forbids", "ends", "restores", "powers", "covers"),
        ),
        Slot(
            "material",
            "What is given: materials, or a defined term that covers some.",
            Words(("materials",), definitions=True),
            ("requires", "permits"),
        ),
        Slot("to", "To whom something is given.", Words(("roles",)), ("requires", "permits")),
        Slot(
            "within",
            "By when: a parameter or a number of days, and from what it counts.",
            _CLOCK,
            ("requires", "permits", "restores"),
        ),
        Slot(
            "for",
            "For how long; without a number, until the event itself.",
            _CLOCK,
            ("requires", "permits", "ends"),
        ),
        Slot("fee", "What may be asked for it.", Words(("fees",), many=False), ("requires", "permits")),
        Slot(
            "condition",
            "Whether permission for the act depends on the duty (true) or the duty is a bare promise "
            "(false).",
            Flag(),
            ("requires", "forbids"),
        ),
        Slot(
            "threshold",
            "The line from which it applies: a parameter or a number, and its unit.",
            Keys(
                {
                    "parameter": _PARAMETER,
                    "number": Number(whole=False),
                    "unit": Words(("units",), many=False),
                },
                ("unit",),
            ),
            ("requires", "forbids", "reaches", "covers"),
        ),
        Slot("purpose", "The aim of the act.", Words(("purposes",)), ("permits", "forbids")),
        Slot(
            "except",
            "What its own words leave out. It works inside this provision only.",
            _EXCEPT,
            ("permits", "requires", "forbids", "covers", "ends"),
        ),
        Slot(
            "ways",
            "Items of the paragraph, any of which meets the duty.",
            Words((), paragraphs=True),
            ("requires",),
        ),
        Slot(
            "meets",
            "Duties that are met by doing what it allows.",
            Words((), paragraphs=True),
            ("permits", "compatible-with"),
        ),
        Slot(
            "knows",
            "What the person must know: any of these, or `all` of them.",
            Keys({"all": Words(("knowledge",))}, ("all",), Words(("knowledge",))),
            ("requires", "forbids", "reaches"),
        ),
        Slot("keeps", "The record to keep.", Words(("records",), many=False), ("requires",)),
        Slot(
            "terms",
            "Under which terms a thing may or must be given.",
            Words(("terms",), many=False),
            ("permits", "requires"),
        ),
        Slot(
            "depends",
            "Permission for one act depends on duties that belong to another: `act`, `purpose`, `duty`.",
            Keys(
                {
                    "act": _ACTS,
                    "purpose": Words(("purposes",), many=False),
                    "duty": Words((), paragraphs=True),
                },
                ("act", "duty"),
            ),
            ("permits",),
        ),
        Slot(
            "trigger",
            "The event on which it takes effect.",
            Words(("triggers",), many=False),
            ("permits", "requires", "forbids", "ends", "restores", "powers"),
        ),
        Slot("stays", "Acts whose permission does not end.", _ACTS, ("ends",)),
        Slot("first", "Whether it works only for a first breach.", Flag(), ("restores",)),
        Slot("final", "Whether what comes back cannot end for the same breach again.", Flag(), ("restores",)),
    )
}
"""Slots that stand beside some verbs."""
