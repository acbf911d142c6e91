"""A bundle holds what is published, is the same everywhere, and is there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
import yaml

from clausewright import compose_license
from clausewright.publish.bundle import make_bundle, moment, read_sources
from clausewright.publish.place import place
from clausewright.render.apply import canonical
from clausewright.render.options import Options

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
MANIFEST = """\
clausewright: 1
license: {{name: {name}, id: {id}, version: "{version}", date: 2026-11-23, steward: Lab}}
extends: permissive
"""


def manifest(
    folder: Path, name: str = "Test License", id: str = "LicenseRef-T-1.0", version: str = "1.0"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id}.yaml"
    path.write_text(MANIFEST.format(name=name, id=id, version=version))
    return path


def clausewright(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", **more.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "clausewright", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, **more)  # type: ignore[call-overload, no-any-return]


def contents(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Bytes, mode and time of every file."""
    return {
        p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mode, int(p.stat().st_mtime))
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One bundle as a folder, made by the command."""
    target = tmp_path_factory.mktemp("bundle") / "AWPL-1.0"
    ended = clausewright("bundle", EXAMPLES / "network.yaml", "--out", target)
    assert ended.returncode == 0, ended.stderr
    return target


def test_a_bundle_holds_all_that_is_published(made: Path) -> None:
    names = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert {
        "LICENSE", "AWPL-1.0.md", "AWPL-1.0.html", "AWPL-1.0.pdf", "AWPL-1.0.json", "AWPL-1.0-HOW-TO-APPLY.md",
        "CITATION.cff", "REVIEW.json", "SHA256SUMS", "bundle.json", "source/manifest.yaml", "source/resolved.yaml",
        "source/libraries/core/api-disclosure/weights-to-users.md", "source/libraries/core/library.yaml",
    } <= names  # fmt: skip
    assert (made / "source/manifest.yaml").read_bytes() == (EXAMPLES / "network.yaml").read_bytes()


def test_the_sums_are_those_that_sha256sum_reads(made: Path) -> None:
    ended = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=made, capture_output=True)
    assert ended.returncode == 0, ended.stderr
    listed = {line.partition("  ")[2] for line in (made / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(contents(made)) - {"SHA256SUMS"}


def test_the_record_locks_every_fragment_template_and_version(made: Path) -> None:
    record = json.loads((made / "bundle.json").read_bytes())
    assert record["text"]["sha256"] == hashlib.sha256((made / "LICENSE").read_bytes()).hexdigest()
    lock = record["lock"]
    document = compose_license(EXAMPLES / "network.yaml").document
    assert [(f["id"], f["variant"]) for f in lock["fragments"]] == [
        (c.id, c.variant) for c in document.choices
    ]
    for fragment in lock["fragments"]:
        assert fragment["sha256"] == hashlib.sha256((made / fragment["file"]).read_bytes()).hexdigest()
    for name, digest in lock["templates"].items():
        assert digest == hashlib.sha256((ROOT / "templates" / name).read_bytes()).hexdigest()
    assert {"weasyprint", "pango", "harfbuzz", "jinja2", "python"} <= lock["made_with"].keys()
    assert "unknown" not in lock["made_with"].values() and "absent" not in lock["made_with"].values()


def test_no_path_of_the_machine_is_in_a_bundle(made: Path) -> None:
    for name, (data, _, _) in contents(made).items():
        assert os.fsencode(ROOT) not in data and os.fsencode(made.parent) not in data, name


def test_the_notice_carries_the_hash_of_the_text(made: Path) -> None:
    digest = hashlib.sha256((made / "LICENSE").read_bytes()).hexdigest()
    assert digest in (made / "AWPL-1.0-HOW-TO-APPLY.md").read_text()


def test_nothing_is_left_to_fill_in_outside_the_notice(made: Path) -> None:
    assert "[" not in (made / "LICENSE").read_text()


@pytest.mark.parametrize("name", ["minimal.yaml", "everything.yaml", "own-clauses/manifest.yaml"])
def test_the_resolved_manifest_composes_to_the_same_text(name: str, tmp_path: Path) -> None:
    composition = compose_license(EXAMPLES / name, libraries=[EXAMPLES / "lab-library"])
    files = make_bundle(read_sources(composition, (), Options()))
    placed = place(tmp_path / "b", files, moment(composition.document), "b")
    again = compose_license(placed.path / "source/resolved.yaml")
    assert canonical(again.document) == files["LICENSE"]
    assert {c.decided_by for c in again.document.choices} <= {"manifest", "only-variant"}
    before = {(c.id, c.variant): dict(c.parameters) for c in composition.document.choices}
    assert {(c.id, c.variant): dict(c.parameters) for c in again.document.choices} == before


def test_the_citation_has_what_the_format_asks_for(made: Path) -> None:
    data = yaml.safe_load((made / "CITATION.cff").read_text())
    assert data["cff-version"] == "1.2.0" and data["message"] and data["title"]
    assert data["authors"] == [{"name": "Aurora Lab"}]
    assert str(data["date-released"]) == "2026-11-23" and data["version"] == "1.0"


@pytest.mark.parametrize("ending", ["", ".zip", ".tar.gz"])
def test_the_same_bytes_anywhere(ending: str, tmp_path: Path) -> None:
    """Another folder, time zone, locale, mask, order of hashes, and another SOURCE_DATE_EPOCH."""
    found = []
    for number, (mask, env) in enumerate(
        [
            (0o022, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
            (
                0o077,
                {
                    "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77",
                    "SOURCE_DATE_EPOCH": "1", "COLUMNS": "40",
                },
            ),
        ]
    ):  # fmt: skip
        place_ = tmp_path / f"somewhere {number}"
        place_.mkdir()
        shutil.copy(EXAMPLES / "network.yaml", place_ / "a.yaml")
        ended = clausewright(
            "bundle",
            "a.yaml",
            "--out",
            f"out{ending}",
            cwd=place_,
            env=env,
            preexec_fn=lambda m=mask: os.umask(m),
        )
        assert ended.returncode == 0, ended.stderr
        target = place_ / f"out{ending}"
        found.append(contents(target) if not ending else target.read_bytes())
    assert found[0] == found[1]


def test_archives_hold_what_the_folder_holds(made: Path, tmp_path: Path) -> None:
    files = {name: data for name, (data, _, _) in contents(made).items()}
    place(tmp_path / "a.zip", files, 0, "top")
    place(tmp_path / "a.tar.gz", files, 0, "top")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {f"top/{n}": d for n, d in files.items()}
    assert subprocess.run(["gzip", "--test", "a.tar.gz"], cwd=tmp_path).returncode == 0
    with tarfile.open(tmp_path / "a.tar.gz") as archive_:
        members = archive_.getmembers()
        assert [m.name for m in members] == [f"top/{n}" for n in sorted(files)]
        assert {m.mode for m in members} == {0o644} and {m.uid for m in members} == {0}
        assert {m.uname for m in members} == {""} and {m.mtime for m in members} == {0}
    listed = subprocess.run(
        ["tar", "-tzf", "a.tar.gz"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert listed.stdout.split() == [f"top/{n}" for n in sorted(files)]


def test_a_bundle_that_is_up_to_date_is_not_touched(tmp_path: Path) -> None:
    path = manifest(tmp_path)
    for name in ("b", "b.zip"):
        run = ["bundle", path, "--to", "md", "--out", tmp_path / "out" / name]
        assert clausewright(*run).returncode == 0
        before = (tmp_path / "out" / name).stat()
        ended = clausewright(*run, "--format", "json")
        assert json.loads(ended.stdout)["unchanged"] is True
        after = (tmp_path / "out" / name).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_changes_to_the_version_before_are_shown(tmp_path: Path) -> None:
    first = manifest(tmp_path, id="LicenseRef-T-1.0")
    second = manifest(tmp_path, id="LicenseRef-T-1.1", version="1.1")
    second.write_text(second.read_text().replace("permissive", "strong-copyleft"))
    clausewright("bundle", first, "--to", "json", "--out", tmp_path / "one.zip")
    ended = clausewright(
        "bundle", second, "--to", "md", "--out", tmp_path / "two", "--previous", tmp_path / "one.zip"
    )
    assert ended.returncode == 0, ended.stderr
    changes = (tmp_path / "two/CHANGES.md").read_text()
    assert "version 1.0" in changes and "version 1.1" in changes
    assert (tmp_path / "two/REDLINE.html").is_file()
    record = json.loads((tmp_path / "two/bundle.json").read_bytes())
    assert record["previous"]["id"] == "LicenseRef-T-1.0"


def test_a_changed_text_never_takes_the_place_of_a_published_one(tmp_path: Path) -> None:
    path = manifest(tmp_path)
    for name in ("b", "b.zip", "b.tar.gz"):
        run = ["bundle", path, "--to", "md", "--out", tmp_path / name / name]
        path.write_text(path.read_text().replace("strong-copyleft", "permissive"))
        assert clausewright(*run).returncode == 0
        before = contents(tmp_path / name)
        path.write_text(path.read_text().replace("permissive", "strong-copyleft"))
        ended = clausewright(*run)
        assert ended.returncode == 1 and "CW-BND-004" in ended.stderr
        assert contents(tmp_path / name) == before
        # nobody reviewed it: who says so may replace it
        assert clausewright(*run, "--replace-draft").returncode == 0


def test_a_reviewed_text_is_not_replaced_even_when_asked(tmp_path: Path) -> None:
    path = manifest(tmp_path)
    digest = hashlib.sha256(canonical(compose_license(path).document)).hexdigest()
    head = path.read_text()
    review = f"reviews: [{{text: {digest}, by: Ada Example, capacity: counsel of the steward, date: 2026-11-22}}]\n"
    path.write_text(head + review)
    run = ["bundle", path, "--to", "md", "--out", tmp_path / "b", "--replace-draft"]
    assert clausewright(*run).returncode == 0
    record = json.loads((tmp_path / "b/REVIEW.json").read_bytes())
    assert record["status"] == "reviewed" and record["reviews"][0]["by"] == "Ada Example"
    path.write_text(head.replace("permissive", "strong-copyleft") + review)
    ended = clausewright(*run)
    assert ended.returncode == 1 and "CW-BND-004" in ended.stderr


def test_two_texts_never_share_a_name(tmp_path: Path) -> None:
    first = manifest(tmp_path / "in")
    assert clausewright("bundle", first, "--to", "md", "--out", tmp_path / "out/one").returncode == 0
    for id, name, code in (
        ("LicenseRef-t-1.0", "Another", "CW-BND-004"),
        ("LicenseRef-T-1.0-no-gating", "Another", "CW-BND-005"),
        ("LicenseRef-U-1.0", "Test License", "CW-BND-005"),
    ):
        other = manifest(tmp_path / "in", name, id)
        other.write_text(other.read_text().replace("permissive", "strong-copyleft"))
        ended = clausewright("bundle", other, "--to", "md", "--out", tmp_path / "out/two")
        assert ended.returncode == 1 and code in ended.stderr, (id, ended.stderr)
        assert not (tmp_path / "out/two").exists()


@pytest.mark.parametrize("what", ["work", "extra", "link", "file", "other license"])
def test_somebodys_work_is_never_replaced(what: str, tmp_path: Path) -> None:
    path, target = manifest(tmp_path), tmp_path / "out"
    if what == "work":
        target.mkdir()
        (target / "thesis.txt").write_text("years of work")
    elif what == "file":
        target.write_text("years of work")
    elif what == "link":
        (tmp_path / "real").mkdir()
        target.symlink_to(tmp_path / "real")
    else:
        other = path if what == "extra" else manifest(tmp_path, "Other", "LicenseRef-O-1.0")
        assert clausewright("bundle", other, "--to", "md", "--out", target).returncode == 0
        if what == "extra":
            (target / "notes.txt").write_text("years of work")
            path.write_text(path.read_text().replace("Lab", "Other Lab"))
    before = contents(tmp_path)
    ended = clausewright("bundle", path, "--to", "md", "--out", target, "--replace-draft")
    assert ended.returncode == 1 and "CW-BND-003" in ended.stderr
    assert contents(tmp_path) == before


def test_a_manifest_with_errors_makes_no_bundle(tmp_path: Path) -> None:
    path = manifest(tmp_path)
    path.write_text(path.read_text() + "clauses: {no-such-clause: x}\n")
    ended = clausewright("bundle", path, "--out", tmp_path / "out")
    assert ended.returncode == 1 and not (tmp_path / "out").exists()


def test_templates_of_ones_own_are_part_of_the_sources(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates/html", templates / "html")
    run = ["bundle", manifest(tmp_path), "--to", "html", "--templates", templates, "--out", tmp_path / "out"]
    assert clausewright(*run).returncode == 0
    assert (tmp_path / "out/source/templates/html/page.html.j2").is_file()
    (templates / "a b.css").write_text("")
    ended = clausewright(*run)
    assert ended.returncode == 1 and "CW-BND-002" in ended.stderr


# --- killed at any moment ---


def states(made: Path, tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Two bundles of one text: as it was before and as it shall be."""
    after = {name: data for name, (data, _, _) in contents(made).items()}
    before = {name: data for name, data in after.items() if not name.endswith(".pdf")}
    return before, after


