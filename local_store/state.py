"""The single values that the store keeps: who it is, where its chain ends, its clock."""

from typing import Any
from uuid import UUID

import msgspec

from local_store.identity import Identity

NEXT_DSEQ, CHAIN, LAST_HLC = "next_dseq", "chain", "last_hlc"
EPOCH, SEQ, SCOPE, GEN = "epoch", "seq", "scope", "gen"
DEVICE_KEY, IDENTITY, OFFSET_MS, TEMPORARY = "device_key", "identity", "offset_ms", "temporary"
AGREED_AT, TROUBLE = "agreed_at", "trouble"
OWED_ENTRIES = "owed_entries"

_GET = "SELECT v FROM sync_state WHERE k = ?"
_PUT = "INSERT INTO sync_state (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v"


def get(raw: Any, key: str) -> Any:
    """A value, or None."""
    found = raw.execute(_GET, (key,)).fetchone()
    return None if found is None else found[0]


def get_many(raw: Any, *keys: str) -> list[Any]:
    """Values in the order of their keys, each or None."""
    wanted = ", ".join("?" * len(keys))
    found = dict(raw.execute(f"SELECT k, v FROM sync_state WHERE k IN ({wanted})", keys))  # noqa: S608 - only places
    return [found.get(key) for key in keys]


def put(raw: Any, values: dict[str, Any]) -> None:
    """Set values: whole numbers, text, bytes or None."""
    raw.executemany(_PUT, values.items())


def get_identity(raw: Any) -> Identity | None:
    """Who this desk is, once it is enrolled."""
    found = get(raw, IDENTITY)
    return None if found is None else msgspec.json.decode(found, type=Identity)


def put_identity(raw: Any, identity: Identity) -> None:
    """Keep who this desk is."""
    put(raw, {IDENTITY: msgspec.json.encode(identity)})


def get_epoch(raw: Any) -> UUID | None:
    """The history of the service that this store follows; None before enrolment."""
    found = get(raw, EPOCH)
    return None if found is None else UUID(bytes=found)
