"""The first start of a workstation: which hospital it belongs to."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar

from views.gate.frame import GateFrame
from views.layouts import column, row
from views.widgets.plain import button, label

ANY_ADDRESS = "https://"
ADDRESS_LENGTH = 200
CODE_LENGTH = 40


class EnrolmentWindow(GateFrame):
    """The server's address and the one-time code from the administrator."""

    tried = Signal(str, str)
    """Server address and code."""

    def __init__(self, server: str = "") -> None:
        super().__init__(
            self.tr("Connect this workstation"),
            self.tr(
                "It is not part of a hospital yet. Your administrator gives you the address of "
                "the hospital's server and a code that works once."
            ),
        )
        self.address = self._line(
            self.tr("&Server address"),
            self.tr("Server address"),
            server or ANY_ADDRESS,
            ADDRESS_LENGTH,
        )
        self.code = self._line(self.tr("One-time &code"), self.tr("One-time code"), "", CODE_LENGTH)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Connecting"))
        self._progress.hide()
        self.body.addWidget(self._progress)
        self.connect_button = button(self.tr("Connect"), "primary")
        self.connect_button.clicked.connect(self._try)
        buttons = row()
        buttons.addWidget(self.connect_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        (self.code if server else self.address).setFocus()

    def refuse(self, words: str) -> None:
        """Say what went wrong; what was typed stays."""
        self._busy(on=False)
        self.code.setFocus()
        self.notice.say(words, "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter connects."""
        if event.text() in ("\r", "\n"):
            self._try()
        else:
            super().keyPressEvent(event)

    def _line(self, text: str, name: str, start: str, length: int) -> QLineEdit:
        control = QLineEdit(start)
        control.setMaxLength(length)
        control.setAccessibleName(name)
        caption = label(text, "label")
        caption.setBuddy(control)
        layout = column(gap="xs")
        layout.addWidget(caption)
        layout.addWidget(control)
        self.body.addLayout(layout)
        return control

    def _try(self) -> None:
        if not self.connect_button.isEnabled():
            return
        if not self.code.text().strip():
            self.notice.say(self.tr("Type the code that your administrator gave you."), "attention")
            self.code.setFocus()
            return
        self.notice.say(self.tr("Connecting. This takes a few seconds."), "info")
        self._busy(on=True)
        self.tried.emit(self.address.text().strip(), self.code.text().strip())

    def _busy(self, *, on: bool) -> None:
        self.connect_button.setEnabled(not on)
        self._progress.setVisible(on)
