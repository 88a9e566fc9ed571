"""Where the key of a store is kept: the system's key store, or a file under a passphrase.

The key itself is 32 random bytes. Nobody types it and it never stands beside the store in clear.
"""

import base64
import json
from pathlib import Path
from typing import Protocol

import keyring
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from keyring.errors import KeyringError

from local_store.durable import replace_durably
from local_store.errors import StoreKeyError, file_errors
from models.ids import Entropy
from models.vocabulary import N_

KEY_BYTES = 32
NO_KEYRING = N_(
    "The key store of this computer cannot be used ({reason}). Sign in to your desktop session, or"
    " start with a key file and its passphrase."
)
BAD_KEY_FILE = N_(
    "The key file is damaged: {path}. Restore it from the copy that was kept at installation."
)
WRONG_PASSPHRASE = N_("The passphrase does not open the key file: {path}.")

_CONTEXT = b"almoner-key-file-1"
# RFC 9106 section 4, the second recommended choice: 3 passes over 64 MiB in 4 lanes.
_TIME_COST, _MEMORY_KIB, _LANES = 3, 65536, 4


class KeyBox(Protocol):
    """Keeps one key."""

    def load(self) -> bytes | None:
        """The key; None if none was saved yet. Raises StoreKeyError if it cannot be had."""

    def save(self, key: bytes) -> None:
        """Keep the key. Raises StoreKeyError if it cannot be kept."""


class KeyringBox:
    """The key store of the operating system, for the account that runs the program.

    Args:
        name: which store; two stores of one account need two names.
    """

    SERVICE = "almoner"

    def __init__(self, name: str) -> None:
        self._name = name

    def load(self) -> bytes | None:
        """The key, as the system's key store gives it."""
        try:
            text = keyring.get_password(self.SERVICE, self._name)
        except KeyringError as error:
            raise StoreKeyError(NO_KEYRING.format(reason=error)) from error
        return None if text is None else base64.b64decode(text)

    def save(self, key: bytes) -> None:
        """Keep the key in the system's key store."""
        try:
            keyring.set_password(self.SERVICE, self._name, base64.b64encode(key).decode())
        except KeyringError as error:
            raise StoreKeyError(NO_KEYRING.format(reason=error)) from error


class PassphraseFileBox:
    """A file that holds the key sealed under a passphrase (Argon2id, then AES-256-GCM)."""

    def __init__(self, path: Path, passphrase: str, entropy: Entropy) -> None:
        self._path, self._passphrase, self._entropy = path, passphrase, entropy

    def load(self) -> bytes | None:
        """Open the file with the passphrase."""
        with file_errors():
            if not self._path.exists():
                return None
            raw = self._path.read_bytes()
        try:
            parts = {name: base64.b64decode(text) for name, text in json.loads(raw).items()}
            salt, nonce, sealed = parts["salt"], parts["nonce"], parts["sealed"]
            return AESGCM(self._wrapping_key(salt)).decrypt(nonce, sealed, _CONTEXT)
        except InvalidTag as error:
            raise StoreKeyError(WRONG_PASSPHRASE.format(path=self._path)) from error
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise StoreKeyError(BAD_KEY_FILE.format(path=self._path)) from error

    def save(self, key: bytes) -> None:
        """Write the file anew, whole or not at all."""
        salt, nonce = self._entropy(16), self._entropy(12)
        sealed = AESGCM(self._wrapping_key(salt)).encrypt(nonce, key, _CONTEXT)
        parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
        text = json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()})
        with file_errors():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(self._path, text.encode())

    def _wrapping_key(self, salt: bytes) -> bytes:
        secret = self._passphrase.encode()
        return hash_secret_raw(secret, salt, _TIME_COST, _MEMORY_KIB, _LANES, KEY_BYTES, Type.ID)
