"""The vital signs so far: drawn, or as a list to sort, copy and strike out from."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.chart.void_record import VOID_RECORD
from app.vitals.rows import VitalsChart, VitalsSet
from app.vitals.trend import trend_of
from resources.icons import Icon
from views.layouts import row
from views.vitals.sets_table import sets_table
from views.vitals.trend_chart import TrendChart
from views.widgets.empty_state import EmptyState
from views.widgets.plain import Card, button, label
from views.workplace import Workplace

OBSERVATIONS = "observation"


class TrendCard(Card):
    """Shows a `VitalsChart`; the list is there for whoever would rather read."""

    void_wanted = Signal(object)
    """What the form of striking out must know: the table and the row."""
    listed = Signal(bool)
    """Whether the list is in front, which wants the whole width."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self._chart_data: VitalsChart | None = None
        self.span = label("", "caption")
        self.swap = button(self.tr("Show as list"), "link")
        self.swap.clicked.connect(self._swap)
        self.void = button(self.tr("Strike out…"), "link", self.tr("Strike out the chosen set"))
        self.void.clicked.connect(self._void)
        head = row(gap="m")
        head.addWidget(label(self.tr("Trend"), "heading"))
        head.addWidget(self.span, 1)
        head.addWidget(self.void)
        head.addWidget(self.swap)
        self.chart = TrendChart()
        self.table = sets_table(self.tr("Vital signs as a list"))
        self.table.when_empty(self.tr("No vital signs yet"), self.tr("Record the first set."))
        self.table.selected.connect(lambda _row: self._settle())
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        for page in (self.empty, self.chart, self.table):
            self._stack.addWidget(page)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        self.say_loading()

    @property
    def as_list(self) -> bool:
        """Whether the list is in front."""
        return self._stack.currentWidget() is self.table

    def say_loading(self) -> None:
        """Nothing is known yet of whoever is in front now."""
        self._chart_data = None
        self.table.show_rows(())
        self._front(self.empty)
        self.empty.say(self.tr("Reading the vital signs…"), "", Icon.CLOCK)

    def say_unreadable(self) -> None:
        """They could not be read; the reason stands in the crash window."""
        self._front(self.empty)
        self.empty.say(
            self.tr("The vital signs cannot be shown"),
            self.tr("Nothing is lost. Press F5 to try again."),
            Icon.DANGER,
        )

    def show_chart(self, found: VitalsChart) -> None:
        """Draw and list these sets."""
        self._chart_data = found
        trend = trend_of(found.sets)
        self.chart.show_trend(trend)
        self.span.setText(trend.span)
        self.table.show_rows(found.sets)
        if self.as_list and found.sets:
            self._settle()
            return
        if trend.lanes:
            self._front(self.chart)
        elif found.sets:
            self._front(self.table)
        else:
            self.empty.say(
                self.tr("No vital signs yet"),
                self.tr("Record the first set on the left; its NEWS2 score appears as you type."),
            )
            self._front(self.empty)

    def _front(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._settle()

    def draw(self) -> None:
        """Put the chart in front."""
        if self.as_list:
            self._swap()

    def _swap(self) -> None:
        self._front(self.chart if self.as_list else self.table)
        self.listed.emit(self.as_list)
        if self.as_list:
            self.table.setFocus()

    def _settle(self) -> None:
        current: VitalsSet | None = self.table.current
        self.swap.setText(self.tr("Show as chart") if self.as_list else self.tr("Show as list"))
        self.swap.setAccessibleName(self.swap.text())
        self.swap.setVisible(self._stack.currentWidget() is not self.empty)
        self.void.setVisible(self.as_list and self._place.desk.may(VOID_RECORD.key))
        self.void.setEnabled(current is not None and not current.is_void)

    def _void(self) -> None:
        current = self.table.current
        if current is not None:
            context: Mapping[str, object] = {"table": OBSERVATIONS, "row": current.panel_id}
            self.void_wanted.emit(context)
