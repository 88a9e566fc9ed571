"""One dose at the bedside: the right patient, the right pack, then Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.doses.rows import DoseRow, DoseScan
from resources.icons import Icon
from views.layouts import column, row
from views.widgets.notice import Notice
from views.widgets.plain import Card, Glyph, button, label, plain, restyle
from views.widgets.snug import Snug
from views.words import joined, said


class GiveCard(Card):
    """Shows the chosen dose and what was scanned for it."""

    give_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="m")
        self.band = self.pack = ""
        """The scans as they were read."""
        self._pack_medicine: object = None
        self.warning = Notice()
        self.what = label("", "name", wraps=True)
        self.what.setAccessibleName(self.tr("The dose"))
        self.amount = label("", "value", wraps=True)
        self._band_mark, self._pack_mark = Glyph(Icon.CLOCK), Glyph(Icon.CLOCK)
        self.band_words, self.pack_words = label(wraps=True), label(wraps=True)
        self.give = button(self.tr("Give   Enter"), "primary", self.tr("Give"))
        self.give.clicked.connect(self.give_wanted)
        self.other = button(
            self.tr("Record otherwise…"), "plain-button", self.tr("Record the dose otherwise")
        )
        self.other.clicked.connect(self.other_wanted)
        self._lay_out()
        self.clear_scans()
        self.show_dose(None)

    @property
    def is_scanned(self) -> bool:
        """Whether the wristband of the patient in front was scanned."""
        return bool(self.band)

    def clear_scans(self) -> None:
        """Begin anew: another patient is in front."""
        self.band = ""
        self.warning.say("")
        self._say_band()
        self.clear_pack()

    def clear_pack(self) -> None:
        """The next dose wants its own pack."""
        self.pack, self._pack_medicine = "", None
        self._say_pack("")

    def show_dose(self, dose: DoseRow | None) -> None:
        """Show the dose that is chosen, or that none is."""
        is_open = dose is not None and dose.is_open
        if dose is None:
            self.what.setText(self.tr("No dose is chosen"))
            self.amount.setText("")
        else:
            self.what.setText(dose.medicine)
            due = self.tr("due %1").replace("%1", dose.due) if dose.due else ""
            parts = (joined((said(dose.amount), due)), said(dose.remark), said(dose.what))
            self.amount.setText("\n".join(part for part in parts if part))
        if self.pack and (dose is None or dose.medication_id != self._pack_medicine):
            self.clear_pack()
        self.give.setEnabled(is_open)
        self.other.setEnabled(dose is not None)

    def take_band(self, text: str) -> None:
        """The wristband of the patient in front."""
        self.band = text
        self.warning.say("")
        self._say_band()

    def take_pack(self, text: str, scan: DoseScan) -> None:
        """A pack that may be given."""
        self.pack, self._pack_medicine = text, scan.medication_id
        self.warning.say("")
        self._say_pack(said(scan.words))

    def refuse(self, words: str) -> None:
        """Something scanned must stop the hand."""
        self.warning.say(words, "danger")

    def ready(self) -> None:
        """The next thing is Enter."""
        if self.give.isEnabled():
            self.give.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        told = plain()
        lines = column(told, gap="m")
        for part in (self.warning, self.what, self.amount):
            lines.addWidget(part)
        steps = ((self._band_mark, self.band_words), (self._pack_mark, self.pack_words))
        for mark, words in steps:
            lines.addLayout(_step(mark, words))
        lines.addStretch(1)
        self.body.addWidget(Snug(told), 1)
        deeds = row(gap="s")
        deeds.addWidget(self.give)
        deeds.addWidget(self.other)
        deeds.addStretch(1)
        self.body.addLayout(deeds)
        self.body.addStretch()

    def _say_band(self) -> None:
        done = bool(self.band)
        words = self.tr("Wristband checked") if done else self.tr("Scan the wristband")
        self.band_words.setText(words)
        restyle(self.band_words, kind="value" if done else "muted")
        self._band_mark.become(Icon.DONE if done else Icon.CLOCK, "success" if done else "muted")

    def _say_pack(self, words: str) -> None:
        self.pack_words.setText(words or self.tr("Scan the pack"))
        restyle(self.pack_words, kind="value" if words else "muted")
        self._pack_mark.become(Icon.DONE if words else Icon.CLOCK, "success" if words else "muted")


def _step(mark: QWidget, words: QWidget) -> QHBoxLayout:
    line = row(gap="s")
    line.addWidget(mark)
    line.addWidget(words, 1)
    return line
