"""A traced lineage as a graph: SVG, Mermaid, DOT."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .answer import Answer
from .phrases import MARKS, VERDICTS
from .trace import Trace

MOST = 400
"""Artifacts that a graph can show; nobody reads one with more."""
_WIDE, _DEEP, _GAP_X, _GAP_Y = 190, 62, 34, 54


def rows(found: Trace) -> list[tuple[str, str, str, Answer | None]]:
    """Return for each artifact its name, its kind, its licenses, and the answer on giving it away."""
    of: dict[str, Answer | None] = {}
    kinds = {}
    for group in found.groups:
        for name in group.names:
            of[name] = group.answers.get("publish") or group.answers.get("publish-outputs")
            kinds[name] = group.kind
    out = []
    for name in found.facts.lineage.artifacts:
        licenses = " and ".join(" or ".join(group) for group in found.facts.groups.get(name, ()))
        out.append((name, kinds[name], licenses, of[name]))
    return out


def edges(found: Trace) -> list[tuple[str, str, str]]:
    """Return from what, to what, and by which act, each once."""
    return [
        (item.of, step.out, step.do)
        for step in found.facts.lineage.steps
        if step.out
        for item in dict.fromkeys(step.inputs)
    ]


def _verdict(answer: Answer | None) -> str:
    if answer is None or not answer.each:
        return ""
    act = "give" if answer.question.act == "publish" else "publish"
    return f"{MARKS[answer.verdict]} {act}: {VERDICTS[answer.verdict]}"


def mermaid(found: Trace) -> str:
    """Return the graph for Mermaid."""
    ids = {name: f"a{place}" for place, name in enumerate(found.facts.lineage.artifacts)}
    out = ["flowchart TD"]
    for name, kind, licenses, answer in rows(found):
        lines = [
            name,
            kind,
            *([licenses] if licenses else []),
            *([_verdict(answer)] if _verdict(answer) else []),
        ]
        out.append(f'  {ids[name]}["{"<br>".join(_entities(line) for line in lines)}"]')
    out += [f'  {ids[a]} -- "{_entities(act)}" --> {ids[b]}' for a, b, act in edges(found)]
    return "\n".join(out) + "\n"


def _entities(text: str) -> str:
    """Return text that Mermaid takes for text: every sign with a meaning by its number."""
    return "".join(c if c.isalnum() or c in " -_.,:✓✗○?" else f"#{ord(c)};" for c in text)


def dot(found: Trace) -> str:
    """Return the graph for Graphviz."""
    ids = {name: f"a{place}" for place, name in enumerate(found.facts.lineage.artifacts)}
    out = ["digraph lineage {", '  node [shape=box, fontname="Source Sans 3"];']
    for name, kind, licenses, answer in rows(found):
        lines = [name, kind, licenses, _verdict(answer)]
        label = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines if line)
        out.append(f'  {ids[name]} [label="{label}"];')
    out += [f'  {ids[a]} -> {ids[b]} [label="{act}"];' for a, b, act in edges(found)]
    return "\n".join([*out, "}"]) + "\n"


def svg(found: Trace) -> str:
    """Return the graph as SVG that stands alone; what comes later stands lower."""
    at = _places(found)
    columns = max((column for column, _ in at.values()), default=0) + 1
    right = columns * (_WIDE + _GAP_X)
    lines, lanes = [], 0
    for a, b, _ in edges(found):
        if at[b][1] - at[a][1] == 1:
            x1, y1 = _middle(at[a]), _top(at[a]) + _DEEP
            x2, y2 = _middle(at[b]), _top(at[b]) - 2
            bend = (y1 + y2) / 2
            lines.append(f'<path class="edge" d="M{x1} {y1}C{x1} {bend:g} {x2} {bend:g} {x2} {y2}"/>')
        else:
            # one that passes other rows runs beside them
            x, y1, y2 = right + 8 + 9 * lanes, _top(at[a]) + 40, _top(at[b]) + 22
            lines.append(f'<path class="edge" d="M{_end(at[a])} {y1}H{x}V{y2}H{_end(at[b])}"/>')
            lanes += 1
    for _, b, act in dict.fromkeys((b, b, act) for _, b, act in edges(found)):
        lines.append(
            f'<text class="act" x="{_middle(at[b]) + 6}" y="{_top(at[b]) - 10}">{escape(act)}</text>'
        )
    boxes = [_box(name, kind, licenses, answer, at[name]) for name, kind, licenses, answer in rows(found)]
    wide = right + 16 + 9 * lanes
    deep = (max((row for _, row in at.values()), default=0) + 1) * (_DEEP + _GAP_Y) - _GAP_Y + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {deep}" width="{wide}" height="{deep}" '
        f'role="img" aria-label={quoteattr(f"Lineage {found.facts.lineage.name}")}>'
        f"{_STYLE}{''.join(lines)}{''.join(boxes)}</svg>\n"
    )


def _places(found: Trace) -> dict[str, tuple[int, int]]:
    """Return column and row of each artifact; what nobody made stands just above its first use."""
    depth = dict.fromkeys(found.facts.lineage.artifacts, 0)
    for step in found.facts.lineage.steps:
        if step.out:
            depth[step.out] = 1 + max(depth[item.of] for item in step.inputs)
    first: dict[str, int] = {}
    for a, b, _ in edges(found):
        first[a] = min(first.get(a, depth[b]), depth[b])
    used: dict[int, int] = {}
    out = {}
    for name in found.facts.lineage.artifacts:
        row = depth[name] if name in found.facts.makers else max(first.get(name, 1) - 1, 0)
        out[name] = (used.get(row, 0), row)
        used[row] = used.get(row, 0) + 1
    return out


def _box(name: str, kind: str, licenses: str, answer: Answer | None, place: tuple[int, int]) -> str:
    x, y = place[0] * (_WIDE + _GAP_X) + 6, _top(place)
    verdict = answer.verdict if answer and answer.each else "none"
    told = f"{name}, {kind}. {licenses}. {_verdict(answer)}"
    lines = ((name, "name"), (licenses or kind, "quiet"), (_verdict(answer), "verdict"))
    words = "".join(
        f'<text class="{style}" x="{x + 10}" y="{y + 19 + line * 17}">{escape(_short(text))}</text>'
        for line, (text, style) in enumerate(lines)
    )
    box = f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_DEEP}" rx="3"/>'
    return f'<g class="{verdict}"><title>{escape(told)}</title>{box}{words}</g>'


def _top(place: tuple[int, int]) -> int:
    return place[1] * (_DEEP + _GAP_Y) + 8


def _end(place: tuple[int, int]) -> int:
    return place[0] * (_WIDE + _GAP_X) + 6 + _WIDE


def _middle(place: tuple[int, int]) -> int:
    return place[0] * (_WIDE + _GAP_X) + 6 + _WIDE // 2


def _short(text: str) -> str:
    return text if len(text) <= 29 else f"{text[:28]}…"


_STYLE = (
    "<style>svg{background:#fefdfb}"
    'text{font:13px "Source Sans 3","Source Sans Pro",system-ui,Helvetica,Arial,sans-serif;fill:#1d1c1a}'
    ".name{font-weight:600}.quiet,.act{fill:#5f5b54}.act{font-size:12px}"
    "rect{fill:#fff;stroke:#1d1c1a;stroke-width:1.2}"
    ".forbidden rect,.blocked rect,.not-granted rect{stroke:#9b2c20;stroke-width:2}"
    ".depends rect{stroke-dasharray:4 3}.none rect{stroke:#a39d92}"
    ".edge{fill:none;stroke:#a39d92;stroke-width:1.2}"
    "@media (prefers-color-scheme:dark){svg{background:#171715}text{fill:#e8e4da}.quiet,.act{fill:#a9a398}"
    "rect{fill:#201f1d;stroke:#e8e4da}"
    ".forbidden rect,.blocked rect,.not-granted rect{stroke:#f0a090}}</style>"
)
