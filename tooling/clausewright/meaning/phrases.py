"""What the meaning layer says, in plain words."""

from __future__ import annotations

from ..document.vocabulary import GROUPS, PROMISES
from .rule import Duty
from .terms import Clock, Rule, Terms

THINGS = {
    "weights-as-run": "the weights",
    "inference-code": "the code that runs them",
    "training-code": "the code of the training",
    "training-configuration": "the settings of the training",
    "training-data": "the training data",
    "data-information": "information on the training data",
    "data-summary": "a summary of the training data",
    "evaluation": "the evaluation",
    "architecture": "the architecture",
    "documentation": "the documentation",
    "installation-information": "the keys and instructions to read and replace the weights",
    "license-text": "the text of the license",
    "notices": "the notices that came with them",
    "change-statement": "a statement that they were changed",
    "lineage": "the lineage record",
    "model-name": "the name of the model that answers",
    "original-name": "the name of the original model",
    "new-name": "a name of their own",
    "provenance-label": "a label that says which model made the data",
    "reason": "the reason why something is left out or waits",
    "patent-license": "a patent license",
    "same-license": "the whole under this license",
    "no-further-restrictions": "no further restriction",
    "keep-limits": "the limits on use, passed on",
    "bind-successor": "the same promise from a successor",
    "share-of-output": "a record of the share of output",
}
TO = {
    "recipient": "each recipient",
    "service-user": "each user of the service",
    "public": "the public",
    "licensor": "the licensor",
}
STARTS = {
    "request": "of a request",
    "last-serve": "after the last serving",
    "convey": "after giving it",
    "last-convey": "after the last copy",
    "notice": "of a notice",
    "cure": "after putting it right",
    "discovery": "of learning of it",
    "change": "of a change",
}
_ACTS = {
    "use": "use it",
    "copy": "copy it",
    "modify": "change it",
    "convey": "give copies",
    "serve": "serve it",
    "lock": "lock them",
    "gate": "put a gate before them",
    "punish": "punish a person for using a right",
    "sublicense": "sublicense",
    "enforce": "bring a claim",
}
VERDICTS = {
    "permitted": "Yes",
    "forbidden": "No",
    "blocked": "No: two licenses clash",
    "not-granted": "No: nothing permits it",
    "not-described": "Not described",
    "depends": "It depends",
    "not-governed": "Free of these terms",
}
MARKS = {
    "permitted": "✓",
    "forbidden": "✗",
    "blocked": "✗",
    "not-granted": "✗",
    "not-described": "?",
    "depends": "?",
    "not-governed": "○",
}
"""A shape for each verdict, so that nothing is told by color alone."""


def thing(word: str, terms: Terms | None = None) -> str:
    """Return what is owed in plain words; a defined term is printed as the license prints it."""
    if word in THINGS:
        return THINGS[word]
    if terms is not None and word in terms.terms:
        return f"the {terms.terms[word]}"
    return word.replace("-", " ")


def clock(given: Clock | None) -> str:
    """Return a time: `within 30 days of a request` without its first word."""
    if given is None or not given.number:
        return ""
    unit = given.unit[:-1] if given.number == "1" and given.unit.endswith("s") else given.unit
    return " ".join(part for part in (given.number, unit, STARTS.get(given.start, "")) if part)


def deadline(duty: Duty) -> str:
    """Return by when, for how long and at what price something is owed."""
    rule = duty.rule
    parts = []
    if rule.within:
        parts.append(f"within {clock(rule.within)}")
    lasts = rule.lasts or (duty.until.lasts if duty.until else None)
    lasts = lasts or next((met.lasts for met in duty.met_by if met.lasts and met.manner), None)
    if lasts is not None and lasts.number:
        parts.append(f"until {clock(lasts)}")
    fee = rule.fee or next((met.fee for met in duty.met_by if met.fee and met.manner), "")
    if fee:
        parts.append({"none": "without charge", "cost": "at cost"}.get(fee, fee))
    return ", ".join(parts)


def event(trigger: str) -> str:
    """Return an event as a clause after `where`."""
    return GROUPS["triggers"].words.get(trigger, trigger.replace("-", " "))


def aims(rule: Rule) -> str:
    """Return the aims that a prohibition concerns."""
    words = GROUPS["purposes"].words
    return "; ".join(words.get(word, word.replace("-", " ")) for word in rule.purpose)


def acts(rule: Rule) -> str:
    """Return the acts of a rule as words; a whole branch is named once."""
    from ..document.vocabulary import ACTIVITIES

    left, out = set(rule.acts), []
    for branch, (_, leaves) in ACTIVITIES.items():
        inner = set(leaves) or {branch}
        if inner <= left:
            out.append(branch)
            left -= inner
    out += sorted(left)
    return ", ".join(_ACTS.get(word, word.replace("-", " ")) for word in out)


def promise(rule: Rule) -> str:
    """Return what a license promises on the whole."""
    return "; ".join(PROMISES.get(word, word.replace("-", " ")) for word in rule.value)
