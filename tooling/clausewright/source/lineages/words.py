"""The words of lineages that the vocabulary of provisions does not have, each with a line on its meaning."""

from __future__ import annotations

KEYS: dict[str, dict[str, str]] = {
    "top": {
        "scenario": "its name, where expectations follow",
        "lineage": "its name, where none follow",
        "question": "what it is about, as a question",
        "law": "`default` for copyright-like rights in weights, `none` where no right protects them",
        "purpose": "aims of every act that states none of its own",
        "parties": "who acts",
        "artifacts": "what there is at the beginning, and facts on what is made",
        "steps": "what was done",
        "expect": "what a license is expected to say",
    },
    "party": {
        "staff-of": "works for these and inside them",
        "affiliate-of": "is under the same control as these",
        "contractor-of": "works on copies only for these",
        "host-for": "keeps or runs copies of these as they direct",
        "bound-by": "`right`, `agreement`, or `notice` for one who was only told",
        "accepts": "licenses accepted as agreements",
        "knew": "whether it knew where what it uses came from",
        "users": "persons who used its services in a month",
    },
    "artifact": {
        "kind": "what it is",
        "licenses": "licenses put on it: one, a list of which all hold, or `{or: [...]}`",
        "by": "who put them on it",
        "contributors": "others who hold rights in it under the same licenses",
        "compute": "floating-point operations of its training",
        "precision": "bits of a value",
        "task": "the one task that each copy states; `general` for none",
        "locked": "whether a copy needs a key to be read, copied or replaced",
        "documented": "whether a document on abilities and limits came with it",
        "notice": "whether a notice of its license came with it",
        "holds-weights": "whether this output itself contains the weights",
    },
    "step": {
        "do": "the activity",
        "in": "what goes in: ids, or `{of: id, share: 0.3, unit: tokens}`",
        "of": "what it is done with, where nothing new is made",
        "out": "what comes out",
        "by": "who does it",
        "to": "for whom, or to whom it is given",
        "with": "what travels together with it",
        "compute": "floating-point operations",
        "purpose": "aims of the act",
        "date": "when",
    },
    "input": {"of": "its id", "share": "its share of the whole, from 0 to 1", "unit": "tokens or examples"},
    "expect": {
        "act": "the activity",
        "of": "the artifact",
        "by": "who does it",
        "to": "for whom, or to whom",
        "with": "what travels together with it",
        "purpose": "aims of the act",
        "under": "the licenses for which it is expected; all where nothing is said",
        "verdict": "the verdict",
        "owes": "everything that is owed",
        "supplies": "materials that must be among what is owed",
        "because": "a paragraph that decides it",
        "on": "a fact on which it hangs",
        "basis": "on what it stands: right, agreement",
        "clash": "the licenses that clash",
        "flag": "a mark on the verdict",
    },
}
"""Every key by where it stands."""

VERDICTS: dict[str, str] = {
    "forbidden": "a prohibition fits",
    "blocked": "two licenses ask for what cannot be had together",
    "not-granted": "a right reserves the act, and nothing permits it",
    "not-described": "nobody described what the text permits and asks",
    "depends": "it hangs on a fact that is not known",
    "permitted": "it may be done, with what is owed",
    "not-governed": "the license says nothing to this person on this act",
}
"""Every verdict, the worst first."""

LAWS: dict[str, str] = {
    "default": "copyright-like rights protect weights",
    "none": "no right protects weights",
}
UNITS = ("tokens", "examples")
BOUND = ("right", "agreement", "notice")
BASES = ("right", "agreement")
OWN_PURPOSES: dict[str, str] = {"research": "research or teaching, and nothing else that a license limits"}
"""Aims that a lineage can state besides those that provisions name."""
FLAGS: dict[str, str] = {
    "words-without-basis": "the license reaches this person in words, and neither right nor agreement binds",
    "own-work": "the person holds all rights itself",
    "duties-fell-away": "duties were left out, since no right reserves the act and no agreement binds",
}
