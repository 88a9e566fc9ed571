"""A small hospital as the screens read it, in the states that matter."""

from typing import Any

from app.allergy_state import AllergyState
from app.beds.rows import BedRow, BedUse
from app.desk_card import DeskCard
from app.encounters.rows import VisitRow
from app.marks import SyncMark
from app.paper.rows import PrintRow
from app.registration.allergy_band import AllergyBand
from app.registration.rows import ContactRow, PatientCard, PatientRow, SearchResult
from app.registration.similar import SimilarRow
from app.sync.rows import (
    ConflictDetail,
    ConflictRow,
    ConflictSide,
    ParkedRow,
    SyncOverview,
    WaitingRow,
)
from models.vocabulary import ConflictId, EncounterId, LocationId, PatientId
from tests.views.billing_samples import MONEY_AND_ATTENTION
from tests.views.canned import NOW, an_id
from tests.views.chart_samples import BUSY_CHART
from tests.views.medicine_samples import BUSY_MEDICINES
from tests.views.pharmacy_samples import BUSY_PHARMACY

DESK = DeskCard("R-01", "Front desk", 1204, "St. Brigid General Hospital")
_PEOPLE = (
    ("OKAFOR, Chidi (Mr)", "03-Apr-1984", "42y", "Male", "204 117 38-5", "0803 555 0142"),
    ("OKAFO, Chidiebere", "03-Apr-1984", "42y", "Male", "187 955 60-2", "0803 555 0199"),
    ("ADEBAYO, Oluwaseun Temitope (Mrs)", "12-Jan-1991", "35y", "Female", "198 402 11-9", ""),
    ("MÜLLER-LÜDENSCHEIDT, Anna", "1960", "about 66 y", "Female", "198 402 12-8", "+49 30 5550"),
    ("BALOGUN, Baby of Amina", "15-Nov-2026", "6d", "Not Known", "T-RA-12", ""),
)
_MARKS = (SyncMark.WAITING, SyncMark.SENT, SyncMark.REFUSED, SyncMark.SENT, SyncMark.WAITING)


def patient_id(number: int) -> PatientId:
    """The id of one of the patients."""
    return PatientId(an_id(f"patient {number}"))


PATIENTS = tuple(
    PatientRow(patient_id(n), *who, f"today 10:0{n}", _MARKS[n]) for n, who in enumerate(_PEOPLE)
)
CARD = PatientCard(
    patient_id=patient_id(0),
    name="OKAFOR, Chidi (Mr)",
    born="03-Apr-1984",
    age="42y",
    gender="Male",
    mrn="204 117 38-5",
    temporary_numbers=(),
    contacts=(
        ContactRow(an_id("mobile"), patient_id(0), "Mobile", "0803 555 0142", SyncMark.WAITING),
        ContactRow(an_id("mail"), patient_id(0), "E-mail", "chidi@example.org", SyncMark.SENT),
    ),
    address=("14 Broad Street", "450001 Aba", "Abia", "Nigeria"),
    bed="Ward 3 · Bed 12",
    open_conflicts=1,
    mark=SyncMark.WAITING,
    where="Ward 3 · Bed 12",
    encounter_id=EncounterId(an_id("visit 0")),
    visit="Inpatient since 09:10",
    token="",
    allergies=AllergyBand(AllergyState.KNOWN, ("Penicillin", "Peanut")),
    flags=("Another patient is very similar",),
)


_USES = {
    1: BedUse.OCCUPIED,
    2: BedUse.BOOKED,
    4: BedUse.OCCUPIED,
    5: BedUse.DIFFERS,
}
_NOTE = "Booked for OKAFOR, Chidi (Mr), but ADEBAYO, Oluwaseun Temitope (Mrs) is recorded in it."


def a_bed(number: int) -> BedRow:
    """Every third bed is free."""
    who = PATIENTS[number % len(PATIENTS)] if number % 3 else None
    return BedRow(
        bed_id=LocationId(an_id(f"bed {number}")),
        ward="Ward 3",
        room=f"Room {number // 4 + 1}",
        bed=f"Bed {number + 1}",
        patient_id=who.patient_id if who else None,
        patient=who.name if who else "",
        since="today 09:10" if who else "",
        booked_by="Ama Mensah" if who else "",
        use=_USES[number % 6] if who else BedUse.TO_CLEAN if number == 6 else BedUse.FREE,
        note=_NOTE if who and number % 6 == 5 else "",
        booked_for=who.patient_id if who and number % 6 in (2, 5) else None,
        lying=(who.name,) if who and number % 6 in (1, 4) else (),
    )


