"""Change sets as desks make them, for what paper carries: a newcomer, a visit, a prescription."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Content, Op, Sealed, encode_content, seal
from models.encounter import Encounter, EncounterLocation
from models.entity import Entity
from models.ids import uuid7
from models.medication import MedicationRequest
from models.patient import (
    MRN_SYSTEM,
    Patient,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import (
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    DatePrecision,
    DeviceId,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    Frequency,
    LocationId,
    MedicationId,
    NameUse,
    OpKind,
    PatientId,
    PolicyKind,
    PractitionerId,
    RequestStatus,
    Route,
    RowId,
    StayStatus,
)

MEDICINES = (
    ("Paracetamol 500 mg tablet", "1000"),
    ("Ciprofloxacin 500 mg tablet", "500"),
    ("Metoclopramide 10 mg tablet", "10"),
    ("Omeprazole 20 mg capsule", "20"),
    ("Furosemide 40 mg tablet", "40"),
    ("Enalapril 5 mg tablet", "5"),
)
EPOCH = UUID(int=0x4C1F5E0A9B7D4E5F8A6B7C8D9E0F1A2B)


class Writer:
    """One desk with its key and chain; deterministic by its seed."""

    def __init__(self, seed: int, at: datetime = datetime(2026, 11, 21, 9, 12, 31, tzinfo=UTC)):
        self.random = Random(seed)
        self.at = at
        self.device = DeviceId(self.new_id())
        self.by = PractitionerId(self.new_id())
        self.key = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        self._dseq, self._prev = self.random.randrange(900), self.random.randbytes(32)

    def new_id(self) -> UUID:
        return uuid7(int(self.at.timestamp() * 1000), self.random.randbytes)

    def stamp(self) -> dict[str, Any]:
        return {
            "recorded_at": self.at,
            "recorded_by_id": self.by,
            "recorded_on_id": self.device,
        }

    def act(self, use_case: str, ops: Sequence[Op], deps: Sequence[UUID] = ()) -> Sealed:
        ms = int(self.at.timestamp() * 1000)
        content = Content(
            id=self.new_id(),
            use_case=use_case,
            user=self.by,
            epoch=EPOCH,
            hlc=ms << 16,
            wall_ms=ms,
            gen=2,
            deps=list(deps),
            salt=self.random.randbytes(16),
            ops=list(ops),
        )
        self._dseq += 1
        place = (self.device, 1, self._dseq)
        made = seal(encode_content(content), self.key, place=place, prev=self._prev)
        self._prev = made.link.hash()
        self.at += timedelta(minutes=3, microseconds=self.random.randrange(10**6))
        return made


def made(entity: Entity) -> Op:
    append = entity.SYNC.kind is PolicyKind.APPEND_ONLY
    kind = OpKind.APPEND if append else OpKind.INSERT
    return Op(k=kind, e=entity.TABLE, id=entity.id, root=entity.root_id, f=entity.plain())


def newcomer(desk: Writer) -> tuple[PatientId, Sealed]:
    patient_id = PatientId(desk.new_id())
    rows = _somebody(desk, patient_id)
    return patient_id, desk.act("patient.register", [made(row) for row in rows])


def _somebody(desk: Writer, patient_id: PatientId) -> tuple[Entity, ...]:
    return (
        Patient(id=patient_id, registered_at=desk.at, registered_by_id=desk.by),
        PatientName(
            id=desk.new_id(),
            patient_id=patient_id,
            use=NameUse.OFFICIAL,
            family="Okonkwo-Mensah",
            given="Adaeze Chinwe",
            prefix="Ms",
        ),
        PatientDemographics(
            id=patient_id,
            patient_id=patient_id,
            gender=AdministrativeGender.FEMALE,
            born_on=date(1991, 4, 3),
            born_precision=DatePrecision.DAY,
        ),
        PatientIdentifier(
            id=desk.new_id(),
            patient_id=patient_id,
            system=MRN_SYSTEM,
            value="100004127",
            type_code="MR",
        ),
        PatientContact(
            id=desk.new_id(),
            patient_id=patient_id,
            system=ContactSystem.PHONE,
            use=ContactUse.MOBILE,
            value="+2348031234567",
        ),
    )


def visit(desk: Writer, patient_id: PatientId) -> tuple[EncounterId, Sealed]:
    encounter_id, bed = EncounterId(desk.new_id()), LocationId(desk.new_id())
    rows = (
        Encounter(
            id=encounter_id,
            patient_id=patient_id,
            class_code=EncounterClass.INPATIENT,
            status=EncounterStatus.IN_PROGRESS,
            started_at=desk.at,
            ward_id=LocationId(desk.new_id()),
            **desk.stamp(),
        ),
        EncounterLocation(
            id=desk.new_id(),
            patient_id=patient_id,
            encounter_id=encounter_id,
            location_id=bed,
            status=StayStatus.ACTIVE,
            occurred_at=desk.at,
            **desk.stamp(),
        ),
    )
    return encounter_id, desk.act("encounter.open", [made(row) for row in rows])


def _products(count: int) -> list[tuple[str, str]]:
    return list((MEDICINES * (count // len(MEDICINES) + 1))[:count])


def _draft(
    desk: Writer, product: MedicationId, medicine: tuple[str, str], common: dict[str, Any]
) -> MedicationRequest:
    name, dose = medicine
    return MedicationRequest(
        id=desk.new_id(),
        status=RequestStatus.DRAFT,
        medication_id=product,
        medication_text=name,
        dose_value=Decimal(dose),
        dose_unit="mg",
        route=Route.ORAL,
        frequency=Frequency.THREE_TIMES_DAILY,
        starts_at=desk.at,
        duration_days=5,
        quantity=Decimal(30),
        checked="Checked against recorded allergies with core rules 2026-10: no match.",
        **common,
        **desk.stamp(),
    )


def prescription(
    desk: Writer,
    patient_id: PatientId,
    encounter_id: EncounterId,
    count: int = 3,
    products: Sequence[MedicationId] = (),
) -> tuple[UUID, list[Sealed]]:
    """Signed offline at one desk; of these products, or of some that nobody holds."""
    prescription_id = RowId(desk.new_id())
    invented = [UUID(bytes=desk.random.randbytes(16), version=5) for _ in range(count)]
    ids = products or [MedicationId(each) for each in invented]
    common = {
        "patient_id": patient_id,
        "encounter_id": encounter_id,
        "prescription_id": prescription_id,
    }
    drafts = [
        _draft(desk, product, medicine, common)
        for medicine, product in zip(_products(count), ids, strict=False)
    ]
    drafted = desk.act("order.draft", [made(draft) for draft in drafts])
    signed = [
        replace(
            draft,
            status=RequestStatus.ACTIVE,
            signed_at=desk.at,
            signed_by_id=desk.by,
            signed_offline=True,
        )
        for draft in drafts
    ]
    ops = [Op(k=OpKind.SIGN, e=row.TABLE, id=row.id, base=0, f=row.plain()) for row in signed]
    return prescription_id, [drafted, desk.act("order.sign", ops)]


def whole_letter(count: int = 3, seed: int = 7) -> tuple[UUID, list[Sealed]]:
    """A newcomer of reception, their visit, and an order that the ward signed offline."""
    reception, ward = Writer(seed), Writer(seed + 1)
    patient_id, registered = newcomer(reception)
    encounter_id, opened = visit(reception, patient_id)
    ward.at = reception.at
    prescription_id, orders = prescription(ward, patient_id, encounter_id, count)
    return prescription_id, [registered, opened, *orders]
