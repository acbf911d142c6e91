"""The deed: what a license lets people do and what they owe, as a summary that follows from provisions."""

from __future__ import annotations

from ..document.record import record
from .answer import Answer
from .paths import STAFF, Given, ask
from .phrases import TO as TO_WORDS
from .phrases import acts, aims, deadline, event, promise, thing
from .rule import NOT_DESCRIBED, Duty
from .tables import GUARDS
from .terms import Rule, Terms

ROWS: tuple[tuple[str, str, tuple[str, ...], Given], ...] = (
    ("use", "Run the model", ("run",), Given()),
    ("copy", "Copy it, convert it, quantize it", ("duplicate",), Given()),
    ("tune", "Fine-tune it", ("fine-tune",), Given()),
    ("adapter", "Train an adapter for it", ("train-adapter",), Given()),
    ("merge", "Merge it with other weights", ("merge",), Given()),
    ("distil", "Distil it into another model", ("distil",), Given()),
    ("give", "Give copies as received", ("publish",), Given()),
    ("give-coarse", "Give a quantized copy", ("quantize", "publish"), Given()),
    ("give-tuned", "Give a fine-tuned model", ("fine-tune", "publish"), Given()),
    (
        "give-narrow",
        "Give a fine-tuned model for one stated task",
        ("fine-tune", "publish"),
        Given(task="one task"),
    ),
    ("give-adapter", "Give an adapter alone", ("train-adapter", "publish"), Given()),
    ("give-distilled", "Give a model distilled from it", ("distil", "publish"), Given()),
    ("give-device", "Sell a device with it inside", ("embed-in-device", "convey-copy"), Given()),
    ("inside", "Serve your own staff", ("fine-tune", "serve-internally"), Given(to=STAFF)),
    ("serve", "Serve it as received", ("serve-public",), Given()),
    ("serve-tuned", "Serve a fine-tuned model", ("fine-tune", "serve-public"), Given()),
    ("outputs", "Publish what it answers", ("generate", "publish-outputs"), Given()),
    ("learn", "Train another model on its answers", ("generate", "train-on-outputs"), Given()),
    (
        "give-learned",
        "Give a model trained on its answers",
        ("generate", "train-on-outputs", "publish"),
        Given(),
    ),
    ("sublicense", "Sublicense a changed model", ("fine-tune", "sublicense"), Given()),
    ("relicense", "Put a changed model under your own terms", ("fine-tune", "relicense"), Given()),
    ("lock", "Lock the copies that you give", ("publish", "lock"), Given()),
    ("gate", "Ask for registration before a copy", ("publish", "gate"), Given()),
    ("charge", "Ask a price", ("charge",), Given()),
)
"""Every row: its name, what it says, the path of activities, and the facts."""

BURDENS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("user", "One who only uses it", (("run",),)),
    ("tuner", "One who tunes it in private", (("fine-tune",), ("fine-tune", "run"))),
    ("host", "A host that runs it for another", (("fine-tune", "host-for-other"),)),
    ("operator", "One who serves a tuned model", (("fine-tune", "serve-public"),)),
    ("mirror", "One who passes on copies as received", (("publish",),)),
    ("publisher", "One who publishes a tuned model", (("fine-tune", "publish"),)),
)
"""Every role with the paths whose duties it bears."""


@record
class Owed:
    """One thing that is owed, in words."""

    what: str
    word: str
    to: str
    when: str
    where: str
    """The event on which alone it is owed, or nothing."""
    cite: str
    id: str


@record
class Row:
    """One activity."""

    id: str
    label: str
    path: tuple[str, ...]
    verdict: str
    owed: tuple[Owed, ...]
    on_event: tuple[Owed, ...]
    missing: tuple[str, ...]
    basis: tuple[str, ...]
    cites: tuple[tuple[str, str], ...]
    """How what decides is cited, and its paragraph."""
    fell_away: bool = False


@record
class Line:
    """One sentence with its section."""

    text: str
    cite: str
    id: str


@record
class Burden:
    """What one role owes."""

    id: str
    role: str
    count: int
    what: tuple[str, ...]


@record
class Deed:
    """Everything that a deed says."""

    title: str
    described: bool
    rows: tuple[Row, ...] = ()
    limits: tuple[Line, ...] = ()
    never: tuple[Line, ...] = ()
    promises: tuple[Line, ...] = ()
    ends: tuple[Line, ...] = ()
    powers: tuple[Line, ...] = ()
    burdens: tuple[Burden, ...] = ()
    undescribed: tuple[str, ...] = ()
    by_interpretation: bool = False
    stands_on: str = ""
    quotes: tuple[tuple[str, str, str], ...] = ()
    """Cited paragraphs: id, citation, words."""

    @property
    def events(self) -> tuple[Line, ...]:
        """What is owed only on an event of which nobody knows."""
        found: dict[Line, None] = {}
        for row in self.rows:
            for one in row.on_event:
                to = f" to {one.to}" if one.to else ""
                text = f"Where {one.where}: {one.what}{to}{f', {one.when}' if one.when else ''}."
                found[Line(text, one.cite, one.id)] = None
        return tuple(found)


