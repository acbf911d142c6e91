"""Codes of signatures."""

from __future__ import annotations

from .code import Code

CODES: tuple[Code, ...] = (
    Code(
        "CW-SIG-001",
        "A signature does not fit",
        "The bundle was changed after it was signed, or the signature is one of something else.",
    ),
    Code(
        "CW-SIG-002",
        "The signer is not allowed",
        "The signature fits, but the key is not in the file of allowed signers, or not for this purpose, or "
        "not on this day.",
    ),
    Code(
        "CW-SIG-003",
        "A bundle is not signed",
        "Whoever asks for a signature must not be given a bundle from which it was taken.",
    ),
    Code("CW-SIG-004", "ssh-keygen cannot do its work", "Signatures are made and checked by OpenSSH."),
    Code(
        "CW-SIG-005",
        "Nobody vouches for the key",
        "Anyone can make a key and sign with it; a signature says something where the key is known.",
        severity="note",
    ),
)
