"""Small random libraries, and all that composing says of every selection of them.

The texts are such that a library loads; whether its selections compose is left to chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from pathlib import Path

from hypothesis import strategies as st

from clausewright.compose import Memo, assemble, choose
from clausewright.diagnostic import ERROR, Refused
from clausewright.document import Definiendum, Document, LicenseInfo, Notice, Paragraph, blocks, plain
from clausewright.source.files import Report, SourceFile
from clausewright.source.index import Index, Manifest, build_index
from clausewright.source.loading import load_library
from clausewright.source.model import Form
from clausewright.source.picks import read_picks
from clausewright.source.yaml_nodes import parse_yaml
from library_builder import Files, write

Selection = dict[str, frozenset[str]]

CLAUSES = ("grant", "ending", "extra")
TERMS = ("weights", "toys")
VARIANTS = ("one", "two")


# -- what is drawn -----------------------------------------------------------------------------


@st.composite
def libraries(draw: st.DrawFn) -> Files:
    """Draw the files of a library with one form."""
    clauses = {c: VARIANTS[: draw(st.integers(1, 2))] for c in CLAUSES[: draw(st.integers(2, 3))]}
    terms = {t: VARIANTS[: draw(st.integers(1, 2))] for t in TERMS[: draw(st.integers(0, 2))]}
    several = draw(st.sampled_from([None, *clauses]))
    shapes = {
        (c, v): draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=3))
        for c, names in clauses.items()
        for v in names
    }
    drawing = _Drawing(draw, clauses, terms, several, shapes)
    files: dict[str, str] = {}
    for (c, v), kinds in shapes.items():
        drawing.here = c
        body = "\n\n".join(drawing.block(kind, drawing.prefix(c, v, n)) for n, kind in enumerate(kinds))
        files[f"{c}/{v}"] = drawing.head(c) + _counted(body)
    for t, names in terms.items():
        for v in names:
            files[f"definitions/{t}/{v}"] = drawing.head(t) + drawing.definition()
    for c in clauses:
        must = draw(st.integers(0, 4)) == 0
        files[f"{c}/clause.yaml"] = (
            f"choose: {'any' if c == several else 'one'}\nomit: {'false' if must else 'true'}\n"
            + (draw(st.sampled_from(PLACES)) if c in drawing.loose else "")
        )
    files["forms/simple"] = drawing.form()
    return files


PLACES = ("after: grant\n", "after: ending\n", "after: extra\n", "section: all\n", "section: grant\n", "")
"""Where a clause goes that the form does not list."""
SHAPES = (
    "item", "item", "item", "lead", "lead", "list", "plain", "bullets", "notice", "taker", "plain-taker",
    "bullet-taker", "slot", "slot-item", "slot-notice", "slot-taker", "twins", "preamble", "entries",
)  # fmt: skip


def _counted(body: str) -> str:
    """Number the items at the outer level: they count on until another paragraph comes."""
    out, count = [], 0
    for line in body.split("\n"):
        if line[:1].isdigit():
            count += 1
            line = f"{count}. {line.partition('. ')[2]}"
        elif line and not line.startswith(" "):
            count = 0
        out.append(line)
    return "\n".join(out)


class _Drawing:
    def __init__(self, draw: st.DrawFn, clauses, terms, several, shapes) -> None:
        self.draw, self.clauses, self.terms, self.several = draw, clauses, terms, several
        self.ids = []
        self.loose = list(clauses)[len(clauses) - draw(st.sampled_from([0, 0, 1, 2])) :]
        """Clauses that the form does not list."""
        self.spans: list[str] = []
        """Spans with an id that were drawn so far."""
        self.here = ""
        for (c, v), kinds in shapes.items():
            for n, kind in enumerate(kinds):
                base = f"{c}/{self.prefix(c, v, n)}"
                self.ids += [base, *([f"{base}-x", f"{base}-y"] if kind in {"lead", "list"} else [])]

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def prefix(self, clause: str, variant: str, place: int) -> str:
        return (
            f"{variant if clause == self.several else 'p'}-{place}"
            if place
            else f"{variant if clause == self.several else 'p'}"
        )

    def condition(self) -> str:
        names = [*self.clauses, *(f"definition:{t}" for t in self.terms)]
        parts = []
        for _ in range(2 if self.chance(4) else 1):
            name = self.draw(st.sampled_from(names))
            known = self.terms[name[11:]] if ":" in name else self.clauses[name]
            chosen = self.draw(st.sampled_from([*known, ",".join(known)] + ([""] if ":" not in name else [])))
            parts.append(("not " if self.chance(2) else "") + (f"{name}={chosen}" if chosen else name))
        return " and ".join(parts)

    def maybe(self, one_in: int = 3) -> str:
        return f' if="{self.condition()}"' if self.chance(one_in) else ""

    def head(self, id: str) -> str:
        lines = ["---", "summary: A text."]
        for key, often in (("requires", 8), ("conflicts", 8)):
            if self.chance(often):
                lines.append(f"{key}: ['{self.condition()}']")
        return "\n".join(
            [*lines, "parameters: {names: {type: list, default: [first], about: names}}", "---", ""]
        )

    def target(self) -> str:
        spans = [f"{id}-s" for id in self.spans]
        return self.draw(
            st.sampled_from([*self.clauses, *self.clauses, *self.ids, *self.ids, *self.terms, *spans, *spans])
        )

    def ref(self) -> str:
        names = {self.target() for _ in range(2 if self.chance(3) else 1)}
        return "{{ ref(" + ", ".join(f'"{n}"' for n in sorted(names)) + ") }}"

    def words(self, id: str = "") -> str:
        """The middle of a sentence: spans, references and terms, or nothing."""
        kind = self.draw(st.integers(0, 11))
        if kind == 0:
            return f", as {self.ref()} says"
        if kind == 1:
            return f'[, as {self.ref()} says]{{if="ref"}}'
        if kind == 2:
            return f'[, as {self.ref()} and {self.ref()} say]{{if="ref"}}'
        if kind == 3:
            return f'[, as {self.ref()} says]{{if="{self.condition()}"}}'
        if kind == 4 and self.terms:
            return f" with {self.term()}"
        if kind == 5 and self.terms:
            return f'[ with {self.term()}]{{if="{self.condition()}"}}'
        if kind == 6 and self.terms:
            return f'[, as {self.ref()} says of *{self.term()}*]{{if="ref"}}'
        if kind == 7:
            inner = f'[ and {self.ref()}]{{if="{self.condition()}"}}'
            return f'[, as {self.ref()}{inner} says]{{if="ref"}}'
        if kind == 8 and id:
            self.spans.append(f"{self.here}/{id}")
            return f'[, as {self.ref()} says]{{#{id}-s if="{self.draw(st.sampled_from(["ref", self.condition()]))}"}}'
        return ""

    def term(self) -> str:
        return self.draw(st.sampled_from(list(self.terms))).title()

    def block(self, kind: str, id: str) -> str:
        into = self.draw(st.sampled_from(["tail", "side", "tail"]))
        if kind == "item":
            return f"1. Use it{self.words(id)}. {{#{id}{self.maybe()}}}"
        if kind in {"lead", "list"}:
            mark = "1. " if kind == "lead" else ""
            pad = "   " if mark else ""
            return (
                f"{mark}Do all of these{self.words()}: {{#{id}{self.maybe(4)}}}\n\n"
                f"{pad}1. Keep it{self.words()}. {{#{id}-x{self.maybe(2)}}}\n"
                f"{pad}2. Give it{self.words()}. {{#{id}-y{self.maybe(1)}}}"
            )
        if kind == "plain":
            return f"Keep it{self.words()}. {{#{id}{self.maybe()}}}"
        if kind == "bullets":
            return f"- Keep it{self.words()}. {{#{id}{self.maybe(1)}}}"
        if kind == "notice":
            return f"> Keep it. {{#{id}{self.maybe()}}}"
        if kind == "taker":
            return f'1. Keep all of these{self.words()}: {{#{id} from="{into}"{self.maybe(2)}}}'
        if kind == "plain-taker":
            return f'Keep all of these: {{#{id} from="{into}"{self.maybe(2)}}}'
        if kind == "bullet-taker":
            return f'- Keep all of these: {{#{id} from="{into}"{self.maybe(2)}}}'
        if kind == "slot":
            return f'The right to use it{self.words()}. {{#{id} into="{into}"{self.maybe()}}}'
        if kind == "slot-item":
            return f'1. The right to use it. {{#{id} into="{into}"{self.maybe()}}}'
        if kind == "slot-notice":
            return f'> The right. {{#{id} into="{into}"{self.maybe()}}}'
        if kind == "slot-taker":
            other = "side" if into == "tail" else "tail"
            return f'All of these: {{#{id} into="{into}" from="{other}"{self.maybe()}}}'
        if kind == "twins":
            test = self.draw(st.sampled_from(list(self.clauses)))
            return (
                f'1. Use it. {{#{id} if="{test}"}}\n2. Use it well{self.words()}. {{#{id} if="not {test}"}}'
            )
        if kind == "entries":
            return f"1. Tell {{{{ names }}}}. {{#{id}{self.maybe()}}}"
        return f'Be kind. {{#{id} into="preamble"{self.maybe()}}}'

    def definition(self) -> str:
        # definitions that use each other make circles
        use = f" of {self.term()}" if self.chance(3) else ""
        use = use or (f'[ of {self.term()}]{{if="{self.condition()}"}}' if self.chance(2) else "")
        out = f"means a thing{use}{self.words()}. {{#def{self.maybe(6)}}}"
        if self.chance(3):
            out += f'\n\nAlso all of these: {{#more from="{self.draw(st.sampled_from(["tail", "side"]))}"{self.maybe(2)}}}'
        if self.chance(4):
            out += f'\n\nThe thing{self.words()}. {{#gives into="tail"{self.maybe()}}}'
        return out

    def form(self) -> str:
        lines = [f"numbering: [decimal, lower-alpha{', lower-roman, decimal' if not self.chance(4) else ''}]"]
        lines += [f"drops: [{self.draw(st.sampled_from(['', '', 'tail', 'side']))}]", "sections:"]
        if not self.chance(6):
            lines.append("  - {id: preamble, slot: preamble, plain: true, numbered: false}")
        if not self.chance(6):
            lines.append("  - {id: definitions, definitions: true}")
        if self.chance(5):
            lines.append("  - {id: end, slot: side}")
        names = [c for c in self.clauses if c not in self.loose]
        plain = ", numbered: false" if self.chance(5) else ""
        if names and not self.chance(3):
            lines.append(f"  - {{id: all, clauses: [{', '.join(names[:2])}]{plain}}}")
            names = names[2:]
        lines += [f"  - {{id: {c}, clauses: [{c}]}}" for c in names]
        picks = {c: v[0] for c, v in self.clauses.items() if c not in self.loose and self.chance(2)}
        defined = {t: v[0] for t, v in self.terms.items() if self.chance(2)}
        lines.append("defaults:")
        lines.append(f"  clauses: {{{', '.join(f'{k}: {v}' for k, v in picks.items())}}}")
        lines.append(f"  definitions: {{{', '.join(f'{k}: {v}' for k, v in defined.items())}}}")
        return "\n".join(lines) + "\n"


# -- what composing says -------------------------------------------------------------------------


def load(root: Path, files: Files) -> Index | None:
    """Return the index of a library, or None where it has errors."""
    write(root, files)
    report = Report()
    try:
        library = load_library(root / "lib", report, cached=False)
    except Refused:
        return None
    return build_index({library.id: library}) if library and not report.failed else None


def selections(index: Index, form: Form) -> Iterator[Selection]:
    """Yield every selection of a form, those included that choose a clause without a place."""
    listed = {c for s in form.sections for c in s.clauses}
    domains: list[list[frozenset[str]]] = []
    ids = [*index.clauses, *index.terms]
    for clause in index.clauses.values():
        sizes = range(len(clause.variants) + 1) if clause.choose == "any" else (0, 1)
        sets = chain.from_iterable(combinations(clause.variants, n) for n in sizes)
        may_omit = clause.omit or clause.id not in listed
        domains.append([frozenset(s) for s in sets if s or may_omit])
    for term in index.terms.values():
        settled = len(term.variants) == 1 or term.id in form.defaults.definitions
        domains.append([frozenset({v}) for v in term.variants] + ([] if settled else [frozenset()]))
    for chosen in product(*domains):
        yield dict(zip(ids, chosen, strict=True))


def written(selection: Selection, index: Index) -> str:
    """Return a manifest's `clauses` and `definitions` that say everything."""
    clauses = {
        id.partition(":")[2]: f"[{', '.join(v)}]" if len(v) > 1 else next(iter(v), "omit")
        for id, v in selection.items()
        if id in index.clauses and (v or index.clauses[id].omit)
    }
    terms = {id.partition(":")[2]: next(iter(v)) for id, v in selection.items() if id in index.terms and v}
    return "".join(
        f"{key}: {{{', '.join(f'{k}: {v}' for k, v in picks.items())}}}\n"
        for key, picks in (("clauses", clauses), ("definitions", terms))
    )


