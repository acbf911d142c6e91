"""Provisions in plain words: who now owes whom what, by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..document.vocabulary import GROUPS, PROMISES

WHO = {
    "licensor": "The licensor",
    "steward": "The steward",
    "contributor": "A contributor",
    "licensee": "You",
    "conveyor": "When you convey, you",
    "operator": "As operator of a service, you",
    "host": "As host for another, you",
    "recipient": "A recipient",
    "service-user": "A user of a service",
}
ACTS = {
    "use": "use the model",
    "run": "run the model",
    "study": "study the model",
    "copy": "copy it",
    "modify": "change it",
    "distil": "distil it",
    "convey": "convey it",
    "serve": "serve it",
    "serve-public": "serve the public",
    "serve-internally": "serve your own people",
    "charge": "ask a price",
    "collect-outputs": "collect outputs",
    "train-on-outputs": "train on outputs",
    "sublicense": "sublicense",
    "relicense": "relicense",
    "gate": "put up a gate before it",
    "lock": "lock it by technical means",
    "enforce": "enforce it",
    "transfer-entity": "pass it on with the business",
    "embed-in-system": "build it into a larger system",
    "embed-in-device": "build it into a device",
    "convert-format": "convert its format",
    "quantize": "quantize it",
    "duplicate": "duplicate it",
    "leave-out": "leave a part of it out",
    "name-a-place": "name a place where it can be had instead",
    "add-terms": "add terms of your own",
}
REQUIRES = {
    "keep": "keep a record",
    "keep-limits": "pass on the limits on use",
    "same-license": "keep the same license",
    "no-further-restrictions": "add no further restrictions",
    "bind-successor": "bind a successor",
}
TO = {
    "recipient": "recipients",
    "service-user": "Service Users",
    "public": "the public",
    "licensor": "the licensor",
    "user": "users",
}
THINGS = {
    "weights-as-run": "the weights as run",
    "corresponding-materials": "the Corresponding Materials",
    "license-text": "the text of the license",
    "notices": "the notices",
    "change-statement": "a statement of changes",
    "lineage": "the lineage record",
    "model-name": "the name of the model",
    "provenance-label": "a provenance label",
    "installation-information": "the installation information",
    "data-information": "information on the training data",
    "data-summary": "a summary of the training data",
    "training-data": "the training data",
    "patent-license": "a patent license",
    "documentation": "the documentation",
    "inference-code": "the inference code",
    "training-code": "the training code",
    "training-configuration": "the training configuration",
    "reason": "the reason why it waits or is left out",
    "original-name": "the name of the original weights",
    "new-name": "a name of its own",
    "evaluation": "the evaluation",
    "architecture": "the architecture",
}
FROM = {
    "request": "of the request",
    "last-serve": "after the last serving",
    "convey": "after conveying",
    "notice": "after notice",
    "stop": "after stopping",
    "change": "each",
    "last-convey": "after the last conveying",
}
SLOTS = {
    "within": "the time to do it",
    "for": "how long it lasts",
    "material": "what is owed",
    "to": "to whom it is owed",
    "who": "whom it concerns",
    "when": "what sets it off",
    "fee": "the fee",
    "threshold": "the threshold",
    "purpose": "the purpose",
    "except": "the exceptions",
    "restores": "how the permission comes back",
    "stays": "what stays",
    "trigger": "what ends it",
    "of": "for what",
    "on": "for what",
}


class Held(Protocol):
    """A provision with its parameters filled in."""

    verb: str
    value: object
    slots: dict[str, object]
    subject: str
    """The clause or the defined term to which it belongs."""


def sentence(held: Held, gone: bool = False) -> str:
    """Return a provision as a sentence: what is so now, or is so no longer where it is `gone`."""
    text = f"{_SENTENCES.get(held.verb, _other)(held, gone)}{_details(held)}"
    text = " ".join(text.split()).replace(" ,", ",").replace("'", "’")
    return f"{text[0].upper()}{text[1:]}."


def changed_sentence(one: Held, other: Held, slots: tuple[str, ...]) -> str:
    """Return what a provision says now, and what it was."""
    was = []
    for slot in slots:
        if slot == one.verb:
            was.append(f"it was {_phrase(one.value)}")
            continue
        before, after = one.slots.get(slot), other.slots.get(slot)
        if slot == "when" and isinstance(before, Mapping) and isinstance(before.get("act"), (str, tuple)):
            was.append(f"it was owed when you {_acts(before['act'], 'or')}")
            continue
        if slot == "to" and before is not None:
            were = before if isinstance(before, tuple) else (before,)
            was.append(f"it was owed to {_listed([TO.get(str(name), _phrase(name)) for name in were])} alone")
            continue
        name = SLOTS.get(slot, slot.replace("-", " "))
        if before is None:
            was.append(f"nothing was said of {name}")
        elif after is None:
            was.append(f"{name} is gone ({_phrase(before)})")
        else:
            was.append(f"it was {_was(before, after)}")
    return f"{sentence(other)[:-1]}; {'; '.join(was)}."


def _was(before: object, after: object) -> str:
    """Return an earlier value, the number alone where nothing but the number is different."""
    if isinstance(before, Mapping) and isinstance(after, Mapping) and "number" in before:
        if {**before, "number": 0} == {**after, "number": 0}:
            return str(before["number"])
        return _time(before)
    return _phrase(before)


def _who(held: Held) -> tuple[str, bool]:
    """Return whom a provision concerns, and whether that is "you"."""
    who = str(held.slots.get("who", "licensee"))
    name = WHO.get(who, f"The {who.replace('-', ' ')}")
    return name, name.endswith(("You", "you"))


def _requires(held: Held, gone: bool) -> str:
    name, second = _who(held)
    if held.value != "provide":
        what = REQUIRES.get(str(held.value), _phrase(held.value))
        return f"{name} {'need no longer' if gone else 'must now'} {what}"
    to = held.slots.get("to")
    names = to if isinstance(to, tuple) else (to,)
    whom = _listed([TO.get(str(name), _phrase(name)) for name in names]) if to is not None else ""
    material = held.slots.get("material")
    things = _phrase(material) if material is not None else "what the text says"
    return f"{name} {'no longer' if gone else 'now'} {'owe' if second else 'owes'} {whom} {things}"


def _permits(held: Held, gone: bool) -> str:
    return f"{_who(held)[0]} {'may no longer' if gone else 'may now'} {_acts(held.value)}"


def _forbids(held: Held, gone: bool) -> str:
    name, second = _who(held)
    if gone:
        return f"{name} {'are' if second else 'is'} no longer forbidden to {_acts(held.value, 'or')}"
    return f"{name} must now not {_acts(held.value, 'or')}"


def _ends(held: Held, gone: bool) -> str:
    names = held.value if isinstance(held.value, tuple) else (held.value,)
    what = f"Permission to {_acts(names)}" if all(n in ACTS for n in names) else _phrase(held.value)
    return f"{what} {'no longer' if gone else 'now'} ends"


def _reaches(held: Held, gone: bool) -> str:
    value = held.value
    how = _phrase(value)
    if isinstance(value, Mapping) and "by" in value:
        more = f", except {_phrase(value['except'])}" if "except" in value else ""
        how = f"{_phrase(value['by'])}{more}"
    return f"The terms {'no longer' if gone else 'now'} reach what is made by this: {how}"


def _waives(held: Held, gone: bool) -> str:
    name, second = _who(held)
    verb = "give up" if second else "gives up"
    return f"{name} {'no longer' if gone else 'now'} {verb} this: {_phrase(held.value)}"


def _promises(held: Held, gone: bool) -> str:
    names = held.value if isinstance(held.value, tuple) else (held.value,)
    what = "; ".join(PROMISES.get(str(name), _phrase(name)) for name in names)
    return f"You can {'no longer' if gone else 'now'} rely on this: {what}"


def _powers(held: Held, gone: bool) -> str:
    name, second = _who(held)
    verb = "have" if second else "has"
    return f"{name} {'no longer' if gone else 'now'} {verb} the power to {_phrase(held.value)}"


def _covers(held: Held, gone: bool) -> str:
    return f"“{held.subject}” {'no longer' if gone else 'now'} covers {_phrase(held.value)}"


def _other(held: Held, gone: bool) -> str:
    return f"{'No longer' if gone else 'Now'}: {held.verb.replace('-', ' ')} {_phrase(held.value)}"


_SENTENCES = {
    "requires": _requires,
    "permits": _permits,
    "forbids": _forbids,
    "ends": _ends,
    "reaches": _reaches,
    "waives": _waives,
    "promises": _promises,
    "powers": _powers,
    "covers": _covers,
}


def _details(held: Held) -> str:
    out = ""
    slots = held.slots
    if "within" in slots:
        out += f" within {_time(slots['within'])}"
    if "for" in slots:
        bare = held.verb == "ends" or not isinstance(slots["for"], Mapping) or "number" not in slots["for"]
        out += f" {_time(slots['for'])}" if bare else f", for {_time(slots['for'])}"
    if slots.get("fee") == "none":
        out += ", without a fee"
    elif "fee" in slots:
        out += f", for {_phrase(slots['fee'])}"
    when = slots.get("when")
    if held.verb == "requires" and isinstance(when, Mapping) and isinstance(when.get("act"), (str, tuple)):
        act = when["act"]
        if not (act == "convey" and slots.get("who") == "conveyor"):
            second = _who(held)[1]
            out += f", when you {_acts(act, 'or')}" if second else f", on the act to {_acts(act, 'or')}"
    for slot, word, table in (
        ("purpose", "for this purpose:", "purposes"),
        ("threshold", "from", ""),
        ("trigger", "where", "triggers"),
    ):
        if slot in slots:
            given = slots[slot]
            names = given if isinstance(given, tuple) else (given,)
            told = GROUPS[table].words if table else {}
            out += f", {word} {_listed([told.get(str(n), _phrase(n)) for n in names], 'or')}"
    if "except" in slots:
        out += f", except {_phrase(slots['except'])}"
    return out


def _time(value: object) -> str:
    if isinstance(value, Mapping) and "number" in value:
        number, unit = value["number"], str(value.get("unit") or "")
        if number == 1 and unit.endswith("s"):
            unit = unit[:-1]
        tail = FROM.get(str(value.get("from", "")), "")
        return " ".join(part for part in (str(number), unit, tail) if part)
    if value == "stop":
        return "when the act stops"
    return _phrase(value)


def _acts(value: object, last: str = "and") -> str:
    names = value if isinstance(value, tuple) else (value,)
    return _listed([ACTS.get(str(name), _phrase(name)) for name in names], last)


def _listed(parts: list[str], last: str = "and") -> str:
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _phrase(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if "number" in value:
            return _time(value)
        return ", ".join(f"{k.replace('-', ' ')} {_phrase(v)}" for k, v in value.items())
    if isinstance(value, (tuple, list)):
        return _listed([_phrase(item) for item in value])
    text = str(value)
    return THINGS.get(text, text.replace("-", " "))