KILLED = """\
import sys, pickle
from pathlib import Path
from clausewright.publish.place import place
files = pickle.load(open(sys.argv[1], "rb"))
print("ready", flush=True)
place(Path(sys.argv[2]), files, 0, "top")
"""


def kill_at_random(made: Path, tmp_path: Path, ending: str, times: int, seed: int) -> None:
    import pickle

    from clausewright.publish.opened import open_bundle
    from clausewright.publish.sums import write_sums

    dice = random.Random(seed)
    before, after = states(made, tmp_path)
    before["SHA256SUMS"] = write_sums(before)
    target = tmp_path / "place" / f"b{ending}"
    packed = tmp_path / "files"
    packed.write_bytes(pickle.dumps(after))
    place(target, after, 0, "top")
    started = time.monotonic()
    place(target, before, 0, "top")
    took = time.monotonic() - started
    seen = set()
    for _ in range(times):
        place(target, before, 0, "top")
        process = subprocess.Popen([sys.executable, "-c", KILLED, packed, target], stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(dice.uniform(0, 2.2 * took))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        files = open_bundle(target).files
        assert files in (before, after)
        seen.add(files == after)
    place(target, after, 0, "top")
    assert open_bundle(target).files == after
    assert [p.name for p in target.parent.iterdir()] == [target.name], "something was left behind"


@pytest.mark.parametrize("ending", ["", ".zip", ".tar.gz"])
def test_killed_at_any_moment_the_old_or_the_new_is_there(made: Path, tmp_path: Path, ending: str) -> None:
    kill_at_random(made, tmp_path, ending, 4, 7)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("ending", ["", ".zip", ".tar.gz"])
def test_killed_fifty_times_the_old_or_the_new_is_there(made: Path, tmp_path: Path, ending: str) -> None:
    kill_at_random(made, tmp_path, ending, 50, 11)


def test_two_at_once_leave_one_whole(made: Path, tmp_path: Path) -> None:
    import pickle

    from clausewright.publish.opened import open_bundle
    from clausewright.publish.sums import write_sums

    one, other = states(made, tmp_path)
    one["SHA256SUMS"] = write_sums(one)
    for number, files in enumerate((one, other)):
        (tmp_path / f"files{number}").write_bytes(pickle.dumps(files))
    for ending in ("", ".zip"):
        target = tmp_path / "place" / f"b{ending}"
        for _ in range(3):
            both = [
                subprocess.Popen(
                    [sys.executable, "-c", KILLED, tmp_path / f"files{n}", target], stdout=subprocess.DEVNULL
                )
                for n in (0, 1)
            ]
            assert [p.wait() for p in both] == [0, 0]
            assert open_bundle(target).files in (one, other)


def test_a_full_disk_leaves_everything_as_it_was(made: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writing fails in the same place."""
    import pickle

    _, after = states(made, tmp_path)
    (tmp_path / "files").write_bytes(pickle.dumps(after))
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + KILLED.replace(
        'print("ready", flush=True)', "resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))"
    )
    for ending in ("", ".zip"):
        target = tmp_path / "place" / f"b{ending}"
        ended = subprocess.run(
            [sys.executable, "-c", limit, tmp_path / "files", target], capture_output=True, text=True
        )
        assert ended.returncode == 1 and "File too large" in ended.stderr
        assert list(target.parent.iterdir()) == []


# --- drafts ---


def test_a_text_that_nobody_reviewed_says_so_on_every_page(made: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    mark = "DRAFT: nobody has reviewed this text."
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(made / "AWPL-1.0.pdf").pages]
    assert len(pages) > 5 and all(mark in page for page in pages)
    for name in ("AWPL-1.0.md", "AWPL-1.0.html", "AWPL-1.0-HOW-TO-APPLY.md"):
        assert mark in (made / name).read_text(), name
    with zipfile.ZipFile(made / "AWPL-1.0.docx") as word:
        feet = [word.read(f"word/footer{n}.xml").decode() for n in (1, 2)]
    assert all(mark in foot for foot in feet)
    # the text itself is what is reviewed, by its hash: a mark in it would make it another text
    assert mark not in (made / "LICENSE").read_text()


def test_a_reviewed_text_has_no_mark_and_another_text_gets_it_back(tmp_path: Path) -> None:
    path = manifest(tmp_path)
    digest = hashlib.sha256(canonical(compose_license(path).document)).hexdigest()
    plain = path.read_text()
    review = f"reviews: [{{text: {digest}, by: Ada Example, capacity: a user, date: 2026-11-22}}]\n"
    for change, draft in (("", False), (plain.replace("permissive", "strong-copyleft"), True)):
        path.write_text((change or plain) + review)
        composition = compose_license(path)
        files = make_bundle(read_sources(composition, ("md", "html"), Options()))
        assert (b"DRAFT" in files["T-1.0.md"]) is draft and (b"DRAFT:" in files["T-1.0.html"]) is draft
        assert json.loads(files["REVIEW.json"])["status"] == ("draft" if draft else "reviewed")


def test_a_draft_is_tagged_and_reads_as_such_in_plain_text() -> None:
    import page  # type: ignore[import-not-found]

    from clausewright import render_license

    document = compose_license(EXAMPLES / "minimal.yaml").document
    options = Options(draft=True)
    lines = render_license(document, "txt", options).decode().split("\n")
    assert lines[0].startswith("DRAFT") and lines[-2].startswith("DRAFT")
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(render_license(document, "pdf", options))
        file.flush()
        checked = page.validate_pdf(file.name, profile="ua1")
    assert checked.is_compliant, checked.failures


def test_what_a_killed_run_left_goes_even_where_nothing_is_to_be_written(made: Path, tmp_path: Path) -> None:
    """Killed between the exchange of the folders and the removal of the old one."""
    target = tmp_path / "b"
    shutil.copytree(made, target)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".b.{ended.pid}-0").mkdir()
    place(target, {name: data for name, (data, _, _) in contents(target).items()}, 0, "top", drafts=True)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
