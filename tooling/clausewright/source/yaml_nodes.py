"""YAML as nodes with positions: no types are guessed, and nothing hostile is built.

Depth and nodes are counted on the parser's events, before anything is composed: the C composer
crashes on 200,000 open brackets, and an alias bomb would fill the memory.
"""

from __future__ import annotations

import re
from typing import NoReturn

from ..diagnostic import Position
from ..document.record import entity
from .files import Report, SourceFile
from .limits import YAML_DEPTH, YAML_NODES


@entity
class Node:
    """One YAML node."""

    kind: str
    """`scalar`, `sequence` or `mapping`."""
    line: int
    """1-based line in the file."""
    column: int
    """1-based column."""
    text: str = ""
    """A scalar as written, without quotation marks."""
    plain: bool = True
    """Whether a scalar stands without quotation marks."""
    flow: bool = False
    """Whether a sequence or mapping stands in brackets."""
    items: tuple[Node, ...] = ()
    """Entries of a sequence."""
    pairs: tuple[tuple[Node, Node], ...] = ()
    """Keys and values of a mapping."""
    size: int = 1
    """Nodes at and below this one, aliases counted each time."""

    def get(self, key: str) -> Node | None:
        """Return the value of a key of a mapping, or None."""
        for name, value in self.pairs:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Node | None:
        """Return the node of a key itself, or None."""
        for name, _ in self.pairs:
            if name.text == key:
                return name
        return None

    @property
    def is_null(self) -> bool:
        """Whether it is a scalar that YAML 1.2 reads as null."""
        return self.kind == "scalar" and self.plain and self.text in {"", "~", "null", "Null", "NULL"}

    @property
    def length(self) -> int:
        """Characters for a caret to underline."""
        return max(1, len(self.text)) if self.kind == "scalar" else 1


def at(file: SourceFile, node: Node) -> Position:
    """Return the position of a node."""
    return file.position(node.line, node.column, node.length)


def parse_yaml(file: SourceFile, report: Report, text: str | None = None, first_line: int = 1) -> Node | None:
    """Return the root of a YAML text, or None after a complaint.

    Args:
        file: The file, for positions.
        report: Where complaints go.
        text: The YAML, where it is only a part of the file (front matter).
        first_line: The 1-based line of the file on which `text` begins.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = file.text if text is None else text
    odd = re.search(_ODD_ENDS, source)
    if odd is not None:
        # YAML ends a line there and nothing else does: the same text would have two readings
        line = source.count("\n", 0, odd.start())
        report.add(
            "CW-YAML-001",
            f"This is not valid YAML: it holds the character U+{ord(odd[0]):04X}.",
            "Remove it, or end the line in the usual way.",
            file.position(line + first_line, odd.start() - source.rfind("\n", 0, odd.start())),
        )
        return None
    try:
        return _Builder(file, report, first_line).build(yaml.parse(source, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        column = (mark.column if mark else 0) + 1
        problem = error.problem or error.context or "it cannot be read"
        report.add(
            "CW-YAML-001",
            f"This is not valid YAML: {problem}.",
            "Check the indentation, and put text with `: `, `#` or brackets in quotes.",
            file.position(line, column),
        )
    except (yaml.YAMLError, UnicodeError) as error:
        # a tag may hold escaped bytes that are no text
        report.add(
            "CW-YAML-001",
            f"This is not valid YAML: {_first_line(error)}.",
            "Remove characters that no text file holds.",
            file.position(first_line),
        )
    except _Stop:
        pass
    return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["it cannot be read"])[0].rstrip(".")


_ODD_ENDS = "[\x85\u2028\u2029\ud800-\udfff]"
"""Line ends of YAML alone, and halves of characters, which no file can hold and an editor's buffer may."""


class _Stop(Exception):
    """The text was refused; the complaint is in the report."""


