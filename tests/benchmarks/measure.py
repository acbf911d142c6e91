"""Measures speed and memory, side by side with what a user would pick instead, and prints a report.

    make bench

Whole processes are timed in turn with the other command (A, B, A, B, …); the ratio is the median of the
pairs, so that a machine that changes its pace does not change the verdict. Nothing here is a test: numbers
depend on the machine, and a test that depends on them fails on a bad day.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PYTHON = str(BIN / "python")
CLAUSEWRIGHT = str(BIN / "clausewright")
HEAD = """\
| what | Clausewright | beside it | ratio of wall time | of processor time |
| --- | --- | --- | --- | --- |"""
RUNS = int(os.environ.get("BENCH_RUNS", "11"))


# -- whole processes ---------------------------------------------------------------------------


def once(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run a command; return wall and processor time in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, cpu * 1000


def pairs(ours: Sequence[str], theirs: Sequence[str], **environment: str) -> dict[str, float]:
    """Time two commands in turn; return the medians and the median of the ratios."""
    base = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for command in (ours, theirs):
        once(command, {**base, **environment})
    found = [
        (once(ours, {**base, **environment}), once(theirs, {**base, **environment})) for _ in range(RUNS)
    ]
    return {
        "ours": statistics.median(a[0] for a, _ in found),
        "theirs": statistics.median(b[0] for _, b in found),
        "ratio": statistics.median(a[0] / b[0] for a, b in found),
        "cpu": statistics.median(a[1] / b[1] for a, b in found),
    }


def row(name: str, found: dict[str, float], other: str) -> None:
    print(
        f"| {name} | {found['ours']:.0f} ms | {found['theirs']:.0f} ms ({other}) "
        f"| {found['ratio']:.2f} | {found['cpu']:.2f} |"
    )


def manifest(folder: Path, name: str, body: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(
        "clausewright: 1\n"
        f"license: {{name: Measured {name} License, id: LicenseRef-{name}, version: '1.0', date: 2026-11-23}}\n{body}"
    )
    return path


def processes(folder: Path) -> None:
    print("## Whole processes\n")
    print(
        "| what | Clausewright | beside it | ratio of wall time | of processor time |\n| --- | --- | --- | --- | --- |"
    )
    row("`clausewright --help`", pairs([CLAUSEWRIGHT, "--help"], [PYTHON, "-c", "pass"]), "`python -c pass`")
    pandoc = shutil.which("pandoc")
    assert pandoc, "pandoc is missing; `tooling/setup.sh test` installs it"
    for name, body in (
        ("network-copyleft", "extends: network-copyleft\n"),
        ("long", LONG),
        ("permissive", "extends: permissive\n"),
    ):
        path = manifest(folder, name, body)
        out = folder / "out"
        build = [CLAUSEWRIGHT, "build", str(path), "--to", "md,html,txt", "--out", str(out), "--fresh"]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        text = out / f"{name}.md"
        words = len(text.read_text().split())
        other = [pandoc, "-f", "markdown", str(text), "-t", "html", "-o", str(folder / "pandoc.html")]
        row(
            f"md, html and txt of {name} ({words:,} words), with the cache",
            pairs(build, other),
            "pandoc, html alone",
        )
        if name != "permissive":
            cold = pairs(build, other, CLAUSEWRIGHT_CACHE="off")
            row(f"the same without any cache ({words:,} words)", cold, "pandoc, html alone")
    print()


LONG = """\
extends: network-copyleft
clauses:
  training-data-disclosure: full-data-where-lawful
  generated-data: model-share-alike
  documentation: carry-forward
  names: rename-on-change
  contributions: inbound-equals-outbound
  enforcement: recipients-may-enforce
  sunset: after-years
  additional-permissions: removable-with-named-terms
  governing-law: licensee
  model-separation: weights-with-architecture
  patents: grant-with-patent-or-copyright-retaliation
  later-versions: steward-may-publish
