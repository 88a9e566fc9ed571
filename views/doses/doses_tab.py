"""The tab of the drug round: what is due, and recording it with two scans and Enter."""

from collections.abc import Callable, Mapping

from app.command import Done, Outcome
from app.doses.bedside import is_bedside_scan
from app.doses.queries import DOSE_SCAN, DOSES_TODAY
from app.doses.record_dose import RECORD_DOSE
from app.doses.rows import DoseRow, DoseScan, DoseState
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from views.doses.give_card import GiveCard
from views.doses.round_table import round_table
from views.forms.form_dialog import FormDialog
from views.layouts import row
from views.patient_tab import TabPage
from views.widgets.notice import tone_of
from views.widgets.plain import Card, label
from views.words import joined, said
from views.workplace import Workplace

_NOW = (DoseState.LATE, DoseState.DUE, DoseState.WHEN_NEEDED)


class DosesTab(TabPage):
    """Scan the band, scan the pack, press Enter."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setAccessibleName(self.tr("Doses"))
        self._card: PatientCard | None = None
        self._giving = False
        self.table = round_table(self.tr("Doses of the day"))
        self.table.when_empty(
            self.tr("No dose today"), self.tr("Nothing signed is due today at this desk.")
        )
        self.give = GiveCard()
        self.table.selected.connect(lambda _row: self.give.show_dose(self.table.current))
        self.table.chosen.connect(lambda _row: self._give())
        self.give.give_wanted.connect(self._give)
        self.give.other_wanted.connect(self._record_otherwise)
        listed = Card(gap="s")
        listed.body.addWidget(label(self.tr("Doses of the day"), "heading"))
        listed.body.addWidget(self.table, 1)
        sides = row(self, gap="m")
        sides.addWidget(listed, 7)
        sides.addWidget(self.give, 3)
        place.runner.reload_on(DOSES_TODAY.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front: nothing scanned for the last one counts."""
        self._forget()
        super().show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Whose record it is, for the form."""
        self._card = card

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._forget()

    def begin(self) -> None:
        """The keyboard goes to the doses; the first that is due is chosen."""
        self.table.setFocus()
        self._choose_first()

    def reload(self) -> None:
        """Ask for the doses again."""
        office, patient_id = self.place.office, self.patient
        if patient_id is not None:
            self.place.runner.ask(
                lambda: office.ask(DOSES_TODAY, patient_id),
                lambda found: self._show(found, patient_id),
                owner=self,
                slot="doses",
                failed=self.table.show_unreadable,
            )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {"dose.record": self.begin}

    def takes_scan(self, text: str) -> bool:
        """Take wristbands, anybody's, and packs: beside the bed no scan opens another patient."""
        office, patient_id = self.place.office, self.patient
        if patient_id is None or not is_bedside_scan(text):
            return False
        self.place.runner.ask(
            lambda: office.ask(DOSE_SCAN, patient_id, text),
            lambda scan: self._scanned(text, scan, patient_id),
            owner=self,
            slot="scan",
        )
        return True

    def _forget(self) -> None:
        self._card = None
        self.give.clear_scans()
        self.give.show_dose(None)
        self.table.show_rows(())
        self.table.show_loading(self.tr("Reading the doses…"))

    def _show(self, found: tuple[DoseRow, ...], patient_id: PatientId) -> None:
        if patient_id != self.patient:
            return
        self.table.show_rows(found)
        if self.table.current is None:
            self._choose_first()
        self.give.show_dose(self.table.current)

    def _choose_first(self) -> None:
        if self.table.current is None:
            waiting = [each for each in self.table.rows if each.is_open]
            due = [each for each in waiting if each.state in _NOW]
            for first in (*due, *waiting)[:1]:
                self.table.choose(first)

    def _scanned(self, text: str, scan: DoseScan, patient_id: PatientId) -> None:
        if patient_id != self.patient:
            return
        if scan.kind == "band":
            self.give.take_band(text)
            self._choose_first()
            self.give.ready()
        elif scan.kind == "pack":
            self._choose_for(text, scan)
        else:
            self.give.refuse(said(scan.words))

    def _choose_for(self, text: str, scan: DoseScan) -> None:
        """The pack chooses its dose: what is due first."""
        current = self.table.current
        fits = [
            each
            for each in self.table.rows
            if each.is_open and each.medication_id == scan.medication_id
        ]
        if not fits:
            words = self.tr("No dose of this pack is open: %1").replace("%1", said(scan.words))
            self.give.refuse(words)
            return
        if current not in fits:
            self.table.choose(fits[0])
        self.give.take_pack(text, scan)
        self.give.show_dose(self.table.current)
        self.give.ready()

    def _context(self, dose: DoseRow) -> dict[str, object]:
        return {
            "patient": self.patient,
            "order": dose.order_id,
            "due": dose.due_at,
            "band": self.give.band or None,
            "pack": self.give.pack or None,
        }

    def _give(self) -> None:
        dose = self.table.current
        if dose is None or not dose.is_open or self._giving:
            return
        if not self.give.is_scanned:
            self.give.refuse(
                self.tr("Scan the wristband first, or choose Record otherwise and say why not.")
            )
            return
        self._giving = True
        raw = {"outcome": "completed"}
        self.place.carry_out(RECORD_DOSE, self._context(dose), raw, self._given, owner=self)

    def _given(self, outcome: Outcome) -> None:
        self._giving = False
        if isinstance(outcome, Done):
            self.give.clear_pack()
            self.give.warning.say("")
            self.table.choose(None)
            self.said.emit(self.tr("Given. Saved at this desk; it is sent by itself."), "success")
            self.reload()
        else:
            self.give.refuse(said(outcome.words))
            self.said.emit(said(outcome.words), tone_of(outcome))

    def _record_otherwise(self) -> None:
        dose = self.table.current
        if dose is None or self._card is None:
            return
        subject = joined((self._card.name, dose.medicine, said(dose.amount), dose.due))
        dialog = FormDialog(self.place, RECORD_DOSE, self._context(dose), subject, self)
        dialog.saved.connect(lambda _done: self._recorded())
        dialog.open()

    def _recorded(self) -> None:
        self.give.clear_pack()
        self.give.warning.say("")
        self.table.choose(None)
        self.said.emit(self.tr("Recorded. Saved at this desk; it is sent by itself."), "success")
        self.reload()
