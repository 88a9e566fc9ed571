"""The wristband of the patient who is open: queued, printed, and a copy the next time."""

from pathlib import Path
from threading import Event

import pytest

from app.command import Done, Refused
from app.paper.queries import PRINT_QUEUE
from app.paper.rows import PrintRow
from app.print_room import PRINTERS_FILE, PrinterSetUpError, read_profiles
from app.registration.print_wristband import PRINT_WRISTBAND, PrintWristband
from models.check_digit import mrn_from_serial
from models.print_job import JobState
from models.vocabulary import PatientId
from models.wristband_code import decode
from printing.printers import ZPL
from tests.builders import BEN, Workbench, a_workbench, person, row_id
from tests.printing.pictures import page_at, scans_of

BAND_PRINTER = """
[[printer]]
name = "Band printer"
kind = "file"
address = "{folder}"
language = "zpl"
stock = "child"
dpi = 300
"""


def print_band(bench: Workbench, patient: PatientId) -> PrintRow:
    """Ask for the band and let the print room deliver what waits."""
    bench.clock.go_on(60)
    outcome = bench.office.execute(PRINT_WRISTBAND, PrintWristband(patient_id=patient))
    assert isinstance(outcome, Done), outcome
    assert "print queue" in outcome.words
    assert bench.office.room.deliver_waiting() == 1
    return bench.office.ask(PRINT_QUEUE)[0]


def printed(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "store" / "printed").iterdir(), key=lambda path: path.stat().st_mtime)


def test_the_band_comes_out_and_its_code_is_the_patient(bench: Workbench, tmp_path: Path) -> None:
    patient = bench.register(born="3/4/84")
    row = print_band(bench, patient)
    assert (row.title, row.patient, row.state, row.state_words) == (
        "Wristband",
        "OKAFOR, Chidi",
        "confirmed",
        "Printed",
    )
    (paper,) = printed(tmp_path)
    codes = {decode(scan.text) for scan in scans_of(page_at(paper.read_bytes(), 300))}
    assert {(code.patient_id, code.mrn) for code in codes} == {(patient, mrn_from_serial(1000))}


def test_the_second_band_says_that_it_is_a_copy(bench: Workbench) -> None:
    patient = bench.register()
    print_band(bench, patient)
    assert "(copy)" in print_band(bench, patient).title


def test_another_patients_band_is_no_copy(bench: Workbench) -> None:
    print_band(bench, bench.register())
    assert "copy" not in print_band(bench, bench.register(family="Eze")).title


def test_asking_twice_in_one_click_is_one_band(bench: Workbench) -> None:
    patient = bench.register()
    form = bench.office.open_form(PRINT_WRISTBAND, {"patient": patient})
    assert bench.office.save(form, {}) == bench.office.save(form, {})
    assert bench.office.room.deliver_waiting() == 1


def test_a_patient_with_a_temporary_number_gets_a_band_too(bench: Workbench) -> None:
    patients = [bench.register() for _ in range(11)]
    assert print_band(bench, patients[-1]).state == "confirmed"


def test_a_band_printer_gets_its_own_language(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    there = (tmp_path / "bands").as_posix()
    (folder / PRINTERS_FILE).write_text(BAND_PRINTER.format(folder=there), "utf-8")
    bench = a_workbench(folder)
    try:
        row = print_band(bench, bench.register())
        jobs = bench.store.print_jobs.in_state(JobState.CONFIRMED)
    finally:
        bench.close()
    assert row.printer == "Band printer"
    assert jobs[0].content_type == ZPL
    (label,) = (tmp_path / "bands").iterdir()
    assert label.read_bytes().startswith(b"^XA")


def test_a_printer_that_fails_keeps_the_band_until_it_is_tried_again(
    bench: Workbench, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "store" / "printed"
    in_the_way.write_text("a file where the folder should be")
    row = print_band(bench, bench.register())
    assert row.state == "failed"
    assert "cannot be written" in row.why
    assert row.can_retry
    in_the_way.unlink()
    assert bench.office.room.retry(row.job_id)
    assert bench.office.room.deliver_waiting() == 1
    assert bench.office.ask(PRINT_QUEUE)[0].state == "confirmed"


def test_a_failed_band_can_be_given_up(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "store" / "printed").write_text("in the way")
    row = print_band(bench, bench.register())
    assert bench.office.room.cancel(row.job_id)
    (row,) = bench.office.ask(PRINT_QUEUE)
    assert (row.state, row.can_retry) == ("cancelled", False)


def test_a_band_for_somebody_not_held_here_is_refused(bench: Workbench) -> None:
    command = PrintWristband(patient_id=PatientId(row_id(999)))
    outcome = bench.office.execute(PRINT_WRISTBAND, command)
    assert isinstance(outcome, Refused)
    assert outcome.code == "not_held"


def test_a_nurse_may_print_a_band(bench: Workbench) -> None:
    patient = bench.register()
    bench.desk.sign_in(person(BEN))
    assert print_band(bench, patient).state == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "[[printer]]\nname = 'x'",
        "printer = 3",
        "not toml",
        "",
        "[[printer]]\nkind='radio'\nname=''",
    ],
)
def test_a_set_up_that_cannot_be_used_says_which_file(tmp_path: Path, text: str) -> None:
    (tmp_path / PRINTERS_FILE).write_text(text, "utf-8")
    with pytest.raises(PrinterSetUpError, match=PRINTERS_FILE):
        read_profiles(tmp_path)


def test_the_print_room_delivers_by_itself_when_it_is_rung(
    bench: Workbench, tmp_path: Path
) -> None:
    room, jobs, out = bench.office.room, bench.store.print_jobs, Event()
    bench.store.subscribe(lambda _: out.set() if jobs.in_state(JobState.CONFIRMED) else None)
    room.start()
    try:
        bench.office.execute(PRINT_WRISTBAND, PrintWristband(patient_id=bench.register()))
        assert out.wait(20)
    finally:
        room.stop()