definitions: {corresponding-materials: full-recipe}
"""
"""As much text as one license of the shipped library can hold."""


# -- in one process ------------------------------------------------------------------------------


def best(action: Callable[[], object], runs: int = 15) -> float:
    """Return the median time of an action in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def inside(folder: Path) -> None:
    from clausewright.compose.assemble import Memo, assemble
    from clausewright.compose.choices import choose
    from clausewright.source import loading
    from clausewright.source.files import Report
    from clausewright.source.index import build_index, load_manifest
    from clausewright.source.loading import load_library
    from clausewright.source.refresh import refresh_library

    path = manifest(folder, "strong-copyleft", "extends: strong-copyleft\n")
    clauses = ROOT / "clauses"

    def load() -> None:
        loading._LAST.clear()
        load_library(clauses, Report())

    def cold() -> None:
        load_library(clauses, Report(), cached=False)

    load()
    loaded = load_manifest(path, Report())
    assert loaded is not None
    given, index = loaded

    def compose(memo: Memo) -> None:
        choices = choose(given, index, Report())
        assert choices is not None and assemble(choices, index, Report(), memo) is not None

    def fresh() -> None:
        compose(Memo())

    warm = Memo()
    compose(warm)
    library = index.libraries["core"]
    name = "attribution/notices-and-lineage.md"
    file = clauses / name
    count = [0]

    def changed() -> None:
        count[0] += 1
        data = file.read_bytes() + b"\n" * count[0]
        new = refresh_library(library, {}, {name: data})
        assert new is not None
        other = build_index({"core": new})
        choices = choose(given, other, Report())
        assert choices is not None and assemble(choices, other, Report(), warm) is not None

    print("## In one process\n\n| what | time |\n| --- | --- |")
    print(f"| load the shipped library from its cache | {best(load):.1f} ms |")
    print(f"| load it without the cache | {best(cold, 5):.0f} ms |")
    fresh()
    print(f"| compose `strong-copyleft`, nothing settled before | {best(fresh):.1f} ms |")
    print(f"| compose it again | {best(lambda: compose(warm)):.1f} ms |")
    print(f"| read one changed fragment, and compose again | {best(changed):.1f} ms |\n")


# -- PDF -------------------------------------------------------------------------------------------

_OURS = """
import sys
from clausewright import compose_license, render_license
open(sys.argv[2], "wb").write(render_license(compose_license(sys.argv[1]).document, "pdf"))
"""
_RAW = """
import logging, sys
logging.disable(logging.CRITICAL)
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
html = open(sys.argv[1]).read()
HTML(string=html, base_url=sys.argv[3]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1", font_config=FontConfiguration())
"""


def pdf(folder: Path) -> None:
    from clausewright import compose_license
    from clausewright.render import pdf as module
    from clausewright.render.options import Options

    print(f"## PDF\n\n{HEAD}")
    for name, body in (("network-copyleft", "extends: network-copyleft\n"), ("long", LONG)):
        path = manifest(folder, name, body)
        html = module.page(compose_license(path).document, Options())
        page = folder / f"{name}.print.html"
        page.write_text(html)
        ours = [PYTHON, "-c", _OURS, str(path), str(folder / "ours.pdf")]
        raw = [PYTHON, "-c", _RAW, str(page), str(folder / "raw.pdf"), f"{ROOT / 'templates'}/"]
        row(f"PDF of {name}", pairs(ours, raw), "raw WeasyPrint on the same HTML")
    print()


def memory(folder: Path) -> None:
    library = grown(folder, 10_000)
    path = folder / "grown-10000" / "license.yaml"
    command = [PYTHON, "-c", _OURS, str(path), str(folder / "grown.pdf")]
    code = f"import resource, subprocess; subprocess.run({command!r}, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    peak = int(subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout)
    print(f"Memory for the PDF of a license of {library:,} words: {peak / 1024:.0f} MB at its peak.\n")


# -- growth ----------------------------------------------------------------------------------------


