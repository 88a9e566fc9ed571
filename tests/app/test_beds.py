"""Beds: who has which, and booking one only while the service can promise it."""

from datetime import datetime

import pytest

from app.beds.book_bed import BOOK_BED, BookBed
from app.beds.queries import BED_BOARD
from app.beds.release_bed import RELEASE_BED, ReleaseBed
from app.command import Done, Refused, Unavailable
from app.registration.queries import PATIENT_CARD
from models.location import BedBooking
from sync_client.agent import SyncAgent
from sync_client.commands import CommandResult, CommandState
from sync_client.status import LineState
from tests.app.fixed_line import FixedLine
from tests.builders import ADA, BEDS, BEN, NOW, Workbench, row_id


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


def test_a_booking_that_is_given_back_is_done(bench: Workbench) -> None:
    line = bench.office.line = FixedLine(answer=CommandResult(CommandState.DONE, "", {"ended": []}))
    assert bench.office.why_not(RELEASE_BED) is None
    command = ReleaseBed(patient_id=bench.register(), bed_id=BEDS[0])
    outcome = bench.office.request(RELEASE_BED, command)
    assert outcome == Done(frozenset({"bed_booking"}), result={"ended": []})
    args = {"patient_id": str(command.patient_id), "bed_id": str(command.bed_id)}
    assert line.asked == ("bed.release", args, ADA)


@pytest.mark.parametrize("state", [each for each in LineState if each is not LineState.ONLINE])
def test_giving_a_booking_back_says_why_not_before_anybody_tries(
    bench: Workbench, state: LineState
) -> None:
    line = bench.office.line = FixedLine(state)
    why = bench.office.why_not(RELEASE_BED)
    assert why is not None
    assert "needs the server" in why
    command = ReleaseBed(patient_id=bench.register(), bed_id=BEDS[0])
    assert bench.office.request(RELEASE_BED, command) == Unavailable(why)
    assert line.asked == ()


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
    assert [row.booked_for for row in rows] == [None, patient, None]
    card = bench.office.ask(PATIENT_CARD, patient)
    assert card is not None
    assert card.bed == card.where == "Ward 3 · Room A · Bed 2 (booked)"


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
