"""The discharge summary of a real stay, printed at a real desk."""

import io

from pypdf import PdfReader

from app.chart.record_condition import RECORD_CONDITION
from app.command import Done, Refused
from app.discharge.print_summary import PRINT_SUMMARY
from models.clinical import DischargeSummary
from models.print_job import JobState
from models.vocabulary import (
    PatientId,
    RequestStatus,
)
from tests.app.stay import admitted, order
from tests.app.test_discharge import SUMMARY, TOLD, discharge, stop_of
from tests.builders import BEN, Workbench


def paper(ward: Workbench, patient_id: PatientId) -> str:
    done = ward.office.save(ward.office.open_form(PRINT_SUMMARY, {"patient": patient_id}), {})
    assert isinstance(done, Done), done
    (job,) = ward.store.print_jobs.in_state(JobState.QUEUED)
    assert job.content is not None
    pages = PdfReader(io.BytesIO(job.content)).pages
    return "\n".join(page.extract_text() for page in pages)


def test_before_the_discharge_there_is_nothing_to_print(ward: Workbench) -> None:
    patient_id = admitted(ward)
    refused = ward.office.save(ward.office.open_form(PRINT_SUMMARY, {"patient": patient_id}), {})
    assert isinstance(refused, Refused)
    assert refused.code == "not_discharged"


def test_the_paper_has_every_medicine_and_why_it_was_stopped(ward: Workbench) -> None:
    patient_id = admitted(ward)
    ward.arrive(
        order(patient_id),
        stop_of(patient_id, reason="rash on the second day"),
        order(patient_id, 610, medication_text="paracetamol 500 mg tablet", indication="pain"),
        order(patient_id, 611, medication_text="never signed", status=RequestStatus.DRAFT),
    )
    ward.save(RECORD_CONDITION, {"patient": patient_id}, description="Pneumonia")
    discharge(ward, patient_id)
    text = "\n".join(" ".join(line.split()) for line in paper(ward, patient_id).split("\n"))
    going_on, stopped = text.split("Medicines stopped, and why")
    assert "paracetamol 500 mg tablet" in going_on
    assert "For: pain" in going_on
    assert "amoxicillin 500 mg capsule" in stopped
    assert "rash on the second day" in stopped
    assert "never signed" not in text
    assert "Pneumonia" in going_on
    assert "Penicillin · rash" in text
    for words in TOLD.values():
        assert words in text or words == "home"


def test_paper_of_what_the_service_does_not_have_says_provisional(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    assert "PROVISIONAL" in paper(ward, patient_id)


def test_paper_of_what_the_service_has_does_not(ward: Workbench) -> None:
    patient_id = admitted(ward)
    discharge(ward, patient_id)
    ward.accept()
    text = paper(ward, patient_id)
    assert "PROVISIONAL" not in text
    assert str(SUMMARY) in text
    assert "Ben Musa" in text
    assert BEN in {row.recorded_by_id for row in _summaries(ward)}


def _summaries(ward: Workbench) -> list[DischargeSummary]:
    with ward.store.read() as read:
        return read.all(DischargeSummary)
