"""The program cannot start: what happened, and what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from views.gate.frame import GateFrame
from views.layouts import row
from views.widgets.plain import button


class TroubleWindow(GateFrame):
    """One message in words and a way out; nothing was changed."""

    done = Signal()

    def __init__(self, words: str, advice: str) -> None:
        super().__init__(self.tr("Almoner cannot start"), "")
        self.words.hide()
        self.notice.say(f"{words}\n\n{advice}" if advice else words, "danger")
        self.close_button = button(self.tr("Close"), "primary")
        self.close_button.clicked.connect(self.done)
        self.copy_button = button(self.tr("Copy the message"))
        self.copy_button.clicked.connect(self._copy)
        buttons = row()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.notice.text)
