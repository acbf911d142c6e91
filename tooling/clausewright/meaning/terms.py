"""A license as rules: every provision with its words resolved and its section at hand."""

from __future__ import annotations

from ..document.record import entity, field, record


@record
class Clock:
    """A time: `30 days from request`."""

    number: str = ""
    unit: str = ""
    start: str = ""


@record
class Rule:
    """One provision, ready to be held against a situation."""

    id: str
    """The paragraph that it describes: `api-disclosure/offer`."""
    verb: str
    order: int
    """Place among all provisions of the license."""
    acts: frozenset[str] = frozenset()
    """Leaves of the tree of activities."""
    who: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    within_things: tuple[str, ...] = ()
    """Kinds of things in which it is given (`in`)."""
    value: tuple[str, ...] = ()
    """What the verb takes, where that is no act: duties, promises, paragraphs, powers."""
    materials: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    """Materials with defined terms spelled out."""
    to: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    trigger: str = ""
    threshold: float | None = None
    unit: str = ""
    knows: tuple[str, ...] = ()
    knows_all: bool = False
    terms: str = ""
    fee: str = ""
    within: Clock | None = None
    lasts: Clock | None = None
    meets: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    """Paragraphs whose duties this permission depends on."""
    start: str = ""
    """For what reaches: `reached`, `work`, a portion or a term."""
    only_contained: bool = False
    manner: bool = False
    """Whether it says only how another duty is met."""
    condition: bool | None = None
    by_interpretation: bool = False


@record
class Defined:
    """What one defined term takes in."""

    id: str
    words: tuple[str, ...]
    except_: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    threshold: float | None = None
    unit: str = ""
    fallback: float | None = None
    """The line in absolute terms, where the whole is not known."""


@entity
class Terms:
    """A license, as the meaning layer sees it."""

    key: str
    """The name under which a lineage speaks of it."""
    title: str
    rules: tuple[Rule, ...]
    cites: dict[str, str]
    """For each paragraph, how it is cited: `6(a)`, `definition of Convey`."""
    defined: dict[str, tuple[Defined, ...]] = field(default_factory=dict)
    right: bool = True
    """Whether it stands on rights."""
    accepted_by: frozenset[str] = frozenset()
    """Acts by which one accepts it as an agreement; none where it is no agreement."""
    agreement: bool = False
    by_interpretation: bool = False
    """Whether its words were written before anyone asked about weights."""
    within: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each paragraph with a list, the ids of the items below it."""
    compatible: frozenset[str] = frozenset()
    """Licenses that it names as compatible, and `same-family`."""
    described: bool = True
    """Whether anybody described what it says."""
    undescribed: tuple[str, ...] = ()
    """Paragraphs that nobody described, as cited."""
    texts: dict[str, str] = field(default_factory=dict)
    """The words of each paragraph that a rule describes; empty for a license that is only described."""
    terms: dict[str, str] = field(default_factory=dict)
    """Defined terms as printed, by the id of their definition."""
    choices: dict[str, str] = field(default_factory=dict)
    """For each clause and definition of a composed license, the variant that was chosen."""
    source: str = ""
    """Where a description comes from."""
    name: str = ""
    """Its own name, whatever a lineage calls it."""

    def of_verb(self, verb: str) -> tuple[Rule, ...]:
        """Return the rules with a verb."""
        return tuple(rule for rule in self.rules if rule.verb == verb)

    def cite(self, id: str) -> str:
        """Return how a paragraph is cited, with the word Section where it has a number."""
        found = self.cites.get(id, id)
        return f"Section {found}" if found[:1].isdigit() else found

    def covers(self, term: str) -> tuple[str, ...]:
        """Return the words that a defined term takes in; nothing for a word that is no such term."""
        return tuple(word for entry in self.defined.get(term, ()) for word in entry.words)