BEDS = tuple(a_bed(number) for number in range(14))
_VISITS = (
    ("B017", "Outpatient", "In progress", "Ward 3", "10:42"),
    ("B016", "Outpatient", "In progress", "", "10:31"),
    ("", "Inpatient", "In progress", "Ward 3 · Room 2 · Bed 5", "09:10"),
    ("A009", "Outpatient", "Finished", "", "08:55"),
    ("", "Emergency", "In progress", "", "08:12"),
)
VISITS = tuple(
    VisitRow(
        encounter_id=EncounterId(an_id(f"visit {n}")),
        patient_id=patient_id(n),
        patient=PATIENTS[n].name,
        mrn=PATIENTS[n].mrn,
        kind=kind,
        state=state,
        is_open=state == "In progress",
        place=where,
        token=token,
        began=began,
        started_at=NOW.replace(hour=int(began[:2]), minute=int(began[3:])),
        ended="09:40" if state == "Finished" else "",
        mark=_MARKS[n],
    )
    for n, (token, kind, state, where, began) in enumerate(_VISITS)
)
SIMILAR = tuple(
    SimilarRow(
        patient_id=patient_id(n),
        name=PATIENTS[n].name,
        born=PATIENTS[n].born,
        gender=PATIENTS[n].gender,
        phone=PATIENTS[n].phone,
        mrn=PATIENTS[n].mrn,
        why=why,
        is_strong=n == 0,
    )
    for n, why in enumerate(("same name, day and month swapped", "name spelt otherwise"))
)
WHY = (
    "The label printer at Counter 2 does not answer. The label is kept in the print queue. "
    "Check the cable, or choose another printer."
)
_JOBS = (
    ("Wristband", "failed", "Not printed", WHY),
    ("Wristband", "sent", "At the printer", ""),
    ("Wristband (copy)", "queued", "Waiting", ""),
    ("Wristband", "confirmed", "Printed", ""),
)
JOBS = tuple(
    PrintRow(
        job_id=an_id(f"job {n}"),
        title=title,
        patient=PATIENTS[n].name,
        printer="Counter 2 label printer",
        state=state,
        state_words=words,
        why=why,
        queued=f"today 10:3{n}",
        can_retry=state in ("failed", "queued"),
        can_cancel=state in ("failed", "queued"),
        can_confirm=state in ("failed", "sent"),
    )
    for n, (title, state, words, why) in enumerate(_JOBS)
)
BUSY = SyncOverview(
    waiting_count=14,
    waiting=tuple(
        WaitingRow(
            an_id(f"set {n}"),
            ("Register patient", "Phone or e-mail")[n % 2],
            PATIENTS[n % 5].name,
            "Grace Adeyemi",
            f"10:4{n}",
        )
        for n in range(6)
    ),
    parked=(
        ParkedRow(
            an_id("parked"),
            "Change name",
            "ADEBAYO, Oluwaseun Temitope (Mrs)",
            "Grace Adeyemi",
            "10:31",
            "The service did not take this change: the role did not include it at that time.",
            "Ask a colleague with that role to make the change again.",
        ),
    ),
    conflicts=1,
    last_agreed="today 10:41",
    trouble="",
)
CONFLICT = ConflictId(an_id("conflict"))
CONFLICTS = (
    ConflictRow(
        conflict_id=CONFLICT,
        patient_id=patient_id(0),
        patient="OKAFOR, Chidi (Mr)",
        field="Birth date",
        standing="04-Mar-1984",
        proposed="03-Apr-1985",
        proposed_by="Ama Mensah",
        proposed_when="today 10:35",
    ),
)
DETAIL = ConflictDetail(
    conflict_id=CONFLICT,
    patient_id=patient_id(0),
    patient="OKAFOR, Chidi (Mr)",
    field="Birth date",
    base="03-Apr-1984 (42 y)",
    standing=ConflictSide("04-Mar-1984 (42 y)", "Grace Adeyemi", "R-01", "today 10:21"),
    proposed=ConflictSide("03-Apr-1985 (41 y)", "Ama Mensah", "W3-02", "today 10:35"),
    takes_free_text=True,
    options=(),
)
BUSY_HOSPITAL: dict[str, Any] = {
    **MONEY_AND_ATTENTION,
    **BUSY_CHART,
    **BUSY_PHARMACY,
    **BUSY_MEDICINES,
    "patients.recent": PATIENTS,
    "patients.search": SearchResult(PATIENTS, None, ""),
    "patient.card": CARD,
    "beds.board": BEDS,
    "visits.today": VISITS,
    "print.queue": JOBS,
    "sync.overview": BUSY,
    "sync.conflicts": CONFLICTS,
    "sync.conflict": DETAIL,
}
