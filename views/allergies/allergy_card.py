"""The allergies of the patient in front: what is known, what can be checked, how to change it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.allergies.change_allergy import CHANGE_ALLERGY
from app.allergies.none_known import NONE_KNOWN
from app.allergies.queries import ALLERGY_CARD
from app.allergies.record_allergy import RECORD_ALLERGY
from app.allergies.rows import AllergyCard as AllergyFacts
from app.allergies.rows import AllergyRow
from app.allergy_state import STATE_WORDS, AllergyState
from app.command import Outcome
from app.marks import MARK_WORDS, SyncMark
from models.vocabulary import N_, PatientId
from resources.icons import Icon
from views.layouts import row
from views.tables.rows_model import Column
from views.tables.rows_table import RowsTable
from views.widgets.notice import Notice, Tone, tone_of
from views.widgets.plain import Card, button, label, wait_for_answer
from views.words import joined, said
from views.workplace import Workplace

NOT_CHECKED = N_("NOT CHECKED")
_TONES: dict[AllergyState, Tone] = {
    AllergyState.KNOWN: "danger",
    AllergyState.NONE_KNOWN: "success",
    AllergyState.NOT_RECORDED: "attention",
    AllergyState.UNAVAILABLE: "info",
}


def _mark(each: AllergyRow) -> tuple[Icon, str] | None:
    if not each.stands:
        return None
    return (Icon.DANGER, "danger") if each.can_be_checked else (Icon.ATTENTION, "attention")


def _over(each: AllergyRow) -> bool:
    return each.is_voided


def _substance(each: AllergyRow) -> str:
    """What does not go without saying stands beside the name."""
    state = "" if each.can_be_checked else said(NOT_CHECKED)
    return joined((each.substance, state if each.stands else said(each.state)))


class AllergyCard(Card):
    """Shows the allergies; `form_wanted` asks for a form with what it must know."""

    form_wanted = Signal(object, object)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self._patient: PatientId | None = None
        self.state = Notice()
        self.record = button(self.tr("Record allergy…"), "plain-button")
        self.none_known = button(self.tr("None known"), "plain-button")
        self.change = button(self.tr("Change…"), "link", self.tr("Change the chosen allergy"))
        self.table: RowsTable[AllergyRow] = RowsTable(
            (
                Column(N_("Substance"), _substance, mark=_mark, wraps=True, struck=_over),
                Column(N_("Reaction"), lambda r: r.reaction, wraps=True, struck=_over),
            ),
            lambda each: each.allergy_id,
            name=self.tr("Allergies"),
        )
        self.more = label("", "caption", wraps=True)
        self.more.setAccessibleName(self.tr("About the chosen allergy"))
        self.table.selected.connect(lambda _row: self._settle())
        self.table.chosen.connect(lambda _row: self._change())
        self.record.clicked.connect(lambda: self.form_wanted.emit(RECORD_ALLERGY, {}))
        self.none_known.clicked.connect(self._none_known)
        self.change.clicked.connect(self._change)
        self._lay_out()
        place.runner.reload_on(ALLERGY_CARD.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId | None) -> None:
        """From now on it is about this patient."""
        self._patient = patient_id
        self.state.say("")
        self.table.show_rows(())
        self.table.show_loading(self.tr("Reading the allergies…"))
        self.none_known.hide()
        self._settle()
        self.reload()

    def reload(self) -> None:
        """Ask again."""
        office, patient_id = self._place.office, self._patient
        if patient_id is not None:
            self._place.runner.ask(
                lambda: office.ask(ALLERGY_CARD, patient_id),
                lambda found: self._show(found, patient_id),
                owner=self,
                slot="allergies",
                failed=self.table.show_unreadable,
            )

    def _lay_out(self) -> None:
        head = row(gap="s")
        head.addWidget(label(self.tr("Allergies"), "heading"))
        head.addStretch(1)
        head.addWidget(self.change)
        deeds = row(gap="s")
        deeds.addWidget(self.record)
        deeds.addWidget(self.none_known)
        deeds.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.state)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.more)
        self.body.addLayout(deeds)

    def _show(self, found: AllergyFacts, patient_id: PatientId) -> None:
        if patient_id != self._patient:
            return
        self.state.say(said(STATE_WORDS[found.state]), _TONES[found.state])
        asks = found.state is AllergyState.NOT_RECORDED
        self.table.when_empty(
            self.tr("Ask the patient, then record the answer") if asks else "",
            self.tr("Nothing can be ordered before.") if asks else "",
        )
        self.table.show_rows(found.rows)
        self.none_known.setVisible(asks and self._place.desk.may(NONE_KNOWN.key))
        self._settle()

    def _settle(self) -> None:
        self.record.setVisible(self._place.desk.may(RECORD_ALLERGY.key))
        current = self.table.current
        self.change.setVisible(self._place.desk.may(CHANGE_ALLERGY.key))
        self.change.setEnabled(current is not None and not current.is_voided)
        words = ""
        if current is not None:
            sent = "" if current.mark is SyncMark.SENT else said(MARK_WORDS[current.mark])
            facts = (current.kind, current.risk, current.reaction, current.checked)
            words = joined((*map(said, facts), said(current.recorded), sent))
        self.more.setText(words)
        self.more.setVisible(bool(words))

    def _change(self) -> None:
        current = self.table.current
        if current is not None and self.change.isEnabled():
            self.form_wanted.emit(CHANGE_ALLERGY, {"allergy": current.allergy_id})

    def _none_known(self) -> None:
        if self._patient is not None:
            wait_for_answer(self.none_known, self.table)
            self._place.carry_out(
                NONE_KNOWN, {"patient": self._patient}, {}, self._answered, owner=self
            )

    def _answered(self, outcome: Outcome) -> None:
        self.none_known.setEnabled(True)
        if outcome.words:
            self.state.say(said(outcome.words), tone_of(outcome))
        self.reload()
