"""Holds the words of a provision against the vocabulary: unknown words, slots and shapes are errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .files import Report, SourceFile
from .model import CLAUSE, DEFINITION, Parameter
from .names import Visible
from .suggest import mend_for
from .yaml_nodes import Node, at

if TYPE_CHECKING:
    from ..document.vocabulary import Keys, Shape, Words

_KINDS = {"scalar": "one word", "sequence": "a list", "mapping": "a mapping"}
_DIGITS = 12


class WordReader:
    """Reads the words of one variant's provisions."""

    def __init__(
        self,
        file: SourceFile,
        ids: tuple[str, ...],
        parameters: Mapping[str, Parameter],
        visible: Visible,
        report: Report,
    ) -> None:
        self._file, self._ids, self._parameters = file, ids, parameters
        self._visible, self._report = visible, report

    def read(self, verb: str, node: Node) -> None:
        """Report every word, slot and shape of a provision that the vocabulary does not have.

        Args:
            verb: Its verb, which is a known one.
            node: The whole provision, a mapping.
        """
        # here and not above: a library that comes from the cache needs no vocabulary
        from ..document.vocabulary import COMMON, SLOTS, VERB_SHAPES

        known = VERB_SHAPES[verb]
        for key, value in node.pairs:
            if key.text == verb:
                self._value(known.shape, value, verb)
            elif key.text == "at" or key.text in VERB_SHAPES:
                continue
            elif (slot := COMMON.get(key.text) or SLOTS.get(key.text)) is None:
                names = [*COMMON, *SLOTS]
                self._add("CW-PRV-004", f"`{key.text[:80]}` is no slot of a provision.", key, names, "slot")
            elif slot.verbs and verb not in slot.verbs:
                self._report.add(
                    "CW-PRV-008",
                    f"`{slot.name}` says nothing beside `{verb}`.",
                    f"It stands beside {', '.join(f'`{v}`' for v in slot.verbs)}.",
                    at(self._file, key),
                )
            else:
                self._value(slot.shape, value, slot.name)
        self._missing(known.name, known.required, node)

    def _missing(self, verb: str, required: tuple[str, ...], node: Node) -> None:
        needed = required
        if verb == "requires" and (duty := node.get("requires")) is not None:
            more = {"provide": ("material", "to"), "keep": ("keeps",)}
            needed = (*required, *more.get(duty.text, ()))
        for name in needed:
            if node.get(name) is None:
                self._report.add(
                    "CW-PRV-007",
                    f"The provision `{verb}` something and does not say `{name}`.",
                    f"Add `{name}: ...`; docs/provisions.md has the words.",
                    at(self._file, node),
                )

    def _value(self, shape: Shape, node: Node, name: str) -> None:
        """Hold one value against its shape; `name` is the slot, for complaints."""
        from ..document.vocabulary import Flag, Keys, Number, Words

        if isinstance(shape, Words):
            self._words(shape, node, name)
        elif isinstance(shape, Keys):
            self._keys(shape, node, name)
        elif isinstance(shape, Flag):
            fits = (
                ("true", "True", "TRUE")
                if shape.only
                else ("true", "True", "TRUE", "false", "False", "FALSE")
            )
            if node.kind != "scalar" or not node.plain or node.text not in fits:
                self._shape(node, name, "`true`" if shape.only else "`true` or `false`")
        elif isinstance(shape, Number):
            if not _is_number(node, shape.whole):
                self._shape(node, name, "a whole number" if shape.whole else "a number")
        elif node.kind != "scalar" or not node.text.strip():
            self._shape(node, name, shape.about)
        elif name == "parameter" and node.text not in self._parameters:
            self._add(
                "CW-PRV-003",
                f"The provision names the parameter `{node.text[:80]}`, which is not the variant's.",
                node,
                list(self._parameters),
                "parameter",
            )

    def _keys(self, shape: Keys, node: Node, name: str) -> None:
        if node.kind != "mapping":
            if shape.word is not None:
                self._words(shape.word, node, name)
            else:
                keys = ", ".join(f"`{key}`" for key in shape.keys)
                self._shape(node, name, f"a mapping with {keys}")
            return
        for key, value in node.pairs:
            inner = shape.keys.get(key.text)
            if inner is None:
                self._add(
                    "CW-PRV-004",
                    f"`{key.text[:80]}` is no part of `{name}`.",
                    key,
                    list(shape.keys),
                    "part",
                )
            else:
                self._value(inner, value, key.text)
        for key_name in shape.required:
            if node.get(key_name) is None:
                self._report.add(
                    "CW-PRV-007",
                    f"`{name}` does not say `{key_name}`.",
                    f"Add `{key_name}: ...`; docs/provisions.md has the words.",
                    at(self._file, node),
                )

    def _words(self, shape: Words, node: Node, name: str) -> None:
        if node.kind == "mapping" or (node.kind == "sequence" and not shape.many):
            self._shape(node, name, "one word or a list of words" if shape.many else "one word")
            return
        if node.kind == "sequence" and not node.items:
            self._shape(node, name, "at least one word")
        for item in node.items if node.kind == "sequence" else (node,):
            if item.kind != "scalar":
                self._shape(item, name, "a word")
            elif not self._known(shape, item.text):
                self._add(
                    "CW-PRV-005",
                    f"`{item.text[:80]}` is not a word for `{name}`.",
                    item,
                    self._all(shape),
                    "word",
                )

    def _known(self, shape: Words, word: str) -> bool:
        from ..document.vocabulary import GROUPS

        if any(word in GROUPS[group].words for group in shape.groups):
            return True
        if shape.definitions and self._is_definition(word):
            return True
        return shape.paragraphs and self._is_paragraph(word)

    def _is_definition(self, word: str) -> bool:
        full = [word] if ":" in word else self._visible.by_local.get(word, ())
        found = [self._visible.subjects[id] for id in full if id in self._visible.subjects]
        return any(subject.kind == DEFINITION for subject in found)

    def _is_paragraph(self, word: str) -> bool:
        clause, slash, paragraph = word.partition("/")
        if not slash and word in self._ids:
            return True
        full = [clause] if ":" in clause else self._visible.by_local.get(clause, ())
        if not slash:
            found = (self._visible.subjects.get(id) for id in full)
            return any(subject is not None and subject.kind == CLAUSE for subject in found)
        return any(paragraph in self._visible.known_ids.get(id, ()) for id in full)

    def _all(self, shape: Words) -> list[str]:
        from ..document.vocabulary import GROUPS

        out = [word for group in shape.groups for word in GROUPS[group].words]
        if shape.definitions:
            subjects = self._visible.subjects.values()
            out += [s.id.partition(":")[2] for s in subjects if s.kind == DEFINITION]
        return [*out, *(self._ids if shape.paragraphs else ())]

    def _shape(self, node: Node, name: str, wanted: str) -> None:
        self._report.add(
            "CW-PRV-006",
            f"`{name}` takes {wanted}, not {_given(node)}.",
            "Write it so; docs/provisions.md shows the shapes.",
            at(self._file, node),
        )

    def _add(self, code: str, message: str, node: Node, known: list[str], what: str) -> None:
        mend = mend_for(node.text, known, what)
        if not mend.startswith("Did you mean"):
            mend += " The whole vocabulary is in docs/provisions.md."
        self._report.add(code, message, mend, at(self._file, node))


def _given(node: Node) -> str:
    return f"`{node.text[:80]}`" if node.kind == "scalar" and node.text.strip() else _KINDS[node.kind]


def _is_number(node: Node, whole: bool) -> bool:
    if node.kind != "scalar" or not node.plain or len(node.text) > _DIGITS or not node.text.isascii():
        return False
    return node.text.isdecimal() if whole else node.text.replace(".", "", 1).isdecimal()
