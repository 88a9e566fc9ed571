"""Every window there is, and the languages they are shown in."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import (
    QWidget,
)

from app.catalogue import USE_CASES
from app.desk import Workspace
from tests.views.medicine_samples import ORDERS
from tests.views.samples import DESK, patient_id
from views.forms.form_dialog import FormDialog
from views.gate.crash_window import CrashWindow
from views.gate.enrolment_window import EnrolmentWindow
from views.gate.opening_window import OpeningWindow
from views.gate.sign_in_window import SignInWindow
from views.gate.trouble_window import TroubleWindow
from views.main_window import MainWindow
from views.orders.prescribe_dialog import PrescribeDialog
from views.orders.sign_dialog import SignDialog
from views.shell.help_sheet import HelpSheet, KeySheet
from views.shell.pages import Page, PageKey
from views.workplace import Workplace

Maker = Callable[[Workplace], QWidget]


def in_front(key: PageKey) -> Maker:
    def make(place: Workplace) -> QWidget:
        main = MainWindow(place, DESK)
        main.seat()
        if key is Page.PATIENT:
            main.open_patient(patient_id(0))
        main.go(key)
        return main

    return make


def dialog(kind: Callable[[Workplace, QWidget], QWidget]) -> Maker:
    def make(place: Workplace) -> QWidget:
        owner = QWidget()
        made = kind(place, owner)
        made.setParent(None)
        owner.deleteLater()
        return made

    return make


def form(use_case: Any) -> Maker:
    context = {
        "patient": patient_id(0),
        "conflict": patient_id(9),
        "currency": "EUR",
        "batch": None,
    }
    return dialog(lambda place, owner: FormDialog(place, use_case, context, "OKAFOR, Chidi", owner))


def tab(key: str) -> Maker:
    def make(place: Workplace) -> QWidget:
        main = in_front(Page.PATIENT)(place)
        assert isinstance(main, MainWindow)
        main.patient.turn_to(key)
        return main

    return make


WINDOWS: dict[str, Maker] = {
    "opening": lambda _place: OpeningWindow(),
    "enrolment": lambda _place: EnrolmentWindow(),
    "sign in": lambda _place: SignInWindow(DESK),
    "trouble": lambda _place: TroubleWindow("Almoner is already open.", "Look for its window."),
    "crash": dialog(lambda _place, owner: CrashWindow("Traceback", "3F2A", owner)),
    "keys": dialog(lambda place, owner: KeySheet(place.desk, owner)),
    "help": dialog(lambda _place, owner: HelpSheet(Page.PATIENT, owner)),
    **{str(page): in_front(page) for page in (*Page,)},
    "reception": lambda place: in_front(place.desk.workspaces[0].workspace)(place),
    "ward": lambda place: in_front(place.desk.workspaces[1].workspace)(place),
    "pharmacy": in_front(Workspace.PHARMACY),
    "billing": in_front(Workspace.BILLING),
    **{
        key: tab(key)
        for key in ("timeline", "vitals", "medicines", "doses", "notes", "discharge", "bill")
    },
    "prescribe": dialog(
        lambda place, owner: PrescribeDialog(place, patient_id(0), "OKAFOR, Chidi", owner)
    ),
    "sign": dialog(
        lambda place, owner: SignDialog(
            place, patient_id(0), patient_id(8), ORDERS[:1], "OKAFOR, Chidi", owner
        )
    ),
    **{use_case.key: form(use_case) for use_case in USE_CASES},
}


class Pseudo(QTranslator):
    """A language made of English words in another dress: longer, or written from the right."""

    def __init__(self, dress: Callable[[str], str]) -> None:
        super().__init__()
        self._dress = dress

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        return self._dress(source)


def german(text: str) -> str:
    """A third as long again, with the letters of the language."""
    return f"[{text} {'äöüß' * (len(text) // 12)}]"


def arabic(text: str) -> str:
    """From the right, and keeping the places of values."""
    letters = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True))
    kept = re.split(r"(%n|%1|%2|\{[a-z]+\}|&\w)", text)
    return "".join(
        part if index % 2 else "".join(letters.get(c.lower(), c) for c in part)
        for index, part in enumerate(kept)
    )
