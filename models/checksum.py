"""Proof that two replicas hold the same rows: order-independent sums of keyed row hashes.

The canonical form of a row is deterministic JSON of [entity number, id, seq, fields] with the
plain values of the fields in alphabetical order, without empty fields of a later generation
(`Entity.LATER`). Signatures prove who wrote; these prove that
nothing is missing, doubled or altered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

import msgspec

from models.entity import Entity, fields_of
from models.values import Plain

_SUM_MASK = (1 << 64) - 1
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and the sum of their hashes modulo 2**64."""

    count: int
    total: int


def canonical_bytes(
    entity: type[Entity], row_id: UUID, seq: int, row: Mapping[str, Plain]
) -> bytes:
    """The one byte form of a row version."""
    fields = {spec.name: row.get(spec.name) for spec in fields_of(entity)}
    for name in entity.LATER:
        if fields[name] is None:
            del fields[name]
    return _encoder.encode([entity.NUMBER, row_id, seq, fields])


def row_hash(
    key: bytes, entity: type[Entity], row_id: UUID, seq: int, row: Mapping[str, Plain]
) -> int:
    """The 64-bit keyed hash of a row version, as a signed integer (fits a database bigint)."""
    return _hash(key, canonical_bytes(entity, row_id, seq, row))


def row_hash_of_body(key: bytes, entity: type[Entity], row_id: UUID, seq: int, body: bytes) -> int:
    """The same, where the fields of its canonical form are JSON already."""
    return _hash(key, b'[%d,"%s",%d,%s]' % (entity.NUMBER, str(row_id).encode(), seq, body))


def _hash(key: bytes, raw: bytes) -> int:
    digest = blake2b(raw, digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big", signed=True)


def sum_hashes(hashes: Iterable[int]) -> Sum:
    """The sum of row hashes; the order of rows does not matter."""
    count = total = 0
    for value in hashes:
        count += 1
        total += value
    return Sum(count, total & _SUM_MASK)
