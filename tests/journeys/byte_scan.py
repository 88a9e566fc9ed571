"""Every byte of a desk's records, deciphered: also free pages and the log, where deleted data lies.

SQLCipher 4 with a raw key: each page is AES-256-CBC, with its IV and an HMAC in the last 80
bytes; the first 16 bytes of the file are the salt (zetetic.net/sqlcipher/design).
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from local_store.engine import PAGE_BYTES
from local_store.keybox import PassphraseFileBox
from tests.journeys.world import PASSPHRASE

SALT_BYTES, RESERVED_BYTES, IV_BYTES = 16, 80, 16
WAL_HEADER_BYTES, FRAME_HEADER_BYTES = 32, 24


def everything_in(root: Path, name: str) -> bytes:
    """The plain bytes of every page of a closed desk's file and log.

    Raises:
        FileNotFoundError: the desk has no records.
    """
    folder = root / name / "store"
    key = PassphraseFileBox(folder / "store.key", PASSPHRASE, os.urandom).load()
    if key is None:
        raise FileNotFoundError(folder / "store.key")
    file, log = folder / "store.db", folder / "store.db-wal"
    pages = [*_file_pages(file.read_bytes())]
    if log.exists():
        pages += _log_pages(log.read_bytes())
    return b"".join(_deciphered(key, page) for page in pages)


def _file_pages(raw: bytes) -> Iterator[bytes]:
    yield raw[SALT_BYTES:PAGE_BYTES]
    for start in range(PAGE_BYTES, len(raw), PAGE_BYTES):
        yield raw[start : start + PAGE_BYTES]


def _log_pages(raw: bytes) -> Iterator[bytes]:
    step = FRAME_HEADER_BYTES + PAGE_BYTES
    for start in range(WAL_HEADER_BYTES, len(raw) - step + 1, step):
        page = raw[start + FRAME_HEADER_BYTES : start + step]
        is_first = raw[start : start + 4] == (1).to_bytes(4, "big")
        yield page[SALT_BYTES:] if is_first else page


def _deciphered(key: bytes, page: bytes) -> bytes:
    body, rest = page[:-RESERVED_BYTES], page[-RESERVED_BYTES:]
    cipher = Cipher(AES256(key), CBC(rest[:IV_BYTES])).decryptor()
    return cipher.update(body) + cipher.finalize()
