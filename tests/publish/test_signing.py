"""Signatures are those of OpenSSH: made by it, read by it, and refused by its rules."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from clausewright.cli.main import main
from clausewright.publish.archives import pack_tar, pack_zip
from clausewright.publish.signing import NAMESPACE, check_signature, sign
from publish.small_bundle import WHEN, resummed, small

WHO = "ada@example.org"


def key(folder: Path, kind: str = "ed25519", name: str = "key") -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", WHO, "-f", folder / name], check=True)
    return folder / name


def signers(folder: Path, key: Path, options: str = f'namespaces="{NAMESPACE}"', who: str = WHO) -> Path:
    kind, public = key.with_suffix(".pub").read_text().split()[:2]
    path = folder / "signers"
    path.write_text(f"{who} {options} {kind} {public}\n".replace("  ", " "))
    return path


def bundle(folder: Path, ending: str = "") -> Path:
    path = folder / f"T-1.0{ending}"
    if ending:
        pack = pack_zip if ending == ".zip" else pack_tar
        path.write_bytes(pack({f"T/{n}": d for n, d in small().items()}, WHEN))
        return path
    lay(path, small())
    return path


def lay(path: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


def codes(path: Path, *rest: object, **more: object) -> set[str]:
    found = check_signature(path, *rest, **more)  # type: ignore[arg-type]
    assert found is not None
    assert bool(found.by) == (not found.diagnostics)
    return {d.code for d in found.diagnostics}


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
@pytest.mark.parametrize("ending", ["", ".zip", ".tar.gz"])
def test_a_signature_is_read_by_plain_ssh_keygen_and_by_us(kind: str, ending: str, tmp_path: Path) -> None:
    path, secret = bundle(tmp_path, ending), key(tmp_path, kind)
    place = sign(path, secret)
    allowed = signers(tmp_path, secret)
    assert place == (path / "SHA256SUMS.sig" if not ending else tmp_path / f"T-1.0{ending}.sig")
    with (path / "SHA256SUMS" if not ending else path).open("rb") as data:
        ended = subprocess.run(
            ["ssh-keygen", "-Y", "verify", "-f", allowed, "-I", WHO, "-n", NAMESPACE, "-s", place],
            stdin=data, capture_output=True, text=True,
        )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert codes(path, allowed) == set() and codes(path, allowed, WHO) == set()


def test_the_command_tells_who_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    allowed = signers(tmp_path, secret)
    verify = ["verify", str(path), "--allowed-signers", str(allowed), "--signed-by", WHO]
    assert main(verify) == 1  # not signed yet
    assert "CW-SIG-003" in capsys.readouterr().err
    assert main(["sign", str(path), "--key", str(secret), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["signature"].endswith("SHA256SUMS.sig")
    assert main(verify) == 0
    assert f"signed by {WHO} with the key SHA256:" in capsys.readouterr().out
    assert main([*verify, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["signed_by"] == WHO
    assert main(["verify", str(path)]) == 0
    assert "CW-SIG-005" in capsys.readouterr().err
    for wrong in (["--on", "2026-11-23"], ["--allowed-signers", "absent"], ["--signed-by", "x"]):
        assert main(["verify", str(path), *wrong]) == 2
    assert main([*verify, "--on", "yesterday"]) == 2
    assert main(["sign", str(path), "--key", str(tmp_path / "absent")]) == 2


def test_signing_again_replaces_the_signature(tmp_path: Path) -> None:
    path, one, two = bundle(tmp_path), key(tmp_path), key(tmp_path, name="other")
    sign(path, one)
    sign(path, two)
    assert codes(path, signers(tmp_path, two)) == set()
    assert codes(path, signers(tmp_path, one)) == {"CW-SIG-002"}


@pytest.mark.parametrize(
    ("options", "day", "expected"),
    [
        (f'namespaces="{NAMESPACE}"', None, set()),
        ('namespaces="git,file"', None, {"CW-SIG-002"}),
        ("", None, set()),
        ('valid-after="20990101"', None, {"CW-SIG-002"}),
        ('valid-before="20200101"', None, {"CW-SIG-002"}),
        ('valid-after="20260101",valid-before="20270101"', "2026-11-23", set()),
        ('valid-after="20260101",valid-before="20270101"', "2028-01-01", {"CW-SIG-002"}),
        ('valid-after="20260101",valid-before="20270101"', "2025-12-30", {"CW-SIG-002"}),
    ],
)
def test_namespaces_and_dates_are_applied(
    options: str, day: str | None, expected: set[str], tmp_path: Path
) -> None:
    from datetime import date

    path, secret = bundle(tmp_path), key(tmp_path)
    sign(path, secret)
    allowed = signers(tmp_path, secret, options)
    when = date.fromisoformat(day) if day else None
    assert codes(path, allowed, "", when) == expected
    assert codes(path, allowed, WHO, when) == expected


def test_another_name_another_key_and_another_purpose_are_refused(tmp_path: Path) -> None:
    path, secret, other = bundle(tmp_path), key(tmp_path), key(tmp_path, name="other")
    sign(path, secret)
    assert codes(path, signers(tmp_path, secret), "eve@example.org") == {"CW-SIG-002"}
    assert codes(path, signers(tmp_path, other)) == {"CW-SIG-002"}
    sign(path, secret, "git")
    assert codes(path, signers(tmp_path, secret)) == {"CW-SIG-001"}
    assert codes(path, signers(tmp_path, secret, ""), namespace="git") == set()


def test_a_change_with_sums_made_to_fit_breaks_the_signature(tmp_path: Path) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    sign(path, secret)
    lay(path, resummed({**small(), "Test-1.0.md": b"# another text\n"}))
    assert codes(path, signers(tmp_path, secret)) == {"CW-SIG-001"}


def test_a_signature_inside_an_archive_of_a_signed_folder_counts(tmp_path: Path) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    signature = sign(path, secret).read_bytes()
    archive = tmp_path / "whole.zip"
    archive.write_bytes(
        pack_zip({f"T/{n}": d for n, d in {**small(), "SHA256SUMS.sig": signature}.items()}, WHEN)
    )
    assert codes(archive, signers(tmp_path, secret)) == set()


@pytest.mark.parametrize(
    "data", [b"", b"no signature", b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"]
)
def test_what_is_no_signature_is_told(data: bytes, tmp_path: Path) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    (path / "SHA256SUMS.sig").write_bytes(data)
    assert codes(path, signers(tmp_path, secret)) == {"CW-SIG-001"}


def test_a_damaged_bundle_is_not_signed_and_what_is_no_key_does_not_sign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    (tmp_path / "nokey").write_text("none")
    (tmp_path / "nokey").chmod(0o600)
    assert main(["sign", str(path), "--key", str(tmp_path / "nokey")]) == 1
    assert "CW-SIG-004" in capsys.readouterr().err
    (path / "LICENSE").write_bytes(b"another")
    assert main(["sign", str(path), "--key", str(secret)]) == 1
    assert "CW-VER-004" in capsys.readouterr().err and not (path / "SHA256SUMS.sig").exists()


def test_without_ssh_keygen_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, secret = bundle(tmp_path), key(tmp_path)
    sign(path, secret)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["verify", str(path)]) == 1
    assert "CW-SIG-004" in capsys.readouterr().err
