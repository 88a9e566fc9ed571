"""The slip of a visit: what stands on it, when it is a copy, and what its codes carry."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # it ships no type marker
from pypdf import PdfReader

from app.command import Done, Refused
from app.encounters.open_visit import OPEN_VISIT
from app.encounters.print_slip import PRINT_SLIP, PrintSlip
from models.change_set import decode_content
from models.paper_link import LetterKind, join, read_part
from models.print_job import JobState, PrintJob
from models.vocabulary import PatientId
from tests.builders import Workbench
from tests.printing.pictures import scans_of


def visiting(bench: Workbench) -> PatientId:
    patient = bench.register(born="3/4/84", mobile="0803 555 0142")
    assert isinstance(bench.save(OPEN_VISIT, {"patient": patient}), Done)
    return patient


def printed(bench: Workbench, patient: PatientId) -> PrintJob:
    outcome = bench.office.execute(PRINT_SLIP, PrintSlip(patient_id=patient))
    assert isinstance(outcome, Done), outcome
    return bench.office.room.jobs.in_state(JobState.QUEUED)[-1]


def words_on(job: PrintJob) -> str:
    assert job.content is not None
    reader = PdfReader(BytesIO(job.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def large_codes_on(job: PrintJob) -> list[str]:
    document = pypdfium2.PdfDocument(job.content)
    try:
        pages = [page.render(scale=400 / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    found = [scan for page in pages for scan in scans_of(page)]
    return [scan.text for scan in found if scan.symbology_identifier == "]Q1"]


def test_it_names_the_patient_the_visit_and_the_number(bench: Workbench) -> None:
    text = words_on(printed(bench, visiting(bench)))
    for said in ("St Mary", "OKAFOR, Chidi", "03-Apr-1984 (42y)", "Outpatient visit", "A1001"):
        assert said in text
    assert "COPY" not in text


def test_its_codes_carry_the_patient_and_the_visit_to_a_desk_without_a_line(
    bench: Workbench,
) -> None:
    patient = visiting(bench)
    letter = join([read_part(code) for code in large_codes_on(printed(bench, patient))])
    assert letter.kind == LetterKind.ADMISSION
    tables = {op.e for sealed in letter.sets for op in decode_content(sealed.content).ops}
    assert tables >= {"patient", "patient_name", "patient_contact", "encounter", "queue_token"}


def test_a_slip_printed_again_says_that_it_is_a_copy(bench: Workbench) -> None:
    patient = visiting(bench)
    printed(bench, patient)
    bench.office.room.deliver_waiting()
    assert "COPY" in words_on(printed(bench, patient))


def test_without_an_open_visit_there_is_no_slip(bench: Workbench) -> None:
    outcome = bench.office.execute(PRINT_SLIP, PrintSlip(patient_id=bench.register()))
    assert isinstance(outcome, Refused)
    assert "Open one with Ctrl+O" in outcome.words


def test_a_desk_with_only_a_label_printer_says_where_to_print_it(bench: Workbench) -> None:
    patient = visiting(bench)
    bench.office.room.profiles = ()
    outcome = bench.office.execute(PRINT_SLIP, PrintSlip(patient_id=patient))
    assert isinstance(outcome, Refused)
    assert "sheet printer" in outcome.words
