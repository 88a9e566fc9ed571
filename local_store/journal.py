"""`outbox.journal`: unsent work a second time, apart from the database, encrypted.

A damaged database thus never takes unsent work with it. The file is only ever appended to; each
record is on the disk before the transaction it belongs to commits. Format: a header of 8 bytes
magic and 16 bytes random name; then records of a 4-byte length, a 12-byte nonce and AES-256-GCM
over CBOR, bound to the file's name and the record's place in it, so that none can be moved,
dropped from the middle or brought from elsewhere unseen. Record 0 proves the key.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct
from typing import Any
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from local_store.durable import replace_durably, sync_file, sync_folder
from models.change_set import Link, Sealed
from models.ids import Entropy

FILE_NAME = "outbox.journal"
_MAGIC = b"ALMJRNL1"
_NAME_BYTES, _NONCE_BYTES = 16, 12
_LENGTH, _PLACE = Struct(">I"), Struct(">Q")
_LENGTH_MAX = 2_000_000
_OPENING, _SET, _ABORTED, _RECEIPTED = "opening", "set", "aborted", "receipted"


@dataclass(slots=True)
class JournalContent:
    """What a journal says.

    Attributes:
        live: change sets neither aborted nor receipted, in the order they were written.
        key_fits: whether the key opened any record.
        places: how many places records take, the unreadable ones too.
        damaged: records that were altered, plus one if the end is cut off.
    """

    live: dict[UUID, Sealed] = field(default_factory=dict)
    key_fits: bool = False
    places: int = 0
    damaged: int = 0


def journal_key(store_key: bytes) -> bytes:
    """The key of the journal, made from the key of the store."""
    return HKDF(SHA256(), 32, salt=None, info=b"almoner-journal-1").derive(store_key)


def read_journal(path: Path, store_key: bytes) -> JournalContent:
    """Read as much as can be read; damage is counted, never raised."""
    found = JournalContent()
    raw = path.read_bytes() if path.exists() else b""
    name = raw[len(_MAGIC) : len(_MAGIC) + _NAME_BYTES]
    if not raw.startswith(_MAGIC) or len(name) < _NAME_BYTES:
        found.damaged = 1 if raw else 0
        return found
    cipher = AESGCM(journal_key(store_key))
    at = len(_MAGIC) + _NAME_BYTES
    while at < len(raw):
        end = _record_end(raw, at)
        if end is None:
            found.damaged += 1
            break
        body = raw[at + _LENGTH.size : end]
        record = _opened(cipher, body, name + _PLACE.pack(found.places))
        found.key_fits = found.key_fits or record is not None
        _take(found, record)
        found.places += 1
        at = end
    return found


class Journal:
    """The journal of an open store; one thread at a time, inside the store's write turn."""

    def __init__(self, path: Path, store_key: bytes, entropy: Entropy) -> None:
        self._path, self._entropy = path, entropy
        self._cipher = AESGCM(journal_key(store_key))
        self._name, self._places, self._file = b"", 0, -1

    def resume(self, found: JournalContent) -> None:
        """Go on behind the last record of an undamaged file."""
        self._name = self._path.read_bytes()[len(_MAGIC) : len(_MAGIC) + _NAME_BYTES]
        self._places = found.places
        self._open()

    def rewrite(self, sets: Mapping[UUID, Sealed]) -> None:
        """Replace the file by one that holds exactly these sets, at once or not at all."""
        self.close()
        self._name, self._places = self._entropy(_NAME_BYTES), 0
        records = [[_OPENING], *(_packed(*each) for each in sets.items())]
        body = b"".join(self._sealed_record(record) for record in records)
        replace_durably(self._path, _MAGIC + self._name + body)
        self._open()

    def append_set(self, change_set: UUID, sealed: Sealed) -> "JournalMark":
        """Write a change set; it is not on the disk before `sync`. The mark can take it back."""
        mark = JournalMark(os.fstat(self._file).st_size, self._places)
        try:
            self._write(_packed(change_set, sealed))
        except OSError:
            self.take_back(mark)
            raise
        return mark

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        sync_file(self._file)

    def take_back(self, mark: "JournalMark") -> None:
        """Cut off what was written since the mark."""
        os.ftruncate(self._file, mark.size)
        self._places = mark.places

    def abort(self, change_sets: list[UUID]) -> None:
        """Say that these sets never came to be."""
        self._write([_ABORTED, [each.bytes for each in change_sets]])
        self.sync()

    def receipted(self, change_sets: list[UUID]) -> None:
        """Say that the service holds these; unsynced, for saying it again does no harm."""
        self._write([_RECEIPTED, [each.bytes for each in change_sets]])

    def size(self) -> int:
        """Bytes of the file."""
        return os.fstat(self._file).st_size

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.open(self._path, flags)
        sync_folder(self._path.parent)

    def _write(self, record: list[Any]) -> None:
        rest = memoryview(self._sealed_record(record))
        while rest:
            rest = rest[os.write(self._file, rest) :]

    def _sealed_record(self, record: list[Any]) -> bytes:
        nonce = self._entropy(_NONCE_BYTES)
        bound = self._name + _PLACE.pack(self._places)
        body = nonce + self._cipher.encrypt(nonce, cbor2.dumps(record), bound)
        self._places += 1
        return _LENGTH.pack(len(body)) + body


@dataclass(frozen=True, slots=True)
class JournalMark:
    """A place in the journal to go back to."""

    size: int
    places: int


def _record_end(raw: bytes, at: int) -> int | None:
    if at + _LENGTH.size > len(raw):
        return None
    (length,) = _LENGTH.unpack_from(raw, at)
    end = at + _LENGTH.size + int(length)
    return end if _NONCE_BYTES < length <= _LENGTH_MAX and end <= len(raw) else None


def _opened(cipher: AESGCM, body: bytes, bound: bytes) -> list[Any] | None:
    try:
        record = cbor2.loads(cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], bound))
    except (InvalidTag, cbor2.CBORDecodeError):
        return None
    return record if isinstance(record, list) else None


def _take(found: JournalContent, record: list[Any] | None) -> None:
    match record:
        case ["opening"]:
            pass
        case ["set", bytes(cs_id), bytes(content), [device, inc, dseq, prev, digest], bytes(sig)]:
            link = Link(
                device=UUID(bytes=device), inc=inc, dseq=dseq, prev=prev, content_hash=digest
            )
            found.live[UUID(bytes=cs_id)] = Sealed(content=content, link=link, sig=sig)
        case ["aborted" | "receipted", list(change_sets)]:
            for each in change_sets:
                found.live.pop(UUID(bytes=each), None)
        case _:
            found.damaged += 1


def _packed(change_set: UUID, sealed: Sealed) -> list[Any]:
    link = sealed.link
    place = [link.device.bytes, link.inc, link.dseq, link.prev, link.content_hash]
    return [_SET, change_set.bytes, sealed.content, place, sealed.sig]
