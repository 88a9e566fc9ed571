"""Each profile gets the rows of its classes, no others, and agrees with the service on sums."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from models.attention import AttentionItem, Provenance
from models.clinical import AllergyIntolerance
from models.conflict import Conflict
from models.encounter import Encounter, EncounterLocation
from models.entity import class_of
from models.patient import PatientAddress, PatientName
from models.registry import ENTITIES
from models.scope import scope_of
from models.vocabulary import (
    AllergyKind,
    ClinicalStatus,
    EncounterClass,
    EncounterId,
    EncounterStatus,
    LocationId,
    LocationKind,
    NameUse,
    PatientId,
    PractitionerId,
    Profile,
    ReplicaClass,
    Role,
    StayStatus,
)
from server_stub.places import add_place
from server_stub.running import SystemClock
from sync_client.round import sync_round
from tests.service import RunningService
from tests.sync_client.desks import Desk, enrolled_desk

PROFILES = (Profile.RECEPTION, Profile.WARD, Profile.PHARMACY, Profile.CASHIER)
_SPOIL = "UPDATE patient SET _h = _h + 1 WHERE id = (SELECT max(id) FROM patient WHERE _dirty = 0)"
Desks = dict[Profile, Desk]


@pytest.fixture
def desks(service: RunningService, tmp_path: Path) -> Iterator[Desks]:
    name = f"boss-{os.urandom(4).hex()}"
    user = PractitionerId(service.add_user(name, "correct horse", Role.ADMINISTRATOR))
    made = {p: enrolled_desk(service, tmp_path / p, p, user, p) for p in PROFILES}
    yield made
    for each in made.values():
        each.close()


@pytest.fixture
def bed(service: RunningService) -> LocationId:
    tag = os.urandom(4).hex()
    seams = (SystemClock(), os.urandom)
    with service.operator() as operator:
        parent = None
        for kind in (LocationKind.SITE, LocationKind.WARD, LocationKind.ROOM):
            parent = str(add_place(operator, kind, f"{kind.name} {tag}", parent, seams))
        return LocationId(add_place(operator, LocationKind.BED, f"bed {tag}", parent, seams))


def exchange(desks: Desks) -> None:
    for _ in range(2):
        for desk in desks.values():
            assert sync_round(desk.line).done


def registered(desk: Desk) -> PatientId:
    patient = desk.register()
    with desk.store.act("patient.register", desk.user) as tx:
        tx.add(PatientName(id=tx.new_id(), patient_id=patient, use=NameUse.OFFICIAL, family="Osei"))
        tx.add(PatientAddress(id=tx.new_id(), patient_id=patient, city="Kumasi"))
    return patient


def lay_down(desk: Desk, patient: PatientId, bed: LocationId) -> None:
    with desk.store.act("bed.occupy", desk.user) as tx:
        visit = EncounterId(tx.new_id())
        tx.add(
            Encounter(
                id=visit,
                recorded_at=tx.now,
                recorded_by_id=desk.user,
                patient_id=patient,
                class_code=EncounterClass.INPATIENT,
                status=EncounterStatus.IN_PROGRESS,
                started_at=tx.now,
            )
        )
        tx.add(
            EncounterLocation(
                id=tx.new_id(),
                recorded_at=tx.now,
                recorded_by_id=desk.user,
                patient_id=patient,
                encounter_id=visit,
                location_id=bed,
                status=StayStatus.ACTIVE,
                occurred_at=tx.now,
            )
        )


def allergic(desk: Desk, patient: PatientId) -> UUID:
    with desk.store.act("allergy.record", desk.user) as tx:
        allergy = tx.new_id()
        tx.add(
            AllergyIntolerance(
                id=allergy,
                recorded_at=tx.now,
                recorded_by_id=desk.user,
                patient_id=patient,
                kind=AllergyKind.ALLERGY,
                substance="penicillin",
                status=ClinicalStatus.ACTIVE,
            )
        )
    return allergy


def dispute_an_allergy(desks: Desks, patient: PatientId) -> None:
    ward, pharmacy = desks[Profile.WARD], desks[Profile.PHARMACY]
    allergy = allergic(ward, patient)
    exchange(desks)
    for desk, reaction in ((ward, "rash"), (pharmacy, "collapse")):
        with desk.store.act("allergy.record", desk.user) as tx:
            tx.change(AllergyIntolerance, allergy, reaction=reaction)


def carry_an_allergy(desks: Desks, patient: PatientId) -> None:
    """The till reads a paper of the ward: it may show none of it, and sends it on."""
    ward, till = desks[Profile.WARD], desks[Profile.CASHIER]
    allergy = allergic(ward, patient)
    with ward.store.read() as read:
        letter = read.sealed_for([(AllergyIntolerance, allergy)])
    assert len(till.store.carry(letter).new) == len(letter) == 1
    with till.store.read() as read:
        assert read.all(AllergyIntolerance) == []
    assert sync_round(till.line).done


def classes_held(desk: Desk) -> set[ReplicaClass | None]:
    with desk.store.read() as read:
        return {class_of(e, row.plain()) for e in ENTITIES for row in read.all(e)}


def test_every_profile_holds_its_classes_and_agrees_with_the_service(
    desks: Desks, bed: LocationId
) -> None:
    """Rows about other rows go only where those go, and are summed only there."""
    front = desks[Profile.RECEPTION]
    exchange(desks)
    patients = [registered(front) for _ in range(2)]
    exchange(desks)
    for patient in patients:
        lay_down(front, patient, bed)
    dispute_an_allergy(desks, patients[0])
    exchange(desks)
    carry_an_allergy(desks, patients[1])
    exchange(desks)
    for profile, desk in desks.items():
        mine = set(scope_of(profile).classes)
        assert classes_held(desk) <= mine
        desk.line.verified_at = None
        assert sync_round(desk.line).done
        summary = desk.store.replica.summary()
        assert (summary.trouble, summary.waiting, summary.by_paper) == (None, 0, 0)
        assert summary.last_agreed_at is not None
        with desk.store.read() as read:
            of_medicines = int(ReplicaClass.MEDS in mine)
            assert len(of(patients, read.all(Conflict))) == of_medicines
            assert len(of(patients, read.all(Provenance))) == of_medicines
            assert len(of(patients, read.all(AttentionItem))) == 1


def of(
    patients: list[PatientId], rows: Sequence[Conflict | Provenance | AttentionItem]
) -> list[Conflict | Provenance | AttentionItem]:
    return [row for row in rows if row.patient_id in patients]


def test_rows_that_differ_are_noticed_at_every_profile(desks: Desks) -> None:
    """The agreement above means something: one changed character is found."""
    front = desks[Profile.RECEPTION]
    registered(front)
    exchange(desks)
    for desk in desks.values():
        with desk.store._writing.background() as raw:
            raw.execute(_SPOIL)
        desk.line.verified_at = None
        sync_round(desk.line)
        assert desk.line.trouble is not None
        assert "patient" in desk.line.trouble.words
