"""One decision: what the field was, what two desks made of it, and the person's choice."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QWidget

from app.sync.rows import ConflictDetail, ConflictSide
from resources.icons import Icon
from views.forms.field_widgets import ChoiceControl
from views.layouts import column, row
from views.widgets.empty_state import EmptyState
from views.widgets.notice import Notice
from views.widgets.plain import Card, button, label, plain, restyle, wait_for_answer
from views.widgets.snug import Snug
from views.words import joined, said

OTHER_LENGTH = 400
_KEYS = ("standing", "proposed", "base", "other")


class DecisionCard(Card):
    """Choose with the arrow keys, commit with Enter."""

    decided = Signal(object, str, str)
    patient_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="m")
        self._detail: ConflictDetail | None = None
        self.patient = label("", "title", wraps=True)
        self.field = label("", "muted", wraps=True)
        self.notice = Notice()
        self._group = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        self._options: dict[str, QFrame] = {}
        self._about = {key: label("", "caption", wraps=True) for key in _KEYS[:3]}
        self.other = QLineEdit()
        self.other.setMaxLength(OTHER_LENGTH)
        self.other.setAccessibleName(self.tr("The other value"))
        self.other.textEdited.connect(lambda _text: self._choices["other"].setChecked(True))
        self.listed = ChoiceControl((), "")
        self.listed.setAccessibleName(self.tr("The other value, from a list"))
        self.listed.edited.connect(lambda: self._choices["other"].setChecked(True))
        self.commit = button(self.tr("Decide   Enter"), "primary")
        self.commit.clicked.connect(self._commit)
        self.open_patient = button(self.tr("Open the patient"))
        self.open_patient.clicked.connect(self._open_patient)
        self._nothing = EmptyState()
        self._nothing.say(
            self.tr("Nothing is chosen"), self.tr("Choose a decision on the left."), Icon.CONFLICT
        )
        self.body.addWidget(self._nothing)
        self._whole = plain()
        self.body.addWidget(self._whole)
        self._build()
        self.show_nothing()

    def show_detail(self, detail: ConflictDetail) -> None:
        """Show one decision; nothing is chosen until the person chooses."""
        if self._detail is not None and self._detail.conflict_id == detail.conflict_id:
            return
        self._detail = detail
        self._nothing.hide()
        self._whole.show()
        self.notice.say("")
        self.patient.setText(detail.patient)
        field = self.tr("%1 was set differently at two desks that could not see each other.")
        self.field.setText(field.replace("%1", said(detail.field)))
        empty = self.tr("(empty)")
        in_force = joined((self.tr("In force now"), _about(detail.standing)))
        self._choice("standing", detail.standing.value or empty, in_force)
        self._choice("proposed", detail.proposed.value or empty, _about(detail.proposed))
        self._choice("base", detail.base or empty, self.tr("What it was before both"))
        self.other.clear()
        self.other.setVisible(detail.takes_free_text)
        self.listed.setVisible(bool(detail.options))
        self.listed.offer(detail.options)
        self._options["other"].setVisible(detail.takes_free_text or bool(detail.options))
        self._group.setExclusive(False)
        for choice in self._choices.values():
            choice.setChecked(False)
        self._group.setExclusive(True)
        self.commit.setEnabled(False)

    def show_nothing(self) -> None:
        """There is nothing to decide, or nothing is chosen."""
        self._detail = None
        self._whole.hide()
        self._nothing.show()

    def settled(self) -> None:
        """It is recorded: the next one may come."""
        self._detail = None

    def refuse(self, words: str) -> None:
        """Say why not; the choice stays."""
        self.notice.say(words, "danger")
        self.commit.setEnabled(True)
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the keyboard on the first choice."""
        self._choices["standing"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter decides."""
        if event.text() in ("\r", "\n"):
            self._commit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        layout = column(self._whole, gap="m")
        for each in (self.patient, self.field, self.notice):
            layout.addWidget(each)
        ground = plain()
        options = column(ground, gap="m")
        layout.addWidget(Snug(ground), 1)
        for key in _KEYS:
            made = QRadioButton()
            made.toggled.connect(lambda _on: self.commit.setEnabled(self._detail is not None))
            self._choices[key] = made
            self._group.addButton(made)
            option = QFrame()
            option.setProperty("kind", "option")
            inner = column(option, gap="none", inset="s")
            inner.addWidget(made)
            if key in self._about:
                inner.addWidget(self._about[key])
            options.addWidget(option)
            made.toggled.connect(partial(self._mark, option))
            self._options[key] = option
        self._choices["other"].setText(self.tr("Another value"))
        self._choices["other"].setAccessibleName(self.tr("Another value"))
        other = self._options["other"].layout()
        if other is not None:
            other.addWidget(self.other)
            other.addWidget(self.listed)
        options.addStretch(1)
        buttons = row()
        for pressed in (self.commit, self.open_patient):
            buttons.addWidget(pressed)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch()

    def _mark(self, option: QFrame, on: bool) -> None:  # noqa: FBT001 - a signal of Qt
        restyle(option, chosen=on)

    def _choice(self, key: str, value: str, about: str) -> None:
        self._choices[key].setText(value.replace("&", "&&"))
        self._choices[key].setAccessibleName(joined((value, about)))
        self._about[key].setText(about)

    def _commit(self) -> None:
        chosen = next((key for key in _KEYS if self._choices[key].isChecked()), None)
        if self._detail is None or chosen is None or not self.commit.isEnabled():
            return
        other = self.listed.value() if self._detail.options else self.other.text()
        wait_for_answer(self.commit, self._choices[chosen])
        self.decided.emit(self._detail, chosen, other if chosen == "other" else "")

    def _open_patient(self) -> None:
        if self._detail is not None:
            self.patient_wanted.emit(self._detail.patient_id)


def _about(side: ConflictSide) -> str:
    return joined((side.who, side.desk, side.when))
