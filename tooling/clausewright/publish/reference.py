"""Writes the clause reference: `python -m clausewright.publish.reference docs/clauses`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ..source.files import Report
from ..source.index import Index, shipped_index
from ..source.model import Clause
from .clause_page import page
from .clause_text import short
from .profiles import chosen

_HEAD = """# The questions and their answers

Each clause answers one question, and each of its variants answers it in another way. The clauses stand
here in the order in which the form `{form}` puts them into a license. `clausewright clauses show NAME`
prints the same page in a terminal.

"""
_FOOT = "*These pages are made from the library: `make docs` writes them anew. They are not legal advice.*"


def pages(index: Index) -> dict[str, str]:
    """Return every page of the reference by its path below `docs/clauses`; `README.md` lists all."""
    who = chosen(index)
    out = {"README.md": _contents(index)}
    for clause in index.clauses.values():
        out[f"{clause.id.partition(':')[2]}.md"] = page(clause, index, who)
    for term in index.terms.values():
        out[f"definitions/{term.id.partition(':')[2]}.md"] = page(term, index, who)
    return out


def _contents(index: Index) -> str:
    (form,) = index.forms.values()
    out = [_HEAD.format(form=form.id.partition(":")[2])]
    out.append("| section | clause | question | variants |\n| --- | --- | --- | --- |\n")
    for heading, clause in in_order(index):
        name = short(clause.id)
        variants = ", ".join(f"[{v}]({name}.md#{v})" for v in clause.variants)
        out.append(f"| {heading} | [{name}]({name}.md) | {clause.question} | {variants} |\n")
    out.append("\n## Definitions\n\n| term | variants |\n| --- | --- |\n")
    for term in sorted(index.terms.values(), key=lambda t: t.term.casefold()):
        name = short(term.id)
        variants = "<br>".join(
            f"[{v.name}](definitions/{name}.md#{v.name}): {v.summary}" for v in term.variants.values()
        )
        out.append(f"| [{term.term}](definitions/{name}.md) | {variants} |\n")
    out.append(f"\n{_FOOT}\n")
    return "".join(out)


def in_order(index: Index) -> Iterator[tuple[str, Clause]]:
    """Yield each clause with the heading of its section, in the order of the form; others come last."""
    placed = set()
    for form in index.forms.values():
        for section in form.sections:
            for id in section.clauses:
                if id not in placed:
                    placed.add(id)
                    yield section.heading or index.clauses[id].title, index.clauses[id]
    for id, clause in index.clauses.items():
        if id not in placed:
            yield clause.title, clause


def main(folder: Path) -> None:
    """Write the pages into a folder, and remove those of clauses that are no more."""
    made = pages(shipped_index(Report()))
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
