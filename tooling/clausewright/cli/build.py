"""`clausewright build`: compose manifests and write the licenses."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pipeline import Job, Result

_EPILOG = """\
examples:
  clausewright build license.yaml
  clausewright build examples/*.yaml --to md,txt --out dist
  clausewright build license.yaml --watch
  clausewright build license.yaml --templates my-templates --paper letter

The files are named after the license's id: LicenseRef-AWPL-1.0 gives AWPL-1.0.md and so on.
What is up to date is not built again.
"""
DEFAULT = "md,html,pdf,txt,json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("manifests", nargs="+", metavar="MANIFEST", help="a manifest")
    parser.add_argument(
        "--to", default=DEFAULT, metavar="FORMATS", help=f"formats, separated by commas (default: {DEFAULT})"
    )
    parser.add_argument("--out", default="build", metavar="DIR", help="folder for the files (default: build)")
    parser.add_argument("--watch", action="store_true", help="stay, and build again whenever a file changes")
    parser.add_argument(
        "--library",
        action="append",
        default=[],
        metavar="DIR",
        help="folder of a library that manifests name; may be repeated",
    )
    parser.add_argument(
        "--templates", metavar="DIR", help="folder of your own templates, looked into before the shipped ones"
    )
    parser.add_argument("--ascii", action="store_true", help="plain text in ASCII only")
    parser.add_argument(
        "--columns", type=int, default=72, metavar="N", help="width of plain text, 40 to 120 (default: 72)"
    )
    parser.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper of PDF and Word (default: a4)"
    )
    parser.add_argument("--fresh", action="store_true", help="build also what is up to date")
    parser.add_argument("--quiet", action="store_true", help="print complaints only")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="format of complaints (default: text)",
    )


def run(args: argparse.Namespace) -> int:
    """Build, once or whenever something changes."""
    from ..render.options import Options
    from .pipeline import Job, known_formats

    to = tuple(dict.fromkeys(name.strip() for name in args.to.split(",") if name.strip()))
    try:
        known_formats(to)
    except KeyError as error:
        from ..render.table import formats
        from ..source.suggest import mend_for

        mend = mend_for(error.args[0], formats(), "format")
        print(f"clausewright build: there is no format `{error.args[0]}`. {mend}", file=sys.stderr)
        return 2
    if not to:
        print("clausewright build: --to names no format.", file=sys.stderr)
        return 2
    if not 40 <= args.columns <= 120:
        print("clausewright build: --columns takes a number from 40 to 120.", file=sys.stderr)
        return 2
    templates = Path(args.templates) if args.templates else None
    if templates is not None and not templates.is_dir():
        print(f"clausewright build: there is no folder `{args.templates}`.", file=sys.stderr)
        return 2
    missing = [name for name in args.manifests if not Path(name).exists()]
    if missing:
        for name in missing:
            print(f"clausewright build: there is no file `{name}`.", file=sys.stderr)
        return 2
    options = Options(templates=templates, ascii=args.ascii, columns=args.columns, paper=args.paper)
    jobs = [
        Job(name, args.out, to, tuple(args.library), options, args.fresh)
        for name in dict.fromkeys(args.manifests)
    ]
    status = _once(jobs, args)
    if not args.watch:
        return status
    return _watch(jobs, args)


def _once(jobs: list[Job], args: argparse.Namespace) -> int:
    from ..diagnostic import has_errors, ordered
    from .pipeline import clashes, read_record, write_record
    from .report import print_diagnostics

    out = Path(args.out)
    record = read_record(out)
    if len(jobs) > 1:
        twice = _same_names(jobs)
        if twice:
            print_diagnostics(twice, args.format)
            return 1
    results = _all(jobs, record)
    found = ordered(d for result in results for d in (*result.diagnostics, *clashes(results)))
    changed = {r.stem: r.record for r in results if r.record}
    if changed:
        write_record(out, {**record, **changed})
    if found or args.format in {"json", "sarif"}:
        print_diagnostics(found, args.format, stream=sys.stderr if args.format == "text" else sys.stdout)
    if not args.quiet and args.format == "text":
        for result in results:
            if result.failed:
                continue
            print(f"{result.name}{' (up to date)' if result.unchanged else ''}")
            for file in result.files:
                print(f"  {file}")
    return 1 if has_errors(found) else 0


def _same_names(jobs: list[Job]) -> list[Any]:
    """Return complaints where two manifests name one license id, before anything is written."""
    from ..source.files import Report
    from ..source.index import read_manifest_file
    from ..source.yaml_nodes import parse_yaml
    from .pipeline import Result, clashes

    seen = []
    for job in jobs:
        file = read_manifest_file(Path(job.manifest), Report())
        node = parse_yaml(file, Report()) if file else None
        license = node.get("license") if node is not None and node.kind == "mapping" else None
        id = license.get("id") if license is not None and license.kind == "mapping" else None
        if id is not None:
            seen.append(Result(job.manifest, stem=id.text.removeprefix("LicenseRef-")))
    return clashes(seen)


def _all(jobs: list[Job], record: dict[str, Any]) -> list[Result]:
    """Run the jobs, on all cores where several are worth it."""
    from .pipeline import run as run_job

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    heavy = len(jobs) > 1 and any("pdf" in job.to for job in jobs) or len(jobs) > 16
    if cores < 2 or not heavy:
        with Progress(len(jobs)) as tick:
            return [tick(run_job(job, record)) for job in jobs]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with (
        Progress(len(jobs)) as tick,
        ProcessPoolExecutor(min(cores, len(jobs)), get_context("forkserver")) as pool,
    ):
        try:
            waiting = [pool.submit(run_job, job, record) for job in jobs]
            from concurrent.futures import as_completed

            for future in as_completed(waiting):
                tick(future.result())
            return [future.result() for future in waiting]
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


class Progress:
    """A bar on standard error: only on a terminal, only after a second, gone when done."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.start = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Any:
        return self.tick

    def tick(self, result: Result) -> Result:
        """Count one more result, show the bar where it is time, and return the result."""
        self.done += 1
        if (
            self.bar is None
            and sys.stderr.isatty()
            and self.done < self.total
            and time.monotonic() - self.start > 1
        ):
            from rich.console import Console
            from rich.progress import Progress as Bar

            self.bar = Bar(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("Building", total=self.total)
            self.bar.start()
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done, description=Path(result.manifest).name)
        return result

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()


def _watch(jobs: list[Job], args: argparse.Namespace) -> int:
    """Build again whenever a manifest, a library or a template changes; ends with Ctrl-C."""
    from watchfiles import watch

    from ..source.shipped import folder

    roots = {Path(job.manifest).resolve().parent for job in jobs}
    roots |= {Path(p).resolve() for p in args.library}
    if args.templates:
        roots.add(Path(args.templates).resolve())
    shipped = folder("clauses")
    if shipped.parent.name != "data":
        roots |= {shipped, folder("templates")}
    out = Path(args.out).resolve()
    print("Watching for changes; Ctrl-C ends.", file=sys.stderr)

    def matters(_: object, path: str) -> bool:
        return path.endswith((".yaml", ".yml", ".md", ".j2", ".css", ".html")) and not Path(
            path
        ).is_relative_to(out)

    try:
        for changes in watch(
            *sorted(r for r in roots if r.exists()), watch_filter=matters, raise_interrupt=True
        ):
            names = sorted({Path(path).name for _, path in changes})
            print(f"Changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}", file=sys.stderr)
            _once(jobs, args)
            sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 0
