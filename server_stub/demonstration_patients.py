"""Registering the patients of the demonstration hospital."""

from datetime import date
from uuid import UUID, uuid5

from models.check_digit import mrn_from_serial
from models.entity import Entity
from models.ids import Clock
from models.patient import (
    MRN_SYSTEM,
    Patient,
    PatientAddress,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import (
    AddressUse,
    AdministrativeGender,
    ContactSystem,
    ContactUse,
    DatePrecision,
    NameUse,
    PatientId,
)
from server_stub.demonstration_people import PEOPLE, Person
from server_stub.operator_line import Operator
from server_stub.operator_requests import KnownRequest, SerialsRequest
from server_stub.writing import write_new

USE_CASE = "patient.register"
NAMESPACE = UUID("6f0a4b1e-3f5e-5d7c-9a57-9d1f0f6a2c11")
"""Ids of what the demonstration makes are derived, so that a second start finds it again."""
_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
"""By the length of an ISO date that is known to the year, month or day."""


def make_patients(operator: Operator, clock: Clock) -> None:
    """Register those who are missing, with numbers out of a lease like any desk's."""
    ids = {_patient_id(number): person for number, person in enumerate(PEOPLE)}
    known = operator.known(KnownRequest(table=Patient.TABLE, ids=list(ids)))
    fresh = {patient_id: person for patient_id, person in ids.items() if patient_id not in known}
    if fresh:
        serials = operator.take_serials(SerialsRequest(count=len(fresh)))
        pairs = zip(fresh.items(), serials, strict=True)
        sets = [_records(i, person, serial, clock) for (i, person), serial in pairs]
        write_new(operator, USE_CASE, sets)


def _patient_id(number: int) -> PatientId:
    return PatientId(uuid5(NAMESPACE, f"patient/{number}"))


def _records(patient_id: PatientId, person: Person, serial: int, clock: Clock) -> list[Entity]:
    return [
        Patient(id=patient_id, registered_at=clock.now()),
        PatientName(
            id=uuid5(patient_id, "name"),
            patient_id=patient_id,
            use=NameUse.OFFICIAL,
            family=person.family,
            given=person.given,
        ),
        PatientDemographics(
            id=patient_id,
            patient_id=patient_id,
            gender=AdministrativeGender(person.gender),
            born_on=date.fromisoformat((person.born + "-01-01")[:10]),
            born_precision=_PRECISION[len(person.born)],
        ),
        PatientIdentifier(
            id=uuid5(patient_id, "mrn"),
            patient_id=patient_id,
            system=MRN_SYSTEM,
            value=mrn_from_serial(serial),
            type_code="MR",
        ),
        *_reached_by(patient_id, person),
    ]


def _reached_by(patient_id: PatientId, person: Person) -> list[Entity]:
    return [
        PatientContact(
            id=uuid5(patient_id, "phone"),
            patient_id=patient_id,
            system=ContactSystem.PHONE,
            value=person.phone,
            use=ContactUse.MOBILE,
        ),
        PatientAddress(
            id=uuid5(patient_id, "address"),
            patient_id=patient_id,
            use=AddressUse.HOME,
            lines=person.street,
            city=person.city,
        ),
    ]
