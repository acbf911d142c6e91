"""Signs a bundle and checks its signature with `ssh-keygen`, in the format that `ssh-keygen -Y` reads.

Of a folder, SHA256SUMS is signed, and the signature lies beside it; of an archive, the archive itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ..diagnostic import NOTE, Diagnostic, Position, Refused, has_errors
from ..document.record import record
from .opened import Opened, open_bundle
from .sums import NAME as SUMS
from .sums import SIGNATURE
from .verify import check_files
from .whole import write_whole

NAMESPACE = "clausewright-bundle"
"""What a signature is for: one over a bundle can never pass for one over a commit or a mail."""

_BYTES = 64 * 1024
_SECONDS = 60


@record
class Signed:
    """What is known of a signature."""

    by: str = ""
    """Who signed, as the file of allowed signers says, or an empty string."""
    key: str = ""
    """The fingerprint of the key, or an empty string."""
    diagnostics: tuple[Diagnostic, ...] = ()


def sign(path: Path, key: Path, namespace: str = NAMESPACE) -> Path:
    """Sign a bundle and return the path of the signature.

    Args:
        path: A folder or an archive whose files fit their sums.
        key: A private key, or a public one whose private half an agent holds.
        namespace: What the signature is for.

    Raises:
        Refused: The bundle is not sound, or `ssh-keygen` cannot sign (`CW-SIG-004`).
        OSError: The signature cannot be written.
    """
    opened = open_bundle(path)
    found, _ = check_files(opened)
    if has_errors(found):
        raise Refused(found)
    data, target = _signed_data(opened), signature_place(path)
    ended = _run(["-Y", "sign", "-f", os.fspath(key), "-n", namespace], data, None)
    if ended.returncode or not ended.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise _cannot(f"`ssh-keygen` did not sign: {_last(ended.stderr)}.", str(key))
    write_whole(target, ended.stdout)
    return target


def signature_place(path: Path) -> Path:
    """Return where the signature of a bundle lies."""
    return path / SIGNATURE if path.is_dir() else path.with_name(f"{path.name}.sig")


def check_signature(
    path: Path, allowed: Path | None, identity: str = "", when: date | None = None, namespace: str = NAMESPACE
) -> Signed | None:
    """Check the signature of a bundle.

    Args:
        path: The folder or the archive.
        allowed: A file of allowed signers as `ssh-keygen` reads it; its namespaces and dates count.
            Without one, no more is found than whether the signature fits.
        identity: Who must have signed; anyone in that file where left out.
        when: The day on which the key must have been valid; today where left out.
        namespace: What the signature must be for.

    Returns:
        What was found, or None where there is no signature and none is asked for.

    Raises:
        Refused: There is no `ssh-keygen`, or the bundle cannot be opened.
    """
    opened = open_bundle(path)
    place = signature_place(path)
    data = _signed_data(opened)
    signature = _read(place)
    if signature is None and opened.archive:
        # the archive of a signed folder
        signature, data = opened.files.get(SIGNATURE), opened.files.get(SUMS, b"")
    if signature is None:
        if allowed is None:
            return None
        message = "The bundle is not signed."
        return Signed(diagnostics=(_found("CW-SIG-003", message, str(path)),))
    with tempfile.TemporaryDirectory(prefix="clausewright-") as folder:
        copy = Path(folder) / "signature"
        copy.write_bytes(signature[:_BYTES])
        return _checked(copy, data, allowed, identity, when, namespace, place.name)


def _checked(
    signature: Path,
    data: bytes,
    allowed: Path | None,
    identity: str,
    when: date | None,
    namespace: str,
    name: str,
) -> Signed:
    sound = _run(["-Y", "check-novalidate", "-n", namespace, "-s", str(signature)], data)
    if sound.returncode:
        message = f"The signature does not fit: {_last(sound.stderr + sound.stdout)}."
        return Signed(diagnostics=(_found("CW-SIG-001", message, name),))
    key = re.search(r"SHA256:[A-Za-z0-9+/]+", sound.stdout.decode("utf-8", "replace"))
    fingerprint = key[0] if key else ""
    if allowed is None:
        message = f"It is signed with the key {fingerprint}, of which it is not known whose it is."
        return Signed("", fingerprint, (_found("CW-SIG-005", message, name, NOTE),))
    day = [f"-Overify-time={when:%Y%m%d}"] if when else []
    who = [identity] if identity else _principals(signature, allowed, day)
    for one in who:
        verify = ["-Y", "verify", "-f", str(allowed), "-I", one, "-n", namespace, "-s", str(signature), *day]
        ended = _run(verify, data)
        if ended.returncode == 0:
            return Signed(one, fingerprint)
    wanted = f"{_shown(identity)}" if identity else f"anyone in {allowed.name}"
    message = (
        f"The key {fingerprint} is not one with which {wanted} may sign for `{namespace}` "
        f"{'on that day' if when else 'today'}."
    )
    return Signed("", fingerprint, (_found("CW-SIG-002", message, name),))


def _principals(signature: Path, allowed: Path, day: list[str]) -> list[str]:
    ended = _run(["-Y", "find-principals", "-s", str(signature), "-f", str(allowed), *day], b"")
    # one line each; a line may name several, separated by commas
    lines = ended.stdout.decode("utf-8", "replace").splitlines() if ended.returncode == 0 else []
    return [name for line in lines for name in line.split(",") if name][:100]


def _signed_data(opened: Opened) -> bytes:
    return opened.archive or opened.files.get(SUMS, b"")


def _read(place: Path) -> bytes | None:
    from ..source.files import Unreadable, read_bytes

    if not place.exists():
        return None
    try:
        return read_bytes(place, _BYTES)
    except Unreadable as error:
        message = f"The signature cannot be read: {error}."
        raise Refused([_found("CW-SIG-001", message, str(place))]) from None


def _run(
    arguments: Sequence[str], data: bytes, seconds: float | None = _SECONDS
) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise _cannot("There is no `ssh-keygen` here.", "ssh-keygen", "Install OpenSSH 8.9 or newer.")
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        # what is signed comes by standard input: beside a file, an older signature would be kept in silence
        return subprocess.run(  # noqa: S603 - a program of the user's own, and no shell
            [program, *arguments],
            input=data,
            capture_output=True,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _cannot(f"`ssh-keygen` took more than {_SECONDS} seconds.", "ssh-keygen") from None


def _last(output: bytes) -> str:
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return _shown(lines[-1]).rstrip(".") if lines else "it said nothing"


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:200])


def _cannot(message: str, where: str, mend: str = "") -> Refused:
    mend = mend or "Give --key the path of a private key, or of a public one that your agent holds."
    return Refused([Diagnostic("CW-SIG-004", message, mend, Position(where, 1))])


_MENDS = {
    "CW-SIG-001": "Get the bundle and its signature anew from where they were published.",
    "CW-SIG-002": "Do not rely on the bundle before you know whose key this is.",
    "CW-SIG-003": "Ask the steward for the signature, or leave out --allowed-signers.",
    "CW-SIG-005": "Name a file of allowed signers with --allowed-signers.",
}


def _found(code: str, message: str, name: str, severity: str = "error") -> Diagnostic:
    return Diagnostic(code, message, _MENDS[code], Position(name, 1), (), severity)
