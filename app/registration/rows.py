"""What the screens of reception show of a patient: frozen rows, every text ready to read."""

from dataclasses import dataclass, field
from uuid import UUID

from app.marks import SyncMark
from app.registration.allergy_band import AllergyBand
from models.vocabulary import EncounterId, PatientId


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A telephone number or e-mail address. `label` says which: `Mobile`, `Home phone`."""

    contact_id: UUID
    patient_id: PatientId
    label: str
    value: str
    mark: SyncMark


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient in a list."""

    patient_id: PatientId
    name: str
    born: str
    age: str
    gender: str
    mrn: str
    phone: str
    registered: str
    mark: SyncMark


@dataclass(frozen=True, slots=True)
class PatientCard:
    """The banner and the summary of one patient.

    Attributes:
        name: `FAMILY, Given (Title)`.
        born: `03-Apr-1984`, or `Not Known`.
        age: `42y`, unlabelled beside the birth date; of the dead `died 05-Jun-2020, aged 80y`.
        gender: the word.
        mrn: the number grouped for reading, or "" while there is only a temporary one.
        temporary_numbers: numbers given while the desk had run out.
        contacts: telephone and e-mail.
        address: one line for each line of it.
        bed: `Ward 3 · Bed 12` where they lie, else what is booked, or "".
        where: where they are: the bed, or the visit and the number they wait under; "" for neither.
        encounter_id: the visit going on, or None.
        visit: `Outpatient since 10:42`, or "".
        token: the number they wait under, or "".
        allergies: what this desk may say about allergies.
        flags: warnings, each in a few words.
        open_conflicts: decisions that wait for a person.
        mark: the worst mark of its records.
    """

    patient_id: PatientId
    name: str
    born: str
    age: str
    gender: str
    mrn: str
    temporary_numbers: tuple[str, ...]
    contacts: tuple[ContactRow, ...]
    address: tuple[str, ...]
    bed: str
    open_conflicts: int
    mark: SyncMark
    where: str = ""
    encounter_id: EncounterId | None = None
    visit: str = ""
    token: str = ""
    allergies: AllergyBand = field(default_factory=AllergyBand)
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What the one search box found.

    Attributes:
        rows: the best first.
        opens: the patient to open at once, when a wristband or a whole number was given.
        note: what to say about the search, or "": a wrong check digit, a misread scan.
    """

    rows: tuple[PatientRow, ...]
    opens: PatientId | None = None
    note: str = ""
