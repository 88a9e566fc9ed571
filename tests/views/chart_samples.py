"""The chart of a patient as the screens read it: empty, and in the middle of a stay."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.chart.rows import (
    Kind,
    NoteRow,
    NotesAndProblems,
    ProblemRow,
    Timeline,
    TimelineRow,
    VisitChoice,
    WardSummary,
)
from app.discharge.rows import DischargeCard
from app.marks import SyncMark
from app.vitals.news_words import news_words
from app.vitals.queries import sign_texts
from app.vitals.rows import Sign, Tone, VitalsChart, VitalsSet
from models.vital_signs import Value
from models.vocabulary import EncounterId, PatientId

START = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
VISIT = EncounterId(UUID(int=77))


def nothing(patient_id: PatientId) -> VitalsChart:
    return VitalsChart(patient_id, 42, ())


def no_visit(patient_id: PatientId) -> DischargeCard:
    return DischargeCard(
        patient_id, "", is_open=False, bed="", summary_id=None, lines=(), mark=SyncMark.SENT
    )


EMPTY_CHART: dict[str, Any] = {
    "chart.newest_visit": lambda patient_id: Timeline(patient_id, None, (), ()),
    "chart.timeline": lambda patient_id, visit: Timeline(patient_id, visit, (), ()),
    "chart.notes": lambda patient_id: NotesAndProblems(patient_id, (), ()),
    "vitals.chart": nothing,
    "discharge.card": no_visit,
    "ward.summary": lambda patient_ids: tuple(
        WardSummary(each, "", "info", "no set yet", "", is_overdue=False, urgency=-1)
        for each in patient_ids
    ),
}
"""What a patient has of whom nothing is known; for an office that answers what it is told."""


def a_set(number: int) -> VitalsSet:
    """One of a row of sets that grow worse; the second was struck out."""
    taken_at = START + timedelta(hours=3 * number)
    values: dict[Sign, Value] = {
        Sign.RESPIRATION: Decimal(16 + 2 * number),
        Sign.SPO2: Decimal(97 - number),
        Sign.OXYGEN: "oxygen" if number > 3 else "air",
        Sign.SYSTOLIC: Decimal(128 - 6 * number),
        Sign.DIASTOLIC: Decimal(78 - 3 * number),
        Sign.PULSE: Decimal(78 + 8 * number),
        Sign.CONSCIOUSNESS: "A",
        Sign.TEMPERATURE: Decimal("36.9") + Decimal("0.4") * number,
    }
    news = news_words(values, 42)
    is_void = number == 1
    return VitalsSet(
        panel_id=UUID(int=100 + number),
        taken_at=taken_at,
        taken=f"{taken_at:%H:%M}",
        numbers={s: v for s, v in values.items() if isinstance(v, Decimal)},
        texts=sign_texts(values),
        score=int(news.figure),
        score_words=news.figure,
        news=news,
        who="Ama Mensah",
        where="W3-02 (Ward 3)",
        how="Struck out by Ama Mensah: wrong patient" if is_void else "",
        is_void=is_void,
        mark=SyncMark.WAITING if number > 4 else SyncMark.SENT,
    )


SETS = tuple(a_set(number) for number in reversed(range(7)))


def a_row(number: int) -> TimelineRow:
    """One of what happened, of every kind and in every way."""
    kind = tuple(Kind)[number % len(Kind)]
    at = START + timedelta(minutes=17 * number)
    how = (
        "At once",
        "Waiting here to be sent",
        "Recorded offline, received 10:40",
        "By paper, read at Pharmacy 1, received 10:41",
        "SIGNED OFFLINE",
        "Late entry, recorded 10:30",
        "Struck out by Ama Mensah: wrong patient",
    )[number % 7]
    return TimelineRow(
        key=str(number),
        table="observation",
        row_id=UUID(int=200 + number),
        kind=kind,
        at=at,
        when=f"{at:%H:%M}",
        what=("Vital signs, NEWS2 9", "Order signed: amoxicillin 500 mg capsule")[number % 2],
        detail=("Pulse 118 /min · Temperature 39.2 °C", "")[number % 2],
        who="Ama Mensah",
        where="W3-02 (Ward 3)",
        how=how,
        mark=SyncMark.WAITING if number % 7 == 1 else SyncMark.SENT,
        is_void=number % 7 == 6,
        can_void=number % 7 != 6,
    )


ROWS = tuple(a_row(number) for number in reversed(range(22)))
CHOICES = (VisitChoice(VISIT, "Inpatient, since yesterday 16:00"),)
NOTE = NoteRow(
    UUID(int=300),
    "Nursing note",
    "Short of breath at rest since noon.\nDoctor informed.",
    "Ama Mensah · W3-02 (Ward 3)",
    "10:12",
    START,
    is_void=False,
    how="Waiting here to be sent",
    mark=SyncMark.WAITING,
)
PROBLEM = ProblemRow(
    UUID(int=310),
    "Pneumonia of the right lower lobe",
    "Active",
    is_active=True,
    by="E. Boateng",
    when="yesterday 16:20",
    at=START,
    is_void=False,
    mark=SyncMark.SENT,
)
LAST_SETS: tuple[tuple[str, Tone, str, str, bool, int], ...] = (
    ("9", "danger", "10:12", "continuous", False, 9),
    ("1", "info", "06:40", "overdue since 10:40", True, 101),
    ("0", "success", "07:10", "19:10", False, 0),
    ("5", "attention", "10:02", "11:02", False, 5),
)
"""Of patients on a ward: figure, tone, last set, next set, whether it is late, urgency."""
BUSY_CHART: dict[str, Any] = {
    "chart.newest_visit": lambda patient_id: Timeline(patient_id, VISIT, CHOICES, ROWS),
    "chart.timeline": lambda patient_id, visit: Timeline(patient_id, visit, CHOICES, ROWS),
    "chart.notes": lambda patient_id: NotesAndProblems(patient_id, (NOTE,), (PROBLEM,)),
    "vitals.chart": lambda patient_id: VitalsChart(patient_id, 42, SETS),
    "discharge.card": lambda patient_id: DischargeCard(
        patient_id,
        "Inpatient, since yesterday 16:00",
        is_open=True,
        bed="Ward 3 · Bed 12",
        summary_id=None,
        lines=(),
        mark=SyncMark.SENT,
    ),
    "ward.summary": lambda patient_ids: tuple(
        WardSummary(each, *LAST_SETS[number % len(LAST_SETS)])
        for number, each in enumerate(patient_ids)
    ),
}
"""The same patient on a busy morning."""
