"""Builds small libraries in a folder from short texts, composes them, and shows what came out.

A library is a dict. `grant/plain` is the text of a variant, whose front matter is written where the text
has none; `definitions/weights/standard` is that of a definition. What a text needs and the dict does not
hold is made: `clause.yaml`, `definition.yaml`, `library.yaml`, a form, a manifest that chooses the first
variant of everything. `@more/...` lies in a second library `more`, `@clauses/...` in the manifest's own
folder. The small library has the id `core`, so the shipped one is not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

from clausewright.compose import Composition, Memo, compose_manifest
from clausewright.diagnostic import Diagnostic, Refused
from clausewright.document import (
    Block,
    Bullets,
    Definition,
    Document,
    Notice,
    Paragraph,
    blocks,
    number,
    plain,
)

FORM = """
numbering: [decimal, lower-alpha, lower-roman, upper-alpha]
sections:
  - {id: preamble, slot: preamble, plain: true, numbered: false}
  - {id: definitions, definitions: true}
"""
Files: TypeAlias = Mapping[str, str | bytes | None]
LICENSE = """license:
  name: Test License
  id: LicenseRef-Test-1.0
  version: "1.0"
  date: 2026-11-23
  steward: The Lab
"""


def overlay(base: str, change: str) -> str:
    """Return YAML with the top-level keys of `change` in place of those of `base`."""
    keys = set(re.findall(r"(?m)^([A-Za-z-]+):", change))
    parts = re.split(r"(?m)^(?=[A-Za-z-]+:)", base)
    kept = "".join(p for p in parts if p.partition(":")[0] not in keys)
    return kept + ("\n" if kept and not kept.endswith("\n") else "") + change


def write(root: Path, files: Files, manifest: str = "") -> Path:
    """Write a library and a manifest; return the manifest's path.

    Args:
        root: An empty folder.
        files: Texts by short path.
        manifest: Keys that replace those of the manifest that is made.
    """
    out: dict[str, str | bytes] = {}
    raw: dict[str, str | bytes | None] = {}
    for name, text in files.items():
        short = dedent(text).lstrip("\n") if isinstance(text, str) else text
        if name.endswith("!") or short is None:
            raw[_full(name.rstrip("!"))] = short
        if short is not None:
            out[_full(name.rstrip("!"))] = short
    # the manifest's own folder comes last: what it adds to is known by then
    libraries = sorted({p.partition("/")[0] for p in out} | {"lib"}, key=lambda x: (x == "clauses", x))
    for library in libraries:
        _complete(out, library)
    made = _manifest(out, libraries)
    out["manifest.yaml"] = overlay(made, dedent(manifest))
    for name, content in {**out, **raw}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root / "manifest.yaml"


def _full(name: str) -> str:
    library, inside = name[1:].split("/", 1) if name.startswith("@") else ("lib", name)
    if inside.endswith((".yaml", ".md")):
        return f"{library}/{inside}"
    suffix = ".yaml" if inside.startswith(("forms/", "profiles/")) else ".md"
    return f"{library}/{inside}{suffix}"


def _subjects(out: Mapping[str, str | bytes], library: str, definitions: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in out:
        parts = name.split("/")
        if parts[0] != library or not name.endswith(".md"):
            continue
        if definitions and parts[1] == "definitions":
            found.setdefault(parts[2], []).append(parts[3][:-3])
        elif not definitions and len(parts) == 3:
            found.setdefault(parts[1], []).append(parts[2][:-3])
    return found


def _complete(out: dict[str, str | bytes], library: str) -> None:
    """Add what a library needs and was not given."""
    for name, text in list(out.items()):
        if name.startswith(f"{library}/") and name.endswith(".md") and isinstance(text, str):
            out[name] = text if text.startswith("---") else f"---\nsummary: A text.\n---\n{text}"
    if library != "clauses":
        id = "core" if library == "lib" else library
        head = f'id: {id}\nversion: "1.0.0"\n'
        given = out.get(f"{library}/library.yaml", "")
        out[f"{library}/library.yaml"] = overlay(head, given) if isinstance(given, str) else given
    lib = {p for p in out if p.startswith("lib/")}
    for id, variants in _subjects(out, library, False).items():
        if library == "clauses" and f"lib/{id}/clause.yaml" in lib:
            continue
        head = f"title: {_title(id)}\nquestion: What of it?\nvariants: [{', '.join(variants)}]\n"
        _head(out, f"{library}/{id}/clause.yaml", head)
    for id, variants in _subjects(out, library, True).items():
        if library == "clauses" and f"lib/definitions/{id}/definition.yaml" in lib:
            continue
        term = id.replace("-", " ").title()
        head = f"term: {term}\nforms: [{term}]\nvariants: [{', '.join(variants)}]\n"
        _head(out, f"{library}/definitions/{id}/definition.yaml", head)
    if library == "lib":
        sections = "".join(f"  - {{id: {id}, clauses: [{id}]}}\n" for id in _subjects(out, library, False))
        _head(out, "lib/forms/simple.yaml", FORM.lstrip() + sections)


def _head(out: dict[str, str | bytes], name: str, made: str) -> None:
    given = out.get(name, "")
    out[name] = overlay(made, given) if isinstance(given, str) else given


def _title(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _manifest(out: Mapping[str, str | bytes], libraries: Iterable[str]) -> str:
    named = ["core: ./lib", *(f"{x}: ./{x}" for x in libraries if x not in {"lib", "clauses"})]
    clauses = [f"  {id}: {v[0]}" for id, v in _subjects(out, "lib", False).items()]
    terms = [f"  {id}: {v[0]}" for id, v in _subjects(out, "lib", True).items() if len(v) > 1]
    return (
        f"clausewright: 1\nlibraries: {{{', '.join(named)}}}\n{LICENSE}form: simple\n"
        + ("clauses:\n" + "\n".join(clauses) + "\n" if clauses else "")
        + ("definitions:\n" + "\n".join(terms) + "\n" if terms else "")
    )


def composed(root: Path, files: Files, manifest: str = "") -> Composition:
    """Build and compose. Raises Refused."""
    return compose_manifest(write(root, files, manifest), cached=False, memo=Memo())


def compose(root: Path, files: Files, manifest: str = "") -> Document:
    """Build and compose; return the document, with neither warning nor note. Raises Refused."""
    result = composed(root, files, manifest)
    assert result.diagnostics == ()
    return result.document


def complaints(root: Path, files: Files, manifest: str = "") -> tuple[Diagnostic, ...]:
    """Build, try to compose, and return every complaint."""
    try:
        return composed(root, files, manifest).diagnostics
    except Refused as refused:
        return refused.diagnostics


def complaint(root: Path, files: Files, code: str, manifest: str = "") -> Diagnostic:
    """Build, try to compose, and return the only complaint, which has a code, a place and a mend."""
    found = complaints(root, files, manifest)
    assert [d.code for d in found] == [code], [(d.code, d.message) for d in found]
    assert found[0].position is not None
    assert found[0].mend
    return found[0]


def place(found: Diagnostic) -> str:
    """Return where a complaint stands, `grant/plain.md:5:3`, by the name below the library's folder."""
    assert found.position is not None
    path = re.split(r"(?:^|/)(?:lib|manifest\.yaml$)/?", found.position.path)
    name = path[-1] or "manifest.yaml"
    return f"{name}:{found.position.line}:{found.position.column}"


