"""The pages: empty, busy, offline, refused, unreadable."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.command import Refused, Unavailable
from app.registration.rows import PatientCard
from tests.views.canned import CannedOffice
from tests.views.hands import CTRL, keys, named, press, shown
from tests.views.samples import BEDS, CARD, JOBS, patient_id
from views.beds.ward_view import WardView
from views.paper.print_queue_view import PrintQueueView
from views.patient.patient_view import PatientView
from views.registration.reception_view import ReceptionView
from views.sync.conflict_view import ConflictView
from views.sync.sync_view import SyncView
from views.workplace import Workplace


def test_the_banner_reads_in_the_order_of_the_standard(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    said = page.banner.accessibleName()
    assert said == (
        "OKAFOR, Chidi (Mr) · 03-Apr-1984 (42y) · Male · 204 117 38-5 · Ward 3 · Bed 12"
        " · Known allergies: Penicillin, Peanut · Another patient is very similar"
    )
    assert page.banner.decisions.text() == "1 decision waits"


def test_two_patients_are_never_mixed_on_one_page(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    busy.answers["patient.card"] = None
    page.show_patient(patient_id(1))
    assert page.card is None
    assert page.banner.isHidden()
    assert page.missing.isVisible()


def test_each_record_shows_how_far_it_has_come(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    words = [label.text() for label in page.identity.contacts.findChildren(type(page.banner.name))]
    assert "Saved here, waiting to be sent" in words
    assert "With the service" in words


def test_a_bed_is_booked_by_the_service_alone(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    assert not page.identity.bed.book_button.isEnabled(), "no bed is chosen yet"
    page.identity.bed.beds.grid.selectRow(1)
    assert page.identity.bed.book_button.accessibleName() == "Book Ward 3 · Bed 4"
    page.identity.bed.book_button.click()
    assert busy.requests[0].bed_id == BEDS[3].bed_id
    assert busy.requests[0].patient_id == patient_id(0)
    assert "booked" in page.identity.bed.answer.text
    busy.outcome = Refused("Bed 4 was taken a moment ago by Ward 2. Choose another.")
    page.identity.bed.beds.grid.selectRow(1)
    page.identity.bed.book_button.click()
    assert "taken a moment ago" in page.identity.bed.answer.text


def test_offline_a_bed_cannot_be_booked_and_the_reason_stands_beside_it(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    page.identity.bed.beds.grid.selectRow(0)
    busy.line.become("offline")
    assert not page.identity.bed.book_button.isEnabled()
    assert page.identity.bed.book_button.isVisible()
    assert "needs the server" in page.identity.bed.why_not.text
    page.identity.bed.book()
    assert busy.requests == []
    busy.line.become("online")
    assert page.identity.bed.book_button.isEnabled()
    assert page.identity.bed.why_not.isHidden()


def test_the_wristband_is_asked_for_once_a_click(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    page.identity.print_band.click()
    assert [save[0] for save in busy.saves] == ["patient.print_wristband"]
    busy.outcome = Unavailable("The disk is full. Nothing was saved.")
    page.identity.print_band.click()
    assert "disk is full" in page.notice.text
    assert page.identity.print_band.isEnabled()


def test_a_page_that_cannot_be_read_says_so(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    bugs: list[BaseException] = []
    canned.runner.bug.connect(bugs.append)
    busy.answers["beds.board"] = RuntimeError("boom")
    ward: WardView = shown(qtbot, WardView(canned))
    assert ward.table._empty.isVisible()
    assert "cannot be shown" in ward.table._empty.accessibleName()
    assert len(bugs) == 1


def test_the_ward_board_filters_sorts_and_copies(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    ward: WardView = shown(qtbot, WardView(canned))
    assert ward.free.text() == "4 free"
    ward.search.setFocus()
    keys(ward.search, "okafor")
    grid = ward.table.grid
    assert grid.model().rowCount() == 3, "two lie there, and for one it is booked"
    grid.selectRow(0)
    press(grid, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().split("\n")
    headings = ["Ward", "Room", "Bed", "Now", "Patient", "Since", "NEWS2", "Next set"]
    assert lines[0].split("\t") == headings
    assert "OKAFOR, Chidi (Mr)" in lines[1]
    keys(ward.search, "xyz")
    assert "Nothing matches" in ward.table._empty.accessibleName()
    ward.search.clear()
    ward.table.sort(2, Qt.SortOrder.DescendingOrder)
    assert grid.model().index(0, 2).data() == "Bed 9"


def test_enter_on_a_taken_bed_opens_who_lies_there(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    ward: WardView = shown(qtbot, WardView(canned))
    opened: list[object] = []
    ward.patient_chosen.connect(opened.append)
    ward.table.grid.selectRow(0)
    press(ward.table.grid, Qt.Key.Key_Return)
    ward.table.grid.selectRow(1)
    press(ward.table.grid, Qt.Key.Key_Return)
    assert opened == [BEDS[1].patient_id]


def test_a_list_read_again_keeps_what_is_selected(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    ward: WardView = shown(qtbot, WardView(canned))
    ward.table.grid.selectRow(4)
    before = ward.table.current
    busy.answers["beds.board"] = tuple(reversed(BEDS))
    busy.tell("bed_booking")
    assert ward.table.current == before


@pytest.mark.parametrize("kind", [ReceptionView, WardView, PrintQueueView, ConflictView, SyncView])
def test_an_empty_screen_says_why(qtbot: QtBot, canned: Workplace, kind: type[Any]) -> None:
    page = shown(qtbot, kind(canned))
    table = page.waiting if kind is SyncView else page.table
    assert table._empty.isVisible()
    title, _, words = table._empty.accessibleName().partition(". ")
    assert title
    assert words


def test_the_print_queue_retries_cancels_and_confirms(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PrintQueueView = shown(qtbot, PrintQueueView(canned))
    page.table.grid.clearSelection()
    assert not page.retry.isEnabled()
    page.table.grid.selectRow(0)
    assert "does not answer" in page.why.text
    named(page, QPushButton, "Try again").click()
    page.table.grid.selectRow(0)
    named(page, QPushButton, "Cancel this one").click()
    page.table.grid.selectRow(1)
    assert not page.retry.isEnabled()
    named(page, QPushButton, "It came out").click()
    assert busy.room.asked == [
        ("retry", JOBS[0].job_id),
        ("cancel", JOBS[0].job_id),
        ("confirm", JOBS[1].job_id),
    ]


def test_reception_says_where_the_number_comes_from(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    from app.desk_card import DeskCard

    page: ReceptionView = shown(qtbot, ReceptionView(canned))
    assert "1,204 left" in page.register.numbers.text
    busy.answers["desk.card"] = DeskCard("R-01", "Front desk", 1)
    busy.tell("patient_identifier")
    assert page.register.numbers.text.startswith("Only 1 of this desk's own MRNs is left")
    busy.answers["desk.card"] = DeskCard("R-01", "Front desk", 0)
    busy.tell("patient_identifier")
    assert "temporary number" in page.register.numbers.text


def test_a_name_with_markup_is_shown_as_it_is(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    from dataclasses import replace

    strange: PatientCard = replace(CARD, name="<b>O'NEIL</b>, Séan & Co")
    busy.answers["patient.card"] = strange
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    assert page.banner.name.textFormat() == Qt.TextFormat.PlainText
    assert page.banner.name.text() == "<b>O'NEIL</b>, Séan & Co"
