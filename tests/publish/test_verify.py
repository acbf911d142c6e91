"""Whatever was changed in a bundle is found, and an archive of a stranger does no harm."""

from __future__ import annotations

import gzip
import io
import json
import random
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewright.cli.main import main
from clausewright.diagnostic import Refused
from clausewright.publish.archives import pack_tar, pack_zip
from clausewright.publish.opened import Opened, open_archive, wrong_name
from clausewright.publish.sums import BadSums, read_sums, write_sums
from clausewright.publish.verify import check_files, verify
from publish.small_bundle import WHEN, resummed, small, with_lock
from trust.test_fuzz import thrown

ENDINGS = {".zip": pack_zip, ".tar.gz": pack_tar}


def codes(path: Path) -> set[str]:
    return {d.code for d in verify(path).diagnostics}


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def opened(files: dict[str, bytes]) -> Opened:
    return Opened("bundle", dict(sorted(files.items())))


@pytest.mark.parametrize("ending", ["", *ENDINGS])
def test_a_bundle_as_it_was_made_is_right(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"b{ending}"
    files = small()
    if ending:
        path.write_bytes(ENDINGS[ending]({f"T/{n}": d for n, d in files.items()}, WHEN))
    else:
        lay(path, files)
    found = verify(path)
    assert found.diagnostics == () and not found.not_rebuilt
    assert set(found.rebuilt) == {n for n in files if not n.startswith("source/") or "resolved" in n} - {
        "SHA256SUMS"
    }


def test_all_formats_are_built_again(tmp_path: Path) -> None:
    files = small(("md", "html", "pdf", "json", "apply"))
    found = verify(lay(tmp_path / "b", files))
    assert found.diagnostics == () and {"Test-1.0.pdf", "Test-1.0.html", "LICENSE"} <= set(found.rebuilt)


@pytest.mark.parametrize("name", sorted(small()))
def test_a_change_of_any_file_is_found(name: str, tmp_path: Path) -> None:
    files = small()
    found = codes(lay(tmp_path / "b", {**files, name: files[name] + b"\n"}))
    assert found & {"CW-VER-003", "CW-VER-004"}
    del files
    left = {k: v for k, v in small().items() if k != name}
    assert codes(lay(tmp_path / "c", left)) & {"CW-VER-003", "CW-VER-005"}


def test_an_added_file_is_found(tmp_path: Path) -> None:
    assert codes(lay(tmp_path / "b", {**small(), "EXTRA": b"x"})) == {"CW-VER-006"}
    assert codes(lay(tmp_path / "c", resummed({**small(), "EXTRA": b"x"}))) == {"CW-VER-009"}


@pytest.mark.parametrize(
    "name", sorted(n for n in small() if not n.startswith("source/") and n != "SHA256SUMS")
)
def test_a_deliberate_change_with_sums_made_to_fit_is_found(name: str, tmp_path: Path) -> None:
    data = small()[name].replace(b"use", b"sell", 1) if b"use" in small()[name] else small()[name] + b"\n"
    found = verify(lay(tmp_path / "b", resummed({**small(), name: data})))
    assert found.failed and {d.code for d in found.diagnostics} == {"CW-VER-009"}


def test_a_changed_source_is_found_although_the_sums_fit(tmp_path: Path) -> None:
    name = "source/libraries/core/grant/plain.md"
    files = resummed({**small(), name: small()[name].replace(b"use", b"sell")})
    found = verify(lay(tmp_path / "b", files))
    assert "LICENSE" in found.different and found.failed


def test_what_the_lock_does_not_find_here_is_never_called_verified(tmp_path: Path) -> None:
    other = {"tool": {"name": "clausewright", "version": "9.9", "code": "0" * 64}}
    files = with_lock(small(), **other)
    found = verify(lay(tmp_path / "b", files))
    assert not found.failed and found.not_rebuilt == {
        "bundle.json": "it was made with clausewright 9.9, here is 0.1.0"
    }
    changed = with_lock({**files, "Test-1.0.md": b"# another\n"}, **other)
    found = verify(lay(tmp_path / "c", changed))
    assert not found.failed and set(found.not_rebuilt) == {"bundle.json", "Test-1.0.md"}
    assert {d.code for d in found.diagnostics} == {"CW-VER-010"} and "Test-1.0.md" not in found.rebuilt


def test_only_the_pdf_hangs_on_pango(tmp_path: Path) -> None:
    files = small(("md", "pdf"))
    record = json.loads(files["bundle.json"])
    made = {**record["lock"]["made_with"], "pango": "9.9.9"}
    changed = with_lock({**files, "Test-1.0.pdf": b"%PDF other", "Test-1.0.md": b"other"}, made_with=made)
    found = verify(lay(tmp_path / "b", changed))
    assert "Test-1.0.pdf" in found.not_rebuilt and set(found.different) == {"Test-1.0.md"}


def test_it_names_what_differs_and_shows_a_redline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = small()["LICENSE"].replace(b"everyone", b"no one")
    path = lay(tmp_path / "b", resummed({**small(), "LICENSE": text}))
    assert main(["verify", str(path)]) == 1
    out, err = capsys.readouterr()
    assert "CW-VER-009" in err and "LICENSE" in err
    assert "everyone" in out and "no one" in out and "This is not the bundle that was published." in out
    assert main(["verify", str(path), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["verdict"] == "wrong" and data["different"] == ["LICENSE"]


def test_the_command_says_that_nothing_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lay(tmp_path / "b", small())
    assert main(["verify", str(path)]) == 0
    assert "Nothing is wrong." in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "absent")]) == 2
    (tmp_path / "x.zip").write_bytes(b"no archive")
    assert main(["verify", str(tmp_path / "x.zip")]) == 1