def underlined(found: Diagnostic) -> str:
    """Return the text at which a complaint points, to the end of its line."""
    assert found.position is not None
    return found.position.excerpt[found.position.column - 1 :]


def shown(document: Document) -> list[str]:
    """Return the document as lines: number, words, with two spaces for each level."""
    out: list[str] = []

    def show(node: Block, depth: int) -> None:
        pad = "  " * depth
        if isinstance(node, Notice):
            out.extend(f"{pad}> {line}" for line in node.text.split("\n"))
        elif isinstance(node, Bullets):
            for item in node.items:
                words_of(item, depth, "- ")
        elif isinstance(node, Definition):
            for child in node.blocks:
                show(child, depth)
        else:
            words_of(node, depth, f"{number(document, node.id)} " if node.id in document.labels else "")

    def words_of(node: Paragraph, depth: int, mark: str) -> None:
        text = plain(document, node.content).replace("\u00a0", " ")
        out.append(f"{'  ' * depth}{mark}{text}")
        for item in node.items:
            show(item, depth + 1)
        if node.wrap_up is not None:
            words_of(node.wrap_up, depth, "")

    for section in document.sections:
        mark = f"{number(document, section.id)} " if section.id in document.labels else ""
        out.append(f"# {mark}{section.heading or ''}".rstrip())
        for node in section.blocks:
            show(node, 0)
    return out


def words(document: Document, id: str) -> str:
    """Return the words of one paragraph by its id without the library."""
    for node in blocks(document):
        if isinstance(node, Paragraph) and node.id == f"core:{id}":
            return plain(document, node.content).replace("\u00a0", " ")
    raise AssertionError(f"no paragraph {id}")


def paragraph(document: Document, id: str) -> Paragraph:
    """Return one paragraph by its id without the library."""
    return next(n for n in blocks(document) if isinstance(n, Paragraph) and n.id == f"core:{id}")
