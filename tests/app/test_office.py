"""The one door: who may, what is refused, what cannot be done now, and what is a fault."""

import errno
from dataclasses import dataclass, field
from datetime import datetime
from threading import Barrier, Thread
from typing import Annotated, Any

import pytest

from app.beds.book_bed import BOOK_BED, BookBed
from app.beds.queries import BED_BOARD
from app.catalogue import ACTIONS
from app.command import Act, Done, Outcome, Refused, Unavailable, UseCase
from app.fields import Text
from app.registration.queries import PATIENT_CARD, RECENT_PATIENTS
from app.registration.register_patient import REGISTER_PATIENT, RegisterPatient
from local_store.errors import READ_ONLY, file_errors
from models.location import BedBooking
from sync_client.agent import SyncAgent
from sync_client.commands import CommandResult, CommandState
from sync_client.status import LineState, LineStatus
from tests.builders import ADA, BEDS, BEN, NOW, Workbench, person, row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    text: Annotated[str, Text("Text")]


def use_case(function: Any) -> UseCase[Note]:
    return UseCase("patient.test", "Test", Note, function)


def nothing(act: Act, command: Note) -> None:
    """A rule that records nothing."""


@dataclass
class FixedLine:
    """A line of which a test says how it stands and what the service decides."""

    state: LineState = LineState.ONLINE
    answer: CommandResult = field(default_factory=lambda: CommandResult(CommandState.DONE))
    nudged: int = 0
    asked: tuple[Any, ...] = ()

    def status(self) -> LineStatus:
        return LineStatus(self.state, NOW, 0, "", live=True)

    def nudge(self) -> None:
        self.nudged += 1

    def subscribe(self, listener: Any) -> Any:
        raise NotImplementedError

    def command(self, name: str, args: dict[str, Any], user: Any) -> CommandResult:
        self.asked = (name, args, user)
        return self.answer


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


@pytest.mark.parametrize("state", [each for each in LineState if each is not LineState.ONLINE])
def test_booking_a_bed_says_why_not_before_anybody_tries(
    bench: Workbench, state: LineState
) -> None:
    line = bench.office.line = FixedLine(state)
    why = bench.office.why_not(BOOK_BED)
    assert why is not None
    assert "needs the server" in why
    outcome = bench.office.request(BOOK_BED, book(bench))
    assert outcome == Unavailable(why)
    assert line.asked == ()


def test_a_desk_that_is_not_enrolled_cannot_book(bench: Workbench) -> None:
    bench.office.line = SyncAgent(bench.store, None, None, bench.clock)
    assert bench.office.why_not(BOOK_BED) == BOOK_BED.explain_offline


def test_a_booked_bed_is_done(bench: Workbench) -> None:
    line = bench.office.line = FixedLine(answer=CommandResult(CommandState.DONE, "", {"n": 1}))
    assert bench.office.why_not(BOOK_BED) is None
    command = book(bench)
    outcome = bench.office.request(BOOK_BED, command)
    assert outcome == Done(frozenset({"bed_booking"}), result={"n": 1})
    args = {"patient_id": str(command.patient_id), "bed_id": str(command.bed_id)}
    assert line.asked == ("bed.book", args, ADA)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(CommandState.REFUSED, Refused), (CommandState.UNAVAILABLE, Unavailable)],
)
def test_what_the_service_says_reaches_the_person(
    bench: Workbench, answer: CommandState, kind: type[Refused | Unavailable]
) -> None:
    bench.office.line = FixedLine(answer=CommandResult(answer, "Ben Musa has bed 1."))
    outcome = bench.office.request(BOOK_BED, book(bench))
    assert isinstance(outcome, kind)
    assert outcome.words == "Ben Musa has bed 1."


def test_nobody_books_at_a_locked_desk(bench: Workbench) -> None:
    command = book(bench)
    bench.office.line = FixedLine()
    bench.desk.lock()
    outcome = bench.office.request(BOOK_BED, command)
    assert isinstance(outcome, Refused)
    assert outcome.code == "nobody"


def book(bench: Workbench) -> BookBed:
    return BookBed(patient_id=bench.register(), bed_id=BEDS[0])


def test_the_bed_board_shows_who_has_which_bed_and_since_when(bench: Workbench) -> None:
    patient = bench.register()
    booking = BedBooking(
        id=row_id(700),
        patient_id=patient,
        bed_id=BEDS[1],
        bed_number=102,
        starts_at=datetime.fromisoformat("2026-11-21T09:15:00+00:00"),
        booked_by_id=BEN,
    )
    bench.arrive(booking)
    rows = bench.office.ask(BED_BOARD)
    assert [(row.ward, row.room, row.bed) for row in rows] == [
        ("Ward 3", "Room A", "Bed 1"),
        ("Ward 3", "Room A", "Bed 2"),
        ("Ward 3", "Room A", "Bed 3"),
    ]
    assert [row.is_free for row in rows] == [True, False, True]
    assert (rows[1].patient, rows[1].since, rows[1].booked_by) == (
        "OKAFOR, Chidi",
        "09:15",
        "Ben Musa",
    )
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.bed == "Ward 3 · Room A · Bed 2"


def test_a_booking_that_has_ended_frees_the_bed(bench: Workbench) -> None:
    patient = bench.register()
    started = datetime.fromisoformat("2026-11-20T09:15:00+00:00")
    booking = BedBooking(
        id=row_id(700),
        patient_id=patient,
        bed_id=BEDS[1],
        bed_number=102,
        starts_at=started,
        ends_at=NOW,
        booked_by_id=BEN,
    )
    bench.arrive(booking)
    assert all(row.is_free for row in bench.office.ask(BED_BOARD))


def test_actions_are_offered_where_they_make_sense_and_to_whom_they_are_allowed(
    bench: Workbench,
) -> None:
    def offered() -> set[str]:
        return {each.use_case.key for each in ACTIONS if each.is_offered(bench.desk)}

    assert offered() == {"patient.register", "conflict.resolve"}
    bench.desk.open_patient(bench.register())
    assert "patient.print_wristband" in offered()
    bench.desk.sign_in(person(BEN))
    assert offered() == {"conflict.resolve"}
    bench.desk.lock()
    assert offered() == set()


def test_a_patient_registered_by_hand_in_a_program_is_the_same_as_by_form(
    bench: Workbench,
) -> None:
    blank = dict.fromkeys(
        [
            *("given", "title", "born", "mobile", "home_phone", "email"),
            *("street", "city", "postal_code"),
        ]
    )
    command = RegisterPatient(family="Okafor", gender="male", **blank)
    assert isinstance(bench.office.execute(REGISTER_PATIENT, command), Done)
