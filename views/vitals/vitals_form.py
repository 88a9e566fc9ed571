"""The form of one set, with its score beside it while it is being typed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

from app.command import Done
from app.fields import Width
from app.vitals.preview import preview_news2, taken_words
from app.vitals.record_vitals import RECORD_VITALS
from models.vocabulary import PatientId
from views.forms.form_panel import FormPanel
from views.layouts import column
from views.vitals.news_card import NewsCard
from views.widgets.plain import Card, label
from views.workplace import Workplace

FOUR: Mapping[Width, int] = {Width.SHORT: 3, Width.MEDIUM: 6, Width.LONG: 12}
"""Four fields to a row, in the order of the NEWS2 chart."""
_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class VitalsForm(Card):
    """A new set of one patient; a saved one makes room for the next."""

    recorded = Signal(object)
    backed_out = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap="s")
        self._place = place
        self._age: int | None = None
        self.form: FormPanel | None = None
        self.news = NewsCard()
        self.body.addWidget(label(self.tr("New vital signs"), "heading"))
        self._room = column()
        self.body.addLayout(self._room)
        self.body.addWidget(self.news)
        self.body.addStretch(1)

    def show_patient(self, patient_id: PatientId) -> None:
        """An empty form about this patient, or the draft of one."""
        self.put_away()
        made = FormPanel(self._place, RECORD_VITALS, {"patient": patient_id}, spans=FOUR)
        made.offer(self.tr("Record   Enter"), kind="primary")
        made.done.connect(self._done)
        made.backed_out.connect(self.backed_out)
        for box in made.boxes.values():
            box.edited.connect(lambda _name: self.preview())
            if isinstance(box.control, QComboBox):  # all columns are as wide as each other
                box.control.setSizeAdjustPolicy(_NARROW)
        made.opened.connect(self.preview)
        self.form = made
        for area in made.findChildren(QScrollArea):  # the score follows the last field
            fields = area.widget()
            if fields is not None:
                area.setMaximumHeight(fields.sizeHint().height())
        self._room.addWidget(made)
        self.preview()

    def put_away(self) -> None:
        """Nothing of a patient stays behind."""
        if self.form is not None:
            self.form.hide()
            self.form.setParent(None)
            self.form.deleteLater()
            self.form = None

    def set_age(self, years: int | None) -> None:
        """How old the patient is, once that is known."""
        self._age = years
        self.preview()

    def begin(self) -> None:
        """The keyboard goes into the first field."""
        if self.form is not None:
            self.form.focus_first()

    def preview(self) -> None:
        """Score what is typed so far."""
        if self.form is None:
            return
        raw, site = self.form.raw(), self._place.office.site
        taken = taken_words(raw.get("taken", ""), site.now(), site.order)
        beside = taken if raw.get("taken", "").strip() else ""
        self.news.show_news(preview_news2(raw, self._age), beside)

    def _done(self, done: Done, _key: str) -> None:
        if self.form is not None:
            self.form.open()
            self.form.focus_first()
        self.recorded.emit(done)
