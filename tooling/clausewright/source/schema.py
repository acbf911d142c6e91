"""Descriptions of the YAML formats: one description reads a file and gives its JSON Schema.

A description says what stands where. `read` turns a node into plain Python values and reports
everything that does not fit; `json_schema` gives the same as a JSON Schema for editors.
Scalars are kept as written and typed here, so `NO`, `1.10` and `014` mean what they say.
"""

from __future__ import annotations

import re
from typing import Any

from ..document.record import field, record
from .files import Report, SourceFile
from .limits import STRING_CHARACTERS
from .suggest import mend_for, nearest
from .yaml_nodes import Node, at, parse_yaml

ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""A clause, variant, definition, form or paragraph id."""
NAME = r"[a-z][a-z0-9_]*"
"""The name of a parameter."""
INTEGER = re.compile(r"[-+]?[0-9]{1,60}\Z")
NUMBER = re.compile(r"[-+]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][-+]?[0-9]{1,2})?\Z")


_ID_HINT = "Use small letters, digits and hyphens, beginning with a letter."
_ONE_LINE = "Write it on one line, in quotes where it holds brackets or `: `."


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffc]")
_SPACES = re.compile(r"[ \t\n]+")


class Missing:
    """Marks a value that could not be read."""


MISSING = Missing()


@record
class Context:
    """Where a read happens: the file and the report."""

    file: SourceFile
    report: Report

    def wrong(self, node: Node, message: str, mend: str, code: str = "CW-FMT-002") -> Missing:
        """Report a value of the wrong shape and return `MISSING`."""
        self.report.add(code, message, mend, at(self.file, node))
        return MISSING


@record
class Spec:
    """A description of one value."""

    about: str = ""
    """One sentence, shown by editors."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        raise NotImplementedError

    def _schema(self, **more: Any) -> dict[str, Any]:
        return {**({"description": self.about} if self.about else {}), **more}


@record
class String(Spec):
    """Text, kept as written but for line ends, which become spaces."""

    pattern: str = ""
    """A regular expression that the whole text must match."""
    hint: str = ""
    """How to write it, where a pattern is given."""
    empty: bool = False
    maximum: int = STRING_CHARACTERS

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.kind != "scalar":
            return context.wrong(node, f"Text is expected here, not a {node.kind}.", self.hint or _ONE_LINE)
        if not node.text.strip() and not self.empty:
            return context.wrong(node, "This value is empty.", self.hint or "Write a value after the colon.")
        if len(node.text) > self.maximum:
            return context.wrong(
                node,
                f"This value has {len(node.text):,} characters; at most {self.maximum:,} fit.",
                "Shorten it.",
                "CW-FMT-005",
            )
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            return context.wrong(
                node, f"`{node.text[:80]}` is not written as expected.", self.hint or _ID_HINT
            )
        if _CONTROL.search(node.text):
            return context.wrong(node, "This value holds a control character.", "Remove it.")
        # every text is one line where it is used: a heading with a line end would end the heading
        return _SPACES.sub(" ", node.text).strip(" ")

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        # scalars are kept as written, so an editor must accept 1.10 and a date without quotes
        kinds = ["string", "number", "boolean"] if not self.pattern or self.pattern[0] == "[" else "string"
        if self.pattern:
            return self._schema(type="string", pattern=f"^(?:{self.pattern})$")
        return self._schema(type=kinds)


@record
class Loose(String):
    """Text that an editor may take for a number or a date (`version: 1.10`)."""

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        return self._schema(type=["string", "number", "integer"])


@record
class Boolean(Spec):
    """`true` or `false`."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.kind == "scalar" and node.plain and node.text in {"true", "True", "TRUE"}:
            return True
        if node.kind == "scalar" and node.plain and node.text in {"false", "False", "FALSE"}:
            return False
        return context.wrong(
            node, "`true` or `false` is expected here.", "Write `true` or `false`, without quotes."
        )

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        return self._schema(type="boolean")


@record
class Integer(Spec):
    """A whole number."""

    minimum: int | None = None
    maximum: int | None = None

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.kind != "scalar" or not node.plain or not INTEGER.match(node.text):
            return context.wrong(
                node, "A whole number is expected here.", "Write digits only, without quotes."
            )
        value = int(node.text)
        low = self.minimum is not None and value < self.minimum
        if low or (self.maximum is not None and value > self.maximum):
            return context.wrong(
                node, f"{value} is out of range.", f"Write a number from {self.minimum} to {self.maximum}."
            )
        return value

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        more: dict[str, Any] = {"type": "integer"}
        if self.minimum is not None:
            more["minimum"] = self.minimum
        if self.maximum is not None:
            more["maximum"] = self.maximum
        return self._schema(**more)


@record
class OneOf(Spec):
    """One word of a list."""

    words: tuple[str, ...] = ()

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.kind != "scalar" or node.text not in self.words:
            text = node.text[:80] if node.kind == "scalar" else f"a {node.kind}"
            return context.wrong(
                node,
                f"`{text}` is not one of the words that fit here.",
                mend_for(node.text, self.words, "word"),
            )
        return node.text

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        return self._schema(enum=list(self.words))


@record
class Raw(Spec):
    """Any value, handed on as a node and typed later."""

    schema: dict[str, Any] = field(default_factory=dict)

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        return node

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        return self._schema(**self.schema)


@record
class ListOf(Spec):
    """A list."""

    item: Spec = field(default_factory=String)
    minimum: int = 0

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.kind != "sequence":
            return context.wrong(node, "A list is expected here.", "Put the values in brackets: `[a, b]`.")
        values = [self.item.read(item, context) for item in node.items]
        if len(values) < self.minimum:
            return context.wrong(node, f"At least {self.minimum} entry is expected here.", "Add one.")
        return MISSING if any(v is MISSING for v in values) else tuple(values)

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        more = {"minItems": self.minimum} if self.minimum else {}
        return self._schema(type="array", items=self.item.json_schema(), **more)


@record
class MapOf(Spec):
    """A mapping whose keys are names that the author chooses."""

    value: Spec = field(default_factory=Raw)
    key: str = ID
    what: str = "name"
    known: tuple[str, ...] = ()
    """Keys that an editor may offer."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.is_null:
            return {}
        if node.kind != "mapping":
            return context.wrong(node, "A mapping is expected here.", "Write `name: value`, one a line.")
        out: dict[str, Any] = {}
        failed = False
        for key, value in node.pairs:
            if not re.fullmatch(self.key, key.text):
                _comma_or(
                    context,
                    key,
                    value,
                    f"`{key.text[:80]}` cannot be the {self.what} of anything.",
                    "Use small letters, digits and hyphens.",
                    node,
                )
                failed = True
                continue
            read = self.value.read(value, context)
            failed |= read is MISSING
            out[key.text] = read
        return MISSING if failed else out

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        value = self.value.json_schema()
        if self.known:
            return self._schema(
                type="object",
                properties=dict.fromkeys(self.known, value),
                patternProperties={f"^(?:{self.key})$": value},
                additionalProperties=False,
            )
        return self._schema(
            type="object", patternProperties={f"^(?:{self.key})$": value}, additionalProperties=False
        )


