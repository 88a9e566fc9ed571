"""Printing a prescription: signed only, its records in codes, and a stop as its own paper."""

from io import BytesIO

import pytest
import zxingcpp
from pypdf import PdfReader
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it ships no types

from app.allergies.none_known import NONE_KNOWN
from app.command import Done, Refused
from app.orders.print_orders import PRINT_ORDERS
from app.orders.queries import PATIENT_ORDERS
from app.orders.sign_orders import SIGN_ORDERS
from app.orders.stop_order import STOP_ORDER
from models.change_set import decode_content
from models.paper_link import LetterKind, join, read_part
from models.print_job import JobState, PrintJob
from models.vocabulary import PatientId
from sync_client.status import LineState
from tests.app.fixed_line import FixedLine
from tests.app.formulary import NURSE, draft, later, record, stock_the_ward
from tests.builders import Workbench


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    return stock_the_ward(ward)


def sign(ward: Workbench, patient_id: PatientId) -> None:
    row = ward.office.ask(PATIENT_ORDERS, patient_id)[0]
    context = {"patient": patient_id, "prescription": row.prescription_id}
    assert isinstance(ward.save(SIGN_ORDERS, context), Done)


def printed(ward: Workbench, patient_id: PatientId) -> PrintJob:
    later(ward, minutes=1)
    done = ward.save(PRINT_ORDERS, {"patient": patient_id, "prescription": None})
    assert isinstance(done, Done), done
    jobs = ward.store.print_jobs.in_state(JobState.QUEUED)
    return max(jobs, key=lambda job: job.queued_at)


def text_of(job: PrintJob) -> str:
    pages = PdfReader(BytesIO(job.content or b"")).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def codes_of(job: PrintJob) -> list[str]:
    found = []
    for page in PdfDocument(job.content):
        image = page.render(scale=300 / 72).to_pil().convert("L")
        found += [each.text for each in zxingcpp.read_barcodes(image)]
    return found


def test_nothing_is_printed_before_it_is_signed(ward: Workbench, patient: PatientId) -> None:
    ward.save(NONE_KNOWN, {"patient": patient})
    draft(ward, patient)
    outcome = ward.save(PRINT_ORDERS, {"patient": patient, "prescription": None})
    assert isinstance(outcome, Refused)


def test_the_paper_says_who_what_and_how_and_states_the_allergies(
    ward: Workbench, patient: PatientId
) -> None:
    record(ward, patient, "amoxicillin")
    draft(ward, patient, indication="Pneumonia")
    sign(ward, patient)
    text = text_of(printed(ward, patient))
    for words in (
        "OKAFOR, Chidi",
        "amoxicillin: rash",
        "Take ONE capsule (500 mg) THREE times a day for FIVE days",
        "15 capsules (FIFTEEN)",
        "Ben Musa",
        "Pneumonia",
    ):
        assert words in text, words


def test_what_was_signed_without_the_service_says_so_and_carries_its_records(
    ward: Workbench, patient: PatientId
) -> None:
    ward.office.line = FixedLine(LineState.OFFLINE)
    record(ward, patient, "amoxicillin")
    draft(ward, patient)
    sign(ward, patient)
    job = printed(ward, patient)
    assert "SIGNED OFFLINE, 21-Nov-2026" in text_of(job)
    letter = join([read_part(code) for code in codes_of(job)])
    assert letter.kind == LetterKind.PRESCRIPTION
    carried = {op.e for sealed in letter.sets for op in decode_content(sealed.content).ops}
    assert {"patient", "patient_name", "medication_request", "allergy_intolerance"} <= carried
    row = ward.office.ask(PATIENT_ORDERS, patient)[0]
    assert letter.subject == row.prescription_id


def test_an_order_the_service_has_is_still_carried(ward: Workbench, patient: PatientId) -> None:
    ward.save(NONE_KNOWN, {"patient": patient})
    draft(ward, patient)
    sign(ward, patient)
    ward.accept()
    letter = join([read_part(code) for code in codes_of(printed(ward, patient))])
    carried = {op.e for sealed in letter.sets for op in decode_content(sealed.content).ops}
    assert "medication_request" in carried
    assert "patient" not in carried, "what every desk has is not carried again"


def test_a_stop_is_a_paper_of_its_own_and_no_copy(ward: Workbench, patient: PatientId) -> None:
    ward.save(NONE_KNOWN, {"patient": patient})
    draft(ward, patient)
    sign(ward, patient)
    assert not printed(ward, patient).is_copy
    row = ward.office.ask(PATIENT_ORDERS, patient)[0]
    context = {"patient": patient, "order": row.order_id}
    ward.save(STOP_ORDER, context, kind="stop", reason="rash")
    job = printed(ward, patient)
    text = text_of(job)
    assert "Stopped order" in text
    assert "by Ben Musa: rash" in text
    assert not job.is_copy


def test_a_second_paper_is_a_copy(ward: Workbench, patient: PatientId) -> None:
    ward.save(NONE_KNOWN, {"patient": patient})
    draft(ward, patient)
    sign(ward, patient)
    ward.desk.sign_in(NURSE)
    printed(ward, patient)
    ward.office.room.deliver_waiting()
    job = printed(ward, patient)
    assert job.is_copy
    assert "COPY" in text_of(job)
