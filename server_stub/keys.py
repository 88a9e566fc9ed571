"""The secrets of a hospital's service: one file each, readable by the service's account alone.

They are random from the first day; there is no default. Losing `service.key` or `hash.key` means
that the hospital's history can no longer be continued, so a backup of the home folder holds them.
"""

import os
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.ids import Entropy

_SECRET_BYTES = 32


class KeysError(Exception):
    """A key file is missing or damaged; the message names it."""


@dataclass(frozen=True)
class Keys:
    """Every secret of the service.

    Attributes:
        service: signs what the service itself writes.
        hash: keys the row hashes that replicas compare.
        token: keys nonces and device tokens; making a new one only signs every device out.
        admin: what the operator's tool shows to the running service on the same machine.
    """

    service: Ed25519PrivateKey
    hash: bytes
    token: bytes
    admin: str


def random_password(entropy: Entropy) -> str:
    """A password of 160 bits that needs no quoting anywhere."""
    return b32encode(entropy(20)).decode().lower()


def make_keys(folder: Path, entropy: Entropy) -> None:
    """Make what is missing; what is there stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seed = Ed25519PrivateKey.generate().private_bytes_raw
    makers: dict[str, Callable[[], bytes]] = {
        "service.key": seed,
        "hash.key": lambda: entropy(_SECRET_BYTES),
        "token.key": lambda: entropy(_SECRET_BYTES),
        "admin.key": lambda: entropy(_SECRET_BYTES),
    }
    for name, make in makers.items():
        if not (folder / name).exists():
            write_private(folder / name, make().hex().encode())


def read_keys(folder: Path) -> Keys:
    """Read the secrets.

    Raises:
        KeysError: one is missing or is not what it should be.
    """
    return Keys(
        service=Ed25519PrivateKey.from_private_bytes(_read_secret(folder / "service.key")),
        hash=_read_secret(folder / "hash.key"),
        token=_read_secret(folder / "token.key"),
        admin=_read_secret(folder / "admin.key").hex(),
    )


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this account may read; all of it or nothing appears.

    Windows has no such mode bits: there the file takes the access list of the home folder.
    """
    draft = path.with_suffix(path.suffix + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _read_secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise KeysError(f"the key file {path} cannot be read: {error}") from error
    if len(secret) != _SECRET_BYTES:
        raise KeysError(f"the key file {path} is damaged: restore it from a backup")
    return secret
