"""The tab of the patient's bill."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

from models.vocabulary import PatientId
from views.billing.bill_panel import BillPanel
from views.layouts import column, scrolled
from views.patient_tab import TabPage
from views.workplace import Workplace


class BillTab(TabPage):
    """The account of the patient that wants a cashier; the others are a choice away."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Bill"))
        self.panel = BillPanel(place, is_named=False)
        column(self).addWidget(scrolled(self.panel))

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front."""
        self.patient = patient_id
        self.panel.show_patient(patient_id)

    def leave(self) -> None:
        """Nothing of the patient stays behind."""
        self.patient = None
        self.panel.show_nothing()

    def reload(self) -> None:
        """Ask for the bill again."""
        self.panel.reload()

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What is done here for actions of the catalogue."""
        return self.panel.deeds()
