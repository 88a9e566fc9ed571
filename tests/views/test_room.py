"""Room is used where it helps: forms keep to a measure, what is small takes little, hyphens too."""

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Workspace
from tests.views.canned import CannedOffice
from tests.views.hands import shown
from tests.views.medicine_samples import ORDERS
from tests.views.samples import DESK, PATIENTS, patient_id
from views.discharge.visit_course import VisitCourse
from views.main_window import MainWindow
from views.orders.sign_dialog import SignDialog
from views.sync.sync_view import SyncView
from views.tables.figures import HYPHEN, evenly
from views.theme import Theme
from views.workplace import Workplace

SMALL, LARGE = (1366, 768), (1920, 1080)


def a_page(qtbot: QtBot, place: Workplace, key: Workspace, size: tuple[int, int]) -> Any:
    main = MainWindow(place, DESK)
    qtbot.addWidget(main)
    main.resize(*size)
    main.show()
    main.seat()
    main.go(key)
    settle()
    return main.pages.currentWidget()


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def test_a_form_keeps_to_its_measure_and_the_lists_take_the_rest(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, theme: Theme
) -> None:
    page = a_page(qtbot, canned, Workspace.RECEPTION, LARGE)
    assert page.register.width() == theme.tokens.size.measure
    left = page.width() - page.register.width() - theme.tokens.space.m
    assert page.recent.width() == left > theme.tokens.size.measure_narrow


def test_the_buttons_of_a_form_follow_its_last_field(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, theme: Theme
) -> None:
    page = a_page(qtbot, canned, Workspace.RECEPTION, LARGE)
    form = page.register.form
    last = form.boxes["postal_code"]
    below = last.mapTo(form, last.rect().bottomLeft()).y()
    buttons = [each for each in form.findChildren(QPushButton) if each.text().startswith("Reg")]
    notice = page.register.numbers.height()
    gap = buttons[0].mapTo(form, buttons[0].rect().topLeft()).y() - below - notice
    assert 0 < gap < 4 * theme.tokens.space.xl


@pytest.mark.parametrize(("size", "beside"), [(SMALL, False), (LARGE, True)])
def test_the_prescription_in_hand_stays_beside_the_shelf_where_there_is_room(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, size: tuple[int, int], *, beside: bool
) -> None:
    page = a_page(qtbot, canned, Workspace.PHARMACY, size)
    assert page.panel.isVisible()
    page.bar.setCurrentIndex(1)
    settle()
    assert page.panel.isVisible() is beside
    assert page.stock.table.isVisible()


def test_a_single_order_to_sign_leaves_no_empty_room(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, theme: Theme
) -> None:
    heights = []
    for drafts in (ORDERS[:1], ORDERS[:1] * 6):
        owner = QWidget()
        qtbot.addWidget(owner)
        dialog = SignDialog(canned, patient_id(0), patient_id(8), drafts, "OKAFOR, Chidi", owner)
        dialog.open()
        settle()
        heights.append(dialog.height())
        above = dialog.meaning.geometry().bottom()
        assert dialog.sign.geometry().top() - above <= theme.tokens.space.xl
        dialog.close()
    assert heights[0] < 2 * theme.tokens.size.rail + theme.tokens.space.xxl
    assert heights[0] < heights[1] <= SMALL[1] - 60


def test_the_words_of_a_button_stand_apart_from_its_icon(theme: Theme) -> None:
    size = theme.spaced_icon_size
    assert size.width() - size.height() == theme.tokens.space.xs


def test_a_date_in_a_list_has_narrow_hyphens_and_an_amount_keeps_its_minus(theme: Theme) -> None:
    assert evenly("13-Mar-1991") == f"13{HYPHEN}Mar{HYPHEN}1991"
    assert evenly("-100.00") == "-100.00"
    figures = QFontMetricsF(theme.figures())
    assert figures.horizontalAdvance(HYPHEN) < figures.horizontalAdvance("-") / 1.5


def test_only_what_is_painted_has_other_hyphens(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    page = a_page(qtbot, canned, Workspace.RECEPTION, SMALL)
    index = page.table.grid.model().index(0, 1)
    option = QStyleOptionViewItem()
    page.table.grid.itemDelegateForColumn(1).initStyleOption(option, index)
    assert option.text == evenly(PATIENTS[0].born)
    assert HYPHEN in option.text
    assert index.data() == PATIENTS[0].born


def test_the_connection_is_said_in_one_sentence_and_what_it_means_below(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace
) -> None:
    view: SyncView = shown(qtbot, SyncView(canned))
    assert view.line.text() == "Online since 10:42"
    assert view.meaning.text() == "Connected. What you see is what the hospital knows."
    busy.line.become("offline")
    assert view.line.text() == "Offline since 10:42"
    assert view.meaning.text().startswith("The service cannot be reached.")


def test_offline_eight_beds_are_seen_on_the_smallest_screen(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, theme: Theme
) -> None:
    main = MainWindow(canned, DESK)
    qtbot.addWidget(main)
    main.resize(*SMALL)
    main.show()
    main.seat()
    main.open_patient(patient_id(0))
    busy.line.become("offline")
    settle()
    card = main.patient.identity.bed
    assert card.why_not.isVisible()
    assert card.beds.grid.viewport().height() >= 8 * theme.tokens.size.row
    assert is_seen_whole(card.occupy_button, main)


def is_seen_whole(part: QWidget, window: QWidget) -> bool:
    around, whole = part.parentWidget(), part.rect()
    while around is not None:
        if not around.rect().contains(whole.translated(part.mapTo(around, whole.topLeft()))):
            return False
        around = None if around is window else around.parentWidget()
    return True


@pytest.mark.parametrize(("size", "beside"), [(SMALL, False), (LARGE, True)])
def test_what_happened_stands_beside_the_discharge_where_there_is_room(
    qtbot: QtBot, busy: CannedOffice, canned: Workplace, size: tuple[int, int], *, beside: bool
) -> None:
    main = MainWindow(canned, DESK)
    qtbot.addWidget(main)
    main.resize(*size)
    main.show()
    main.seat()
    main.open_patient(patient_id(0))
    main.patient.turn_to("discharge")
    settle()
    course = main.patient.tab("discharge").findChild(VisitCourse)
    assert course is not None
    assert course.isVisible() is beside
    assert bool(course.table.rows) is beside
    assert not any(each.is_void for each in course.table.rows)
    main.patient.leave()
    assert not course.table.rows, "nothing of the patient stays"
