"""The tab of the vital signs: the form under one hand, the score, and how it has gone so far."""

from collections.abc import Callable, Mapping

from app.chart.void_record import VOID_RECORD
from app.command import Done
from app.registration.rows import PatientCard
from app.vitals.queries import VITALS_CHART
from app.vitals.rows import VitalsChart
from models.vocabulary import PatientId
from views.forms.form_dialog import FormDialog
from views.layouts import measured, row
from views.patient_tab import TabPage
from views.vitals.trend_card import TrendCard
from views.vitals.vitals_form import VitalsForm
from views.workplace import Workplace


class VitalsTab(TabPage):
    """Enter records; Esc keeps what was typed and goes back."""

    takes_keyboard = True

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setAccessibleName(self.tr("Vital signs"))
        self._name = ""
        self.form, self.trend = VitalsForm(place), TrendCard(place)
        self.form.recorded.connect(self._recorded)
        self.form.backed_out.connect(self.setFocus)
        self.trend.void_wanted.connect(self._strike_out)
        self.trend.listed.connect(self.form.setHidden)
        sides = row(self, gap="m")
        sides.addWidget(measured(self.form, narrow=True), 6)
        sides.addWidget(self.trend, 7)
        place.runner.reload_on(VITALS_CHART.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front: an empty form, and their sets."""
        self._name = ""
        self.trend.draw()
        self.form.set_age(None)
        self.form.show_patient(patient_id)
        self.trend.say_loading()
        super().show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Whose record it is, for the form of striking out."""
        self._name = card.name

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._name = ""
        self.form.put_away()
        self.trend.say_loading()

    def begin(self) -> None:
        """The keyboard goes into the first field."""
        self.trend.draw()
        self.form.begin()

    def reload(self) -> None:
        """Ask for the sets again."""
        office, patient_id = self.place.office, self.patient
        if patient_id is not None:
            self.place.runner.ask(
                lambda: office.ask(VITALS_CHART, patient_id),
                self._show,
                owner=self,
                slot="chart",
                failed=self.trend.say_unreadable,
            )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {"vitals.record": self.begin}

    def _show(self, found: VitalsChart) -> None:
        if found.patient_id == self.patient:
            self.form.set_age(found.age_years)
            self.trend.show_chart(found)

    def _recorded(self, _done: Done) -> None:
        self.said.emit(self.tr("Recorded at this desk. It is sent by itself."), "success")
        self.reload()

    def _strike_out(self, which: Mapping[str, object]) -> None:
        context = {"patient": self.patient, **which}
        dialog = FormDialog(self.place, VOID_RECORD, context, self._name, self)
        dialog.saved.connect(lambda _done: self._struck_out())
        dialog.open()

    def _struck_out(self) -> None:
        self.said.emit(self.tr("Struck out. It stays to be seen, with the reason."), "success")
        self.reload()
