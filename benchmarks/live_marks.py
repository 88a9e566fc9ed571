"""What the writing desk of `live` and of `reading` records, and how another desk knows it again.

Mark number N belongs to the patient whose turn it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import Protocol
from uuid import UUID, uuid5

from app.command import Act
from app.typed_dates import DayOrder
from app.vitals.record_vitals import RECORD_VITALS, RecordVitals
from local_store.action import Tx
from local_store.reading import Read
from models.clinical import Observation
from models.patient import PatientContact
from models.vital_signs import AIR
from models.vocabulary import ContactSystem, PatientId, PractitionerId


class Mark(Protocol):
    """One kind of mark."""

    @property
    def use_case(self) -> str:
        """Under which it is recorded."""

    @property
    def table(self) -> str:
        """Where it is seen."""

    def record(self, tx: Tx, user: PractitionerId, number: int) -> None:
        """Make mark number N."""

    def is_seen(self, read: Read, number: int) -> bool:
        """Whether mark number N is in a store."""


@dataclass(frozen=True, slots=True)
class PhoneMark:
    """A telephone number: one row."""

    patients: Sequence[PatientId]
    use_case: str = "patient.change_contact"
    table: str = PatientContact.TABLE

    def record(self, tx: Tx, user: PractitionerId, number: int) -> None:  # noqa: ARG002
        """Record the number."""
        tx.add(
            PatientContact(
                id=tx.new_id(),
                patient_id=_whose(self.patients, number),
                system=ContactSystem.PHONE,
                value=_phone(number),
            )
        )

    def is_seen(self, read: Read, number: int) -> bool:
        """Whether the patient has that number."""
        patient_id = _whose(self.patients, number)
        return bool(read.all(PatientContact, patient_id=patient_id, value=_phone(number)))


@dataclass(frozen=True, slots=True)
class ReadingMark:
    """A whole set of vital signs with its score: ten rows, as the ward's form records them."""

    patients: Sequence[PatientId]
    use_case: str = RECORD_VITALS.key
    table: str = Observation.TABLE

    def record(self, tx: Tx, user: PractitionerId, number: int) -> None:
        """Record the set."""
        act = Act(
            tx=tx,
            by=user,
            id=self._panel(number),
            now=tx.now.astimezone(UTC),
            order=DayOrder.DAY_FIRST,
        )
        RECORD_VITALS.function(
            act,
            RecordVitals(
                patient_id=_whose(self.patients, number),
                respiration=22,
                spo2=94,
                oxygen=AIR,
                systolic=108,
                diastolic=64,
                pulse=112,
                consciousness="A",
                temperature=Decimal("38.6"),
                taken=None,
                scale=None,
            ),
        )

    def is_seen(self, read: Read, number: int) -> bool:
        """Whether the set is there."""
        return read.get(Observation, self._panel(number)) is not None

    def _panel(self, number: int) -> UUID:
        return uuid5(_whose(self.patients, number), f"set {number}")


MARKS: dict[str, type[PhoneMark] | type[ReadingMark]] = {
    "phone": PhoneMark,
    "reading": ReadingMark,
}


def _whose(patients: Sequence[PatientId], number: int) -> PatientId:
    return patients[number % len(patients)]


def _phone(number: int) -> str:
    return f"0803 {number:07d}"
