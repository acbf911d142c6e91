"""Sets keys in the front matter of a model card such that nothing else changes, by as much as a byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..source.files import Report, SourceFile
from ..source.yaml_nodes import parse_yaml

_BLOCK = re.compile(
    r"\A(\ufeff?\s*---[ \t]*(\r\n|\n|\r))([\s\S]*?)((?:(?<=[\r\n])|\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|\Z))"
)


class NotSpliced(Exception):
    """The front matter cannot be changed in its place; the message says why."""


def set_keys(text: str, values: Mapping[str, Any]) -> str:
    """Return a card with other values for some keys of its front matter.

    Args:
        text: The card, with its own line ends.
        values: Texts or lists of texts by key. A key that is there gets its value where it stands, others
            come last; comments, order, quotes and line ends of all else stay.

    Raises:
        NotSpliced: The front matter is no YAML, is one mapping in braces, or has an anchor where a value
            would go.
    """
    found = _BLOCK.match(text)
    if found is None:
        end = "\r\n" if "\r\n" in text else "\n"
        lines = "".join(f"{key}: {_scalar(value)}{end}" for key, value in values.items())
        body = text.removeprefix("\ufeff")
        return f"---{end}{lines}---{end}{end if body.strip() else ''}{body}"
    head, end, inner, tail = found.groups()
    root = _root(inner)
    before = _loaded(inner) if root is not None else {}
    out = inner
    edits: list[tuple[int, int, str]] = []
    at = {key.value: (key, value) for key, value in root.value} if root is not None else {}
    for key, value in values.items():
        if key in at and before[key] != value:
            edits.append(_edit(inner, *at[key], _scalar(value), end))
    for start, stop, new in sorted(edits, reverse=True):
        out = out[:start] + new + out[stop:]
    for key, value in values.items():
        if key not in at:
            joint = "" if not out or out.endswith(("\r", "\n")) else end
            out += f"{joint}{key}: {_scalar(value)}"
    if out and not out.endswith(("\r", "\n")) and not tail.startswith(("\r", "\n")):
        out += end
    if _loaded(out) != {**before, **values}:
        raise NotSpliced("another part of it would change, too")
    return head + out + tail + text[found.end() :]


def _loaded(text: str) -> Any:
    """Return YAML as plain values."""
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        # a date that is none, a list as a key, a tab where the stricter reader takes none
        raise NotSpliced(f"it is no YAML that everyone reads: {str(error).splitlines()[0][:100]}") from None


def _root(inner: str) -> Any:
    """Return the mapping of the front matter with its places, or None where it is empty."""
    import yaml

    report = Report()
    # the limits on depth and size first: what follows has none
    node = parse_yaml(SourceFile("card", "README.md", inner), report)
    if report.failed:
        raise NotSpliced(report.diagnostics[0].message.rstrip("."))
    if node is None or node.is_null:
        if inner.strip() and not all(
            line.lstrip().startswith("#") for line in inner.splitlines() if line.strip()
        ):
            raise NotSpliced("it is no mapping")
        return None
    try:
        root = yaml.compose(inner, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise NotSpliced(f"it is no YAML that everyone reads: {str(error).splitlines()[0][:100]}") from None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotSpliced("it is no mapping with one key a line")
    return root


def _edit(inner: str, key: Any, value: Any, new: str, end: str) -> tuple[int, int, str]:
    """Return the place of a value and what comes there."""
    colon = inner.find(":", key.end_mark.index) + 1
    if not colon:
        raise NotSpliced(f"`{key.value}` has no colon")
    stop = _end(value)
    between = inner[colon : value.start_mark.index]
    if "&" in between or "*" in between or "!" in between:
        raise NotSpliced(f"the value of `{key.value}` has an anchor, an alias or a tag")
    whole = inner[colon:stop]
    stop -= len(whole) - len(whole.rstrip())
    if "\n" in between or "\r" in between or value.start_mark.index <= colon:
        return colon, max(stop, colon), f" {new}"
    return value.start_mark.index, stop, new


def _end(node: Any) -> int:
    """Return where a node ends; the mark of one in block style lies behind comments that follow."""
    if isinstance(node.value, list) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[-1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _scalar(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_flow_style=True)
    return text.strip().removesuffix("...").strip()
