"""Desks that cannot reach one another, paper between them, and a service for when they can."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from uuid import UUID

from local_store.search import SearchTerms, search_patients
from local_store.store import Store, Tx
from models.change_set import Content, Sealed, decode_content
from models.device import DeviceKey
from models.entity import Entity
from models.merge import fold
from models.patient import PatientContact
from models.scope import scope_of
from models.vocabulary import ContactSystem, PatientId, Profile, SetStatus
from models.wire import Page, Receipt
from tests.local_store.desk import USER, Desk, Service, identity, register, standing

RowOf = tuple[type[Entity], UUID]
MANY = 10**7


@dataclass
class Island:
    """A desk with a store of its own."""

    desk: Desk
    store: Store

    @property
    def device(self) -> UUID:
        known = self.store.identity
        assert known is not None
        return known.device

    def restart(self) -> None:
        self.store.close()
        self.store = self.desk.open()

    def register(self, family: str = "Osei", phone: str = "0700") -> PatientId:
        with self.store.act("patient.register", USER) as tx:
            return register(tx, family, phone)

    def contact(self, patient: PatientId) -> PatientContact | None:
        with self.store.read() as read:
            return next(iter(read.all(PatientContact, patient_id=patient)), None)

    def call(self, patient: PatientId, number: str) -> None:
        """Change the telephone number of a patient who is held here."""
        contact = self.contact(patient)
        assert contact is not None
        with self.store.act("patient.change_contact", USER) as tx:
            tx.change(PatientContact, contact.id, value=number)

    def add_phone(self, patient: PatientId, number: str, tx: Tx) -> UUID:
        made = PatientContact(
            id=tx.new_id(), patient_id=patient, system=ContactSystem.PHONE, value=number
        )
        tx.add(made)
        return made.id

    def print(self, *rows: RowOf, always: Iterable[RowOf] = ()) -> list[Sealed]:
        with self.store.read() as read:
            return read.sealed_for(rows, always)

    def print_patient(self, patient: PatientId) -> list[Sealed]:
        """A letter about a patient and what is known of the telephone."""
        contact = self.contact(patient)
        about = [(PatientContact, contact.id)] if contact is not None else []
        return self.print(*about)

    def dirty(self) -> int:
        (count,) = self.store._writing.raw.execute("SELECT count(*) FROM overlay_touch").fetchone()
        return int(count)

    def state_of(self, sealed: Sealed) -> str:
        key = decode_content(sealed.content).id.bytes
        found = self.store._writing.raw.execute(
            "SELECT state FROM carried WHERE cs_id = ?", (key,)
        ).fetchone()
        return "" if found is None else str(found[0])


def island(folder: Path, number: int, profile: Profile = Profile.SERVICE) -> Island:
    """A desk of its own device; a service profile holds every class."""
    desk = Desk(folder, random=Random(number))
    store = desk.create()
    store.adopt(
        replace(
            identity(series=f"A{number}"),
            device=UUID(int=number),
            profile=profile,
            classes=scope_of(profile).classes,
        ),
        standing(),
    )
    return Island(desk, store)


def shown_phone(desk: Island, patient: PatientId) -> str | None:
    contact = desk.contact(patient)
    return None if contact is None else contact.value


def finds(desk: Island, digits: str) -> bool:
    with desk.store.read() as read:
        return bool(search_patients(read, SearchTerms(digits=(digits,))))


class Mainland(Service):
    """A service for several desks, which takes what they carry for others."""

    def __init__(self) -> None:
        super().__init__()
        self._parked: dict[UUID, tuple[Content, int]] = {}

    def welcome(self, *islands: Island) -> None:
        """Make the keys of desks known."""
        for each in islands:
            fields = {
                "device_id": str(each.device),
                "inc": 1,
                "public_key": each.store.public_key.hex(),
            }
            self.write(DeviceKey.TABLE, UUID(int=10**9 + each.device.int), None, fields)

    def pull(self, island: Island, most: int = MANY) -> Page:
        page = self.page_for(island.store, most)
        island.store.replica.apply_page(page)
        return page

    def push(self, island: Island, *, most: int = 500, answer: bool = True) -> list[Receipt]:
        """Take what a desk carries, then its own; the answer may be lost."""
        replica = island.store.replica
        sets = [*replica.carried_pending(most, MANY), *replica.pending(most, MANY)]
        receipts = [self.receive(each) for each in sets]
        if answer:
            replica.take_receipts(receipts, 1)
        return receipts

    def receive(self, sealed: Sealed) -> Receipt:
        content = decode_content(sealed.content)
        if content.id not in self.receipts or content.id in self._parked:
            self._decide(content, sealed.link.dseq)
            for waiting, dseq in list(self._parked.values()):
                self._decide(waiting, dseq)
        return self.receipts[content.id]

    def _decide(self, content: Content, dseq: int) -> None:
        unmet = [dep for dep in content.deps if not self._has_applied(dep)]
        if unmet:
            self._parked[content.id] = (content, dseq)
            self.receipts[content.id] = Receipt(
                id=content.id, dseq=dseq, status=SetStatus.PARKED, reason="deps", blocked_by=unmet
            )
            return
        self._parked.pop(content.id, None)
        low = self.head + 1
        for op in content.ops:
            root, old = self.rows.get((op.e, op.id), (op.root, None))
            made = fold(old, op, content)
            if made is not None and made != old:
                self.write(op.e, op.id, root, made)
        self.receipts[content.id] = Receipt(
            id=content.id,
            dseq=dseq,
            status=SetStatus.APPLIED,
            seq_lo=low if self.head >= low else None,
            seq_hi=self.head if self.head >= low else None,
        )

    def _has_applied(self, change_set: UUID) -> bool:
        kept = self.receipts.get(change_set)
        return kept is not None and kept.status is SetStatus.APPLIED