def grown(folder: Path, words: int) -> int:
    """Write a library and manifest that compose to about so many words; return how many."""
    base = folder / f"grown-{words}"
    clause = base / "clauses"
    names = []
    made = 0
    number = 0
    while made < words:
        number += 1
        name = f"rule-{number}"
        names.append(name)
        (clause / name).mkdir(parents=True, exist_ok=True)
        (clause / name / "clause.yaml").write_text(
            f"title: Rule {number}\nquestion: What is rule {number}?\nvariants: [only]\n"
        )
        items = []
        for item in range(1, 21):
            text = (
                f"{item}. When You Convey Covered Weights for the purpose of rule {number}, You must keep the record "
                f"that belongs to step {item} and give it to each person who gets a copy, within thirty days and "
                "without charge, unless the Derivative Weights that You made are used by nobody else. "
                f"{{#item-{item}}}"
            )
            items.append(text)
            made += len(text.split())
        (clause / name / "only.md").write_text("---\nsummary: A rule.\n---\n" + "\n".join(items) + "\n")
    (clause / "forms").mkdir(parents=True, exist_ok=True)
    sections = "".join(f"  - {{id: {name}, clauses: [{name}]}}\n" for name in names)
    (clause / "forms" / "grown.yaml").write_text(
        "numbering: [decimal, lower-alpha, lower-roman]\ndrops: [preamble]\nsections:\n"
        "  - {id: definitions, heading: Definitions, definitions: true}\n"
        "  - {id: basis, heading: Basis, clauses: [legal-basis, grant]}\n" + sections
    )
    chosen = "".join(f"  {name}: only\n" for name in names)
    (base / "license.yaml").write_text(
        "clausewright: 1\nlicense: {name: Grown License, id: LicenseRef-Grown, version: '1.0', date: 2026-11-23}\n"
        "form: grown\nclauses:\n  legal-basis: license-only\n  grant: short\n"
        + chosen
        + "definitions: {covered-weights: standard, you: plain, convey: plain, "
        "derivative-weights: made-from}\n"
    )
    return made


def growth(folder: Path) -> None:
    from clausewright import compose_license, render_license
    from clausewright.compose.assemble import Memo, assemble
    from clausewright.source.files import Report

    print("## Growth with the length of the text\n")
    print("| words | compose | md | txt | html | json |\n| --- | --- | --- | --- | --- | --- |")
    first: dict[str, float] = {}
    for size in (3_000, 30_000, 300_000):
        grown(folder, size)
        composition = compose_license(folder / f"grown-{size}" / "license.yaml")
        document = composition.document
        words = len(render_license(document, "txt").split())
        runs = 5 if size < 100_000 else 1
        times = {
            "compose": best(partial(assemble, composition.choices, composition.index, Report(), Memo()), 1)
        }
        for format in ("md", "txt", "html", "json"):
            times[format] = best(partial(render_license, document, format), runs)
        first = first or {name: value / words for name, value in times.items()}
        cells = [f"{value:,.0f} ms ({value / words / first[name]:.2f})" for name, value in times.items()]
        print(f"| {words:,} | {' | '.join(cells)} |")
    print("\nIn brackets: the time for each word, as a multiple of that of the shortest text.\n")


def many(folder: Path) -> None:
    base = folder / "many"
    base.mkdir()
    paths = [str(manifest(base, f"many-{n}", "extends: permissive\n")) for n in range(12)]
    command = [CLAUSEWRIGHT, "build", *paths, "--to", "pdf", "--out", str(base / "out")]
    environment = dict(os.environ)
    one, _ = once([CLAUSEWRIGHT, "build", paths[0], "--to", "pdf", "--out", str(base / "one")], environment)
    wall, _ = once([*command, "--fresh"], environment)
    again, _ = once(command, environment)
    print("## Many manifests\n")
    print(
        f"The PDF of one manifest: {one / 1000:.1f} s. Those of 12 in one run, on {os.cpu_count()} cores: "
        f"{wall / 1000:.1f} s. The 12 again, with nothing changed: {again:.0f} ms.\n"
    )


def main() -> None:
    versions = {
        "Python": platform.python_version(),
        "pandoc": subprocess.run(["pandoc", "--version"], capture_output=True, text=True).stdout.split()[1],
    }
    print(f"Measured with {json.dumps(versions)[1:-1]} on {os.cpu_count()} cores; medians of {RUNS} pairs.\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        processes(folder)
        inside(folder)
        pdf(folder)
        memory(folder)
        growth(folder)
        many(folder)


if __name__ == "__main__":
    main()
