"""A desk at which somebody types into a form and is cut off: the program that is killed, and the
one that comes after it.

    python -m tests.views.half_typed FORM FOLDER KEY PATIENT

types, prints `typed` once the draft is kept, and goes on until it is killed.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.desk import Desk, Person, Workspace
from app.desk_card import DESK_CARD
from app.office import Office
from app.print_room import PrintRoom, read_profiles
from app.site import Site
from local_store.store import Store
from models.vocabulary import PatientId, Profile
from tests.app.fixed_line import FixedLine
from tests.app.formulary import DOCTOR, stock_the_ward
from tests.app.pharmacy.counter import PATIENT as COUNTED
from tests.app.pharmacy.counter import PHARMACIST, PRESCRIPTION, a_counter
from tests.app.stay import admitted
from tests.app.till_desk import CASHIER, PATIENT, a_till
from tests.builders import BEN, HandClock, MemoryBox, Workbench, a_workbench, person, seeded
from tests.views.hands import CTRL, type_into
from views.main_window import MainWindow
from views.orders.prescribe_dialog import PrescribeDialog
from views.runner import Runner
from views.start import translate
from views.theme import Theme
from views.workplace import Workplace


class QuietLine(FixedLine):
    """A line that has no news of its own."""

    def subscribe(self, listener: Any) -> Any:  # noqa: ARG002 - nothing to tell
        return lambda: None


def _ward(folder: Path) -> tuple[Workbench, PatientId]:
    bench = a_workbench(folder, Profile.WARD)
    return bench, admitted(bench)


def _doctors_ward(folder: Path) -> tuple[Workbench, PatientId]:
    bench = a_workbench(folder, Profile.WARD)
    return bench, stock_the_ward(bench)


def _till(folder: Path) -> tuple[Workbench, PatientId]:
    till = a_till(folder)
    till.charge()
    return till.bench, PATIENT


def _vitals(main: MainWindow) -> Any:
    main.patient.turn_to("vitals")
    tab: Any = main.patient.tab("vitals")
    return tab.form.form


def _payment(main: MainWindow) -> Any:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Y, CTRL)
    dialog: Any
    (dialog,) = (each for each in main.findChildren(QDialog) if each.isVisible())
    return dialog.form


def _order(main: MainWindow) -> Any:
    main.patient.turn_to("medicines")
    tab: Any = main.patient.tab("medicines")
    tab.prescribe()
    QCoreApplication.processEvents()
    (dialog,) = (each for each in main.findChildren(PrescribeDialog) if each.isVisible())
    return dialog.form


def _bed(main: MainWindow) -> Any:
    return main.patient.identity.bed.since


def _counter(folder: Path) -> tuple[Workbench, PatientId]:
    return a_counter(folder).bench, COUNTED


def _dispensing(main: MainWindow) -> Any:
    main.go(Workspace.PHARMACY)
    pharmacy: Any = main.pages.currentWidget()
    pharmacy.open_prescription(PRESCRIPTION)
    QCoreApplication.processEvents()
    return next(iter(pharmacy.panel.cards.values()))


def _of_panel(form: Any) -> Any:
    return form._keeper


def _of_card(form: Any) -> Any:
    return form.kept


@dataclass(frozen=True)
class Form:
    """Where it is typed, by whom, how it is opened, what is typed, and what keeps it."""

    stage: Callable[[Path], tuple[Workbench, PatientId]]
    person: Person
    open: Callable[[MainWindow], Any]
    texts: Mapping[str, str]
    keeper: Callable[[Any], Any] = _of_panel


FORMS = {
    "vital signs": Form(
        _ward, person(BEN), _vitals, {"respiration": "25", "spo2": "93", "systolic": "98"}
    ),
    "a payment": Form(_till, CASHIER, _payment, {"tendered": "200"}),
    "an order": Form(
        _doctors_ward, DOCTOR, _order, {"medicine": "doxy", "dose": "500", "indication": "cough"}
    ),
    "since when in a bed": Form(_ward, person(BEN), _bed, {"since": "0930"}, _of_card),
    "what is handed over": Form(
        _counter,
        PHARMACIST,
        _dispensing,
        {"quantity": "7", "batch": "B-7", "expires": "06/2027"},
        _of_card,
    ),
}


@dataclass
class Reopened:
    """The program started again on a store that is there, with the form open."""

    store: Store
    runner: Runner
    main: MainWindow
    form: Any

    def close(self) -> None:
        self.runner.close()
        self.store.close()


def reopened(form: Form, folder: Path, key: bytes, patient: PatientId) -> Reopened:
    """Start, sign in, open the patient, and open the form."""
    clock, entropy = HandClock(), seeded(8)
    clock.go_on(86_400)
    store = Store.open(folder, MemoryBox(key), clock, entropy)
    desk = Desk()
    room = PrintRoom(store.print_jobs, read_profiles(folder), clock, folder / "spool")
    office = Office(store, desk, room, Site(clock, entropy, UTC))
    office.line = QuietLine()
    desk.sign_in(form.person)
    runner = Runner(inline=True)
    main = MainWindow(Workplace(office, desk, runner), office.ask(DESK_CARD))
    main.resize(1366, 768)
    main.show()
    main.activateWindow()
    main.seat()
    main.open_patient(patient)
    QCoreApplication.processEvents()
    return Reopened(store, runner, main, form.open(main))


def type_on(name: str, folder: Path, key: bytes, patient: PatientId) -> int:
    """Type, say so when it is kept, and wait for the end."""
    app = QApplication([])
    translate(app, QLocale("en"))
    Theme(app, "light")
    case = FORMS[name]
    opened = reopened(case, folder, key, patient)
    for field, text in case.texts.items():
        opened.form.findChild(QLineEdit, field).clear()
        type_into(opened.form.findChild(QLineEdit, field), text)

    def look() -> None:
        kept = case.keeper(opened.form).find()
        if kept is not None and case.texts.items() <= kept.raw.items():
            watch.stop()
            sys.stdout.write("typed\n")
            sys.stdout.flush()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(20)
    return app.exec()


if __name__ == "__main__":
    asked, where, secret, whose = sys.argv[1:]
    sys.exit(type_on(asked, Path(where), bytes.fromhex(secret), PatientId(UUID(whose))))
