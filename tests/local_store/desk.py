"""A desk on a real encrypted file, and a service that is only as real as these tests need."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from local_store.identity import Identity
from local_store.store import Store, Tx
from models.change_set import decode_content
from models.hlc import pack
from models.patient import MRN_SYSTEM, Patient, PatientContact, PatientIdentifier, PatientName
from models.values import us_from_instant
from models.vocabulary import (
    ContactSystem,
    NameUse,
    OpKind,
    PatientId,
    PractitionerId,
    Profile,
    ReplicaClass,
    SetStatus,
)
from models.wire import LeaseReply, Page, Receipt, RowImage, Standing

USER = PractitionerId(UUID(int=77))
HASH_KEY = b"h" * 32
EPOCH = UUID(int=5)
SCOPE = b"s" * 16


class Box:
    """A key box that is only a variable."""

    def __init__(self, key: bytes | None = None) -> None:
        self.key = key

    def load(self) -> bytes | None:
        return self.key

    def save(self, key: bytes) -> None:
        self.key = key


class HandClock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
        self.mono = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.mono += seconds


def quiet(_step: str) -> None:
    """Watch nothing."""


@dataclass
class Desk:
    """A folder with its key, clock and randomness; open it as often as you like."""

    folder: Path
    box: Box = field(default_factory=Box)
    clock: HandClock = field(default_factory=HandClock)
    random: Random = field(default_factory=lambda: Random(1))

    def entropy(self, count: int) -> bytes:
        return self.random.randbytes(count)

    def create(self, probe: Callable[[str], None] = quiet) -> Store:
        return Store.create(self.folder, self.box, self.clock, self.entropy, probe)

    def open(self, probe: Callable[[str], None] = quiet) -> Store:
        return Store.open(self.folder, self.box, self.clock, self.entropy, probe)

    def enrolled(self, probe: Callable[[str], None] = quiet) -> Store:
        store = self.create(probe)
        store.adopt(identity(), standing())
        return store


def identity(inc: int = 1, series: str = "A1") -> Identity:
    return Identity(
        device=UUID(int=9),
        inc=inc,
        name="Reception 1",
        place="Front hall",
        profile=Profile.RECEPTION,
        series=series,
        classes=tuple(ReplicaClass),
        hash_key=HASH_KEY,
        server_url="https://127.0.0.1:1",
        ca_pem="",
    )


def standing(head: int = 0, epoch: UUID = EPOCH, hlc: int = 0) -> Standing:
    return Standing(epoch=epoch, head=head, server_time_ms=0, hlc=hlc, min_gen=1)


def lease(low: int, high: int, number: int = 1) -> LeaseReply:
    return LeaseReply(standing=standing(), lease_id=UUID(int=number), lo=low, hi=high)


def register(tx: Tx, family: str = "Osei", phone: str | None = None) -> PatientId:
    """Write a patient into an open action."""
    patient = PatientId(tx.new_id())
    tx.add(Patient(id=patient, registered_at=tx.now, registered_by_id=USER))
    name = PatientName(
        id=tx.new_id(), patient_id=patient, use=NameUse.OFFICIAL, family=family, given="Ama"
    )
    tx.add(name)
    mrn = PatientIdentifier(
        id=tx.new_id(), patient_id=patient, system=MRN_SYSTEM, value=tx.take_mrn().value
    )
    tx.add(mrn)
    if phone is not None:
        tx.add(
            PatientContact(
                id=tx.new_id(), patient_id=patient, system=ContactSystem.PHONE, value=phone
            )
        )
    return patient


def registered(store: Store, family: str = "Osei", phone: str | None = None) -> PatientId:
    with store.act("patient.register", USER) as tx:
        return register(tx, family, phone)


def page(
    rows: Iterable[tuple[str, UUID, UUID | None, dict[str, Any]]] = (),
    *,
    start: int = 0,
    receipts: Iterable[Receipt] = (),
    head: int | None = None,
) -> Page:
    """A page whose rows are numbered from `start` + 1."""
    images = [
        RowImage(table, key, start + place, root, fields)
        for place, (table, key, root, fields) in enumerate(rows, start=1)
    ]
    end = start + len(images)
    return Page(
        standing=standing(end if head is None else head),
        from_seq=start,
        to_seq=end,
        mark=end.to_bytes(8, "big"),
        scope=SCOPE,
        rows=images,
        receipts=list(receipts),
    )


class Service:
    """A log that takes whatever one desk pushes, in order; the newest value of a field stands."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, UUID], tuple[UUID | None, dict[str, Any]]] = {}
        self.log: list[tuple[str, UUID]] = []
        self.history: dict[tuple[str, UUID], list[tuple[int, dict[str, Any]]]] = {}
        self.receipts: dict[UUID, Receipt] = {}
        self.next_dseq = 1
        self.receipt_seqs: list[tuple[int, Receipt]] = []

    @property
    def head(self) -> int:
        return len(self.log)

    def write(self, table: str, key: UUID, root: UUID | None, fields: dict[str, Any]) -> None:
        """Write a row, as if another desk had."""
        _, old = self.rows.get((table, key), (root, {}))
        self.rows[table, key] = (root, {**old, **fields})
        self.log.append((table, key))
        self.history.setdefault((table, key), []).append((self.head, {**old, **fields}))

    def take(self, store: Store, most: int = 500) -> list[Receipt]:
        """Take what waits; gives the receipts, which the test may lose."""
        answered = []
        for sealed in store.replica.pending(most, 10**6):
            content = decode_content(sealed.content)
            if content.id not in self.receipts:
                assert sealed.link.dseq == self.next_dseq
                self.next_dseq += 1
                low = self.head + 1
                for op in content.ops:
                    root, _ = self.rows.get((op.e, op.id), (op.root, {}))
                    if op.k is OpKind.PATCH or (op.e, op.id) not in self.rows:
                        self.write(op.e, op.id, root, dict(op.f))
                receipt = Receipt(
                    id=content.id,
                    dseq=sealed.link.dseq,
                    status=SetStatus.APPLIED,
                    seq_lo=low,
                    seq_hi=self.head,
                )
                self.receipts[content.id] = receipt
                self.receipt_seqs.append((self.head, receipt))
            answered.append(self.receipts[content.id])
        return answered

    def page_for(self, store: Store, most: int = 10**6) -> Page:
        """The next page of a desk, up to `most` log numbers further."""
        at = store.replica.cursor()
        start = 0 if at is None else at.seq
        end = min(self.head, start + most)
        rows = []
        for (table, key), versions in self.history.items():
            seq, fields = next(((s, f) for s, f in reversed(versions) if s <= end), (0, {}))
            if seq > start:
                rows.append(RowImage(table, key, seq, self.rows[table, key][0], fields))
        return Page(
            standing=standing(self.head),
            from_seq=start,
            to_seq=end,
            mark=end.to_bytes(8, "big"),
            scope=SCOPE,
            rows=sorted(rows, key=lambda image: image.seq),
            receipts=[r for at_seq, r in self.receipt_seqs if start < at_seq <= end],
        )


def wall_hlc(clock: HandClock) -> int:
    """The logical clock that fits the wall clock."""
    return pack(us_from_instant(clock.now()) // 1000, 0)
