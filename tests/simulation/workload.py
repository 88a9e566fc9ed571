"""What people do at a simulated desk. Every choice comes from the seed, values from short lists."""

import random
from collections.abc import Callable
from typing import Any

import msgspec

from local_store.store import Store, Tx
from models.conflict import Conflict
from models.entity import field_index
from models.patient import (
    MRN_SYSTEM,
    TEMPORARY_MRN_SYSTEM,
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.registry import BY_TABLE
from models.values import from_plain
from models.vocabulary import (
    AdministrativeGender,
    ConflictStatus,
    ContactSystem,
    NameUse,
    PatientId,
    PractitionerId,
    Profile,
)
from tests.simulation.cast import (
    BIRTHDAYS,
    CITIES,
    FAMILIES,
    PATIENTS_MAX,
    PEOPLE,
    PHONES,
    People,
)

Deed = tuple[str, PractitionerId, Callable[[Tx], object]]


def choose(store: Store, chance: random.Random, people: People = PEOPLE) -> Deed | None:
    """Something to do at this desk, as (use case, user, what happens); None if there is nothing."""
    with store.read() as read:
        patients = read.all(Patient)
        conflicts = [c for c in read.all(Conflict) if c.status is ConflictStatus.OPEN]
    profile = store.identity.profile if store.identity is not None else Profile.WARD
    at_reception = profile is Profile.RECEPTION
    if at_reception and (not patients or (len(patients) < PATIENTS_MAX and chance.random() < 0.2)):
        return "patient.register", people.clerk, lambda tx: register(tx, people.clerk, chance)
    if not patients:
        return None
    if conflicts and chance.random() < 0.3:
        conflict = chance.choice(conflicts)
        return "conflict.resolve", people.clerk, lambda tx: decide(tx, conflict, chance)
    patient = PatientId(chance.choice(patients).id)
    verbs = _EVERYWHERE + (_AT_RECEPTION if at_reception else ())
    key, verb = chance.choice(verbs)
    user = chance.choice((people.clerk, people.clerk, people.nurse, people.stranger))
    return key, user, lambda tx: verb(tx, patient, chance)


def register(tx: Tx, clerk: PractitionerId, chance: random.Random) -> PatientId:
    """A new patient with everything that belongs to one, in one change set."""
    patient = PatientId(tx.new_id())
    mrn = tx.take_mrn()
    system = TEMPORARY_MRN_SYSTEM if mrn.temporary else MRN_SYSTEM
    tx.add(Patient(id=patient, registered_at=tx.now, registered_by_id=clerk))
    tx.add(
        PatientName(
            id=tx.new_id(),
            patient_id=patient,
            use=NameUse.OFFICIAL,
            family=chance.choice(FAMILIES),
            given="A",
        )
    )
    tx.add(PatientDemographics(id=patient, patient_id=patient, gender=AdministrativeGender.UNKNOWN))
    tx.add(PatientIdentifier(id=tx.new_id(), patient_id=patient, system=system, value=mrn.value))
    tx.add(contact(tx, patient, chance))
    return patient


def contact(tx: Tx, patient: PatientId, chance: random.Random) -> PatientContact:
    """A telephone of a patient."""
    return PatientContact(
        id=tx.new_id(),
        patient_id=patient,
        system=ContactSystem.PHONE,
        value=chance.choice(PHONES),
    )


def decide(tx: Tx, conflict: Conflict, chance: random.Random) -> None:
    """A person chooses one of the two values, unless another has already."""
    opened = tx.get(Conflict, conflict.id)
    if opened is None or opened.status is not ConflictStatus.OPEN:
        return
    text = chance.choice((opened.standing, opened.proposed))
    spec = field_index(BY_TABLE[opened.entity])[opened.field]
    tx.resolve(opened, from_plain(spec, msgspec.json.decode(text)))


def _add_contact(tx: Tx, patient: PatientId, chance: random.Random) -> None:
    tx.add(contact(tx, patient, chance))


def _edit_phone(tx: Tx, patient: PatientId, chance: random.Random) -> None:
    found = tx.all(PatientContact, patient_id=patient)
    if found:
        tx.change(PatientContact, chance.choice(found).id, value=chance.choice(PHONES))


def _edit_name(tx: Tx, patient: PatientId, chance: random.Random) -> None:
    for name in tx.all(PatientName, patient_id=patient):
        fields: dict[str, Any] = {"family": chance.choice(FAMILIES)}
        if chance.random() < 0.3:
            fields["given"] = chance.choice(("A", "B"))
        tx.change(PatientName, name.id, **fields)


def _edit_demographics(tx: Tx, patient: PatientId, chance: random.Random) -> None:
    gender = chance.choice(list(AdministrativeGender))
    fields = {"gender": gender} if chance.random() < 0.5 else {"born_on": chance.choice(BIRTHDAYS)}
    if tx.get(PatientDemographics, patient) is not None:
        tx.change(PatientDemographics, patient, **fields)


def _edit_address(tx: Tx, patient: PatientId, chance: random.Random) -> None:
    found = tx.all(PatientAddress, patient_id=patient)
    if found:
        tx.change(PatientAddress, found[0].id, city=chance.choice(CITIES))
    else:
        tx.add(PatientAddress(id=tx.new_id(), patient_id=patient, city=chance.choice(CITIES)))


_Verb = Callable[[Tx, PatientId, random.Random], None]
_EVERYWHERE: tuple[tuple[str, _Verb], ...] = (
    ("patient.change_contact", _edit_phone),
    ("patient.change_contact", _edit_phone),
    ("patient.change_contact", _add_contact),
    ("patient.change_name", _edit_name),
    ("patient.change_demographics", _edit_demographics),
)
_AT_RECEPTION: tuple[tuple[str, _Verb], ...] = (("patient.change_contact", _edit_address),)