@record
class Key:
    """One key of a record."""

    spec: Spec
    required: bool = False
    default: Any = None


@record
class Record(Spec):
    """A mapping with fixed keys."""

    keys: dict[str, Key] = field(default_factory=dict)
    open: bool = False
    """Whether other keys are accepted and handed on as nodes."""

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        if node.is_null:
            node = Node("mapping", node.line, node.column)
        if node.kind != "mapping":
            return context.wrong(node, "A mapping is expected here.", "Write `name: value`, one a line.")
        out: dict[str, Any] = {name: key.default for name, key in self.keys.items()}
        failed = False
        for key, value in node.pairs:
            known = self.keys.get(key.text)
            if known is None:
                if self.open:
                    out[key.text] = value
                    continue
                hint = nearest(key.text, self.keys)
                mend = (
                    hint[0].upper() + hint[1:]
                    if hint
                    else ("Known here: " + ", ".join(f"`{k}`" for k in self.keys) + ".")
                )
                _comma_or(
                    context,
                    key,
                    value,
                    f"The key `{key.text[:80]}` is not known here.",
                    mend,
                    node,
                    "CW-FMT-001",
                )
                failed = True
                continue
            if value.is_null and not known.required:
                continue
            read = known.spec.read(value, context)
            failed |= read is MISSING
            out[key.text] = known.default if read is MISSING else read
        for name, wanted in self.keys.items():
            if wanted.required and node.key(name) is None:
                context.wrong(
                    node,
                    f"The key `{name}` is missing.",
                    f"Add `{name}: ...`{_because(wanted.spec.about)}",
                    "CW-FMT-003",
                )
                failed = True
        return MISSING if failed else out

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        required = [name for name, key in self.keys.items() if key.required]
        return self._schema(
            type="object",
            properties={name: key.spec.json_schema() for name, key in self.keys.items()},
            **({"required": required} if required else {}),
            **({} if self.open else {"additionalProperties": False}),
        )


@record
class Either(Spec):
    """Different descriptions for a scalar, a list and a mapping."""

    scalar: Spec | None = None
    sequence: Spec | None = None
    mapping: Spec | None = None

    def read(self, node: Node, context: Context) -> Any:
        """Return the value of a node, or `MISSING` after a complaint."""
        spec = {"scalar": self.scalar, "sequence": self.sequence, "mapping": self.mapping}[node.kind]
        if spec is None:
            kinds = [k for k in ("scalar", "sequence", "mapping") if getattr(self, k) is not None]
            return context.wrong(
                node, f"A {' or '.join(kinds)} is expected here, not a {node.kind}.", f"Write a {kinds[0]}."
            )
        return spec.read(node, context)

    def json_schema(self) -> dict[str, Any]:
        """Return this description as JSON Schema."""
        specs = [s for s in (self.scalar, self.sequence, self.mapping) if s is not None]
        return self._schema(anyOf=[s.json_schema() for s in specs])


def _because(about: str) -> str:
    return f": {about[0].lower()}{about[1:].rstrip('.')}." if about else "."


def _comma_or(
    context: Context, key: Node, value: Node, message: str, mend: str, parent: Node, code: str = "CW-FMT-002"
) -> None:
    # `{about: days, after the last serving}` silently makes a second key without a value
    if parent.flow and value.is_null and (" " in key.text or value.line == key.line):
        mend = "A comma in a one-line mapping begins a new key: put the text before it in quotes."
    context.wrong(key, message, mend, code)


def read_record(file: SourceFile, spec: Spec, report: Report) -> tuple[dict[str, Any], Node] | None:
    """Return the record that a whole file holds, with its root, or None after a complaint."""
    before = len(report.diagnostics)
    node = parse_yaml(file, report)
    if node is None:
        if len(report.diagnostics) == before:
            report.add("CW-FMT-006", "The file is empty.", "Write its keys.", file.position(1))
        return None
    data = spec.read(node, Context(file, report))
    return None if data is MISSING else (data, node)
