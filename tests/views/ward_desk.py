"""A desk of the ward with a patient who has orders, over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.orders.queries import PATIENT_ORDERS
from models.medication import MedicationAdministration
from models.vocabulary import PatientId, Profile
from tests.app.bedside import GTIN, OTHER_GTIN, order_for
from tests.app.fixed_line import FixedLine
from tests.app.formulary import NURSE, later, record, stock_the_ward
from tests.builders import Workbench, a_workbench
from tests.models.formulary import AMOXICILLIN, DOXYCYCLINE
from tests.views.hands import keys, shown
from tests.views.samples import DESK
from views.main_window import MainWindow
from views.orders.prescribe_dialog import PrescribeDialog
from views.runner import Runner
from views.theme import Theme
from views.workplace import Workplace


class WardLine(FixedLine):
    """A line that has no news of its own."""

    def subscribe(self, listener: Any) -> Any:  # noqa: ARG002 - nothing to tell
        return lambda: None


@pytest.fixture
def ward(tmp_path: Path, theme: Theme) -> Iterator[Workbench]:
    made = a_workbench(tmp_path / "ward", Profile.WARD)
    made.office.line = WardLine()
    yield made
    made.close()


@pytest.fixture
def patient(ward: Workbench) -> PatientId:
    """Somebody allergic to flucloxacillin, with doxycycline due at 14:00; it is half past one."""
    patient_id = stock_the_ward(ward)
    ward.arrive(replace(DOXYCYCLINE, gtin=GTIN), replace(AMOXICILLIN, gtin=OTHER_GTIN))
    record(ward, patient_id, "flucloxacillin")
    order_for(ward, patient_id)
    later(ward, hours=3)
    return patient_id


@pytest.fixture
def place(ward: Workbench) -> Iterator[Workplace]:
    runner = Runner(inline=True)
    runner.follow(ward.office.subscribe)
    yield Workplace(ward.office, ward.desk, runner)
    runner.close()


@pytest.fixture
def main(ward: Workbench, place: Workplace, patient: PatientId, qtbot: QtBot) -> MainWindow:
    made: MainWindow = shown(qtbot, MainWindow(place, DESK))
    made.resize(1366, 768)
    made.seat()
    made.open_patient(patient)
    return made


def medicines(main: MainWindow) -> Any:
    main.patient.turn_to("medicines")
    return main.patient.tab("medicines")


def nurse(main: MainWindow, ward: Workbench, patient: PatientId) -> None:
    """The nurse takes the desk over and opens the patient again."""
    ward.desk.sign_in(NURSE)
    main.seat()
    main.open_patient(patient)


def doses(main: MainWindow, ward: Workbench, patient: PatientId) -> Any:
    nurse(main, ward, patient)
    main.patient.turn_to("doses")
    return main.patient.tab("doses")


def in_front(main: MainWindow, kind: type[Any]) -> Any:
    QCoreApplication.processEvents()
    return next(each for each in main.findChildren(kind) if each.isVisible())


def prescribe(main: MainWindow, **typed: str) -> Any:
    medicines(main).prescribe()
    dialog = in_front(main, PrescribeDialog)
    for name, text in typed.items():
        control = dialog.form.boxes[name].control
        if name in ("frequency", "route"):
            control.put(text)
        else:
            control.setFocus()
            keys(control, text)
    return dialog


def orders(ward: Workbench, patient: PatientId) -> Any:
    return ward.office.ask(PATIENT_ORDERS, patient)


def words_of(widget: Any) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def given(ward: Workbench) -> list[MedicationAdministration]:
    with ward.store.read() as read:
        return read.all(MedicationAdministration)