class _Builder:
    def __init__(self, file: SourceFile, report: Report, first_line: int) -> None:
        self.file = file
        self.report = report
        self.first_line = first_line
        self.anchors: dict[str, Node | None] = {}
        self.total = 0

    def build(self, events) -> Node | None:  # type: ignore[no-untyped-def]
        root: Node | None = None
        # each open collection: its node, the children read so far, its anchor
        stack: list[tuple[Node, list[Node], str | None]] = []
        documents = 0
        for event in events:
            name = type(event).__name__
            line = event.start_mark.line + self.first_line
            column = event.start_mark.column + 1
            if name == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.stop(
                        "CW-YAML-006",
                        "The file holds more than one YAML document.",
                        "Keep one document; remove the line `---`.",
                        line,
                        column,
                    )
                continue
            if name == "ScalarEvent":
                self.tag(event, line, column, event.implicit[0] or event.implicit[1])
                node = Node("scalar", line, column, event.value, not event.style)
                self.anchor(event, node)
            elif name in {"SequenceStartEvent", "MappingStartEvent"}:
                self.tag(event, line, column, event.implicit)
                kind = "sequence" if name == "SequenceStartEvent" else "mapping"
                node = Node(kind, line, column, flow=bool(event.flow_style))
                if event.anchor:
                    self.anchors[event.anchor] = None
                stack.append((node, [], event.anchor))
                if len(stack) > YAML_DEPTH:
                    self.stop(
                        "CW-YAML-003",
                        f"The YAML is nested more than {YAML_DEPTH} deep.",
                        "Flatten it.",
                        line,
                        column,
                    )
                continue
            elif name in {"SequenceEndEvent", "MappingEndEvent"}:
                node, children, anchor = stack.pop()
                self.close(node, children)
                if anchor:
                    self.anchors[anchor] = node
            elif name == "AliasEvent":
                known = self.anchors.get(event.anchor)
                if known is None:
                    self.stop(
                        "CW-YAML-004",
                        f"The alias `*{event.anchor[:60]}` names nothing that ends before it.",
                        "Write the value out.",
                        line,
                        column,
                    )
                node = known
                self.count(node.size, line, column)
            else:
                continue
            if name == "ScalarEvent":
                self.count(1, line, column)
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        return root

    def close(self, node: Node, children: list[Node]) -> None:
        self.count(1, node.line, node.column)
        node.size = 1 + sum(child.size for child in children)
        if node.kind == "sequence":
            node.items = tuple(children)
            return
        seen: dict[str, Node] = {}
        pairs = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if key.kind != "scalar":
                self.complain(
                    "CW-YAML-005",
                    "A key must be a word, not a list or a mapping.",
                    "Write a name before the colon.",
                    key,
                )
                continue
            if key.text in seen:
                first = seen[key.text]
                self.complain(
                    "CW-YAML-002",
                    f"The key `{key.text[:80]}` stands twice (first on line {first.line}).",
                    "Keep one of the two.",
                    key,
                )
                continue
            seen[key.text] = key
            pairs.append((key, value))
        node.pairs = tuple(pairs)

    def anchor(self, event, node: Node) -> None:  # type: ignore[no-untyped-def]
        if event.anchor:
            self.anchors[event.anchor] = node

    def tag(self, event, line: int, column: int, implicit: bool) -> None:  # type: ignore[no-untyped-def]
        if event.tag and not implicit:
            self.stop(
                "CW-YAML-007",
                f"The tag `{event.tag[:60]}` is not accepted.",
                "Remove the tag: values are typed by the format.",
                line,
                column,
            )

    def count(self, nodes: int, line: int, column: int) -> None:
        self.total += nodes
        if self.total > YAML_NODES:
            self.stop(
                "CW-YAML-008",
                f"The YAML has more than {YAML_NODES:,} nodes, aliases counted each time.",
                "Split the file, and write fewer aliases.",
                line,
                column,
            )

    def complain(self, code: str, message: str, mend: str, node: Node) -> None:
        self.report.add(code, message, mend, at(self.file, node))

    def stop(self, code: str, message: str, mend: str, line: int, column: int) -> NoReturn:
        self.report.add(code, message, mend, self.file.position(line, column))
        raise _Stop