def test_an_archive_that_was_packed_anew_is_told_and_its_files_still_count(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in small().items():
            archive.writestr(name, data)
    found = verify(tmp_path / "b.zip")
    assert {d.code for d in found.diagnostics} == {"CW-VER-008"} and not found.failed
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as packed:
        packed.add(lay(tmp_path / "T", small()), "T")
    found = verify(tmp_path / "b.tar.gz")
    assert {d.code for d in found.diagnostics} == {"CW-VER-008"} and not found.failed


# --- every byte ---


def found_in_file(files: dict[str, bytes], name: str, at: int, bit: int) -> bool:
    data = bytearray(files[name])
    data[at] ^= 1 << bit
    return bool(check_files(opened({**files, name: bytes(data)}))[0])


def found_in_archive(packed: bytes, ending: str, at: int, bit: int) -> bool:
    data = bytearray(packed)
    data[at] ^= 1 << bit
    try:
        return bool(check_files(open_archive(bytes(data), ending, "b"))[0])
    except Refused:
        return True


def test_a_flipped_bit_is_found_in_a_sample() -> None:
    dice = random.Random(5)
    files = small()
    for name, data in files.items():
        for _ in range(6):
            assert found_in_file(files, name, dice.randrange(len(data)), dice.randrange(8)), name
    for ending, pack in ENDINGS.items():
        packed = pack({f"T/{n}": d for n, d in files.items()}, WHEN)
        for _ in range(60):
            at, bit = dice.randrange(len(packed)), dice.randrange(8)
            assert found_in_archive(packed, ending, at, bit), (ending, at, bit)


@pytest.mark.long
@pytest.mark.timeout(3_000)
def test_every_flipped_byte_of_a_folder_is_found() -> None:
    files = small()
    missed = [
        (name, at)
        for name, data in files.items()
        for at in range(len(data))
        if not found_in_file(files, name, at, at % 8)
    ]
    assert not missed


@pytest.mark.long
@pytest.mark.timeout(3_000)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_flipped_byte_of_an_archive_is_found(ending: str) -> None:
    packed = ENDINGS[ending]({f"T/{n}": d for n, d in small().items()}, WHEN)
    assert not [at for at in range(len(packed)) if not found_in_archive(packed, ending, at, at % 8)]


# --- hostile archives ---

NAMES = [
    "../evil", "/etc/passwd", "a/../../evil", "a//b", "./a", "a\\..\\b", "C:evil", "con", "AUX.txt", "a/nul",
    "a\x00b", "a\nb", "é", "a b", "x" * 200, ".git/config", "a.", "a/", "..", "~/x:y", "a" + "/a" * 20, "",
]  # fmt: skip


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], pack: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members: tuple[tarfile.TarInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for info, data in members:
            info = tarfile.TarInfo(info) if isinstance(info, str) else info
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def refused(data: bytes, ending: str) -> set[str]:
    with pytest.raises(Refused) as error:
        open_archive(data, ending, "b")
    return {d.code for d in error.value.diagnostics}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert wrong_name(name)
    if name and not name.endswith("/"):
        info = zipfile.ZipInfo("x")
        info.filename = name  # past the cleaning that the class does
        assert refused(zipped((info, b"x")), ".zip") & {"CW-VER-001", "CW-VER-002"}
        if "\0" not in name:
            assert refused(tarred((name, b"x")), ".tar.gz") == {"CW-VER-002"}


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert refused(zipped((info, b"/etc/passwd")), ".zip") == {"CW-VER-002"}
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.CONTTYPE):
        member = tarfile.TarInfo("x")
        member.type, member.linkname = kind, "/etc/passwd"
        assert refused(tarred((member, b"")), ".tar.gz") == {"CW-VER-002"}
    folder = lay(tmp_path / "b", small())
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="is a link"):
        verify(folder)


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("LICENSE", b"a"), ("LICENSE", b"b"))
    assert refused(twice, ".zip") == {"CW-VER-002"}
    assert refused(zipped(("LICENSE", b"a"), ("license", b"b")), ".zip") == {"CW-VER-002"}
    assert refused(tarred(("LICENSE", b"a"), ("LICENSE", b"b")), ".tar.gz") == {"CW-VER-002"}
    assert refused(tarred(("T/a", b"a"), ("t/A", b"b")), ".tar.gz") == {"CW-VER-002"}
    assert refused(zipped(("a", b"a"), ("a/b", b"b")), ".zip") == {"CW-VER-002"}


