"""The bill of one account: its charges, its documents, and what a cashier does with them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.billing.credit_invoice import CREDIT_INVOICE
from app.billing.issue_invoice import ISSUE_INVOICE
from app.billing.print_invoice import PRINT_INVOICE
from app.billing.print_receipt import PRINT_RECEIPT
from app.billing.queries import BILL, USUAL_BILL
from app.billing.refund_payment import REFUND_PAYMENT
from app.billing.rows import Bill, DocumentRow
from app.command import Done, Outcome
from models.vocabulary import EncounterId, PatientId
from resources.icons import Icon
from views.billing.bill_face import BillFace
from views.billing.payment_dialog import PaymentDialog
from views.forms.form_dialog import FormDialog
from views.layouts import column
from views.runner import LINE
from views.widgets.empty_state import EmptyState
from views.widgets.notice import tone_of
from views.widgets.plain import Card, wait_for_answer
from views.words import joined, said
from views.workplace import Workplace


class BillPanel(QWidget):
    """Shows one account, and never two."""

    patient_wanted = Signal(object)

    def __init__(self, place: Workplace, *, is_named: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._place = place
        self._patient: PatientId | None = None
        self._visit: EncounterId | None = None
        self._usual = False
        self._wanted: Callable[[], None] | None = None
        self.bill: Bill | None = None
        self.nothing, self.face = EmptyState(), BillFace(is_named=is_named)
        layout = column(self)
        self._blank = Card()
        self._blank.body.addWidget(self.nothing, 1)
        layout.addWidget(self._blank, 1)
        layout.addWidget(self.face, 1)
        self.face.pay.clicked.connect(self.pay)
        self.face.issue.clicked.connect(self.issue)
        self.face.credit.clicked.connect(self.credit)
        self.face.refund.clicked.connect(self.refund)
        self.face.print.clicked.connect(self.print_document)
        self.face.documents.selected.connect(lambda _row: self._settle())
        self.face.visit_chosen.connect(self._turn_to_visit)
        place.runner.reload_on(BILL.tables | {LINE}, self.reload, owner=self)
        self.show_nothing()

    def show_account(self, patient_id: PatientId, encounter_id: EncounterId | None) -> None:
        """Show the account of a visit."""
        self._become(patient_id, encounter_id, usual=False)

    def show_patient(self, patient_id: PatientId) -> None:
        """Show the account of the patient that wants a cashier."""
        self._become(patient_id, None, usual=True)

    def show_nothing(self) -> None:
        """No account is chosen."""
        self._patient, self._visit, self.bill, self._wanted = None, None, None, None
        self._put_in_front(
            self.tr("Nothing is chosen"), self.tr("Choose an account, or scan a wristband.")
        )

    def reload(self) -> None:
        """Ask for the bill again."""
        office, patient_id, visit = self._place.office, self._patient, self._visit
        if patient_id is None:
            return
        usual = self._usual
        self._place.runner.ask(
            lambda: (
                office.ask(USUAL_BILL, patient_id) if usual else office.ask(BILL, patient_id, visit)
            ),
            self._show,
            owner=self,
            slot="bill",
            failed=self._unreadable,
        )

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What is done here for actions of the catalogue."""
        return {
            "payment.take": self.pay,
            "payment.refund": self.refund,
            "payment.print_receipt": self.print_document,
            "invoice.issue": self.issue,
            "invoice.credit": self.credit,
            "invoice.print": self.print_document,
        }

    def pay(self) -> None:
        """Open the payment with what is owed; at once, or as soon as the bill is read."""
        if self.bill is None:
            self._wanted = self.pay
            return
        about = (joined((self.bill.patient, said(self.bill.visit))), self.bill.currency)
        dialog = PaymentDialog(self._place, self._context(), about, self)
        dialog.saved.connect(lambda done: self._paid(done, dialog.change.text()))
        dialog.open()

    def issue(self) -> None:
        """Bill what is on no bill yet."""
        if self.bill is None:
            self._wanted = self.issue
            return
        wait_for_answer(self.face.issue, self.face.documents)
        self._carry_out(ISSUE_INVOICE, self._context(), self.tr("The invoice is issued."))

    def credit(self) -> None:
        """Take back the chosen invoice, or some of its lines."""
        chosen = self.face.documents.current
        if chosen is None or not chosen.is_bill:
            self.face.notice.say(self.tr("Choose an invoice in the list first."), "info")
            self.face.documents.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._open(CREDIT_INVOICE, {"invoice": chosen.document_id}, chosen.number)

    def refund(self) -> None:
        """Give money back."""
        if self.bill is not None:
            self._open(REFUND_PAYMENT, {}, self.bill.patient)

    def print_document(self) -> None:
        """Print the chosen invoice, credit note or receipt; the last one where none is chosen."""
        documents = self.bill.documents if self.bill else ()
        chosen: DocumentRow | None = self.face.documents.current or next(
            iter(reversed(documents)), None
        )
        if chosen is None:
            self.face.notice.say(self.tr("There is no document to print yet."), "info")
            return
        self._print(chosen.document_id, receipt=chosen.is_payment)

    def _become(
        self, patient_id: PatientId, encounter_id: EncounterId | None, *, usual: bool
    ) -> None:
        if (patient_id, encounter_id, usual) != (self._patient, self._visit, self._usual):
            self._patient, self._visit, self._usual = patient_id, encounter_id, usual
            self.bill, self._wanted = None, None
            self.face.notice.say("")
            self._put_in_front(self.tr("Reading the bill…"), "", Icon.CLOCK)
        self.reload()

    def _turn_to_visit(self, key: str) -> None:
        if self._patient is not None:
            self.show_account(self._patient, EncounterId(UUID(key)) if key else None)

    def _context(self) -> dict[str, object]:
        encounter = self.bill.encounter_id if self.bill else None
        return {"patient": self._patient, "encounter": encounter}

    def _show(self, bill: Bill | None) -> None:
        self.bill = bill
        if bill is None:
            self._put_in_front(
                self.tr("This desk does not hold that patient"),
                self.tr("They may still be on the way here. Press F5 to ask again."),
            )
            return
        self._blank.hide()
        self.face.show()
        line = self._place.office.line
        self.face.show_bill(bill, offline=line is None or line.status().state != "online")
        self._settle()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _settle(self) -> None:
        chosen = self.face.documents.current
        self.face.credit.setEnabled(chosen is not None and chosen.is_bill)
        self.face.print.setEnabled(bool(self.bill and self.bill.documents))
        self.face.issue.setEnabled(self.bill is not None and self.bill.has_unbilled)

    def _unreadable(self) -> None:
        self._put_in_front(
            self.tr("This bill cannot be shown"),
            self.tr("Nothing is lost. Press F5 to try again."),
            Icon.DANGER,
        )

    def _put_in_front(self, title: str, words: str, icon: Icon = Icon.RECEIPT) -> None:
        self.nothing.say(title, words, icon)
        self._blank.show()
        self.face.hide()

    def _open(self, use_case: Any, more: Mapping[str, object], subject: str) -> None:
        dialog = FormDialog(self._place, use_case, {**self._context(), **more}, subject, self)
        dialog.saved.connect(self._saved)
        dialog.open()

    def _carry_out(self, use_case: Any, context: Mapping[str, object], words: str) -> None:
        def answered(outcome: Outcome) -> None:
            shown = words if isinstance(outcome, Done) else said(outcome.words)
            self.face.notice.say(said(outcome.words) or shown, tone_of(outcome))
            self.reload()

        self._place.carry_out(use_case, context, {}, answered, owner=self)

    def _print(self, document_id: UUID, *, receipt: bool, before: str = "") -> None:
        task = PRINT_RECEIPT if receipt else PRINT_INVOICE
        context = {"payment" if receipt else "invoice": document_id}

        def answered(outcome: Outcome) -> None:
            words = joined((before, said(outcome.words)))
            self.face.notice.say(words, tone_of(outcome))

        self._place.carry_out(task, context, {}, answered, owner=self)

    def _paid(self, done: Done, change: str) -> None:
        taken = joined((self.tr("The payment is recorded."), change))
        self.face.notice.say(taken, "success")
        self._print(done.result, receipt=True, before=taken)

    def _saved(self, done: Done) -> None:
        words = said(done.words) or self.tr("Saved at this desk. It is sent by itself.")
        self.face.notice.say(words, "success")
        self.reload()
