"""Whether a rule fits a situation: its act, its person, its thing, its aim and its limits."""

from __future__ import annotations

from .situation import Situation
from .tables import ACTS
from .terms import Defined, Rule, Terms
from .truth import Truth, any_of, both, either, opposite, unknown

_LICENSEES = frozenset({"licensee", "recipient"})


def fits(rule: Rule, now: Situation, terms: Terms) -> Truth:
    """Return whether a permission, duty or prohibition fits, apart from its trigger."""
    return both(
        bool(rule.acts & ACTS[now.act].with_) if rule.verb != "permits" else now.act in rule.acts,
        _person(rule, now),
        _occasion(rule, now),
        _thing_meant(rule, now, terms),
        _inside(rule, now),
        _aim(rule, now),
        _limit(rule, now),
        _knows(rule, now),
        opposite(_excepted(rule, now, terms)),
    )


def _thing_meant(rule: Rule, now: Situation, terms: Terms) -> Truth:
    """A duty that names no thing speaks of the license's material, and not of what only learned from it."""
    if rule.verb == "requires" and not rule.of:
        return either(now.contains, now.reached, now.output)
    return things(rule.of, now, terms)


def things(words: tuple[str, ...], now: Situation, terms: Terms) -> Truth:
    """Return whether the artifact is one of the things that some words name."""
    if not words:
        return True
    return any_of(_thing(word, now, terms, 0) for word in words)


def _thing(word: str, now: Situation, terms: Terms, depth: int) -> Truth:
    plain: dict[str, Truth] = {
        "reached": now.reached if now.act not in _OUTPUT_ACTS else either(now.reached, now.output),
        "original": both(now.reached, opposite(now.derived)),
        "derived": both(now.reached, now.derived),
        "own-derived": both(now.reached, now.derived, now.own),
        "narrow-model": both(now.reached, now.narrow),
        "adapter-alone": both(now.reached, now.alone),
        "adapter": now.kind in {"adapter", "soft-prompt"},
        "concerned": True,
        "permission": True,
        "own-parts": bool(now.holds),
        "contributions": now.holds == "part",
        "licensors-parts": now.contains,
        "own-copies": opposite(now.on_convey),
        "output-trained": now.taught,
        "outputs": either(now.output, now.kind == "outputs"),
        "sibling-text": False,
    }
    if word in plain:
        return plain[word]
    if word == now.kind:
        return True
    entries: tuple[Defined, ...] = terms.defined.get(word, ())
    if not entries or depth > 3:
        return False
    found: list[Truth] = []
    for entry in entries:
        parts: list[Truth] = []
        for inner in entry.words:
            # a term such as Covered Service covers an act with certain things
            parts.append(
                (now.act == inner or (inner == "serve-public" and now.on_serve is True))
                if inner in ACTS
                else _thing(inner, now, terms, depth + 1)
            )
        found.append(both(any_of(parts), things(entry.of, now, terms) if entry.of else True))
    return any_of(found)


_OUTPUT_ACTS = frozenset({"publish-outputs", "collect-outputs", "train-on-outputs"})


def _person(rule: Rule, now: Situation) -> Truth:
    if not rule.who:
        return True
    act = ACTS[now.act]
    roles: dict[str, Truth] = {
        "licensor": bool(now.holds),
        "contributor": now.holds == "part",
        "steward": False,
        "host": now.act == "host-for-other",
        "service-user": False,
        "conveyor": True if act.branch == "convey" or now.act == "embed-in-device" else now.on_convey,
        "operator": True if now.act in {"serve-public", "serve-internally"} else now.on_serve,
    }
    if act.branch == "publish-outputs" or (act.branch == "transfer-entity" and now.act in rule.acts):
        roles["conveyor"] = True
    if rule.verb == "permits" and act.branch in {"copy", "modify"} and "operator" in rule.who:
        roles["operator"] = now.on_serve
    return any_of(True if who in _LICENSEES else roles.get(who, False) for who in rule.who)


def _occasion(rule: Rule, now: Situation) -> Truth:
    """A lock or a gate concerns the copies that are given, or the service that is run."""
    if rule.verb != "forbids" or ACTS[now.act].branch not in {"lock", "gate"}:
        return True
    if "conveyor" in rule.who:
        return now.on_convey
    return now.on_serve if "operator" in rule.who else True


def _inside(rule: Rule, now: Situation) -> Truth:
    return now.kind in rule.within_things if rule.within_things else True


def _aim(rule: Rule, now: Situation) -> Truth:
    if not rule.purpose:
        return True
    return any_of(_aims(word, now) for word in rule.purpose)


def _aims(word: str, now: Situation) -> Truth:
    if word == "any":
        return True
    if word == "serve":
        return now.on_serve
    if now.purpose is None:
        return unknown("purpose")
    if word == "other-than-research":
        return bool(now.purpose) and "research" not in now.purpose
    return word in now.purpose


def _limit(rule: Rule, now: Situation) -> Truth:
    if rule.threshold is None:
        return True
    if rule.unit == "users":
        return unknown("number of users") if now.users is None else now.users >= rule.threshold
    if rule.unit in {"tokens", "examples"}:
        value = now.share[0 if rule.unit == "tokens" else 1]
        return unknown(f"share of {rule.unit}") if value is None else value >= rule.threshold
    return unknown(f"amount of {rule.unit}")


def _knows(rule: Rule, now: Situation) -> Truth:
    if not rule.knows:
        return True
    values = {"collected": now.collected, "told": now.told, "knew": now.knew}
    parts = [values[word] for word in rule.knows if word in values]
    return both(*parts) if rule.knows_all else any_of(parts)


def _excepted(rule: Rule, now: Situation, terms: Terms) -> Truth:
    """Return whether the rule's own words leave the artifact or the act out."""
    out: list[Truth] = []
    for word in rule.except_:
        if word == "freed":
            out.append(freed(now, terms))
        elif word in ACTS:
            out.append(now.act == word)
        elif word in {"reached", "derived", "original", "narrow-model", "adapter-alone"}:
            # a permission for a larger system without its weights says nothing of one with them
            out.append(_thing(word, now, terms, 0))
    return any_of(out)


def freed(now: Situation, terms: Terms) -> Truth:
    """Return whether the artifact may go under terms of the giver's choice."""
    return any_of(things(rule.of, now, terms) for rule in terms.of_verb("permits") if _frees(rule))


def _frees(rule: Rule) -> bool:
    return rule.terms == "own" and "relicense" in rule.acts


def trigger(rule: Rule, now: Situation) -> Truth:
    """Return whether the event on which a rule takes effect is a fact of the artifact."""
    if not rule.trigger:
        return True
    known: dict[str, Truth] = {
        "coarser-copy": now.coarse,
        "key-needed": now.locked,
        "came-with-one": now.documented,
    }
    return known.get(rule.trigger, unknown(rule.trigger))
