"""Reception and the patient's page: visits, numbers, beds and the banner's four answers."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.allergy_state import AllergyState
from app.command import Done
from app.desk import Workspace
from app.encounters.open_visit import OPEN_VISIT
from app.encounters.queries import TODAYS_VISITS
from app.registration.allergy_band import AllergyBand
from app.registration.queries import PATIENT_CARD
from tests.builders import Workbench
from tests.views.canned import CannedOffice
from tests.views.hands import CTRL, keys, named, press, shown, type_into, within
from tests.views.samples import CARD, DESK, SIMILAR, VISITS, patient_id
from views.forms.form_dialog import FormDialog
from views.main_window import MainWindow
from views.patient.patient_view import PatientView
from views.workplace import Workplace


def at_work(qtbot: QtBot, place: Workplace) -> MainWindow:
    main: MainWindow = shown(qtbot, MainWindow(place, DESK))
    main.seat()
    return main


def test_a_returning_patient_has_a_visit_and_a_number_in_three_actions(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    patient = bench.register()
    main = at_work(qtbot, place)
    press(main, Qt.Key.Key_K, CTRL)
    keys(main.top.search, "okafor chidi")
    press(main.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.patient.card is not None)
    press(main, Qt.Key.Key_O, CTRL)
    (dialog,) = main.findChildren(FormDialog)
    press(dialog.form.boxes["kind"].control, Qt.Key.Key_Return)
    (row,) = bench.office.ask(TODAYS_VISITS)
    assert (row.patient_id, row.token) == (patient, "A1001")
    banner = main.patient.banner.accessibleName()
    assert "Outpatient, waiting A1001" in banner
    assert main.patient.identity.visit.token.text() == "A1001"


def test_the_visit_form_comes_back_with_what_was_typed_after_the_program_was_killed(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    context, owner = {"patient": bench.register()}, shown(qtbot, QLabel())
    first = FormDialog(place, OPEN_VISIT, context, "OKAFOR, Chidi", owner)
    first.open()
    first.form.boxes["kind"].control.setCurrentIndex(3)  # type: ignore[union-attr]
    kind = first.form.boxes["kind"].value
    first.form.back_out()
    bench.restart()
    place = Workplace(bench.office, bench.desk, place.runner)
    again = FormDialog(place, OPEN_VISIT, context, "OKAFOR, Chidi", owner)
    again.open()
    assert again.form.boxes["kind"].value == kind != "AMB"
    assert "What you typed before is back" in again.form.notice.text
    again.form.commit()
    (row,) = bench.office.ask(TODAYS_VISITS)
    assert row.kind == "Emergency"


def test_a_form_that_only_shows_its_defaults_leaves_no_draft(
    qtbot: QtBot, place: Workplace, bench: Workbench
) -> None:
    context, owner = {"patient": bench.register()}, shown(qtbot, QLabel())
    dialog = FormDialog(place, OPEN_VISIT, context, "OKAFOR, Chidi", owner)
    dialog.open()
    dialog.form.back_out()
    again = FormDialog(place, OPEN_VISIT, context, "OKAFOR, Chidi", owner)
    again.open()
    assert again.form.notice.text == ""


def test_the_visits_of_today_open_filter_and_say_who_waits(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    main = at_work(qtbot, canned)
    main.go(Workspace.RECEPTION)
    visits: Any = main.pages.currentWidget()
    assert visits.visits.waiting.text() == "2 waiting"
    visits.visits.search.setText("B016")
    grid = visits.visits.table.grid
    assert grid.model().rowCount() == 1
    grid.selectRow(0)
    press(grid, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split("\n")[1].startswith("B016\t")
    press(grid, Qt.Key.Key_Return)
    assert canned.desk.patient == VISITS[1].patient_id


def test_the_slip_is_offered_only_while_a_visit_is_open(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    slip = named(page, QPushButton, "Print visit slip")
    slip.click()
    assert busy.saves[-1][0] == "encounter.print_slip"
    busy.answers["patient.card"] = replace(CARD, encounter_id=None, visit="")
    page.reload()
    assert not slip.isEnabled()
    assert page.identity.visit.now.text() == "No visit is open."


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (AllergyState.KNOWN, "Known allergies: Latex", "danger"),
        (AllergyState.NONE_KNOWN, "No known allergies", "success"),
        (AllergyState.NOT_RECORDED, "Allergies not recorded", "attention"),
        (AllergyState.UNAVAILABLE, "Allergies unavailable at this desk", "info"),
    ],
)
def test_the_banner_tells_four_things_about_allergies_that_look_different(
    qtbot: QtBot,
    busy: CannedOffice,
    canned: Workplace,
    state: AllergyState,
    words: str,
    tone: str,
) -> None:
    known = ("Latex",) if state is AllergyState.KNOWN else ()
    busy.answers["patient.card"] = replace(CARD, allergies=AllergyBand(state, known))
    page: PatientView = shown(qtbot, PatientView(canned))
    page.show_patient(patient_id(0))
    line = page.banner.allergies
    assert (line.text, line.property("tone")) == (words, tone)
    assert words in page.banner.accessibleName()


def test_no_allergy_is_ever_cut_off(qtbot: QtBot, busy: CannedOffice, canned: Workplace) -> None:
    many = tuple(f"Substance with a long name {n}" for n in range(12))
    busy.answers["patient.card"] = replace(CARD, allergies=AllergyBand(AllergyState.KNOWN, many))
    page: PatientView = shown(qtbot, PatientView(canned))
    page.resize(1150, 700)
    page.show_patient(patient_id(0))
    QCoreApplication.processEvents()
    (label,) = [
        each for each in within(page.banner.allergies, QLabel) if each.text().startswith("Known")
    ]
    assert all(name in label.text() for name in many)
    assert label.height() >= label.heightForWidth(label.width())


def test_a_desk_that_may_not_know_allergies_says_so_and_one_that_may_says_what_it_knows(
    bench: Workbench,
) -> None:
    card = bench.office.ask(PATIENT_CARD, bench.register())
    assert card is not None
    assert card.allergies.state is AllergyState.UNAVAILABLE


@pytest.mark.parametrize("rows", [SIMILAR, SIMILAR[1:]], ids=["strong", "weak"])
def test_the_warning_fits_the_smallest_screen(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, rows: Any
) -> None:
    busy.answers["patients.similar"] = rows
    main = at_work(qtbot, canned)
    main.resize(1366, 708)
    view: Any = main.pages.currentWidget()
    type_into(view.register.form.boxes["family"].control, "Okafor")
    view.similar.ask_now()
    QCoreApplication.processEvents()
    layout = main.layout()
    assert layout is not None
    assert view.similar.isVisible()
    assert layout.minimumHeightForWidth(1366) <= 708
    assert main.height() == 708


def test_done_is_said_where_the_visit_was_opened(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    main = at_work(qtbot, canned)
    main.open_patient(patient_id(0))
    press(main, Qt.Key.Key_O, CTRL)
    (dialog,) = main.findChildren(FormDialog)
    busy.outcome = Done()
    dialog.form.commit()
    assert "Saved at this desk" in main.patient.notice.text
