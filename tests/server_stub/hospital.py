"""A hospital without network or threads: its service core, and desks that sign and push."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from models.change_set import GENESIS, Content, Op, Sealed, encode_content, seal
from models.hlc import pack
from models.registry import GENERATION
from models.scope import scope_of
from models.vocabulary import Profile
from models.wire import Cursor, Page, PushReply, PushRequest, Receipt, Standing
from models.wire_locks import LockRequest, ReleaseRequest
from server_stub.batch import Result, decide_batch
from server_stub.batch_item import Authored, Item, Keys, Push
from server_stub.enrolment import add_enrolment
from server_stub.founding import Founding, found
from server_stub.locks import give_lock, release_lock
from server_stub.port import ServerPort
from server_stub.pull import check_cursor, page_after, with_receipts
from server_stub.records import (
    Caller,
    Enrolment,
)
from server_stub.refusal import Refusal
from server_stub.sql_port import SqlPort
from tests.server_stub.by_seed import Chance, ManualClock
from tests.server_stub.clusters import OWNER, SERVICE, Cluster
from tests.server_stub.dict_port import DictPort
from tests.server_stub.ops import insert

HASH_KEY = b"h" * 32
STANDING = Standing(epoch=UUID(int=1), head=0, server_time_ms=0, hlc=0, min_gen=1)


Enrol = Callable[[UUID, bytes, Profile], Enrolment]


class Hospital:
    """The service core over some port."""

    def __init__(self, port: ServerPort, enrol: Enrol, keys: Keys, chance: Chance) -> None:
        self.port = port
        self.close: Callable[[], None] = lambda: None
        self.enrol = enrol
        self.keys = keys
        self.chance = chance
        self.clock = ManualClock()

    def run(self, *items: Item) -> list[Result]:
        self.clock.advance(0.01)
        return decide_batch(self.port, items, self.clock, self.chance.bytes, self.keys)

    def author(self, *ops: Op, on_behalf_of: UUID | None = None) -> Receipt:
        with self.port.snapshot() as snapshot:
            epoch = snapshot.clock().epoch
        raw = encode_content(
            Content(
                id=self.chance.uuid(),
                use_case="reference.import",
                user=UUID(int=0),
                epoch=epoch,
                hlc=pack(int(self.clock.now().timestamp() * 1000), 0),
                wall_ms=0,
                gen=GENERATION,
                deps=[],
                salt=self.chance.bytes(16),
                ops=list(ops),
                on_behalf_of=on_behalf_of,
            )
        )
        (receipt,) = self.run(Authored(raw))
        assert isinstance(receipt, Receipt)
        return receipt

    def staff(self, role: str = "receptionist", *, active: bool = True) -> UUID:
        user = self.chance.uuid()
        receipt = self.author(
            insert("practitioner", user, family="Okoro", given="Ada", active=active),
            insert("practitioner_role", self.chance.uuid(), practitioner_id=user, role=role),
        )
        assert receipt.status == "applied", receipt
        return user

    def desk(self, user: UUID, profile: Profile = Profile.RECEPTION) -> "Desk":
        return Desk(self, user, profile)

    def bed(self, number: int) -> UUID:
        bed = self.chance.uuid()
        self.author(insert("location", bed, kind="bd", name=f"Bed {number}", number=number))
        return bed


class Desk:
    """One workstation: its key, its chain, and what it holds."""

    def __init__(self, hospital: Hospital, user: UUID, profile: Profile) -> None:
        self.hospital = hospital
        self.user = user
        self.key = hospital.chance.key()
        self.device = hospital.chance.uuid()
        public = self.key.public_key().public_bytes_raw()
        self.inc = hospital.enrol(self.device, public, profile).inc
        self.caller = Caller(self.device, self.inc, profile, scope_of(profile))
        self.dseq = 1
        self.prev = GENESIS
        self.cursor: Cursor | None = None
        self.rows: dict[tuple[str, UUID], tuple[int, dict[str, Any]]] = {}

    def content(self, *ops: Op, **changed: Any) -> Content:
        now_ms = int(self.hospital.clock.now().timestamp() * 1000)
        made = Content(
            id=self.hospital.chance.uuid(),
            use_case="patient.register",
            user=self.user,
            epoch=UUID(int=1),
            hlc=pack(now_ms, 0),
            wall_ms=now_ms,
            gen=GENERATION,
            deps=[],
            salt=self.hospital.chance.bytes(16),
            ops=list(ops),
        )
        return msgspec.structs.replace(made, **changed)

    def seal(self, raw: bytes) -> Sealed:
        sealed = seal(raw, self.key, place=(self.device, self.inc, self.dseq), prev=self.prev)
        self.dseq += 1
        self.prev = sealed.link.hash()
        return sealed

    def record(self, *ops: Op, **changed: Any) -> Sealed:
        return self.seal(encode_content(self.content(*ops, **changed)))

    def item(self, *sets: Sealed, carried: Sequence[Sealed] = ()) -> Push:
        request = PushRequest(
            device=self.device, inc=self.inc, sets=list(sets), carried=list(carried)
        )
        return Push(self.caller, request)

    def carry(self, *carried: Sealed, own: Sequence[Sealed] = ()) -> list[Receipt]:
        """Push what was read from paper, with own change sets before it."""
        (reply,) = self.hospital.run(self.item(*own, carried=carried))
        assert isinstance(reply, PushReply), reply
        return reply.receipts

    def lock(self, resource: str, user: UUID | None = None) -> int:
        """Take a lock; its number."""
        asked = LockRequest(resource=resource, user=user or self.user)
        given = give_lock(self.hospital.port, self.caller, asked, STANDING, self.hospital.clock)
        return given.token

    def release(self, resource: str, token: int) -> None:
        asked = ReleaseRequest(resource=resource, token=token)
        release_lock(self.hospital.port, self.caller, asked, STANDING, self.hospital.clock)

    def push(self, *sets: Sealed) -> list[Receipt]:
        (reply,) = self.hospital.run(self.item(*sets))
        assert isinstance(reply, PushReply), reply
        return reply.receipts

    def refused(self, *sets: Sealed) -> Refusal:
        (reply,) = self.hospital.run(self.item(*sets))
        assert isinstance(reply, Refusal), reply
        return reply

    def say(self, *ops: Op, **changed: Any) -> Receipt:
        """Record and push one change set; its receipt."""
        (receipt,) = self.push(self.record(*ops, **changed))
        return receipt

    def pull(self, max_bytes: int = 2_000_000) -> Page:
        with self.hospital.port.snapshot() as snapshot:
            scope = self.caller.scope
            start = check_cursor(snapshot, scope, self.cursor)
            page = page_after(snapshot, scope, STANDING, from_seq=start, max_bytes=max_bytes)
            page = with_receipts(snapshot, self.caller, page)
        page = msgspec.json.decode(msgspec.json.encode(page), type=Page)
        for row in page.rows:
            self.rows[row.table, row.id] = (row.seq, row.fields)
        with self.hospital.port.snapshot() as snapshot:
            epoch = snapshot.clock().epoch
        self.cursor = Cursor(
            epoch=epoch, seq=page.to_seq, mark=page.mark, scope=page.scope, gen=GENERATION
        )
        return page

    def seq_of(self, table: str, row_id: UUID) -> int:
        return self.rows[table, row_id][0]

    def patient(self, family: str = "Duval") -> tuple[UUID, UUID, Sealed]:
        """Register a patient with a name: (patient, name, change set)."""
        patient, name = self.hospital.chance.uuid(), self.hospital.chance.uuid()
        sealed = self.record(
            insert("patient", patient, root=patient, registered_at=1, registered_by_id=self.user),
            insert(
                "patient_name",
                name,
                root=patient,
                patient_id=patient,
                use="official",
                family=family,
                given="Anna",
            ),
        )
        return patient, name, sealed


def dict_hospital(seed: int = 0) -> Hospital:
    chance = Chance(seed)
    founding, keys = _founding(chance)
    port = DictPort(founding)
    return Hospital(port, port.enrol, keys, chance)


def sql_hospital(cluster: Cluster, database: str, seed: int = 0) -> Hospital:
    """The caller closes it."""
    chance = Chance(seed)
    founding, keys = _founding(chance)
    found(cluster.conninfo(database, OWNER), founding)
    port = SqlPort(cluster.conninfo(database, SERVICE))

    def enrol(device: UUID, public_key: bytes, profile: Profile) -> Enrolment:
        with port.connection() as connection:
            return add_enrolment(connection, device, public_key, profile)

    hospital = Hospital(port, enrol, keys, chance)
    hospital.close = port.close
    return hospital


def _founding(chance: Chance) -> tuple[Founding, Keys]:
    key = chance.key()
    founding = Founding(
        epoch=chance.uuid(),
        mark=chance.bytes(8),
        service_device=chance.uuid(),
        service_public_key=key.public_key().public_bytes_raw(),
    )
    return founding, Keys(key, HASH_KEY)
