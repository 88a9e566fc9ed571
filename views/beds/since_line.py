"""Since when the patient is in the bed: empty for now, or the time as one types it."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.beds.occupy_bed import OCCUPY_BED
from app.beds.since import since_words
from app.command import Done, Outcome, Refused
from app.fields import form_fields
from models.vocabulary import PatientId
from views.forms.card_keeper import CardKeeper
from views.forms.field_widgets import control_for, mark_wrong
from views.layouts import column, row
from views.widgets.notice import Notice
from views.widgets.plain import label
from views.words import said
from views.workplace import Workplace


class SinceLine(QWidget):
    """One field and how it will be understood; what is typed is kept until it is recorded."""

    entered = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place = place
        (self._field,) = form_fields(OCCUPY_BED.input)
        self.control = control_for(self._field.marker)
        self.control.setAccessibleName(said(self._field.label))
        self.control.setObjectName(self._field.name)
        self.echo = label("", "caption", wraps=True)
        self.kept = CardKeeper(place, OCCUPY_BED, self._typed, self)
        self.kept.came_back.connect(self._came_back)
        self.control.edited.connect(self._edited)
        self.control.left.connect(self.kept.keep)
        name = label(said(self._field.label), "label")
        name.setBuddy(self.control)
        self.notice = Notice()
        lines, line = column(self, gap="s"), row(gap="s")
        lines.addWidget(self.notice)
        lines.addLayout(line)
        line.addWidget(name)
        line.addWidget(self.control, 1)
        line.addWidget(self.echo, 1)
        self._say()

    def show_patient(self, patient_id: PatientId) -> None:
        """From now on it is about this patient."""
        self.kept.keep()
        self._show("")
        self.kept.open({"patient": patient_id})

    def raw(self) -> dict[str, str]:
        """What stands in the field."""
        return {self._field.name: self.control.value()}

    def settle(self, outcome: Outcome, action: UUID | None) -> None:
        """The answer to what was typed is there."""
        if not self.kept.end(action, recorded=isinstance(outcome, Done)):
            return
        if isinstance(outcome, Done):
            self._show("")
        elif isinstance(outcome, Refused) and outcome.field == self._field.name:
            mark_wrong(self.control, wrong=True)
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in the field records."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed whenever it goes out of sight."""
        super().hideEvent(event)
        self.kept.keep()

    def _typed(self) -> Mapping[str, str]:
        return self.raw() if self.control.value().strip() else {}

    def _edited(self) -> None:
        self._say()
        self.kept.edited(self._field.name)

    def _came_back(self, texts: Mapping[str, str]) -> None:
        self._show(texts.get(self._field.name, ""))
        if self.control.value():
            self.notice.say(self.tr("What you typed before is back. It is not recorded yet."))

    def _show(self, text: str) -> None:
        self.control.put(text)
        self.notice.say("")
        self._say()

    def _say(self) -> None:
        site = self._place.office.site
        words = said(since_words(self.control.value(), site.now(), site.order))
        self.echo.setText(words)
        self.control.setAccessibleDescription(words)
        mark_wrong(self.control, wrong=False)
