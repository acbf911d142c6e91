"""Composition loses no word: every paragraph that stands is in the document, whole and in order."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausewright.compose import Memo, compose_manifest
from clausewright.document import Document, Paragraph, blocks, plain
from clausewright.source.conditions import holds
from clausewright.source.model import FragmentBlock
from library_builder import write

CLAUSES = 5
VARIANTS = ("a", "b", "none")
_TEXT = """
{w} the Alpha or Beta of {{{{ license.name }}}}. {{#one}}

1. {w} *stressed {w} Alpha* words {w}[ and {w} span]{{if="{other}"}}. {{#two}}
2. {w} any of these: {{#three}}

   1. {w} first[, see {{{{ ref("{other}/two") }}}} {w}]{{if="ref"}}. {{#four}}
   2. {w} second. {{#five if="not {other}=b"}}
   3. {w} third {w}\\
      {w} line. {{#six}}

   {w} wrap-up. {{#seven}}
3. {w} moved. {{#eight into="survival"}}

{w} bullets, each of these: {{#nine}}

- {w} bullet. {{#ten}}
- {w} bullet. {{#eleven}}
"""


@cache
def library() -> Path:
    """A library of clauses that refer to each other, each with words of its own."""
    numbers = count(1)

    def text(other: str) -> str:
        return re.sub(r"\{w\}", lambda _: f"word{next(numbers)}", _TEXT).format(other=other)

    files = {f"c{n}/{v}": text(f"c{(n + 1) % CLAUSES}") for n in range(CLAUSES) for v in VARIANTS}
    files |= {f"c{n}/d": f"---\nsummary: D.\nlike: a\ndrop: [five]\n---\n3. New word{next(numbers)}. {{#new}}"
              for n in range(CLAUSES)}  # fmt: skip
    files["tail/a"] = '1. All of these: {#list from="survival"}\n\n   1. Tail. {#tail}'
    files["definitions/alpha/a"] = "means the first Beta. {#def}"
    files["definitions/beta/a"] = "means the second. {#def}"
    return write(Path(mkdtemp()), files)


def expected(block: FragmentBlock, facts: dict[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return id and words of a block and those below it that stand, spans with conditions left out."""
    if not holds(block.condition, facts):
        return []
    own = [] if block.kind == "bullets" else [(block.id, static_words(block.content))]
    below = [pair for item in block.items for pair in expected(item, facts)]
    return own + below + (expected(block.wrap_up, facts) if block.wrap_up else [])


def static_words(content: tuple[object, ...]) -> str:
    out = []
    for piece in content:
        if getattr(piece, "condition", None) is not None:
            continue
        children = getattr(piece, "children", None)
        out.append(static_words(children) if children is not None else getattr(piece, "text", " "))
    return "".join(out)


def found(document: Document) -> dict[str, str]:
    return {n.id: plain(document, n.content) for n in blocks(document) if isinstance(n, Paragraph)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from((*VARIANTS, "d", "omit")), min_size=CLAUSES, max_size=CLAUSES))
def test_every_word_of_every_standing_paragraph_is_in_the_document_in_order(picks: list[str]) -> None:
    path = library()
    chosen = ", ".join(f"c{n}: {v}" for n, v in enumerate(picks))
    text = re.sub(r"(?ms)^clauses:.*", f"clauses: {{{chosen}, tail: a}}\n", path.read_text())
    result = compose_manifest(path, text=text, cached=False, memo=Memo())
    words = found(result.document)
    total = 0
    for id, group in result.choices.clauses.items():
        for one in group:
            for block in one.variant.fragment.blocks:
                for paragraph, wanted in expected(block, dict(result.choices.facts)):
                    stands = re.findall(r"\w+", words[paragraph])
                    rest = iter(stands)
                    assert all(w in rest for w in re.findall(r"\w+", wanted)), (id, paragraph)
                    total += 1
    own = [i for i in words if i.partition("/")[0] in result.choices.clauses]
    assert len(own) == total, "and nothing else stands there"
    order = [i for i in words if i.partition("/")[0] == "core:c0" and not i.endswith("/eight")]
    if picks[0] != "omit":
        written = [p for c in result.choices.clauses["core:c0"] for b in c.variant.fragment.blocks
                   for p, _ in expected(b, dict(result.choices.facts))]  # fmt: skip
        assert order == [i for i in written if not i.endswith("/eight")]
