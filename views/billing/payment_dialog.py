"""Taking a payment: what is owed stands there already, and the change is worked out meanwhile."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.billing.change import change_words
from app.billing.take_payment import TAKE_PAYMENT
from views.forms.form_dialog import FormDialog
from views.widgets.plain import label
from views.words import kept_together, said
from views.workplace import Workplace


class PaymentDialog(FormDialog):
    """Enter takes it; the receipt is printed behind it."""

    def __init__(
        self,
        place: Workplace,
        context: Mapping[str, object],
        about: tuple[str, str],
        parent: QWidget,
    ) -> None:
        """Open the form.

        Args:
            place: where it is carried out.
            context: the account.
            about: whose account it is, and its currency.
            parent: the window it stands in front of.
        """
        subject, self._currency = about
        super().__init__(place, TAKE_PAYMENT, context, subject, parent)
        self.change = label("", "title", wraps=True)
        self.form.body.insertWidget(self.form.body.indexOf(self.form.bar), self.change)
        for name in ("amount", "tendered"):
            self.form.boxes[name].edited.connect(self._work_out)

    def _work_out(self, _name: str) -> None:
        amount, tendered = (self.form.boxes[name].value for name in ("amount", "tendered"))
        self.change.setText(kept_together(said(change_words(amount, tendered, self._currency))))