def test_bombs_are_refused_before_they_fill_the_memory() -> None:
    import tracemalloc

    zeros = bytes(80 * 1024 * 1024)
    bombs = [
        (zipped(("T/big", zeros), pack=zipfile.ZIP_DEFLATED), ".zip"),
        (tarred(("T/big", zeros)), ".tar.gz"),
        (zipped(*((f"T/{n}", b"") for n in range(5_000))), ".zip"),
        (tarred(*((f"T/{n}", b"") for n in range(5_000))), ".tar.gz"),
        (gzip.compress(bytes(260 * 1024 * 1024), 9), ".tar.gz"),
        (
            zipped(*((f"T/{n}", zeros[: 60 * 1024 * 1024]) for n in range(5)), pack=zipfile.ZIP_DEFLATED),
            ".zip",
        ),
    ]
    del zeros
    for data, ending in bombs:
        tracemalloc.start()
        assert refused(data, ending) & {"CW-VER-001", "CW-VER-002"}
        assert tracemalloc.get_traced_memory()[1] < 600 * 1024 * 1024
        tracemalloc.stop()


def test_a_size_that_is_a_lie_is_found() -> None:
    data = bytearray(zipped(("T/x", b"0" * 1000), pack=zipfile.ZIP_DEFLATED))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    assert refused(bytes(data), ".zip") == {"CW-VER-001"}


def test_encrypted_and_strangely_packed_members_are_refused() -> None:
    for pack in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert refused(zipped(("T/x", b"0" * 100), pack=pack), ".zip") == {"CW-VER-002"}
    data = bytearray(zipped(("T/x", b"0" * 100)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data), ".zip") == {"CW-VER-002"}


# --- thrown at the readers ---


@st.composite
def spoiled(draw: st.DrawFn, whole: bytes) -> bytes:
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.integers(0, 3))
        at = draw(st.integers(0, max(0, len(data) - 1)))
        if kind == 0:
            data[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == 1:
            del data[at : at + draw(st.integers(1, 3000))]
        elif kind == 2:
            data[at:at] = draw(st.binary(max_size=40))
        else:
            data[at : at + 8] = draw(
                st.sampled_from([b"\xff" * 8, b"\0" * 8, b"77777777", b"PK\x05\x06\0\0\0\0"])
            )
    return bytes(data)


def packed(pack: Callable[[dict[str, bytes], int], bytes]) -> bytes:
    return pack({f"T/{n}": d for n, d in small().items()}, WHEN)


@thrown
@pytest.mark.timeout(1_500)
@given(st.sampled_from(sorted(ENDINGS)), st.data())
def test_a_spoiled_archive_gives_complaints_and_no_crash(ending: str, data: st.DataObject) -> None:
    bytes_ = data.draw(spoiled(packed(ENDINGS[ending])) | st.binary(max_size=200))
    try:
        check_files(open_archive(bytes_, ending, "b"))
    except Refused as refusal:
        assert {d.code for d in refusal.diagnostics} <= {"CW-VER-001", "CW-VER-002"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@thrown
@pytest.mark.timeout(1_500)
@given(st.data())
def test_a_spoiled_record_gives_complaints_and_no_crash(data: st.DataObject) -> None:
    from tempfile import TemporaryDirectory

    record = json.loads(small()["bundle.json"])
    place = record
    for _ in range(data.draw(st.integers(0, 2))):
        inner = [k for k, v in place.items() if isinstance(v, dict)]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(sorted(inner)))]
    if place:
        place[data.draw(st.sampled_from(sorted(place)))] = data.draw(json_values)
    files = resummed({**small(), "bundle.json": json.dumps(record).encode()})
    with TemporaryDirectory() as folder:
        assert verify(lay(Path(folder), files)).failed


@thrown
@pytest.mark.timeout(1_500)
@given(st.data())
def test_spoiled_sources_give_complaints_and_no_crash(data: st.DataObject) -> None:
    from tempfile import TemporaryDirectory

    name = data.draw(st.sampled_from(sorted(n for n in small() if n.startswith("source/"))))
    files = resummed({**small(), name: data.draw(spoiled(small()[name]))})
    with TemporaryDirectory() as folder:
        verify(lay(Path(folder), files))


@given(
    st.binary(max_size=300) | st.dictionaries(st.text(max_size=9), st.just(b"x"), max_size=4).map(write_sums)
)
def test_sums_read_back_or_are_refused(data: bytes) -> None:
    try:
        found = read_sums(data)
    except BadSums:
        return
    assert "".join(f"{digest}  {name}\n" for name, digest in found.items()).encode() == data
