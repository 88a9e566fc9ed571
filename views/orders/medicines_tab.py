"""The tab of the medicines: what is ordered, what the patient reacts to, and how to prescribe."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from app.command import Done, Outcome
from app.orders.discard_draft import DISCARD_DRAFT
from app.orders.print_orders import PRINT_ORDERS
from app.orders.queries import PATIENT_ORDERS
from app.orders.rows import OrderRow
from app.registration.rows import PatientCard
from models.vocabulary import PatientId
from views.allergies.allergy_card import AllergyCard
from views.forms.form_dialog import FormDialog
from views.layouts import row
from views.orders.orders_card import OrdersCard
from views.orders.prescribe_dialog import PrescribeDialog
from views.orders.sign_dialog import SignDialog
from views.patient_tab import TabPage
from views.widgets.notice import tone_of
from views.words import joined, said
from views.workplace import Workplace


class MedicinesTab(TabPage):
    """Orders on the left, allergies beside them."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self.setAccessibleName(self.tr("Medicines"))
        self._card: PatientCard | None = None
        self.orders, self.allergies = OrdersCard(place), AllergyCard(place)
        self.orders.prescribe_wanted.connect(self.prescribe)
        self.orders.sign_wanted.connect(self.sign)
        self.orders.print_wanted.connect(self.print_orders)
        self.orders.form_wanted.connect(self.open_form)
        self.orders.discard_wanted.connect(self._discard)
        self.allergies.form_wanted.connect(self.open_form)
        sides = row(self, gap="m")
        sides.addWidget(self.orders, 3)
        sides.addWidget(self.allergies, 2)
        place.runner.reload_on(PATIENT_ORDERS.tables, self.reload, owner=self)

    def show_patient(self, patient_id: PatientId) -> None:
        """Another patient is in front: their orders, their allergies."""
        self._card = None
        self.orders.forget()
        self.allergies.show_patient(patient_id)
        super().show_patient(patient_id)

    def show_card(self, card: PatientCard) -> None:
        """Whose record it is, for the forms."""
        self._card = card

    def leave(self) -> None:
        """Nothing of the patient stays behind the next page."""
        super().leave()
        self._card = None
        self.orders.forget()
        self.allergies.show_patient(None)

    def begin(self) -> None:
        """The keyboard goes to the orders."""
        self.orders.table.setFocus()

    def reload(self) -> None:
        """Ask for the orders again."""
        office, patient_id = self.place.office, self.patient
        if patient_id is not None:
            self.place.runner.ask(
                lambda: office.ask(PATIENT_ORDERS, patient_id),
                lambda found: self._show(found, patient_id),
                owner=self,
                slot="orders",
                failed=self.orders.table.show_unreadable,
            )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What this tab does for the catalogue."""
        return {
            "order.draft": self.prescribe,
            "allergy.record": self.allergies.record.click,
            "allergy.none_known": self.allergies.none_known.click,
            "allergy.change": self.allergies.change.click,
            "order.sign": self.sign,
            "order.stop": self.orders.stop.click,
            "order.discard": self.orders.discard.click,
            "order.print": lambda: self.print_orders(None),
        }

    def prescribe(self) -> None:
        """Put the form of prescribing in front."""
        if self.patient is None or self._card is None:
            return
        dialog = PrescribeDialog(self.place, self.patient, self._subject(self._card), self)
        dialog.drafted.connect(self._drafted)
        dialog.open()

    def sign(self) -> None:
        """Show what waits for a signature."""
        drafts = self.orders.drafts
        if self.patient is None or self._card is None or not drafts:
            return
        prescription = drafts[0].prescription_id
        subject = self._subject(self._card)
        dialog = SignDialog(self.place, self.patient, prescription, drafts, subject, self)
        dialog.signed.connect(self._signed)
        dialog.open()

    def print_orders(self, prescription: UUID | None) -> None:
        """Put a prescription into the print queue; None is the newest that was signed."""
        if self.patient is not None:
            context = {"patient": self.patient, "prescription": prescription}
            self.place.carry_out(PRINT_ORDERS, context, {}, self._answered, owner=self)

    def open_form(self, use_case: Any, more: Mapping[str, object]) -> None:
        """Open a form about this patient."""
        if self.patient is None or self._card is None:
            return
        context = {"patient": self.patient, **more}
        dialog = FormDialog(self.place, use_case, context, self._subject(self._card), self)
        dialog.saved.connect(self._saved)
        dialog.open()

    def _subject(self, card: PatientCard) -> str:
        return joined((card.name, card.born, card.mrn))

    def _show(self, found: tuple[OrderRow, ...], patient_id: PatientId) -> None:
        if patient_id == self.patient:
            self.orders.show_orders(found)

    def _discard(self, order: OrderRow) -> None:
        context = {"patient": self.patient, "order": order.order_id}
        self.place.carry_out(DISCARD_DRAFT, context, {}, self._answered, owner=self)

    def _drafted(self, _done: Done, and_another: bool) -> None:  # noqa: FBT001 - a signal
        self.said.emit(self.tr("Kept as a draft. It is no order before it is signed."), "info")
        self.reload()
        if and_another:
            self.prescribe()
        elif self.orders.sign.isVisible():
            self.orders.sign.setFocus()

    def _signed(self, _done: Done) -> None:
        self.reload()
        line = self.place.office.line
        online = line is not None and line.status().state == "online"
        words = (
            self.tr("Signed. Print it with Print.")
            if online
            else self.tr("SIGNED OFFLINE. Print it now: its code carries it to the pharmacy.")
        )
        self.said.emit(words, "success" if online else "attention")
        self.orders.print.setEnabled(True)
        self.orders.print.setFocus()

    def _saved(self, done: Done) -> None:
        words = said(done.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.said.emit(words, "success")
        self.reload()

    def _answered(self, outcome: Outcome) -> None:
        words = said(outcome.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.said.emit(words, tone_of(outcome))
        self.reload()
