"""Beds on the patient's page and on the board: booked by the service, recorded by anybody."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.beds.release_bed import ReleaseBed
from app.beds.rows import BedUse
from app.command import Refused
from tests.views.canned import CannedOffice
from tests.views.hands import named, press, shown, type_into
from tests.views.samples import BEDS, CARD, patient_id
from views.beds.ward_view import WardView
from views.patient.patient_view import PatientView
from views.workplace import Workplace


def chosen(page: PatientView, use: BedUse) -> None:
    """Choose a bed in this state that is not the patient's own."""
    beds = page.identity.bed.beds
    at = next(
        n
        for n in range(len(BEDS))
        if (bed := beds.grid.model().index(n, 0).data(Qt.ItemDataRole.UserRole + 1)).use is use
        and bed.patient_id != patient_id(0)
    )
    beds.grid.selectRow(at)


def test_offline_the_bed_is_recorded_though_it_cannot_be_booked(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    busy.line.become("offline")
    card = page.identity.bed
    chosen(page, BedUse.FREE)
    assert not card.book_button.isEnabled()
    assert "Is in bed" in card.why_not.text
    card.beds.setFocus()
    press(card.beds.grid, Qt.Key.Key_Return)
    assert card.occupy_button.hasFocus()
    press(card.occupy_button, Qt.Key.Key_Space)
    assert busy.saves[-1][0] == "bed.occupy"
    assert "Recorded at this desk" in card.answer.text


def test_a_bed_that_looks_taken_can_be_recorded_after_a_warning_that_says_who_is_there(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    chosen(page, BedUse.OCCUPIED)
    assert card.beds.current is not None
    assert card.beds.current.lying[0] in card.taken.text
    assert "both are kept" in card.taken.text
    assert not card.book_button.isEnabled(), "it is not free"
    card.occupy_button.click()
    assert busy.saves[-1][2]["bed"] == card.beds.current.bed_id
    chosen(page, BedUse.BOOKED)
    assert "is booked for" in card.taken.text
    chosen(page, BedUse.FREE)
    assert card.taken.isHidden()


def test_a_booking_names_the_visit_it_is_for(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    chosen(page, BedUse.FREE)
    page.identity.bed.book_button.click()
    assert busy.requests[0].encounter_id == CARD.encounter_id


def test_the_booking_is_given_back_from_beside_the_bed_and_offline_says_why_not(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    mine = replace(BEDS[0], use=BedUse.BOOKED, booked_for=patient_id(0))
    others = tuple(replace(bed, booked_for=None) for bed in BEDS[1:])
    busy.answers["beds.board"] = (mine, *others)
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    assert card.give_back_button.accessibleName() == "Give the booking back · Ward 3 · Bed 1"
    assert card.why_not.isHidden()
    busy.line.become("offline")
    assert not card.give_back_button.isEnabled()
    assert card.give_back_button.isVisible()
    assert "and so does giving one back" in card.why_not.text, "said once for both"
    busy.line.become("online")
    card.give_back_button.setFocus()
    press(card.give_back_button, Qt.Key.Key_Space)
    assert busy.requests == [ReleaseBed(patient_id=patient_id(0), bed_id=mine.bed_id)]
    busy.answers["beds.board"] = others
    page.deeds()["bed.release"]()
    card.reload()
    assert card.give_back_button.isHidden(), "nothing is booked any more"


def test_the_ward_says_how_old_the_board_is_and_marks_a_bed_clean(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    ward: WardView = shown(qtbot, WardView(canned))
    assert ward.age.isHidden()
    busy.line.become("offline")
    assert "As known at 10:42" in ward.age.text
    dirty = next(n for n, bed in enumerate(BEDS) if bed.use is BedUse.TO_CLEAN)
    ward.table.grid.selectRow(0)
    assert not ward.clean_button.isEnabled()
    ward.table.grid.selectRow(dirty)
    assert ward.clean_button.accessibleName() == f"Ward 3 · {BEDS[dirty].bed} is clean"
    ward.clean_button.click()
    assert busy.saves[-1][0] == "bed.clean"
    assert busy.saves[-1][2] == {"bed": BEDS[dirty].bed_id}


def test_a_discrepancy_is_shown_in_words_and_by_a_shape(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    ward: WardView = shown(qtbot, WardView(canned))
    at = next(n for n, bed in enumerate(BEDS) if bed.use is BedUse.DIFFERS)
    model = ward.table.grid.model()
    assert model.index(at, 3).data() == "Does not agree"
    assert model.index(at, 3).data(Qt.ItemDataRole.DecorationRole) is not None
    assert "but ADEBAYO" in model.index(at, 4).data().replace("\u2060", "")


def test_the_time_somebody_came_to_the_bed_is_typed_beside_it_and_shown_back(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    chosen(page, BedUse.FREE)
    field = named(card, QLineEdit, "In bed since")
    assert card.since.echo.text() == "Now, or 0930"
    type_into(field, "2350")
    assert card.since.echo.text() == "yesterday 23:50"
    press(field, Qt.Key.Key_Return)
    assert busy.saves[-1][:2] == ("bed.occupy", {"since": "2350"})
    assert field.text() == "", "the next one is recorded anew"
    card.occupy_button.click()
    assert busy.saves[-1][1] == {"since": ""}
    assert busy.saves[-1][3] != busy.saves[-2][3]


def test_tab_leads_from_the_beds_past_the_time_to_what_is_done_with_them(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    chosen(page, BedUse.FREE)
    card.beds.setFocus()
    seen = []
    for _ in range(3):
        press(page.window().focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.window().focusWidget())
    assert seen == [card.since.control, card.book_button, card.occupy_button]


def test_a_time_that_is_refused_stays_and_has_the_keyboard(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    chosen(page, BedUse.FREE)
    busy.outcome = Refused("That is before the visit began.", "since")
    type_into(card.since.control, "0100")
    card.occupy_button.setFocus()
    press(card.occupy_button, Qt.Key.Key_Space)
    assert card.answer.text == "That is before the visit began."
    assert card.since.control.value() == "0100"
    assert card.since.control.hasFocus()
    (kept,) = busy.drafts.kept.values()
    assert kept["action"] == str(busy.saves[-1][3])


def test_the_time_that_was_typed_for_one_patient_waits_for_them_alone(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    card = page.identity.bed
    type_into(card.since.control, "0930")
    card.show_patient(patient_id(1))
    assert card.since.control.value() == ""
    card.show_patient(patient_id(0))
    assert card.since.control.value() == "0930"
    assert "not recorded yet" in card.since.notice.text
