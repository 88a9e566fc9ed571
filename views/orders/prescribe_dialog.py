"""Prescribing: the form on one side, and beside it what the order would be and what checks say."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.command import Done
from app.fields import Width
from app.orders.draft_order import DRAFT_ORDER
from app.orders.queries import ORDER_PREVIEW
from app.orders.rows import OrderPreview
from models.vocabulary import PatientId
from views.forms.form_panel import FormPanel
from views.layouts import column, px, row, scrolled
from views.orders.check_list import CheckList
from views.theme import Theme
from views.widgets.plain import Card, label, plain
from views.widgets.sheet import Sheet
from views.words import said
from views.workplace import Workplace

WIDTH_IN_RAILS, BESIDE_IN_RAILS = 6, 2
HEIGHT_IN_RAILS = 4
SPANS = {Width.SHORT: 4, Width.MEDIUM: 6, Width.LONG: 12}
"""Three short fields to a row; the name of a medicine has a row of its own."""


class PrescribeDialog(Sheet):
    """Enter keeps the order as a draft; the second button goes on with another."""

    drafted = Signal(object, bool)
    """`Done`, and whether the person goes on with another medicine."""

    def __init__(
        self, place: Workplace, patient_id: PatientId, subject: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._place, self._patient = place, patient_id
        self.setModal(True)
        title = said(DRAFT_ORDER.title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        rail = Theme.current().tokens.size.rail
        self.setFixedWidth(WIDTH_IN_RAILS * rail)
        self.setMinimumHeight(HEIGHT_IN_RAILS * rail)
        self.form = FormPanel(place, DRAFT_ORDER, {"patient": patient_id}, spans=SPANS)
        self.form.offer(self.tr("Add   Enter"), kind="primary")
        self.form.offer(self.tr("Add, then next"), "another")
        self.form.offer_back_out(self.tr("Keep as draft   Esc"))
        self.checks = CheckList()
        self.directions = label("", "value", wraps=True)
        self.directions.setAccessibleName(self.tr("The patient reads"))
        self.quantity = label("", "value", wraps=True)
        self.quantity.setAccessibleName(self.tr("Supply"))
        self.problem = label("", "problem", wraps=True)
        self._lay_out(title, subject, BESIDE_IN_RAILS * rail)
        for box in self.form.boxes.values():
            box.edited.connect(lambda _name: self._look())
        self.form.done.connect(self._drafted)
        self.form.backed_out.connect(self._leave)
        self.form.focus_first()
        self._look()

    def reject(self) -> None:
        """Esc or the window's own button: what was typed stays as a draft."""
        self.form.back_out()

    def _lay_out(self, title: str, subject: str, beside_px: int) -> None:
        told = plain()
        lines = column(told, gap="m")
        for part in (
            label(self.tr("Safety check"), "heading"),
            self.checks,
            label(self.tr("The patient reads"), "label"),
            self.directions,
            label(self.tr("Supply"), "label"),
            self.quantity,
            self.problem,
        ):
            lines.addWidget(part)
        lines.addStretch(1)
        beside = Card(gap="m")
        beside.setFixedWidth(beside_px)
        beside.body.addWidget(scrolled(told))
        sides = row(gap="l")
        sides.addWidget(self.form, 1)
        sides.addWidget(beside)
        layout = column(self, gap="s", inset="xl")
        layout.addWidget(label(title, "title"))
        layout.addWidget(label(subject, "muted", wraps=True))
        layout.addSpacing(px("s"))
        layout.addLayout(sides, 1)

    def _look(self) -> None:
        office, patient_id = self._place.office, self._patient
        raw: Mapping[str, str] = self.form.raw()
        self._place.runner.ask(
            lambda: office.ask(ORDER_PREVIEW, patient_id, raw),
            self._show,
            owner=self,
            slot="preview",
            failed=self._unknown,
        )

    def _show(self, found: OrderPreview) -> None:
        self.checks.show_findings(found.findings)
        self.directions.setText(said(found.directions) or "–")
        self.quantity.setText(found.quantity or "–")
        self.problem.setText(said(found.problem))
        self.problem.setVisible(bool(found.problem))

    def _unknown(self) -> None:
        self.checks.show_findings(())
        self.problem.setText(self.tr("The check cannot be shown. It is made again when saved."))
        self.problem.show()

    def _drafted(self, done: Done, key: str) -> None:
        self.drafted.emit(done, key == "another")
        self.accept()

    def _leave(self) -> None:
        super().reject()
