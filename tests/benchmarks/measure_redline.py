"""Measures redlines beside their peers, on license texts from a package, and prints a table.

    python tests/benchmarks/measure_redline.py        (also the last part of `make bench`)

Each comparison runs in a process of its own, for its peak memory; the time is the median of several runs in
that process, without starting it. What a peer marks as changed is counted by the same rules as our own:
a word is what has a letter or digit in it, a hunk is a run of deletions and insertions without common
words between.
"""

from __future__ import annotations

import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from plain_license import document, spdx_texts

PEERS = (
    "clausewright",
    "redlines",
    "diff-match-patch",
    "difflib",
    "git --word-diff",
    "clausewright, Word",
    "python-redlines",
)
PAIRS = ("GPL-2.0/GPL-3.0", "Apache-2.0/ECL-2.0", "MPL-1.1/MPL-2.0", "two profiles", "shuffled", "100 times")
LIMIT = 25
"""Seconds after which a peer is stopped."""
Part = tuple[str, str]
"""`=`, `-` or `+` with its text."""


# -- texts -----------------------------------------------------------------------------------------


def texts(pair: str) -> tuple[str, str]:
    """Return the two texts of a pair, paragraphs on one line each."""
    if pair == "two profiles":
        return tuple(plain(profile(name)) for name in ("strong-copyleft", "network-copyleft"))  # type: ignore[return-value]
    known = spdx_texts()
    if "/" in pair:
        names = {"GPL-2.0": "GPL-2.0-only", "GPL-3.0": "GPL-3.0-only"}
        return tuple(flat(known[names.get(name, name)]) for name in pair.split("/"))  # type: ignore[return-value]
    gpl = flat(known["GPL-3.0-only"])
    if pair == "shuffled":
        return gpl, shuffled(gpl)
    return changed(gpl)