def deed(terms: Terms) -> Deed:
    """Return the deed of a license.

    Args:
        terms: The license; text that nobody described gives a deed that says so and nothing else.
    """
    if not terms.described:
        return Deed(terms.title, False)
    rows = tuple(row for entry in ROWS if (row := _row(entry, terms)) is not None)
    limits = tuple(
        _line(f"Not {_limit(r)}.", r, terms)
        for r in terms.of_verb("forbids")
        if (r.purpose or r.unit == "users") and not r.acts <= GUARDS
    )
    made = Deed(
        terms.title,
        True,
        rows,
        limits,
        tuple(
            _line(f"{_who(r)} must not {acts(r)}{f' ({aims(r)})' if r.purpose else ''}.", r, terms)
            for r in terms.of_verb("forbids")
            if (r.acts <= GUARDS or not r.purpose) and not r.trigger and r.unit != "users"
        ),
        _unique(_line(f"{_sentence(promise(r))}.", r, terms) for r in terms.of_verb("promises")),
        tuple(
            _line(f"{_sentence(_ending(r))}, where {event(r.trigger)}.", r, terms)
            for r in terms.of_verb("ends")
            if r.trigger
        ),
        tuple(
            _line(f"The licensor keeps this power: {_listed(r.value)}.", r, terms)
            for r in terms.of_verb("powers")
        ),
        tuple(_burden(entry, terms) for entry in BURDENS),
        terms.undescribed,
        terms.by_interpretation,
        _stands_on(terms),
    )
    return _quoted(made, terms)


def _row(entry: tuple[str, str, tuple[str, ...], Given], terms: Terms) -> Row | None:
    id, label, path, given = entry
    if id == "give-narrow" and "narrow-model" not in terms.defined:
        return None
    got = ask(path, terms, given)[-1]
    return Row(
        id,
        label,
        path,
        got.verdict,
        tuple(owed(duty, terms) for duty in got.duties),
        tuple(owed(duty, terms) for one in got.each for duty in one.conditional),
        got.missing,
        got.basis,
        _cites(got, terms),
        "duties-fell-away" in got.flags,
    )


def owed(duty: Duty, terms: Terms) -> Owed:
    """Return a duty in words."""
    rule = duty.rule
    return Owed(
        thing(duty.what, terms),
        duty.what,
        " and ".join(TO_WORDS.get(to, to.replace("-", " ")) for to in rule.to),
        deadline(duty),
        event(duty.trigger) if duty.trigger else "",
        terms.cite(rule.id),
        rule.id,
    )


def _cites(got: Answer, terms: Terms) -> tuple[tuple[str, str], ...]:
    owed_by = {duty.rule.id for duty in got.duties}
    ids = [id for _, id in got.because if id not in owed_by] or [id for _, id in got.because]
    return tuple((terms.cite(id), id) for id in ids[:2])


def _line(text: str, rule: Rule, terms: Terms) -> Line:
    return Line(text, terms.cite(rule.id), rule.id)


def _unique(lines: object) -> tuple[Line, ...]:
    return tuple(dict.fromkeys(lines))  # type: ignore[call-overload]


def _limit(rule: Rule) -> str:
    if rule.unit == "users":
        return f"for one with {rule.threshold:,.0f} users a month or more ({acts(rule)})"
    return f"for this: {aims(rule)} ({acts(rule)})"


def _who(rule: Rule) -> str:
    names = {"conveyor": "Whoever gives copies", "operator": "Whoever serves", "licensee": "Nobody"}
    who = rule.who[0] if rule.who else "licensee"
    if who == "licensee":
        return "You"
    return names.get(who, f"The {who.replace('-', ' ')}")


def _ending(rule: Rule) -> str:
    what = acts(rule) if rule.acts else _listed(rule.value)
    return f"permission ends ({what})" if rule.acts else f"this ends: {what}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(word.rpartition("/")[2].replace("-", " ") for word in words)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stands_on(terms: Terms) -> str:
    if terms.right and terms.agreement:
        return "the rights that protect weights, and the agreement of those who accept it"
    if terms.agreement:
        return "the agreement of those who accept it, and no right"
    return "the rights that protect weights" if terms.right else "nothing: it gives rights up"


def _burden(entry: tuple[str, str, tuple[tuple[str, ...], ...]], terms: Terms) -> Burden:
    id, role, paths = entry
    found: dict[str, None] = {}
    for path in paths:
        for word in ask(path, terms)[-1].owes:
            found[thing(word, terms)] = None
    return Burden(id, role, len(found), tuple(found))


def _quoted(made: Deed, terms: Terms) -> Deed:
    """Add the words of every paragraph that is cited, where there are any."""
    from ..document.record import replace

    ids: dict[str, None] = {}
    for row in made.rows:
        for one in (*row.owed, *row.on_event):
            ids[one.id] = None
        for _, id in row.cites:
            ids[id] = None
    for line in (*made.limits, *made.never, *made.promises, *made.ends, *made.powers):
        ids[line.id] = None
    order = list(terms.texts)
    found = sorted((id for id in ids if terms.texts.get(id)), key=order.index)
    return replace(made, quotes=tuple((id, terms.cite(id), terms.texts[id]) for id in found))


__all__ = ["NOT_DESCRIBED", "Burden", "Deed", "Line", "Owed", "Row", "deed", "owed"]
