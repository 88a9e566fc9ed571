"""The pharmacy workspace: what waits and what is on the shelf, beside the prescription in hand."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from views.layouts import is_wide, row
from views.pharmacy.dispense_panel import DispensePanel
from views.pharmacy.prescription_list import PrescriptionList
from views.pharmacy.stock_panel import StockPanel
from views.widgets.plain import Card
from views.workplace import Workplace

PRESCRIPTIONS, STOCK = 0, 1


class PharmacyView(QWidget):
    """What a pharmacist has in front of them all day."""

    patient_chosen = Signal(object)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.list, self.stock = PrescriptionList(place), StockPanel(place)
        self.panel = DispensePanel(place)
        self.bar = QTabBar()
        self.bar.setAccessibleName(self.tr("Prescriptions or stock"))
        self.bar.setExpanding(False)
        self.bar.addTab(self.tr("Prescriptions"))
        self.bar.addTab(self.tr("Stock"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.stock)
        self.bar.currentChanged.connect(self._turned)
        self.list.chosen.connect(self.open_prescription)
        self.panel.left.connect(self._to_the_list)
        self.panel.patient_wanted.connect(self.patient_chosen)
        left, self._right = Card(gap="m"), Card(gap="m")
        left.body.addWidget(self.bar)
        left.body.addWidget(self._stack, 1)
        self._right.body.addWidget(self.panel, 1)
        layout = row(self, gap="m")
        layout.addWidget(left, 6)
        layout.addWidget(self._right, 6)

    def begin(self) -> None:
        """Where the work goes on: the prescription in hand, else the list."""
        if self.panel.prescription_id is not None:
            self.panel.start()
        else:
            self._to_the_list()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The prescription in hand stays beside the shelf where there is room for both."""
        super().resizeEvent(event)
        self._make_room()

    def reload(self) -> None:
        """Ask again for everything shown."""
        for part in (self.list, self.stock, self.panel):
            part.reload()

    def open_prescription(self, prescription_id: UUID, words: str = "") -> None:
        """Bring a prescription into hand."""
        self.bar.setCurrentIndex(PRESCRIPTIONS)
        self.list.take_in_hand(prescription_id)
        self.panel.show_prescription(prescription_id, words)

    def takes_scan(self, text: str) -> bool:
        """Take the scan of a pack; papers and wristbands are others' business."""
        return self.panel.takes_pack(text)

    def deeds(self) -> dict[str, Callable[[], None]]:
        """What this workspace does for actions of the catalogue."""
        return {
            "dispense.record": self._hand_over,
            "dispense.print_label": self.panel.print_again,
            "stock.receive": self._on_the_shelf(self.stock.receive_stock),
            "stock.count": self._on_the_shelf(self.stock.count_stock),
        }

    def _hand_over(self) -> None:
        if self.panel.prescription_id is None:
            self._to_the_list()
        else:
            self.panel.hand_over()

    def _on_the_shelf(self, do: Callable[[], None]) -> Callable[[], None]:
        def deed() -> None:
            self.bar.setCurrentIndex(STOCK)
            do()

        return deed

    def _to_the_list(self) -> None:
        shown = self.stock if self.bar.currentIndex() == STOCK else self.list
        shown.table.setFocus()

    def _turned(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._make_room()

    def _make_room(self) -> None:
        """On a small screen the shelf needs the whole width: five columns."""
        self._right.setVisible(self.bar.currentIndex() == PRESCRIPTIONS or is_wide(self))
