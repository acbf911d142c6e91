"""A stamp is read by the readers of each format, and no tensor changes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import save_file

from clausewright.cli.main import main
from clausewright.diagnostic import Refused
from clausewright.publish import gguf_head
from clausewright.publish.stamp import Stamp, check_stamp, stamp
from clausewright.publish.weights import undo_place
from publish.small_bundle import small
from trust.test_fuzz import thrown

WHAT = Stamp(
    "LicenseRef-T-1.0", "Test License, version 1.0", "ab" * 32, "https://example.org/t", ("lab/base", "solo")
)
OTHER = Stamp("LicenseRef-U-2.0", "Another, version 2.0", "cd" * 32, "https://example.org/u", ())
KINDS = ("x.safetensors", "x.gguf")


def tensors() -> dict[str, Any]:
    dice = np.random.default_rng(5)
    return {
        "a.weight": dice.random((33, 7), dtype=np.float32),
        "b": dice.integers(0, 9, 5, dtype=np.int64),
        "c.half": dice.random(64).astype(np.float16),
    }


def made(path: Path, **metadata: str) -> Path:
    if path.suffix == ".safetensors":
        save_file(tensors(), path, metadata=metadata or {"format": "pt"})
        return path
    writer = gguf.GGUFWriter(path, "llama")
    for key, value in {"general.name": "A model", **metadata}.items():
        writer.add_string(key, value)
    writer.add_array("tokenizer.ggml.tokens", ["a", "b", "ü"] * 50)
    writer.add_uint32("llama.context_length", 77)
    writer.add_bool("x.flag", True)
    writer.add_array("x.numbers", [1, 2, 3])
    for name, tensor in tensors().items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def read_back(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keys and tensors as the packages of each format read them."""
    if path.suffix == ".safetensors":
        with safe_open(path, "np") as file:
            return dict(file.metadata()), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    reader = gguf.GGUFReader(path)
    keys = {name: field.contents() for name, field in reader.fields.items() if not name.startswith("GGUF.")}
    return keys, {tensor.name: np.array(tensor.data) for tensor in reader.tensors}


