"""Where the pictures of the screens are taken: one window, its office, and hands to set it up."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from app.desk import Workspace
from tests.views.canned import CannedOffice, a_workplace
from tests.views.samples import BUSY_HOSPITAL, DESK, SIMILAR
from views.main_window import MainWindow


class Studio:
    """One window with its office, and the hands that bring it into a state."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.office = CannedOffice(BUSY_HOSPITAL)
        self.place = a_workplace(self.office)
        self._main: MainWindow | None = None
        self.kept: list[QWidget] = []

    @property
    def main(self) -> MainWindow:
        """The window of the work, with somebody at it."""
        if self._main is None:
            self._main = MainWindow(self.place, DESK)
            self.show(self._main)
            self._main.seat()
        return self._main

    def show(self, window: QWidget) -> QWidget:
        """Put a window on the screen."""
        window.resize(*self.size)
        window.show()
        window.activateWindow()
        self.kept.append(window)
        settle()
        return window

    def type(self, name: str, text: str) -> None:
        """Type into a field of the registration."""
        control = self.reception.register.form.boxes[name].control
        control.setFocus()
        QTest.keyClicks(control, text)

    def registering_again(self) -> QWidget:
        """Somebody is typed who is probably registered already."""
        self.office.answers["patients.similar"] = SIMILAR
        for name, text in (("family", "Okafor"), ("given", "Chidi"), ("born", "4/3/84")):
            self.type(name, text)
        self.reception.similar.ask_now()
        settle()
        return self.main

    @property
    def reception(self) -> Any:
        """The page of reception."""
        self.main.go(Workspace.RECEPTION)
        return self.main.pages.currentWidget()

    def billing(self) -> QWidget:
        """The accounts, with the bill of the first."""
        self.main.go(Workspace.BILLING)
        view: Any = self.main.pages.currentWidget()
        view.table.setFocus()
        view.table.grid.selectRow(0)
        settle()
        return self.main

    def paying(self) -> QDialog:
        """Cash on the counter, and the change."""
        self.billing()
        view: Any = self.main.pages.currentWidget()
        view.panel.pay()
        dialog: Any = self.main.findChildren(QDialog)[-1]
        for name, text in (("amount", "975"), ("tendered", "1000")):
            control = dialog.form.boxes[name].control
            control.clear()
            QTest.keyClicks(control, text)
        settle()
        return dialog  # type: ignore[no-any-return]  # its own type is not told by Qt

    def close(self) -> None:
        """Strike the set."""
        for window in self.kept:
            window.close()
            window.deleteLater()
        self.place.runner.close()
        settle()


def settle() -> None:
    """Let everything be drawn."""
    for _ in range(4):
        QCoreApplication.processEvents()
