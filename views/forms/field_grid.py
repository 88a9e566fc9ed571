"""Fields laid out in rows by the room each one wants, under the headings of their sections."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from app.fields import Width
from views.forms.field_box import FieldBox
from views.layouts import grid, px
from views.widgets.plain import label
from views.words import said

COLUMNS = 12
SMALLEST = 3
"""Where no other field fits behind it, a field takes the rest of the row."""
WIDE: Mapping[Width, int] = {Width.SHORT: 3, Width.MEDIUM: 4, Width.LONG: 5}
"""Three fields to a row: for a form that is the screen."""
NARROW: Mapping[Width, int] = {Width.SHORT: 6, Width.MEDIUM: 6, Width.LONG: 12}
"""Two fields to a row: for a dialog."""


class FieldGrid(QWidget):
    """The boxes in the order they are declared, which is also the order of Tab."""

    def __init__(self, boxes: Iterable[FieldBox], spans: Mapping[Width, int]) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._grid: QGridLayout = grid(self, gap="l")
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._row, self._column, self._section = 0, 0, ""
        last: FieldBox | None = None
        for box in boxes:
            self._place(box, spans[box.field.marker.layout.width])
            if last is not None:
                QWidget.setTabOrder(last.control, box.control)
            last = box
        self._grid.setRowStretch(self._row + 1, 1)

    def _place(self, box: FieldBox, span: int) -> None:
        section = box.field.marker.layout.section
        if section != self._section:
            self._section = section
            self._next_row()
            if self._row:
                self._grid.setRowMinimumHeight(self._row, px("s"))
                self._row += 1
            heading = label(said(section), "heading")
            self._grid.addWidget(heading, self._row, 0, 1, COLUMNS)
            self._row += 1
        if self._column + span > COLUMNS:
            self._next_row()
        if COLUMNS - self._column - span < SMALLEST:
            span = COLUMNS - self._column
        self._grid.addWidget(box, self._row, self._column, 1, span)
        self._column += span

    def _next_row(self) -> None:
        if self._column:
            self._row += 1
            self._column = 0
