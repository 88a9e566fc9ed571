"""An enrolled desk without a service: for what happens on one machine alone."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from local_store.identity import Identity
from local_store.store import Store
from local_store.system_clock import SystemClock
from models.hlc import pack
from models.ids import Clock, uuid7
from models.registry import GENERATION
from models.scope import scope_of
from models.vocabulary import PractitionerId, Profile
from models.wire import LeaseReply, Standing
from tests.simulation.virtual import MemoryKeyBox

USER = PractitionerId(UUID(int=7))
_SERIALS = (10_000_000, 19_999_999)


@dataclass(frozen=True)
class LoneDesk:
    """A desk that is the only one of its hospital."""

    store: Store
    clock: Clock
    standing: Standing

    def new_id(self) -> UUID:
        """An id for a record."""
        return uuid7(int(self.clock.now().timestamp() * 1000), os.urandom)


def lone_desk(
    folder: Path,
    probe: Callable[[str], None] = lambda _step: None,
    profile: Profile = Profile.RECEPTION,
) -> LoneDesk:
    """A desk with a new store and a block of record numbers."""
    clock = SystemClock()
    now_ms = int(clock.now().timestamp() * 1000)
    store = Store.create(folder, MemoryKeyBox(), clock, os.urandom, probe)
    standing = Standing(
        epoch=uuid7(now_ms, os.urandom),
        head=0,
        server_time_ms=now_ms,
        hlc=pack(now_ms, 0),
        min_gen=GENERATION,
    )
    identity = Identity(
        device=uuid7(now_ms, os.urandom),
        inc=1,
        name="B-01",
        place="Bench",
        profile=profile,
        series="BB",
        classes=scope_of(profile).classes,
        hash_key=os.urandom(32),
        server_url="https://127.0.0.1:1",
        ca_pem="",
    )
    store.adopt(identity, standing)
    lo, hi = _SERIALS
    lease = LeaseReply(standing=standing, lease_id=uuid7(now_ms, os.urandom), lo=lo, hi=hi)
    store.replica.add_block(lease)
    return LoneDesk(store, clock, standing)
