"""Who is there? The window before the work, and the one that a locked desk shows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from views.gate.frame import GateFrame
from views.layouts import column, row
from views.widgets.notice import Notice
from views.widgets.plain import button, label
from views.words import joined

if TYPE_CHECKING:
    from app.desk_card import DeskCard

WORD_LENGTH = 200


class SignInWindow(GateFrame):
    """Name and password; says which hospital and which desk this is."""

    tried = Signal(str, str)
    """Username and password."""
    another_wanted = Signal()
    """Somebody else than the person who locked the desk."""

    def __init__(self, card: "DeskCard") -> None:
        super().__init__(self.tr("Sign in"), "")
        self.username = _field(self.tr("Username"))
        self.password = _field(self.tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addLayout(_labelled(self.tr("&Username"), self.username))
        self.body.addLayout(_labelled(self.tr("&Password"), self.password))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Checking"))
        self._progress.hide()
        self.body.addWidget(self._progress)
        self.progress_words = Notice()
        self.body.addWidget(self.progress_words)
        self.enter = button(self.tr("Sign in"), "primary")
        self.enter.clicked.connect(self._try)
        self.another = button(self.tr("Somebody else"), "quiet")
        self.another.clicked.connect(self.another_wanted)
        self.another.hide()
        buttons = row(gap="s")
        buttons.addWidget(self.enter)
        buttons.addWidget(self.another)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.show_desk(card)
        self.username.setFocus()

    def show_desk(self, card: "DeskCard") -> None:
        """Which hospital this is, and which of its desks."""
        self.say_where(card.hospital)
        self.words.setText(joined((card.place, card.name)))

    def ask_back(self, name: str, username: str) -> None:
        """The desk is locked: ask only for the password of the person who is at work here."""
        self.heading.setText(self.tr("Locked by %1").replace("%1", name))
        self.username.setText(username)
        self.username.setReadOnly(True)
        self.another.show()
        self.notice.say("")
        self.take_another()

    def ask_anybody(self) -> None:
        """Nobody is at the desk: ask for name and password."""
        self.heading.setText(self.tr("Sign in"))
        self.username.setReadOnly(False)
        self.username.clear()
        self.another.hide()
        self.notice.say("")
        self.take_another()
        self.username.setFocus()

    def welcome(self) -> None:
        """They are in: nothing of them stays in the fields."""
        self.notice.say("")
        self.take_another()

    def take_another(self) -> None:
        """Ready for another try."""
        self.password.clear()
        self._busy(on=False)
        self.password.setFocus()

    def refuse(self, words: str) -> None:
        """Say why not; the name stays, the password does not."""
        self.take_another()
        self.notice.say(words, "danger")

    def inform(self, words: str) -> None:
        """Say how far the first copy has come; "" when it is complete."""
        self.progress_words.say(words, "info")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter signs in."""
        if event.text() in ("\r", "\n"):
            self._try()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.username.text().strip():
            self.username.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        else:
            self.notice.say("")
            self._busy(on=True)
            self.tried.emit(self.username.text().strip(), self.password.text())

    def _busy(self, *, on: bool) -> None:
        self.enter.setEnabled(not on)
        self._progress.setVisible(on)


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(WORD_LENGTH)
    made.setAccessibleName(name)
    return made


def _labelled(text: str, control: QWidget) -> QVBoxLayout:
    caption: QLabel = label(text, "label")
    caption.setBuddy(control)
    layout = column(gap="xs")
    layout.addWidget(caption)
    layout.addWidget(control)
    return layout
