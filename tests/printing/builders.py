"""Patients and jobs for the printing tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from models.print_job import PrintJob
from printing.documents.wristband_content import WristbandData
from printing.printers import PDF

NOW = datetime(2026, 11, 21, 10, 47, tzinfo=UTC)
PATIENT_ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
_CHIDI = WristbandData(
    patient_id=PATIENT_ID,
    family="Okafor",
    given="Chidi",
    born_on=date(1984, 4, 3),
    mrn="204117385",
    mrn_grouped="204 117 38-5",
    hospital="St Luke's Hospital, Anua",
    printed_at=NOW,
)
_JOB = PrintJob(
    id=UUID(int=1),
    document_key="wristband",
    subject_patient_id=PATIENT_ID,
    title="Wristband of OKAFOR, Chidi",
    printer="Ward 3",
    content_type=PDF,
    content=b"the document",
    queued_at=NOW,
    changed_at=NOW,
)


def a_band(**changes: Any) -> WristbandData:
    return replace(_CHIDI, **changes)


def a_job(**changes: Any) -> PrintJob:
    return replace(_JOB, **changes)