def same_tensors(path: Path) -> bool:
    found, expected = read_back(path)[1], tensors()
    return found.keys() == expected.keys() and all(
        found[n].tobytes() == expected[n].tobytes() for n in expected
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_stamp_is_read_by_the_readers_of_the_format(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    before, _ = read_back(path)
    assert stamp(path, WHAT) == "rewritten"
    keys, _ = read_back(path)
    assert same_tensors(path) and before.items() <= keys.items()
    if path.suffix == ".safetensors":
        assert keys["license"] == WHAT.id and keys["license_name"] == WHAT.name
        assert keys["license_link"] == WHAT.link and keys["license_sha256"] == WHAT.sha256
        assert keys["base_model"] == "lab/base, solo"
    else:
        assert keys["general.license"] == WHAT.id and keys["general.license.name"] == WHAT.name
        assert (
            keys["general.license.link"] == WHAT.link and keys["clausewright.license.sha256"] == WHAT.sha256
        )
        assert keys["general.base_model.count"] == 2 and keys["general.base_model.0.organization"] == "lab"
        assert keys["general.base_model.0.name"] == "base" and keys["general.base_model.1.name"] == "solo"
    assert check_stamp(path, WHAT) == []


@pytest.mark.parametrize("name", KINDS)
def test_the_second_time_nothing_changes_and_another_license_goes_in_place(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    stamp(path, WHAT)
    before = path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns
    assert stamp(path, WHAT) == "unchanged"
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == before
    assert stamp(path, OTHER) == "in place"
    assert path.stat().st_ino == before[1] and path.stat().st_size == len(before[0]) and same_tensors(path)
    keys, _ = read_back(path)
    assert OTHER.id in keys.values() and WHAT.id not in keys.values()
    assert not undo_place(path).exists() and [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", KINDS)
def test_the_same_file_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one = made(tmp_path / "a" / name)
    two = tmp_path / name
    two.write_bytes(one.read_bytes())
    stamp(one, WHAT)
    subprocess.run(
        [sys.executable, "-c", "import sys; from pathlib import Path; from clausewright.publish.stamp import *\n"
         f"stamp(Path(sys.argv[1]), {WHAT!r})", two],
        check=True, env={**os.environ, "PYTHONHASHSEED": "77"},
    )  # fmt: skip
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("name", KINDS)
def test_mode_and_hard_links_are_kept(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    path.chmod(0o640)
    stamp(path, WHAT)
    assert path.stat().st_mode & 0o777 == 0o640
    (tmp_path / "other").hardlink_to(path)
    before = path.read_bytes()
    assert stamp(path, OTHER) == "rewritten" and (tmp_path / "other").read_bytes() == before


def test_a_file_larger_than_the_memory_is_copied_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "big.safetensors"
    size = 600 * 1024 * 1024
    head = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    with path.open("wb") as file:
        file.write(len(head).to_bytes(8, "little") + head)
        file.truncate(8 + len(head) + size)
    code = (
        "import resource, sys; from pathlib import Path; from clausewright.publish.stamp import *\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))\n"
        f"print(stamp(Path(sys.argv[1]), {WHAT!r}))"
    )
    ended = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert ended.stdout == "rewritten\n", ended.stderr
    assert check_stamp(path, WHAT) == []


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("how", ["cut", "longer", "empty", "text", "link"])
def test_what_is_damaged_is_refused_and_not_touched(name: str, how: str, tmp_path: Path) -> None:
    path = made(tmp_path / name)
    data = path.read_bytes()
    if how == "link":
        real = path.rename(tmp_path / f"real{path.suffix}")
        path.symlink_to(real)
    else:
        path.write_bytes(
            {"cut": data[:-40], "longer": data + b"\0" * 64, "empty": b"", "text": b"hello" * 90}[how]
        )
    before = path.read_bytes()
    for what in (stamp, check_stamp):
        with pytest.raises(Refused) as error:
            what(path, WHAT)
        assert {d.code for d in error.value.diagnostics} == {"CW-STP-001"}
    assert path.read_bytes() == before


def safetensors_with(head: bytes, data: bytes = b"") -> bytes:
    return len(head).to_bytes(8, "little") + head + data


@pytest.mark.parametrize(
    "data",
    [
        safetensors_with(b'{"__metadata__":{"a":1}}'),
        safetensors_with(b'{"__metadata__":{"a":"1","a":"2"}}'),
        safetensors_with(b' {"a":1}'),
        safetensors_with(b"[]"),
        safetensors_with(b"{}\0\0"),
        safetensors_with(b'{"t":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}', b"123"),
        safetensors_with(b'{"t":{"dtype":"U8","shape":[2],"data_offsets":[0,true]}}', b"1"),
        safetensors_with(b'{"t":{"data_offsets":[0,1]}}', b"1"),
        safetensors_with(b"[" * 100_000),
        b"\xff" * 16,
    ],
)
def test_heads_that_the_format_forbids_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(data)
    with pytest.raises(Refused):
        stamp(path, WHAT)
    assert path.read_bytes() == data


def test_the_sizes_of_tensors_are_those_of_the_package() -> None:
    known = {int(kind): tuple(sizes) for kind, sizes in gguf.GGML_QUANT_SIZES.items()}
    assert {kind: known[kind] for kind in gguf_head.TENSOR_TYPES if kind in known} == {
        kind: sizes for kind, sizes in gguf_head.TENSOR_TYPES.items() if kind in known
    }
    assert len(gguf_head.TENSOR_TYPES.keys() & known.keys()) > 25


def test_big_endian_files_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    writer = gguf.GGUFWriter(path, "llama", endianess=gguf.GGUFEndian.BIG)
    writer.add_tensor("a", np.arange(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    stamp(path, WHAT)
    assert gguf.GGUFReader(path).get_field("general.license").contents() == WHAT.id
    assert check_stamp(path, WHAT) == []


@pytest.mark.parametrize("name", KINDS)
def test_what_other_tools_write_wrongly_is_flagged(name: str, tmp_path: Path) -> None:
    wrong = (
        {"license": "other", "modelspec.license": "x"}
        if name.endswith("tensors")
        else {"general.license": "other", "general.license.link": "LICENSE.md"}
    )
    path = made(tmp_path / name, **wrong)
    assert [d.code for d in check_stamp(path, None)] == ["CW-STP-004", "CW-STP-004"]
    assert {d.code for d in check_stamp(path, WHAT)} >= {"CW-STP-002", "CW-STP-003", "CW-STP-004"}


@pytest.mark.parametrize("name", KINDS)
def test_the_command_stamps_and_checks(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, bundle = made(tmp_path / name), tmp_path / "b"
    for file, data in small().items():
        (bundle / file).parent.mkdir(parents=True, exist_ok=True)
        (bundle / file).write_bytes(data)
    check = ["stamp", str(path), "--check", "--bundle", str(bundle)]
    assert main(check) == 1 and "CW-STP-002" in capsys.readouterr().err
    assert main(["stamp", str(path), "--bundle", str(bundle), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == {str(path): "rewritten"}
    assert main(check) == 0 and "LicenseRef-Test-1.0" in read_back(path)[0].values()
    assert main(["stamp", str(path)]) == 2 and main(["stamp", "absent", "--check"]) == 2
    assert main(["stamp", str(path), "--bundle", str(bundle), "--link", "LICENSE"]) == 2
    (bundle / "LICENSE").write_text("another")
    assert main(["stamp", str(path), "--bundle", str(bundle)]) == 1
    assert "CW-STP-005" in capsys.readouterr().err


# --- killed ---

KILLED = """\
import sys
from pathlib import Path
from clausewright.publish.stamp import *
stamps = [Stamp("LicenseRef-A", "A" * 300, "a" * 64), Stamp("LicenseRef-B", "B" * 300, "b" * 64)]
print("ready", flush=True)
while True:
    for one in stamps:
        stamp(Path(sys.argv[1]), one)
"""


def kill_at_random(path: Path, times: int) -> None:
    dice = random.Random(3)
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(dice.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        stamp(path, WHAT)
        assert same_tensors(path) and check_stamp(path, WHAT) == []
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", KINDS)
def test_killed_while_stamping_the_next_stamp_sets_it_right(name: str, tmp_path: Path) -> None:
    kill_at_random(made(tmp_path / name), 3)


def test_a_torn_head_is_put_back_and_another_file_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "x.gguf")
    stamp(path, WHAT)
    old = path.read_bytes()
    stamp(path, OTHER)
    new = path.read_bytes()
    size = gguf_head.head_of(path).data
    torn = next(i for i in range(size) if old[i] != new[i]) + 5
    undo_place(path).write_bytes(old[:size] + new[:size])
    path.write_bytes(new[:torn] + old[torn:])
    assert stamp(path, WHAT) == "unchanged" and path.read_bytes() == old
    undo_place(path).write_bytes(old[:size] + new[:size])
    other = made(path, **{"general.name": "Put there meanwhile"}).read_bytes()
    stamp(path, WHAT)
    assert read_back(path)[0]["general.name"] == "Put there meanwhile" and other != old
    assert not undo_place(path).exists() and same_tensors(path)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", KINDS)
def test_killed_fifty_times_while_stamping(name: str, tmp_path: Path) -> None:
    kill_at_random(made(tmp_path / name), 50)


# --- thrown at the readers ---


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = tmp_path_factory.mktemp("weights")
    return {name: made(place / name).read_bytes() for name in KINDS}


@thrown
@pytest.mark.timeout(1_500)
@given(st.sampled_from(KINDS), st.data())
def test_spoiled_weights_are_stamped_or_refused(
    whole: dict[str, bytes], name: str, data: st.DataObject
) -> None:
    from tempfile import TemporaryDirectory

    spoiled = bytearray(whole[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, min(1_500, len(spoiled) - 1)))
        if data.draw(st.booleans()):
            spoiled[at : at + 1] = data.draw(st.binary(min_size=0, max_size=9))
        else:
            del spoiled[at : at + data.draw(st.integers(1, 400))]
    with TemporaryDirectory() as place:
        path = Path(place) / name
        path.write_bytes(bytes(spoiled))
        try:
            stamp(path, WHAT)
        except Refused:
            assert path.read_bytes() == bytes(spoiled)
        else:
            assert check_stamp(path, WHAT) == []
