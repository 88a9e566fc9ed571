"""A hospital made once a run: enrolled desks with reference data, copied for every seed.

Making a store takes longer than a seed; copying its folder does not.
"""

import copy
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store.identity import Identity
from local_store.store import Store
from models.scope import scope_of
from models.vocabulary import Profile
from models.wire import Standing
from server_stub.batch import MIN_GEN
from server_stub.batch_item import Keys
from server_stub.device_keys import key_record
from server_stub.founding import Founding
from server_stub.port import Caller
from sync_client.line import Line
from sync_client.round import sync_round
from tests.server_stub.dict_port import DictPort
from tests.simulation.cast import DESKS, SERVICE_ID, founders, insert_op, number
from tests.simulation.faulty_line import FaultyLine, Weather
from tests.simulation.service import DyingPort, Service
from tests.simulation.trace import Trace
from tests.simulation.virtual import START, MemoryKeyBox, SeededEntropy, TrueTime, VirtualClock

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a memory disk, and what we make in it is ours alone
EPOCH = number(9, 1)


@dataclass
class Stage:
    """Templates of the service's database and of each desk's folder."""

    root: Path
    port: DictPort
    keys: Keys
    boxes: dict[UUID, MemoryKeyBox]
    seeds_played: int = 0

    def set_up(self) -> tuple[Path, DictPort]:
        """A fresh copy for one seed: the folder, and the service's database."""
        self.seeds_played += 1
        folder = self.root / f"seed-{self.seeds_played}"
        shutil.copytree(self.root / "template", folder)
        port = copy.copy(self.port)
        port.state = self.port.state.copied()
        return folder, port

    def take_down(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.root)


def build_stage() -> Stage:
    """Found the hospital and enrol its desks."""
    disk = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    root = Path(tempfile.mkdtemp(prefix="almoner-sim-", dir=disk))
    key = Ed25519PrivateKey.from_private_bytes(SeededEntropy("service key")(32))
    keys = Keys(key, SeededEntropy("hash key")(32))
    port = DictPort(
        Founding(
            epoch=EPOCH,
            mark=bytes(8),
            service_device=SERVICE_ID,
            service_public_key=key.public_key().public_bytes_raw(),
        )
    )
    stage = Stage(root, port, keys, {})
    clock = VirtualClock(TrueTime())
    service = Service(DyingPort(port), clock, SeededEntropy("service"), keys)
    service.author("hospital.found", [insert_op(each) for each in founders()])
    made = [_make_desk(stage, service, clock, device, DESKS[device]) for device in DESKS]
    for store in made:
        _fill(service, clock, store)
    return stage


def _make_desk(
    stage: Stage, service: Service, clock: VirtualClock, device: UUID, profile: Profile
) -> Store:
    box = stage.boxes[device] = MemoryKeyBox()
    folder = stage.root / "template" / str(device)
    store = Store.create(folder, box, clock, SeededEntropy("desk", device))
    series = stage.port.enrol(device, store.public_key, profile).series or ""
    standing = Standing(
        epoch=EPOCH,
        head=service.head(),
        server_time_ms=int(START.timestamp() * 1000),
        hlc=0,
        min_gen=MIN_GEN,
    )
    store.adopt(_identity(stage, device, profile, series), standing)
    # Every desk holds the keys of all, so that it can believe their papers.
    service.author("device.show_key", [insert_op(key_record(device, 1, store.public_key))])
    return store


def _fill(service: Service, clock: VirtualClock, store: Store) -> None:
    assert store.identity is not None
    device, profile = store.identity.device, store.identity.profile
    calm = Weather(random.Random(0), Trace(), stormy=False)
    asked = service.desk(Caller(device, 1, profile, scope_of(profile)))
    transport = FaultyLine("template", asked, calm)
    result = sync_round(Line(store.replica, transport, clock, device=device, inc=1))
    assert result.done, result
    store.close()


def _identity(stage: Stage, device: UUID, profile: Profile, series: str) -> Identity:
    return Identity(
        device=device,
        inc=1,
        name=f"desk {device.int & 0xFF}",
        place="ground floor",
        profile=profile,
        series=series,
        classes=scope_of(profile).classes,
        hash_key=stage.keys.hash,
        server_url="https://simulated",
        ca_pem="",
    )
