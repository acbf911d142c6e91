"""The shape of the words that drafting rules look for."""

from __future__ import annotations

from ..record import record


@record
class Style:
    """What the drafting rules of one language look for, and what to write instead."""

    archaic: dict[str, str]
    """Words of old legal prose, in small letters, each with the plain word for it."""
    doublets: dict[str, str]
    """Two words for one thing, each with the one word that is enough."""
    hedges: tuple[str, ...]
    """Words that leave the measure of a duty to whoever reads it."""
    conjunctions: tuple[str, ...]
    """Joints that leave open which of two things is meant, such as `and/or`."""
    duties: tuple[str, ...]
    """Words that lay a duty on the subject of a sentence, with their negation where it is one word more."""
    duty_verbs: tuple[str, ...]
    """Verbs of which a second one behind a word of duty is a second duty, `must give … and name …`."""
    duty_objects: tuple[str, ...]
    """Words that begin what such a verb is about, which tell it from a noun of the same letters."""
    governing: tuple[str, ...]
    """Words behind which a verb is what another person or thing does: `must let each person use and keep`."""
    passive_duties: tuple[str, ...]
    """Words that lay a duty only before a passive, such as `is to` in `is to be kept`."""
    negation: str
    """The word behind a word of duty that makes a prohibition of it."""
    operative: tuple[str, ...]
    """Words with legal effect, which stand neither in a preamble nor in a heading nor in a definition."""
    relatives: tuple[str, ...]
    """Words that begin a relative clause: a word of duty behind one describes a duty and lays down none."""
    passive: str
    """The verb with which the passive is formed, in the form that follows a word of duty."""
    participle_ends: tuple[str, ...]
    """Ends of regular participles."""
    participles: tuple[str, ...]
    """Irregular participles."""
    no_participles: tuple[str, ...]
    """Words with the end of a participle that say how something is, and not what is done to it."""
    by: str
    """The word before the actor of a passive sentence."""
    no_actors: tuple[str, ...]
    """What follows that word and names no actor: a time or a means."""
    actors: dict[str, str]
    """Pronouns that can be the subject of a duty, each with `one` or `many`."""
    addressed: tuple[str, ...]
    """Forms of the term for the reader, which no pronoun of the third person stands for."""
    determiners: tuple[str, ...]
    """Words before a noun that names one thing."""
    such: str
    """The word that points back to a noun."""
    such_not: tuple[str, ...]
    """Words behind it with which it does not point back."""
    back: tuple[str, ...]
    """Words before a noun that was named before."""
    additions: tuple[str, ...]
    """Words that begin what is added to a noun in order to say which one is meant."""
    pointers: tuple[str, ...]
    """Phrases that point at something by its order or its place."""
    longest: int
    """The most words that a sentence has."""
