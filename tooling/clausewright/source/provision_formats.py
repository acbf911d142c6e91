"""The formats of provisions and of ways round, whose words come from the vocabulary.

The vocabulary is imported where a value is read or described, and not with this module, so that a library
from the cache does not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..document import VERBS
from ..document.record import record
from .schema import MISSING, Context, Key, Raw, Record, Spec, String
from .suggest import mend_for
from .yaml_nodes import Node

if TYPE_CHECKING:
    from ..document.vocabulary import Shape, Words


@record
class WayRound(String):
    """One known way round a variant."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        from ..document.vocabulary import CIRCUMVENTIONS

        word = String.read(self, node, context)
        if word is MISSING or word in CIRCUMVENTIONS:
            return word
        return context.wrong(
            node,
            f"`{word[:80]}` is no known way round.",
            f"{mend_for(word, CIRCUMVENTIONS, 'way round')} docs/provisions.md lists them all.",
            "CW-PRV-009",
        )

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        from ..document.vocabulary import CIRCUMVENTIONS

        return self._schema(enum=list(CIRCUMVENTIONS))


@record
class ProvisionRecord(Record):
    """A provision; its slots are held against the vocabulary once the text is known."""

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        from ..document.vocabulary import COMMON, SLOTS, VERB_SHAPES

        properties: dict[str, Any] = {}
        for slot in (*COMMON.values(), *SLOTS.values()):
            properties[slot.name] = {"description": slot.about, **_schema(slot.shape)}
        branches = []
        for verb in VERB_SHAPES.values():
            properties[verb.name] = {"description": verb.about, **_schema(verb.shape)}
            others = [name for name in VERB_SHAPES if name != verb.name]
            idle = [slot.name for slot in SLOTS.values() if verb.name not in slot.verbs]
            branches.append(
                {
                    "required": [verb.name, *verb.required],
                    "properties": dict.fromkeys((*others, *idle), False),
                }
            )
        return self._schema(
            type="object",
            properties=properties,
            required=["at"],
            oneOf=branches,
            additionalProperties=False,
        )


PROVISION = ProvisionRecord(
    about="What a paragraph permits, requires, forbids or reaches.",
    open=True,
    keys={
        "at": Key(String(about="Id of the paragraph or span that it describes."), required=True),
        **{verb: Key(Raw()) for verb in VERBS},
    },
)
WAY_ROUND: Spec = WayRound()


def _schema(shape: Shape) -> dict[str, Any]:
    from ..document.vocabulary import Flag, Keys, Number, Words

    if isinstance(shape, Words):
        return _words(shape)
    if isinstance(shape, Flag):
        return {"const": True} if shape.only else {"type": "boolean"}
    if isinstance(shape, Number):
        return {"type": "integer" if shape.whole else "number", "minimum": 0}
    if isinstance(shape, Keys):
        mapping = {
            "type": "object",
            "properties": {key: _schema(inner) for key, inner in shape.keys.items()},
            "required": list(shape.required),
            "additionalProperties": False,
        }
        return mapping if shape.word is None else {"anyOf": [_words(shape.word), mapping]}
    return {"type": "string", "description": shape.about}


def _words(shape: Words) -> dict[str, Any]:
    """Return the schema of some words; ids of definitions and paragraphs are open to an editor."""
    from ..document.vocabulary import GROUPS

    known = list(dict.fromkeys(word for group in shape.groups for word in GROUPS[group].words))
    one: dict[str, Any] = {"enum": known}
    if shape.definitions or shape.paragraphs:
        one = {"anyOf": [{"enum": known}, {"type": "string"}]} if known else {"type": "string"}
    if not shape.many:
        return one
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
