"""The one door: who may, what is refused, what cannot be done now, and what is a fault."""

import errno
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Annotated, Any

import pytest

from app.catalogue import ACTIONS
from app.command import Act, Done, Outcome, Refused, Unavailable, UseCase
from app.fields import Text
from app.registration.queries import RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT, RegisterPatient
from local_store.errors import READ_ONLY, file_errors
from tests.app.fixed_line import FixedLine
from tests.builders import BEN, Workbench, person


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    text: Annotated[str, Text("Text")]


def use_case(function: Any) -> UseCase[Note]:
    return UseCase("patient.test", "Test", Note, function)


def nothing(act: Act, command: Note) -> None:
    """A rule that records nothing."""


def test_an_input_made_without_a_form_is_held_to_the_same_fields(bench: Workbench) -> None:
    outcome = bench.office.execute(use_case(nothing), Note(text=""))
    assert isinstance(outcome, Refused)
    assert outcome.problems == {"text": "Text is missing. Fill it in."}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk of this workstation is full"),
        (OSError(errno.EROFS, "Read-only file system"), READ_ONLY),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_disk_that_does_not_take_it_is_unavailable_in_words(
    bench: Workbench, error: OSError, words: str
) -> None:
    def fail(act: Act, command: Note) -> None:
        with file_errors():
            raise error

    outcome = bench.office.execute(use_case(fail), Note(text="x"))
    assert isinstance(outcome, Unavailable)
    assert words in outcome.words


def test_a_fault_of_the_program_passes_through_and_nothing_is_recorded(bench: Workbench) -> None:
    def fail(act: Act, command: Note) -> None:
        act.tx.take_mrn()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bench.office.execute(use_case(fail), Note(text="x"))
    assert bench.store.replica.serials_left() == 10
    assert isinstance(bench.office.execute(use_case(nothing), Note(text="x")), Done)


def test_two_windows_saving_the_same_form_at_once_record_one_patient(bench: Workbench) -> None:
    form = bench.office.open_form(REGISTER_PATIENT)
    raw = {**form.raw, "family": "Okafor", "gender": "male"}
    start, outcomes = Barrier(2), list[Outcome]()

    def save() -> None:
        start.wait()
        outcomes.append(bench.office.save(form, raw))

    threads = [Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes[0] is outcomes[1]
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1


def test_the_line_is_told_after_each_record_and_only_then(bench: Workbench) -> None:
    line = bench.office.line = FixedLine()
    bench.save(REGISTER_PATIENT)
    assert line.nudged == 0
    bench.register()
    assert line.nudged == 1


def test_screens_are_told_which_tables_changed(bench: Workbench) -> None:
    told: set[str] = set()
    undo = bench.office.subscribe(told.update)
    bench.register()
    undo()
    assert told >= {"patient", "patient_name", "outbox"}


def test_actions_are_offered_where_they_make_sense_and_to_whom_they_are_allowed(
    bench: Workbench,
) -> None:
    def offered() -> set[str]:
        return {each.use_case.key for each in ACTIONS if each.is_offered(bench.desk)}

    assert offered() >= {"patient.register", "conflict.resolve"}
    assert not {"patient.print_wristband", "encounter.open", "bed.clean"} & offered()
    bench.desk.open_patient(bench.register())
    assert "patient.print_wristband" in offered()
    bench.desk.sign_in(person(BEN))
    assert offered() >= {"conflict.resolve", "bed.clean"}
    assert not {"patient.register", "patient.print_wristband"} & offered()
    bench.desk.lock()
    assert offered() == set()


def test_a_patient_registered_by_hand_in_a_program_is_the_same_as_by_form(
    bench: Workbench,
) -> None:
    blank = dict.fromkeys(
        [
            *("given", "title", "born", "mobile", "home_phone", "email"),
            *("street", "city", "postal_code", "apart"),
        ]
    )
    command = RegisterPatient(family="Okafor", gender="male", **blank)
    assert isinstance(bench.office.execute(REGISTER_PATIENT, command), Done)
