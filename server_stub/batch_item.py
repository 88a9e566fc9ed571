"""What a batch is made of."""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.wire import PushRequest
from server_stub.records import (
    Caller,
    ParkedSet,
)


@dataclass(frozen=True)
class Keys:
    """What the service signs with, and what keys its row hashes."""

    service: Ed25519PrivateKey
    hash: bytes


@dataclass(frozen=True)
class Push:
    """A desk's request. `park` names the database error that made it fail alone before."""

    caller: Caller
    request: PushRequest
    park: str | None = None


@dataclass(frozen=True)
class Authored:
    """Content of the service's own, made before, so that doing it again changes nothing."""

    raw: bytes
    park: str | None = None


@dataclass(frozen=True)
class Arrived:
    """Try again what waits for these, such as a generation the service has just learnt."""

    keys: frozenset[UUID]


@dataclass(frozen=True)
class Again:
    """Try one change set again that waits since an earlier batch."""

    waiting: ParkedSet
    park: str | None = None


Item = Push | Authored | Arrived | Again