def flat(text: str) -> str:
    return "\n\n".join(" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text) if block.strip())


def shuffled(text: str) -> str:
    """Return a text with its sections in another order; every word is still there."""
    sections = re.split(r"\n\n(?=\d+\. )", text)
    head, rest = sections[0], sections[1:]
    random.Random(7).shuffle(rest)
    return "\n\n".join([head, *rest])


def changed(text: str) -> tuple[str, str]:
    """Return a text a hundred times over, and the same with one word in two hundred changed."""
    # each copy is marked, so that no copy is another's
    copies = [re.sub(r"(?m)^(\d+\. )", rf"\1Volume {n}. ", text) for n in range(100)]
    whole = "\n\n".join(copies)
    dice = random.Random(7)
    other = re.sub(r"[A-Za-z]{4,}", lambda m: m[0][::-1] if dice.random() < 0.005 else m[0], whole)
    return whole, other


def profile(name: str):
    from clausewright.publish.profiles import compose_profile

    return compose_profile(name).document


def plain(given) -> str:
    from clausewright.document import blocks
    from clausewright.document import plain as words

    out = []
    for section in given.sections:
        out.append(section.heading or "")
        out += [words(given, b.content) for b in blocks(section) if hasattr(b, "content")]
    return "\n\n".join(text.replace("\n", " ") for text in out if text)


# -- peers -----------------------------------------------------------------------------------------


def ours(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    from clausewright.redline import compare
    from clausewright.redline.comparison import AWAY

    if pair == "two profiles":
        first, second = profile("strong-copyleft"), profile("network-copyleft")

    def run() -> list[Part]:
        # the texts are read in the time that is measured, as the peers read theirs
        a, b = (first, second) if pair == "two profiles" else (document(one), document(other))
        out: list[Part] = []
        for section in compare(a, b).sections:
            for row in section.paragraphs:
                if row.status != AWAY:
                    for r in row.runs:
                        if r.kind == "deleted":
                            out.append(("-", r.before))
                        elif r.kind == "inserted":
                            out.append(("+", r.after))
                        else:
                            out.append(("=", r.after))
                out.append(("=", "\n"))
        return out

    return run


def redlines(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    from redlines import Redlines

    def run() -> list[Part]:
        made = Redlines(one, other).output_markdown
        out: list[Part] = []
        found = re.split(r"(<span style='color:red;font-weight:700;text-decoration:line-through;'>.*?</span>|"
                         r"<span style='color:green;font-weight:700;'>.*?</span>)", made, flags=re.S)  # fmt: skip
        for piece in found:
            if piece.startswith("<span"):
                kind = "-" if "line-through" in piece else "+"
                out.append((kind, re.sub(r"<.*?>", "", piece)))
            elif piece:
                out.append(("=", piece))
        return out

    return run


def dmp(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    from diff_match_patch import diff_match_patch

    def run() -> list[Part]:
        tool = diff_match_patch()
        tool.Diff_Timeout = 0
        found = tool.diff_main(one, other)
        tool.diff_cleanupSemantic(found)
        return [({-1: "-", 0: "=", 1: "+"}[kind], text) for kind, text in found]

    return run


def plain_difflib(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    from difflib import SequenceMatcher

    def run() -> list[Part]:
        a, b = one.split(), other.split()
        out: list[Part] = []
        for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if tag == "equal":
                out.append(("=", " ".join(a[i:j])))
            else:
                out += [("-", " ".join(a[i:j])), ("+", " ".join(b[k:m]))]
        return [part for part in out if part[1]]

    return run


def git(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    folder = tempfile.mkdtemp()
    paths = [Path(folder) / name for name in ("a.txt", "b.txt")]
    for path, text in zip(paths, (one, other), strict=True):
        path.write_text(text + "\n")
    command = ["git", "diff", "--no-index", "--word-diff=porcelain", "-U9999999", *map(str, paths)]

    def run() -> list[Part]:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        body = said.split("@@\n", 1)[1] if "@@\n" in said else ""
        signs = {" ": "=", "-": "-", "+": "+"}
        return [(signs[line[0]], line[1:]) for line in body.splitlines() if line and line[0] in signs]

    return run


def ours_docx(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    """Two Word files in, one with tracked changes out, as the peer below has it."""
    from clausewright.redline import compare
    from clausewright.redline.docx import render
    from clausewright.redline.options import ShowOptions
    from clausewright.source.licenses import read_license

    files = word_files(pair, one, other)

    def run() -> list[Part]:
        first, second = (read_license(data, "a.docx") for data in files)
        return tracked(render(compare(first, second), ShowOptions()))

    return run


def python_redlines(pair: str, one: str, other: str) -> Callable[[], list[Part]]:
    from python_redlines.engines import DocxodusEngine

    files = word_files(pair, one, other)
    engine = DocxodusEngine()
    return lambda: tracked(engine.run_redline("author", *files)[0])


def word_files(pair: str, one: str, other: str) -> tuple[bytes, bytes]:
    from clausewright.render.docx import render
    from clausewright.render.options import Options

    given = (profile("strong-copyleft"), profile("network-copyleft")) if pair == "two profiles" else (
        document(one), document(other))  # fmt: skip
    return render(given[0], Options()), render(given[1], Options())


def tracked(data: bytes) -> list[Part]:
    """Return the words of a Word file with what is done to them."""
    from io import BytesIO
    from zipfile import ZipFile

    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    signs = {"ins": "+", "del": "-"}
    out: list[Part] = []
    for paragraph in etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml")).iter(f"{space}p"):
        for text in paragraph.iter(f"{space}t", f"{space}delText"):
            above = [etree.QName(node).localname for node in text.iterancestors()]
            out.append((next((signs[name] for name in above if name in signs), "="), text.text or ""))
        out.append(("=", "\n"))
    return out


MAKERS = dict(zip(PEERS, (ours, redlines, dmp, plain_difflib, git, ours_docx, python_redlines), strict=True))


# -- figures ---------------------------------------------------------------------------------------


def figures(parts: Iterable[Part]) -> dict[str, int]:
    """Return words changed, hunks, and hunks of one short word."""
    words = hunks = short = 0
    held: list[str] = []

    def close() -> None:
        nonlocal hunks, short
        if any(text.strip() for text in held):
            hunks += 1
            found = [w for text in held for w in text.split() if any(sign.isalnum() for sign in w)]
            short += len(found) == 1 and len(found[0]) <= 3
        held.clear()

    for kind, text in parts:
        if kind == "=":
            if text.strip():
                close()
            continue
        held.append(text)
        words += sum(any(sign.isalnum() for sign in word) for word in text.split())
    close()
    return {"words": words, "hunks": hunks, "short": short}


def one(peer: str, pair: str, first: str, second: str) -> dict[str, float]:
    """Measure one peer on one pair, in this process."""
    run = MAKERS[peer](pair, Path(first).read_text(), Path(second).read_text())
    # the peak so far is that of reading the texts, and of the process that started this one
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")
    start = time.perf_counter()
    parts = run()
    times = [time.perf_counter() - start]
    while sum(times) < 1.0 and len(times) < 9:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    if peer in ("git --word-diff", "python-redlines"):
        more = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    else:
        more = resident("VmHWM") - before
    return {"time": statistics.median(times), "memory": more, **figures(parts)}


def resident(name: str) -> float:
    """Return the memory of this process in MB, now (`VmRSS`) or at its peak (`VmHWM`)."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def main() -> None:
    """Print the table."""
    print("## Redlines\n")
    print("| pair | tool | time | more memory | words changed | hunks | of one short word |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    folder = Path(tempfile.mkdtemp())
    for pair in PAIRS:
        paths = [folder / "one.txt", folder / "other.txt"]
        for path, text in zip(paths, texts(pair), strict=True):
            path.write_text(text)
        for peer in PEERS:
            command = [sys.executable, __file__, peer, pair, *map(str, paths)]
            try:
                ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
            except subprocess.TimeoutExpired:
                print(f"| {pair} | {peer} | over {LIMIT} s | | | | |", flush=True)
                continue
            found = json.loads(ended.stdout)
            share = 100 * found["short"] / found["hunks"] if found["hunks"] else 0
            print(
                f"| {pair} | {peer} | {1000 * found['time']:,.0f} ms | {found['memory']:.0f} MB "
                f"| {found['words']:,} | {found['hunks']:,} | {share:.0f} % |",
                flush=True,
            )
    in_turn()


def in_turn() -> None:
    """Compare GPL-2.0 and GPL-3.0 with our tool and with `redlines` in turn, in this process.

    The pace of a machine changes from minute to minute, so only what is measured in turn has a ratio.
    """
    given = texts(PAIRS[0])
    tools = [MAKERS[peer](PAIRS[0], *given) for peer in PEERS[:2]]
    ratios = []
    for _ in range(15):
        times = []
        for run in tools:
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        ratios.append(times[1] / times[0])
    print(
        f"\nIn turn in one process, {PAIRS[0]}: {statistics.median(ratios):.1f} times as fast as redlines.\n"
    )


if __name__ == "__main__":
    if len(sys.argv) == 5:
        print(json.dumps(one(*sys.argv[1:])))
    else:
        main()
