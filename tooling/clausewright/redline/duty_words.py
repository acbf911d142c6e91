"""Provisions in plain words: who now owes whom what, by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

WHO = {
    "licensor": "The licensor",
    "steward": "The steward",
    "contributor": "A contributor",
    "licensee": "You",
    "conveyor": "You, when you convey,",
    "operator": "You, as operator of a service,",
    "host": "You, as host for another,",
    "recipient": "A recipient",
    "service-user": "A user of a service",
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
}
FROM = {
    "request": "of the request",
    "last-serve": "after the last serving",
    "convey": "after conveying",
    "notice": "after notice",
    "stop": "after stopping",
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


def sentence(held: Held, now: str) -> str:
    """Return a provision as a sentence.

    Args:
        held: The provision.
        now: `now`, or `no longer` where it is gone.
    """
    text = f"{_who(held)} {_does(held, now)}{_details(held)}"
    return " ".join(text.split()).replace(" ,", ",") + "."


def changed_sentence(one: Held, other: Held, slots: tuple[str, ...]) -> str:
    """Return what a provision says now, and what it was."""
    was = []
    for slot in slots:
        if slot == one.verb:
            was.append(f"it was {_phrase(one.value)}")
            continue
        before, after = one.slots.get(slot), other.slots.get(slot)
        name = SLOTS.get(slot, slot.replace("-", " "))
        if slot in ("within", "for") and before is not None and after is not None:
            was.append(f"it was {_time(before)}")
        elif before is None:
            was.append(f"nothing was said of {name}")
        else:
            was.append(f"it was {_phrase(before)}" if after is not None else f"{name} is gone: {_phrase(before)}")
    return f"{sentence(other, 'now')[:-1]}; {'; '.join(was)}."


def _who(held: Held) -> str:
    return WHO.get(str(held.slots.get("who", "")), "You" if "who" not in held.slots else _phrase(held.slots["who"]))


def _does(held: Held, now: str) -> str:
    gone = now == "no longer"
    second = _who(held).startswith("You")
    to = held.slots.get("to")
    whom = f" {TO.get(str(to), _phrase(to))}" if to is not None else ""
    material = held.slots.get("material")
    things = _phrase(material) if material is not None else "something"
    value = _phrase(held.value)
    if held.verb == "requires" and held.value == "provide":
        owe = "owe" if second else "owes" if not gone else "owe"
        return f"{now} {owe if second or not gone else 'owes'}{whom} {things}"
    if held.verb == "requires":
        return f"{'need no longer keep to' if gone else 'must now keep to'}: {value}"
    if held.verb == "permits":
        return f"{'may no longer' if gone else 'may now'} {value}"
    if held.verb == "forbids":
        return f"{'are no longer forbidden to' if second and gone else 'must not' if not gone else 'is no longer forbidden to'} {value}"
    if held.verb == "ends":
        return f"{'no longer' if gone else 'now'} {'see' if second else 'sees'} this end: {value}"
    if held.verb == "reaches":
        return f"{'are no longer' if second and gone else 'are now'} reached by the terms through: {_reach(held.value)}"
    if held.verb == "waives":
        return f"{'no longer' if gone else 'now'} {'give' if second else 'gives'} up: {value}"
    if held.verb == "promises":
        return f"can {'no longer' if gone else 'now'} rely on this: {value}"
    if held.verb == "powers":
        return f"{'no longer' if gone else 'now'} {'keep' if second else 'keeps'} the power to {value}"
    verb = held.verb.replace("-", " ")
    return f"{now}: {verb} {value}"


def _details(held: Held) -> str:
    out = ""
    slots = held.slots
    if "within" in slots:
        out += f" within {_time(slots['within'])}"
    if "for" in slots:
        out += f", {_time(slots['for'])}"
    if slots.get("fee") == "none":
        out += ", without a fee"
    elif "fee" in slots:
        out += f", for {_phrase(slots['fee'])}"
    when = slots.get("when")
    if isinstance(when, Mapping) and "act" in when and held.verb == "requires":
        out += f", for the act: {_phrase(when['act'])}"
    for slot, word in (("purpose", "for the purpose"), ("threshold", "from"), ("trigger", "on")):
        if slot in slots:
            out += f", {word} {_phrase(slots[slot])}"
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
    if isinstance(value, str):
        return {"stop": "until the act stops"}.get(value, _phrase(value))
    return _phrase(value)


def _reach(value: object) -> str:
    if isinstance(value, Mapping) and "by" in value:
        more = f", except {_phrase(value['except'])}" if "except" in value else ""
        return f"{_phrase(value['by'])}{more}"
    return _phrase(value)


def _phrase(value: object) -> str:
    if value is None:
        return "nothing"
    if value is True:
        return "yes"
    if isinstance(value, Mapping):
        if "number" in value:
            return _time(value)
        return ", ".join(f"{k.replace('-', ' ')} {_phrase(v)}" for k, v in value.items())
    if isinstance(value, (tuple, list)):
        parts = [_phrase(item) for item in value]
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} and {parts[-1]}"
    text = str(value)
    return THINGS.get(text, text.replace("-", " "))
