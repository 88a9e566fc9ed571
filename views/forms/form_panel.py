"""One form for every use case, drawn from its input type.

Checks while the person types, keeps a draft, commits on Enter, and is done once however often the
button is pressed. Whatever the answer, what was typed stays until it is recorded.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.command import Done, OpenForm, Outcome, Refused, Unavailable
from app.fields import Width, form_fields
from views.forms.draft_keeper import DraftKeeper, Kept
from views.forms.field_box import FieldBox
from views.forms.field_grid import WIDE, FieldGrid
from views.layouts import column, row
from views.widgets.notice import Notice
from views.widgets.plain import button
from views.widgets.snug import Snug
from views.words import said
from views.workplace import Workplace

PAUSE_MS = 500
"""After this long without a key the draft is saved and a wrong value is pointed out."""


class FormPanel(QWidget):
    """The fields, a line for what happened, and the buttons."""

    done = Signal(object, str)
    """`Done` and the key of the button that was pressed."""
    backed_out = Signal()
    opened = Signal()
    """The form is filled in with what is recorded, or with a draft."""

    def __init__(
        self,
        place: Workplace,
        use_case: Any,
        context: Mapping[str, object],
        *,
        spans: Mapping[Width, int] = WIDE,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place, self._use_case, self._context = place, use_case, dict(context)
        self._form: OpenForm[Any] | None = None
        self._saving = False
        self._pressed: QPushButton | None = None
        self._touched: set[str] = set()
        self._edited_last = ""
        self._kept: dict[str, str] = {}
        self._commits: dict[str, QPushButton] = {}
        self.boxes = {f.name: FieldBox(f) for f in form_fields(use_case.input)}
        self._keeper = DraftKeeper(place, use_case.key, context, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self.notice = Notice()
        self.afresh = self.notice.offer(self.tr("Start afresh"))
        self.afresh.clicked.connect(self.start_afresh)
        self.afresh.hide()
        self.body = column(self, gap="m")
        self.body.addWidget(self.notice)
        self.body.addWidget(Snug(FieldGrid(self.boxes.values(), spans)), 1)
        self.bar = row(gap="s")
        self.body.addLayout(self.bar)
        self.bar.addStretch(1)
        self.body.addStretch()
        for box in self.boxes.values():
            box.edited.connect(self._edited)
            box.left.connect(self._left)
        self.open()

    def offer(self, text: str, key: str = "", kind: str = "plain-button") -> QPushButton:
        """Add a button that commits; the first one is also what Enter does."""
        made = button(text, kind)
        made.clicked.connect(lambda: self.commit(key))
        self._commits[key] = made
        self.bar.insertWidget(self.bar.count() - 1, made)
        return made

    def offer_back_out(self, text: str) -> QPushButton:
        """Add the button that does what Esc does."""
        made = button(text)
        made.clicked.connect(self.back_out)
        self.bar.insertWidget(self.bar.count() - 1, made)
        return made

    def open(self) -> None:
        """Ask for the form and for a draft of it."""
        office, use_case, context = self._place.office, self._use_case, self._context
        keeper = self._keeper

        def work() -> tuple[OpenForm[Any], Kept | None]:
            kept = keeper.find()
            return office.open_form(use_case, context, kept.action if kept else None), kept

        self._place.runner.ask(work, self._opened, owner=self, slot="open")

    def start_afresh(self) -> None:
        """Throw the draft away and begin with what is recorded."""
        self._pause.stop()
        self._touched.clear()
        self._keeper.drop()
        self.notice.say("")
        self.open()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard into the first field; a form without one is only confirmed."""
        fields = [box.control for box in self.boxes.values()]
        for first in (*fields, *self._commits.values())[:1]:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def raw(self) -> dict[str, str]:
        """Every text as it stands."""
        return {name: box.value for name, box in self.boxes.items()}

    def commit(self, key: str = "") -> None:
        """Carry it out, once."""
        form = self._form
        if form is None or not all(each.isEnabled() for each in self._commits.values()):
            return
        self._pause.stop()
        self._saving = True
        self._busy(on=True)
        raw, office = self.raw(), self._place.office
        self._place.runner.submit(
            lambda: office.save(form, raw),
            lambda answer: self._answered(answer, key),
            owner=self,
            failed=self._unanswered,
        )

    def back_out(self) -> None:
        """Leave; what was typed stays as a draft."""
        self._keep()
        self.backed_out.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter commits; Esc backs out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit(next(iter(self._commits), ""))
        elif event.key() == Qt.Key.Key_Escape:
            self.back_out()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed whenever the form goes out of sight."""
        super().hideEvent(event)
        self._keep()

    def _opened(self, found: tuple[OpenForm[Any], Kept | None]) -> None:
        self._form, kept = found
        texts = {**self._form.raw, **(kept.raw if kept else {})}
        for name, box in self.boxes.items():
            with QSignalBlocker(box.control):  # what the form shows by itself is not typed
                box.offer(self._form.options.get(name, ()))
                if name not in self._touched:
                    box.put(texts.get(name, ""))
            if name not in self._touched:
                self._check(name, complain=False)
        self.afresh.setVisible(kept is not None)
        if kept is not None:
            words = self.tr("What you typed before is back. It is not recorded yet.")
            self.notice.say(words, "info")
        elif self.notice.text:
            self.notice.say("")
        self.opened.emit()

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self._edited_last = name
        self._check(name, complain=bool(self.boxes[name].problem))
        self._pause.start()

    def _left(self, name: str) -> None:
        if name in self._touched:
            self._check(name, complain=True)
            self._keep()

    def _paused(self) -> None:
        self._check(self._edited_last, complain=True)
        self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        raw = self.raw()
        if self._saving:
            return  # a draft kept behind the record would bring the saved form back
        if self._form is not None and self._touched and raw != self._kept:
            self._kept = raw
            self._keeper.keep(self._form.action, raw)

    def _check(self, name: str, *, complain: bool) -> None:
        if self._form is None:
            return
        box = self.boxes[name]
        checked = self._place.office.check(self._form, name, box.value)
        if checked.problem is None or (not box.value.strip() and not complain):
            box.answer(checked.shown if box.echoes and checked.shown != box.value.strip() else "")
        elif complain:
            box.complain(said(checked.problem))
        else:
            box.answer("")

    def _unanswered(self) -> None:
        self._saving = False
        self._busy(on=False)

    def _answered(self, outcome: Outcome, key: str) -> None:
        self._unanswered()
        match outcome:
            case Done():
                # Whatever is typed from here on belongs to another form.
                self._form = None
                self._touched.clear()
                self._keeper.drop()
                self.notice.say("")
                self.done.emit(outcome, key)
            case Refused():
                self._refused(outcome)
            case Unavailable(words):
                self.afresh.hide()
                self.notice.say(said(words), "attention")

    def _refused(self, refused: Refused) -> None:
        problems = dict(refused.problems)
        if refused.field:
            problems[refused.field] = refused.words
        for name, words in problems.items():
            self.boxes[name].complain(said(words))
        self.afresh.hide()
        self.notice.say(said(refused.words), "danger")
        wrong = [box for name, box in self.boxes.items() if name in problems]
        if wrong:
            wrong[0].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self, *, on: bool) -> None:
        for each in self._commits.values():
            if on:
                self._pressed = each if each.hasFocus() else self._pressed
            each.setEnabled(not on)
        if not on and self._pressed is not None:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pressed = None
