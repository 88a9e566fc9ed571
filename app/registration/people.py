"""Several patients at once, each with the records that lists, banner and paper are made from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from app.marks import SyncMark, marks_of, worst
from app.registration.wording import best_name, contact_rank, typed_date_of
from app.typed_dates import TypedDate
from app.whereabouts import rows_in
from local_store.reading import Read
from models.check_digit import grouped_mrn
from models.entity import Entity
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
from models.vocabulary import PatientId

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Known:
    """What this desk holds of one patient; `marks` are those of records not with the service."""

    patient: Patient
    name: PatientName | None
    facts: PatientDemographics | None
    identifiers: tuple[PatientIdentifier, ...]
    contacts: tuple[PatientContact, ...]
    addresses: tuple[PatientAddress, ...]
    marks: dict[UUID, SyncMark]

    @property
    def mrn(self) -> str:
        """The medical record number, or "" while there is only a temporary one."""
        return next((i.value for i in self.identifiers if i.system == MRN_SYSTEM), "")

    @property
    def temporary_numbers(self) -> tuple[str, ...]:
        """Numbers given while the desk had no others."""
        return tuple(i.value for i in self.identifiers if i.system == TEMPORARY_MRN_SYSTEM)

    @property
    def number_words(self) -> str:
        """The number to call the patient by, grouped for reading."""
        return grouped_mrn(self.mrn) if self.mrn else " ".join(self.temporary_numbers[:1])

    @property
    def born(self) -> TypedDate | None:
        """The birth date, or None when it is not known."""
        return typed_date_of(self.facts)

    @property
    def mark(self) -> SyncMark:
        """The worst mark of the records."""
        return worst(self.marks.values())


def people(read: Read, ids: Sequence[PatientId]) -> dict[PatientId, Known]:
    """The patients among these that this desk holds, in a fixed number of questions."""
    parts = {
        entity: _by_patient(read, entity, ids)
        for entity in (
            *(PatientName, PatientDemographics, PatientIdentifier),
            *(PatientContact, PatientAddress),
        )
    }
    held = {PatientId(row.id): row for row in rows_in(read, Patient, "id", ids)}
    every = [row.id for found in parts.values() for rows in found.values() for row in rows]
    marks = marks_of(read, [*held, *every])
    return {
        patient_id: _known(patient, {e: found[patient_id] for e, found in parts.items()}, marks)
        for patient_id, patient in held.items()
    }


def _known(
    patient: Patient, parts: Mapping[type[Entity], list[Entity]], marks: Mapping[UUID, SyncMark]
) -> Known:
    facts = _only(parts, PatientDemographics)
    rows = [patient, *(row for found in parts.values() for row in found)]
    return Known(
        patient=patient,
        name=best_name(_only(parts, PatientName)),
        facts=facts[0] if facts else None,
        identifiers=_only(parts, PatientIdentifier),
        contacts=tuple(sorted(_only(parts, PatientContact), key=contact_rank)),
        addresses=_only(parts, PatientAddress),
        marks={row.id: marks[row.id] for row in rows if row.id in marks},
    )


def _only(parts: Mapping[type[Entity], list[Entity]], entity: type[E]) -> tuple[E, ...]:
    return tuple(row for row in parts[entity] if isinstance(row, entity))


def _by_patient(
    read: Read, entity: type[Entity], ids: Sequence[PatientId]
) -> dict[UUID | None, list[Entity]]:
    found: dict[UUID | None, list[Entity]] = defaultdict(list)
    for row in rows_in(read, entity, "patient_id", ids):
        found[row.root_id].append(row)
    return found