def built(text: str, index: Index, form: str, memo: Memo) -> tuple[Document | None, set[str]]:
    """Compose from the choices of a manifest; return the document and the codes of all errors."""
    report = Report()
    file = SourceFile("manifest:test.yaml", "test.yaml", text)
    node = parse_yaml(file, report)
    assert node is not None, report.diagnostics
    data = {}
    for key in ("clauses", "definitions"):
        inner = node.get(key)
        data[key] = {k.text: v for k, v in inner.pairs} if inner is not None else {}
    picks = read_picks(node, data, index.visible, file, "manifest", report)
    manifest = Manifest(file, node, LicenseInfo("L", "LicenseRef-L", "1", "2026-01-01", "S"), form, "", picks)
    document = None
    try:
        choices = choose(manifest, index, report)
        if choices is not None and not report.failed:
            document = assemble(choices, index, report, memo)
    except Refused as refused:
        report.diagnostics = list(refused.diagnostics)
    return document, {d.code for d in report.diagnostics if d.severity == ERROR}


POINT = {
    "CW-REF-002": "CW-SPC-001",
    "CW-REF-004": "CW-SPC-001",
    "CW-DOC-003": "CW-SPC-002",
    "CW-DOC-001": "CW-SPC-003",
    "CW-DOC-004": "CW-SPC-003",
    "CW-DOC-005": "CW-SPC-003",
    "CW-TRM-009": "CW-SPC-004",
    "CW-SLT-001": "CW-SPC-005",
    "CW-SLT-002": "CW-SPC-005",
    "CW-SLT-003": "CW-SPC-005",
    "CW-SLT-004": "CW-SPC-005",
    "CW-SLT-005": "CW-SPC-005",
    "CW-NUM-001": "CW-SPC-009",
    "CW-NUM-002": "CW-SPC-009",
}
"""The code of the proof for each of the composer's."""


def faults(document: Document | None, codes: set[str]) -> set[str]:
    """Return the points that a composition breaks, by the codes of the proof."""
    found = {POINT[code] for code in codes}
    if document is not None:
        ids = [n.id for n in blocks(document) if isinstance(n, Paragraph | Notice)]
        if len(set(ids)) < len(ids):
            found.add("CW-SPC-004")
        for node in blocks(document):
            if isinstance(node, Paragraph):
                own = tuple(x for x in node.content if not isinstance(x, Definiendum))
                if not plain(document, own).strip():
                    found.add("CW-SPC-006")
    return found


__all__ = ["POINT", "Selection", "built", "faults", "libraries", "load", "selections", "written"]
