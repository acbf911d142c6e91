"""What holds for the comparison of any two documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clausewright.document import Document
from clausewright.document.record import fields
from clausewright.redline import accepted, compare, rejected
from clausewright.redline.comparison import AWAY, Counts
from redline.test_compare import texts
from redline.texts import document

WORD = st.sampled_from(
    [
        "the",
        "of",
        "to",
        "a",
        "and",
        "You",
        "must",
        "may",
        "not",
        "weights",
        "model",
        "copy",
        "notice",
        "license",
        "steward",
        "users",
        "serve",
        "convey",
        "within",
        "30",
        "14",
        "days",
        "Section\xa01",
        "Section\xa02(a)",
        ",",
        ";",
        ".",
        "(",
        ")",
        "“",
        "”",
        "it's",
        "2026-01-02",
        "été",
        "中文",
        "x",
    ]
)
SENTENCE = st.lists(WORD, min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
SECTIONS = st.lists(
    st.tuples(st.sampled_from(["Use", "Duty", "End", "Law", ""]), st.lists(PARAGRAPH, max_size=4)),
    min_size=1, max_size=5, unique_by=lambda item: item[0],
).map(dict)  # fmt: skip


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Two documents, the second made from the first or from nothing."""
    first = draw(SECTIONS)
    if draw(st.booleans()):
        return document(first), document(draw(SECTIONS))
    names = draw(st.permutations(list(first)))
    second = {}
    for name in names:
        rows = list(draw(st.permutations(first[name])))
        if rows and draw(st.booleans()):
            rows[draw(st.integers(0, len(rows) - 1))] = draw(PARAGRAPH)
        if draw(st.booleans()):
            rows.append(draw(PARAGRAPH))
        second[name] = rows
    return document(first), document(second)


@given(pairs())
def test_accepting_all_gives_the_second_and_rejecting_all_the_first(pair: tuple[Document, Document]) -> None:
    found = compare(*pair)
    assert accepted(found) == texts(pair[1])
    assert rejected(found) == texts(pair[0])


@given(pairs())
def test_a_document_and_itself_have_nothing_to_show(pair: tuple[Document, Document]) -> None:
    for text in pair:
        found = compare(text, text)
        assert found.same
        assert found.counts.hunks == found.counts.words_deleted == found.counts.words_inserted == 0


MIRROR = {"words_deleted": "words_inserted", "paragraphs_added": "paragraphs_removed",
          "sections_added": "sections_removed", "sections_split": "sections_merged"}  # fmt: skip
MIRROR |= {b: a for a, b in MIRROR.items()}


@given(pairs())
def test_the_figures_of_either_direction_mirror_each_other(pair: tuple[Document, Document]) -> None:
    one, other = compare(*pair).counts, compare(pair[1], pair[0]).counts
    for name in fields(Counts):
        assert getattr(one, name) == getattr(other, MIRROR.get(name, name)), name


@given(pairs())
def test_each_paragraph_of_both_texts_stands_once(pair: tuple[Document, Document]) -> None:
    found = compare(*pair)
    rows = [p for s in found.sections for p in s.paragraphs]
    for side, text in (("before", pair[0]), ("after", pair[1])):
        ids = [getattr(p, side).id for p in rows if getattr(p, side) is not None and p.status != AWAY]
        assert sorted(ids) == sorted(b.id for s in text.sections for b in s.blocks)
    assert all(not (run.before or run.after) or run.before + run.after for p in rows for run in p.runs)
    moves = [run.move for p in rows for run in p.runs if run.move]
    assert sorted(moves) == sorted([*range(1, len(moves) // 2 + 1)] * 2)


@given(pairs())
def test_every_format_takes_every_comparison(pair: tuple[Document, Document]) -> None:
    from clausewright.redline.options import ShowOptions
    from clausewright.redline.table import FORMATS

    found = compare(*pair)
    for name in ("terminal", "md", "html", "json"):
        assert FORMATS[name].render(found, ShowOptions(full=True))
