"""The patient banner: who this is, pinned above everything that concerns one patient.

Order and wording follow the NHS CUI patient banner v4.0 (ISB 1505): name, born with the age in
parentheses, gender, number; labels without a colon; the name is never cut short.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.marks import MARK_WORDS, SyncMark
from app.registration.rows import PatientCard
from models.vocabulary import N_
from resources.icons import Icon
from views.layouts import column, inset, row
from views.theme import Theme
from views.widgets.banner_lines import AllergyLine, FlagRow
from views.widgets.plain import badge, button, label
from views.words import joined, kept_together, said

_FACTS = (
    ("born", N_("Born")),
    ("gender", N_("Gender")),
    ("mrn", N_("MRN")),
    ("where", N_("Where")),
)


class PatientBanner(QFrame):
    """The same everywhere; shows one `PatientCard`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.name = label("", "name", wraps=True)
        self.name.setAccessibleName(self.tr("Patient"))
        self._values: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        whole = column(self, gap="s")
        inset(whole, "l", "m")
        line = row(gap="xl")
        whole.addLayout(line)
        line.addWidget(self.name, 1)
        for key, title in _FACTS:
            line.addLayout(self._fact(key, said(title)))
        self.mark = badge("", "quiet")
        self.decisions = button("", "link", self.tr("Decisions that wait"))
        self.allergies = AllergyLine()
        self.flags = FlagRow()
        below = row(gap="s")
        below.addWidget(self.allergies, 1)
        for part in (self.flags, self.mark, self.decisions):
            below.addWidget(part)
        whole.addLayout(below)
        self.put_away = button("", "quiet", self.tr("Put the patient away"))
        self.put_away.setToolTip(self.tr("Put the patient away") + "  Ctrl+W")
        edge = Theme.current().tokens.size.icon
        self.put_away.setIconSize(QSize(edge, edge))
        line.addWidget(self.put_away)
        Theme.current().changed.connect(self._draw)
        self._draw()

    def show_card(self, card: PatientCard) -> None:
        """Show who this is."""
        born = f"{card.born} ({card.age})" if card.age else card.born
        number = card.mrn or joined(card.temporary_numbers)
        self.name.setText(kept_together(card.name))
        self.allergies.show_band(card.allergies)
        self.flags.show_flags(card.flags)
        said_of = (card.name, born, card.gender, number, card.where)
        self.setAccessibleName(joined((*said_of, self.allergies.words, *self.flags.words)))
        texts = {"born": born, "gender": card.gender, "mrn": number, "where": card.where}
        for key, text in texts.items():
            self._values[key].setText(kept_together(text))
            self._values[key].setVisible(bool(text))
            self._titles[key].setVisible(bool(text))
        self.mark.setVisible(card.mark is not SyncMark.SENT)
        self.mark.setText(said(MARK_WORDS[card.mark]))
        self.mark.setProperty("tone", "danger" if card.mark is SyncMark.REFUSED else "quiet")
        self.mark.style().polish(self.mark)
        self.decisions.setVisible(bool(card.open_conflicts))
        words = self.tr("%n decision(s) wait", "", card.open_conflicts)
        self.decisions.setText(words)
        self.decisions.setAccessibleName(words)

    def _fact(self, key: str, title: str) -> QVBoxLayout:
        self._titles[key] = label(title, "label")
        self._values[key] = label("", "value")
        self._values[key].setAccessibleName(title)
        self._values[key].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = column(gap="none")
        layout.addWidget(self._titles[key])
        layout.addWidget(self._values[key])
        return layout

    def _draw(self) -> None:
        self.put_away.setIcon(Theme.current().icon(Icon.CLOSE, "muted"))
